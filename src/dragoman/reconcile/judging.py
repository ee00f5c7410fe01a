"""Judgements attach to claims: by id, or by the words judged where a newer version made other claims of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.model.claim import Activity, AnyClaim, Event, Provision, Statement, Step
from dragoman.model.reading import Reading
from dragoman.model.record import Judgement, Passage
from dragoman.model.text import Span
from dragoman.model.when import When

SETTABLE: Mapping[type, frozenset[str]] = {
    Event: frozenset({"type", "modality", "mode"}),
    Step: frozenset({"stage", "modality", "agreement", "agreement_kind"}),
    Provision: frozenset({"type", "agreement"}),
    Activity: frozenset({"type", "status", "title", "series", "modality"}),
    Statement: frozenset({"stance"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What judgements say of the claims that are there now. ``same`` and ``different`` are pairs of claim ids, the lower one first."""

    wrong: frozenset[str]
    corrected: Mapping[str, Mapping[str, str]]
    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    unattached: tuple[Judgement, ...]


def attach(judgements: Sequence[Judgement], readings: Iterable[Reading]) -> Verdicts:
    """Find the claims that were judged; of judgements on one thing the later holds. ``readings`` may be only those of judged documents."""
    judged = judged_documents(judgements)
    claims: dict[str, list[AnyClaim]] = defaultdict(list)
    for reading in readings:
        if reading.document.id in judged:
            claims[reading.document.id].extend(reading.claims)
    verdict: dict[str, Judgement] = {}
    pairs: dict[tuple[str, str], bool] = {}
    unattached = []
    for judgement in judgements:
        claim = _find(judgement.passage, claims)
        other = _find(judgement.other, claims) if judgement.other else None
        if claim is None or (judgement.other is not None and other is None):
            unattached.append(judgement)
        elif judgement.verdict in {"same", "different"} and other is not None:
            pairs[(claim, other) if claim < other else (other, claim)] = judgement.verdict == "same"
        else:
            verdict[claim] = judgement
    return Verdicts(
        wrong=frozenset(claim for claim, judgement in verdict.items() if judgement.verdict == "wrong"),
        corrected={claim: dict(judgement.values) for claim, judgement in verdict.items() if judgement.verdict == "corrected"},
        same=frozenset(pair for pair, same in pairs.items() if same),
        different=frozenset(pair for pair, same in pairs.items() if not same),
        unattached=tuple(unattached),
    )


def judged_documents(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The documents whose words were judged."""
    passages = [passage for judgement in judgements for passage in (judgement.passage, judgement.other) if passage]
    return frozenset(passage.document for passage in passages)


def _find(passage: Passage, claims: Mapping[str, Sequence[AnyClaim]]) -> str | None:
    """The claim itself, else the one whose first sentence shares most with the words judged; None where none shares any."""
    there = claims.get(passage.document, ())
    if any(claim.id == passage.claim for claim in there):
        return passage.claim
    words = Span(passage.start, passage.end)
    shares = [(_share(words, claim.evidence[0]), claim.score, claim.id) for claim in there if claim.evidence[0].overlaps(words)]
    return max(shares)[2] if shares else None


def _share(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start))


def apply(claim: AnyClaim, verdicts: Verdicts) -> AnyClaim | None:
    """The claim as judged: None where it was found wrong."""
    if claim.id in verdicts.wrong:
        return None
    values = verdicts.corrected.get(claim.id)
    if not values:
        return claim
    changed: dict[str, object] = {name: value for name, value in values.items() if name in SETTABLE[type(claim)]}
    if "when" in values:
        changed["when"] = When(start=values["when"], end=values["when"], basis="stated")
    return replace(claim, **changed)  # type: ignore[arg-type]  # names were checked against the class
