"""The rows of the area modality."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityCues:
    """Stub."""


def build(tables: Tables, language: str) -> ModalityCues:
    """Read the tables of this area."""
    return ModalityCues()
