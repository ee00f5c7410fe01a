"""Where a claim happened."""

from __future__ import annotations

from dragoman.model.annotated import Annotated
from dragoman.model.mention import Place
from dragoman.model.syntax import conjuncts, governing_clause


def place_of(annotated: Annotated, token: int) -> Place | None:
    """The place that stands with a token or with its clause as a prepositional phrase; None where the words give none."""
    if not annotated.places:
        return None
    parse = annotated.parse
    for head in dict.fromkeys((token, governing_clause(parse, token))):
        for phrase in parse.dependents(head, "obl", "nmod"):
            if parse.labels[phrase] in {"obl:agent", "nmod:poss"} or phrase == token:
                continue
            for member in conjuncts(parse, phrase):
                for mention in annotated.places_at.get(member, ()):
                    return mention.place
    return None
