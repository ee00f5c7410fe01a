"""Times that are counted back: "two days after the raid killed four", "a four-year-old treaty"."""

from __future__ import annotations

import datetime

from dragoman.extract.dated import clauses_of, dates_of
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, governing_clause
from dragoman.model.when import When

DAYS = {"D": 1, "W": 7}  # by the TIMEX3 letters of the units that are counted in days
MONTHS, YEARS = "M", "Y"  # the letters of those of which the report tells no day
LONG = 3  # digits: nobody counts so many days
DEPENDENT = frozenset({"advcl", "ccomp", "acl"})


def counted_back(annotated: Annotated, token: int, words: Dates) -> When | None:
    """The time so long before that of the clause above: "recalled its envoy on Friday, two days after the raid killed four"."""
    parse, published = annotated.parse, annotated.document.published
    if published is None:
        return None
    for own in clauses_of(parse, token, words):
        if parse.pos[own] not in VERBAL or parse.labels[own] not in DEPENDENT:
            continue
        marks = (m for m in parse.dependents(own, "mark") if parse.lemmas[m] in words.counted_from)
        count = next((_before_mark(parse, m, words) for m in marks), None)
        if count is None:
            continue
        above = governing_clause(parse, parse.heads[own])
        days = (m.when.start for m in dates_of(annotated, token, above, words) if m.when.start == m.when.end)
        anchor = next((day for day in days if day is not None and len(day) == len(published)), published)
        return _back(anchor, *count)
    return None


def by_age(annotated: Annotated, token: int, words: Dates) -> When | None:
    """The time that the age of something gives: of "a four-year-old treaty" it is the year four years ago."""
    parse, published = annotated.parse, annotated.document.published
    for old in parse.dependents(token, "amod"):
        unit = parse.dependent(old, "obl:npmod") if parse.lemmas[old] in words.aged else None
        letter = None if unit is None else words.units.get(parse.words[unit].lower())
        if unit is None or letter is None or published is None:
            continue
        number = parse.dependent(unit, "nummod")
        count = 1 if number is None else _number(parse.words[number], words)
        if count is not None:
            return _back(published, count, letter)
    return None


def _before_mark(parse: Parse, mark: int, words: Dates) -> tuple[int, str] | None:
    """How many of which unit stand before a word such as "after"; None where none do, or they are not counted exactly."""
    unit = mark - 1
    letter = None if unit < 1 else words.units.get(parse.words[unit].lower())
    count = None if letter is None else _number(parse.words[unit - 1], words)
    return None if letter is None or count is None else (count, letter)


def _number(word: str, words: Dates) -> int | None:
    word = word.lower()
    return int(word) if word.isascii() and word.isdigit() and len(word) < LONG else words.numbers.get(word)


def _back(day: str, count: int, unit: str) -> When | None:
    """The time so many units before a day, as exact as the unit is; None for units shorter than a day or longer than a year."""
    year, month = int(day[:4]), int(day[5:7])
    if unit in DAYS:
        start = (datetime.date.fromisoformat(day) - datetime.timedelta(days=count * DAYS[unit])).isoformat()
    elif unit == MONTHS:
        before = year * 12 + month - 1 - count
        start = f"{before // 12:04d}-{before % 12 + 1:02d}"
    elif unit == YEARS:
        start = f"{year - count:04d}"
    else:
        return None
    return When(start=start, end=start, basis="relative")
