"""The names of states, organisations and groups, each with what it may mean and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.knowledge.tables import Row, Tables

SenseKind = Literal["state", "adjective", "people", "capital", "metonym", "organisation", "group", "organ", "person", "surname"]
ADJECTIVES = ("adjective", "people")
COMBINING = re.compile(r"^[A-Z][a-z]+o$")  # "Sino", "Franco", "Anglo": names only before a hyphen, unless also a noun for people
# One code point for one, so that offsets stay.
PLAIN = str.maketrans(dict.fromkeys("’‘ʼ`", "'") | dict.fromkeys("–—‑−", "-") | dict.fromkeys("\u00a0\u202f\u2009\n\t\r", " "))
SHORT = 4  # letters: a name of this length or less in capitals is read as an abbreviation and must be written exactly so


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One thing a name may mean. ``name`` is the canonical name of the actor; ``since`` and ``until`` are ISO prefixes.

    ``combining`` marks first halves of compounds ("Sino"). Of a person, ``name`` is the full name; of an organ that its
    name alone identifies, ``sector`` is its part of the state. ``requires`` is a code that must be named in the
    same text; from the day ``lapsed`` on the name means nothing; ``together`` marks a name that means several states at
    once ("both Koreas").
    """

    kind: SenseKind
    actor: str | None
    name: str
    sector: str | None = None
    since: str | None = None
    until: str | None = None
    combining: bool = False
    requires: str | None = None
    lapsed: str | None = None
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or partly recognised entity: its short name and the adjective that canonical names of its organs take.

    ``words`` are those of all its names, lower-cased: "the kingdom" can only be a state that has the word in a name.
    """

    code: str
    name: str
    adjective: str
    capital: str | None
    words: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """The text with typographic marks and white space made plain, code point for code point."""
    return text.translate(PLAIN)


def read_states(tables: Tables, language: str) -> tuple[Mapping[str, State], Iterator[tuple[str, Sense]]]:
    """All states by code, and their names with senses."""
    facts: dict[str, Row] = {}
    for row in tables.csv("actors/states.csv"):
        row.only("code", "name", "iso2", "cow", "cowc", "gw", "gwc", "fips", "from", "to", "within", "capital", "source")
        row.text("source")
        facts[row.text("code")] = row
    words = {row.code("code", facts): row for row in tables.rows(f"lang/{language}/states.toml", "state")}
    states = {}
    for code, row in facts.items():
        known = words.get(code)
        adjectives = tuple(known.texts("adjectives")) if known else ()
        named = [
            row.text("name"),
            *(entry.optional("name") or entry.text("text") for entry in (known.rows("names") if known else ())),
        ]
        states[code] = State(
            code=code,
            name=row.text("name"),
            adjective=next(iter(adjectives), row.text("name")),
            capital=row.optional("capital"),
            words=frozenset(word for name in named for word in name.lower().split()),
        )
    return states, _state_names(states, words.values())


def _state_names(states: Mapping[str, State], rows: Iterable[Row]) -> Iterator[tuple[str, Sense]]:
    for row in rows:
        row.only("code", "names", "adjectives", "people", "capital", "metonyms", "former", "source")
        state = states[row.text("code")]
        people = row.texts("people")
        for entry in row.rows("names"):
            if not entry.flag("place"):
                yield entry.optional("name") or entry.text("text"), _state_sense(state, "state")
        for word in row.texts("adjectives"):
            combining = bool(COMBINING.match(word)) and word not in people
            yield word, replace(_state_sense(state, "adjective"), combining=combining)
        for word in people:
            yield word, _state_sense(state, "people")
        for word in row.texts("capital"):
            yield word, _state_sense(state, "capital")
        yield from (_metonym(state, entry) for entry in row.rows("metonyms"))
        for entry in row.rows("former"):
            yield from _former(state, entry)


def _state_sense(state: State, kind: SenseKind) -> Sense:
    return Sense(kind=kind, actor=state.code, name=state.name)


def _metonym(state: State, entry: Row) -> tuple[str, Sense]:
    """A seat or usual name of the government or of one organ: "the Kremlin", "Foggy Bottom"."""
    entry.only("text", "name", "sector", "means")
    sector = entry.optional("sector") or "GOV"
    actor = state.code if ":" in state.code else f"{state.code}:{sector}"
    means = entry.optional("means") or f"{state.adjective} government"
    return entry.optional("name") or entry.text("text"), Sense(kind="metonym", actor=actor, name=means, sector=sector)


def _former(state: State, entry: Row) -> Iterator[tuple[str, Sense]]:
    """Names of a period; reports of later times mean the state of that time by them."""
    entry.only("name", "adjective", "people", "from", "to")
    kinds: Mapping[str, SenseKind] = {"name": "state", "adjective": "adjective", "people": "people"}
    for key, kind in kinds.items():
        if word := entry.optional(key):
            since, until = entry.optional("from"), entry.optional("to")
            yield word, replace(_state_sense(state, kind), since=since, until=until)


def organisation_names(tables: Tables) -> Mapping[str, str]:
    """The canonical name of each organisation by code."""
    name = "actors/organisations.csv"
    return {row.text("code"): row.text("name") for row in tables.csv(name)} if tables.has(name) else {}


def read_organisations(tables: Tables, language: str) -> Iterator[tuple[str, Sense]]:
    """International organisations and their organs."""
    if not tables.has("actors/organisations.csv"):
        return
    facts: dict[str, Row] = {}
    for row in tables.csv("actors/organisations.csv"):
        row.text("source")
        facts[row.text("code")] = row
        yield row.text("name"), _organisation(row, row.text("name"))
    for row in tables.rows(f"lang/{language}/organisations.toml", "organisation"):
        row.only("code", "names", "organs", "people", "adjectives", "source", "examples", "counter")
        code = row.code("code", facts)
        whole = _organisation(facts[code], facts[code].text("name"))
        for entry in row.rows("names"):
            yield entry.optional("name") or entry.text("text"), whole
        for word in (*row.texts("adjectives"), *row.texts("people")):
            yield word, whole
        for entry in row.rows("organs"):
            name = entry.optional("name") or entry.text("text")
            entry.only("text", "name", "code", "requires", "lapsed")
            organ = entry.optional("code") or code
            sense = _organisation(facts.get(organ, facts[code]), facts[organ].text("name") if organ in facts else name, organ)
            yield name, replace(sense, requires=entry.optional("requires"), lapsed=entry.optional("lapsed"))


def _organisation(row: Row, name: str, code: str | None = None) -> Sense:
    return Sense(
        kind="organisation",
        actor=code or row.text("code"),
        name=name,
        since=row.optional("from"),
        until=row.optional("to"),
    )


def read_groups(tables: Tables, language: str) -> Iterator[tuple[str, Sense]]:
    """Armed and political groups that stand under a state."""
    if not tables.has("actors/groups.csv"):
        return
    facts: dict[str, Row] = {}
    for row in tables.csv("actors/groups.csv"):
        row.text("source")
        facts[row.text("code")] = row
        yield row.text("name"), _group(row)
    for row in tables.rows(f"lang/{language}/groups.toml", "group"):
        row.only("code", "names", "people", "adjectives", "source", "examples", "counter")
        code = row.code("code", facts)
        for entry in row.rows("names"):
            yield entry.optional("name") or entry.text("text"), _group(facts[code])
        for word in (*row.texts("people"), *row.texts("adjectives")):
            yield word, _group(facts[code])


def _group(row: Row) -> Sense:
    return Sense(
        kind="group",
        actor=row.text("code"),
        name=row.text("name"),
        sector=row.optional("sector"),
        since=row.optional("from"),
        until=row.optional("to"),
    )


def forms(name: str) -> Iterator[str]:
    """The ways in which a name may be written: as it is, and all in capitals where that makes no abbreviation."""
    name = plain(name)
    yield name
    upper = name.upper()
    if upper != name and len(upper) == len(name) and len(name) >= SHORT:
        yield upper
