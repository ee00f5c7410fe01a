"""The rows of the area agreements."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """Stub."""


def build(tables: Tables, language: str) -> Agreements:
    """Read the tables of this area."""
    return Agreements()
