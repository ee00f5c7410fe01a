"""What is known of a report while its actors are being found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.annotate.actors.names import Hit
from dragoman.annotate.actors.persons import Person, Registry, candidates, distinctive
from dragoman.annotate.actors.who import Who, mention_of
from dragoman.knowledge.rows.actors import Actors
from dragoman.model.mention import ActorMention, Reach
from dragoman.model.parse import Parse
from dragoman.model.text import Issue, Span

PERSONAL = frozenset({"person", "surname"})
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", ",", "III"})
SUFFIXED = 2  # tokens from a name to the suffix that the parser makes its head: "Biden, Jr."
AMBIGUOUS = "actor-ambiguous"


@dataclass(slots=True, kw_only=True)
class Finding:
    """The names of a report (``at`` by token) and what has been made of them.

    ``impersonal`` are tokens that are no part of a person's name, ``titles`` those of organ and office phrases,
    ``inner`` those of organs whose words tell their state, whatever other state they name ("Taiwan Affairs Office");
    ``taken`` those whose mention is found; ``named`` the states that the report or its title names, apart from persons.
    """

    text: str
    parse: Parse
    actors: Actors
    day: str
    hits: list[Hit]
    at: dict[int, Hit]
    registry: Registry
    impersonal: frozenset[int]
    mentions: list[ActorMention] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    titles: set[int] = field(default_factory=set)
    inner: set[int] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def add(self, span: Span, head: int, who: Iterable[Who], reach: Reach = "name") -> None:
        """Keep one mention for each of those the words refer to."""
        above = self.parse.heads[head]
        if self.parse.words[above] in SUFFIXES and head < above <= head + SUFFIXED:
            head = above
        for one in dict.fromkeys(who):
            self.mentions.append(mention_of(one, self.text, span, head, reach))

    def doubt(self, span: Span, names: Iterable[str | None]) -> None:
        """Say that words may mean several, who are all kept."""
        self.issues.append(Issue(code=AMBIGUOUS, span=span, detail="; ".join(str(name) for name in names)))


def people_of(finding: Finding, hit: Hit, states: frozenset[str] = frozenset(), offices: tuple[str, ...] = ()) -> list[Person]:
    """The persons a hit means: those of this report first, then those of the tables."""
    if hit.senses[0].kind == "surname" and not (states or offices):
        written = hit.span.of(finding.text)
        return list(finding.registry.called(written)) or distinctive(hit, finding.actors, written, finding.day, finding.named)
    found = candidates(hit.senses, finding.actors, finding.day, states, offices)
    if len(found) > 1:
        named = [p for p in found if p in finding.registry.called(hit.span.of(finding.text))]
        found = named or found
    return found
