"""Groups of states that act only through their members: what "the P5+1" does, six states do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.knowledge.rows.actors import Actors
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

NOW = "9999"  # the day of a report that has none
ACTING = ":GOV"


def with_members(annotated: Annotated, actors: Actors) -> Annotated:
    """The document with a mention of each member in place of one of their group; what is no such group stays as it is."""
    if not any(m.actor in actors.members for m in annotated.actors):
        return annotated
    day = annotated.document.published or NOW
    return replace(annotated, actors=tuple(one for m in annotated.actors for one in _members(m, actors, day)))


def _members(mention: ActorMention, actors: Actors, day: str) -> Iterator[ActorMention]:
    members = [member.state for member in actors.members.get(mention.actor or "", ()) if member.on(day)]
    if not members:
        yield mention
    for code in members:
        official = bool(mention.person or mention.office)
        name = actors.states[code].name
        yield replace(mention, actor=code + ACTING if official else code, state=code, name=name, person=None, office=None)
