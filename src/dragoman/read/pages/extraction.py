"""The bytes of a page -> what it holds: this runs in a process of its own, under limits (``child.py``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from dragoman.read.pages.body import find_text
from dragoman.read.pages.charsets import decode_page
from dragoman.read.pages.days import find_published
from dragoman.read.pages.markup import Element, Markup, read_markup
from dragoman.read.pages.names import find_byline, find_outlet, host_of, site_names
from dragoman.read.pages.titles import find_title

LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]|$)", re.IGNORECASE)
BEGINNING = 50  # characters in which trafilatura looks for a document type that it must mend
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
    whole, broken = decode_page(content, charset)
    tree = _parse(whole)
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
        outlet=find_outlet(tree, markup, title),
        byline=find_byline(tree, markup, names),
        published=published,
        language=_language(markup),
        text=find_text(tree, markup, title),
        broken=broken,
    )


def _parse(whole: str) -> Element | None:
    """The tree of a page, or of a piece of one; None where there is nothing in it."""
    from lxml.etree import ParserError, XMLSyntaxError  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow to import; it brings no types
    from lxml.html import document_fromstring  # type: ignore[import-untyped]  # noqa: PLC0415 -- as above
    from trafilatura.utils import HTML_PARSER, repair_faulty_html  # noqa: PLC0415 -- as above

    repaired = repair_faulty_html(whole, whole[:BEGINNING].lower())
    try:
        tree: Element = document_fromstring(repaired.encode("utf-8", "surrogatepass"), parser=HTML_PARSER)
    except ParserError:  # an empty document
        return None
    except XMLSyntaxError as error:  # the parser forgives all else
        raise MemoryError from error
    return tree


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
        try:
            own = urljoin(url or "", said) if said else ""
            last = urlsplit(own).path.rstrip("/").rpartition("/")[2]
        except ValueError:  # a host in brackets that are not closed, and the like
            continue
        if not own.lower().startswith(("http://", "https://")) or not OF_A_REPORT.search(last):
            continue
        if url is None or (host_of(own) == host_of(url) and last in url):
            return own
    return url
