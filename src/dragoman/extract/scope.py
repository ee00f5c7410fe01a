"""Which claims belong to the record: by default those between states or organisations."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Literal

from dragoman.model.claim import AnyClaim, Party, Statement, Step

Scope = Literal["interstate", "all"]


HELPERS = frozenset({"mediator", "depositary"})  # roles of a step whose bearers are not bound


def within_scope(claims: Iterable[AnyClaim], scope: Scope, many: Container[str]) -> tuple[AnyClaim, ...]:
    """The claims that belong to the record, in their order; what statements are about is left out where it does not belong to it."""
    kept = [claim for claim in claims if in_scope(claim, scope, many)]
    ids = {claim.id for claim in kept}
    return tuple(
        replace(claim, about=tuple(one for one in claim.about if one in ids)) if isinstance(claim, Statement) else claim for claim in kept
    )


def in_scope(claim: AnyClaim, scope: Scope, many: Container[str] = ()) -> bool:
    """Whether two different states or organisations take part in the claim; of a statement, whether its speaker speaks for one.

    Of an agreement a movement with a code of its own is a side beside its state.
    ``many`` are the names of agreements that bind many states: whoever takes a step of one takes it towards the others.
    """
    if scope == "all":
        return True
    if isinstance(claim, Statement):
        return any(party.role == "speaker" and party.actor for party in claim.parties)
    if isinstance(claim, Step):
        sides = _states(party for party in claim.parties if party.role == "party")
        bound = sides | (
            _states(p for p in claim.parties if p.role not in HELPERS) - _states(p for p in claim.parties if p.role in HELPERS)
        )
        # who only acts on an agreement of others does not tell whose it is
        known = {party.actor for party in claim.parties if party.role == "party"}
        within = len(known - {None}) > 1  # a government and a movement of its own state
        return within or (bool(known) and len(bound) > 1) or (bool(bound) and claim.agreement in many)
    return len(states_dealing(claim)) > 1


def states_dealing(claim: AnyClaim) -> frozenset[str]:
    """The states and organisations that take part in what a claim tells; who only reports it does not."""
    return frozenset(_states(party for party in claim.parties if party.role != "reporter"))


def _states(parties: Iterable[Party]) -> set[str]:
    """The states and organisations behind these parties."""
    return {party.actor.partition(":")[0] for party in parties if party.actor}
