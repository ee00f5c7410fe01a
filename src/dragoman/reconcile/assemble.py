"""From claims and judgements to records: a pure function, the same for every order and every cut of its input."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import Activity, Event, Provision, Statement, Step
from dragoman.model.reading import Reading
from dragoman.model.record import ActivityRecord, ActorRecord, AgreementRecord, AnyRecord, EventRecord, StatementRecord
from dragoman.reconcile.activities import assemble_activities
from dragoman.reconcile.agreements.grouping import assemble_agreements
from dragoman.reconcile.copies import Relations
from dragoman.reconcile.events import Events
from dragoman.reconcile.judging import Verdicts, apply
from dragoman.reconcile.sources import Report, corrected_by, report_of, state_of
from dragoman.reconcile.statements import Statements

NO_VERDICTS = Verdicts(wrong=frozenset(), corrected={}, same=frozenset(), different=frozenset(), unattached=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """All records, each kind in order of id."""

    agreements: tuple[AgreementRecord, ...]
    activities: tuple[ActivityRecord, ...]
    events: tuple[EventRecord, ...]
    statements: tuple[StatementRecord, ...]
    actors: tuple[ActorRecord, ...]

    @property
    def records(self) -> Iterable[AnyRecord]:
        """All of them."""
        return chain(self.agreements, self.activities, self.events, self.statements, self.actors)


def assemble(readings: Iterable[Reading], relations: Relations, lexicon: Records, verdicts: Verdicts = NO_VERDICTS) -> Assembly:
    """The records that these readings make together.

    ``readings`` are gone through once, so they can be streamed; a document that comes twice counts once. ``relations`` are the copies
    and corrections among all of them (``relate``), ``verdicts`` the judgements attached to their claims (``attach``).
    """
    corrected = corrected_by(relations)
    steps: list[tuple[Step | Provision, Report]] = []
    activities: list[tuple[Activity, Report]] = []
    events, statements = Events(), Statements()
    seen: set[str] = set()
    for reading in readings:
        report = report_of(reading.document, relations, corrected)
        for told in reading.claims:
            if told.id in seen:
                continue
            seen.add(told.id)
            claim = apply(told, verdicts)
            match claim:
                case Event():
                    events.add(claim, report)
                case Step() | Provision():
                    steps.append((claim, report))
                case Activity():
                    activities.append((claim, report))
                case Statement():
                    statements.add(claim, report, reading.document.text)
                case None:
                    pass
    agreements, labels = assemble_agreements(steps, verdicts, lexicon)
    return _assembly(
        agreements=agreements,
        activities=assemble_activities(activities, verdicts, labels),
        events=list(events.records()),
        statements=list(statements.records(verdicts)),
        lexicon=lexicon,
    )


def _assembly(
    *,
    agreements: Sequence[AgreementRecord],
    activities: Sequence[ActivityRecord],
    events: Sequence[EventRecord],
    statements: Sequence[StatementRecord],
    lexicon: Records,
) -> Assembly:
    counts = tally(chain(agreements, activities, events, statements))
    return Assembly(
        agreements=tuple(sorted(agreements, key=lambda record: record.id)),
        activities=tuple(sorted(activities, key=lambda record: record.id)),
        events=tuple(sorted(events, key=lambda record: record.id)),
        statements=tuple(sorted(statements, key=lambda record: record.id)),
        actors=tuple(actor_of(code, counted, lexicon) for code, counted in sorted(counts.items())),
    )


def tally(records: Iterable[AnyRecord]) -> dict[str, Counter[str]]:
    """How many records of each kind every actor takes part in, and the states of those that are organs or groups."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        match record:
            case AgreementRecord():
                _count(counts, "agreement", record.parties)
            case ActivityRecord():
                _count(counts, "activity", (code for _, code in record.parties))
            case EventRecord():
                _count(counts, "event", (code for _, code in record.parties))
            case StatementRecord():
                _count(counts, "statement", (*filter(None, (record.actor,)), *record.joint))
            case ActorRecord():
                pass
    return counts


def actor_of(code: str, counted: Counter[str], lexicon: Records) -> ActorRecord:
    """The record of an actor."""
    return ActorRecord(id=code, name=_name(code, lexicon), counts=tuple(sorted(counted.items())))


def _count(counts: dict[str, Counter[str]], kind: str, codes: Iterable[str]) -> None:
    """Count a record for its actors, and for the states of those that are organs or groups."""
    for counted in {one for code in codes for one in (code, state_of(code) or code)}:
        counts[counted][kind] += 1


def _name(code: str, lexicon: Records) -> str:
    """The name of an actor; of an organ that no table names, that of its state with its sector."""
    state, _, sector = code.partition(":")
    if code in lexicon.names:
        return lexicon.names[code]
    return f"{lexicon.names.get(state, state)} ({sector})" if sector else code
