"""The life of one agreement: its stages with dates, contradictions and promises, in order of time, and where it stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import Step
from dragoman.model.mention import Place
from dragoman.model.record import Citation, LifeEntry, LifeStatus
from dragoman.model.when import When
from dragoman.reconcile.agreements.promises import settle
from dragoman.reconcile.choosing import choose
from dragoman.reconcile.sources import Report, Telling, bound_in, time_told
from dragoman.reconcile.times import days_of, iso

# A step that has been taken implies these, in law (Vienna Convention on the Law of Treaties, articles 11 to 18, 24, 54 to 62).
IMPLIES: Mapping[str, tuple[str, ...]] = {
    "approved": ("signed",),
    "ratified": ("signed",),
    "in force": ("signed",),
    "extended": ("in force", "signed"),
    "suspended": (),
    "terminated": (),
}
SIGNED = "signed"
REPEATED = frozenset({"proposed", "negotiated", "implemented", "amended", "extended", "suspended", "violated", "rejected"})
ONE_TIME_DAYS = 30  # tellings of a step that can be repeated are of one occasion if they lie no further apart
LADDER = ("proposed", "negotiated", "initialled", "agreed", "signed", "approved", "ratified", "in force")
ENDS = frozenset({"suspended", "terminated", "rejected"})
LASTING = frozenset({"extended"})  # what keeps it in force
EARLIEST, LATEST = 1, 3_652_059  # ordinals of the calendar's first and last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as one report tells it."""

    claim: Step
    report: Report
    citation: Citation

    @property
    def telling(self) -> Telling:
        """The time that the report tells."""
        return Telling(when=time_told(self.claim), report=self.report, citation=self.citation, background=self.claim.background)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The entries in order of time, the stage reached, and by whom where not all parties reached it."""

    entries: tuple[LifeEntry, ...]
    status: str
    reached_by: tuple[str, ...]


def live(steps: Sequence[Taken], parties: Sequence[str], lexicon: Records) -> Life:
    """The life that these steps, all of one agreement between these parties, make together."""
    grouped = _by_stage_and_party(steps, parties, lexicon)
    done, open_entries, plans = [], [], []
    for (stage, party), told in sorted(grouped.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        asserted = [taken for taken in told if taken.claim.modality == "asserted"]
        done += [_entry(stage, party, occasion, "done") for occasion in _occasions(stage, asserted)]
        others = [taken for taken in told if taken.claim.modality != "asserted"]
        plans += [(stage, party, taken) for taken in others if taken.claim.modality == "planned"]
        unsettled = [taken for taken in others if taken.claim.modality != "planned"]
        if unsettled and not asserted:
            open_entries.append(_entry(stage, party, unsettled, _status(unsettled)))
        elif unsettled:
            done = [_doubted(entry, unsettled) if (entry.stage, entry.party) == (stage, party) else entry for entry in done]
    done += list(_derived(done))
    done, promised = settle(done, [(stage, party, taken.telling) for stage, party, taken in plans], parties)
    entries = [_checked(entry, done, lexicon) for entry in done] + [_unless_told(entry, open_entries) for entry in promised] + open_entries
    status, reached_by = _standing(entries, parties)
    return Life(entries=tuple(sorted(entries, key=lambda entry: _place(entry, entries, lexicon))), status=status, reached_by=reached_by)


def _by_stage_and_party(steps: Iterable[Taken], parties: Sequence[str], lexicon: Records) -> dict[tuple[str, str | None], list[Taken]]:
    """The steps of each stage for each party that took them, None for all; what all take together is one entry.

    A treaty of many each state signs on a day of its own.
    """
    found: dict[tuple[str, str | None], list[Taken]] = defaultdict(list)
    for taken in steps:
        claim = taken.claim
        by = bound_in(claim.parties, "by")
        alone = claim.stage == SIGNED and claim.agreement in lexicon.many
        if not by or (not alone and (claim.stage in lexicon.mutual or set(by) >= set(parties))):
            found[claim.stage, None].append(taken)
        else:
            for state in by:
                found[claim.stage, state].append(taken)
    return found


def _occasions(stage: str, told: Sequence[Taken]) -> Iterator[list[Taken]]:
    """One group for a step that is taken once; of others one for each time that it was taken.

    Undated tellings go to the last time before their report.
    """
    if not told:
        return
    if stage not in REPEATED:
        yield list(told)
        return
    dated = sorted((taken for taken in told if days_of(taken.telling.when)), key=lambda taken: _first(taken.telling.when))
    groups: list[list[Taken]] = []
    for taken in dated:
        if groups and _first(taken.telling.when) - _first(groups[-1][-1].telling.when) <= ONE_TIME_DAYS:
            groups[-1].append(taken)
        else:
            groups.append([taken])
    undated = [taken for taken in told if not days_of(taken.telling.when)]
    if undated and not groups:
        groups.append([])
    for taken in undated:
        before = [group for group in groups if group and group[0] in dated and _first(group[0].telling.when) <= _published(taken)]
        (before[-1] if before else groups[0]).append(taken)
    yield from groups


def _first(when: When | None) -> int:
    days = days_of(when)
    return days.first if days else LATEST


def _last(when: When | None) -> int:
    days = days_of(when)
    return days.last if days else LATEST


def _published(taken: Taken) -> int:
    return _first(When(start=taken.report.published)) if taken.report.published else LATEST


def _entry(stage: str, party: str | None, told: Sequence[Taken], status: LifeStatus) -> LifeEntry:
    choice = choose(taken.telling for taken in told)
    return LifeEntry(
        stage=stage,
        party=party,
        status=status,
        when=choice.when,
        reason=choice.reason,
        values=choice.values,
        place=_place_of(told),
        signatories=_signatories(told),
    )


def _signatories(told: Iterable[Taken]) -> tuple[str, ...]:
    """Persons by name; where no report names one, their offices."""
    parties = [party for taken in told for party in taken.claim.parties if party.role == "signatory"]
    persons = {party.person for party in parties if party.person}
    return tuple(sorted(persons or {party.name for party in parties if party.name}))


def _place_of(told: Iterable[Taken]) -> Place | None:
    """The place most reports tell."""
    found: dict[str, tuple[set[str], Place]] = {}
    for taken in told:
        if taken.claim.place:
            found.setdefault(taken.claim.place.name, (set(), taken.claim.place))[0].add(taken.report.origin)
    return min(found.values(), key=lambda item: (-len(item[0]), item[1].name))[1] if found else None


def _status(told: Sequence[Taken]) -> LifeStatus:
    """What the latest report says of a step that none tells as done."""
    latest = max(told, key=lambda taken: (taken.report.published or "", taken.citation.document, taken.citation.start))
    modality = latest.claim.modality
    return "done" if modality == "asserted" else modality


def _doubted(entry: LifeEntry, told: Sequence[Taken]) -> LifeEntry:
    """The entry with what speaks against it: a report that denies it after the day it is said to have been done."""
    day = days_of(entry.when)
    against = sorted(
        {
            f"denied in a report of {taken.report.published}"
            for taken in told
            if taken.claim.modality == "denied" and day and _published(taken) > day.last and taken.report.published
        }
    )
    return replace(entry, issues=entry.issues + tuple(against)) if against else entry


def _derived(done: Sequence[LifeEntry]) -> Iterator[LifeEntry]:
    """Stages that no report tells but that others imply; known only to lie before those."""
    told = {entry.stage for entry in done}
    implied: dict[str, list[LifeEntry]] = defaultdict(list)
    for entry in done:
        for stage in IMPLIES.get(entry.stage, ()):
            if stage not in told:
                implied[stage].append(entry)
    for stage, by in sorted(implied.items()):
        last = [days.last for entry in by if (days := days_of(entry.when))]
        when = When(end=iso(min(last)), basis="open") if last else None
        names = ", ".join(sorted({entry.stage for entry in by}))
        yield LifeEntry(stage=stage, party=None, status="done", when=when, reason=f"implied: {names}", values=(), derived=True)


def _checked(entry: LifeEntry, done: Sequence[LifeEntry], lexicon: Records) -> LifeEntry:
    """The entry with an issue for each stage that comes before it in an orderly life but is dated after it."""
    days = days_of(entry.when)
    if days is None:
        return entry
    issues = []
    before = _before(entry.stage, lexicon.stages)
    for other in done:
        if other.stage in before and (other.party is None or entry.party in {None, other.party}):
            theirs = days_of(other.when)
            if theirs is not None and theirs.first > days.last and other.stage not in REPEATED:
                issues.append(f"{entry.stage} ({_told(entry)}) before {other.stage} ({_told(other)})")
    return replace(entry, issues=entry.issues + tuple(sorted(set(issues)))) if issues else entry


def _told(entry: LifeEntry) -> str:
    return entry.when.start or "" if entry.when else ""


def _before(stage: str, stages: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All stages that come before one, however far."""
    found: set[str] = set()
    waiting = list(stages.get(stage, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += stages.get(one, ())
    return frozenset(found)


def _unless_told(entry: LifeEntry, others: Sequence[LifeEntry]) -> LifeEntry:
    """A promise beside a denial of the same step is noted."""
    denied = any(other.stage == entry.stage and other.party in {None, entry.party} and other.status == "denied" for other in others)
    return replace(entry, issues=(*entry.issues, "a report denies it")) if denied else entry


def _standing(entries: Sequence[LifeEntry], parties: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The stage reached last, and who reached it where not all did."""
    done = [entry for entry in entries if entry.status == "done"]
    reached = [entry for entry in done if entry.stage in LADDER or entry.stage in LASTING]
    top = max(reached, key=_height, default=None)
    bound = [entry for entry in reached if entry.stage in LASTING or entry.stage in LADDER[LADDER.index("signed") :]]
    since = max((_first(entry.when) for entry in bound if days_of(entry.when)), default=EARLIEST)
    ended = [entry for entry in done if entry.stage in ENDS and _last(entry.when) >= since]
    if ended:
        last = max(ended, key=lambda entry: (_first(entry.when), entry.stage))
        return last.stage, _who(last.stage, done, parties)
    if top is not None:
        return ("in force" if top.stage in LASTING else top.stage), _who(top.stage, done, parties)
    unsettled = {entry.status for entry in entries}
    return next((status for status in ("alleged", "planned", "conditional", "denied") if status in unsettled), "unknown"), ()


def _height(entry: LifeEntry) -> int:
    return len(LADDER) if entry.stage in LASTING else LADDER.index(entry.stage)


def _who(stage: str, done: Sequence[LifeEntry], parties: Sequence[str]) -> tuple[str, ...]:
    who = {entry.party for entry in done if entry.stage == stage}
    return () if None in who or who >= set(parties) else tuple(sorted(party for party in who if party))


def _place(entry: LifeEntry, entries: Sequence[LifeEntry], lexicon: Records) -> tuple[int, int, int, str]:
    """What is done stands before what is not, by date; undated stages after those that come before them in a life."""
    ranks = {stage: number for number, stage in enumerate(lexicon.stages)}
    rank = ranks.get(entry.stage, len(ranks))
    days = days_of(entry.when)
    if days is not None:
        day = days.first
    elif entry.derived:
        day = min(
            (d.first for other in entries if entry.stage in IMPLIES.get(other.stage, ()) and (d := days_of(other.when))), default=EARLIEST
        )
    else:
        earlier = [
            d.first for other in entries if other.status == "done" and ranks.get(other.stage, 0) <= rank and (d := days_of(other.when))
        ]
        day = max(earlier, default=EARLIEST)
    return (entry.status != "done", day, rank, entry.party or "")
