"""Judgements, and the records that all documents together give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.claim import Channel, Status
from dragoman.model.mention import Place
from dragoman.model.when import When

Verdict = Literal["right", "wrong", "corrected", "same", "different"]
RecordKind = Literal["agreement", "activity", "event", "statement", "actor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict on a claim, or on whether two claims are about one thing.

    It holds the quoted words, their position and the field values judged, so that it attaches again by overlap when a newer
    version reads the report: ``start`` and ``end`` are code points of the document's text.
    """

    id: str
    document: str
    claim: str
    other: str | None = None
    verdict: Verdict
    quote: str
    start: int
    end: int
    values: tuple[tuple[str, str], ...] = ()
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a record leads back to: a claim, its document, and the sentence's code points there."""

    claim: str
    document: str
    start: int
    end: int
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A date that some sources give, with those that do."""

    when: When | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """A status that an activity had, with the dates told of it and their sources."""

    status: Status
    value: DatedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEntry:
    """One stage of an agreement for one party (None: for all), with the chosen date, why it was chosen, and every other one told.

    ``derived`` is True where no report tells the stage but a later one implies it; ``status`` says whether it has happened.
    """

    stage: str
    party: str | None
    status: Literal["done", "planned", "denied", "alleged"]
    when: When | None
    reason: str
    values: tuple[DatedValue, ...]
    place: Place | None = None
    signatories: tuple[str, ...] = ()
    derived: bool = False
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRecord:
    """What an agreement obliges to."""

    type: str
    domains: tuple[str, ...]
    parties: tuple[str, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord:
    """An agreement with its life; titles come with the most used first, parties as actor codes in order."""

    id: str
    title: str
    titles: tuple[str, ...]
    kind: str | None
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    status: str
    life: tuple[LifeEntry, ...]
    provisions: tuple[PromiseRecord, ...]
    links: tuple[tuple[str, str], ...] = ()
    issues: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord:
    """An exercise, training, visit, meeting, call or project, however often reported."""

    id: str
    type: str
    title: str | None
    series: str | None
    status: Status
    parties: tuple[tuple[str, str], ...]
    when: When | None
    place: Place | None
    domains: tuple[str, ...]
    subject: str | None
    agreement: str | None
    history: tuple[StatusEntry, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One real happening; parties are (role, actor code) pairs."""

    id: str
    type: str
    mode: str | None
    parties: tuple[tuple[str, str], ...]
    when: When | None
    place: Place | None
    modality: str
    background: bool
    intensity: float
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One thing said; ``said`` is the reported words."""

    id: str
    speaker: str | None
    state: str | None
    office: str | None
    direct: bool
    said: str
    stance: str | None
    channel: Channel | None
    when: When | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """An actor with how often it takes part in each kind of claim."""

    id: str
    name: str
    counts: tuple[tuple[str, int], ...]


AnyRecord = AgreementRecord | ActivityRecord | EventRecord | StatementRecord | ActorRecord
