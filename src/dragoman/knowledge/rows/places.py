"""The rows of the area places."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Stub."""


def build(tables: Tables, language: str) -> Places:
    """Read the tables of this area."""
    return Places()
