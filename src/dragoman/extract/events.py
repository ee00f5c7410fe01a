"""Stub."""

from __future__ import annotations

from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim
from dragoman.model.ports import Trace


def extract_events(annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None) -> Extraction:
    """Stub."""
    return Extraction()
