"""RSS, Atom and RDF, by feedparser; what is not well-formed is read as far as it can be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.model.text import Incoming, Issue
from dragoman.read.feeds.entry import Entry, Feed, read_entry
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.text import too_large, unreadable

CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.{0,500}-->\s*)?$", re.IGNORECASE | re.DOTALL)
TAIL = 2_000  # bytes in which the end of the feed is looked for
MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_feed(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a feed, in its order; ``source.offset`` is the number of each, from 1."""
    content = source.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        yield too_large(path)
        return
    if not content.strip():
        return
    found = _parsed(content)
    if not found.get("version") and not found["entries"]:
        detail = f"{path}: no feed in this file (RSS, Atom or RDF); name the format by the file's ending"
        yield unreadable(path, "not-a-feed", detail)
        return
    about: Mapping[str, Any] = found["feed"]
    feed = Feed(path=path, url=about.get("link"), title=about.get("title"), language=about.get("language"))
    issues, broken = _what_is_wrong(found, path)
    for number, entry in enumerate(found["entries"], 1):
        yield read_entry(_entry(number, entry), feed, (*issues, *broken) if number == 1 else issues)
    if broken and not CLOSED.search(content[-TAIL:].replace(b"\0", b"")):
        detail = f"{path}: the feed is cut off at byte {len(content)}; the entries before are read; fetch it again for the rest"
        yield unreadable(path, "cut-off", detail)


def _parsed(content: bytes) -> Mapping[str, Any]:
    """What feedparser makes of a feed. It expands no entity of the feed's own, fetches nothing, and cleans nothing: only text is taken."""
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 -- only feeds need it

    if content[:1].isspace():  # XML forbids it before its declaration; many feeds have it
        content = content.lstrip()
    try:
        return dict(feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False))
    except Exception as error:  # noqa: BLE001 -- some broken feeds are answered with whatever the parts of feedparser raise
        return {"entries": [], "feed": {}, "bozo": True, "bozo_exception": error}


def _what_is_wrong(found: Mapping[str, Any], path: str) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """What concerns every entry (its letters may be wrong), and what concerns the feed."""
    error = found.get("bozo_exception") if found.get("bozo") else None
    if error is None:
        return (), ()
    if "Encoding" in type(error).__name__:
        detail = f"{path}: {error}; letters may be wrong: save the feed as UTF-8"
        return (Issue(code="encoding-broken", detail=detail),), ()
    detail = f"{path}: not well-formed XML ({error}); read as far as it can be"
    return (), (Issue(code="feed-malformed", detail=detail),)


def _entry(number: int, found: Mapping[str, Any]) -> Entry:
    details = [*found.get("content", ()), found.get("summary_detail") or {}]
    title = found.get("title_detail") or {}
    source = found.get("source") or {}
    return Entry(
        number=number,
        title=found.get("title"),
        title_is_markup=title.get("type") in MARKUP_TYPES,
        texts=tuple((part.get("value") or "", part.get("type") in MARKUP_TYPES) for part in details),
        url=found.get("link") or None,
        published=found.get("published") or found.get("updated") or None,
        authors=tuple(author["name"] for author in found.get("authors", ()) if author.get("name")),
        language=next((language for part in (*details, title) if (language := part.get("language"))), None),
        outlet=source.get("title") or None,
    )
