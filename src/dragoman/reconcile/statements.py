"""Which statements of many reports are one: the same words, quoted from speakers of the same state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.claim import Party, Statement
from dragoman.model.record import StatementRecord
from dragoman.model.text import Span, digest
from dragoman.reconcile.choosing import choose
from dragoman.reconcile.clusters import Judged, Link, cluster
from dragoman.reconcile.judging import Verdicts
from dragoman.reconcile.parties import most
from dragoman.reconcile.sources import Report, Telling, cite, order, sources, state_of, time_told

WHOLE = frozenset({"clause", "clause and quote", "source"})  # constructions of indirect speech whose words make a sentence of their own
FEWEST_WORDS = 5  # shorter quotations ("a model for others") can be said twice
WORDS = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one claim tells of a statement, with the words themselves."""

    claim: Statement
    telling: Telling
    speaker: Party | None
    said: str
    quotes: tuple[str, ...]

    @property
    def keys(self) -> tuple[tuple[str, str, str], ...]:
        """Words by which the same statement is known in another report: its longer quotations, all that is reported; in a copy any."""
        who = state_of(self.speaker.actor) or self.speaker.name or "" if self.speaker else ""
        plain = [" ".join(WORDS.findall(text.lower())) for text in (*self.quotes, self.said)]
        origin = self.telling.report.origin
        return tuple((who, text, "" if text.count(" ") + 1 >= FEWEST_WORDS else origin) for text in plain if text)


def told_of(claim: Statement, report: Report, text: str) -> Told:
    """What a claim tells; ``text`` is that of its document."""
    speakers = sorted(
        (party for party in claim.parties if party.role == "speaker"),
        key=lambda party: (party.person is None, party.actor or "", party.name or ""),
    )
    telling = Telling(when=time_told(claim), report=report, citation=cite(claim, report), background=claim.background)
    said = " ... ".join(_clean(span, text) for span in claim.words)
    if _is_taken_up(claim):
        said = f"[{claim.cue.of(text)}] {said}" if claim.cue else said
    quotes = tuple(_clean(span, text) for span in claim.quoted)
    return Told(claim=claim, telling=telling, speaker=speakers[0] if speakers else None, said=said, quotes=quotes)


class Statements:
    """Gathers the statements of readings, in any order."""

    def __init__(self) -> None:
        self._told: list[Told] = []

    def add(self, claim: Statement, report: Report, text: str) -> None:
        """Take in one claim; ``text`` is that of its document."""
        self._told.append(told_of(claim, report, text))

    def records(self, verdicts: Verdicts) -> Iterator[StatementRecord]:
        """All statements."""
        told = sorted(self._told, key=lambda one: order(one.telling.citation))
        place = {one.claim.id: number for number, one in enumerate(told)}
        links: list[Link] = []
        first: dict[tuple[str, str, str], int] = {}
        for number, one in enumerate(told):
            for key in one.keys:
                other = first.setdefault(key, number)
                if other != number:
                    links.append((1.0, other, number))
        for group in cluster(len(told), links, _always, Judged.of(verdicts.same, verdicts.different, place)):
            yield _record([told[number] for number in group])


def _always(_left: Sequence[int], _right: Sequence[int]) -> bool:
    """The same words speak for themselves."""
    return True


def _is_taken_up(claim: Statement) -> bool:
    """Whether the words only name what somebody spoke of ("welcomed the decision"): they make sense with their verb alone."""
    return not claim.direct and claim.made_by.split("/")[1] not in WHOLE


def _clean(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def _actors(told: Sequence[Told], role: str) -> set[str]:
    return {party.actor for one in told for party in one.claim.parties if party.role == role and party.actor}


def _record(told: Sequence[Told]) -> StatementRecord:
    fullest = min(told, key=lambda one: (not one.claim.direct, -len(one.said), order(one.telling.citation)))
    speakers = [one.speaker for one in told if one.speaker]
    speaker = min(
        speakers,
        key=lambda party: (party.person is None, party.name is None, party.person or party.name or "", party.actor or ""),
        default=None,
    )
    channels = [one.claim.channel for one in told if one.claim.channel]
    stances = Counter(one.claim.stance for one in told if one.claim.stance)
    quotes: dict[str, None] = {}
    for one in told:
        quotes |= dict.fromkeys(one.quotes)
    return StatementRecord(
        id=digest("statement", min((one.telling.citation for one in told), key=order).claim),
        speaker=speaker.person or speaker.name if speaker else None,
        actor=speaker.actor if speaker else None,
        state=state_of(speaker.actor) if speaker else None,
        office=next((party.office for party in speakers if party.office and (speaker is None or party.person == speaker.person)), None),
        joint=tuple(sorted(_actors(told, "speaker") - {speaker.actor if speaker else None, state_of(speaker.actor) if speaker else None})),
        addressees=tuple(sorted(_actors(told, "addressee"))),
        direct=any(one.claim.direct for one in told),
        said=fullest.said,
        quotes=tuple(quotes),
        topics=tuple(sorted({topic for one in told for topic in one.claim.topics})),
        stance=most(Counter({stance: count for stance, count in stances.items() if stance})) if stances else None,
        channel=min(channels, key=lambda channel: (channel.name is None, channel.kind, channel.name or ""), default=None),
        when=told[0].telling.when if len(told) == 1 else choose(one.telling for one in told).when,
        background=all(one.claim.background for one in told),
        sources=sources(one.telling.citation for one in told),
    )
