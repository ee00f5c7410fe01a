"""The rows of the area records: what tells that two reports are about one thing, and the names under which records show actors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What ``reconcile`` and ``view`` look up. Words are in lower case.

    ``empty`` words of a title tell nothing, ``general`` ones little; ``kinds`` maps the nouns of agreements to their kind;
    ``parts`` are words that a number may follow ("phase"), ``numerals`` the numbers by their words ("two", "ii"); ``many`` are the
    titles of well-known agreements of so many that no report names all;
    ``states`` are names, adjectives and people of states, of one word; ``stages`` gives, for each stage in the order of a life,
    those that come before it; ``mutual`` are those that all parties take together; ``names`` are the names of actors by code;
    ``treaties`` are the titles of well-known agreements;
    ``correction`` matches the start of a note that corrects an earlier report.
    """

    empty: frozenset[str]
    general: frozenset[str]
    kinds: Mapping[str, str]
    states: frozenset[str]
    stages: Mapping[str, tuple[str, ...]]
    mutual: frozenset[str]
    names: Mapping[str, str]
    treaties: frozenset[str]
    many: frozenset[str]
    parts: frozenset[str]
    numerals: Mapping[str, str]
    correction: re.Pattern[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def build(tables: Tables, language: str) -> Records:
    """Read the tables of this area; raises KnowledgeError where a pattern is not a regular expression."""
    words = f"lang/{language}/records.toml"
    titles = list(tables.rows(words, "title"))
    corrections = list(tables.rows(words, "correction"))
    for row in titles:
        row.only("empty", "general")
    for row in corrections:
        row.only("pattern", "examples", "counter")
        try:
            re.compile(row.text("pattern"))
        except re.error as error:
            raise row.error(f"'pattern' is not a regular expression: {error}") from error
    stages = list(tables.rows("ontology/agreements.toml", "stage"))
    general = frozenset(word for row in titles for word in row.texts("general"))
    return Records(
        empty=frozenset(word for row in titles for word in row.texts("empty")),
        general=general,
        kinds={word: kind for word, kind in _kinds(tables, language) if word not in general},
        states=frozenset(_state_words(tables, language)),
        stages={row.text("code"): row.texts("after") for row in stages},
        mutual=frozenset(row.text("code") for row in stages if row.flag("mutual")),
        names={
            row.text("code"): row.text("name") for kind in ("states", "organisations", "groups") for row in tables.csv(f"actors/{kind}.csv")
        },
        treaties=frozenset(row.text("name") for row in tables.csv("ontology/treaties.csv")),
        many=frozenset(row.text("name") for row in tables.csv("ontology/treaties.csv") if not row.optional("parties")),
        parts=frozenset(word for row in tables.rows(words, "number") for word in row.texts("parts")),
        numerals={
            word: str(value)
            for row in tables.rows(words, "number")
            for value, one in enumerate(row.texts("numerals"), 1)
            for word in one.split("|")
        },
        correction=re.compile(r"\s*(?:" + "|".join(row.text("pattern") for row in corrections) + ")"),
        examples=tuple(text for row in corrections for text in row.texts("examples")),
        counter=tuple(text for row in corrections for text in row.texts("counter")),
    )


def _kinds(tables: Tables, language: str) -> Iterator[tuple[str, str]]:
    for row in tables.rows(f"lang/{language}/agreements.toml", "kind"):
        for word in (*row.texts("weak"), *row.texts("words")):
            for part in word.split()[:1]:
                yield part, row.text("code")


def _state_words(tables: Tables, language: str) -> Iterator[str]:
    for row in tables.rows(f"lang/{language}/states.toml", "state"):
        named = [entry.optional("name") or entry.text("text") for entry in row.rows("names")]
        for name in (*named, *row.texts("adjectives"), *row.texts("people")):
            if " " not in name:
                yield name.lower()
