"""Whom words refer to, apart from where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.mention import ActorMention, Reach
from dragoman.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Code, state, canonical name, person and office, as ActorMention defines them."""

    actor: str | None
    state: str | None
    name: str | None
    person: str | None = None
    office: str | None = None


def who_of(mention: ActorMention) -> Who:
    """Whom a mention refers to."""
    return Who(actor=mention.actor, state=mention.state, name=mention.name, person=mention.person, office=mention.office)


def mention_of(who: Who, text: str, span: Span, head: int, reach: Reach) -> ActorMention:
    """The mention by which words refer to someone."""
    return ActorMention(
        span=span,
        text=span.of(text),
        actor=who.actor,
        state=who.state,
        name=who.name,
        person=who.person,
        office=who.office,
        head=head,
        reach=reach,
    )
