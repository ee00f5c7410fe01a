"""Who publishes a page and who wrote it, as the page says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dragoman.read.pages.markup import Element, Markup, plain, texts, words

LONGEST_NAME = 60  # characters: a longer "name" is a biography
MOST_NAMES = 12
AUTHORS = (  # the name "author" last: content systems put the publisher there
    "byl", "parsely-author", "sailthru.author", "citation_author", "cxenseparse:author", "rbauthors", "article:author",
    "og:article:author", "dc.creator", "dcterms.creator", "dc:creator", "author",
)  # fmt: skip
AUTHOR_CLASSES = re.compile(r"byline|author|writer", re.IGNORECASE)
AUTHOR_LINK = re.compile(r"/(?:authors?|reporters?|people|staff|journalists?|profile|by)/[^/]", re.IGNORECASE)
PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|al|bin|da|de|del|der|di|la|van|von)){1,3}$")
NO_NAME = re.compile(r"https?:|www\.|[@#|{}<>=]|\.(?:com|org|net|jp|de)\b|\d", re.IGNORECASE)
BEFORE = re.compile(
    r"^(?:(?:written |posted |reported |edited |story |words |article )?by|von|par|por|di|door|author|authors?)\b[:\s]*", re.IGNORECASE
)
# What stands beside names in bylines, in the languages of pages met: low-value furniture, kept here so that the reader needs no tables.
AFTER = re.compile(
    r"(?:^|,?\s+)(?:(?:senior|chief|staff|political|politics|foreign|diplomatic) )*(?:writer|reporter|correspondent|editor|producer)s?$",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s*(?:,? and |,? und | & |;|、|,)\s*|\s+(?:et|y)\s+(?=[A-Z])")
LETTER = re.compile(r"[^\W\d_]")
AFTER_TITLE = re.compile(r"\s*(?:.*\s)?[|•·»–—-]\s+([^\W\d_a-z][^|•·»]{2,40})$")
HANDLE = re.compile(r"^@")
WWW = re.compile(r"^(?:www\d?|m|mobile|amp|edition|news)\.")


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


def find_outlet(tree: Element, markup: Markup, title: str | None) -> str | None:
    """The publisher by the name that the site gives itself, or by what stands after the headline in the title of the page."""
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
    element = next(tree.iter("title"), None)
    after = AFTER_TITLE.match(words(element)[len(title) :]) if element is not None and title and words(element).startswith(title) else None
    return after[1] if after else None


def host_of(url: str | None) -> str | None:
    """The host of an address, without "www"."""
    match = re.match(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", url or "", re.IGNORECASE)
    return WWW.sub("", match[1].lower()) or None if match else None


def find_byline(tree: Element, markup: Markup, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those whom the page names as its authors, in order. What pages give here is often wrong: it is kept clean, not complete."""
    metas = (markup.meta(name) for name in AUTHORS)
    for source in (_linked(markup), *metas, iter(markup.shown.get("author", ())), _shown(tree)):
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
    """The first element that is marked as a byline, by its class or as a link to the author, and holds the name of a person."""
    for element in tree.iter("a", "span", "p", "div", "address", "li", "cite"):
        if (
            element.get("rel") == "author"
            or AUTHOR_LINK.search(element.get("href") or "")
            or AUTHOR_CLASSES.search(element.get("class") or "")
        ):
            text = words(element)
            if 0 < len(text) <= 2 * LONGEST_NAME and any(PERSON.match(name) for name in _people(text, ())):
                yield from (name for name in _people(text, ()) if PERSON.match(name))
                return


def _people(text: str, names: tuple[str, ...]) -> Iterator[str]:
    sites = {name.lower() for name in names}
    for part in JOINED.split(BEFORE.sub("", plain(html.unescape(text)))):
        name = AFTER.sub("", BEFORE.sub("", part.strip(" .,:–—-")))
        if not 1 < len(name) <= LONGEST_NAME or NO_NAME.search(name) or not LETTER.search(name) or name.lower() in sites:
            continue
        yield name.title() if name.isupper() and " " in name else name
