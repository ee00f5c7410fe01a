"""The agreement that an activity rests on: "under the defence pact", "in line with the memorandum"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.agreements.content.provisions import bases
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities
from dragoman.model.annotated import Annotated


def phrases_it_rests_on(annotated: Annotated, mention: ActivityMention, words: Activities) -> list[tuple[int, int]]:
    """First token and end of each phrase that tells under what it takes place, whatever that is: "under the 2020 programme"."""
    parse = annotated.parse
    found = (
        noun for token in (mention.token, mention.verb) if token >= 0 for word, noun in bases(parse, token) if word in words.links["ground"]
    )
    return [parse.edges[noun] for noun in found]


def basis_of(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> tuple[int, int] | None:
    """First token and end of the phrase that names the agreement, None where there is none."""
    parse = annotated.parse
    for token in (mention.token, mention.verb):
        for word, noun in bases(parse, token) if token >= 0 else ():
            strength = knowledge.agreements.nouns.get(parse.lemmas[noun].lower())
            if word in knowledge.activities.links["basis"] and strength is not None and strength.strength:
                return parse.edges[noun]
    return None


def agreement_of(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, known: Iterable[str]) -> str | None:
    """What it rests on, by the name that the steps of the agreement bear, of the ``known`` ones, else as written there."""
    basis = basis_of(annotated, knowledge, mention)
    if basis is None:
        return None
    parse, (low, high) = annotated.parse, basis
    low = next((t for t in range(low, high) if parse.pos[t] not in {"ADP", "DET"}), low)
    words = " ".join(parse.span(low, high).of(annotated.document.text).split())
    return next((name for name in known if words.lower() in name.lower() or name.lower() in words.lower()), words)
