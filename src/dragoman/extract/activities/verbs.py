"""Activities that a verb tells: "met with King Idris", "will travel to Chad"."""

from __future__ import annotations

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.slots import fillers, phrases, sentence_has, whom_it_is_about
from dragoman.extract.grammar import actors_of, apposed_to
from dragoman.extract.pair import acting_in
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityVerb
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, is_passive, misread_as_subjects, obliques, subject

FORCES = "MIL"
CIVILIANS = "CVL"


def verbal(annotated: Annotated, knowledge: Knowledge, verb: int, rule: ActivityVerb) -> ActivityMention | None:
    """The activity that a verb tells by a pattern, None where the pattern does not fit."""
    parse, pattern = annotated.parse, rule.pattern
    if not _has_words(parse, verb, pattern) or not sentence_has(parse, verb, rule) or _names_a_predicate(parse, verb):
        return None
    mention = ActivityMention(token=verb, verb=verb, type=rule.type, mark=annotated.marks.get(verb))
    for role, place in pattern.slots:
        token = _slot(parse, verb, place, knowledge.activities)
        if token is None and rule.persons and (held := parse.dependent(verb, "obj")) is not None:
            token = next((noun for word, noun in obliques(parse, held) if word == place), None)  # "discussed the pact with King Idris"
        if token is None and place == SUBJECT and is_passive(parse, verb):
            continue
        found = [] if token is None else _filled(annotated, knowledge, verb, (role, place, token), alone=len(pattern.slots) == 1)
        if not found and place == SUBJECT and rule.type == "training":
            found = _behind(annotated, verb, token)
        if token is not None and not found and _is_somebody(parse, mention, token):
            mention.open, mention.sure = True, False
            continue
        if token is None or (not found and (place != SUBJECT or len(pattern.slots) == 1)):
            return None
        mention.add(role, found)
    everyone = [m for some in mention.roles.values() for m in some]
    if rule.persons and not all(m.person or m.office for m in everyone):
        return None
    if (rule.type == "visit" and not (_may_visit(mention) or pattern.needs)) or _is_moved(annotated, verb, rule):
        return None
    _add_company(annotated, knowledge, mention, verb)
    return mention


def _behind(annotated: Annotated, verb: int, doer: int | None) -> list[ActorMention]:
    """Who trains, where the doer names nobody: who has or sends the "soldiers training Iraqi forces", or tells of "training" them."""
    parse = annotated.parse
    if doer is not None and parse.labels[doer] == "obj":
        holder = subject(parse, parse.heads[doer])
        return list(actors_of(annotated, holder)) if holder is not None else []
    return list(acting_in(annotated, verb).values()) if doer is None and parse.tags[verb] == "VBG" else []


def _is_somebody(parse: Parse, mention: ActivityMention, token: int) -> bool:
    """Whether who is met is a person whom no table knows: "met with Deputy Minister Idris Bello"."""
    named = parse.pos[token] == "PROPN" and parse.dependent(token, "compound", "flat") is not None
    return mention.type in {"meeting", "call"} and len(mention.states) == 1 and named


def _has_words(parse: Parse, verb: int, pattern: Pattern) -> bool:
    """Whether the words of an idiom ("shake hands") stand below the verb."""
    below = [c for t in (verb, *parse.children[verb]) for c in parse.children[t]] if pattern.needs else []
    return {parse.lemmas[t].lower() for t in below}.issuperset(pattern.needs)


def _filled(annotated: Annotated, knowledge: Knowledge, verb: int, slot: tuple[str, str, int], *, alone: bool) -> list[ActorMention]:
    """Who fills a slot (role, place, token) of a verb; ``alone`` if it is the verb's only one ("the ministers met")."""
    parse = annotated.parse
    role, place, token = slot
    found = fillers(annotated, knowledge, token, role)
    owned = not annotated.actors_at.get(token) and not apposed_to(annotated, token)
    if place == OBJECT and role in {"visitor", "participant"} and owned:
        return []  # "hosts websites of Chad", "met its target": what is owned is no guest
    if place == SUBJECT and alone:  # but not "the rivers of Laos and China meet"
        return [] if direct_object(parse, verb) is not None else [m for m in found if m.head in conjuncts(parse, token)]
    return found


def _names_a_predicate(parse: Parse, verb: int) -> bool:
    """Whether the verb says what its object is ("called him a friend"), and so tells no call."""
    held = parse.dependent(verb, "obj", "iobj")
    if held is None:
        return False
    named = parse.dependent(verb, "xcomp")
    if named is not None and parse.pos[named] in {"NOUN", "PROPN", "ADJ"}:
        return True
    other = parse.dependent(held, "appos")  # without a comma it is none
    return other is not None and parse.pos[other] == "NOUN" and parse.pos[parse.edges[other][0] - 1] != "PUNCT"


def _slot(parse: Parse, verb: int, place: str, words: Activities) -> int | None:
    if place == SUBJECT:
        blamed = whom_it_is_about(parse, verb, words)
        if blamed is not None:
            return blamed
        found, head = subject(parse, verb), parse.heads[verb]
        if found is None and parse.tags[verb] == "VBG" and parse.labels[verb] in {"advcl", "acl"} and parse.pos[head] == "PROPN":
            return head  # "the envoy, Idris Bello, arriving in Chad"
        return found
    if place == OBJECT:
        return direct_object(parse, verb)
    return next((noun for word, noun in (*obliques(parse, verb), *misread_as_subjects(parse, verb)) if word == place), None)


def _may_visit(mention: ActivityMention) -> bool:
    """Whether those who travel are persons or delegations, not forces or whole states."""
    visitors = mention.roles.get("visitor", [])
    return any(
        m.person
        or m.office
        or m.reach in {"reference", "metonym"}
        or (m.actor and ":" in m.actor and not m.actor.endswith((FORCES, CIVILIANS)))
        for m in visitors
    )


def _is_moved(annotated: Annotated, verb: int, rule: ActivityVerb) -> bool:
    """Whether a verb of travelling has an object that moves instead: "left soldiers behind for training"; not "left Chad for Mali"."""
    held = annotated.parse.dependent(verb, "obj") if rule.type == "visit" and not rule.pattern.needs else None
    return (
        held is not None
        and all(place != OBJECT for _, place in rule.pattern.slots)
        and not any(held in some for some in (annotated.actors_at, annotated.places_at, annotated.dates_at))
    )


def _add_company(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, verb: int) -> None:
    """Of meetings and calls: those "with" whom, where the pattern did not name them."""
    if mention.type not in {"meeting", "call", "exercise"}:
        return
    for word, noun in phrases(annotated, verb, knowledge.activities):
        if word in knowledge.activities.links["together"]:
            mention.add("participant", actors_of(annotated, noun))
