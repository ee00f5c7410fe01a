"""Who publishes a page and who wrote it, as the page says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dragoman.read.pages.markup import Element, Markup, plain, texts, words

LONGEST_NAME = 60  # characters: a longer "name" is a biography
MOST_NAMES = 12
AUTHORS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc:creator",
    "citation_author", "cxenseparse:author", "og:article:author", "rbauthors",
)  # fmt: skip
AUTHOR_CLASSES = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|writer)(?:[\s_-]*name)?(?:$|\s)", re.IGNORECASE)
NO_NAME = re.compile(r"https?:|www\.|[@#|{}<>=]|\.(?:com|org|net|jp|de)\b|\d", re.IGNORECASE)
BEFORE = re.compile(
    r"^(?:(?:written |posted |reported |edited |story |words |article )?by|von|par|por|di|door|author|authors?)\b[:\s]*", re.IGNORECASE
)
JOINED = re.compile(r"\s*(?:,? and |,? und | & |;|、|,)\s*|\s+(?:et|y)\s+(?=[A-Z])")
TWO_CASES = re.compile(r"[^\W\d_]")
HANDLE = re.compile(r"^@")
PATH = re.compile(r"^(?:www\d?|m|mobile|amp|edition|news)\.")


def site_names(markup: Markup, url: str | None) -> tuple[str, ...]:
    """All that the site calls itself, the best name first, the parts of its host name last."""
    publisher = markup.entry(markup.report.get("publisher")) or markup.entry(markup.page.get("publisher"))
    part_of = markup.entry(markup.page.get("isPartOf"))
    names = [*markup.meta("og:site_name"), *texts(publisher.get("name")), *texts(part_of.get("name")),
             *markup.meta("application-name", "apple-mobile-web-app-title", "dc.publisher", "dcterms.publisher", "al:ios:app_name"),
             *(HANDLE.sub("", name) for name in markup.meta("twitter:site"))]  # fmt: skip
    hosts = [host for host in (host_of(url), host_of(markup.canonical), *map(host_of, markup.meta("og:url"))) if host]
    parts = [part for host in hosts for part in (host, *host.split(".")[:-1]) if len(part) > 2]  # noqa: PLR2004 -- letters: "co" names nothing
    return tuple(dict.fromkeys(plain(html.unescape(name)) for name in (*names, *parts) if name))


def find_outlet(markup: Markup) -> str | None:
    """The publisher by the name that the site gives itself."""
    publisher = markup.entry(markup.report.get("publisher"))
    named = [
        *markup.meta("og:site_name"),
        *texts(publisher.get("name")),
        *markup.meta("application-name", "dc.publisher", "dcterms.publisher"),
    ]
    for name in named:
        clean = plain(html.unescape(name))
        if 1 < len(clean) <= LONGEST_NAME and "://" not in clean:
            return clean
    return None


def host_of(url: str | None) -> str | None:
    """The host of an address, without "www"."""
    match = re.match(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", url or "", re.IGNORECASE)
    return PATH.sub("", match[1].lower()) or None if match else None


def find_byline(tree: Element, markup: Markup, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those whom the page names as its authors, in order. What pages give here is often wrong: it is kept clean, not complete."""
    for source in (_linked(markup), markup.meta(*AUTHORS), iter(markup.shown.get("author", ())), _shown(tree)):
        found = tuple(dict.fromkeys(name for text in source for name in _people(text, names)))
        if found:
            return found[:MOST_NAMES]
    return ()


def _linked(markup: Markup) -> Iterator[str]:
    authors = markup.report.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, str):
            yield author
        else:
            yield from texts(markup.entry(author).get("name"))


def _shown(tree: Element) -> Iterator[str]:
    """The first element marked as a byline, by its class or as a link to the author."""
    for element in tree.iter("a", "span", "p", "div", "address", "li"):
        if element.get("rel") == "author" or AUTHOR_CLASSES.search(element.get("class") or ""):
            text = words(element)
            if 0 < len(text) <= 2 * LONGEST_NAME:
                yield text
                return


def _people(text: str, names: tuple[str, ...]) -> Iterator[str]:
    sites = {name.lower() for name in names}
    for part in JOINED.split(BEFORE.sub("", plain(html.unescape(text)))):
        name = BEFORE.sub("", part.strip(" .,:–—-"))
        if not 1 < len(name) <= LONGEST_NAME or NO_NAME.search(name) or not TWO_CASES.search(name) or name.lower() in sites:
            continue
        yield name.title() if name.isupper() and " " in name else name
