"""The rows of the area events."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Stub."""


def build(tables: Tables, language: str) -> Events:
    """Read the tables of this area."""
    return Events()
