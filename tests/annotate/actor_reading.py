"""Reading texts as far as their actors and references, for the tests of both."""

from collections.abc import Sequence
from functools import cache

from dragoman.annotate.actors.annotator import find_actors
from dragoman.annotate.dates.annotator import find_dates
from dragoman.annotate.quotations.annotator import find_quotations
from dragoman.annotate.references.annotator import resolve_references
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.parse.english import SpacyParser

STEPS = (find_quotations, find_dates, find_actors, resolve_references)


@cache
def parser() -> SpacyParser:
    return load_parser()


def read_all(
    texts: Sequence[str], *, published: str | None = "2025-06-15", title: str | None = None, outlet: str | None = None
) -> list[Annotated]:
    """The texts with actors and references, all parsed in one batch."""
    documents = [Document(id=str(n), text=text, published=published, title=title, outlet=outlet) for n, text in enumerate(texts)]
    found = []
    for document, parse in zip(documents, parser().parse(documents), strict=True):
        annotated = Annotated(document=document, parse=parse)
        for step in STEPS:
            annotated = step(annotated, load())
        found.append(annotated)
    return found


def read(text: str, *, published: str | None = "2025-06-15", title: str | None = None, outlet: str | None = None) -> Annotated:
    return read_all([text], published=published, title=title, outlet=outlet)[0]


def meant(annotated: Annotated, words: str) -> list[str | None]:
    """The codes of those whom the words mean, in order of code."""
    return sorted((m.actor for m in annotated.actors if m.text == words), key=str)


def at(annotated: Annotated, words: str) -> ActorMention:
    """The one mention of these words."""
    found = [m for m in annotated.actors if m.text == words]
    assert len(found) == 1, (words, [(m.text, m.actor) for m in annotated.actors])
    return found[0]
