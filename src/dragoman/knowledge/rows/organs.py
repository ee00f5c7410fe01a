"""Organs and offices of a state: the phrases that name them, by their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.tables import Row, Tables

PhraseKind = Literal["organ", "people", "office"]
TOKEN = re.compile(r"'s\b|\w[\w.]*(?:-\d\w*)?|[^\w\s]")  # as the parser cuts words: hyphens between letters stand alone
LONGEST_ABBREVIATION = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that name an organ or office, lower-cased; ``exact`` keeps the case of abbreviations.

    ``name`` is the canonical name with ``{state}`` or ``{adjective}`` open, None for an office. ``states``, if any, are
    the only ones where the words mean this; ``alone`` says that they tell the state by themselves, with capitals.
    """

    words: tuple[str, ...]
    kind: PhraseKind
    sector: str
    name: str | None = None
    office: str | None = None
    exact: tuple[str, ...] | None = None
    states: tuple[str, ...] = ()
    alone: bool = False


@dataclass(slots=True)
class Node:
    """Phrases by their words: those that end here, and the words that may come next."""

    here: tuple[Phrase, ...] = ()
    after: dict[str, Node] = field(default_factory=dict)

    def add(self, phrase: Phrase) -> None:
        """Put a phrase under its words; of phrases of the same words, offices and those of one state come first."""
        node = self
        for word in phrase.words:
            node = node.after.setdefault(word, Node())
        if phrase not in node.here:
            node.here = tuple(sorted((*node.here, phrase), key=lambda p: (p.kind != "office", not p.states)))

    def of(self, words: Iterable[str]) -> tuple[Phrase, ...]:
        """The phrases of exactly these words."""
        node: Node | None = self
        for word in words:
            node = node.after.get(word) if node is not None else None
        return node.here if node is not None else ()


def read_phrases(tables: Tables, language: str, states: Collection[str], organisations: Collection[str]) -> tuple[Node, Mapping[str, str]]:
    """Phrases by their words, and the sector of each office."""
    sectors = (
        {row.text("code"): row.text("sector") for row in tables.rows("actors/offices.toml", "office")}
        if tables.has("actors/offices.toml")
        else {}
    )
    root = Node()
    for phrase in (
        *_organs(tables, language, states),
        *_offices(tables, language, sectors, states),
        *_titles(tables, sectors, {*states, *organisations}),
    ):
        root.add(phrase)
    return root, sectors


def _organs(tables: Tables, language: str, states: Collection[str]) -> Iterator[Phrase]:
    name = f"lang/{language}/organs.toml"
    if not tables.has(name):
        return
    for row in tables.rows(name, "organ"):
        row.only("sector", "name", "nouns", "titles", "kind", "states", "alone", "examples", "counter", "source")
        own = tuple(_known(row, state, states) for state in row.texts("states"))
        kind: PhraseKind = "people" if row.text("kind") == "people" else "organ"
        for words in (*row.texts("nouns"), *row.texts("titles")):
            yield Phrase(
                words=_words(words),
                exact=_exact(words),
                kind=kind,
                sector=row.text("sector"),
                name=row.text("name"),
                states=own,
                alone=row.flag("alone"),
            )


def _offices(tables: Tables, language: str, sectors: Mapping[str, str], states: Collection[str]) -> Iterator[Phrase]:
    name = f"lang/{language}/offices.toml"
    if not tables.has(name):
        return
    for row in tables.rows(name, "office"):
        row.only("code", "titles", "examples", "counter", "source")
        code = row.code("code", sectors)
        for entry in row.rows("titles"):
            entry.only("text", "title", "states")
            own = tuple(_known(entry, state, states) for state in entry.texts("states"))
            words = entry.optional("title") or entry.text("text")
            yield Phrase(
                words=_words(words),
                exact=_exact(words),
                kind="office",
                sector=sectors[code],
                office=code,
                states=own,
                alone=len(own) == 1,
            )


def _titles(tables: Tables, sectors: Mapping[str, str], states: Collection[str]) -> Iterator[Phrase]:
    """Titles that an office bears in one state: "Chancellor" of the head of government of Germany."""
    if not tables.has("actors/titles.csv"):
        return
    for row in tables.csv("actors/titles.csv"):
        state, code = row.text("state"), row.code("office", sectors)
        yield Phrase(
            words=_words(row.text("title")),
            exact=_exact(row.text("title")),
            kind="office",
            sector=sectors[code],
            office=code,
            states=(_known(row, state, states),),
        )


def _known(row: Row, state: str, states: Collection[str]) -> str:
    if state not in states:
        raise row.error(f"no such state '{state}'", "use a code of actors/states.csv")
    return state


def _words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, lower-cased and cut as the parser cuts them."""
    return tuple(word.lower() for word in TOKEN.findall(plain(phrase)))


def _exact(phrase: str) -> tuple[str, ...] | None:
    """The words as they are, where one is an abbreviation, whose case counts; None else."""
    words = tuple(TOKEN.findall(plain(phrase)))
    initials = any(word.isupper() and 1 < len(word) <= LONGEST_ABBREVIATION for word in words)
    return words if initials or (len(words) == 1 and words[0].endswith(".")) else None
