"""States that stand in a sentence and are none of those whose agreement it tells of: who helps, who is named by the way."""

from __future__ import annotations

from dragoman.extract.grammar import actors_of
from dragoman.extract.pair import BESIDE
from dragoman.extract.parties import state_of, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import subject


def helping(annotated: Annotated, token: int, words: Agreements, *, everywhere: bool) -> frozenset[str]:
    """The states of which a sentence, or the report, says that they bring others together: "Norway is mediating"."""
    parse = annotated.parse
    low, high = (0, len(parse)) if everywhere else parse.sentences[parse.sentence_of[token]]
    found = (t for t in range(low, high) if parse.lemmas[t].lower() in words.words["name.mediating"])
    doers = (t if doer is None else doer for t in found for doer in (subject(parse, t),))
    return states_of(m for doer in doers for m in actors_of(annotated, doer))


def is_beside(annotated: Annotated, token: int, code: str, words: Agreements) -> bool:
    """Whether a sentence names a state only by what is in it: "the South Korean stock market fell"."""
    parse = annotated.parse
    low, high = parse.sentences[parse.sentence_of[token]]
    here = [m for t in range(low, high) for m in annotated.actors_at.get(t, ()) if state_of(m) == code]
    acting = words.words["name.neutral"] | words.words["name.acting"] | words.nouns.keys()
    return bool(here) and all(
        m.actor == m.state
        and m.office is None
        and m.reach == "name"
        and parse.labels[m.head] in BESIDE
        and parse.lemmas[parse.heads[m.head]].lower() not in acting
        for m in here
    )
