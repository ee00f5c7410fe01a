"""Parties of a claim from the actors that a text names."""

from __future__ import annotations

from collections.abc import Container, Iterable

from dragoman.knowledge import Knowledge
from dragoman.model.claim import Party, Role
from dragoman.model.mention import ActorMention

PRIVATE = (":BUS", ":EDU", ":JRN", ":LAB")  # PLOVER's sectors of those who make agreements for themselves


def state_of(mention: ActorMention) -> str | None:
    """The state, or the organisation, behind a mention."""
    return mention.actor.partition(":")[0] if mention.actor else None


def side_of(mention: ActorMention, sides: Container[str]) -> str | None:
    """Which of these sides a mention stands for: itself, if it is one, else its state."""
    return mention.actor if mention.actor in sides else state_of(mention)


def state_party(role: Role, code: str, mention: ActorMention | None, knowledge: Knowledge) -> Party:
    """A state or organisation as a party; ``mention`` gives the words, None where it is only implied."""
    known = knowledge.actors.states.get(code)
    name = known.name if known else mention.name if mention and mention.actor == code else code
    return Party(role=role, actor=code, name=name, span=mention.span if mention else None)


def bound_party(role: Role, code: str, mention: ActorMention | None, knowledge: Knowledge) -> Party:
    """Who is bound: a state or organisation, or the armed group or territory that a mention names rather than its state."""
    actor = mention.actor if mention else None
    if mention is None or actor not in knowledge.agreements.groups:
        return state_party(role, code, mention, knowledge)
    return Party(role=role, actor=actor, name=mention.name, span=mention.span)


def party_of(role: Role, mention: ActorMention) -> Party:
    """Whoever a mention refers to as a party."""
    return Party(
        role=role,
        actor=mention.actor,
        name=mention.name,
        person=mention.person,
        office=mention.office,
        span=mention.span,
    )


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once: by role, actor and person; the first words stand."""
    found: dict[tuple[str, str | None, str | None], Party] = {}
    for party in parties:
        found.setdefault((party.role, party.actor or party.name, party.person), party)
    return tuple(found.values())


def states_of(mentions: Iterable[ActorMention]) -> frozenset[str]:
    """The states and organisations behind mentions."""
    return frozenset(m.actor.partition(":")[0] for m in mentions if m.actor)


def public(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Those who can be parties of an agreement between states: all but firms, universities, media and unions."""
    return tuple(m for m in mentions if m.actor and not m.actor.endswith(PRIVATE))
