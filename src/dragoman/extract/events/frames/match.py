"""What a frame finds at its trigger: who fills its slots, which verb lends a noun its subject, and what is used up."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.rows.events import Frame
from dragoman.model.mention import ActorMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A word that fills a slot, and the actors that it and its conjuncts name; none where it names nobody who has a code."""

    token: int
    mentions: tuple[ActorMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """The verb of which an event noun is object, subject or oblique. ``phrase`` is how the class "light" would write it."""

    verb: int
    phrase: str
    as_subject: bool = False
    holder: int | None = None  # who takes part, where it is a noun and not the verb's subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame at its trigger.

    ``missing`` names the parties that the frame needs and the words do not give; ``complement``, ``object`` and ``obliques`` are
    the words that the frame has used up.
    """

    frame: Frame
    trigger: int
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    missing: tuple[str, ...] = ()
    lender: Lender | None = None
    complement: int | None = None
    object: int | None = None
    obliques: tuple[int, ...] = ()


def states(fillers: tuple[Filler, ...]) -> frozenset[str]:
    """The states and organisations that fillers name."""
    return frozenset(m.actor.partition(":")[0] for f in fillers for m in f.mentions if m.actor)
