"""What each kind of calendar expression means: one reading for each ``means`` of the table of dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.annotate.dates import calendar
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.when import When

Groups = Mapping[str, str]
CENTURY_TURN = 50  # two-digit years from here on are of the 1900s
RECENTLY = ("M", 3)  # "recently" without a unit: the three months before publication
NEAR = 45  # days: a date so near is meant whatever the tense ("the offer ended, as told, on Nov. 20")
REPORTED = 50  # days after its end in which firms and offices report on a quarter
TOLD = frozenset({"following", "previous", "preceding", "same", "that", "prior"})  # shifts that count from the date told before
FEW = 3  # units in "a few"
DAY = "D"  # TIMEX3 letter of the unit


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression counts from: ``told`` is the past date told last, ``day`` the exact day told last, past or not.

    ``tense`` is +1 where its clause looks ahead, -1 where it looks back, else 0.
    """

    words: Dates
    published: datetime.date | None
    told: datetime.date | None
    day: datetime.date | None
    tense: int
    before: str
    text: str
    quarter: str


def _day(groups: Groups, context: Context) -> When | None:
    if "iso_year" in groups:
        date = calendar.safe(int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"]))
        return calendar.day(date, "stated") if date else None
    month, number = context.words.months[groups["month"]], int(groups["day"])
    if "year" in groups:
        date = calendar.safe(int(groups["year"]), month, number)
        return _until(date, groups, month, "stated") if date else None
    if "of_year" in groups and context.published is not None:
        date = calendar.safe(context.published.year + context.words.shifts[groups["year_shift"]], month, number)
    else:
        date = _nearest_year(month, number, context)
    if date is None:
        return None if calendar.safe(2000, month, number) is None else When()
    return _until(date, groups, month, "relative")


def _until(date: datetime.date, groups: Groups, month: int, basis: str) -> When:
    last = calendar.safe(date.year, month, int(groups["last_day"])) if "last_day" in groups else None
    if last is not None and last > date:
        return calendar.days(date, last, "stated" if basis == "stated" else "relative")
    return calendar.day(date, "stated" if basis == "stated" else "relative")


def _nearest_year(month: int, number: int, context: Context) -> datetime.date | None:
    """The year of "June 15": the last one for the past, the next one for the future, else the nearest."""
    if context.published is None:
        return None
    candidates = [d for d in (calendar.safe(context.published.year + shift, month, number) for shift in (-1, 0, 1)) if d]
    return _choose(candidates, context.published, context.tense)


def _choose(candidates: list[datetime.date], published: datetime.date, tense: int) -> datetime.date | None:
    near = min(candidates, key=lambda d: (abs((d - published).days), d), default=None)
    if near is not None and abs((near - published).days) <= NEAR:
        return near
    past, future = [d for d in candidates if d <= published], [d for d in candidates if d >= published]
    if tense < 0 and past:
        return past[-1]
    if tense > 0 and future:
        return future[0]
    return near


def _numeric(groups: Groups, _: Context) -> When | None:
    first, second, short = int(groups["first"]), int(groups["second"]), int(groups["short_year"])
    number = short if short > 99 else short + (1900 if short >= CENTURY_TURN else 2000)  # noqa: PLR2004 -- two digits
    day_first = groups["mark"] == "." or first > calendar.MONTHS
    date = calendar.safe(number, second, first) if day_first else calendar.safe(number, first, second)
    return calendar.day(date, "stated") if date else None


def _quarter(groups: Groups, context: Context) -> When | None:
    which = int(groups["digit"]) if "digit" in groups else context.words.ordinals[groups["ordinal"]]
    half = groups.get("quarter") == "half"
    if half and which not in {1, 2}:
        return None
    if "year" in groups:
        return calendar.quarter(int(groups["year"]), which, "stated", half=half)
    if context.published is None:
        return When()
    shift = groups.get("shift") or groups.get("year_shift")
    number = context.published.year + (context.words.shifts[shift] if shift else 0)
    begins = (which - 1) * (6 if half else 3) + 1
    if not shift and begins > context.published.month and context.tense <= 0:
        number -= 1
    return calendar.quarter(number, which, "relative", half=half)


def _month(groups: Groups, context: Context) -> When | None:
    number = context.words.months[groups["month"]]
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if "year" in groups:
        return calendar.month(int(groups["year"]), number, "stated", modifier)
    if context.published is None:
        return When()
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    candidates = [datetime.date(context.published.year + s, number, 1) for s in (-1, 0, 1)]
    here = context.published.replace(day=1)
    if "of_year" in groups:
        date = datetime.date(context.published.year + context.words.shifts[groups["year_shift"]], number, 1)
    elif shift == 0:
        year = context.told.year if groups["shift"] in TOLD and context.told is not None else context.published.year
        date = datetime.date(year, number, 1)
    elif shift is None:
        date = _choose(candidates, here, context.tense) or here
    else:
        date = [d for d in candidates if d < here][-1] if shift < 0 else next(d for d in candidates if d > here)
    return calendar.month(date.year, number, "relative", modifier)


def _season(groups: Groups, context: Context) -> When | None:
    code = context.words.seasons[groups["season"]]
    if "year" in groups:
        return calendar.season(int(groups["year"]), code, "stated")
    if "shift" not in groups and not context.text.lower().startswith("the ") and "modifier" not in groups:
        return None
    if groups["season"] in {"spring", "fall"} and "shift" not in groups and re.match(r".{0,20} of\b", context.text):
        return None
    if context.published is None:
        return When()
    here, shift = context.published, context.words.shifts.get(groups.get("shift", ""), 0)
    first = calendar.SEASON_MONTHS[code][0]
    number = here.year
    if shift < 0 and first + 2 >= here.month:
        number -= 1
    elif shift > 0 and first <= here.month:
        number += 1
    elif "shift" not in groups and context.tense < 0 and first > here.month:
        number -= 1
    elif "shift" not in groups and context.tense > 0 and first + 2 < here.month:
        number += 1
    return calendar.season(number, code, "relative")


def _decade(groups: Groups, context: Context) -> When | None:
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if "decade" in groups:
        return calendar.decade(int(groups["decade"]), "stated", modifier)
    if "short_decade" in groups:
        return calendar.decade(1900 + int(groups["short_decade"]), "stated", modifier)
    word = groups.get("decade_word") or groups.get("decade_word_2") or groups["decade_word_3"]
    return calendar.decade(1900 + 10 * context.words.decades[word], "stated", modifier)


def _years(groups: Groups, _: Context) -> When | None:
    first, last = int(groups["from_year"]), groups["to_year"]
    end = int(last) if len(last) > 2 else first // 100 * 100 + int(last)  # noqa: PLR2004 -- two digits
    return When(start=str(first), end=str(end), basis="stated") if end > first else None


def _year(groups: Groups, context: Context) -> When | None:
    if len(groups) == 1 and context.words.counted.match(context.text, 4):
        return None
    return calendar.year(int(groups["year"]), "stated", context.words.modifiers.get(groups.get("modifier", "")))


def _spelled(groups: Groups, context: Context) -> When | None:
    words = context.words
    century = words.numbers.get(groups.get("century", ""), 20) * 100
    return calendar.year(
        century + words.numbers.get(groups.get("tens", ""), 0) + words.numbers.get(groups.get("ones") or groups.get("ones_2", ""), 0),
        "stated",
    )


def _this_quarter(_groups: Groups, context: Context) -> When | None:
    """ "The quarter" is the one told before, else the one that reports speak of: the last until well into the next."""
    if context.quarter:
        number, which = context.quarter.split("-Q")
        return calendar.quarter(int(number), int(which), "relative", half=False)
    if context.published is None:
        return When()
    there = context.published - calendar.DAY * REPORTED
    return calendar.quarter(there.year, (there.month + 2) // 3, "relative", half=False)


def _year_before(groups: Groups, context: Context) -> When | None:
    """A year before the quarter that the paragraph is about, else a year before publication or the date told before."""
    if context.quarter:
        number, which = context.quarter.split("-Q")
        return calendar.quarter(int(number) - 1, int(which), "relative", half=False)
    anchor = context.published if groups["before"] == "ago" else context.told or context.published
    return calendar.shifted(anchor, "Y", -1, "relative") if anchor else When()


def _year_end(_groups: Groups, context: Context) -> When | None:
    return calendar.year(context.published.year, "relative", 2) if context.published else When()


def _century(groups: Groups, _: Context) -> When | None:
    first = (int(groups["century_number"]) - 1) * 100
    return When(start=f"{first:04d}", end=f"{first + 99:04d}", basis="stated", timex=f"{first // 100:02d}")


def _none(_groups: Groups, _context: Context) -> When | None:
    return None


def _number(text: str, words: Dates) -> int:
    return int(text) if text.isdigit() else words.numbers[text]


def _ago(groups: Groups, context: Context) -> When | None:
    unit, way = context.words.units[groups["unit"]], groups["way"]
    told = context.day if unit == DAY else context.told
    anchor = context.published if way in {"ago", "hence"} else told or context.published
    if anchor is None:
        return When()
    if "few" in groups:
        return calendar.ending_at(anchor, unit, FEW) if way in {"ago", "earlier", "before", "previously"} else None
    back = way in {"ago", "earlier", "before", "previously"}
    count = _number(groups["number"], context.words) if "number" in groups else 1  # "the day before"
    return calendar.shifted(anchor, unit, -count if back else count, "relative")


def _shift(groups: Groups, context: Context) -> When | None:
    name = groups.get("this_unit") or groups["shift_unit"]
    if name.endswith("s"):
        return None  # "these days", "previous years": a stretch, not a date
    unit, shift = context.words.units[name], context.words.shifts[groups["shift"]] if "shift" in groups else 0
    told = groups.get("shift") in TOLD or unit == DAY  # "the next day" is none of publication's
    anchor = ((context.day if unit == DAY else context.told) or context.published) if told else context.published
    if anchor is None:
        return When()
    when = calendar.shifted(anchor, unit, shift, "relative")
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if modifier is not None and unit == "Y":
        return calendar.year(anchor.year + shift, "relative", modifier)
    if modifier is not None and unit == "M":
        there = calendar.add_months(anchor, shift)
        return calendar.month(there.year, there.month, "relative", modifier)
    return when


def _weekend(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    back = shift == -1 or (shift is None and context.tense <= 0)
    week = context.published - calendar.DAY * (context.published.weekday() + 1) if back else context.published
    return calendar.weekend(week + calendar.DAY * 7 * (shift == 1), "relative")


def _weekday(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    here, wanted = context.published, context.words.weekdays[groups["weekday"]] - 1
    back = (here.weekday() - wanted) % calendar.WEEK_DAYS
    ahead = (wanted - here.weekday()) % calendar.WEEK_DAYS
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    if "week_shift" in groups:
        monday = here - calendar.DAY * here.weekday() + calendar.DAY * 7 * context.words.shifts[groups["week_shift"]]
        return calendar.day(monday + calendar.DAY * wanted, "relative")
    if shift == 1 or (shift is None and context.tense > 0):
        return calendar.day(here + calendar.DAY * (ahead or (7 if shift == 1 else 0)), "relative")
    if shift is None and ahead == 1 and "at_dawn" in groups:  # "early Thursday" on the far side of the date line, printed on Wednesday
        return calendar.day(here + calendar.DAY, "relative")
    return calendar.day(here - calendar.DAY * (back or (7 if shift == -1 else 0)), "relative")


def _deictic(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    return calendar.day(context.published + calendar.DAY * context.words.deictic[groups["deictic"]], "relative")


def _part(groups: Groups, context: Context) -> When | None:
    told = groups["part_shift"] in {"that", "the same"}
    anchor = (context.day or context.published) if told else context.published
    if anchor is None:
        return When()
    return calendar.day(anchor - calendar.DAY * (groups["part_shift"] == "last"), "relative")


def _holiday(groups: Groups, context: Context) -> When | None:
    month, number = map(int, context.words.holidays[groups["holiday"]].split("-"))
    if "year" in groups:
        date = calendar.safe(int(groups["year"]), month, number)
        return calendar.day(date, "stated") if date else None
    date = _nearest_year(month, number, context)
    return calendar.day(date, "relative") if date else When()


def _time(_groups: Groups, context: Context) -> When | None:
    anchor = context.published
    return calendar.day(anchor, "relative") if anchor else None


def _recent(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    unit = groups.get("recent_unit") or groups.get("recent_unit_2")
    return (
        calendar.ending_at(context.published, context.words.units[unit], FEW) if unit else calendar.ending_at(context.published, *RECENTLY)
    )


READINGS: Mapping[str, Callable[[Groups, Context], When | None]] = {
    "day": _day,
    "numeric": _numeric,
    "quarter": _quarter,
    "month": _month,
    "season": _season,
    "decade": _decade,
    "years": _years,
    "year": _year,
    "count": _none,
    "ago": _ago,
    "from": _none,
    "shift": _shift,
    "weekend": _weekend,
    "weekday": _weekday,
    "deictic": _deictic,
    "part": _part,
    "holiday": _holiday,
    "time": _time,
    "spelled": _spelled,
    "year_end": _year_end,
    "this_quarter": _this_quarter,
    "year_before": _year_before,
    "century": _century,
    "recent": _recent,
}
