"""Reports as sources: which of them speak for themselves, and what each claim tells of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.claim import Claim, Party
from dragoman.model.record import Citation
from dragoman.model.text import Document
from dragoman.model.when import When
from dragoman.reconcile.copies import Relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document as a source.

    ``origin`` is the report that it stands for when sources are counted: the original of a copy, the correction of a corrected
    report. ``corrected_by`` is the id of its correction.
    """

    id: str
    published: str | None
    outlet: str | None
    origin: str
    corrected_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """That one report tells this time of something; ``background`` where it recalls it."""

    when: When | None
    report: Report
    citation: Citation
    background: bool = False


def report_of(document: Document, relations: Relations, corrected: Mapping[str, str]) -> Report:
    """A document as a source; ``corrected`` maps reports to their corrections."""
    original = relations.copies.get(document.id, document.id)
    if document.id in relations.corrections:  # much of it is a copy, but what it says now is its own
        original = document.id
    correction = corrected.get(document.id) or corrected.get(original)
    return Report(
        id=document.id, published=document.published, outlet=document.outlet, origin=correction or original, corrected_by=correction
    )


def corrected_by(relations: Relations) -> dict[str, str]:
    """Reports and their corrections; of several corrections the one with the highest id, so that it does not depend on order."""
    return {report: correction for correction, report in sorted(relations.corrections.items())}


def time_told(claim: Claim) -> When | None:
    """The time that a claim itself tells.

    Where the text gives none the day of publication stands in for it: that is near the day of news, but only an upper bound of
    what is recalled, and no time at all of what is planned, hoped for or denied.
    """
    when = claim.when
    if when is None or when.basis != "published" or (claim.modality == "asserted" and not claim.background):
        return when
    return When(end=when.end or when.start, basis="open") if claim.modality == "asserted" else When(basis="open")


def cite(claim: Claim, report: Report) -> Citation:
    """Where a claim stands."""
    sentence = claim.evidence[0]
    return Citation(claim=claim.id, document=report.id, start=sentence.start, end=sentence.end, published=report.published)


def order(citation: Citation) -> tuple[str, str, int, str]:
    """The order of sources: by day of publication (unknown last), document, place in it."""
    return (citation.published or "9999", citation.document, citation.start, citation.claim)


def sources(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations in order, each once; of several claims in one sentence of a report the first stands for all."""
    found: dict[tuple[str, int], Citation] = {}
    for citation in sorted(citations, key=order):
        found.setdefault((citation.document, citation.start), citation)
    return tuple(found.values())


def state_of(code: str | None) -> str | None:
    """The state or organisation of an actor code: ``TUR`` of ``TUR:MIL``."""
    return code.partition(":")[0] if code else None


def states_of(parties: Iterable[Party], *roles: str) -> tuple[str, ...]:
    """The states and organisations in these roles (all where none is named), in order of code."""
    return tuple(sorted({state for party in parties if (not roles or party.role in roles) and (state := state_of(party.actor))}))


def bound_in(parties: Iterable[Party], *roles: str) -> tuple[str, ...]:
    """Who is bound, in these roles, in order of code: states and organisations, and groups by their own codes."""
    return tuple(sorted({party.actor for party in parties if party.role in roles and party.actor}))


def named(party: Party) -> str | None:
    """The person, else whom the words refer to."""
    return party.person or party.name
