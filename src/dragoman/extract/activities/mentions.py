"""Where a report tells of a visit, meeting, call, exercise, training or project, and who takes part in which role."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.nouns import nominal, nouns_at, visiting
from dragoman.extract.activities.senses import is_something_else
from dragoman.extract.activities.slots import EXERCISES, names_of_series
from dragoman.extract.activities.verbs import verbal
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityNoun
from dragoman.model.annotated import Annotated


def find_mentions(annotated: Annotated, knowledge: Knowledge) -> Iterator[ActivityMention]:
    """All places that tell an activity, in text order."""
    parse, words = annotated.parse, knowledge.activities
    named = names_of_series(annotated, words)
    for token, lemma in enumerate(parse.lemmas):
        told: Iterator[ActivityMention | None] = iter(())
        bare = False  # of an exercise that is named and not called one there must be told what becomes of it: names mean much else
        after_name = token - 1 in named and lemma in words.nouns  # "began the Varuna exercise", which the parse may read as a verb
        after_name |= lemma in words.nouns and token + 1 < len(parse) and _is_before_name(annotated, token, words)
        if parse.words[token].lower() in words.visiting and (guest := visiting(annotated, token)) is not None:
            told = iter((guest,))
        elif parse.pos[token] == "VERB" and parse.labels[token] != "amod" and not after_name:
            told = (verbal(annotated, knowledge, token, verb) for verb in words.verbs.get(lemma, ()))
        elif parse.pos[token] in {"NOUN", "PROPN"} or after_name:
            bare = token in named and parse.words[token] not in words.series and not _is_of_a_noun(annotated, token, words)
            nouns = _exercise(words) if bare else nouns_at(parse, token, words)
            told = (nominal(annotated, knowledge, token, noun) for noun in nouns)
        mention = next((m for m in told if m is not None), None)
        if mention is not None and (mention.status is not None or not bare):
            yield mention


def _is_before_name(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether a name of an exercise follows: "to observe the exercise African Lion"."""
    parse, text = annotated.parse, annotated.document.text
    follows = words.series.get(parse.words[token + 1], ())
    return any(s.kind in EXERCISES and any(text.startswith(name, parse.starts[token + 1]) for name in s.names) for s in follows)


def _exercise(words: Activities) -> Iterator[ActivityNoun]:
    """What an exercise told only by its name is like: "will host African Lion"."""
    return (noun for nouns in words.nouns.values() for noun in nouns if noun.type in EXERCISES and len(noun.words) == 1)


def _is_of_a_noun(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether a noun of its sentence tells the exercise that is named: "the African Lion exercise", "drills dubbed African Lion"."""
    parse = annotated.parse
    sentence = range(*parse.sentences[parse.sentence_of[token]])
    nouns = ((t, noun) for t in sentence for noun in words.nouns.get(parse.lemmas[t].lower(), ()) if noun.type in EXERCISES)
    return any(not is_something_else(annotated, t, noun, words) for t, noun in nouns)
