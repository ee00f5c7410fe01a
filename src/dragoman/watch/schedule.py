"""When a feed is asked again."""

from __future__ import annotations

LONGEST = 86_400.0  # seconds between two attempts at a feed that fails; one with a longer interval of its own keeps that
EARLY = 0.05  # share of the interval: a cron line of the same period must never come a moment too soon


def next_after_success(now: float, interval: float) -> float:
    """The time of the next visit after one that went well at ``now``."""
    return now + interval * (1 - EARLY)


def next_after_failure(now: float, interval: float, failures: int, wait: float | None) -> float:
    """The time of the next visit after so many failures in a row: each doubles the interval; what the server asks is kept."""
    doubled = min(interval * 2.0 ** min(failures, 20), max(LONGEST, interval))
    return now + max(doubled, wait or 0.0)


def is_due(now: float, next_at: float, interval: float) -> bool:
    """Whether a visit's time has come; a time farther off than any visit is put was set by a clock that has been put right since."""
    return not now < next_at <= now + 2 * max(LONGEST, interval)
