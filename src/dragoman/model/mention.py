"""What the annotators find in a text: actors, dates, places, quotations, and the modality of clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.text import Span
from dragoman.model.when import When

Modality = Literal["asserted", "planned", "conditional", "denied", "alleged"]
Reach = Literal["name", "reference", "metonym"]
INTERNAL = {"internal": True}  # fields that rooms share but the record does not show


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words that refer to an actor: by name, by office, or by reference ("it", "the two countries").

    ``actor`` is the code (``TUR:MIL``), None for whom no code exists; ``state`` its part before the colon if that is a state;
    ``name`` the canonical name of whom it refers to; ``person`` a natural person's full name; ``office`` the code of what they
    hold. A plural reference gives one mention for each actor, all with one span.
    ``head`` is the index of the token that heads the words; ``reach`` says how they refer; both are not part of the record.
    """

    span: Span
    text: str
    actor: str | None
    state: str | None
    name: str | None
    person: str | None = None
    office: str | None = None
    head: int = field(default=-1, metadata=INTERNAL)
    reach: Reach = field(default="name", metadata=INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words that name a calendar date or time. ``head`` is the index of the token that heads them."""

    span: Span
    text: str
    when: When
    head: int = field(default=-1, metadata=INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: coordinates are WGS 84 degrees, ``geonames`` the GeoNames id."""

    name: str
    state: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that name a place. ``head`` is the index of the token that heads them."""

    span: Span
    text: str
    place: Place
    head: int = field(default=-1, metadata=INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch inside quotation marks, without the outer marks. ``speech`` is False for scare quotes and titles."""

    span: Span
    speech: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The modality of the clause or noun headed by a token, and the words that show it.

    ``negated`` and ``refused`` tell apart two ways of being denied: "did not sign" and "refused to sign".
    """

    modality: Modality
    cue: Span | None = None
    refused: bool = False
    question: bool = False
