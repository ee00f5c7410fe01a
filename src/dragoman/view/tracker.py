"""One agreement with its life, as every surface shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.mention import Place
from dragoman.model.record import AgreementRecord, LifeEntry
from dragoman.model.when import When
from dragoman.view.lines import PromiseLine, SourceLine, ValueLine, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """A stage of a life. ``party`` is the name of who took it, None for all; ``values`` are all dates told, the chosen one first."""

    stage: str
    party: str | None
    status: str
    when: When | None
    reason: str
    place: Place | None
    signatories: tuple[str, ...]
    derived: bool
    values: tuple[ValueLine, ...]
    promises: tuple[PromiseLine, ...]
    issues: tuple[str, ...]

    @property
    def source(self) -> SourceLine | None:
        """The first report that tells the chosen value."""
        return next((source for value in self.values for source in value.sources), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionLine:
    """What the agreement obliges to, with the words."""

    type: str
    domains: tuple[str, ...]
    parties: tuple[str, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """How the agreement stands to another, with the other's id and title."""

    kind: str
    agreement: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """An agreement followed through its life.

    ``others`` is True where more are parties than those named, ``background`` where reports only recall it.
    """

    id: str
    title: str
    other_titles: tuple[str, ...]
    kind: str | None
    parties: tuple[str, ...]
    others: bool
    topics: tuple[str, ...]
    status: str
    reached_by: tuple[str, ...]
    background: bool
    life: tuple[StageLine, ...]
    provisions: tuple[ProvisionLine, ...]
    links: tuple[LinkLine, ...]
    issues: tuple[str, ...]
    sources: tuple[SourceLine, ...]

    @property
    def between(self) -> str:
        """The parties in one line, with what stands for those that no report names."""
        return " - ".join(self.parties) + (" and others" if self.others else "")

    @property
    def began(self) -> str | None:
        """The first date of its life."""
        return min((line.when.start for line in self.life if line.when and line.when.start and line.status == "done"), default=None)


def track(record: AgreementRecord, words: Words) -> Tracker:
    """The view of one agreement."""
    return Tracker(
        id=record.id,
        title=_title(record.title),
        other_titles=record.titles[1:],
        kind=record.kind,
        parties=words.names(record.parties),
        others=record.others,
        topics=record.topics,
        status=record.status,
        reached_by=words.names(record.reached_by),
        background=record.recalled,
        life=tuple(_stage(entry, words) for entry in record.life),
        provisions=tuple(
            ProvisionLine(type=p.type, domains=p.domains, parties=words.names(p.parties), sources=words.sources(p.sources))
            for p in record.provisions
        ),
        links=tuple(LinkLine(kind=kind, agreement=other, title=_title(words.titles.get(other, other))) for kind, other in record.links),
        issues=record.issues,
        sources=words.sources(record.sources),
    )


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stage(entry: LifeEntry, words: Words) -> StageLine:
    return StageLine(
        stage=entry.stage,
        party=words.name(entry.party) if entry.party else None,
        status=entry.status,
        when=entry.when,
        reason=entry.reason,
        place=entry.place,
        signatories=entry.signatories,
        derived=entry.derived,
        values=tuple(ValueLine(when=value.when, standing=value.standing, sources=words.sources(value.sources)) for value in entry.values),
        promises=tuple(
            PromiseLine(
                when=promise.when, outcome=promise.outcome, sources=words.sources(promise.sources), kept_by=words.sources(promise.kept_by)
            )
            for promise in entry.promises
        ),
        issues=entry.issues,
    )
