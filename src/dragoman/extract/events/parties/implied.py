"""The second party that a sentence leaves out: "talks resumed in Vienna", in a report on Iran and the United States."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from dragoman.extract.events.frames.clauses import TOLD
from dragoman.extract.events.frames.match import Filler, Match, states
from dragoman.extract.events.frames.slots import BEFORE_NOUN
from dragoman.extract.grammar import actors_of
from dragoman.extract.pair import pair_meant, pair_of_sentence
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import is_passive, subject

# Of these types a party left out was the sentence's other state in at least one case of three, of others in one of five or ten.
BY_SENTENCE = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "ACCUSE", "AID", "REJECT", "SANCTION", "THREATEN", "REQUEST", "RETREAT", "COOPERATE"}
)
BY_REPORT = frozenset({"AGREE", "THREATEN", "SANCTION"})  # of other types one in five
DEALT_ELSEWHERE = BY_SENTENCE - {"REQUEST", "SUPPORT", "REJECT"}  # of these only a name inside the words for the act is right
TOLD_TO = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE"})  # what one says to another is meant for him
OFTEN = 2  # events: a report that tells fewer of two states is not about their dealings
PAIR = 2  # parties of a dealing
PHRASE = frozenset({"obj", "iobj", "obl", "nmod", "nmod:poss", "amod", "compound", "appos", "conj", "nsubj:pass"})
ASIDE_CLAUSES = frozenset({"advcl", "parataxis"})
SURE = 0.7  # score: what a frame that is seldomer right lacks is left out
AS_NOUN = frozenset({"AID", "CONSULT"})  # "the donation of 100 tonnes": to whom, the sentence tells
IMPLIED = 0.5  # factor of the score: right about half of the time


def dealings(matches: Iterable[Match]) -> Counter[frozenset[str]]:
    """The pairs of states that a report tells to deal with each other, and how often, in events of which both sides are named."""
    whole = (states(match.actors) | states(match.recipients) for match in matches if not match.missing)
    return Counter(frozenset(pair) for some in whole for pair in combinations(some, PAIR))


def completed(
    annotated: Annotated,
    match: Match,
    main: Mapping[str, ActorMention],
    people: frozenset[str],
    asides: frozenset[str],
    told: Counter[frozenset[str]],
    topics: frozenset[str] = frozenset(),
) -> Match:
    """The match with the party that its sentence, else the report's main pair, lets one infer; unchanged where nothing is lacking.

    Only an empty slot is filled, or that of a recipient if it holds a thing: who is named there is meant, even if he has no
    code, and whom the sentence only compares with, or names as a place, is not. ``people`` are words for people and groups,
    ``asides`` prepositions of comparison and place, ``topics`` those of what talks are about. Of a party that does not stand inside
    the words for the act, the report must tell that the two have dealings, in ``told``; of one that is not in the sentence, that it
    is about theirs. Without that one in three was right.
    """
    actors, recipients = states(match.actors), states(match.recipients)
    known = actors | recipients
    mark = annotated.marks.get(match.trigger)
    if mark is not None and mark.modality != "planned" and not mark.refused:
        return match
    frame = match.frame
    if frame.type == "ASSAULT" and actors and _is_victim_open(annotated, match):
        return _with_victim(annotated, match, actors)
    listeners = _addressee(annotated, match.trigger, actors) if frame.type in TOLD_TO and actors and recipients <= actors else ()
    if listeners:
        return replace(match, recipients=listeners, missing=())
    if actors & recipients or len(known) != 1 or _is_settled(annotated, match, people) or _is_in_passing(match):
        return match  # "Spain signed with its banks": the other side is named, and is its own
    lent_talks = frame.type == "CONSULT" and frame.part == "noun" and match.lender is not None and not _is_aside_of(match)
    meant = pair_meant(annotated, match.trigger, known, dict(main) if frame.type in BY_REPORT or lent_talks else {})
    others = [mention for code, mention in meant.items() if code not in known]
    if len(others) != 1:
        return match
    here = annotated.parse.sentence_of[others[0].head] == annotated.parse.sentence_of[match.trigger]
    aside = _is_aside(annotated, others[0].head, asides | topics if frame.type == "CONSULT" else asides) or _is_apart(
        annotated, others[0].head, match.trigger
    )
    if aside if here else not known | meant.keys() <= _led_by(annotated):
        return match
    times = told[frozenset(known | meant.keys())]
    inside = here and _is_inside(annotated, others[0].head, match.trigger)
    if not inside and not (times and frame.type in DEALT_ELSEWHERE if here else times >= OFTEN and times > told.total() / 2):
        return match
    filler = Filler(token=others[0].head if here else -1, mentions=(others[0],))
    weaker = replace(frame, score=frame.score * IMPLIED)
    if frame.mutual or actors:
        return replace(match, recipients=(*match.recipients, filler), missing=(), frame=weaker)
    return replace(match, actors=(*match.actors, filler), missing=(), frame=weaker)


def _is_in_passing(match: Match) -> bool:
    """Whether talks are only when or where something else happens: "he left after the meeting" tells not with whom it was."""
    return match.frame.type == "CONSULT" and match.frame.mutual and _is_aside_of(match)


def _is_aside_of(match: Match) -> bool:
    """Whether a noun only tells of the time or place of its verb."""
    return match.lender is not None and match.lender.phrase.startswith("*")


def _is_bare(match: Match) -> bool:
    return match.frame.part == "noun" and match.lender is None


def _is_victim_open(annotated: Annotated, match: Match) -> bool:
    """Whether an attack names no victim: a bare noun has none, or a pronoun stands for him ("help Ukraine as it fights the invasion")."""
    if not match.recipients:
        return _is_bare(match) and match.frame.presupposed
    return all(f.token >= 0 and not f.mentions and annotated.parse.pos[f.token] == "PRON" for f in match.recipients)


def _is_settled(annotated: Annotated, match: Match, people: frozenset[str]) -> bool:
    """Whether nobody else is meant: the frame tells too little, or who takes part is named, if without a code."""
    frame = match.frame
    if frame.type not in BY_SENTENCE or "light verb" in match.missing or frame.part == "adjective" or frame.score < SURE:
        return True
    if frame.type == "REQUEST" and frame.complement in TOLD | {"clause"}:
        return True  # "said the two countries should work together"
    if frame.type == "ACCUSE" and not match.actors and is_passive(annotated.parse, match.trigger):
        return True  # "the minister was accused of theft": by whom, nobody says
    to_whom = frame.type in AS_NOUN and match.missing == ("recipient",) and frame.score > SURE
    if _is_bare(match) and not to_whom and not (frame.mutual and frame.type == "CONSULT"):
        return True
    nameless = any(not f.mentions or (frame.type != "CONSULT" and not states((f,))) for f in match.actors)
    return nameless or any(_is_somebody(annotated, f, people) for f in match.recipients if not f.mentions)


def _addressee(annotated: Annotated, trigger: int, actors: frozenset[str]) -> tuple[Filler, ...]:
    """Whom the doer tells the clause of a trigger: "Norway told Chad that it was angry at the raid"."""
    parse = annotated.parse
    for place in (trigger, *parse.ancestors(trigger)):
        verb = parse.heads[place]
        told = parse.dependent(verb, "obj", "iobj") if parse.labels[place] == "ccomp" else None
        doer = None if told is None or told > place else subject(parse, verb)
        if told is None or doer is None:
            continue
        listeners = tuple(m for m in actors_of(annotated, told) if m.actor and m.actor.partition(":")[0] not in actors)
        speakers = {m.actor.partition(":")[0] for m in actors_of(annotated, doer) if m.actor}
        return (Filler(token=told, mentions=listeners),) if listeners and speakers & actors else ()
    return ()


def _with_victim(annotated: Annotated, match: Match, actors: frozenset[str]) -> Match:
    """An attack of which only the doer is named is on the one state of its sentence besides him and those who speak.

    "France promised Ukraine help in the face of Russian aggression".
    """
    parse = annotated.parse
    speakers = {
        m.actor.partition(":")[0]
        for place in (match.trigger, *parse.ancestors(match.trigger))
        if parse.labels[place] != "advcl"  # "as it defends itself in the face of Russian aggression"
        for doer in parse.dependents(place, "nsubj")
        for m in actors_of(annotated, doer)
        if m.actor
    }
    others = {code: m for code, m in pair_of_sentence(annotated, match.trigger).items() if code not in speakers | actors}
    if len(others) != 1:
        return match
    (victim,) = others.values()
    frame = replace(match.frame, score=match.frame.score * IMPLIED)
    return replace(match, recipients=(Filler(token=victim.head, mentions=(victim,)),), missing=(), frame=frame)


def _led_by(annotated: Annotated) -> frozenset[str]:
    """Whom the first paragraph names: a report that does not begin with both states is not about their dealings."""
    first = annotated.parse.paragraph_of
    return frozenset(m.actor.partition(":")[0] for m in annotated.actors if m.actor and m.head >= 0 and first[m.head] == 0)


def _is_apart(annotated: Annotated, token: int, trigger: int) -> bool:
    """Whether a word stands in a clause below that of the trigger which tells of another time or matter."""
    parse = annotated.parse
    above = {trigger, *parse.ancestors(trigger)}
    path = [place for place in (token, *parse.ancestors(token)) if place not in above]
    return any(parse.labels[place] in ASIDE_CLAUSES for place in path)


def _is_inside(annotated: Annotated, token: int, trigger: int) -> bool:
    """Whether a name stands in the phrase of the trigger, no clause between them: "bought French wheat", "tariffs on chips from Chad"."""
    parse = annotated.parse
    path = [place for place in (token, *parse.ancestors(token)) if trigger in parse.ancestors(place)]
    return bool(path) and all(parse.labels[place] in PHRASE for place in path)


def _is_aside(annotated: Annotated, token: int, asides: frozenset[str]) -> bool:
    """Whether a name, or what it is a part of, stands after such a preposition: "in the Chadian resort"."""
    parse = annotated.parse
    while parse.labels[token] in BEFORE_NOUN and parse.heads[token] > token:
        token = parse.heads[token]
    return any(parse.labels[child] == "case" and parse.lemmas[child].lower() in asides for child in parse.children[token])


def _is_somebody(annotated: Annotated, filler: Filler, people: frozenset[str]) -> bool:
    parse = annotated.parse
    return parse.pos[filler.token] in {"PROPN", "PRON"} or parse.lemmas[filler.token].lower() in people
