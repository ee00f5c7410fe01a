"""What a page says of itself: its meta tags, and the report's entry in its linked data (JSON-LD)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

REPORTS = re.compile(r"(?:Article|BlogPosting|^Report|SocialMediaPosting|DiscussionForumPosting)$")  # schema.org types of a text on a page
PAGES = re.compile(r"(?:WebPage|VideoObject|Review|Event)$")  # what else dates and names a page where no report is declared
LEVELS = 6  # of nested lists and graphs in which entries are looked for
WRAPPERS = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$|;\s*$")
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
LOOSE = re.compile(r'"(headline|datePublished|inLanguage|articleBody)"\s*:\s*("(?:[^"\\]|\\.){1,200000}")')
SPACE = re.compile(r"\s+")


class Element(Protocol):
    """An element of a page, as lxml has it."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None:
        """The value of an attribute."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """This one and all in it, of these tags, in page order."""

    def itertext(self) -> Iterator[str]:
        """The pieces of its text."""

    def xpath(self, path: str) -> list[Element]:
        """The elements of a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """The marks of a page that are made for programs.

    ``metas`` holds the contents of meta tags by name, lower-cased, in page order; ``report`` the entry of the linked data that is this
    report, ``page`` that of the page around it, ``entries`` all that have an ``@id``; ``shown`` what is marked in the text itself as
    property of the report (microdata), by property.
    """

    metas: Mapping[str, tuple[str, ...]]
    report: Mapping[str, Any]
    page: Mapping[str, Any]
    entries: Mapping[str, Mapping[str, Any]]
    shown: Mapping[str, tuple[str, ...]]
    canonical: str | None
    language: str | None

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of the meta tags of these names, in the order of the names."""
        for name in names:
            yield from self.metas.get(name, ())

    def entry(self, value: object) -> Mapping[str, Any]:
        """An entry itself, or the one that it refers to by its ``@id``; empty where there is none."""
        if not isinstance(value, Mapping):
            return {}
        identity = value.get("@id")
        known = self.entries.get(identity, {}) if isinstance(identity, str) else {}
        return {**known, **value}


def plain(text: str) -> str:
    """One line: white space folded and trimmed."""
    return SPACE.sub(" ", text).strip()


def words(element: Element) -> str:
    """What an element shows, on one line."""
    return plain(" ".join(element.itertext()))


def texts(value: object) -> Iterator[str]:
    """The texts among a value of linked data: one, or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield plain(one)


def read_markup(tree: Element) -> Markup:
    """All that a page says of itself."""
    metas = _metas(tree)
    canonical = next((plain(link.get("href") or "") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    found = list(_entries(tree))
    addresses = {address for address in (canonical, *metas.get("og:url", ())) if address}
    return Markup(
        metas=metas,
        report=_report(found, addresses, metas),
        page=next((entry for entry in found if _is(entry, PAGES)), {}),
        entries={entry["@id"]: entry for entry in found if isinstance(entry.get("@id"), str)},
        shown=_shown(tree),
        canonical=canonical or None,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
    )


def _metas(tree: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        content = plain(element.get("content") or element.get("value") or "")  # some tools write "value" for "content"
        if not content:
            continue
        for key in {element.get(kind) for kind in ("property", "name", "itemprop", "http-equiv")}:
            if key:
                name = key.strip().lower()
                found[name] = (*found.get(name, ()), content)
    return found


def _shown(tree: Element) -> dict[str, tuple[str, ...]]:
    """Microdata: elements that say which property of the report they show."""
    found: dict[str, tuple[str, ...]] = {}
    for element in tree.xpath("//*[@itemprop and not(self::meta)]"):
        for name in (element.get("itemprop") or "").lower().split():
            if name in {"headline", "datepublished", "author"}:
                content = plain(element.get("content") or element.get("datetime") or "") or words(element)
                if content:
                    found[name] = (*found.get(name, ()), content)
    return found


def _entries(tree: Element) -> Iterator[dict[str, Any]]:
    """The entries of the linked data, in page order: those of lists and graphs, not what they have as parts."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _flat(_parse(script.text), LEVELS)


def _parse(text: str) -> object:
    for attempt in (text, TRAILING_COMMA.sub("", WRAPPERS.sub("", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    loose: dict[str, Any] = {"@type": "Article"}
    for match in LOOSE.finditer(text):  # no JSON at all: what can be told one by one
        try:
            loose.setdefault(match[1], json.loads(match[2], strict=False))
        except ValueError:
            continue
    return loose if len(loose) > 1 else None


def _flat(value: object, levels: int) -> Iterator[dict[str, Any]]:
    if not levels:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one, levels - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(key), levels - 1)


def _is(entry: Mapping[str, Any], kinds: re.Pattern[str]) -> bool:
    return any(kinds.search(kind) for kind in texts(entry.get("@type")))


def _report(found: Iterable[dict[str, Any]], addresses: set[str], metas: Mapping[str, tuple[str, ...]]) -> Mapping[str, Any]:
    """The entry that is the report of this page: of several the one with its address, else with its title, else the first."""
    reports = [entry for entry in found if _is(entry, REPORTS)]
    if len(reports) > 1:
        titles = {title.lower() for title in metas.get("og:title", ())}
        for entry in reports:
            own = {*texts(entry.get("url")), *texts(entry.get("mainEntityOfPage")), *texts(entry.get("@id"))}
            page = entry.get("mainEntityOfPage")
            own |= set(texts(page.get("@id"))) if isinstance(page, dict) else set()
            if own & addresses:
                return entry
        for entry in reports:
            if titles & {headline.lower() for headline in texts(entry.get("headline"))}:
                return entry
    return reports[0] if reports else {}
