"""Who deals for himself and not for his state: banks, growers, traders, their heads and associations."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.events.frames.match import Filler
from dragoman.extract.events.frames.slots import BEFORE_NOUN
from dragoman.extract.grammar import named_at
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated

SECTORS = frozenset({"BUS", "AGR", "LAB"})  # of those who may deal for themselves


class Private:
    """Tells the private parties of one document from those who act for a state."""

    def __init__(self, annotated: Annotated, events: Events) -> None:
        self._annotated = annotated
        self._parse = annotated.parse
        self._words = events.classes.get("private", frozenset())
        self._partners = self._words | events.classes.get("counterpart", frozenset())

    def __contains__(self, token: int) -> bool:
        """Whether a noun names people or firms that deal for themselves: "German banks", "Smith, head of a growers' federation".

        A firm with a name and a code of its own, such as a state's oil company, is none of them.
        """
        parse = self._parse
        if token < 0:
            return False
        named = [m for m in named_at(self._annotated, token) if m.actor]
        sectors = {(m.actor or "").partition(":")[2] for m in named}
        if sectors & SECTORS and (parse.pos[token] in {"NOUN", "PRON"} or any(m.person for m in named)):
            return True
        if sectors - SECTORS:
            return False
        told = (word for other in parse.dependents(token, "appos") for word in range(*parse.edges[other]))
        return any(parse.lemmas[word].lower() in self._words for word in (token, *told))

    def without(self, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
        """The fillers; those who deal for themselves no longer with the code of their state."""
        return tuple(
            replace(f, mentions=() if f.token in self else tuple(m for m in f.mentions if self._whole(m.head) not in self)) for f in fillers
        )

    def _whole(self, token: int) -> int:
        """The noun that a name before it belongs to: "companies" of "Chadian companies"."""
        parse = self._parse
        while token >= 0 and parse.labels[token] in BEFORE_NOUN and parse.heads[token] > token:
            token = parse.heads[token]
        return token

    def is_other(self, filler: Filler) -> bool:
        """Whether who is named has no code and is none of a state, so that who deals with him deals with no state."""
        return not filler.mentions and filler.token >= 0 and self._parse.lemmas[filler.token].lower() in self._partners
