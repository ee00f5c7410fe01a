"""Calendar expressions as one compiled pattern, and the words that say how clauses bear on dates, and the signs of what is recalled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.knowledge.tables import Row, Tables

MEANINGS = frozenset(
    {
        "day",
        "numeric",
        "quarter",
        "month",
        "season",
        "decade",
        "years",
        "year",
        "count",
        "ago",
        "from",
        "shift",
        "weekend",
        "weekday",
        "deictic",
        "part",
        "holiday",
        "time",
        "spelled",
        "recent",
        "year_end",
        "century",
        "this_quarter",
        "year_before",
    }
)
BACKGROUND = "ontology/background.toml"
WORD_TABLES = ("numbers", "ordinals", "units", "shifts", "seasons", "parts", "modifiers", "deictic", "decades", "holidays")
NUMBER_GROUPS = {
    "iso_year": r"(?:1\d|20)\d\d",
    "iso_month": r"0[1-9]|1[0-2]",
    "iso_day": r"0[1-9]|[12]\d|3[01]",
    "day": r"0?[1-9]|[12]\d|3[01]",
    "last_day": r"0?[1-9]|[12]\d|3[01]",
    "year": r"(?:1[5-9]|20)\d\d",
    "first": r"\d{1,2}",
    "second": r"\d{1,2}",
    "short_year": r"(?:(?:19|20)\d\d|\d\d)(?!\d)",
}
TH = r"(?:st|nd|rd|th)?(?!\d|[.,]\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExample:
    """A sentence as of Sunday 20 June 2021; ``at`` is the mention, ``value`` its TIMEX3 value (None: counter-example)."""

    text: str
    at: str | None
    value: str | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """``pattern`` finds expressions: its group ``p<n>`` tells which row matched, whose groups end in ``_p<n>``. Words are lower-cased."""

    pattern: re.Pattern[str]
    keywords: tuple[str, ...]
    means: tuple[str, ...]
    groups: tuple[tuple[tuple[str, str], ...], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    shifts: Mapping[str, int]
    seasons: Mapping[str, str]
    parts: Mapping[str, str]
    modifiers: Mapping[str, int]
    deictic: Mapping[str, int]
    decades: Mapping[str, int]
    holidays: Mapping[str, str]
    counted: re.Pattern[str]
    common: frozenset[str]
    future: frozenset[str]
    ahead: frozenset[str]
    set_for: frozenset[str]
    counted_from: frozenset[str]
    aged: frozenset[str]
    anniversary: frozenset[str]
    fixed: frozenset[str]
    fixing: frozenset[str]
    not_when: frozenset[str]
    from_when: frozenset[str]
    matter: frozenset[str]
    occasion: frozenset[str]
    reporting: frozenset[str]
    voicing: frozenset[str]
    owning: frozenset[str]
    ongoing: frozenset[str]
    recalled: frozenset[str]
    perfect: frozenset[str]
    definite: frozenset[str]
    recent: frozenset[str]
    background: Mapping[str, int]
    enough: int
    examples: tuple[DateExample, ...]


def build(tables: Tables, language: str) -> Dates:
    """Read ``lang/<xx>/dates.toml``; raises KnowledgeError where a pattern names no known words or is not a regular expression."""
    name = f"lang/{language}/dates.toml"
    whole = tables.toml(name)
    months = _forms(whole["months"]) | {k.lower(): v for k, v in whole["month_forms"].items()}
    weekdays = _forms(whole["weekdays"]) | {k.lower(): v for k, v in whole["weekday_forms"].items()}
    groups = _groups(whole, months, weekdays)
    rows = list(tables.rows(name, "pattern"))
    pattern, names = _compile(rows, groups)
    lower: dict[str, Any] = {
        key: {k.lower(): v for k, v in whole[key].items()}
        for key in ("numbers", "ordinals", "units", "shifts", "seasons", "parts", "modifiers", "deictic", "decades", "holidays")
    }
    clauses: dict[str, Any] = {key: frozenset(words) for key, words in whole["clauses"].items()}
    return Dates(
        pattern=pattern,
        keywords=_keywords(whole, months, weekdays),
        means=tuple(row.code("means", MEANINGS) for row in rows),
        groups=names,
        months=months,
        weekdays=weekdays,
        counted=re.compile(whole["counted"]),
        common=frozenset(whole["common_words"]),
        examples=tuple(example for row in rows for example in _examples(row)),
        background={row.text("code"): int(row.number("points")) for row in tables.rows(BACKGROUND, "sign")},
        enough=int(tables.toml(BACKGROUND)["enough"]),
        **lower,
        **clauses,
    )


def _forms(names: list[str]) -> dict[str, int]:
    """Full names and their first three letters, numbered from 1."""
    return {form.lower(): number for number, name in enumerate(names, 1) for form in (name, name[:3])}


def _groups(whole: Mapping[str, Any], months: Mapping[str, int], weekdays: Mapping[str, int]) -> dict[str, str]:
    """The regular expression of each placeholder."""
    month, weekday = (_any(m.capitalize() for m in months), _any(w.capitalize() for w in weekdays))
    numbers = _any(whole["numbers"])
    ones = _any(word for word, number in whole["numbers"].items() if number in range(1, 10))
    words = {
        "month": month,
        "weekday": weekday,
        "number": rf"\d{{1,3}}|{numbers}",
        "ordinal": _any(whole["ordinals"]),
        "unit": _any(whole["units"]),
        "shift": _any(whole["shifts"]),
        "year_shift": _any(whole["shifts"]),
        "ones": ones,
        "tens": _any(w for w, n in whole["numbers"].items() if n in range(10, 100)),
        "shift_unit": _any(u for u, letter in whole["units"].items() if letter in "DWMQYEC"),
        "season": _any(whole["seasons"]),
        "part": _any(whole["parts"]),
        "modifier": _any(whole["modifiers"]),
        "deictic": _any(whole["deictic"]),
        "holiday": _any(whole["holidays"]),
        "decade_word": _any(whole["decades"]),
        "decade_word_2": _any(whole["decades"]),
        "ones_2": ones,
        "decade_word_3": _any(whole["decades"]),
    }
    return words | NUMBER_GROUPS


def _keywords(whole: Mapping[str, Any], months: Mapping[str, int], weekdays: Mapping[str, int]) -> tuple[str, ...]:
    """Words of which every expression without a digit holds one."""
    tables = ("units", "seasons", "parts", "deictic", "decades", "holidays")
    words = {*months, *weekdays, *(word.lower() for table in tables for word in whole[table]), *whole["keywords"]}
    return tuple(sorted(words))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _compile(rows: list[Row], groups: Mapping[str, str]) -> tuple[re.Pattern[str], tuple[tuple[tuple[str, str], ...], ...]]:
    """One alternation of all rows; every group name gets the row's number, for names must differ."""
    parts, names = [], []
    for number, row in enumerate(rows):
        row.only("means", "pattern", "examples", "counter")
        used: list[tuple[str, str]] = []

        def place(match: re.Match[str], number: int = number, used: list[tuple[str, str]] = used, row: Row = row) -> str:
            name = match[1]
            if name == "th":
                return TH
            if name.endswith("_ahead"):
                return f"(?:{groups[name.removesuffix('_ahead')]})"
            if name not in groups:
                raise row.error(f"no words called '{name}'", f"use one of {', '.join(sorted(groups))}")
            used.append((name, f"{name}_p{number}"))
            return f"(?P<{name}_p{number}>{groups[name]})"

        text = re.sub(r"(?<!\d)\{([a-z_0-9]*[a-z_][a-z_0-9]*)\}", place, row.text("pattern"))
        for name in re.findall(r"\(\?P<([a-z_0-9]+)>", text):
            if not name.endswith(f"_p{number}"):
                used.append((name, f"{name}_p{number}"))
                text = text.replace(f"(?P<{name}>", f"(?P<{name}_p{number}>").replace(f"(?P={name})", f"(?P={name}_p{number})")
        parts.append(f"(?P<p{number}>{text})")
        names.append(tuple(used))
    try:
        return re.compile(r"(?<![\w$£€.,-])(?:" + "|".join(parts) + ")", re.IGNORECASE), tuple(names)
    except re.error as error:
        raise rows[0].error(f"the patterns are not a regular expression: {error}") from error


def _examples(row: Row) -> list[DateExample]:
    good = [DateExample(text=e.text("text"), at=e.text("at"), value=e.text("value"), line=row.line) for e in row.rows("examples")]
    return good + [DateExample(text=text, at=None, value=None, line=row.line) for text in row.texts("counter")]
