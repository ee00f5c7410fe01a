"""The rows of the area actors."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Stub."""


def build(tables: Tables, language: str) -> Actors:
    """Read the tables of this area."""
    return Actors()
