"""Activities that a noun tells: "held talks", "the visit of King Idris to Chad"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.extract.activities.exercises import add_destination, complete_exercise
from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.naming import name_of
from dragoman.extract.activities.senses import is_commented, is_in_a_name, is_something_else
from dragoman.extract.activities.slots import fillers, phrases, sentence_has, series_in, whom_it_is_about
from dragoman.extract.activities.support import ARGUMENT, Support, support_of
from dragoman.extract.grammar import actors_of, owners_of
from dragoman.extract.pair import PAIR
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityNoun
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import direct_object, governing_clause, obliques, subject


def nouns_at(parse: Parse, token: int, words: Activities) -> Iterator[ActivityNoun]:
    """The activity nouns that end at a token, the longest first; of one word there may be two, one of them titled."""
    lemma = parse.lemmas[token].lower()
    for noun in words.nouns.get(lemma, ()):
        first = token - len(noun.words) + 1
        if first >= 0 and all(parse.lemmas[first + n].lower() == word for n, word in enumerate(noun.words)):
            yield noun


def nominal(annotated: Annotated, knowledge: Knowledge, token: int, noun: ActivityNoun) -> ActivityMention | None:
    """The activity that a noun tells, None where it names something else."""
    words = knowledge.activities
    if is_something_else(annotated, token, noun, words) or (
        noun.type == "project" and is_in_a_name(annotated, token, knowledge.agreements.treaties)
    ):
        return None
    proved = sentence_has(annotated.parse, token, noun) or (noun.type == "exercise" and series_in(annotated, token, words) is not None)
    if not proved and noun.type != "exercise":
        return None
    if noun.type == "visit" and _is_with_somebody(annotated, token, words):  # "a visit with the president"
        taking = dict.fromkeys(words.links["company"], "participant")
        noun = replace(noun, type="meeting", owner="participant", subject="participant", compound=None, slots=taking)
    mention = _of_phrase(annotated, knowledge, token, noun)
    own = mention.states
    named = len(own) >= PAIR and annotated.parse.dependent(token, "nmod:poss") is not None  # "briefed her on his talks with Chad"
    if noun.type == "meeting" and not named and is_commented(annotated, token, words):
        return None
    _add_support(annotated, knowledge, mention, noun)
    if noun.weak and not own and (mention.status is None or not mention.sure):
        return None
    if mention.type == "exercise" and not _is_military(annotated, knowledge, mention, proved=proved):
        return None
    _settle(mention)
    return mention if mention.type != "training" or _is_given(annotated, knowledge, mention) else None


def _of_phrase(annotated: Annotated, knowledge: Knowledge, token: int, noun: ActivityNoun) -> ActivityMention:
    """What the noun phrase itself tells: whose it is, with whom, where."""
    words = knowledge.activities
    mention = ActivityMention(token=token, verb=-1, type=noun.type, mark=annotated.marks.get(token), noun=True, titled=noun.titled)
    beside = annotated.parse.dependents(token, "advmod", "amod")
    mention.elsewhere = any(annotated.parse.lemmas[c].lower() in words.links["abroad"] for c in beside)
    _add_owners(annotated, knowledge, mention, noun)
    if noun.owner == "place" and len(mention.states) >= PAIR:
        mention.add("participant", mention.roles.pop("place"))  # "the Iran-Pakistan pipeline"
    mention.owned = _has_state(mention, noun.owner)
    for word, other in phrases(annotated, token, words):
        _add_slot(annotated, knowledge, mention, noun, word, other)
    if noun.slots.get("with") == "participant" and len(mention.states) == 1:
        _add_from_above(annotated, knowledge, mention)
    _add_members(annotated, knowledge, mention, noun)
    if noun.type == "meeting" and any(m.state is None for some in mention.roles.values() for m in some):
        _add_venue(annotated, knowledge, mention)
    return mention


def _is_military(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, *, proved: bool) -> bool:
    """Whether an exercise, now that all who take part are known, is one of forces: by its words, or as states hold it under a name."""
    if len(mention.states) == 1:
        _add_from_above(annotated, knowledge, mention)  # "took part in drills with Chad"
    complete_exercise(annotated, knowledge, mention)
    told = annotated.parse.tags[mention.token] == "NNS" or name_of(annotated, mention, knowledge.activities) is not None
    return proved or (told and mention.status is not None and len(mention.states) >= PAIR)


def _is_given(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> bool:
    """Whether it is told who is trained, and by whom or where, or who trains abroad."""
    add_destination(annotated, knowledge, mention)
    if not (mention.roles.get("trainee") and mention.roles.get("trainer")):
        mention.add("host", mention.roles.get("place", ()))
    return len([role for role in ("trainee", "trainer", "host") if mention.roles.get(role)]) >= PAIR


def _add_members(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """Who takes part by a participle or a noun of sharing: "a coalition led by Chad and Mali", "Chad's participation in the project"."""
    parse, token = annotated.parse, mention.token
    for clause in parse.dependents(token, "acl"):
        for agent in parse.dependents(clause, "obl:agent") if parse.tags[clause] == "VBN" and noun.type != "exercise" else ():
            mention.add(noun.subject, actors_of(annotated, agent))
    above, sharing = parse.lemmas[parse.heads[token]].lower(), knowledge.activities.links["sharing"]
    if noun.type == "project" and parse.labels[token] == "nmod" and above in sharing:
        mention.add(noun.subject, owners_of(annotated, parse.heads[token]))


def _add_from_above(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Whom it is with, where the parse hangs that on the word above: "was briefed on his talks in Geneva with King Idris"."""
    parse, token, words = annotated.parse, mention.token, knowledge.activities
    above = parse.heads[token]
    if parse.labels[token] not in {"obl", "nmod"} or parse.lemmas[above] in words.verbs:
        return  # "met at the summit with King Idris": that is the verb's
    for word, other in obliques(parse, above):
        if word in words.links["company"] and other > token:
            mention.add("participant", fillers(annotated, knowledge, other, "participant"))


def _add_venue(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Where an organisation meets, wherever in the noun phrase that stands: "the conference of the Organisation for Trade in Oslo"."""
    parse = annotated.parse
    for token in range(mention.token + 1, parse.edges[mention.token][1]):
        if annotated.places_at.get(token) and any(
            parse.lemmas[c] in knowledge.activities.links["venue"] for c in parse.dependents(token, "case")
        ):
            mention.add("place", fillers(annotated, knowledge, token, "place"))


def _has_state(mention: ActivityMention, role: str) -> bool:
    """Whether a state is in a role; an organisation's members take part in its summit besides it."""
    return any(m.state for m in mention.roles.get(role, ()))


def _is_with_somebody(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether a visit names no goal, but whom the visitor was with."""
    phrases_ = list(phrases(annotated, token, words))
    return any(word in words.links["company"] and actors_of(annotated, noun) for word, noun in phrases_) and not any(
        word in words.links["goal"] for word, _ in phrases_
    )


def _add_owners(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """Whose it is: possessor, adjective, compound; before "trip" or "visit" the name of a state is its goal."""
    parse, token = annotated.parse, mention.token
    for child in parse.children[token]:
        if child > token or parse.labels[child] not in {"nmod:poss", "amod", "compound", "nmod", "nummod"}:
            continue
        low, high = parse.edges[child]
        found = [m for t in range(low, high) for m in annotated.actors_at.get(t, ())]
        plain = parse.labels[child] in {"compound", "nmod"}
        role = noun.compound if noun.compound and plain and all(m.actor == m.state and not m.person for m in found) else noun.owner
        if not found and noun.compound and plain:
            found, role = fillers(annotated, knowledge, child, "host"), noun.compound
        elif not found and noun.type == "meeting" and parse.labels[child] == "compound":
            found, role = fillers(annotated, knowledge, child, "place"), "place"  # "the Turin summit"
        mention.add(role, found)


def _add_support(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """The verb it is told with: its subject takes part ("held talks"), those after "with" too; it gives the status."""
    parse, words = annotated.parse, knowledge.activities
    support = support_of(parse, mention.token, words)
    if support is None:
        return
    verb = mention.verb = support.verb
    known = next((form for form in support.forms if form in words.becomes or form in words.takes_part), "")
    if support.label in ARGUMENT or known in words.takes_part:
        mention.status = words.becomes.get(known)
        mention.mark = mention.mark or annotated.marks.get(verb)
    if support.circumstance if support.label == "obl" else support.label != "nsubj" and known in words.takes_part:
        _add_doer(annotated, knowledge, mention, noun, support)
    if support.label in ARGUMENT:
        for bearer in (verb, *parse.dependents(verb, "xcomp")):  # "talks are expected to take place in Geneva"
            for word, other in phrases(annotated, bearer, words):
                if other != mention.token:
                    _add_slot(annotated, knowledge, mention, noun, word, other)
    elif noun.type == "meeting":
        _add_goal(annotated, knowledge, mention, verb)


def _add_goal(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, verb: int) -> None:
    """Where one goes, or is, for a meeting: "is in Paris for a meeting"."""
    parse, links = annotated.parse, knowledge.activities.links
    if any(parse.lemmas[c] in links["purpose"] for c in parse.dependents(mention.token, "case")):
        for word, other in obliques(parse, verb):
            if word in links["place"]:
                mention.add("place", fillers(annotated, knowledge, other, "place"))
                mention.there = True


def _add_doer(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun, support: Support) -> None:
    """The subject of the verb takes part; of a verb that happens meanwhile only where nobody else is said to own it."""
    parse, meanwhile = annotated.parse, support.label == "obl"
    blamed = whom_it_is_about(parse, support.verb, knowledge.activities)
    doer = subject(parse, support.verb) if blamed is None else blamed
    if doer is not None and doer != mention.token and not (meanwhile and mention.owned):
        taught = _is_taught(parse, knowledge, mention, noun, support)
        doers = actors_of(annotated, doer)
        built = support.label in ARGUMENT and parse.heads[mention.token] == support.verb and not mention.states
        both = built and len({m.actor.partition(":")[0] for m in doers if m.actor}) >= PAIR  # "Chad and Mali will build a railway"
        mention.add("trainee" if taught else "participant" if both and noun.subject == "place" else noun.subject, doers)
        mention.sure = not meanwhile
    if meanwhile and noun.type in {"meeting", "call"} and len(mention.states) < PAIR:  # "told him in a call"
        mention.add(noun.subject, fillers(annotated, knowledge, direct_object(parse, support.verb), noun.subject))


def _is_taught(parse: Parse, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun, support: Support) -> bool:
    """Whether who does it is trained: "underwent training", or "began training" where no others are said to be trained."""
    lemma, links = parse.lemmas[support.verb], knowledge.activities.links
    begun = lemma in links["beginning"] and support.label == "obj" and not mention.roles.get("trainee")
    return noun.type == "training" and (lemma in links["taught"] or begun)


def _add_slot(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun, word: str, other: int) -> None:
    """Who stands after a preposition that brings a role."""
    role = noun.slots.get(word)
    if role is not None:
        found = fillers(annotated, knowledge, other, role) or _for_whom(annotated, word, other, role)
        mention.add(role, found)
        mention.owned |= role == noun.owner and word not in knowledge.activities.links["company"] and _has_state(mention, role)
        mention.elsewhere |= role == "host" and not found and annotated.parse.pos[other] == "PROPN" and other not in annotated.dates_at
    if role == "participant" and noun.type in {"meeting", "call"}:
        mention.add(role, _misread(annotated, mention, other))


def _misread(annotated: Annotated, mention: ActivityMention, token: int) -> list[ActorMention]:
    """The subject of the clause that the parse has joined to whom one talks with: "In a call with King Idris, the chancellor said"."""
    parse = annotated.parse
    return [
        m
        for other in parse.dependents(token, "appos")
        for m in annotated.actors_at.get(other, ())
        if m.state and m.state not in mention.states and (m.person or m.office)
    ]


def _for_whom(annotated: Annotated, word: str, noun: int, role: str) -> tuple[ActorMention, ...]:
    """Trainees one phrase deeper: "drills for instructors for the navy of Chad"."""
    if role != "trainee":
        return ()
    return tuple(m for inner, other in obliques(annotated.parse, noun) if inner == word for m in actors_of(annotated, other))


def _settle(mention: ActivityMention) -> None:
    """Drills that one force gives another are training: who gives them trains."""
    trainees = mention.states_in("trainee")
    if mention.type == "exercise" and trainees:
        givers = mention.states_in("participant") - trainees
        if givers:
            mention.type = "training"
            mention.add(
                "trainer",
                [m for m in mention.roles.pop("participant", []) if m.actor and m.actor.partition(":")[0] in givers],
            )
        else:
            mention.add("participant", mention.roles.pop("trainee"))


def visiting(annotated: Annotated, token: int) -> ActivityMention | None:
    """A visit told in passing: "the visiting Turkish president"; its host is who stands beside the guest."""
    parse = annotated.parse
    guest = parse.heads[token] if parse.labels[token] == "amod" else None
    if guest is None and parse.dependent(token, "mark") is not None:  # read as a clause: "with visiting president Khan"
        guest = parse.dependent(token, "obj")
    guests = annotated.actors_at.get(guest, ()) if guest is not None else ()
    if not any(m.person or m.office for m in guests):
        return None
    mention = ActivityMention(token=token, verb=governing_clause(parse, parse.heads[token]), type="visit", passing=True)
    mention.add("visitor", guests)
    return mention
