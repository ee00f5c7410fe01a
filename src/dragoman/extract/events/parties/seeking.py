"""Who takes part in the matches of a document beyond what the grammar of their clauses tells, in the order in which it is sought."""

from __future__ import annotations

from dragoman.extract.events.frames.match import Match
from dragoman.extract.events.frames.matcher import Matcher
from dragoman.extract.events.parties.implied import completed, dealings
from dragoman.extract.events.parties.recalling import recalled
from dragoman.extract.events.parties.targets import targeted
from dragoman.extract.events.parties.unnamed import by_locals, in_whose_vote, opposed, where_they_are
from dragoman.extract.pair import main_pair
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated

NOBODY: frozenset[str] = frozenset()


def with_parties(annotated: Annotated, matcher: Matcher, events: Events) -> list[Match]:
    """The matches of a document, in text order, with those who are named before, around or elsewhere in the report."""
    classes, main = events.classes, main_pair(annotated)
    outsiders = classes.get("outsider", NOBODY)
    people = classes.get("people", NOBODY) | classes.get("counterpart", NOBODY) | outsiders
    pointers, shells = classes.get("pointer", NOBODY), classes.get("shell", NOBODY)

    first = list(matcher.matches())
    matches = [recalled(annotated, match, first[:n], pointers, shells, matcher.candidates) for n, match in enumerate(first)]
    matches = [opposed(annotated, matcher.slots, match, classes) for match in matches]
    matches = targeted(annotated, matches, classes.get("goods", NOBODY) | outsiders)
    matches = [by_locals(annotated, match, classes) for match in matches]
    matches = [in_whose_vote(annotated, match, main, classes) for match in matches]
    matches = [where_they_are(annotated, match, classes) for match in matches]

    told, asides, topics = dealings(matches), classes.get("aside", NOBODY), classes.get("topic-preposition", NOBODY)
    whole = {match.trigger for match in matches if matcher.slots.content(match.trigger) == match.trigger}  # no "round of talks"
    return [completed(annotated, m, main, people, asides, told, topics) if m.trigger in whole else m for m in matches]
