"""Which claims can have to do with each other: what a new report changes is made anew, the rest stays.

Each claim has keys, the very ones by which reconcile looks for what to compare. Claims that share a key, and those that share one with
these, and so on, are a block: the records of a block are the same whether it is assembled alone or with all others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.knowledge.rows.records import Records
from dragoman.model.claim import Activity, AnyClaim, Event, Provision, Statement, Step
from dragoman.model.reading import Reading
from dragoman.model.record import ActorRecord, AnyRecord
from dragoman.model.text import Document, digest
from dragoman.reconcile import activities, events, statements
from dragoman.reconcile.agreements import matching, mentions
from dragoman.reconcile.assemble import actor_of, tally
from dragoman.reconcile.copies import Relations
from dragoman.reconcile.judging import Verdicts, apply
from dragoman.reconcile.sources import Report, corrected_by, report_of

BITS = 63  # of a key: as large as every database's integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What decides, beside its own words, what a claim has to do with."""

    relations: Relations
    corrected: Mapping[str, str]
    verdicts: Verdicts
    judged: Mapping[str, tuple[tuple[str, str], ...]]  # by claim, the pairs in which it was judged
    lexicon: Records


def context_of(relations: Relations, verdicts: Verdicts, lexicon: Records) -> Context:
    """The context of all claims."""
    judged: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(verdicts.same | verdicts.different):
        for claim in pair:
            judged[claim].append(pair)
    pairs = {claim: tuple(some) for claim, some in judged.items()}
    return Context(relations=relations, corrected=corrected_by(relations), verdicts=verdicts, judged=pairs, lexicon=lexicon)


def keys_of(reading: Reading, context: Context) -> list[frozenset[int]]:
    """The keys of each claim of a reading, in the order of its claims; of one that was judged wrong there are none."""
    report = report_of(reading.document, context.relations, context.corrected)
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    told: list[tuple[Step | Provision, Report]] = []
    for one in reading.claims:
        claim = apply(one, context.verdicts)
        if claim is not None:
            found[claim.id].update(_keys(claim, report, reading.document.text))
            found[claim.id].update(("judged", *pair) for pair in context.judged.get(claim.id, ()))
        if isinstance(claim, Step | Provision):
            told.append((claim, report))
    for mention in mentions.mentions_in(told, context.lexicon):
        shared = {("agreement", *key) for key in matching.keys_of(mention)}
        for name in mention.claims:
            found[name] |= shared
    if any(isinstance(claim, Step) and claim.links for claim, _ in told):
        for claim, _ in told:  # any of them may be what a link leads to
            found[claim.id].add(("linked", report.id))
    return [frozenset(map(_hash, found[claim.id])) if claim.id in found else frozenset() for claim in reading.claims]


def _keys(claim: AnyClaim, report: Report, text: str) -> Iterator[tuple[str, ...]]:
    match claim:
        case Event():
            yield ("event", *events.block_of(claim))
        case Step() | Provision():
            yield ("mention", report.id, claim.agreement)
        case Activity():
            yield ("claim", claim.id)
            for key in activities.keys_of(activities.told_of(claim, report)):
                yield ("activity", *key)
            if claim.agreement:
                yield ("mention", report.id, claim.agreement)
        case Statement():
            yield ("claim", claim.id)
            for one in statements.told_of(claim, report, text).keys:
                yield ("statement", *one)


def _hash(key: tuple[str, ...]) -> int:
    whole = "\x1f".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big") >> (64 - BITS)


def moved(before: Relations, after: Relations) -> set[str]:
    """The documents that count otherwise as sources than they did: as copies, as originals of others, as corrected."""
    corrected = [corrected_by(before), corrected_by(after)]
    names = {name for one in (before, after) for pair in (*one.copies.items(), *one.corrections.items()) for name in pair}
    return {name for name in names if _standing(name, before, corrected[0]) != _standing(name, after, corrected[1])}


def _standing(name: str, relations: Relations, corrected: Mapping[str, str]) -> tuple[str, str | None]:
    report = report_of(Document(id=name), relations, corrected)
    return report.origin, report.corrected_by


def possible_records(claims: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The kinds and ids that records can have which these claims, by their ids, are in: a record is named after its first claim."""
    for claim in claims:
        for kind in ("agreement", "activity", "event", "statement"):
            yield kind, digest(kind, claim)


def recounted(
    actors: Sequence[ActorRecord], gone: Iterable[AnyRecord], come: Iterable[AnyRecord], lexicon: Records
) -> tuple[list[ActorRecord], list[str]]:
    """The actors whose counts are others now, and the ids of those that take part in nothing any more.

    ``actors`` are all there were, ``gone`` and ``come`` the records that were taken away and put in their place.
    """
    counts = {actor.id: Counter(dict(actor.counts)) for actor in actors}
    changes = tally(come)
    for code, counted in tally(gone).items():
        changes[code].subtract(counted)
    changed: list[ActorRecord] = []
    lost: list[str] = []
    for code, change in sorted(changes.items()):
        if not any(change.values()):
            continue
        total = counts.get(code, Counter())
        total.update(change)
        total = +total
        if total:
            changed.append(actor_of(code, total, lexicon))
        else:
            lost.append(code)
    return changed, lost
