"""One visit to a feed: what is new in it, and the pages of what is new. Runs beside others, and keeps nothing itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from dragoman.errors import FetchError
from dragoman.model.ports import Reader
from dragoman.model.text import Document, Incoming, Issue, digest
from dragoman.model.watching import FeedState
from dragoman.read.fetching.fetcher import NOT_MODIFIED, Fetched, read_whole
from dragoman.read.fetching.sites import Sites
from dragoman.read.sniffing import HEAD
from dragoman.read.web import ending_of, feed_body, page_of, placed
from dragoman.watch.feeds import Feed
from dragoman.watch.stopping import Stop, StoppedError

LOG = logging.getLogger("dragoman")
BEGINNING = 1_024  # bytes in which a feed has begun, if there is one
MOST_ENTRIES = 2_000  # new entries of one visit; the others wait for the next
MOST_TRIES = 3  # visits in which the page of an entry is tried before what the feed says of it has to do
MOST_APART = 1  # day: a feed tells time in one zone, a page in another
MOST_SEEN = 5_000  # entries remembered that are no longer in the feed: some come back

INSTEAD = "the page of this entry is not read, but what the feed says of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A new entry, with its page if that was asked for and fetched."""

    feed: Feed
    key: str
    entry: Incoming
    page: tuple[Fetched, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """The end of a visit. ``failure`` is why there was none, with nothing found.

    ``etag`` and ``modified`` are to be remembered only where the visit is ``complete``: all that is new was handed on. ``present`` are the
    keys of all entries that the feed has now, ``known`` how many of them were seen before, ``waiting`` the entries whose pages could
    not be had, with how often they were tried.
    """

    feed: Feed
    failure: FetchError | None = None
    unchanged: bool = False
    complete: bool = False
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    present: tuple[str, ...] = ()
    known: int = 0
    waiting: tuple[tuple[str, int], ...] = ()


Message = Found | Visited
Hand = Callable[[Message], None]


class Visitor:
    """Visits feeds and hands on what is found. ``read_feed`` turns a feed's bytes into its entries."""

    def __init__(self, sites: Sites, read_feed: Reader, hand: Hand, stop: Stop) -> None:
        self._sites, self._read_feed, self._hand, self._stop = sites, read_feed, hand, stop

    def visit(self, feed: Feed, state: FeedState) -> None:
        """Visit a feed; the last thing handed on says how it went. Raises nothing."""
        try:
            last = self._visit(feed, state)
        except FetchError as error:
            last = Visited(feed=feed, failure=error)
        except Exception as error:
            LOG.exception("the feed %s could not be visited", feed.address)
            what = f"{type(error).__name__}: {error}"
            last = Visited(feed=feed, failure=FetchError(what, code="internal-error", remedy="please report it", where=feed.address))
        self._hand(last)

    def _visit(self, feed: Feed, state: FeedState) -> Visited:
        headers = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        given = {name: value for name, value in headers.items() if value}
        fetched = self._sites.get(feed.address, headers=given, licensed=feed.licensed)
        if fetched.status == NOT_MODIFIED:
            fetched.body.close()
            return Visited(feed=feed, unchanged=True, moved=fetched.moved)
        with closing(fetched.body):
            body = feed_body(fetched)
            empty = not body.read(BEGINNING).strip()
            body.seek(0)
            entries = [] if empty else [placed(fetched.address, entry) for entry in self._read_feed(body, fetched.address)]
        if empty or (entries and not any(entry.readable for entry in entries)):
            detail = entries[0].issues[0].detail if entries and entries[0].issues else "nothing is there, not even a feed without entries"
            raise FetchError(
                detail.removeprefix(f"{fetched.address}: "), code="no-feed", where=feed.address, temporary=True, remedy="check its address"
            )
        keys = {key_of(entry, follow=feed.follow): entry for entry in entries}
        seen = frozenset(state.seen)
        new = [(key, entry) for key, entry in keys.items() if key not in seen]
        waiting = dict(self._hand_on(feed, new[:MOST_ENTRIES], dict(state.tried)))
        return Visited(
            feed=feed,
            complete=not waiting and len(new) <= MOST_ENTRIES and not self._stop.requested,
            etag=fetched.headers.get("etag"),
            modified=fetched.headers.get("last-modified"),
            moved=fetched.moved,
            present=tuple(keys),
            known=len(keys) - len(new),
            waiting=tuple(waiting.items()),
        )

    def _hand_on(self, feed: Feed, new: list[tuple[str, Incoming]], tried: dict[str, int]) -> Iterator[tuple[str, int]]:
        """Hand on the new entries, and give those whose pages are to be tried again."""
        for key, entry in new:
            if self._stop.requested:
                return
            if not feed.follow or not entry.readable or not _is_address(entry.document.url):
                self._hand(Found(feed=feed, key=key, entry=entry))
                continue
            try:
                page = self._page(str(entry.document.url), feed)
            except StoppedError:
                return
            except FetchError as error:
                tries = tried.get(key, 0) + 1
                if error.temporary and tries < MOST_TRIES:
                    yield key, tries
                else:
                    self._hand(Found(feed=feed, key=key, entry=without_page(entry, error)))
            else:
                self._hand(Found(feed=feed, key=key, entry=entry, page=page))

    def _page(self, address: str, feed: Feed) -> tuple[Fetched, bytes]:
        fetched = self._sites.get(address, licensed=feed.licensed)
        content = read_whole(fetched)
        if ending_of(fetched, content[:HEAD]) != ".html":
            raise FetchError(
                f"no page ({fetched.media_type or 'of no named type'})", code="no-page", where=fetched.address, remedy="it is left to you"
            )
        return fetched, content


def key_of(entry: Incoming, *, follow: bool) -> str:
    """What an entry is remembered by: another title or day makes it new, and another text where the text is what is read."""
    document = entry.document
    return digest(document.id, document.title, document.published, None if follow else document.text)


def report_of(found: Found) -> Incoming:
    """The report that a new entry stands for: its page, with what only the feed says; else the entry."""
    feed, incoming = found.feed, found.entry
    if found.page is not None:
        incoming = _with_page(incoming, *found.page)
    document = incoming.document
    told = replace(document, outlet=feed.outlet or document.outlet, language=feed.language or document.language)
    return replace(incoming, document=told)


def _with_page(entry: Incoming, fetched: Fetched, content: bytes) -> Incoming:
    """The report of the page, with what only the entry says; the entry where the page holds no report."""
    try:
        page = page_of(fetched, content)
    except Exception as error:
        LOG.exception("the page %s could not be read", fetched.address)
        reason = f"{fetched.address}: {type(error).__name__}: {error}; this is a fault of the program, please report it with the page"
        return _noted(entry, f"{INSTEAD}: {reason}")
    if not page.readable or not page.document.text.strip():
        return _noted(entry, f"{INSTEAD}: {page.issues[0].detail if page.issues else 'it holds no report'}")
    said, own = entry.document, page.document
    published, issues = own.published or said.published, page.issues
    if own.published and said.published and _apart(own.published, said.published) > MOST_APART:
        published = said.published
        detail = f"the page says {own.published}, the feed {said.published}; the feed's day is taken: pages have others in their text"
        issues += (Issue(code="dates-disagree", detail=detail),)
    document: Document = replace(
        own,
        title=own.title or said.title,
        outlet=own.outlet or said.outlet,
        byline=own.byline or said.byline,
        published=published,
        language=own.language or said.language,
    )
    return replace(page, document=document, issues=issues)


def _apart(one: str, other: str) -> int:
    """The days between two ISO dates; none where one of them is less exact than a day."""
    try:
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days)
    except ValueError:
        return 0


def without_page(entry: Incoming, error: FetchError) -> Incoming:
    """An entry whose page may not or could not be fetched."""
    where = error.where or entry.document.url
    return _noted(entry, f"{INSTEAD}: {where}: {error.what}; {error.remedy}")


def _noted(entry: Incoming, detail: str) -> Incoming:
    return replace(entry, issues=(*entry.issues, Issue(code="page-not-read", detail=detail)))


def _is_address(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("http://", "https://"))
