"""Watching feeds: visits run beside each other, one thread reads and keeps what they find and remembers how far it came.

An entry counts as seen when its reading is kept and not before, and what a feed's server said (ETag) is remembered when every entry of that
answer is. So a watch may end at any moment, by whatever means: what was not kept is found again, and what was kept is not read again.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from dragoman.model.ports import Reader, Store
from dragoman.model.text import Incoming
from dragoman.model.watching import FeedState, SiteState
from dragoman.read.fetching import Rules
from dragoman.read.fetching.fetcher import Fetcher
from dragoman.read.fetching.sites import Clock, Sites
from dragoman.watch.feeds import Feed
from dragoman.watch.polling import MOST_SEEN, Found, Message, Visited, Visitor, report_of
from dragoman.watch.schedule import is_due, next_after_failure, next_after_success
from dragoman.watch.stopping import Stop, StoppedError

LANES = 8  # visits beside each other: most of each is waiting
AT_ONCE = 8  # entries read and kept together: a few seconds of work
HELD = 8  # found entries that wait to be read; each may hold a page
TICK = 0.25  # seconds in which a visit that is due, or a wish to stop, is noticed
RENEWAL_SHARE = 0.1  # of the time may go into making the records anew, which takes longer the more there is
RENEWAL_PAUSE = 300.0  # seconds between two renewals while visits go on; where nothing is to be done, records are renewed at once


class Recorder(Protocol):
    """What reads documents into the store; ``run.Recorder`` does."""

    def record(self, batch: Sequence[Incoming]) -> int:
        """Read and keep these, all or none; returns how many were not known."""

    def bring_up_to_date(self) -> bool:
        """Make the records anew if anything they are made from has changed; False where nothing has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How a visit to a feed went. ``new`` entries were kept, ``known`` were there before, ``waiting`` have pages that could not be had yet.

    ``moved``: where the feed is for good now. ``again_in``: the seconds until the next visit.
    """

    feed: Feed
    new: int = 0
    known: int = 0
    waiting: int = 0
    unchanged: bool = False
    failure: str | None = None
    moved: str | None = None
    again_in: float = 0.0


class Watcher:
    """Watches feeds into a store. ``measure`` tells how long renewing the records takes, in seconds."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        store: Store,
        recorder: Recorder,
        *,
        read_feed: Reader,
        fetcher: Fetcher | None = None,
        clock: Clock,
        stop: Stop,
        measure: Callable[[], float] = time.monotonic,
    ) -> None:
        self._feeds, self._store, self._recorder = feeds, store, recorder
        self._clock, self._stop = clock, stop
        known = store.watched(FeedState)
        self._states = {feed.address: known.get(feed.address, FeedState()) for feed in feeds}
        self._sites = Sites(fetcher or Fetcher(Rules()), clock, store.watched(SiteState))
        self._messages: queue.Queue[Message] = queue.Queue(HELD)
        self._visitor = Visitor(self._sites, read_feed, self._hand, stop)
        self._under_way: dict[str, Feed] = {}
        self._new: dict[str, int] = {}
        self._measure = measure
        self._renewed_at, self._renewal_took = measure(), 0.0

    def run(self, *, once: bool) -> Iterator[Visit]:
        """Visit feeds when they are due: those that are now (``once``), or until the watch is stopped. Records are brought up to date."""
        todo = self._due() if once else []
        try:
            while not self._stop.requested:
                if not once:
                    todo = self._due()
                todo = self._start(todo)
                if self._under_way:
                    yield from self._handle(self._take())
                    self._renew(RENEWAL_PAUSE)
                    continue
                if once and not todo:
                    break
                self._rest()
        except StoppedError:
            pass
        yield from self._handle(self._left())
        self._recorder.bring_up_to_date()

    # ---------------------------------------------------------------- visits

    def _due(self) -> list[Feed]:
        """The feeds whose time has come, the longest overdue first."""
        now = self._clock.now()
        due = [
            feed
            for feed in self._feeds
            if feed.address not in self._under_way and is_due(now, self._states[feed.address].next_at, feed.interval)
        ]
        return sorted(due, key=lambda feed: self._states[feed.address].next_at)

    def _start(self, todo: Sequence[Feed]) -> list[Feed]:
        """Begin as many visits as there are lanes, one to a host; gives those that must wait."""
        rest = []
        for feed in todo:
            hosts = {urlsplit(address).netloc for address in self._under_way}
            if len(self._under_way) < LANES and urlsplit(feed.address).netloc not in hosts:
                self._under_way[feed.address] = feed
                visit = threading.Thread(
                    target=self._visitor.visit, args=(feed, self._states[feed.address]), name=f"visit {feed.address}", daemon=True
                )
                visit.start()
            else:
                rest.append(feed)
        return rest

    def _hand(self, message: Message) -> None:
        """Take what a visit found; waits where too much is waiting already. Called by the visits."""
        while not self._stop.requested:
            try:
                self._messages.put(message, timeout=TICK)
            except queue.Full:
                continue
            return

    def _take(self) -> list[Message]:
        """What visits have found, waiting a moment for the first of it."""
        try:
            first = self._messages.get(timeout=TICK)
        except queue.Empty:
            return []
        return [first, *self._left(AT_ONCE - 1)]

    def _left(self, most: int = HELD) -> list[Message]:
        found: list[Message] = []
        while len(found) < most:
            try:
                found.append(self._messages.get_nowait())
            except queue.Empty:
                break
        return found

    def _rest(self) -> None:
        """Nothing is to be visited: bring the records up to date, then wait for the next feed's time."""
        self._renew(0.0)
        until = min(state.next_at for state in self._states.values())
        self._clock.sleep(max(until - self._clock.now(), TICK))

    def _renew(self, pause: float) -> None:
        """Bring the records up to date, unless that was done within so many seconds, or takes too much of the time."""
        begun = self._measure()
        if begun - self._renewed_at >= max(pause, self._renewal_took / RENEWAL_SHARE) and self._recorder.bring_up_to_date():
            self._renewed_at = self._measure()
            self._renewal_took = self._renewed_at - begun

    # ---------------------------------------------------------------- keeping

    def _handle(self, messages: Sequence[Message]) -> Iterator[Visit]:
        """Read and keep what was found, then remember it; in this order, so that nothing is remembered that is not kept."""
        found = [message for message in messages if isinstance(message, Found)]
        if found:
            self._recorder.record([report_of(one) for one in found])
            for one in found:
                self._seen(one)
        visits = [self._finished(message) for message in messages if isinstance(message, Visited)]
        changed = {message.feed.address for message in messages}
        if changed:
            states: Mapping[str, FeedState | SiteState] = {address: self._states[address] for address in sorted(changed)}
            self._store.remember({**states, **self._sites.changed()})
        yield from visits

    def _seen(self, found: Found) -> None:
        address, state = found.feed.address, self._states[found.feed.address]
        tried = tuple(pair for pair in state.tried if pair[0] != found.key)
        self._states[address] = replace(state, seen=(*state.seen, found.key), tried=tried)
        self._new[address] = self._new.get(address, 0) + 1

    def _finished(self, visited: Visited) -> Visit:
        """What a visit's end changes in what is remembered of its feed."""
        feed, now = visited.feed, self._clock.now()
        del self._under_way[feed.address]
        state = self._after(visited, self._states[feed.address], now)
        self._states[feed.address] = state
        return Visit(
            feed=feed,
            new=self._new.pop(feed.address, 0),
            known=visited.known,
            waiting=len(visited.waiting),
            unchanged=visited.unchanged,
            failure=state.failure,
            moved=visited.moved,
            again_in=state.next_at - now,
        )

    def _after(self, visited: Visited, state: FeedState, now: float) -> FeedState:
        interval = visited.feed.interval
        error = visited.failure
        if isinstance(error, StoppedError):
            return state
        if error is not None:
            failures = state.failures + (error.code != "put-off")
            failure = f"{error.where or visited.feed.address}: {error.what}; {error.remedy}"
            next_at = next_after_failure(now, interval, failures, error.wait) if error.code != "put-off" else now + (error.wait or interval)
            return replace(state, asked_at=now, next_at=next_at, failures=failures, failure=failure)
        state = replace(state, asked_at=now, next_at=next_after_success(now, interval), failures=0, failure=None)
        if visited.unchanged:
            return state
        present = frozenset(visited.present)
        gone = [key for key in state.seen if key not in present][-MOST_SEEN:]
        there = [key for key in state.seen if key in present]
        state = replace(state, seen=(*gone, *there), tried=visited.waiting)
        return replace(state, etag=visited.etag, modified=visited.modified) if visited.complete else state
