"""Texts read by the annotators, with places put in by hand: what the tests of extractors start from."""

from dataclasses import replace
from functools import cache

from dragoman.extract.activities.extractor import extract_activities
from dragoman.extract.agreements.extractor import extract_agreements
from dragoman.extract.events import extract_events
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Activity, Provision, Step
from dragoman.model.mention import Place, PlaceMention
from dragoman.model.ports import Parser
from dragoman.model.text import Document, Span
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

PUBLISHED = "2022-02-16"


@cache
def parser() -> Parser:
    return load_parser()


def read(text: str, *, places: dict[str, str] | None = None) -> Annotated:
    """An annotated report; ``places`` gives the state of each name of a place in it."""
    document = Document(id="x", text=text, published=PUBLISHED)
    parse = next(iter(parser().parse([document])))
    annotated = annotate(document, parse, load())
    if places is None:
        return annotated
    spans = {name: Span(text.index(name), text.index(name) + len(name)) for name in places}
    found = tuple(
        PlaceMention(span=span, text=name, place=Place(name=name, state=places[name]), head=parse.head_of(span))
        for name, span in sorted(spans.items(), key=lambda item: item[1])
    )
    return replace(annotated, places=found)


def steps(text: str, *, places: dict[str, str] | None = None) -> list[Step]:
    return [c for c in extract_agreements(read(text, places=places), load()).claims if isinstance(c, Step)]


def provisions(text: str) -> list[Provision]:
    return [c for c in extract_agreements(read(text), load()).claims if isinstance(c, Provision)]


def activities(text: str, *, places: dict[str, str] | None = None) -> list[Activity]:
    annotated = read(text, places=places)
    claims = extract_events(annotated, load()).claims + extract_agreements(annotated, load()).claims
    return [c for c in extract_activities(annotated, load(), claims).claims if isinstance(c, Activity)]


def states(claim: Step | Provision | Activity, *roles: str) -> set[str]:
    """The states of the parties in the given roles, in all roles where none is given."""
    return {p.actor.partition(":")[0] for p in claim.parties if p.actor and (not roles or p.role in roles)}
