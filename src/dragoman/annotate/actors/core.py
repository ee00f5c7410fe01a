"""An organ or office phrase of a text, while its owners and holders are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.annotate.actors.names import Hit
from dragoman.knowledge.rows.organs import Phrase


@dataclass(slots=True, kw_only=True)
class Core:
    """An organ or office phrase on the tokens ``low`` up to ``high``; ``owners`` are the names of those it belongs to.

    ``left`` and ``right`` bound the whole noun phrase with its owner; ``pronoun`` is a possessive before it;
    ``definite`` tells an article; ``named`` that a name nobody knows stands between; ``past`` that the office is no longer
    held; ``within`` is an organ phrase that modifies it, ``behind`` one that stands further left in the same noun phrase.
    """

    low: int
    high: int
    head: int
    phrases: tuple[Phrase, ...]
    left: int
    right: int
    owners: list[Hit] = field(default_factory=list)
    pronoun: int | None = None
    definite: bool = False
    past: bool = False
    named: bool = False
    within: Phrase | None = None
    behind: Core | None = None
