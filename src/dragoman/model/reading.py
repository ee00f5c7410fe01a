"""What comes out of reading one document: one line of ``dragoman read --json``."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.claim import AnyClaim
from dragoman.model.mention import ActorMention, DateMention, PlaceMention
from dragoman.model.text import Document, Issue

SCHEMA_VERSION = 1
AnyMention = ActorMention | DateMention | PlaceMention


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """The versions that made a reading: of the program, the tables (a digest, "+" that of the encoder if any) and the language model."""

    dragoman: str
    knowledge: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document with its mentions and claims in text order, and the issues met on the way."""

    schema: int = SCHEMA_VERSION
    made_by: MadeBy
    document: Document
    mentions: tuple[AnyMention, ...] = ()
    claims: tuple[AnyClaim, ...] = ()
    issues: tuple[Issue, ...] = ()
