"""Intervals of days: how two tellings of a date stand to each other."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.model.when import When

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
SOFT = frozenset({"published", "vague", "open"})  # bases that do not tell the day of the act


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of an interval, as proleptic Gregorian ordinals; both inclusive."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many days the interval is longer than one day: 0 is the most exact."""
        return self.last - self.first

    def meets(self, other: Days) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Days) -> int:
        """Days between the two; 0 if they meet."""
        return max(0, self.first - other.last, other.first - self.last)


@lru_cache(maxsize=65536)
def _bounds(text: str) -> Days | None:
    """The days that an ISO prefix covers; None if there is no such day."""
    match = ISO.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = datetime.date(year, month or 1, day or 1)
        last_month = month or 12
        last = datetime.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return Days(first.toordinal(), last.toordinal())


def days_of(when: When | None) -> Days | None:
    """The days of a time; None where it is open."""
    if when is None or when.start is None:
        return None
    first = _bounds(when.start)
    last = _bounds(when.end) if when.end else first
    if first is None or last is None:
        return None
    return Days(first.first, max(first.last, last.last) if last.last >= first.first else first.last)


def day_of(published: str | None) -> int | None:
    """The ordinal of a day of publication."""
    bounds = _bounds(published[:10]) if published else None
    return bounds.first if bounds else None


def firm(when: When | None) -> bool:
    """Whether a text itself tells the time, in full or counted from another."""
    return when is not None and when.start is not None and when.basis not in SOFT


def iso(ordinal: int) -> str:
    """The ISO date of an ordinal."""
    return datetime.date.fromordinal(ordinal).isoformat()
