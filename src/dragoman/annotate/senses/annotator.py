"""Each sentence through the encoder, with the headline and the sentence before it; and what that says of each state near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dragoman.annotate.senses.encoder import encoder_of
from dragoman.annotate.senses.passages import Encoded, Passage, Place
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.encoder import Encoder
from dragoman.model.annotated import Annotated
from dragoman.model.sense import Sense, Senses, StateSense
from dragoman.model.text import Span

SHORTEST = 3  # sentences of a report: the encoder has learned from whole reports
PAIR = 2  # actors between whom there may be something to tell
BETWEEN = " . "  # between the headline and the sentence before
OWN, BEFORE = 0, 1  # the parts of a passage: the sentence, and what goes before


def find_senses(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Let the sentences of a report, of three or more, that names two actors be judged where they are asked about.

    Without an encoder there are no senses.
    """
    encoder = knowledge.encoder
    if encoder is None or len(annotated.parse.sentences) < SHORTEST:
        return annotated
    some, named = passages(annotated), named_in(annotated)
    if len({place.code for places in named for place in places}) < PAIR:
        return annotated

    def judge(number: int) -> Sense:
        return _sense(encoder_of(encoder).encode(some[number]), named[number], encoder)

    return replace(annotated, senses=Senses(len(some), judge))


def passages(annotated: Annotated) -> list[Passage]:
    """Each sentence as the encoder reads it: with the headline and the sentence before."""
    text, spans = annotated.document.text, _spans(annotated)
    sentences = [text[span.start : span.end] for span in spans]
    return [
        Passage(text=sentence, before=_headline(annotated) + before)
        for sentence, before in zip(sentences, ["", *sentences[:-1]], strict=True)
    ]


def named_in(annotated: Annotated) -> list[list[Place]]:
    """Where each passage names states and organisations: those of the sentence, then those of the one before."""
    spans = _spans(annotated)
    named: list[list[tuple[str, Span]]] = [[] for _ in spans]
    for mention in annotated.actors:
        if mention.actor is not None and mention.head >= 0:
            named[annotated.parse.sentence_of[mention.head]].append((mention.actor.partition(":")[0], mention.span))
    headline = len(_headline(annotated))
    found: list[list[Place]] = []
    for number, here in enumerate(named):
        places = [_place(code, OWN, span, spans[number].start) for code, span in here]
        if number:
            places += [_place(code, BEFORE, span, spans[number - 1].start - headline) for code, span in named[number - 1]]
        found.append(places)
    return found


def _place(code: str, part: int, span: Span, start: int) -> Place:
    return Place(code=code, part=part, start=span.start - start, end=span.end - start)


def _headline(annotated: Annotated) -> str:
    return (annotated.document.title or "") + BETWEEN


def _spans(annotated: Annotated) -> list[Span]:
    return [annotated.parse.span(*sentence) for sentence in annotated.parse.sentences]


def _sense(found: Encoded, places: Sequence[Place], encoder: Encoder) -> Sense:
    values = dict(zip(encoder.sentences, map(float, found.sentence), strict=True))
    return Sense(types=_of("type", values), states=dict(_states(found, places, encoder)))


def _states(found: Encoded, places: Sequence[Place], encoder: Encoder) -> Iterator[tuple[str, StateSense]]:
    """Those whom a sentence names, by where it does; before them those whom the sentence before names, so that the former count."""
    for part in (BEFORE, OWN):
        rows: dict[str, list[NDArray[np.float32]]] = {}
        for place in places:
            if place.part == part and (row := found.at(place)) is not None:
                rows.setdefault(place.code, []).append(row)
        for code, some in rows.items():
            values = dict(zip(encoder.tokens, map(float, np.max(some, axis=0)), strict=True))
            yield code, StateSense(actor=_of("actor", values), recipient=_of("recipient", values))


def _of(kind: str, values: Mapping[str, float]) -> Mapping[str, float]:
    """The outcomes of one kind: of "type:AID" the value of "AID"."""
    return {outcome: value for name, value in values.items() for own, _, outcome in [name.partition(":")] if own == kind and outcome}
