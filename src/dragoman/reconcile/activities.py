"""Which exercises, visits, meetings and the like of many reports are one, and what became of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.model.claim import Activity, Status
from dragoman.model.record import ActivityRecord, StatusEntry
from dragoman.model.text import digest
from dragoman.model.when import When
from dragoman.reconcile.choosing import choose
from dragoman.reconcile.clusters import Judged, Link, cluster
from dragoman.reconcile.judging import Verdicts
from dragoman.reconcile.parties import Pairs, agreed, most, pairs_of, place_in, states_in
from dragoman.reconcile.sources import Report, Telling, cite, order, sources, time_told
from dragoman.reconcile.times import Days, day_of, days_of, firm

# Days that may lie between two tellings of one activity: reports date it by its beginning, its end or the day they write.
APART: Mapping[str, int] = {"exercise": 14, "training": 14, "visit": 3, "meeting": 1, "call": 1, "project": 60}
MOVED_DAYS = 60  # a plan may be moved by this much and still be the same, if it has a name
LONG_DAYS = 60  # a longer time tells a habit ("exercises since 2013"), not one activity
NEIGHBOURS = 30  # a telling is compared with this many nearest in time
NEWS_DAYS = 3  # news that gives no day tells of the last days
SEASON_DAYS = 200  # more than half a year away is the next of an annual series
PAIR = 2
MOST_STATES = 6  # of more states not every pair makes a key
YEAR = re.compile(r"[\s-]*\b(?:19|20)\d\d\b|[\s-]*\b\d{1,2}\b(?=$|\s*\))")
ORDER: tuple[Status, ...] = ("planned", "postponed", "cancelled", "under way", "held")  # of one day the later in this list holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one claim tells of an activity."""

    claim: Activity
    telling: Telling
    pairs: Pairs
    states: frozenset[str]
    name: str
    year: str
    days: Days | None


Agreements = Mapping[tuple[str, str], str]  # ids of agreements by document and what it calls them


def assemble_activities(told: Iterable[tuple[Activity, Report]], verdicts: Verdicts, agreements: Agreements) -> list[ActivityRecord]:
    """All activities."""
    known = sorted((told_of(claim, report) for claim, report in told), key=lambda one: order(one.telling.citation))
    place = {one.claim.id: number for number, one in enumerate(known)}

    def may_join(left: Sequence[int], right: Sequence[int]) -> bool:
        return all(_one(known[a], known[b]) for a in left[:NEIGHBOURS] for b in right[:NEIGHBOURS])

    groups = cluster(len(known), _links(known), may_join, Judged.of(verdicts.same, verdicts.different, place))
    return [_record([known[number] for number in group], agreements) for group in groups]


def told_of(claim: Activity, report: Report) -> Told:
    """What a claim tells."""
    pairs = pairs_of(claim.parties)
    written = claim.title or claim.series or ""
    year = re.search(r"\b(?:19|20)\d\d\b", written)
    telling = Telling(when=time_told(claim), report=report, citation=cite(claim, report), background=claim.background)
    return Told(
        claim=claim,
        telling=telling,
        pairs=pairs,
        states=states_in(pairs),
        name=YEAR.sub("", claim.series or written).strip().lower(),
        year=year[0] if year else "",
        days=_days(claim, telling.when),
    )


def _days(claim: Activity, when: When | None) -> Days | None:
    """When it was, None where only a habit or nothing is told."""
    days = days_of(when)
    if days is None or days.length > LONG_DAYS:
        return None
    return days if firm(when) or claim.status == "planned" else Days(days.first - NEWS_DAYS, days.last)


def _links(known: Sequence[Told]) -> Iterator[Link]:
    keyed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for key in keys_of(one):
            keyed[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in keyed.values():
        numbers.sort(key=lambda number: (_time(known[number]), number))
        for place, first in enumerate(numbers):
            for second in numbers[place + 1 : place + 1 + NEIGHBOURS]:
                pair = (min(first, second), max(first, second))
                if pair not in seen:
                    seen.add(pair)
                    score = _likeness(known[first], known[second])
                    if score > 0:
                        yield (score, *pair)


def keys_of(one: Told) -> Iterator[tuple[str, ...]]:
    """Tellings are compared if they share one of these."""
    if one.name:
        yield (one.claim.type, "name", one.name)
    if one.days is None:
        yield (one.claim.type, "copy", one.telling.report.origin)
    else:
        for a, b in combinations(sorted(one.states)[:MOST_STATES], 2):
            yield (one.claim.type, a, b)


def _time(one: Told) -> int:
    return one.days.first if one.days else day_of(one.telling.report.published) or 0


def _likeness(a: Told, b: Told) -> float:
    """How surely two tellings are of one activity; 0 where they are not."""
    if not _one(a, b):
        return 0.0
    same_name = bool(a.name) and a.name == b.name
    near = 1 / (1 + a.days.gap(b.days)) if a.days and b.days else 0.2
    return same_name + 0.5 * (a.states == b.states) + 0.4 * near + 0.1 * _same_place(a, b)


def _same_place(a: Told, b: Told) -> bool:
    return a.claim.place is not None and b.claim.place is not None and a.claim.place.name == b.claim.place.name


def _one(a: Told, b: Told) -> bool:
    """Whether nothing speaks against two tellings being of one activity."""
    if a.claim.type != b.claim.type or (a.name and b.name and a.name != b.name) or (a.year and b.year and a.year != b.year):
        return False
    same_name = bool(a.name) and a.name == b.name
    common = len(a.states & b.states)
    if not (a.states <= b.states or b.states <= a.states or (same_name and common)):
        return False
    if common < PAIR and not same_name and len(a.states | b.states) > 1:
        return False
    if a.claim.type == "visit" and not _same_way(a, b):
        return False
    if a.telling.report.id == b.telling.report.id and not same_name:
        return a.days is not None and a.days == b.days and a.states == b.states
    if a.days is None and b.days is None and a.telling.report.origin == b.telling.report.origin and a.states == b.states:
        return True
    if a.days is None or b.days is None:
        return same_name and (a.year == b.year or not (a.year and b.year)) and _same_year(a, b)
    planned = "planned" in {a.claim.status, b.claim.status} or "postponed" in {a.claim.status, b.claim.status}
    return a.days.gap(b.days) <= (MOVED_DAYS if same_name and planned else APART.get(a.claim.type, 3))


def _same_year(a: Told, b: Told) -> bool:
    """An undated telling of a named series is of the year of its report."""
    first, second = _time(a), _time(b)
    return abs(first - second) < SEASON_DAYS


def _same_way(a: Told, b: Told) -> bool:
    """Whether the visitors are the same; a visit and its return are two."""
    visitors = [{code.partition(":")[0] for role, code in one.pairs if role == "visitor"} for one in (a, b)]
    return not visitors[0] or not visitors[1] or bool(visitors[0] & visitors[1])


def _record(told: Sequence[Told], agreements: Agreements) -> ActivityRecord:
    claims = [one.claim for one in told]
    status = _status(told)
    happened = [one.telling for one in told if one.claim.status in {"held", "under way"}] or [
        one.telling for one in told if one.claim.status == status
    ]
    choice = choose(happened)
    return ActivityRecord(
        id=digest("activity", min((one.telling.citation for one in told), key=order).claim),
        type=claims[0].type,
        title=_most(claim.title for claim in claims),
        series=_most(claim.series for claim in claims),
        status=status,
        parties=agreed([one.pairs for one in told]),
        persons=tuple(sorted({party.person for claim in claims for party in claim.parties if party.person})),
        when=choice.when,
        reason=choice.reason,
        place=place_in([claim.place for claim in claims]),
        domains=tuple(sorted({domain for claim in claims for domain in claim.domains})),
        subject=_most(claim.subject for claim in claims),
        level=_most(claim.level for claim in claims),
        agreement=_most(agreements.get((one.telling.report.id, one.claim.agreement or "")) for one in told),
        recalled=all(claim.background for claim in claims),
        history=_history(told),
        sources=sources(one.telling.citation for one in told),
    )


def _status(told: Sequence[Told]) -> Status:
    """What the latest report tells; a plan told after it took place is an older plan repeated."""
    begun = [one for one in told if one.claim.status not in {"planned", "postponed"}]
    return max(begun or told, key=lambda one: (one.telling.report.published or "", ORDER.index(one.claim.status))).claim.status


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return most(counted) if counted else None


def _history(told: Sequence[Told]) -> tuple[StatusEntry, ...]:
    """Each status with the date chosen for it, in the order in which reports told them."""
    by_status: dict[Status, list[Telling]] = defaultdict(list)
    for one in told:
        by_status[one.claim.status].append(one.telling)
    entries = [
        StatusEntry(status=status, when=choose(tellings).when, sources=sources(telling.citation for telling in tellings))
        for status, tellings in by_status.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.sources[0].published or "9999", ORDER.index(entry.status))))
