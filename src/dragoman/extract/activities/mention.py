"""One place of a report that tells an activity: what is known of it from its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse


@dataclass(slots=True, kw_only=True)
class ActivityMention:
    """One place where an activity is told: ``token`` triggers it, ``verb`` is the verb it is told with, -1 for none.

    ``noun`` if a noun triggers it, ``titled`` if it is a proper name; ``passing`` if it is told in passing ("his visiting
    colleague"), so that the time of its clause is not its own; ``there`` if one travels to its place for it; ``open`` if it names
    somebody whose state is not told; ``sure`` if the grammar names all who take part; ``inferred`` if only the report tells who does;
    ``guessed`` if its own phrase leaves open with whom it is; ``owned`` if its noun tells whose it is, rather than only whom it is with;
    ``elsewhere`` if it leads to a place of no one state ("a tour of the Gulf").
    """

    token: int
    verb: int
    type: str
    roles: dict[str, list[ActorMention]] = field(default_factory=dict)
    mark: Mark | None = None
    status: str | None = None
    noun: bool = False
    passing: bool = False
    there: bool = False
    open: bool = False
    titled: bool = False
    sure: bool = True
    inferred: bool = False
    guessed: bool = False
    elsewhere: bool = False
    owned: bool = False

    def add(self, role: str, mentions: Iterable[ActorMention]) -> None:
        """Put actors into a role, each once."""
        slot = self.roles.setdefault(role, [])
        slot += [m for m in mentions if m.actor and m not in slot]

    def infer(self, parse: Parse, mentions: Iterable[ActorMention]) -> None:
        """Add those of whom its grammar does not tell that they take part; if its sentence does not name them, only the report does."""
        added = [m for m in mentions if m.actor]
        known = self.states
        self.add("participant", added)
        here = all(m.head >= 0 and parse.sentence_of[m.head] == parse.sentence_of[self.token] for m in added)
        self.inferred, self.sure = self.states != known and not here, False

    @property
    def states(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset(m.actor.partition(":")[0] for some in self.roles.values() for m in some if m.actor)

    def states_in(self, *roles: str) -> frozenset[str]:
        """Those in the given roles."""
        return frozenset(m.actor.partition(":")[0] for role in roles for m in self.roles.get(role, ()) if m.actor)
