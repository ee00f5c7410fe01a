"""Visiting sites as they ask: robots.txt, reserved text and data mining, one request at a time with a pause after each."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from dragoman.errors import FetchError
from dragoman.model.watching import SiteState
from dragoman.read.fetching.fetcher import DAY, NOTHING, Choose, Fetched, Fetcher, read_whole
from dragoman.read.fetching.reservations import SEARCHED, reserved_by_answer, reserved_by_file
from dragoman.read.fetching.rules import AGENT, SMALL, Limits, Rules

PAUSE = 1.0  # seconds between two requests to a site that names no delay of its own
LONGEST_WAIT = 60.0  # seconds for which a visit is held up; what must wait longer is put off
GOOD_FOR = DAY  # seconds: RFC 9309 lets robots.txt be kept for a day
ASK_AGAIN = 600.0  # seconds until a robots.txt that could not be had is asked for again
USABLE_FOR = 30 * DAY  # seconds for which an older robots.txt stands in for one that cannot be had (RFC 9309, 2.3.1.4)
MOST_WORK = 5_000_000  # lines that name programs times other lines: a file meant to be read has some 100,000, one meant to choke more
HTML = frozenset({"text/html", "application/xhtml+xml", ""})


NO_SITES: Mapping[str, SiteState] = MappingProxyType({})


class Clock(Protocol):
    """Tells the time and lets it pass; tests bring their own."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        time.sleep(seconds)


class _Site:
    """One site: its state, and the lock that lets one request at a time go to it."""

    def __init__(self, state: SiteState) -> None:
        self.lock = threading.Lock()
        self.state = state
        self.robots: Protego | None = None


class Sites:
    """Fetches from sites as they ask. ``known``: what was remembered of them. Threads may share it."""

    def __init__(self, fetcher: Fetcher, clock: Clock | None = None, known: Mapping[str, SiteState] = NO_SITES) -> None:
        self._fetcher, self._clock = fetcher, clock or SystemClock()
        self._sites = {name: _Site(state) for name, state in known.items()}
        self._lock = threading.Lock()
        self._changed: set[str] = set()

    @property
    def rules(self) -> Rules:
        """The rules of fetching."""
        return self._fetcher.rules

    def get(
        self,
        address: str,
        *,
        headers: Mapping[str, str] = NOTHING,
        limits: Limits | None = None,
        choose: Choose | None = None,
        licensed: bool = False,
    ) -> Fetched:
        """What stands at an address, if its site lets it be fetched and mined. Raises FetchError.

        ``licensed``: whoever asks has the right to mine it all the same; robots.txt is heeded even so.
        """

        @contextmanager
        def hop(address: str) -> Iterator[None]:
            with self._turn(address, licensed=licensed):
                yield

        fetched = self._fetcher.get(address, headers=headers, limits=limits, choose=choose, hop=hop)
        try:
            page = fetched.body.read(SEARCHED) if fetched.media_type in HTML else None
            fetched.body.seek(0)
            reserved = not licensed and reserved_by_answer(fetched.headers, page)
        except BaseException:
            fetched.body.close()
            raise
        if reserved:
            fetched.body.close()
            raise _reserved(fetched.address)
        return fetched

    def changed(self) -> Mapping[str, SiteState]:
        """The states of sites that were visited since this was asked last."""
        with self._lock:
            names, self._changed = self._changed, set()
            return {name: self._sites[name].state for name in sorted(names)}

    def _site(self, name: str) -> _Site:
        with self._lock:
            return self._sites.setdefault(name, _Site(SiteState()))

    @contextmanager
    def _turn(self, address: str, *, licensed: bool) -> Iterator[None]:
        """Wait for the site's turn, and hold it while a request is made."""
        name = origin(address)
        site = self._site(name)
        with site.lock:
            self._wait(site, name)
            self._inform(site, name)
            self._must_permit(site, address, licensed=licensed)
            pause = min(max(PAUSE, (site.robots.crawl_delay(AGENT) or 0.0) if site.robots else 0.0), DAY)
            try:
                yield
            except FetchError as error:
                pause = max(pause, error.wait or 0.0)
                raise
            finally:
                site.state = replace(site.state, free_at=self._clock.now() + pause)
                with self._lock:
                    self._changed.add(name)

    def _wait(self, site: _Site, name: str) -> None:
        seconds = site.state.free_at - self._clock.now()
        if LONGEST_WAIT < seconds <= DAY:  # more than a day is not asked by a site, but left by a clock that has been put right since
            raise FetchError(
                f"{name} asks to be left alone for {seconds / 60:.0f} minutes",
                code="put-off",
                temporary=True,
                wait=seconds,
                remedy="it is asked again then",
            )
        if 0 < seconds <= LONGEST_WAIT:
            self._clock.sleep(seconds)

    # ---------------------------------------------------------------- what a site asks

    def _inform(self, site: _Site, name: str) -> None:
        """Know the site's robots.txt and tdmrep.json as of a day ago at most; raises FetchError where they cannot be had."""
        now, state = self._clock.now(), site.state
        failure: FetchError | None = None
        if _older(state.known_at, now, GOOD_FOR) and _older(state.asked_at, now, ASK_AGAIN):
            failure = self._ask(site, name, now)
        if _older(site.state.known_at, now, USABLE_FOR):
            if failure is not None and failure.status is None:  # not its robots.txt alone: nothing of the site can be had
                failure.where = None
                raise failure
            reason = f" ({failure.what})" if failure else ""
            raise FetchError(
                f"its robots.txt cannot be had{reason}, so nothing is fetched",
                code="robots-unreachable",
                temporary=True,
                wait=failure.wait if failure else None,
                remedy="try again later",
            )
        if site.robots is None:
            site.robots = Protego.parse(site.state.robots or "")

    def _ask(self, site: _Site, name: str, now: float) -> FetchError | None:
        """Ask for robots.txt and tdmrep.json; gives the reason where they cannot be had."""
        with self._lock:
            self._changed.add(name)
        site.state = replace(site.state, asked_at=now)
        try:
            robots = self._small(f"{name}/robots.txt")
        except FetchError as error:
            return error
        if robots is not None and _too_much(robots):
            return FetchError("it is too long to be read", code="robots-unreachable", status=200, remedy="tell its owner")
        try:
            reservations = self._small(f"{name}/.well-known/tdmrep.json")
        except FetchError:  # TDMRep: a file that cannot be had is none
            reservations = None
        site.robots = None
        site.state = replace(site.state, robots=robots, reservations=reservations, known_at=now)
        return None

    def _small(self, address: str) -> str | None:
        """A small text file; None where there is none (any answer of 400 to 499 but 429: RFC 9309, 2.3.1.3)."""
        try:
            fetched = self._fetcher.get(address, limits=SMALL, cut=True)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and not error.temporary:  # noqa: PLR2004 -- the range of HTTP
                return None
            raise
        return read_whole(fetched).decode("utf-8-sig", "replace")

    def _must_permit(self, site: _Site, address: str, *, licensed: bool) -> None:
        if site.robots is not None and not site.robots.can_fetch(address, AGENT):
            raise FetchError(
                "its robots.txt asks programs not to fetch it",
                code="robots-disallow",
                remedy="save the page in your browser and read the file",
            )
        if not licensed and reserved_by_file(site.state.reservations, address):
            raise _reserved(address)


def sites_by(rules: Rules) -> Sites:
    """Sites that are fetched from by these rules, with nothing known of them yet."""
    return Sites(Fetcher(rules))


def origin(address: str) -> str:
    """Scheme, host and port of an address: what robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _older(moment: float | None, now: float, seconds: float) -> bool:
    """Whether a moment is that long past; one that lies ahead was told by a clock that has been put right since."""
    return moment is None or not -DAY < now - moment <= seconds


def _reserved(address: str) -> FetchError:
    return FetchError(
        "its publisher has reserved text and data mining",
        code="mining-reserved",
        where=address,
        remedy="ask for a licence; with one, mark the feed 'licensed = true', or save the page and read the file",
    )


def _too_much(robots: str) -> bool:
    lines = robots.lower().splitlines()
    programs = sum(line.lstrip().startswith("user") for line in lines)
    return programs * (len(lines) - programs) > MOST_WORK
