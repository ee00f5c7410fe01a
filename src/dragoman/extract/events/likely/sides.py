"""Who takes part in an event that a sentence probably tells: each state that is near is judged by its own traits."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.events.coding import TOGETHER
from dragoman.extract.events.frames.match import Match, states
from dragoman.extract.events.likely.sentences import PAIR, Page, Sentence
from dragoman.extract.events.likely.together import OF_SIDES, likelihoods
from dragoman.knowledge.rows.weights import Weights
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Event
from dragoman.model.mention import ActorMention

MOST = 8  # states asked for one sentence: its own, then those of the report, then those of the sentence before
EVEN = 0.5
FAR_OFF = 0.1  # likelihood of a state that does not stand near the sentence
ACTOR, RECIPIENT = "actor", "recipient"
OFTEN = (1, 2, 4, 8)  # steps in which mentions are counted
QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The states of an event by role. ``sure``: how likely the two surest of them take part, between 0 and 1."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    sure: float


def candidates(whole: Page, sentence: Sentence) -> tuple[str, ...]:
    """The states that may take part in what a sentence tells, the nearest first."""
    return tuple(dict.fromkeys((*sentence.states, *whole.pair, *whole.before(sentence))))[:MOST]


def sides(annotated: Annotated, whole: Page, sentence: Sentence, kind: str, weights: Weights) -> Sides | None:
    """Who does what a sentence tells to whom: all that are likelier than not, else the two likeliest; None where two are not there."""
    near = candidates(whole, sentence)
    if len(near) < PAIR:
        return None
    acts, suffers = weights.outcomes.index(ACTOR), weights.outcomes.index(RECIPIENT)
    likely = {state: _likely(annotated, whole, sentence, state, kind, weights) for state in near}
    role = {state: acts if found[acts] >= found[suffers] else suffers for state, found in likely.items()}
    value = {state: float(found[role[state]]) for state, found in likely.items()}
    ranked = sorted(near, key=lambda state: -value[state])
    if acts not in (role[state] for state in ranked[:PAIR]):  # nothing is done by nobody
        ranked = _first(ranked, max(near, key=lambda state: likely[state][acts]))
        role[ranked[0]], value[ranked[0]] = acts, float(likely[ranked[0]][acts])
    together = kind in TOGETHER or any(match.frame.type == kind and match.frame.mutual and not match.missing for match in sentence.matches)
    if not together and suffers not in (role[state] for state in ranked[:PAIR]):  # nor upon nobody
        doer = max(ranked[:PAIR], key=lambda state: likely[state][acts])
        other = max((state for state in near if state != doer), key=lambda state: likely[state][suffers])
        role[other], value[other] = suffers, float(likely[other][suffers])
        ranked = _first(_first(ranked, other), doer)
    chosen = ranked[:PAIR] + [state for state in ranked[PAIR:] if value[state] >= EVEN]
    return Sides(
        actors=tuple(state for state in near if state in chosen and role[state] == acts),
        recipients=tuple(state for state in near if state in chosen and role[state] == suffers),
        sure=math.sqrt(value[ranked[0]] * value[ranked[1]]),
    )


def _first(ranked: Sequence[str], state: str) -> list[str]:
    return [state, *(other for other in ranked if other != state)]


def surely(annotated: Annotated, whole: Page, sentence: Sentence, kind: str, among: Collection[str], weights: Weights) -> float:
    """How likely the two surest of some states take part in what a sentence tells, between 0 and 1."""
    near = (state for state in candidates(whole, sentence) if state in among)
    values = sorted((float(max(_likely(annotated, whole, sentence, state, kind, weights))) for state in near), reverse=True)
    first, second, *_ = (*values, FAR_OFF, FAR_OFF)
    return math.sqrt(first * second)


def _likely(annotated: Annotated, whole: Page, sentence: Sentence, state: str, kind: str, weights: Weights) -> NDArray[np.float32]:
    """How likely a state acts in what a sentence tells, and is acted upon."""
    sense = annotated.senses[sentence.number].states.get(state) if annotated.senses else None
    sensed = None if sense is None else [{ACTOR: sense.actor, RECIPIENT: sense.recipient}[side][kind] for side in weights.outcomes]
    return likelihoods(weights.odds(traits(annotated, whole, sentence, state, kind)), sensed, OF_SIDES)


def traits(annotated: Annotated, whole: Page, sentence: Sentence, state: str, kind: str) -> frozenset[str]:
    """The traits of a state near a sentence that tells an event of a type: each alone, for types alike, and for this one."""
    plain = frozenset(_traits(annotated, whole, sentence, state, kind))
    group = "together" if kind in TOGETHER else "apart"
    return plain | {f"{trait} | {group}" for trait in plain} | {f"{trait} | {kind}" for trait in plain}


def _traits(annotated: Annotated, whole: Page, sentence: Sentence, state: str, kind: str) -> Iterator[str]:
    named = sentence.states
    if state in named:
        yield f"named, {min(len(named), PAIR * 2)} states"
        yield f"named as {list(named).index(state) + 1}" if list(named).index(state) < PAIR else "named later"
        for mention in named[state]:
            yield from _of_mention(annotated, mention)
    else:
        yield f"not named, {min(len(named), PAIR + 1)} states"
    if state in whole.pair:
        yield f"{whole.pair.index(state) + 1} of the pair"
    if state in whole.before(sentence):
        yield "named before"
    yield f"named {sum(whole.counts[state] >= often for often in OFTEN)} of {len(OFTEN)} often"
    yield f"{math.ceil(QUARTERS * whole.counts[state] / max(whole.counts.values()))} quarters of the first"
    for match in sentence.matches:
        yield from _of_match(match, state, kind)
    for event in sentence.events:
        yield from _of_event(event, state, kind)


def _of_mention(annotated: Annotated, mention: ActorMention) -> Iterator[str]:
    parse, token = annotated.parse, mention.head
    head = parse.heads[token]
    yield f"as {parse.labels[token]}"
    yield f"at {parse.lemmas[head].lower()}"
    if parse.heads[head] == head and head != token:
        yield f"as {parse.labels[token]} of the root"
    yield from (f"after {parse.lemmas[case]}" for case in parse.dependents(token, "case"))


def _of_match(match: Match, state: str, kind: str) -> Iterator[str]:
    which = "this" if match.frame.type == kind else "another"
    if state in states(match.actors):
        yield f"actor of {which} frame"
    if state in states(match.recipients):
        yield f"recipient of {which} frame"


def _of_event(event: Event, state: str, kind: str) -> Iterator[str]:
    if event.type == kind:
        yield from (f"{party.role} told" for party in event.parties if party.actor and party.actor.partition(":")[0] == state)
