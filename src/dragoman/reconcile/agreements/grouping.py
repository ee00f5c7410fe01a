"""Which steps and provisions of many reports are about one agreement.

A mention is all that one report says of one agreement (``mentions``); those that match (``matching``) are joined. docs/identity.md
explains it with an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import Provision, Step
from dragoman.model.record import AgreementRecord, PromiseRecord
from dragoman.model.text import digest
from dragoman.reconcile.agreements.life import Life, live
from dragoman.reconcile.agreements.linked import Labels, linked
from dragoman.reconcile.agreements.matching import Matcher
from dragoman.reconcile.agreements.mentions import Mention, mentions_in
from dragoman.reconcile.agreements.titles import Title
from dragoman.reconcile.clusters import Judged, cluster
from dragoman.reconcile.judging import Verdicts
from dragoman.reconcile.sources import Report, cite, order, sources, states_of

PAIR = 2  # of parties at least


def assemble_agreements(
    told: Iterable[tuple[Step | Provision, Report]], verdicts: Verdicts, lexicon: Records
) -> tuple[list[AgreementRecord], Labels]:
    """All agreements, in order of id, and under which name each is known in which document."""
    mentions = sorted(mentions_in(told, lexicon), key=lambda mention: mention.key)
    place = {claim: number for number, mention in enumerate(mentions) for claim in mention.claims}
    matcher = Matcher(mentions)
    groups = cluster(len(mentions), matcher.links(), matcher.may_join, Judged.of(verdicts.same, verdicts.different, place))
    records: list[AgreementRecord] = []
    labels: dict[tuple[str, str], str] = {}
    for group in groups:
        record = _record([mentions[number] for number in group], lexicon)
        records.append(record)
        labels |= {(mentions[number].report.id, mentions[number].label): record.id for number in group}
    told_links = {(mention.report.id, mention.label): mention.links for mention in mentions if mention.links}
    return sorted(linked(records, labels, told_links), key=lambda record: record.id), labels


def _record(group: Sequence[Mention], lexicon: Records) -> AgreementRecord:
    steps = [taken for mention in group for taken in mention.steps]
    parties = _parties(group)
    life: Life = live(steps, parties, lexicon)
    citations = [taken.citation for taken in steps] + [cite(p, m.report) for m in group for p in m.provisions]
    first = min(citations, key=order)
    titles = _titles(group)
    kinds: dict[str, set[str]] = defaultdict(set)
    for mention in group:
        if mention.kind:
            kinds[mention.kind].add(mention.report.origin)
    return AgreementRecord(
        id=digest("agreement", first.claim),
        title=titles[0],
        titles=titles,
        kind=min(kinds, key=lambda kind: (kind == "agreement", -len(kinds[kind]), kind), default=None),
        parties=parties,
        topics=tuple(sorted({topic for mention in group for topic in mention.topics})),
        status=life.status,
        reached_by=life.reached_by,
        recalled=all(taken.claim.background for taken in steps) and bool(steps),
        life=life.entries,
        provisions=_provisions(group),
        others=any(mention.label in lexicon.many for mention in group),
        issues=tuple(sorted({issue for entry in life.entries for issue in entry.issues})),
        sources=sources(citations),
    )


def _parties(group: Sequence[Mention]) -> tuple[str, ...]:
    """Parties told by most reports; one that a single report adds to a bilateral agreement of many others is left out."""
    told: dict[frozenset[str], set[str]] = defaultdict(set)
    if all(mention.known for mention in group) and len(frozenset.intersection(*(mention.parties for mention in group))) < PAIR:
        return tuple(sorted(frozenset().union(*(mention.parties for mention in group))))  # a treaty of many: each report names some
    for mention in group:
        told[mention.parties].add(mention.report.origin)
    best = min(told, key=lambda some: (len(some) < PAIR, -len(told[some]), -len(some), sorted(some)))
    return tuple(sorted(best))


def _titles(group: Sequence[Mention]) -> tuple[str, ...]:
    """Names before descriptions, then by how many reports use them, then the fuller ones."""
    used: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, Title] = {}
    for mention in group:
        used[mention.label].add(mention.report.origin)
        titles[mention.label] = mention.title
    return tuple(
        sorted(used, key=lambda text: (not titles[text].names, not titles[text].words, -len(used[text]), -titles[text].weight, text))
    )


def _provisions(group: Sequence[Mention]) -> tuple[PromiseRecord, ...]:
    found: dict[str, list[tuple[Provision, Report]]] = defaultdict(list)
    for mention in group:
        for provision in mention.provisions:
            found[provision.type].append((provision, mention.report))
    return tuple(
        PromiseRecord(
            type=kind,
            domains=tuple(sorted({domain for provision, _ in told for domain in provision.domains})),
            parties=tuple(sorted({state for provision, _ in told for state in states_of(provision.parties)})),
            sources=sources(cite(provision, report) for provision, report in told),
        )
        for kind, told in sorted(found.items())
    )
