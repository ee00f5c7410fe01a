"""The rows of the area activities: types, domains, levels and series, with their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.knowledge.rows.phrases import Pattern, Phrases, pattern
from dragoman.knowledge.tables import Row, Tables

ONTOLOGY = "ontology/activities.toml"
SERIES = "ontology/series.csv"
FIRST = re.compile(r"[\s/-]")  # where the first token of a name ends


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityNoun:
    """A noun that names an activity.

    ``slots`` gives the role that a preposition brings, ``owner`` and ``subject`` are roles, ``compound`` that of a place.

    ``needs`` are words one of which must stand in its sentence (none: no condition); a ``weak`` noun needs an actor of
    its own, or a verb that tells that it was held; a ``titled`` one must be part of a proper name.
    """

    words: tuple[str, ...]
    type: str
    slots: Mapping[str, str]
    owner: str
    subject: str
    compound: str | None
    needs: Phrases
    weak: bool
    titled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityVerb:
    """A verb pattern of an activity; ``persons``: both sides must be persons or offices."""

    pattern: Pattern
    type: str
    needs: Phrases
    persons: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An exercise, or a round of talks, that recurs under one name: usual host and participants are codes, ``since`` a year."""

    name: str
    names: tuple[str, ...]
    kind: str
    host: str | None
    participants: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """What the extractor of activities looks up. All words are lemmas in lower case, names of series as written."""

    nouns: Mapping[str, tuple[ActivityNoun, ...]]
    verbs: Mapping[str, tuple[ActivityVerb, ...]]
    idioms: frozenset[str]
    visiting: frozenset[str]
    becomes: Mapping[str, str]
    adjectives: Mapping[str, str]
    takes_part: frozenset[str]
    named: frozenset[str]
    before_names: frozenset[str]
    shared: frozenset[str]
    domains: Phrases
    levels: tuple[str, ...]
    level_words: Phrases
    level_of_office: Mapping[str, str]
    series: Mapping[str, tuple[Series, ...]]
    links: Mapping[str, frozenset[str]]
    amounts: Mapping[str, tuple[str, str]]


def build(tables: Tables, language: str) -> Activities:
    """Read the tables of this area."""
    words = f"lang/{language}/activities.toml"
    types = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "type"))
    statuses = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "status"))
    domains = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "domain"))
    levels = {row.text("code"): row.texts("offices") for row in tables.rows(ONTOLOGY, "level")}
    told = list(tables.rows(words, "activity"))
    for row in told:
        row.only(
            "code",
            "verbs",
            "nouns",
            "subject",
            "owner",
            "slots",
            "compound",
            "needs",
            "weak",
            "titled",
            "idioms",
            "persons",
            "examples",
            "counter",
        )
    becomes = list(tables.rows(words, "becomes"))
    return Activities(
        nouns=_nouns(told, types),
        verbs=_verbs(told, types),
        idioms=frozenset(idiom for row in told for idiom in row.texts("idioms")),
        visiting=frozenset(word for row in tables.rows(words, "visiting") for word in row.texts("words")),
        becomes={verb: row.code("status", statuses) for row in reversed(becomes) for verb in row.texts("verbs")},
        adjectives={word: row.code("status", statuses) for row in becomes for word in row.texts("adjectives")},
        takes_part=frozenset(verb for row in becomes for verb in row.texts("takes_part")),
        named=frozenset(word for row in tables.rows(words, "named") for word in row.texts("words")),
        before_names=frozenset(word for row in tables.rows(words, "named") for word in row.texts("before")),
        shared=frozenset(word for row in tables.rows(words, "shared") for word in row.texts("words")),
        domains=Phrases.of((word, row.code("code", domains)) for row in tables.rows(words, "domain") for word in row.texts("words")),
        levels=tuple(levels),
        level_words=Phrases.of((word, row.code("code", levels)) for row in tables.rows(words, "level") for word in row.texts("words")),
        level_of_office={office: level for level, offices in levels.items() for office in offices},
        series=_series(tables, domains),
        links={key: frozenset(row.texts(key)) for row in tables.rows(words, "link") for key in row.values},
        amounts={word: (row.text("what"), row.text("unit")) for row in tables.rows(words, "amount") for word in row.texts("words")},
    )


def _nouns(told: list[Row], types: frozenset[str]) -> Mapping[str, tuple[ActivityNoun, ...]]:
    """Nouns by their last word, longer phrases first."""
    found: dict[str, list[ActivityNoun]] = {}
    for row in told:
        weak = frozenset(row.texts("weak"))
        slots = row.values.get("slots", {})
        for phrase in row.texts("nouns"):
            words = tuple(phrase.split())
            noun = ActivityNoun(
                words=words,
                type=row.code("code", types),
                slots=dict(slots),
                owner=row.text("owner"),
                subject=row.text("subject"),
                compound=row.optional("compound"),
                needs=Phrases.of((word, word) for word in row.texts("needs")),
                weak=phrase in weak,
                titled=row.flag("titled"),
            )
            found.setdefault(words[-1], []).append(noun)
    return {last: tuple(sorted(some, key=lambda noun: -len(noun.words))) for last, some in found.items()}


def _verbs(told: list[Row], types: frozenset[str]) -> Mapping[str, tuple[ActivityVerb, ...]]:
    found: dict[str, list[ActivityVerb]] = {}
    for row in told:
        needs = Phrases.of((word, word) for word in row.texts("needs"))
        for text in row.texts("verbs"):
            one = pattern(text, row.code("code", types), row)
            found.setdefault(one.head, []).append(ActivityVerb(pattern=one, type=one.code, needs=needs, persons=row.flag("persons")))
    return {head: tuple(some) for head, some in found.items()}


def _series(tables: Tables, domains: frozenset[str]) -> Mapping[str, tuple[Series, ...]]:
    """Series by the first word of each of their names, as written, and by its first part ("six-party talks")."""
    found: dict[str, list[Series]] = {}
    for row in tables.csv(SERIES):
        row.only("name", "kind", "aliases", "host", "participants", "domains", "since", "source")
        row.text("source")
        names = (row.text("name"), *filter(None, row.text("aliases", "").split("|")))
        at = tuple(filter(None, row.text("domains", "").split(";")))
        if not domains.issuperset(at):
            raise row.error(f"no such domain among {at}", f"use {', '.join(sorted(domains))}")
        series = Series(
            name=names[0],
            names=names,
            kind=row.text("kind"),
            host=row.optional("host"),
            participants=tuple(filter(None, row.text("participants", "").split(";"))),
            domains=at,
        )
        for first in {part for name in names for part in (name.split()[0], FIRST.split(name)[0])}:
            found.setdefault(first, []).append(series)
    return {first: tuple(some) for first, some in found.items()}
