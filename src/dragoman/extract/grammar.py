"""Who fills a grammatical slot: from tokens to the actors they refer to."""

from __future__ import annotations

from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, preposition

OWNERS = ("nmod:poss", "amod", "compound", "nummod")  # dependents by which a noun belongs to an actor: "Turkish ships", "Iran's ships"
BEFORE_NAME = ("nmod", "compound", "nmod:poss")  # how the parse may hang the first of two names on the second
MEMBERS = frozenset({"of", "from", "by"})  # prepositions by which it does: "the ships of Iran", "rebels from Chad"


def actors_of(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The actors that a token and its conjuncts name; a noun that names none stands for its owner ("Turkish ships")."""
    parse = annotated.parse
    found: list[ActorMention] = []
    for member in conjuncts(parse, token):
        found += named_at(annotated, member) or apposed_to(annotated, member) or owners_of(annotated, member)
        found += (*listed_before(annotated, member), *listed_after(annotated, member), *_listed_after_junior(annotated, member))
    return tuple(found)


def _listed_after_junior(annotated: Annotated, token: int) -> list[ActorMention]:
    """Those whom the parse joins to an apposition that names nobody: "Joseph Biden, Jr. and Pedro Sanchez"."""
    parse = annotated.parse
    nobody = (other for other in parse.dependents(token, "appos") if not named_at(annotated, other))
    return [m for other in nobody for joined in parse.dependents(other, "conj") for m in named_at(annotated, joined)]


def listed_after(annotated: Annotated, token: int) -> list[ActorMention]:
    """Those whom the parse takes for an apposition of another: "Chad, NATO and Mali signed"."""
    parse, found = annotated.parse, []
    if not _is_whole(annotated, token):
        return []
    for other in parse.dependents(token, "appos"):
        if parse.dependent(other, "conj") is not None and _is_whole(annotated, other):
            found += [m for member in conjuncts(parse, other) for m in named_at(annotated, member)]
    return found


def listed_before(annotated: Annotated, token: int) -> list[ActorMention]:
    """Those whom the parse hangs on the last name of a list: "with the IMF and World Bank"."""
    parse = annotated.parse
    if not _is_whole(annotated, token):
        return []
    known = {m.actor for m in named_at(annotated, token)}
    places = [c for c in parse.dependents(token, *BEFORE_NAME) if c < token and parse.dependent(c, "case") is None]
    joined = [c for c in places if any(parse.labels[t] == "cc" for t in range(c + 1, token)) and _is_whole(annotated, c)]
    return [m for place in joined for m in named_at(annotated, place) if m.actor not in known]


def _is_whole(annotated: Annotated, token: int) -> bool:
    """Whether a token names a state or an organisation as such, no organ, official or group of one."""
    return any(m.actor and ":" not in m.actor for m in named_at(annotated, token))


def named_at(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The actors that this very token heads the name of."""
    return annotated.actors_at.get(token, ())


def apposed_to(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The actors named by the apposition of a token, or owning it, or the one state that it names anywhere."""
    for other in annotated.parse.dependents(token, "appos"):
        if _is_whole(annotated, other):  # "its allies Chad, Niger and Mali"
            return tuple(m for member in conjuncts(annotated.parse, other) for m in named_at(annotated, member))
        found = named_at(annotated, other) or owners_of(annotated, other) or within(annotated, other)
        if found:
            return found
    return ()


def within(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The actors in the phrase of a token, if all are of one state: "adviser to the president of Chad"."""
    found = [m for t in range(*annotated.parse.edges[token]) for m in annotated.actors_at.get(t, ()) if m.actor]
    return tuple(found) if len({m.actor.partition(":")[0] for m in found if m.actor}) == 1 else ()


def _owning_with(annotated: Annotated, token: int, owner: int) -> tuple[ActorMention, ...]:
    """Who owns a noun with its possessor, where the parse joins it to the noun: "welcomed Chad and Niger's signing of the pact"."""
    parse, first = annotated.parse, annotated.parse.heads[token]
    joined = parse.labels[token] == "conj" and parse.labels[owner] == "nmod:poss" and first < owner and _is_whole(annotated, first)
    between = (parse.pos[t] in {"CCONJ", "DET"} for t in range(first + 1, parse.edges[owner][0]))
    return named_at(annotated, first) if joined and all(between) else ()


def owners_of(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The actors to whom a noun belongs: possessor, adjective or compound of it, or its "of" phrase."""
    parse: Parse = annotated.parse
    for owner in parse.children[token]:
        if parse.labels[owner] in OWNERS:
            mentions = tuple(m for member in conjuncts(parse, owner) for m in named_at(annotated, member))
            if mentions:
                return (*_owning_with(annotated, token, owner), *mentions)
    for link in parse.dependents(token, "amod"):  # "Saudi-led efforts"
        mentions = tuple(m for owner in parse.dependents(link, "obl") if owner == link - 2 for m in named_at(annotated, owner))
        if mentions and parse.tags[link] == "VBN":
            return mentions
    for owner in parse.dependents(token, "nmod"):
        if preposition(parse, owner) in MEMBERS:
            mentions = tuple(m for member in conjuncts(parse, owner) for m in named_at(annotated, member))
            if mentions:
                return mentions
    return ()
