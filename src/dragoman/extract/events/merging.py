"""One happening, one event: mentions of the same event in a report become one claim that keeps the words of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from dragoman.model.claim import Event, Party, claim_id
from dragoman.model.when import When

# Acts of speech are done again with each sentence that tells them; what happened on the ground or at a table is only told again.
OF_SPEECH = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})

DATED, UNDATED = frozenset({"stated", "relative"}), frozenset({"published", "open"})  # bases of a time
LIKELY = "events/likely-"  # begins the rules of events that no frame told: of these no mode is known
PAIR = 2  # states: what one does alone is not put together over sentences
WEAK = 0.6  # score: a mention no surer than this adds nothing beside a sure one of the same parties, whatever its date


def merged(events: list[Event], document: str) -> list[Event]:
    """The events with those that are one put together, in text order; the best evidence comes first."""
    kept: list[Event] = []
    places: dict[Hashable, list[int]] = {}
    for event in events:
        near = sorted({place for key in _keys(event) for place in places.get(key, ())})
        place = next((place for place in near if _same(kept[place], event)), None)
        if place is None:
            place = len(kept)
            kept.append(event)
        else:
            kept[place] = _joined(kept[place], event, document)
        for key in _keys(kept[place]):
            if place not in (found := places.setdefault(key, [])):
                found.append(place)
    return kept


def _keys(event: Event) -> Iterator[Hashable]:
    """What mentions of one event share, at least one of them: the sentence, or parties and modality, of speech also rule and day."""
    yield event.type, event.evidence[0]
    if event.type not in OF_SPEECH:
        yield event.type, _states(event, "actor", "recipient"), event.modality
    elif event.when is not None and event.when.basis in DATED:
        yield event.type, _states(event, "actor", "recipient"), event.modality, event.made_by, event.when


def _states(event: Event, *roles: str) -> frozenset[str]:
    return frozenset((p.actor or p.name or "?").partition(":")[0] for p in event.parties if p.role in roles)


def _same(first: Event, second: Event) -> bool:
    """Whether two mentions tell one event: the same parties, the same modality, compatible dates.

    In one sentence the parties of one may be a part of the other's; two acts of speech told there by different rules are two.
    """
    all_first, all_second = _states(first, "actor", "recipient"), _states(second, "actor", "recipient")
    weak = min(first.score, second.score) <= WEAK
    if first.evidence[0] == second.evidence[0]:
        apart = first.made_by != second.made_by and not weak and (first.type == "AGREE" or _meant_for_others(first, second))
        part = len(all_first & all_second) > 1 and (all_first <= all_second or all_second <= all_first)
        return not apart and (all_first == all_second or part)
    if len(all_first) < PAIR or all_first != all_second or first.modality != second.modality:
        return False
    if first.type in OF_SPEECH:
        return first.made_by == second.made_by and _same_day(first.when, second.when)
    one_mode = first.mode == second.mode or any(event.made_by.startswith(LIKELY) for event in (first, second))
    return one_mode and (weak or _compatible(first.when, second.when))


def _meant_for_others(first: Event, second: Event) -> bool:
    """Whether two acts of speech are told with different recipients: "thanked Chad for its support of Niger"."""
    ones, others = _states(first, "recipient"), _states(second, "recipient")
    return first.type in OF_SPEECH and bool(ones) and bool(others) and not ones & others


def _same_day(first: When | None, second: When | None) -> bool:
    """Whether both times are told in words, and are the same."""
    return first is not None and first == second and first.basis in DATED


def _compatible(first: When | None, second: When | None) -> bool:
    """Whether two times can be one: equal, one inside the other, or one of them only that of publication."""
    if first is None or second is None or first.start is None or second.start is None:
        return True
    if "published" in {first.basis, second.basis}:
        return True
    return first.start.startswith(second.start) or second.start.startswith(first.start)


def _joined(first: Event, second: Event, document: str) -> Event:
    """The event of two mentions: roles and date of the one that says more, evidence of both."""
    better, other = (second, first) if _weight(second) > _weight(first) else (first, second)
    recalled = first.background and second.background
    evidence = tuple(dict.fromkeys((*better.evidence, *other.evidence)))
    when = better.when
    if other.when is not None and (when is None or (when.basis in UNDATED and other.when.basis not in UNDATED)):
        when = other.when
    if when is not None and when.basis not in UNDATED:  # what one mention dates long ago is not the news of another without a date
        dated = [event for event in (first, second) if event.when == when]
        recalled = all(event.background for event in dated)
    known = {p.actor or p.name for p in better.parties}
    more: tuple[Party, ...] = tuple(
        p
        for p in other.parties
        if p.actor and p.actor not in known and p.actor.partition(":")[0] not in _states(better, "actor", "recipient")
    )
    parties = (*better.parties, *more)
    return replace(
        better,
        id=claim_id(document, "event", better.type, None, evidence, parties),
        evidence=evidence,
        parties=parties,
        when=when,
        place=better.place or other.place,
        amounts=better.amounts or other.amounts,
        background=recalled,
        score=max(first.score, second.score),
    )


def _weight(event: Event) -> tuple[int, float]:
    return (len(_states(event, "actor", "recipient")), event.score)
