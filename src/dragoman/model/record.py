"""Judgements, and the records that all documents together give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.claim import Channel, Status
from dragoman.model.mention import Place
from dragoman.model.when import When

Verdict = Literal["right", "wrong", "corrected", "same", "different"]
RecordKind = Literal["agreement", "activity", "event", "statement", "actor"]
Standing = Literal["chosen", "agrees", "contradicts", "withdrawn"]
LifeStatus = Literal["done", "planned", "conditional", "denied", "alleged"]
Outcome = Literal["open", "kept", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words that a judgement is about: ``start`` and ``end`` are code points of the document's text, ``quote`` what stood there.

    ``claim`` is the id of the claim judged; a newer version of the program may give the same words another id, and the judgement
    attaches again by overlap.
    """

    document: str
    claim: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict on a claim, or on whether two claims are about one thing (``same``, ``different``: then ``other`` is given).

    ``values`` are the right values of a corrected claim, by field: ``when``, ``stage``, ``type``, ``agreement``, ``modality``, ``status``.
    Of two judgements on the same pair the later one holds: so a merge is undone.
    """

    id: str
    verdict: Verdict
    passage: Passage
    other: Passage | None = None
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
    """A date that some sources give, with those that do.

    ``standing`` says how it stands to the value chosen: ``agrees`` is the same time told less exactly, ``withdrawn`` what a
    correction took back.
    """

    when: When | None
    standing: Standing
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """A status that an activity had, with the date told of it and the sources."""

    status: Status
    when: When | None
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A step that was announced, for when, and whether later reports tell that it was taken (``kept_by``), in time or late."""

    when: When | None
    sources: tuple[Citation, ...]
    outcome: Outcome
    kept_by: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEntry:
    """One stage of an agreement for one party (None: for all), with the chosen date, why it was chosen, and every date told.

    ``derived`` is True where no report tells the stage but a later one implies it; ``status`` says whether it has happened.
    ``issues`` are in words: what is odd about the entry.
    """

    stage: str
    party: str | None
    status: LifeStatus
    when: When | None
    reason: str
    values: tuple[DatedValue, ...]
    place: Place | None = None
    signatories: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
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
    """An agreement with its life, in order of time; titles come with the best first, parties as actor codes in order.

    ``status`` is the last stage reached, or ``planned``, ``conditional``, ``alleged``, ``denied`` where none is; ``reached_by`` names
    the parties that reached it where not all did. ``others`` is True where more are parties than those that reports name,
    ``recalled`` where every report tells it as background. ``links`` are pairs of
    a kind (amends, replaces ...) and the id of another agreement, in this order.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    kind: str | None
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    status: str
    reached_by: tuple[str, ...]
    recalled: bool
    life: tuple[LifeEntry, ...]
    provisions: tuple[PromiseRecord, ...]
    others: bool = False
    links: tuple[tuple[str, str], ...] = ()
    issues: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord:
    """An exercise, training, visit, meeting, call or project, however often reported; parties are (role, actor code) pairs.

    ``agreement`` is the id of the agreement that it rests on.
    """

    id: str
    type: str
    title: str | None
    series: str | None
    status: Status
    parties: tuple[tuple[str, str], ...]
    persons: tuple[str, ...]
    when: When | None
    reason: str
    place: Place | None
    domains: tuple[str, ...]
    subject: str | None
    level: str | None
    agreement: str | None
    recalled: bool
    history: tuple[StatusEntry, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One real happening; parties are (role, actor code) pairs. ``intensity`` is PLOVER's score, ``score`` the surest claim's."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    parties: tuple[tuple[str, str], ...]
    when: When | None
    place: Place | None
    modality: str
    background: bool
    intensity: float
    score: float
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One thing said. ``speaker`` is the person or, where none is named, the body or office; ``said`` is the reported words.

    ``joint`` are the actors of those who said it together with the speaker.
    """

    id: str
    speaker: str | None
    actor: str | None
    state: str | None
    office: str | None
    joint: tuple[str, ...]
    addressees: tuple[str, ...]
    direct: bool
    said: str
    quotes: tuple[str, ...]
    topics: tuple[str, ...] = ()
    stance: str | None
    channel: Channel | None
    when: When | None
    background: bool
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """An actor with how many records of each kind it takes part in."""

    id: str
    name: str
    counts: tuple[tuple[str, int], ...]


AnyRecord = AgreementRecord | ActivityRecord | EventRecord | StatementRecord | ActorRecord
