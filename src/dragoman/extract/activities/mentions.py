"""Where a report tells of a visit, meeting, call, exercise, training or project, and who takes part in which role."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.nouns import nominal, nouns_at, visiting
from dragoman.extract.activities.verbs import verbal
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated


def find_mentions(annotated: Annotated, knowledge: Knowledge) -> Iterator[ActivityMention]:
    """All places that tell an activity, in text order."""
    parse, words = annotated.parse, knowledge.activities
    for token, lemma in enumerate(parse.lemmas):
        if parse.words[token].lower() in words.visiting and (guest := visiting(annotated, token)) is not None:
            yield guest
        elif parse.pos[token] == "VERB" and parse.labels[token] != "amod":
            mention = next(
                (m for verb in words.verbs.get(lemma, ()) if (m := verbal(annotated, knowledge, token, verb)) is not None),
                None,
            )
            if mention is not None:
                yield mention
        elif parse.pos[token] in {"NOUN", "PROPN"}:
            told = (nominal(annotated, knowledge, token, noun) for noun in nouns_at(parse, token, words))
            mention = next((m for m in told if m is not None), None)
            if mention is not None:
                yield mention
