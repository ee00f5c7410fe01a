"""Steps that were announced, and whether later reports tell that they were taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.model.record import LifeEntry, Outcome, Promise
from dragoman.model.when import When
from dragoman.reconcile.choosing import choose
from dragoman.reconcile.sources import Telling, order, sources
from dragoman.reconcile.times import Days, day_of, days_of

# News calls one act of a parliament by either name; who announced the one is satisfied by the other.
KEPT_BY: Mapping[str, tuple[str, ...]] = {
    "approved": ("approved", "ratified"),
    "ratified": ("ratified", "approved"),
    "agreed": ("agreed", "initialled", "signed"),
    "initialled": ("initialled", "signed"),
    "extended": ("extended",),
}
BY_PARTY = frozenset({"approved", "ratified"})  # each party takes these for itself, so a plan of all is one plan of each
IN_TIME_DAYS = 3  # a vote on the night after the day announced keeps the promise
Plan = tuple[str, str | None, Telling]


def settle(done: Sequence[LifeEntry], plans: Sequence[Plan], parties: Sequence[str]) -> tuple[list[LifeEntry], list[LifeEntry]]:
    """Entries done, each with the promises that it keeps, and new entries for what is promised still."""
    kept: dict[int, list[Promise]] = defaultdict(list)
    still: dict[tuple[str, str | None], list[Telling]] = defaultdict(list)
    for (stage, party), tellings in sorted(_each(done, plans, parties).items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for telling in tellings:
            number = _keeper(stage, party, telling, done)
            if number is None:
                still[stage, party].append(telling)
            else:
                kept[number].append(_promise(telling, done[number]))
    entries = [replace(entry, promises=_together(kept[number])) for number, entry in enumerate(done)]
    return entries, [_open(stage, party, tellings) for (stage, party), tellings in still.items()]


def _each(done: Sequence[LifeEntry], plans: Sequence[Plan], parties: Sequence[str]) -> dict[tuple[str, str | None], list[Telling]]:
    """Plans by stage and party; a plan of all is one of each party where the reports tell the step party by party."""
    single = {entry.stage for entry in done if entry.party is not None} | {stage for stage, party, _ in plans if party is not None}
    found: dict[tuple[str, str | None], list[Telling]] = defaultdict(list)
    for stage, party, telling in plans:
        apart = party is None and stage in BY_PARTY and any(name in single for name in KEPT_BY[stage])
        for one in parties if apart else (party,):
            found[stage, one].append(telling)
    return found


def _keeper(stage: str, party: str | None, telling: Telling, done: Sequence[LifeEntry]) -> int | None:
    """The number of the entry that keeps the plan: the same step, else one that serves for it, not before the plan was told."""
    told = day_of(telling.report.published)
    for name in KEPT_BY.get(stage, (stage,)):
        for number, entry in enumerate(done):
            if entry.stage != name or entry.party not in {None, party}:
                continue
            days = days_of(entry.when)
            if days is None or told is None or days.last >= told or (name == stage and _meets(telling.when, days)):
                return number
    return None


def _meets(when: When | None, days: Days) -> bool:
    planned = days_of(when)
    return planned is not None and planned.meets(days)


def _promise(telling: Telling, entry: LifeEntry) -> Promise:
    planned, days = days_of(telling.when), days_of(entry.when)
    outcome: Outcome = "late" if planned and days and days.first - planned.last > IN_TIME_DAYS else "kept"
    told = [source for value in entry.values if value.standing in {"chosen", "agrees"} for source in value.sources]
    return Promise(when=telling.when, sources=(telling.citation,), outcome=outcome, kept_by=sources(told))


def _together(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Promises of one date are one, with all who told it."""
    found: dict[tuple[str | None, str | None], list[Promise]] = defaultdict(list)
    for promise in promises:
        when = promise.when if days_of(promise.when) else None
        found[(when.start, when.end) if when else (None, None)].append(promise)
    told = [replace(same[0], sources=sources(source for promise in same for source in promise.sources)) for same in found.values()]
    return tuple(sorted(told, key=lambda promise: order(promise.sources[0])))


def _open(stage: str, party: str | None, tellings: Sequence[Telling]) -> LifeEntry:
    """What is announced and no report tells as done: the latest plan is the one that stands."""
    latest = max(tellings, key=lambda telling: order(telling.citation))
    same_day = [telling for telling in tellings if telling.report.published == latest.report.published]
    choice = choose(same_day)
    open_promises = _together([Promise(when=t.when, sources=(t.citation,), outcome="open") for t in tellings])
    dated = any(days_of(telling.when) for telling in tellings)
    reason = choice.reason if len(same_day) == len(tellings) or not dated else "the latest plan told"
    values = choose(tellings).values
    return LifeEntry(stage=stage, party=party, status="planned", when=choice.when, reason=reason, values=values, promises=open_promises)
