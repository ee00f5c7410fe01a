"""What each report says of each agreement: all its steps and provisions, summed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import AgreementLink, Provision, Step
from dragoman.reconcile.agreements.life import Taken
from dragoman.reconcile.agreements.titles import Title, title_of
from dragoman.reconcile.sources import Report, bound_in, cite, order, states_of, time_told
from dragoman.reconcile.times import Days, days_of, firm

NEWS_DAYS = 7  # news without a date tells of the last week
SAME_ACT = frozenset({"signed", "initialled"})


@dataclass(slots=True, kw_only=True)
class Mention:
    """What one report says of one agreement.

    ``known`` says that its title is a well-known agreement's;
    ``dated`` are the days of signing that the text itself tells, ``signed`` those and the last days before news that gives none;
    ``later`` is the first day told on which it must have been signed already.
    """

    report: Report
    label: str
    title: Title
    known: bool = False
    kind: str | None = None
    parties: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    steps: list[Taken] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    signed: tuple[Days, ...] = ()
    dated: tuple[Days, ...] = ()
    places: frozenset[str] = frozenset()
    later: Days | None = None

    @property
    def recalled(self) -> bool:
        """Whether its report only recalls it."""
        return bool(self.steps) and all(taken.claim.background for taken in self.steps)

    @property
    def links(self) -> frozenset[AgreementLink]:
        """Its links to other agreements, by what its report calls these."""
        return frozenset(link for taken in self.steps for link in taken.claim.links)

    @property
    def claims(self) -> list[str]:
        """The ids of its claims."""
        return [taken.claim.id for taken in self.steps] + [provision.id for provision in self.provisions]

    @property
    def key(self) -> tuple[str, str, str]:
        """Its place in an order that does not depend on that of the input."""
        return (self.report.published or "9999", self.report.id, self.label)


def mentions_in(told: Iterable[tuple[Step | Provision, Report]], lexicon: Records) -> Iterator[Mention]:
    """What each report says of each agreement."""
    found: dict[tuple[str, str], Mention] = {}
    for claim, report in told:
        key = (report.id, claim.agreement)
        if key not in found:
            found[key] = Mention(
                report=report, label=claim.agreement, title=title_of(claim.agreement, lexicon), known=claim.agreement in lexicon.treaties
            )
        if isinstance(claim, Step):
            found[key].steps.append(Taken(claim=claim, report=report, citation=cite(claim, report)))
        else:
            found[key].provisions.append(claim)
    for mention in found.values():
        _fill(mention)
    yield from found.values()


def _fill(mention: Mention) -> None:
    """Sum up what the steps and provisions of a mention say together."""
    mention.steps.sort(key=lambda taken: order(taken.citation))
    mention.provisions.sort(key=lambda provision: (provision.evidence[0], provision.id))
    steps = [taken.claim for taken in mention.steps]
    bound = {state for claim in (*steps, *mention.provisions) for state in bound_in(claim.parties, "party")}
    taking = {state for claim in steps for state in states_of(claim.parties, "by", "signatory")}
    mention.parties = frozenset(bound or taking)
    kinds = sorted({claim.agreement_kind for claim in steps if claim.agreement_kind})
    mention.kind = mention.title.kind or (kinds[0] if kinds else None)
    mention.topics = frozenset(topic for claim in steps for topic in claim.topics)
    done = [(claim, days) for claim in steps if claim.modality == "asserted" and (days := days_of(time_told(claim)))]
    signed = {_told_day(claim, days) for claim, days in done if claim.stage in SAME_ACT}
    mention.signed = tuple(sorted(signed, key=lambda days: (days.first, days.last)))
    dated = {days for claim, days in done if claim.stage in SAME_ACT and firm(claim.when)}
    mention.dated = tuple(sorted(dated, key=lambda days: (days.first, days.last)))
    mention.places = frozenset(claim.place.name for claim, _ in done if claim.stage in SAME_ACT and claim.place)
    after = [days for claim, days in done if claim.stage in {"approved", "ratified", "in force"} and firm(claim.when)]
    mention.later = min(after, key=lambda days: (days.last, days.first), default=None)


def _told_day(claim: Step, days: Days) -> Days:
    """The days on which it may have been; news that gives no day tells what was done in the week before."""
    return days if firm(claim.when) else Days(days.first - NEWS_DAYS, days.last)
