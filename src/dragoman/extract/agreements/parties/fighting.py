"""Truces: between whom the fighting of a report is, whether a government or an armed group fights, and who only helps them to peace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.parties.headline import places_in_headline
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.pair import PAIR
from dragoman.extract.parties import state_of, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.claim import AnyClaim, Event
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import obliques

FIGHTING = frozenset({"ceasefire"})  # kinds whose parties fight; who speaks of them is often neither
VIOLENT = frozenset({"ASSAULT", "COERCE"})  # events by which those who fight are known
HELPED = frozenset({"negotiated", "agreed"})  # stages of a truce that those who mediate are told to take part in
STATELESS = "IMG"  # what groups of no state stand under: they make no truces
OFTEN = 2  # acts of violence: who comes to blows once is not who a report's truce is between
AT_WAR = 3  # acts of violence where a report names rebels of one of the two: who bombs these makes no truce with their state


def foes_of(annotated: Annotated, claims: Iterable[AnyClaim], groups: frozenset[str]) -> dict[str, ActorMention]:
    """The two who fight most in a report, as its events tell, each with a mention; empty where none do.

    Of a state and an armed group (``groups``) that stands under it the one that does more of it is meant.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    doers: Counter[str] = Counter()
    fighters: set[str] = set()
    for claim in claims:
        if isinstance(claim, Event) and claim.type in VIOLENT:
            sides = [{p.actor for p in claim.parties if p.actor and p.role == role} for role in ("actor", "recipient")]
            counts.update(tuple(sorted((a, b))) for a in map(_side, sides[0]) for b in map(_side, sides[1]) if a != b)
            doers.update(code if code in groups else _side(code) for code in sides[0])
            fighters |= sides[0] | sides[1]
    (pair, most), *others = [*counts.most_common(PAIR), ((), 0)]
    rebels = {m.actor for m in annotated.actors if m.actor in groups and _side(m.actor or "") in pair} - fighters
    if most < (AT_WAR if rebels else OFTEN) or (others and others[0][1] == most) or STATELESS in pair:
        return {}
    first: dict[str, ActorMention] = {}
    for mention in sorted(annotated.actors, key=lambda m: -doers[m.actor or ""] if m.actor in groups else -doers[state_of(m) or ""]):
        if (code := state_of(mention)) in pair and code is not None:
            first.setdefault(code, mention)
    return {code: first[code] for code in pair} if len(first) == PAIR else {}


def _side(actor: str) -> str:
    """Who fights: the state or organisation behind an actor."""
    return actor.partition(":")[0]


def is_of_fighting(annotated: Annotated, agreement: Agreement, words: Agreements) -> bool:
    """Whether it ends fighting: by its kind, its words, or those of the sentence where it is called nothing but "a deal"."""
    parse = annotated.parse
    truce, settled, peaceful = (words.words[f"truce.{key}"] for key in ("words", "settled", "peaceful"))
    if agreement.kinds & FIGHTING or agreement.content & (truce | settled):
        return True
    told = (t for n in agreement.namings for t in range(n.token + 1, parse.edges[n.token][1]))
    if any(parse.lemmas[t].lower() in settled and parse.lemmas[t - 1].lower() not in peaceful for t in told):
        return True  # "a settlement that ends the war", but no trade war
    if agreement.content or agreement.kinds:
        return False
    low, high = parse.sentences[parse.sentence_of[agreement.namings[0].token]]
    return any(parse.lemmas[t].lower() in truce for t in range(low, high))


def only_help(annotated: Annotated, mention: StepMention, words: Agreements, foes: Mapping[str, ActorMention]) -> bool:
    """Whether those who talk about an end of fighting are none of those who fight: two leaders "discussed the ceasefire in Sudan"."""
    takers, truce = states_of(mention.takers), words.words["truce.words"]
    there = _fought_in(annotated, mention, truce, words.words["name.place"])
    head = mention.rule.rsplit("/", 1)[-1]  # "efforts to reach one" are no making of it
    made = mention.mark is None and mention.stage == "agreed" and len(takers) >= PAIR and head in words.words["truce.made"]
    if mention.stage not in HELPED or mention.naming.closed or made or any(m.actor in words.groups for m in mention.takers):
        return False
    if not is_of_fighting(annotated, mention.agreement, words):
        return False
    if len(takers) >= PAIR and not takers & foes.keys():
        there |= places_in_headline(annotated, words.words["name.fought"]) - takers
    return bool((there or foes) and not takers & (there | foes.keys()))


def _fought_in(annotated: Annotated, mention: StepMention, truce: frozenset[str], prepositions: frozenset[str]) -> frozenset[str]:
    """The states in which the fighting is that its sentences want ended: "a ceasefire in Gaza"."""
    parse = annotated.parse
    sentences = {parse.sentence_of[t] for t in (mention.token, *mention.agreement.tokens)}
    heads = [t for number in sentences for t in range(*parse.sentences[number]) if parse.lemmas[t].lower() in truce]
    inside = [
        noun for head in heads for place in (head, parse.heads[head]) for word, noun in obliques(parse, place) if word in prepositions
    ]
    places = {m.place.state for noun in inside for m in annotated.places_at.get(noun, ()) if m.place.state}
    return frozenset(places) | states_of(m for noun in inside for m in annotated.actors_at.get(noun, ()))


def groups_named(
    annotated: Annotated,
    agreement: Agreement,
    foes: Mapping[str, ActorMention],
    groups: frozenset[str],
    agreements: Iterable[Agreement],
) -> dict[str, ActorMention]:
    """Those who fight; for a state the armed group under it that the sentences of the agreement name: "a truce with Hamas".

    Where these name none it is the one that the report's other truces bind.
    """
    parse = annotated.parse
    sentences = {parse.sentence_of[t] for t in agreement.tokens}
    often = Counter(m.actor or "" for m in annotated.actors if m.actor in groups)
    here = [m for m in annotated.actors if m.head >= 0 and parse.sentence_of[m.head] in sentences and often[m.actor or ""] >= OFTEN]
    here = sorted([*_fighters(annotated, foes, groups), *here], key=lambda m: often[m.actor or ""])  # of several the one named most
    others = [m for one in agreements for m in one.parties.values() if m.actor in groups]
    here = [*others, *here]
    return {**foes, **{code: m for m in here if (code := state_of(m)) in foes and code is not None}}


def as_fighting(
    annotated: Annotated, meant: Mapping[str, ActorMention], step: StepMention, foes: Collection[str], groups: frozenset[str]
) -> dict[str, ActorMention]:
    """Those who are meant; for a state that fights the armed group under it that the sentence or, more often than it, the report names."""
    here = [
        m for m in annotated.actors if m.actor in groups and annotated.parse.sentence_of[m.head] == annotated.parse.sentence_of[step.token]
    ]
    others = {code: m for m in [*_fighters(annotated, foes, groups), *here] if (code := state_of(m)) in foes and code in meant}
    return {**meant, **{code: m for code, m in others.items() if code is not None}}


def _fighters(annotated: Annotated, foes: Collection[str], groups: frozenset[str]) -> list[ActorMention]:
    """The armed groups under those who fight that a report names oftener than their governments: the fighting is theirs."""
    often = Counter(m.actor or "" for m in annotated.actors if m.actor in groups)
    governing = Counter(state_of(m) for m in annotated.actors if m.actor not in groups and (m.person or m.office))
    return [m for m in annotated.actors if state_of(m) in foes and often[m.actor or ""] > max(governing[state_of(m)], OFTEN)]
