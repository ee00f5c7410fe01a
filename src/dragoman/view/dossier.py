"""What the record holds of two states, and of any selection of records: lists that terminal, pages and JSON all show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from dragoman.model.record import ActivityRecord, AgreementRecord, AnyRecord, EventRecord, StatementRecord
from dragoman.model.text import Document
from dragoman.view.lines import ActivityLine, EventLine, StatementLine, Words, citations_of
from dragoman.view.timeline import Timeline, timeline
from dragoman.view.tracker import Tracker, track

R = TypeVar("R", bound=AnyRecord)
UNKNOWN = "9999"  # sorts what has no date after what has


class Shelf(Protocol):
    """Where records and their documents are."""

    def records(self, kind: type[R], states: Collection[str] = ()) -> Iterator[R]:
        """All records of a kind in which all of these states take part."""

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """These documents, by id."""

    def found_records(self, names: Iterable[tuple[str, str]]) -> list[AnyRecord]:
        """The records of these kinds and ids, so far as there are such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is recorded between two states: agreements by their first date, the rest by date; what has none comes last.

    ``timeline`` tells steps, activities and events in one order.
    """

    codes: tuple[str, ...]
    states: tuple[str, ...]
    reports: int
    copies: int
    outlets: tuple[str, ...]
    first_report: str | None
    last_report: str | None
    agreements: tuple[Tracker, ...]
    activities: tuple[ActivityLine, ...]
    events: tuple[EventLine, ...]
    statements: tuple[StatementLine, ...]
    timeline: Timeline


def dossier(shelf: Shelf, states: Sequence[str], names: Mapping[str, str]) -> Dossier:
    """The dossier of two states (or more: then of what all of them take part in).

    Statements are those that speakers of these states made in the reports that tell of the rest.
    """
    agreements = list(shelf.records(AgreementRecord, states))
    activities = list(shelf.records(ActivityRecord, states))
    events = list(shelf.records(EventRecord, states))
    dealings: list[AnyRecord] = [*agreements, *activities, *events]
    reports = {citation.document for record in dealings for citation in citations_of(record)}
    statements = [
        record
        for state in states
        for record in shelf.records(StatementRecord, (state,))
        if state in {record.state, *(code.partition(":")[0] for code in record.joint)}
        and any(citation.document in reports for citation in record.sources)
    ]
    words = Words(shelf, names, [*dealings, *statements])
    told = sorted(words.documents.values(), key=lambda document: (document.published or UNKNOWN, document.id))
    dated = [document.published for document in told if document.published]
    lives = trackers(agreements, words)
    done = activity_lines(activities, words)
    happened = event_lines(events, words)
    return Dossier(
        codes=tuple(states),
        states=tuple(words.name(state) for state in states),
        reports=len(told),
        copies=sum(document.duplicate_of is not None for document in told),
        outlets=tuple(sorted({document.outlet for document in told if document.outlet})),
        first_report=dated[0] if dated else None,
        last_report=dated[-1] if dated else None,
        agreements=lives,
        activities=done,
        events=happened,
        statements=statement_lines(statements, words),
        timeline=timeline(lives, done, happened),
    )


def trackers(records: Iterable[AgreementRecord], words: Words) -> tuple[Tracker, ...]:
    """Agreements by their first date."""
    return tuple(sorted((track(record, words) for record in records), key=lambda one: (one.began or UNKNOWN, one.title, one.id)))


def activity_lines(records: Iterable[ActivityRecord], words: Words) -> tuple[ActivityLine, ...]:
    """Activities by date."""
    return tuple(sorted((words.activity(record) for record in records), key=_by_date))


def event_lines(records: Iterable[EventRecord], words: Words) -> tuple[EventLine, ...]:
    """Events by date."""
    return tuple(sorted((words.event(record) for record in records), key=_by_date))


def statement_lines(records: Iterable[StatementRecord], words: Words) -> tuple[StatementLine, ...]:
    """Statements by date."""
    return tuple(sorted((words.statement(record) for record in records), key=_by_date))


def _by_date(line: ActivityLine | EventLine | StatementLine) -> tuple[str, str, int, str]:
    first = line.sources[0]
    start = line.when.start if line.when and line.when.start else None
    return (start or UNKNOWN, first.published or UNKNOWN, first.start, line.id)
