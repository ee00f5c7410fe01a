"""Who held which office of which state, and when."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dragoman.knowledge.tables import Row, Tables

TABLES = ("actors/heads.csv", "actors/ministers.csv")
ORDINAL = re.compile(r"[IVX]+$")
PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ould",
    }
)
KEPT = frozenset({"bin", "ibn", "ben", "ould"})  # without it the name is another man's: bin Salman is no Salman
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "SGP", "HKG", "MMR", "KHM", "HUN"})  # the last word may be a given name
OF = "of"  # "Abdullah II of Jordan": the last word is a country
ALWAYS = "0000"
FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One term of one person; ``state`` may be the code of an organisation.

    ``since`` and ``until`` are ISO prefixes; open ends sort before and after all dates.
    """

    person: str
    state: str
    office: str
    since: str
    until: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]

    def held_on(self, day: str) -> bool:
        """Whether the term covers an ISO day; both ends belong to it."""
        return self.since <= day and (day <= self.until or day.startswith(self.until))


def read_holders(tables: Tables, actors: Collection[str], offices: Collection[str]) -> Mapping[str, tuple[Holder, ...]]:
    """All terms by person, in order of their beginning."""
    found: dict[str, list[Holder]] = {}
    for table in TABLES:
        if tables.has(table):
            for row in tables.csv(table):
                row.only("state", "office", "person", "names", "from", "to", "source")
                row.text("source")
                holder = _holder(row, row.code("state", actors), row.code("office", offices))
                found.setdefault(holder.person, []).append(holder)
    return {person: tuple(sorted(terms, key=lambda term: term.since)) for person, terms in found.items()}


def _holder(row: Row, state: str, office: str) -> Holder:
    person = row.text("person")
    given = [name.strip() for name in row.text("names", "").split("|") if name.strip()]
    short = [name[1:] for name in given if name.startswith("~")]
    names = [person] + [name for name in given if not name.startswith("~")]
    if not short or state not in FAMILY_FIRST:
        short += [surname for name in names for surname in surnames_of(name)]
    return Holder(
        person=person,
        state=state,
        office=office,
        since=row.text("from", "") or ALWAYS,
        until=row.text("to", "") or FOREVER,
        names=tuple(name for name in dict.fromkeys(names) if " " in name),
        surnames=tuple(dict.fromkeys(short)),
    )


def surnames_of(name: str) -> Iterator[str]:
    """The forms of a surname: "Assad" and "al-Assad", "bin Salman" but not "Salman"; none for "Albert II"."""
    words = name.split()
    if len(words) == 1:
        yield name
        return
    if OF in words:
        return
    if ORDINAL.match(words[-1]):
        return
    if words[-1] in {"Jr.", "Jr", "Sr."}:
        words.pop()
    last = words[-1]
    before = words[-2].lower() if words[1:-1] else ""
    if before in PARTICLES:
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in PARTICLES:
            start -= 1
        yield " ".join(words[start:])
        if before in KEPT:
            return
    yield last
    particle, dash, rest = last.partition("-")
    if dash and particle.lower() in {"al", "el", "ash", "as"}:
        yield rest
