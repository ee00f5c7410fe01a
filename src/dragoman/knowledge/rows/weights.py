"""The rows of the area weights: how much each trait of a sentence speaks for and against what it may tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.knowledge.tables import Tables

ALWAYS = "(always)"  # the row of what counts whatever the traits
HUNDREDTHS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression for each of ``outcomes``: ``rows`` gives the row of each trait in ``matrix`` (traits by outcomes)."""

    outcomes: tuple[str, ...]
    rows: Mapping[str, int]
    matrix: NDArray[np.float32]
    always: NDArray[np.float32]

    def odds(self, traits: Iterable[str]) -> NDArray[np.float32]:
        """The log odds of each outcome, in the order of ``outcomes``. Traits without a row count nothing."""
        rows = self.rows
        found = sorted(rows[trait] for trait in traits if trait in rows)  # the same sum to the last bit, however a set is ordered
        total: NDArray[np.float32] = self.matrix[found].sum(axis=0) + self.always
        return total

    def weight(self, trait: str, outcome: int) -> float:
        """What a trait gives to an outcome; 0 where it has no row."""
        row = self.rows.get(trait)
        return 0.0 if row is None else float(self.matrix[row, outcome])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWeights:
    """``types``: which PLOVER types a sentence tells; ``sides``: whether a state acts in it, or is acted upon."""

    types: Weights
    sides: Weights


def build(tables: Tables, language: str) -> EventWeights:
    """Read ``lang/<xx>/weights/``; a language without these tables has nothing to weigh."""
    folder = f"lang/{language}/weights"
    return EventWeights(types=_read(tables, f"{folder}/types.csv"), sides=_read(tables, f"{folder}/sides.csv"))


def _read(tables: Tables, name: str) -> Weights:
    """A table of whole hundredths, one column an outcome; an empty cell is 0."""
    rows = list(tables.csv(name)) if tables.has(name) else []
    outcomes = tuple(key for key in rows[0].values if key != "trait") if rows else ()
    known: dict[str, int] = {}
    values = np.zeros((len(rows), len(outcomes)), dtype=np.float32)
    for place, row in enumerate(rows):
        known[row.text("trait")] = place
        for column, outcome in enumerate(outcomes):
            if row.values[outcome]:
                values[place, column] = row.number(outcome) / HUNDREDTHS
    always = values[known[ALWAYS]] if rows else np.zeros(0, dtype=np.float32)
    return Weights(outcomes=outcomes, rows=known, matrix=values, always=always)
