"""From inputs into a store, and from the store's claims to its records: the rooms that read, keep and reconcile, wired together."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman import __version__
from dragoman.errors import NotFoundError
from dragoman.knowledge import load
from dragoman.model.ports import Kept, Store, Version
from dragoman.model.reading import MadeBy
from dragoman.model.record import Judgement, Passage, Verdict
from dragoman.model.text import Incoming, digest
from dragoman.read import read_inputs
from dragoman.reconcile import SKETCH, Relations, assemble, attach, imprint, judged_documents, relate
from dragoman.run.engine import Engine, Outcome
from dragoman.run.reading import DOCUMENTS_AT_ONCE
from dragoman.settings import Settings

SKETCH_BYTES = 4 * SKETCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An outcome that is in the store now; ``new`` is False where the same version had read it before."""

    outcome: Outcome
    new: bool


def record_all(names: Iterable[str], settings: Settings, store: Store) -> Iterator[Recorded]:
    """Read all inputs into the store, in input order, and bring its records up to date.

    What the store holds already by this version is not read again. Each batch is kept as a whole or not at all, so a run that is stopped
    goes on where it was when it is started again.
    """
    engine = Engine(settings)
    version = Version(
        made_by=MadeBy(dragoman=__version__, knowledge=engine.knowledge.digest, model=engine.parser.name), scope=settings.scope
    )
    inputs = read_inputs(names)
    batches = iter(lambda: list(itertools.islice(inputs, DOCUMENTS_AT_ONCE)), [])
    if settings.workers > 1:
        yield from _in_processes(batches, settings, store, version)
    else:
        for batch in batches:
            known = _known(store, batch, version)
            yield from _keep(store, batch, engine.read([one for one in batch if one.document.id not in known]), settings)
    bring_up_to_date(store, settings.language)


def _in_processes(batches: Iterator[list[Incoming]], settings: Settings, store: Store, version: Version) -> Iterator[Recorded]:
    """As ``record_all``, with the reading done by other processes; this one alone writes."""
    from dragoman.run.processes import read_in_processes  # noqa: PLC0415 -- only who asks for processes pays for them

    waiting: deque[tuple[list[Incoming], int]] = deque()

    def fresh() -> Iterator[list[Incoming]]:
        for batch in batches:
            known = _known(store, batch, version)
            unknown = [one for one in batch if one.document.id not in known]
            waiting.append((batch, len(unknown)))
            if unknown:
                yield unknown

    outcomes = read_in_processes(fresh(), settings)
    done: list[Outcome] = []
    for outcome in outcomes:
        done.append(outcome)
        while waiting and len(done) >= waiting[0][1]:
            batch, size = waiting.popleft()
            yield from _keep(store, batch, done[:size], settings)
            done = done[size:]
    while waiting:
        batch, _ = waiting.popleft()
        yield from _keep(store, batch, [], settings)


def _known(store: Store, batch: Sequence[Incoming], version: Version) -> frozenset[str]:
    return store.known([incoming.document for incoming in batch if incoming.readable], version)


def _keep(store: Store, batch: Sequence[Incoming], outcomes: Sequence[Outcome], settings: Settings) -> Iterator[Recorded]:
    """Write the outcomes of one batch, and give one for each of its inputs."""
    lexicon = load(settings.language).records
    store.add(
        [
            Kept(
                reading=outcome.reading,
                scope=settings.scope,
                imprint=imprint(outcome.reading.document, lexicon),
                failure=None if outcome.readable else "; ".join(issue.detail for issue in outcome.reading.issues) or "unreadable",
            )
            for outcome in outcomes
        ]
    )
    fresh = {outcome.reading.document.id: outcome for outcome in outcomes}
    for incoming in batch:
        outcome = fresh.get(incoming.document.id)
        if outcome is not None:
            yield Recorded(outcome=outcome, new=True)
        elif (reading := store.reading(incoming.document.id)) is not None:
            yield Recorded(outcome=Outcome(reading=reading, readable=True), new=False)


def bring_up_to_date(store: Store, language: str = "en") -> bool:
    """Make the store's records anew if anything they are made from has changed; False where nothing has."""
    knowledge = load(language)
    made_from = f"{store.state()} {__version__} {knowledge.digest}"
    if store.assembled() == made_from:
        return False
    relations: Relations = relate(store.imprints(SKETCH_BYTES), store.shingles)
    store.relate(relations.copies, relations.corrections)
    judgements = store.judgements()
    verdicts = attach(judgements, store.readings(judged_documents(judgements)))
    store.replace_records(assemble(store.readings(), relations, knowledge.records, verdicts).records, made_from)
    return True


def judge(store: Store, verdict: Verdict, claim: str, *, other: str | None = None, by: str, note: str = "") -> Judgement:
    """Keep a verdict on a claim of the store, or on whether two of its claims are about one thing. The records follow at once.

    Raises NotFoundError where the store holds no such claim.
    """
    judgement = Judgement(
        id=digest("judgement", str(len(store.judgements())), verdict, claim, other, by, note),
        verdict=verdict,
        passage=_passage(store, claim),
        other=_passage(store, other) if other else None,
        by=by,
        note=note,
    )
    store.judge([judgement])
    bring_up_to_date(store)
    return judgement


def _passage(store: Store, wanted: str) -> Passage:
    """The words that a claim rests on."""
    document = store.find_claims(wanted).get(wanted)
    for reading in store.readings([document] if document else []):
        for claim in reading.claims:
            if claim.id == wanted:
                words = claim.evidence[0]
                quote = words.of(reading.document.text)
                return Passage(document=reading.document.id, claim=wanted, start=words.start, end=words.end, quote=quote)
    raise NotFoundError(f"no claim '{wanted}' in the store", remedy="dragoman show agreement ID names the claims it rests on")


def unattached(store: Store) -> tuple[Judgement, ...]:
    """Judgements that attach to nothing the store holds now: their words are gone from every claim."""
    judgements = store.judgements()
    return attach(judgements, store.readings(judged_documents(judgements))).unattached
