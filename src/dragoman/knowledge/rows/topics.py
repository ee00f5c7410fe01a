"""The rows of the area topics: what agreements and statements are about, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.knowledge.rows.phrases import Phrases
from dragoman.knowledge.tables import Row, Tables

ONTOLOGY = "ontology/topics.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Topics by the words that tell them, all lemmas in lower case.

    ``meanings`` are all topics; ``named`` the phrases in the name of an agreement, ``said`` those in what somebody says. Of the latter
    the longest that begins at a word counts, and some tell no topic ("trade union").
    """

    meanings: Mapping[str, str]
    named: Phrases
    said: Phrases

    def of_words(self, lemmas: Sequence[str]) -> tuple[str, ...]:
        """What somebody speaks of, in the order met, each topic once."""
        return tuple(dict.fromkeys(self._met(lemmas)))

    def _met(self, lemmas: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(lemmas):
            found = list(self.said.at(lemmas, place))
            end = max((after for _, after in found), default=place + 1)
            yield from (code for code, after in found if after == end and code)
            place = end


def codes(tables: Tables) -> Mapping[str, str]:
    """The meaning of each topic."""
    return {row.text("code"): row.text("meaning") for row in tables.rows(ONTOLOGY, "topic")}


def build(tables: Tables, language: str) -> Topics:
    """Read the tables of this area."""
    meanings = codes(tables)
    rows = list(tables.rows(f"lang/{language}/topics.toml", "topic"))
    return Topics(
        meanings=meanings,
        named=Phrases.of((word, row.code("code", meanings)) for row in rows for word in (*row.texts("words"), *row.texts("names"))),
        said=Phrases.of(pair for row in rows for pair in _said(row, meanings)),
    )


def _said(row: Row, meanings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    row.only("code", "words", "names", "talk", "none", "examples", "counter")
    code = row.code("code", meanings)
    yield from ((word, code) for word in (*row.texts("words"), *row.texts("talk")))
    yield from ((word, "") for word in row.texts("none"))
