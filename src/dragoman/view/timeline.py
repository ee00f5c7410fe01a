"""Agreements, activities and events in one order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.model.when import When
from dragoman.view.lines import ActivityLine, EventLine, SourceLine
from dragoman.view.tracker import Tracker

UNKNOWN = "9999"  # sorts what has no date after what has


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One thing that happened; ``record`` is the id of the agreement, activity or event it belongs to."""

    when: When | None
    kind: Literal["agreement", "activity", "event"]
    record: str
    what: str
    who: str
    background: bool
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened, by date; what has none is left out."""

    lines: tuple[TimelineLine, ...]


def timeline(agreements: Iterable[Tracker], activities: Iterable[ActivityLine], events: Iterable[EventLine]) -> Timeline:
    """The timeline of these.

    An event told by the same sentences as a step or an activity of the same day is that step or activity (signing is also an
    event), and is not told again.
    """
    told = [*_steps(agreements), *_activities(activities)]
    known = {(line.when.start if line.when else None, source.document, source.start) for line in told for source in line.sources}
    lines = [line for line in (*told, *_events(events, known)) if line.when and line.when.start]
    return Timeline(lines=tuple(sorted(lines, key=_by_date)))


def _steps(agreements: Iterable[Tracker]) -> Iterator[TimelineLine]:
    for agreement in agreements:
        for stage in agreement.life:
            if stage.status == "done" and not stage.derived:
                yield TimelineLine(
                    when=stage.when,
                    kind="agreement",
                    record=agreement.id,
                    what=f"{stage.stage}: {agreement.title}",
                    who=stage.party or agreement.between,
                    background=agreement.background,
                    sources=tuple(source for value in stage.values for source in value.sources),
                )


def _activities(activities: Iterable[ActivityLine]) -> Iterator[TimelineLine]:
    for activity in activities:
        yield TimelineLine(
            when=activity.when,
            kind="activity",
            record=activity.id,
            what=" ".join(filter(None, (activity.type, activity.title))) + f" ({activity.status})",
            who=" - ".join(dict.fromkeys(name for _, name in activity.parties)),
            background=activity.background,
            sources=activity.sources,
        )


def _events(events: Iterable[EventLine], known: set[tuple[str | None, str, int]]) -> Iterator[TimelineLine]:
    for event in events:
        start = event.when.start if event.when else None
        if all((start, source.document, source.start) in known for source in event.sources):
            continue
        yield TimelineLine(
            when=event.when,
            kind="event",
            record=event.id,
            what=coded(event),
            who=sides(event.actors, event.recipients),
            background=event.background,
            sources=event.sources,
        )


def coded(event: EventLine) -> str:
    """Type and mode, and the modality where it is not asserted: "CONSULT/visit (planned)"."""
    mode = f"/{event.mode}" if event.mode else ""
    return f"{event.type}{mode}{f' ({event.modality})' if event.modality != 'asserted' else ''}"


def sides(actors: Sequence[str], recipients: Sequence[str]) -> str:
    """Who to whom: "Turkey -> Azerbaijan"."""
    return ", ".join(actors) + (f" -> {', '.join(recipients)}" if recipients else "")


def _by_date(line: TimelineLine) -> tuple[str, str, str, str, str]:
    start = line.when.start if line.when and line.when.start else UNKNOWN
    first = line.sources[0] if line.sources else None
    return (start, line.kind, first.published or UNKNOWN if first else UNKNOWN, line.what, line.record)
