"""The rows of the area dates."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Stub."""


def build(tables: Tables, language: str) -> Dates:
    """Read the tables of this area."""
    return Dates()
