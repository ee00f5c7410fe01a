"""What is remembered of feeds and sites between two visits. Clock time stands here, and never in a record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed, by its address. Times are seconds since 1970, UTC.

    ``etag`` and ``modified`` are what its server said of the last answer of which every entry is kept. ``seen``: digests of entries whose
    readings are kept, oldest first. ``tried``: entries whose page could not be fetched yet, with the number of times. ``failures``: how
    often it failed in a row, the last time for the reason in ``failure``. It is asked again at ``next_at``.
    """

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    tried: tuple[tuple[str, int], ...] = ()
    asked_at: float | None = None
    next_at: float = 0.0
    failures: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """A site, by scheme, host and port: what it asks of programs. Times are seconds since 1970, UTC.

    ``robots`` and ``reservations`` are its robots.txt and tdmrep.json, None where it has none, as they were when they were last got at
    ``known_at`` (None: never). ``asked_at`` is when they were last asked for, got or not. Nothing is asked of it before ``free_at``.
    """

    robots: str | None = None
    reservations: str | None = None
    known_at: float | None = None
    asked_at: float | None = None
    free_at: float = 0.0
