"""Calendar arithmetic for dates in text: pure functions from the parts of an expression to a When."""

from __future__ import annotations

import datetime

from dragoman.model.when import Basis, When

DAY = datetime.timedelta(days=1)
WEEK_DAYS, MONTHS = 7, 12
THIRDS = {
    0: (1, 10),
    1: (11, 20),
    2: (21, 31),
}  # days of a month that "early", "mid" and "late" leave: common usage, and HeidelTime's reading
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}  # meteorological, northern
DAYS_IN = {"D": 1, "W": 7, "F": 14, "M": 30, "Q": 91, "Y": 365, "E": 3650, "C": 36500, "H": 0, "m": 0}


def day(date: datetime.date, basis: Basis) -> When:
    """One day."""
    return When(start=date.isoformat(), end=date.isoformat(), basis=basis)


def days(first: datetime.date, last: datetime.date, basis: Basis, timex: str | None = None) -> When:
    """An interval of days, both inclusive."""
    return When(start=first.isoformat(), end=last.isoformat(), basis=basis, timex=timex)


def safe(year: int, month: int, number: int) -> datetime.date | None:
    """The date, None where the calendar has no such day."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def last_of(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return (datetime.date(year + month // MONTHS, month % MONTHS + 1, 1)) - DAY


def month(year: int, number: int, basis: Basis, modifier: int | None = None) -> When:
    """A month, or its first, middle or last third."""
    prefix = f"{year:04d}-{number:02d}"
    if modifier is None:
        return When(start=prefix, end=prefix, basis=basis)
    first, last = THIRDS[modifier]
    end = min(last, last_of(year, number).day)
    return When(start=f"{prefix}-{first:02d}", end=f"{prefix}-{end:02d}", basis=basis, timex=prefix)


def year(number: int, basis: Basis, modifier: int | None = None) -> When:
    """A year, or its first, middle or last third."""
    text = f"{number:04d}"
    if modifier is None:
        return When(start=text, end=text, basis=basis)
    first = modifier * 4 + 1
    return When(start=f"{text}-{first:02d}", end=f"{text}-{first + 3:02d}", basis=basis, timex=text)


def quarter(number: int, which: int, basis: Basis, *, half: bool) -> When:
    """A quarter or half of a year."""
    length = 6 if half else 3
    first = (which - 1) * length + 1
    name = f"{number:04d}-{'H' if half else 'Q'}{which}"
    return When(start=f"{number:04d}-{first:02d}", end=f"{number:04d}-{first + length - 1:02d}", basis=basis, timex=name)


def season(number: int, code: str, basis: Basis) -> When:
    """A season; a winter is named by the year in which it begins."""
    first, last = SEASON_MONTHS[code]
    end_year = number + (last < first)
    return When(start=f"{number:04d}-{first:02d}", end=f"{end_year:04d}-{last:02d}", basis=basis, timex=f"{number:04d}-{code}")


def decade(first: int, basis: Basis, modifier: int | None = None) -> When:
    """Ten years from ``first``."""
    low, high = {None: (0, 9), 0: (0, 3), 1: (4, 6), 2: (7, 9)}[modifier]
    return When(start=f"{first + low:04d}", end=f"{first + high:04d}", basis=basis, timex=f"{first // 10:03d}")


def week(date: datetime.date, basis: Basis) -> When:
    """The ISO week in which a day lies."""
    monday = date - DAY * date.weekday()
    iso = date.isocalendar()
    return days(monday, monday + DAY * 6, basis, f"{iso.year:04d}-W{iso.week:02d}")


def weekend(date: datetime.date, basis: Basis) -> When:
    """The weekend of the ISO week in which a day lies."""
    saturday = date + DAY * (5 - date.weekday())
    iso = saturday.isocalendar()
    return days(saturday, saturday + DAY, basis, f"{iso.year:04d}-W{iso.week:02d}-WE")


def add_months(date: datetime.date, count: int) -> datetime.date:
    """The same day so many months on, or the last day of a shorter month."""
    total = date.year * MONTHS + date.month - 1 + count
    number, index = divmod(total, MONTHS)
    number = min(max(number, 1), 9998)
    return datetime.date(number, index + 1, min(date.day, last_of(number, index + 1).day))


def shifted(date: datetime.date, unit: str, count: int, basis: Basis) -> When:
    """The unit (TIMEX3 letter) that lies ``count`` units from a date: day, week, month, year, decade or century."""
    if unit in {"D", "H", "m"}:
        return day(date + DAY * (count if unit == "D" else 0), basis)
    if unit in {"W", "F"}:
        return week(date + DAY * WEEK_DAYS * count * (2 if unit == "F" else 1), basis)
    if unit == "M":
        there = add_months(date, count)
        return month(there.year, there.month, basis)
    if unit == "Q":
        there = add_months(date, 3 * count)
        return quarter(there.year, (there.month + 2) // 3, basis, half=False)
    if unit == "Y":
        return year(max(1, date.year + count), basis)
    if unit == "E":
        return decade(max(10, (date.year // 10 + count) * 10), basis)
    first = max(100, (date.year // 100 + count) * 100)
    return When(start=f"{first:04d}", end=f"{first + 99:04d}", basis=basis, timex=f"{first // 100:02d}")


def ending_at(date: datetime.date, unit: str, count: int) -> When:
    """A vague stretch of about ``count`` units that ends at a date."""
    return days(date - DAY * DAYS_IN[unit] * count, date, "vague")


def first_day(prefix: str) -> datetime.date:
    """The first day of an ISO prefix."""
    parts = [int(p) for p in prefix.split("-")]
    return datetime.date(*[*parts, 1, 1][:3])
