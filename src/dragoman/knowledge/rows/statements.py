"""The rows of the area statements."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Stub."""


def build(tables: Tables, language: str) -> Statements:
    """Read the tables of this area."""
    return Statements()
