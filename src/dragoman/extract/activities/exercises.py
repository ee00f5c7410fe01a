"""What only exercises tell: who sends troops to them or is listed among others, who hosts them, where one goes for them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.slots import fillers
from dragoman.extract.grammar import actors_of
from dragoman.extract.pair import PAIR, other_side
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import direct_object, obliques, subject

ELSEWHERE = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "parataxis", "csubj"})  # clauses inside a clause, of which each tells its own


def complete_exercise(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Add to an exercise whom its own phrase does not name: joined or listed participants, the host, the place one goes to."""
    parse, links = annotated.parse, knowledge.activities.links
    verb = mention.verb
    known = parse.lemmas[verb] if verb >= 0 else ""
    joined = direct_object(parse, verb) if known in links["joined"] else None
    if joined is not None and joined != mention.token and parse.labels[mention.token] in {"obl", "nmod"}:
        mention.add("participant", actors_of(annotated, joined))
    mention.add("participant", _involved(annotated, knowledge, mention))
    if _are_apart(annotated, knowledge, mention):
        mention.roles.pop("participant", None)
    mention.add("participant", _listed(annotated, knowledge, mention))
    for clause in parse.dependents(mention.token, "acl", "acl:relcl"):  # "an exercise hosted by Chad"
        if parse.lemmas[clause] in links["hosting"]:
            hosts = [m for agent in parse.dependents(clause, "obl:agent") for m in actors_of(annotated, agent)]
            mention.add("participant", hosts)
            mention.add("host", hosts)
    if known in links["hosting"] and (doer := subject(parse, verb)) is not None and doer != mention.token:
        mention.add("host", [m for m in actors_of(annotated, doer) if m.state in mention.states])
    mention.add("place", _where(annotated, knowledge, mention))


def _involved(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> list[ActorMention]:
    """Whom it brings together: "the drills, which involve ships of Chad and Niger"."""
    parse, verbs = annotated.parse, knowledge.activities.links["involving"]
    own = parse.heads[mention.token] if parse.labels[mention.token] == "nsubj" else mention.token
    for verb in (own, *(t for t in _phrase(parse, mention.token) if parse.labels[t] in {"acl", "acl:relcl"})):
        held = parse.dependent(verb, "obj") if parse.lemmas[verb] in verbs else None
        if held is not None:
            things = [t for t in _phrase(parse, held) if t == held or parse.labels[t] in {"conj", "appos"}]
            things += [noun for word, noun in obliques(parse, verb) if word in knowledge.activities.links["members"]]
            return [m for thing in things for m in actors_of(annotated, thing) if m.reach != "reference"]
    return []


def _are_apart(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> bool:
    """Whether each exercises for itself: "both Chad and Niger held exercises", "Chad and Niger held separate exercises"."""
    parse, words = annotated.parse, knowledge.activities
    doer = parse.dependent(mention.verb, "nsubj") if mention.verb >= 0 else None
    if doer is None or mention.sure is False or any(m.head > mention.verb for m in mention.roles.get("participant", ())):
        return False
    if any(parse.lemmas[c].lower() in words.shared for c in parse.children[mention.token]):
        return False
    apart = any(parse.lemmas[c] in words.links["apart"] for c in parse.dependents(mention.token, "amod"))
    return apart or any(parse.lemmas[c].lower() in words.links["each"] for c in parse.dependents(doer, "det", "cc:preconj"))


def _listed(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> list[ActorMention]:
    """Those listed of many: "troops from ten countries, including Chad and Niger"; not those of a list of one state's."""
    parse, words = annotated.parse, knowledge.activities.links["listing"]
    found: list[ActorMention] = []
    for token in _near(parse, mention):
        if parse.words[token].lower() not in words or actors_of(annotated, parse.heads[token]):
            continue
        for listed in parse.dependents(token, "obj", "obl", "nmod"):
            if parse.lemmas[listed].lower() not in knowledge.activities.nouns:  # "exercises including a drill with Chad": that one's
                found += actors_of(annotated, listed)
    return found


def _near(parse: Parse, mention: ActivityMention) -> list[int]:
    """The tokens of its phrase and of the clause of its verb."""
    tokens = set(range(*parse.edges[mention.token]))
    return sorted(tokens | set(own_clause(parse, mention.verb)) if mention.verb >= 0 else tokens)


def add_destination(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Where one goes for training: "arrived in Chad to undergo training"."""
    if not mention.roles.get("place"):
        mention.add("place", _destination(annotated, knowledge, mention))


def _where(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> list[ActorMention]:
    """Where it is held, wherever in its clause that stands, or where they go who take part: "sailed for Chad to join the drills"."""
    if mention.roles.get("place"):
        return []
    parse, venues = annotated.parse, knowledge.activities.links["venue"]
    doers = {
        t for doer in (parse.dependents(mention.verb, "nsubj", "nsubj:pass") if mention.verb >= 0 else ()) for t in _phrase(parse, doer)
    }
    for token in _near(parse, mention):
        inside = token in doers and token not in _phrase(parse, mention.token)
        if not inside and annotated.places_at.get(token) and any(parse.lemmas[c] in venues for c in parse.dependents(token, "case")):
            found = [m for m in fillers(annotated, knowledge, token, "place") if m.state]
            free = not _is_aside(annotated, knowledge, mention, token)
            if free and found and (found[0].state in mention.states or (mention.states and not _has_state(mention))):
                return found[:1]
    return list(_destination(annotated, knowledge, mention))


def _is_aside(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, token: int) -> bool:
    """Whether a place is that of somebody, or of something meanwhile: "with the fleets in Oslo", "during the games in Oslo"."""
    parse, meanwhile = annotated.parse, knowledge.activities.links["meanwhile"]
    for above in parse.ancestors(token):
        if above in {mention.token, mention.verb}:
            return False
        if annotated.actors_at.get(above) or any(parse.lemmas[c] in meanwhile for c in parse.dependents(above, "case")):
            return True
    return False


def settle_exercise(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, places: list[ActorMention]) -> list[ActorMention]:
    """Who hosts an exercise of several, and whom it is of where it only tells with whom; what is left are places of its own.

    A place that only lies near is none, unless its state takes part: "near the border of Chad".
    """
    places = [m for m in places if m.state in mention.states or not _is_at_edge(annotated, knowledge, mention, m)]
    if len(mention.states) >= PAIR:
        mention.add("host", [m for m in places if m.state in mention.states][:1])  # "held drills with Chad in Chad"
    elif len(mention.states) == 1 and mention.noun and not places and _has_company(annotated, knowledge, mention):
        mention.add("participant", other_side(annotated, mention.token, mention.states, {}))  # "said that drills with Chad were off"
        mention.sure, mention.guessed = False, True
    return places


def _has_company(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> bool:
    """Whether it tells whom it is with: "drills with Chad"."""
    return any(word in knowledge.activities.links["company"] for word, _ in obliques(annotated.parse, mention.token))


def _is_at_edge(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, place: ActorMention) -> bool:
    """Whether a place only tells near what it is: "near the border of Chad", "in the waters off Chad"; not "near Abeche"."""
    parse, links = annotated.parse, knowledge.activities.links
    above = [place.head, *parse.ancestors(place.head)]
    inside = above[: next((n for n, t in enumerate(above) if t in {mention.token, mention.verb}), len(above))]
    if any(parse.lemmas[t].lower() in links["edge"] for t in inside):
        return True
    known = place.state is not None and place.text == place.name
    return known and any(parse.lemmas[c].lower() in links["nearby"] for t in inside for c in parse.dependents(t, "case"))


def _phrase(parse: Parse, token: int) -> range:
    return range(*parse.edges[token])


def _has_state(mention: ActivityMention) -> bool:
    return any(m.state for m in mention.roles.get("participant", ()))


def _destination(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> Iterator[ActorMention]:
    parse, links = annotated.parse, knowledge.activities.links
    above = parse.heads[mention.verb] if mention.verb >= 0 and parse.labels[mention.verb] in {"advcl", "xcomp"} else -1
    if above >= 0 and parse.lemmas[above] in links["going"] and parse.dependent(mention.verb, "mark") is not None:
        for word, noun in obliques(parse, above):
            if word in links["towards"]:
                yield from (m for m in fillers(annotated, knowledge, noun, "place") if m.state)


def own_clause(parse: Parse, head: int) -> list[int]:
    """The tokens of a clause without those of clauses inside it."""
    found, waiting = [], [head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [c for c in parse.children[token] if parse.labels[c] not in ELSEWHERE]
    return sorted(found)
