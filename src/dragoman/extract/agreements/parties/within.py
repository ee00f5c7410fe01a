"""Agreements of a government with an armed movement of its own state: the two have one state, and are two sides none the less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.parties.fighting import OFTEN, VIOLENT, is_of_fighting
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.pair import PAIR
from dragoman.extract.parties import state_of
from dragoman.extract.scope import states_dealing
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.claim import AnyClaim, Event
from dragoman.model.mention import ActorMention


def take_sides_within(
    annotated: Annotated, agreements: Iterable[Agreement], told: Sequence[StepMention], words: Agreements, claims: Iterable[AnyClaim]
) -> None:
    """Let the government and the movement be the parties of an end of fighting that is known to be of one state, or of none.

    The movement is named with it ("the truce between the government and the Maoists"), or the report is about the two.
    """
    foe = _movement_spoken_of(annotated, words.groups, claims)
    for agreement in agreements:
        if agreement.treaty is not None or len(agreement.parties) >= PAIR or not is_of_fighting(annotated, agreement, words):
            continue
        here = [m for naming in agreement.namings for m in naming.parties]
        here += [m for step in told if step.agreement is agreement for m in step.takers]
        movement = next((m for m in here if m.actor in words.groups), foe)
        state = state_of(movement) if movement is not None else None
        if movement is None or state is None or movement.actor is None or not agreement.parties.keys() <= {state}:
            continue
        government = _government(here, state, words.groups) or _government(annotated.actors, state, words.groups)
        if government is not None and (movement is foe or government in here):
            agreement.parties = {state: government, movement.actor: movement}


def _government(mentions: Iterable[ActorMention], state: str, groups: frozenset[str]) -> ActorMention | None:
    """The first mention of a state that names none of its movements."""
    return next((m for m in mentions if state_of(m) == state and m.actor not in groups and m.head >= 0), None)


def _movement_spoken_of(annotated: Annotated, groups: frozenset[str], claims: Iterable[AnyClaim]) -> ActorMention | None:
    """The armed movement that a report names most, of a state that it names more than most others and that no other state fights in."""
    counts = Counter(m.actor for m in annotated.actors if m.actor in groups and m.head >= 0)
    ranked = [*counts.most_common(PAIR), (None, 0)]
    movement, often = ranked[0]
    if movement is None or often < OFTEN or ranked[1][1] == often:
        return None
    found = next(m for m in annotated.actors if m.actor == movement)
    states = Counter(state_of(m) for m in annotated.actors if m.actor and m.actor not in groups and m.head >= 0)
    fought = any(
        isinstance(claim, Event) and claim.type in VIOLENT and len(there := states_dealing(claim)) >= PAIR and state_of(found) in there
        for claim in claims
    )
    return found if not fought and state_of(found) in dict(states.most_common(PAIR)) else None
