"""Coverage: what the tables know, file by file, and which offices of which states in which years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.holders import Holder
from dragoman.knowledge.tables import Tables

FIRST_YEAR, LAST_YEAR = 1990, 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One table and its number of rows."""

    name: str
    rows: int
    examples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """One office of one state: its holders, and the years from 1990 in which somebody is known to have held it."""

    state: str
    name: str
    office: str
    holders: tuple[str, ...]
    years: str
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """``offices`` come in order of state and office."""

    digest: str
    tables: tuple[TableLine, ...]
    offices: tuple[OfficeLine, ...]


def coverage(knowledge: Knowledge, state: str | None = None) -> Coverage:
    """What is known; of one state only, if it is named by its code."""
    actors = knowledge.actors
    names = {code: known.name for code, known in actors.states.items()}
    offices = [
        _office(code, names.get(code, code), office, terms)
        for (code, office), terms in sorted(actors.in_office.items())
        if state in {None, code}
    ]
    return Coverage(digest=knowledge.digest, tables=tuple(_tables(knowledge.tables)), offices=tuple(offices))


def _tables(tables: Tables) -> Iterable[TableLine]:
    for folder in ("ontology", "actors", "places", "lang"):
        for name in tables.names(folder):
            if name.endswith(".csv"):
                yield TableLine(name=name, rows=sum(1 for _ in tables.csv(name)), examples=0)
            else:
                rows = [row for value in tables.toml(name).values() if isinstance(value, list) for row in value if isinstance(row, Mapping)]
                examples = sum(len(_as_list(row.get("examples"))) + len(_as_list(row.get("counter"))) for row in rows)
                yield TableLine(name=name, rows=len(rows), examples=examples)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _office(code: str, name: str, office: str, terms: tuple[Holder, ...]) -> OfficeLine:
    years: set[int] = set()
    for term in terms:
        first, last = max(int(term.since[:4]), FIRST_YEAR), min(int(term.until[:4]), LAST_YEAR)
        years.update(range(first, last + 1))
    holders = tuple(dict.fromkeys(term.person for term in terms))
    return OfficeLine(
        state=code, name=name, office=office, holders=holders, years=_spells(years), missing=LAST_YEAR - FIRST_YEAR + 1 - len(years)
    )


def _spells(years: set[int]) -> str:
    """Years as ranges: "1990-2004, 2010-2026"."""
    spells: list[list[int]] = []
    for year in sorted(years):
        if spells and spells[-1][1] == year - 1:
            spells[-1][1] = year
        else:
            spells.append([year, year])
    return ", ".join(f"{a}-{b}" if a != b else str(a) for a, b in spells)
