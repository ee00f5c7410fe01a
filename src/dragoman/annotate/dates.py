"""Stub."""

from __future__ import annotations

from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated


def find_dates(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Stub."""
    return annotated
