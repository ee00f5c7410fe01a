"""Contradicting dates side by side, the one that is taken, and why.

Sources are counted once however often they were copied; a correction speaks in place of the report it corrects. Of two dates that
both can be true the more exact one is taken; of dates that contradict each other the one that more reports tell, then the one told
nearest to the day, then the earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.model.record import DatedValue, Standing
from dragoman.model.when import When
from dragoman.reconcile.sources import Telling, order, sources
from dragoman.reconcile.times import SOFT, Days, day_of, days_of

BASES = ("stated", "relative", "published", "vague", "open")
PAIR = 2
NEAR_PUBLICATION = 3  # days: news of an act that gives no date appears this soon after it


@dataclass(slots=True)
class Value:
    """One date and who tells it. ``withdrawn`` where all who told it have taken it back."""

    when: When
    days: Days
    tellings: list[Telling] = field(default_factory=list)
    withdrawn: bool = False

    @property
    def firm(self) -> bool:
        """Whether a text itself tells the date."""
        return self.when.basis not in SOFT

    @property
    def origins(self) -> set[str]:
        """The independent sources that tell it."""
        return {telling.report.origin for telling in self.tellings}

    @property
    def distance(self) -> int:
        """Days from the date to the nearest report that tells it."""
        told = [abs(day - self.days.first) for t in self.tellings if (day := day_of(t.report.published)) is not None]
        return min(told, default=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The date taken (None where no report gives one), why, and all that were told."""

    when: When | None
    reason: str
    values: tuple[DatedValue, ...]


def choose(tellings: Iterable[Telling]) -> Choice:
    """Choose among the dates told of one act."""
    told = sorted(tellings, key=lambda telling: order(telling.citation))
    values = _values(told)
    undated = tuple(telling for telling in told if days_of(telling.when) is None)
    _withdraw(values)
    standing = [value for value in values if not value.withdrawn] or values
    if not standing:
        when = next((telling.when for telling in told if telling.when is not None), None)
        return Choice(when=when, reason="no report gives a date", values=_shown([], None, undated))
    firm = [value for value in standing if value.firm]
    if firm:
        standing, silent = _silent(standing, firm)
        values = [value for value in values if value not in silent]
        undated += tuple(telling for value in silent for telling in value.tellings)
    candidates = firm or _soft(standing)
    exact = [value for value in candidates if not any(_narrows(other, value) for other in candidates)]
    best = min(
        exact, key=lambda value: (-len(_agreeing(value, standing)), value.days.length, value.distance, value.days.first, value.days.last)
    )
    return Choice(when=best.when, reason=_reason(best, exact, standing, values), values=_shown(values, best, undated))


def _values(told: Sequence[Telling]) -> list[Value]:
    """The different dates, each with the surest basis on which it is told, in order of time."""
    found: dict[tuple[str | None, str | None], Value] = {}
    for telling in told:
        days = days_of(telling.when)
        if telling.when is None or days is None:
            continue
        key = (telling.when.start, telling.when.end or telling.when.start)
        value = found.setdefault(key, Value(telling.when, days))
        if BASES.index(telling.when.basis) < BASES.index(value.when.basis):
            value.when = telling.when
        value.tellings.append(telling)
    for value in found.values():
        value.when = replace(value.when, timex=min((t.when.timex for t in value.tellings if t.when and t.when.timex), default=None))
    return sorted(found.values(), key=lambda value: (value.days.first, value.days.last, value.when.start or "", value.when.end or ""))


def _withdraw(values: Sequence[Value]) -> None:
    """Mark dates told only by reports whose correction tells another; the day of publication is nothing to be taken back."""
    said: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        for telling in value.tellings:
            said[telling.report.id].append(value)
    for value in values:
        value.withdrawn = value.firm and all(
            telling.report.corrected_by is not None
            and bool(said[telling.report.corrected_by])
            and not any(other.days.meets(value.days) for other in said[telling.report.corrected_by])
            for telling in value.tellings
        )


def _silent(standing: Sequence[Value], firm: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """The values that say something, and those that only say when the report appeared, after a day that others tell."""
    first = min(value.days.first for value in firm)
    silent = [
        value for value in standing if not value.firm and first <= value.days.last and not any(_agrees(other, value) for other in firm)
    ]
    return [value for value in standing if value not in silent], silent


def _soft(values: Sequence[Value]) -> list[Value]:
    """Days of publication before vague intervals."""
    return [value for value in values if value.when.basis == "published"] or list(values)


def _narrows(narrow: Value, wide: Value) -> bool:
    """Whether the first is the same time told more exactly."""
    return (
        narrow is not wide
        and wide.days.first <= narrow.days.first
        and narrow.days.last <= wide.days.last
        and narrow.days.length < wide.days.length
    )


def _agrees(value: Value, other: Value) -> bool:
    """Whether the other date can be the same as this one: it shares a day with it, or is the day of publication soon after."""
    if other.when.basis == "published":
        return 0 <= other.days.first - value.days.last <= NEAR_PUBLICATION or value.days.meets(other.days)
    return value.days.meets(other.days)


def _agreeing(value: Value, standing: Sequence[Value]) -> set[str]:
    return {origin for other in standing if _agrees(value, other) for origin in other.origins}


def _reason(best: Value, exact: Sequence[Value], standing: Sequence[Value], values: Sequence[Value]) -> str:
    everyone = {origin for value in standing for origin in value.origins}
    agreeing = _agreeing(best, standing)
    corrected = next((t.report for v in values if v.withdrawn for t in v.tellings), None)
    parts = []
    if len(everyone) == 1:
        parts.append(
            "one report"
            if best.firm
            else "one report, which gives no day"
            if best.when.basis == "vague"
            else "day of publication of the only report"
        )
    elif len(agreeing) == len(everyone):
        several = {(value.when.start, value.when.end) for value in standing if value.firm}
        parts.append(
            f"{'most exact; ' if len(several) > 1 else ''}{'both' if len(everyone) == PAIR else f'all {len(everyone)}'} reports agree"
        )
    else:
        rivals = [value for value in exact if value is not best]
        most = max((len(_agreeing(value, standing)) for value in rivals), default=0)
        parts.append(f"told by {len(agreeing)} of {len(everyone)} reports")
        if most == len(agreeing):
            nearest = all(value.distance > best.distance for value in rivals if len(_agreeing(value, standing)) == most)
            parts.append("nearest to the day" if nearest else "the earlier date")
    if corrected is not None:
        parts.append(f"{corrected.outlet or corrected.id} has corrected its report")
    return "; ".join(parts)


def _shown(values: Sequence[Value], best: Value | None, undated: Sequence[Telling]) -> tuple[DatedValue, ...]:
    """All dates told, the chosen one first, then those that agree, contradict, were withdrawn; last the reports that give none."""
    ranks: tuple[Standing, ...] = ("chosen", "agrees", "contradicts", "withdrawn")

    def standing(value: Value) -> Standing:
        if value is best:
            return "chosen"
        if value.withdrawn:
            return "withdrawn"
        return "agrees" if best is not None and _agrees(best, value) else "contradicts"

    shown = [DatedValue(when=value.when, standing=standing(value), sources=sources(t.citation for t in value.tellings)) for value in values]
    shown.sort(key=lambda value: ranks.index(value.standing))
    if undated:
        shown.append(DatedValue(when=None, standing="agrees", sources=sources(telling.citation for telling in undated)))
    return tuple(shown)
