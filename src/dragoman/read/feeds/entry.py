"""An entry of a feed -> a document; its text is what the feed holds of it, all or only a summary."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from email.utils import parsedate
from urllib.parse import urljoin, urlsplit

from dragoman.model.text import Incoming, Issue, Source
from dragoman.read.feeds.markup import fragment_text, is_markup
from dragoman.read.fields import read_fields

ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
LANGUAGE = re.compile(r"\s*([a-z]{2})(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself; ``path`` names it, ``url`` is the site's address, to which those of its entries may be relative."""

    path: str
    url: str | None
    title: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one report. ``texts`` are the forms in which it has its text, each with whether it is HTML."""

    number: int
    title: str | None
    title_is_markup: bool
    texts: tuple[tuple[str, bool], ...]
    url: str | None
    published: str | None
    authors: tuple[str, ...]
    language: str | None
    outlet: str | None = None


def read_entry(entry: Entry, feed: Feed, issues: tuple[Issue, ...]) -> Incoming:
    """The report in an entry: the longest of its texts. ``source.offset`` is its number in the feed, from 1."""
    texts = [fragment_text(text) if marked and is_markup(text) else text.strip() for text, marked in entry.texts]
    data = {
        "text": max(texts, key=len, default=""),
        "title": _line(entry.title, marked=entry.title_is_markup),
        "outlet": _line(entry.outlet or feed.title, marked=True),
        "url": _address(entry.url, feed.url),
        "published": _day(entry.published),
        "byline": [name for author in entry.authors if (name := _line(author, marked=False))],
        "language": _language(entry.language) or _language(feed.language),
    }
    if not data["text"]:
        page = f" ({data['url']})" if data["url"] else ""
        detail = f"{feed.path}: entry {entry.number}: the feed holds no text of this report; read its page{page}"
        issues += (Issue(code="empty", detail=detail),)
    incoming = read_fields(data, Source(path=feed.path, offset=entry.number), issues, f"{feed.path}: entry {entry.number}")
    return replace(incoming, extracted=True)


def _line(text: str | None, *, marked: bool) -> str | None:
    """A title or name, on one line."""
    if text is None:
        return None
    return " ".join((fragment_text(text) if marked and is_markup(text) else text).split())


def _address(link: str | None, site: str | None) -> str | None:
    """The address in full; None where it cannot be known, for it would be another report's as well."""
    try:
        whole = urljoin(site or "", (link or "").strip())
        return whole if urlsplit(whole).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _day(text: str | None) -> str | None:
    """The day, as it was where the report was published; what names none is given back as it is."""
    if text is None:
        return None
    if iso := ISO_DAY.match(text):
        return iso[1]
    parts = parsedate(text)  # RFC 822, as RSS has it
    try:
        return datetime.date(*parts[:3]).isoformat() if parts else text
    except ValueError:
        return text


def _language(text: str | None) -> str | None:
    """ "en-GB" is en; ISO 639-1 only."""
    found = LANGUAGE.match(text or "")
    return found[1].lower() if found else None
