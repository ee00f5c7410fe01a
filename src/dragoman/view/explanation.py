"""Explanation: for each sentence, which rules made which claims, which almost did, and what was dropped and why."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.claim import Activity, AnyClaim, Event, Provision, Step
from dragoman.model.text import Span
from dragoman.model.tracing import Traced

OUT_OF_SCOPE = "out of scope: it is not between two states (--scope all keeps it)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClaim:
    """A claim and its rule; ``dropped`` says why it is not in the record, None where it is."""

    id: str
    kind: str
    what: str
    parties: tuple[str, ...]
    rule: str
    score: float
    words: str
    dropped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A rule whose trigger stood in the sentence, and what it lacked."""

    rule: str
    words: str
    lacked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedIssue:
    """Something that was left open or dropped."""

    code: str
    words: str | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedSentence:
    """One sentence (``span``: code points of the document's text) with all that happened in it."""

    span: Span
    text: str
    claims: tuple[ExplainedClaim, ...]
    almost: tuple[NearMiss, ...]
    issues: tuple[ExplainedIssue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a document's record is as it is; ``issues`` are those of the whole document."""

    document: str
    title: str | None
    published: str | None
    sentences: tuple[ExplainedSentence, ...]
    issues: tuple[ExplainedIssue, ...]


def explain(traced: Traced, *, span: Span | None = None, claim: str | None = None) -> Explanation:
    """The explanation of the sentences that a span touches, or that a claim rests on; of all without either."""
    document = traced.reading.document
    claims: list[tuple[AnyClaim, str | None]] = [(c, None) for c in traced.reading.claims]
    claims += [(c, OUT_OF_SCOPE) for c in traced.out_of_scope]
    wanted = [span] if span else [e for c, _ in claims if c.id == claim for e in c.evidence] if claim else None
    sentences = [s for s in traced.sentences if wanted is None or any(s.overlaps(w) for w in wanted)]
    return Explanation(
        document=document.id,
        title=document.title,
        published=document.published,
        sentences=tuple(_sentence(traced, sentence, claims) for sentence in sentences),
        issues=tuple(ExplainedIssue(code=i.code, words=None, detail=i.detail) for i in traced.reading.issues if i.span is None),
    )


def _sentence(traced: Traced, sentence: Span, claims: list[tuple[AnyClaim, str | None]]) -> ExplainedSentence:
    text = traced.reading.document.text
    made = [_claim(c, dropped, text) for c, dropped in claims if c.evidence[0].overlaps(sentence)]
    rules = {c.rule for c in made}
    almost = [
        NearMiss(rule=hit.rule, words=hit.span.of(text), lacked=hit.lacked)
        for hit in traced.hits
        if hit.lacked is not None and hit.span.overlaps(sentence) and hit.rule not in rules
    ]
    issues = [
        ExplainedIssue(code=i.code, words=i.span.of(text), detail=i.detail)
        for i in traced.reading.issues
        if i.span is not None and i.span.overlaps(sentence)
    ]
    return ExplainedSentence(span=sentence, text=sentence.of(text), claims=tuple(made), almost=tuple(almost), issues=tuple(issues))


def _claim(claim: AnyClaim, dropped: str | None, text: str) -> ExplainedClaim:
    kind = type(claim).__name__.lower()
    parties = tuple(f"{p.role} {p.actor or p.name or (p.span.of(text) if p.span else 'unknown')}" for p in claim.parties)
    return ExplainedClaim(
        id=claim.id,
        kind=kind,
        what=_what(claim),
        parties=parties,
        rule=claim.made_by,
        score=claim.score,
        words=claim.trigger.of(text),
        dropped=dropped,
    )


def _what(claim: AnyClaim) -> str:
    match claim:
        case Event() | Activity():
            return claim.type
        case Step():
            return f"{claim.stage}: {claim.agreement}"
        case Provision():
            return f"{claim.type}: {claim.agreement}"
    return "direct" if claim.direct else "indirect"
