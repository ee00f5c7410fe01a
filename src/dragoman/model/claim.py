"""Claims: what one document says, each with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.mention import Modality, Place
from dragoman.model.text import Span, digest
from dragoman.model.when import When

Role = Literal[
    "actor", "recipient", "reporter",
    "party", "by", "signatory", "mediator", "depositary",
    "participant", "host", "guest", "visitor", "trainer", "trainee",
    "speaker", "addressee", "relay",
]  # fmt: skip
Status = Literal["planned", "under way", "held", "postponed", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part in a claim, in which role; ``span`` is the words used here, None where the party is only implied."""

    role: Role
    actor: str | None
    name: str | None
    person: str | None = None
    office: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A magnitude: of ``what`` (dead, wounded, troops, ships, money ...), its value, its unit (persons, ships, USD ...)."""

    what: str
    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Through what something was said: the kind is of a fixed list, the name as known (Twitter)."""

    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The fields that all kinds share.

    ``evidence`` is never empty; its first span is the whole sentence. ``background`` is True where the report recalls it.
    ``made_by`` names rule and version ("steps/ratified/1"); ``score`` lies between 0 and 1.
    """

    id: str
    evidence: tuple[Span, ...]
    trigger: Span
    parties: tuple[Party, ...]
    when: When | None
    place: Place | None = None
    modality: Modality = "asserted"
    background: bool = False
    amounts: tuple[Amount, ...] = ()
    made_by: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """What states did to or with each other, coded by PLOVER."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLink:
    """How an agreement stands to another: a kind (amends, replaces ...) and what the report calls the other one."""

    kind: str
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Claim):
    """A step in the life of an agreement; ``agreement`` is the same for all steps of one agreement in a document.

    ``links`` are those to other agreements that the sentences of the step tell, or of the first step all that no step's sentence tells.
    """

    agreement: str
    stage: str
    agreement_kind: str | None = None
    topics: tuple[str, ...] = ()
    links: tuple[AgreementLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Claim):
    """What an agreement obliges its parties to; ``promise`` is the words that say so."""

    agreement: str
    type: str
    domains: tuple[str, ...] = ()
    promise: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Claim):
    """An exercise, training, visit, meeting, call or joint project."""

    type: str
    status: Status
    title: str | None = None
    series: str | None = None
    domains: tuple[str, ...] = ()
    subject: str | None = None
    level: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Claim):
    """Who said what. ``words`` are the spans of all that is reported, ``quoted`` what stands inside quotation marks.

    ``about`` are the ids of the claims that the words express and of those that the speaking is, ``topics`` what the words are about.
    """

    direct: bool
    words: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    cue: Span | None = None
    stance: str | None = None
    channel: Channel | None = None
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


AnyClaim = Event | Step | Provision | Activity | Statement


def claim_id(document: str, kind: str, what: str, agreement: str | None, evidence: tuple[Span, ...], parties: tuple[Party, ...]) -> str:
    """A digest of document, kind, type or stage, agreement, evidence and parties: the same in every run."""
    spans = ",".join(f"{s.start}-{s.end}" for s in evidence)
    people = ",".join(sorted(f"{p.role}={p.actor or p.name}@{p.span.start if p.span else ''}" for p in parties))
    return digest(document, kind, what, agreement, spans, people)
