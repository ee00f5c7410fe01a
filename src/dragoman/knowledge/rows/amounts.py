"""The words of magnitudes: what nouns count, what verbs do to those they are done to, numbers and currencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.knowledge.tables import Row, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a number counts, and its unit."""

    what: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountExample:
    """A sentence of which an event has an amount of this value and measure."""

    where: str
    text: str
    measure: Measure
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """``nouns`` by what they count, ``verbs`` by what becomes of their object, ``money`` by sign or noun; numbers by word."""

    nouns: Mapping[str, Measure]
    verbs: Mapping[str, Measure]
    money: Mapping[str, Measure]
    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    examples: tuple[AmountExample, ...] = field(repr=False)


def build_amounts(tables: Tables, language: str) -> Amounts:
    """Read the table of amounts; raises KnowledgeError at a row that cannot be used."""
    name = f"lang/{language}/amounts.toml"
    by_key: dict[str, dict[str, Measure]] = {"nouns": {}, "verbs": {}, "money": {}}
    examples: list[AmountExample] = []
    for kind, columns in (("count", ("nouns",)), ("casualty", ("verbs",)), ("money", ("signs", "nouns"))):
        for row in tables.rows(name, kind):
            row.only("what", "unit", "nouns", "verbs", "signs", "examples")
            measure = Measure(what=row.text("what", "money"), unit=row.text("unit"))
            for column in columns:
                by_key["money" if kind == "money" else column] |= dict.fromkeys(row.texts(column), measure)
            examples += _examples(row, measure)
    numbers: dict[str, float] = {}
    multipliers: dict[str, float] = {}
    for row in tables.rows(name, "number"):
        numbers |= _values(row, "words")
        multipliers |= _values(row, "multipliers")
    return Amounts(
        nouns=by_key["nouns"],
        verbs=by_key["verbs"],
        money=by_key["money"],
        numbers=numbers,
        multipliers=multipliers,
        examples=tuple(examples),
    )


def _values(row: Row, key: str) -> dict[str, float]:
    inner = Row(row.where, row.line, row.values.get(key, {}))
    return {word: inner.number(word) for word in inner.values}


def _examples(row: Row, measure: Measure) -> Iterator[AmountExample]:
    for example in row.rows("examples"):
        example.only("text", "value")
        yield AmountExample(where=f"{row.where}:{row.line}", text=example.text("text"), measure=measure, value=example.number("value"))
