"""Which events of many reports are one happening: the same type, between the same sides, on one day, told by however many.

A day told firmly gathers the reports of the days after it that give no date. Times told vaguely (a month, a year) join the only event
that they can mean, and stay apart where there are several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.claim import Event
from dragoman.model.mention import Place
from dragoman.model.record import EventRecord
from dragoman.model.text import digest
from dragoman.reconcile.choosing import NEAR_PUBLICATION, choose
from dragoman.reconcile.parties import Pairs, agreed, most, pairs_of, place_in
from dragoman.reconcile.sources import Report, Telling, cite, order, sources, state_of, time_told
from dragoman.reconcile.times import days_of, firm

EXACT_DAYS = 1  # an interval of two days or less is a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one claim tells of an event: little enough that a million fit into memory."""

    telling: Telling
    pairs: Pairs
    coding: tuple[str | None, str | None, int, float]  # mode, CAMEO code, quad class, intensity
    contexts: tuple[str, ...]
    place: Place | None
    score: float


class Events:
    """Gathers the events of readings, in any order."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str, frozenset[tuple[str, str]]], list[Told]] = defaultdict(list)
        self._pairs: dict[Pairs, tuple[Pairs, frozenset[tuple[str, str]]]] = {}

    def add(self, claim: Event, report: Report) -> None:
        """Take in one claim."""
        pairs = pairs_of(claim.parties)
        pairs, sides = self._pairs.setdefault(pairs, (pairs, _sides(pairs)))
        told = Told(
            telling=Telling(when=time_told(claim), report=report, citation=cite(claim, report), background=claim.background),
            pairs=pairs,
            coding=(claim.mode, claim.cameo, claim.quad, claim.intensity),
            contexts=claim.contexts,
            place=claim.place,
            score=claim.score,
        )
        self._buckets[claim.type, claim.modality, sides].append(told)

    def records(self) -> Iterator[EventRecord]:
        """All events."""
        for (kind, modality, _), told in self._buckets.items():
            for happening in _happenings(sorted(told, key=lambda one: order(one.telling.citation))):
                for same_mode in _by_mode(happening):
                    yield _record(kind, modality, same_mode)


def block_of(claim: Event) -> tuple[str, ...]:
    """Only events that share this can be one happening."""
    return (claim.type, claim.modality, *(f"{role} {state}" for role, state in sorted(_sides(pairs_of(claim.parties)))))


def _sides(pairs: Pairs) -> frozenset[tuple[str, str]]:
    """Which states act and which receive; who reports it does not matter."""
    return frozenset((role, state_of(code) or code) for role, code in pairs if role != "reporter")


def _happenings(told: Sequence[Told]) -> Iterator[list[Told]]:
    """The tellings of one type, modality and set of states, by happening."""
    exact: dict[int, list[Told]] = defaultdict(list)
    soft: dict[int, list[Told]] = defaultdict(list)
    wide: dict[tuple[int, int], list[Told]] = defaultdict(list)
    undated: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        days = days_of(one.telling.when)
        if days is None:
            undated[one.telling.report.origin].append(one)
        elif days.length > EXACT_DAYS:
            wide[days.first, days.last].append(one)
        elif firm(one.telling.when):
            exact[days.first].append(one)
        else:
            soft[days.first].append(one)
    for day in sorted(soft):
        home = next((before for before in range(day, day - NEAR_PUBLICATION - 1, -1) if before in exact), None)
        if home is None and day - 1 in soft and day - 1 not in exact:
            home = day - 1
        exact[day if home is None else home].extend(soft[day])
    for (first, last), some in sorted(wide.items()):
        inside = [day for day in exact if first <= day <= last]
        if len(inside) == 1:
            exact[inside[0]].extend(some)
        else:
            yield some
    yield from exact.values()
    yield from undated.values()


def _by_mode(told: Sequence[Told]) -> Iterable[Sequence[Told]]:
    """Tellings of different modes are different events; those without a mode go with the most frequent one."""
    modes = Counter(one.coding[0] for one in told if one.coding[0])
    if len(modes) <= 1:
        return [told]
    main = most(Counter({mode: count for mode, count in modes.items() if mode}))
    return [[one for one in told if (one.coding[0] or main) == mode] for mode in sorted(mode for mode in modes if mode)]


def _record(kind: str, modality: str, told: Sequence[Told]) -> EventRecord:
    citations = sources(one.telling.citation for one in told)
    coding = Counter(one.coding for one in told)
    mode, cameo, quad, intensity = min(coding, key=lambda code: (-coding[code], code[0] is None, str(code)))
    return EventRecord(
        id=digest("event", min((one.telling.citation for one in told), key=order).claim),
        type=kind,
        mode=mode,
        contexts=tuple(sorted({context for one in told for context in one.contexts})),
        cameo=cameo,
        quad=quad,
        parties=agreed([one.pairs for one in told]),
        when=told[0].telling.when if len(told) == 1 else choose(one.telling for one in told).when,
        place=place_in([one.place for one in told]),
        modality=modality,
        background=all(one.telling.background for one in told),
        intensity=intensity,
        score=max(one.score for one in told),
        sources=citations,
    )
