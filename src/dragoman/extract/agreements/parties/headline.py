"""What the headline of a report tells of whom, and of what kind of thing, it is about."""

from __future__ import annotations

from dragoman.extract.pair import is_clear
from dragoman.extract.parties import states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.names import plain
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention


def places_in_headline(annotated: Annotated, prepositions: frozenset[str]) -> frozenset[str]:
    """The states that stand in the headline after such a preposition: "a truce for Chad"."""
    headline = f" {headline_of(annotated)} "
    return states_of(m for m in annotated.actors if any(f" {word} {plain(m.text).lower()}" in headline for word in prepositions))


def speaks_of_agreement(annotated: Annotated, words: Agreements) -> bool:
    """Whether the headline, or the first sentence, has an agreement, or talks, in it."""
    first, last = annotated.parse.sentences[0] if annotated.parse.sentences else (0, 0)
    headline = f"{headline_of(annotated)} {' '.join(annotated.parse.lemmas[first:last]).lower()}"
    nouns = {word.strip(",.:;'\"") for word in (*headline.split(), *headline.replace("-", " ").split())}
    named = words.nouns.keys() | words.words["negotiating.nouns"] | words.words["negotiating.verbs"]
    return bool(nouns & named or {noun.removesuffix("s") for noun in nouns} & named)


def is_in_headline(annotated: Annotated, pair: dict[str, ActorMention], aside: frozenset[str]) -> bool:
    """Whether the headline names both; one of them will do in a report that speaks of hardly any other."""
    named = states_in_headline(annotated, aside)
    return bool(pair) and (named >= pair.keys() or (bool(named) and named <= pair.keys() and is_clear(annotated, pair)))


def headline_of(annotated: Annotated) -> str:
    """The headline in lower case; of a report without one its first sentence."""
    parse = annotated.parse
    first = parse.sentence_span(0).of(annotated.document.text) if len(parse) else ""
    return plain(annotated.document.title or first).lower()


def states_in_headline(annotated: Annotated, aside: frozenset[str]) -> frozenset[str]:
    """The states that the headline names, by words that the report uses of them, or longer ones: "Soviets"."""
    headline = f" {headline_of(annotated)} "
    for word in aside:
        headline = headline.replace(f" {word} ", " ~")  # "a deal in Chad": a place
    return states_of(m for m in annotated.actors if f" {plain(m.text).lower()}" in headline)
