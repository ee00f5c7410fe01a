"""Verdicts of people, kept in a store beside the claims they are about."""

from __future__ import annotations

from dragoman.errors import NotFoundError
from dragoman.model.ports import Store
from dragoman.model.record import Judgement, Passage, Verdict
from dragoman.model.text import digest
from dragoman.reconcile import attach, judged_documents
from dragoman.run.updating import bring_up_to_date


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
