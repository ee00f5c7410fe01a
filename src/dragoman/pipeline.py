"""The order of the steps: the table of contents of Dragoman.

read       bytes -> Document          dragoman.read, handed in by run
parse      Document -> Parse          dragoman.parse, handed in by run
annotate   Parse -> mentions          STEPS
extract    mentions -> claims         EXTRACTORS
reconcile  claims -> records          dragoman.reconcile, called by run on what the store holds
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman import __version__
from dragoman.annotate.actors import find_actors
from dragoman.annotate.dates import find_dates
from dragoman.annotate.modality import mark_modality
from dragoman.annotate.places import find_places
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.references import resolve_references
from dragoman.annotate.senses import find_senses
from dragoman.extract.activities import extract_activities
from dragoman.extract.agreements import extract_agreements
from dragoman.extract.events import extract_events
from dragoman.extract.scope import Scope, within_scope
from dragoman.extract.statements import extract_statements
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.reading import AnyMention, MadeBy, Reading
from dragoman.model.text import Document

Step = Callable[[Annotated, Knowledge], Annotated]
Extractor = Callable[[Annotated, Knowledge, tuple[AnyClaim, ...], Trace | None], Extraction]

STEPS: tuple[Step, ...] = (find_quotations, find_dates, find_actors, find_places, resolve_references, mark_modality, find_senses)
EXTRACTORS: tuple[Extractor, ...] = (extract_events, extract_agreements, extract_activities, extract_statements)


def annotate(document: Document, parse: Parse, knowledge: Knowledge) -> Annotated:
    """A parsed document with all its mentions."""
    annotated = Annotated(document=document, parse=parse)
    for step in STEPS:
        annotated = step(annotated, knowledge)
    return annotated


def read_document(
    document: Document, parse: Parse, knowledge: Knowledge, *, model: str, scope: Scope = "interstate", trace: Trace | None = None
) -> Reading:
    """All that one document says, as one line of ``dragoman read --json`` holds it. ``model`` names the parser."""
    annotated = annotate(document, parse, knowledge)
    claims: tuple[AnyClaim, ...] = ()
    issues = annotated.issues
    for extractor in EXTRACTORS:
        extraction = extractor(annotated, knowledge, claims, trace)
        claims += extraction.claims
        issues += extraction.issues
    kept = within_scope(_once(claims), scope, knowledge.agreements.many)
    mentions: tuple[AnyMention, ...] = (*annotated.actors, *annotated.dates, *annotated.places)
    return Reading(
        made_by=MadeBy(dragoman=__version__, knowledge=knowledge.digest, model=model),
        document=replace(document, language=document.language or knowledge.language),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        claims=tuple(sorted(kept, key=lambda claim: claim.evidence[0])),
        issues=issues,
    )


def _once(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """Of claims with one id, which say the same from the same sentence, the one with the best score."""
    best: dict[str, AnyClaim] = {}
    for claim in claims:
        if claim.id not in best or claim.score > best[claim.id].score:
            best[claim.id] = claim
    return tuple(best.values())
