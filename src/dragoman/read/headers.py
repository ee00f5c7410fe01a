"""Full calendar dates in header lines and datelines: "2022-02-16", "3 February 2022", "Feb. 2, 2022", "19.04.2021"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

ISO = re.compile(r"(?<!\d)(\d{4,})-(\d{1,2})-(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4,})(?!\d)")
MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4,})(?!\d)")
DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderDate:
    """A date found at ``start`` to ``end`` of a line; ``day`` is ISO, None where there is no such day in the calendar."""

    day: str | None
    start: int
    end: int


def find_day(line: str, months: Mapping[str, int]) -> HeaderDate | None:
    """The first full date of a line."""
    found = [
        HeaderDate(day=_iso(match, months, order), start=match.start(), end=match.end())
        for pattern, order in ((ISO, "ymd"), (DAY_FIRST, "dmy"), (MONTH_FIRST, "mdy"), (DOTTED, "dmy"))
        for match in [pattern.search(line)]
        if match and _is_date(match, months, order, pattern)
    ]
    return min(found, key=lambda date: date.start, default=None)


def _is_date(match: re.Match[str], months: Mapping[str, int], order: str, pattern: re.Pattern[str]) -> bool:
    return pattern in {ISO, DOTTED} or match[order.index("m") + 1].lower() in months


def _iso(match: re.Match[str], months: Mapping[str, int], order: str) -> str | None:
    parts = dict(zip(order, match.groups(), strict=True))
    month = months.get(parts["m"].lower()) or parts["m"]
    try:
        return datetime.date(int(parts["y"]), int(month), int(parts["d"])).isoformat()
    except ValueError:
        return None
