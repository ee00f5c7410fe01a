"""The bytes of a page -> what it holds: this runs in a process of its own, under limits (``child.py``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from dragoman.read.pages.body import find_text
from dragoman.read.pages.charsets import decode_page
from dragoman.read.pages.days import find_published
from dragoman.read.pages.markup import Markup, read_markup
from dragoman.read.pages.names import find_byline, find_outlet, host_of, site_names
from dragoman.read.pages.titles import find_title

LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]|$)", re.IGNORECASE)
OF_A_REPORT = re.compile(r"\d|[-_]\w+[-_]")  # in the last part of an address: a report has a number or a headline there, a section has not


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds. ``broken``: some of its bytes were no text in its encoding, and stand replaced."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    text: str = ""
    broken: bool = False


def extract_page(content: bytes, *, url: str | None = None, charset: str | None = None) -> Page:
    """What the page of these bytes holds; of empty text where no report is found in it.

    ``url`` is where it was read, ``charset`` what the server said of its encoding. Raises whatever lxml and trafilatura do of hostile
    pages, and does not mind time and memory: ask through ``worker.py``.
    """
    from trafilatura.utils import load_html  # noqa: PLC0415 -- slow to import

    whole, broken = decode_page(content, charset)
    tree = load_html(whole)
    if tree is None:
        return Page(broken=broken)
    markup = read_markup(tree)
    names = site_names(markup, url)
    address = _address(markup, url)
    title = find_title(tree, markup, names)
    published = find_published(tree, markup, url)
    return Page(
        url=address,
        title=title,
        outlet=find_outlet(markup),
        byline=find_byline(tree, markup, names),
        published=published,
        language=_language(markup),
        text=find_text(tree, markup, title),
        broken=broken,
    )


def _language(markup: Markup) -> str | None:
    for said in (markup.language, *markup.meta("content-language", "og:locale")):
        if said and (match := LANGUAGE.match(said.strip())):
            return match[1].lower()
    return None


def _address(markup: Markup, url: str | None) -> str | None:
    """The address that the page calls its own, if it may be believed, else where it was read.

    Templates that name the front page or a section as the address of every report are frequent, and a report is known by its address:
    so the last part must be that of a report and, where it is known from where the page was read, stand in that address too.
    """
    for said in (markup.canonical, *markup.meta("og:url")):
        own = urljoin(url or "", said) if said else ""
        if not own.lower().startswith(("http://", "https://")):
            continue
        last = urlsplit(own).path.rstrip("/").rpartition("/")[2]
        if not OF_A_REPORT.search(last):
            continue
        if url is None or (host_of(own) == host_of(url) and last in url):
            return own
    return url
