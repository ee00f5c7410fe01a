"""The sides of an event: from the words that fill its slots to its parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.extract.events.frames.match import Filler
from dragoman.extract.parties import party_of
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party, Role
from dragoman.model.parse import Parse
from dragoman.model.text import Span

INNER = ("det", "amod", "compound", "nmod:poss", "nummod", "case", "flat")  # dependents that belong to the core of a noun phrase


def parties(annotated: Annotated, role: Role, fillers: Iterable[Filler], but: frozenset[str] = frozenset()) -> tuple[Party, ...]:
    """The parties that fillers name, each actor once; those with a code in ``but`` are left out.

    Who has no code is kept by his words; a party that is only implied (its token is -1) has no span.
    """
    found: dict[str, Party] = {}
    for filler in fillers:
        for mention in filler.mentions:
            if mention.actor not in but:
                named = party_of(role, mention)
                found.setdefault(
                    mention.actor or mention.person or mention.name or mention.text,
                    named if filler.token >= 0 else replace(named, span=None),
                )
        if not filler.mentions and annotated.parse.tags[filler.token] not in {"EX", "WDT", "WP"}:
            found.setdefault(f"token {filler.token}", _unnamed(annotated, role, filler.token))
    return tuple(found.values())


def _unnamed(annotated: Annotated, role: Role, token: int) -> Party:
    span = core_span(annotated.parse, token)
    name = span.of(annotated.document.text) if annotated.parse.pos[token] == "PROPN" else None
    return Party(role=role, actor=None, name=name, span=span)


def core_span(parse: Parse, token: int) -> Span:
    """A noun with what stands before it, without its clauses and prepositional phrases."""
    low = min([token, *(parse.edges[child][0] for child in parse.dependents(token, *INNER) if child < token)])
    return parse.span(low, token + 1)
