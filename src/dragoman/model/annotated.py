"""A document with all that the annotators have found in it: what the extractors read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from dragoman.model.claim import AnyClaim
from dragoman.model.mention import ActorMention, DateMention, Mark, PlaceMention, Quotation
from dragoman.model.parse import Parse
from dragoman.model.sense import NO_SENSES, Senses
from dragoman.model.text import Document, Issue

M = TypeVar("M", ActorMention, DateMention, PlaceMention)
FOREMOST = 2  # dealings are between two as a rule
NO_MARKS: Mapping[int, Mark] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Annotated:
    """A document, its parse and its mentions, each kind in text order.

    ``marks`` gives, for the head token of a clause or event noun, a modality other than asserted; ``senses`` what each sentence
    probably tells as a whole, none where nothing was judged. ``issues`` tells what was
    dropped or left open so far. Each step returns a new Annotated with its own field filled.
    """

    document: Document
    parse: Parse = field(default_factory=Parse)
    actors: tuple[ActorMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    marks: Mapping[int, Mark] = field(default_factory=lambda: NO_MARKS)
    senses: Senses = NO_SENSES
    issues: tuple[Issue, ...] = ()

    @cached_property
    def actors_at(self) -> Mapping[int, tuple[ActorMention, ...]]:
        """Actor mentions by the token that heads them; several where a reference is plural."""
        return _by_head(self.actors)

    @cached_property
    def dates_at(self) -> Mapping[int, tuple[DateMention, ...]]:
        """Date mentions by the token that heads them."""
        return _by_head(self.dates)

    @cached_property
    def places_at(self) -> Mapping[int, tuple[PlaceMention, ...]]:
        """Place mentions by the token that heads them."""
        return _by_head(self.places)

    @cached_property
    def foremost(self) -> tuple[str, ...]:
        """The two states or organisations named most often: whom the report is about."""
        counts = Counter(mention.actor.partition(":")[0] for mention in self.actors if mention.actor)
        return tuple(code for code, _ in counts.most_common(FOREMOST))

    @cached_property
    def quoted_tokens(self) -> frozenset[int]:
        """The tokens that stand inside quoted speech."""
        return frozenset(t for q in self.quotations if q.speech for t in self.parse.tokens_in(q.span))


def _by_head(mentions: tuple[M, ...]) -> Mapping[int, tuple[M, ...]]:
    found: dict[int, list[M]] = {}
    for mention in mentions:
        found.setdefault(mention.head, []).append(mention)
    return {head: tuple(some) for head, some in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an extractor found, in text order, and what it dropped or left open."""

    claims: tuple[AnyClaim, ...] = ()
    issues: tuple[Issue, ...] = ()
