"""The rows of the area activities."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """Stub."""


def build(tables: Tables, language: str) -> Activities:
    """Read the tables of this area."""
    return Activities()
