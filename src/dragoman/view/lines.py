"""The lines that views are made of: what stands in a record, in words, each with its source and sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.model.mention import Place
from dragoman.model.record import ActivityRecord, AgreementRecord, AnyRecord, Citation, EventRecord, Outcome, Standing, StatementRecord
from dragoman.model.text import Document
from dragoman.model.when import When

GOVERNMENT = "GOV"  # who acts for a state without being named otherwise


class Archive(Protocol):
    """Where the documents are that records lead back to."""

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """These documents, by id."""

    def found_records(self, names: Iterable[tuple[str, str]]) -> list[AnyRecord]:
        """The records of these kinds and ids, so far as there are such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where a line comes from: the report, and the sentence with its code points."""

    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    document: str
    claim: str
    start: int
    end: int
    sentence: str
    copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """A date as some reports tell it, and how it stands to the one chosen."""

    when: When | None
    standing: Standing
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A step announced: for when, by whom, and what became of it."""

    when: When | None
    outcome: Outcome
    sources: tuple[SourceLine, ...]
    kept_by: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """A status that an activity had, and the time told of it."""

    status: str
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """An activity; ``parties`` are (role, name) pairs."""

    id: str
    type: str
    title: str | None
    status: str
    when: When | None
    reason: str
    place: Place | None
    parties: tuple[tuple[str, str], ...]
    persons: tuple[str, ...]
    domains: tuple[str, ...]
    agreement: str | None
    background: bool
    history: tuple[StatusLine, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event; ``actors`` and ``recipients`` are names."""

    id: str
    type: str
    mode: str | None
    when: When | None
    place: Place | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    modality: str
    background: bool
    intensity: float
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A statement: who, for which state, in which words, on what, through what."""

    id: str
    speaker: str | None
    state: str | None
    office: str | None
    joint: tuple[str, ...]
    addressees: tuple[str, ...]
    direct: bool
    said: str
    topics: tuple[str, ...]
    stance: str | None
    channel: str | None
    when: When | None
    background: bool
    sources: tuple[SourceLine, ...]


class Words:
    """Turns citations into sources and codes into names; the documents of all records are fetched at once.

    ``titles`` are those of the agreements to which agreements among the records are linked, by id.
    """

    def __init__(self, archive: Archive, names: Mapping[str, str], records: Sequence[AnyRecord]) -> None:
        self._names = names
        self.documents = archive.documents({citation.document for record in records for citation in citations_of(record)})
        others = {("agreement", other) for record in records if isinstance(record, AgreementRecord) for _, other in record.links}
        linked = archive.found_records(sorted(others)) if others else ()
        self.titles = {record.id: record.title for record in linked if isinstance(record, AgreementRecord)}

    def name(self, code: str) -> str:
        """The name of an actor; of an organ or group that no table names, that of its state with what follows the colon."""
        if code in self._names:
            return self._names[code]
        state, _, rest = code.partition(":")
        return f"{self._names.get(state, state)} ({rest})" if rest and rest != GOVERNMENT else self._names.get(state, state)

    def names(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The names of some actors, in order of name."""
        return tuple(sorted({self.name(code) for code in codes}))

    def source(self, citation: Citation) -> SourceLine:
        """A source with its sentence; white space inside it is made plain."""
        document = self.documents.get(citation.document) or Document(id=citation.document)
        return SourceLine(
            outlet=document.outlet,
            published=document.published,
            title=document.title,
            url=document.url,
            document=document.id,
            claim=citation.claim,
            start=citation.start,
            end=citation.end,
            sentence=" ".join(document.text[citation.start : citation.end].split()),
            copy=document.duplicate_of is not None,
        )

    def sources(self, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
        """Several sources, in their order."""
        return tuple(self.source(citation) for citation in citations)

    def activity(self, record: ActivityRecord) -> ActivityLine:
        """The line of an activity."""
        return ActivityLine(
            id=record.id,
            type=record.type,
            title=record.title or record.series,
            status=record.status,
            when=record.when,
            reason=record.reason,
            place=record.place,
            parties=tuple((role, self.name(code)) for role, code in record.parties),
            persons=record.persons,
            domains=record.domains,
            agreement=record.agreement,
            background=record.recalled,
            history=tuple(StatusLine(status=entry.status, when=entry.when) for entry in record.history),
            sources=self.sources(record.sources),
        )

    def event(self, record: EventRecord) -> EventLine:
        """The line of an event."""
        return EventLine(
            id=record.id,
            type=record.type,
            mode=record.mode,
            when=record.when,
            place=record.place,
            actors=self.names(code for role, code in record.parties if role == "actor"),
            recipients=self.names(code for role, code in record.parties if role == "recipient"),
            modality=record.modality,
            background=record.background,
            intensity=record.intensity,
            sources=self.sources(record.sources),
        )

    def statement(self, record: StatementRecord) -> StatementLine:
        """The line of a statement."""
        channel = record.channel
        return StatementLine(
            id=record.id,
            speaker=record.speaker,
            state=self.name(record.state) if record.state else None,
            office=record.office,
            joint=self.names(record.joint),
            addressees=self.names(record.addressees),
            direct=record.direct,
            said=record.said,
            topics=record.topics,
            stance=record.stance,
            channel=(channel.name or channel.kind) if channel else None,
            when=record.when,
            background=record.background,
            sources=self.sources(record.sources),
        )


def citations_of(record: AnyRecord) -> tuple[Citation, ...]:
    """All sources of a record."""
    return getattr(record, "sources", ())
