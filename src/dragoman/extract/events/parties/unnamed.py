"""Parties that a frame's own slots leave open: against whom a show of force is meant, and who attacks a stranger in his own country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.extract.events.frames.match import Filler, Match, states
from dragoman.extract.events.frames.slots import Slots
from dragoman.extract.events.frames.whose import lies_in
from dragoman.extract.pair import pair_of_sentence
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import governing_clause, obliques

MEANT_FOR = frozenset({"MOBILIZE", "SANCTION"})  # types of which the purpose tells whom they are against
PURPOSE = 0.8  # factor of the score
PEOPLE_THERE = 0.5  # factor of the score: those who are named nowhere may be strangers too
STATE, STATELESS = 3, "IMG"  # letters of a state's code, the code of groups of no state
ARMED = "REB"  # PLOVER's sector of unnamed armed groups
Classes = Mapping[str, frozenset[str]]


def opposed(annotated: Annotated, slots: Slots, match: Match, classes: Classes) -> Match:
    """The match of a show of force or a sanction with whom its purpose or occasion names, where no slot names anybody.

    "Sent ships to deter Iran", "raised the alert amid threats from Iran", "in an effort to counter Iran".
    """
    doers = states(match.actors)
    if match.frame.type not in MEANT_FOR or not doers or states(match.recipients) - doers or match.frame.mutual:
        return match
    for noun in _purposes(annotated, slots, match, classes):
        for filler in (*slots.filler(noun), *(f for _, inner in obliques(annotated.parse, noun) for f in slots.filler(inner))):
            meant = tuple(m for m in filler.mentions if m.actor and m.actor.partition(":")[0] not in doers)
            if meant:
                frame = replace(match.frame, score=match.frame.score * PURPOSE)
                missing = tuple(role for role in match.missing if role != "recipient")
                return replace(match, recipients=(Filler(token=noun, mentions=meant),), missing=missing, frame=frame)
    return match


def _purposes(annotated: Annotated, slots: Slots, match: Match, classes: Classes) -> Iterator[int]:
    """The nouns that a purpose is about, or that the occasion of a show of force is."""
    parse = annotated.parse
    held = slots.object(match.trigger) if match.frame.part == "verb" else None
    places = [p for p in (match.trigger, held, match.lender.verb if match.lender else None) if p is not None]
    aims = [noun for place in places for word, noun in obliques(parse, place) if parse.lemmas[noun] in classes.get("aim", frozenset())]
    for place in (*places, *aims):
        for clause in parse.dependents(place, "advcl", "acl", "xcomp"):
            infinitive = any(parse.tags[c] == "TO" for c in parse.dependents(clause, "mark", "aux"))
            if infinitive and parse.lemmas[clause] in classes.get("counter", frozenset()):
                yield from parse.dependents(clause, "obj", "obl")
            if infinitive and parse.lemmas[clause] in classes.get("shield", frozenset()):  # "to protect Kuwait from Iraq"
                yield from (noun for word, noun in obliques(parse, clause) if word in classes.get("danger", frozenset()))
    if match.frame.type == "MOBILIZE":
        for place in places:
            yield from (
                noun
                for word, noun in obliques(parse, place)
                if word in classes.get("occasion", frozenset()) and parse.lemmas[noun] in classes.get("provocation", frozenset())
            )


def by_locals(annotated: Annotated, match: Match, classes: Classes) -> Match:
    """The match of an attack on strangers by nobody named with those of the country where it happened as attackers.

    "Gunmen killed two Greek priests in Chad": armed people of Chad did; so did who attacked "the Greek embassy in Chad".
    """
    victims = states(match.recipients)
    local = match.frame.part == "verb" or annotated.parse.lemmas[match.trigger].lower() in classes.get("local-violence", frozenset())
    unknown = not any(f.mentions for f in match.actors) and all(_is_armed(annotated, f, classes) for f in match.actors)
    told = match.trigger not in annotated.marks and match.frame.type == "ASSAULT" and not match.frame.mutual
    if not (told and local and unknown) or not victims or not all(len(code) == STATE for code in victims) or STATELESS in victims:
        return match
    there = next((m for m in _places(annotated, match, classes) if m.actor not in victims), None)
    if there is None or there.actor is None:
        return match
    doer = replace(there, actor=f"{there.actor}:{ARMED}", reach="metonym")
    frame = replace(match.frame, score=match.frame.score * PEOPLE_THERE)
    missing = tuple(role for role in match.missing if role != "actor")
    token = match.actors[0].token if match.actors else -1
    return replace(match, actors=(Filler(token=token, mentions=(doer,)),), missing=missing, frame=frame)


def _is_armed(annotated: Annotated, filler: Filler, classes: Classes) -> bool:
    lemma = annotated.parse.lemmas[filler.token].lower()
    return lemma in classes.get("attacker", frozenset()) | classes.get("missile", frozenset()) | classes.get("violence", frozenset())


def _places(annotated: Annotated, match: Match, classes: Classes) -> Iterator[ActorMention]:
    """The states of the places in the phrase of an attack, then in its clause, nearest first."""
    parse = annotated.parse
    attackers = (f.token for f in match.actors if f.token >= 0)
    for top in dict.fromkeys((match.trigger, *attackers, governing_clause(parse, match.trigger))):
        inside = (m.head for m in annotated.places if m.head in range(*parse.edges[top]))
        for head in sorted(inside, key=lambda head: abs(head - match.trigger)):
            cases = (c for noun in (head, parse.heads[head]) for c in parse.dependents(noun, "case"))  # "near the Libyan city of Tobruk"
            if any(parse.lemmas[case] in classes.get("whereabouts", frozenset()) for case in cases):
                yield from lies_in(annotated, head)


def in_whose_vote(annotated: Annotated, match: Match, main: Mapping[str, ActorMention], classes: Classes) -> Match:
    """The match of interference in an election that is nobody's by its words with the other state of its sentence, else of the report."""
    doers = states(match.actors)
    votes = [f for f in match.recipients if f.token >= 0 and annotated.parse.lemmas[f.token].lower() in classes.get("vote", frozenset())]
    if match.frame.type != "COERCE" or len(doers) != 1 or not votes or states(match.recipients):
        return match
    here = {code: m for code, m in pair_of_sentence(annotated, match.trigger).items() if code not in doers}
    others = here or {code: m for code, m in main.items() if code not in doers and doers <= main.keys()}
    if len(others) != 1:
        return match
    (voter,) = others.values()
    frame = replace(match.frame, score=match.frame.score * PURPOSE)
    return replace(match, recipients=(Filler(token=votes[0].token if here else -1, mentions=(voter,)),), missing=(), frame=frame)


def where_they_are(annotated: Annotated, match: Match, classes: Classes) -> Match:
    """The match of an attack on people or things that are nobody's by their words with the state of the place where they are.

    "Dutch jets struck barracks used by rebels in Mali": the place may stand deeper than the frame looks.
    """
    doers = states(match.actors)
    open_ = match.frame.type == "ASSAULT" and match.frame.part == "verb" and not match.frame.mutual and doers and match.recipients
    target = classes.get("target", frozenset()) | classes.get("partitive", frozenset())
    if not open_ or any(f.mentions or annotated.parse.lemmas[f.token].lower() not in target for f in match.recipients):
        return match
    there = next((m for m in _places(annotated, match, classes) if m.actor and m.actor not in doers), None)
    if there is None:
        return match
    frame = replace(match.frame, score=match.frame.score * PURPOSE)
    return replace(match, recipients=(Filler(token=match.recipients[0].token, mentions=(there,)),), missing=(), frame=frame)
