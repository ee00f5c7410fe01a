"""Provisions: what an agreement obliges its parties to, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.extract.agreements.content.terms import find_terms
from dragoman.extract.agreements.naming.coreference import CEASEFIRE, Agreement
from dragoman.extract.agreements.naming.names import Naming
from dragoman.extract.agreements.naming.sides import is_of_firms
from dragoman.extract.agreements.parties.guessing import is_for_many
from dragoman.extract.agreements.steps.outlook import notional
from dragoman.extract.agreements.steps.slots import Reference, phrases_of
from dragoman.extract.background import SAID, is_background
from dragoman.extract.grammar import actors_of
from dragoman.extract.pair import PAIR, UNIONS, pair_of_sentence
from dragoman.extract.parties import bound_party, distinct, state_of, state_party, states_of
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.agreements import Promising
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party, Provision, claim_id
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import is_passive, obliques, surface_subject

VERSION = "1"
LONGEST_PROMISE = 60  # tokens
COMPLEMENTS = ("obj", "ccomp", "xcomp", "obl", "nsubj:pass", "advcl")


def find_provisions(annotated: Annotated, knowledge: Knowledge, reference: Reference, names: Mapping[int, str]) -> list[Provision]:
    """All provisions told, in text order, one claim for each type and agreement in a sentence."""
    found: dict[tuple[int, str, int], Provision] = {}
    for trigger, low, high, agreement, takers in _promises(annotated, knowledge, reference):
        lemmas = _lemmas(annotated.parse, trigger, low, high, knowledge.agreements.promising.framing)
        for code in _types(lemmas, knowledge):
            key = (id(agreement), code, annotated.parse.sentence_of[trigger])
            if key not in found:
                found[key] = _provision(annotated, knowledge, code, (trigger, low, high), agreement, names[id(agreement)], takers)
    promised = {(p.type, p.trigger) for p in found.values()}
    terms = [
        _provision(annotated, knowledge, code, (trigger, low, high), agreement, names[id(agreement)], ())
        for code, trigger, low, high, agreement in find_terms(annotated, reference, knowledge.agreements.terms)
        if (code, annotated.parse.token_span(trigger)) not in promised
    ]
    return [*found.values(), *terms]


def _lemmas(parse: Parse, trigger: int, low: int, high: int, framing: frozenset[str]) -> list[str]:
    """The lemmas of the promise and of the verb before it, with its particle: "sets up a council"."""
    verb = (
        [trigger, *parse.dependents(trigger, "compound:prt")]
        if parse.pos[trigger] == "VERB" and parse.lemmas[trigger] not in framing
        else []
    )
    return [parse.lemmas[t].lower() for t in (*(t for t in verb if not low <= t < high), *range(low, high))]


def _types(lemmas: list[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The types of which all groups of words are met."""
    rules = knowledge.agreements.provisions
    return tuple(dict.fromkeys(rule.code for rule in rules if all(group.codes(lemmas) for group in rule.groups)))


def _promises(
    annotated: Annotated, knowledge: Knowledge, reference: Reference
) -> Iterator[tuple[int, int, int, Agreement, tuple[ActorMention, ...]]]:
    """Trigger, first token and end of each promise, its agreement, and who promises."""
    parse, words = annotated.parse, knowledge.agreements.promising
    topic: tuple[int, Agreement] | None = None  # the agreement whose provisions the sentence before told
    for number, (low, high) in enumerate(parse.sentences):
        told = False
        for verb in range(low, high):
            if parse.pos[verb] != "VERB" and not _misread(parse, verb):
                continue
            agreement, span, takers = _of_verb(annotated, words, reference, verb, topic if topic and number - topic[0] == 1 else None)
            if agreement is not None and 0 < span[1] - span[0] <= LONGEST_PROMISE:
                yield verb, *span, agreement, takers
                topic, told = (number, agreement), True
        if not told:
            for token in range(low, high):
                if token in reference.at:
                    naming, agreement = reference.at[token]
                    clause = _purpose(parse, naming)
                    if clause is not None:
                        yield token, *clause, agreement, ()


def _of_verb(
    annotated: Annotated, words: Promising, reference: Reference, verb: int, topic: tuple[int, Agreement] | None
) -> tuple[Agreement | None, tuple[int, int], tuple[ActorMention, ...]]:
    parse = annotated.parse
    doer = parse.heads[verb] if _misread(parse, verb) else surface_subject(parse, verb)
    found = reference.find(doer, pronoun=True) if doer is not None else []
    named = [
        one for one in found if one[1].treaty or notional(parse, one[0], reference.words) is None
    ]  # what "any deal" would do, none does
    if named and parse.lemmas[verb] in words.verbs and not is_passive(parse, verb):
        return named[0][1], _complements(parse, verb, doer), ()
    for word, noun in bases(parse, verb) if parse.lemmas[verb] in words.pledging or not _is_past(parse, verb) else ():
        if word in words.under and (under := reference.find(noun, pronoun=False)):
            return under[0][1], _without(parse, verb, noun), actors_of(annotated, doer) if doer is not None else ()
    if topic and doer is not None and parse.lemmas[verb] in words.pledging:
        takers = actors_of(annotated, doer)
        if len({state_of(m) for m in takers} & set(topic[1].parties)) >= PAIR:
            return topic[1], _complements(parse, verb, doer), takers
    return None, (0, 0), ()


def _is_past(parse: Parse, verb: int) -> bool:
    """Whether a clause tells what has been done: under an agreement that is no promise."""
    return parse.tags[verb] == "VBD" or any(parse.tags[c] in {"VBD", "VBN"} for c in parse.dependents(verb, "aux"))


def bases(parse: Parse, verb: int) -> Iterator[tuple[str, int]]:
    """The phrases on which a clause may rest: "under", "according to", "in accordance with" something."""
    yield from phrases_of(parse, verb)
    for word, noun in obliques(parse, verb):
        for inner, other in obliques(parse, noun):
            yield f"{word} {parse.lemmas[noun]} {inner}", other


def _misread(parse: Parse, token: int) -> bool:
    """Whether an adjective after its noun must be a verb, since it governs a clause: "the parties affirm to build"."""
    return parse.labels[token] == "amod" and token > parse.heads[token] and parse.dependent(token, "xcomp", "ccomp") is not None


def _complements(parse: Parse, verb: int, doer: int | None) -> tuple[int, int]:
    """From the first to the last token of what the verb says, its subject left out."""
    parts = [c for c in parse.dependents(verb, *COMPLEMENTS) if c != doer and c > verb]
    if not parts:
        return (0, 0)
    return min(parse.edges[c][0] for c in parts), max(parse.edges[c][1] for c in parts)


def _without(parse: Parse, verb: int, noun: int) -> tuple[int, int]:
    """The clause of a verb without the phrase that names the agreement, where that stands at its edge."""
    low, high = parse.edges[verb]
    first, last = parse.edges[noun]
    if last <= verb:
        low = max(low, last)
    elif first > verb and last >= high - 1:
        high = first
    while low < high and parse.pos[low] == "PUNCT":
        low += 1
    return low, high


def _purpose(parse: Parse, naming: Naming) -> tuple[int, int] | None:
    """The infinitive or clause under a noun: "a deal to withdraw troops", "an accord providing for exchanges"."""
    for clause in parse.dependents(naming.token, "acl"):
        if clause > naming.token and parse.tags[clause] in {"VB", "VBG"}:
            return clause, parse.edges[clause][1]
    return None


def _provision(
    annotated: Annotated,
    knowledge: Knowledge,
    code: str,
    where: tuple[int, int, int],
    agreement: Agreement,
    name: str,
    takers: tuple[ActorMention, ...],
) -> Provision:
    parse = annotated.parse
    trigger, low, high = where
    while high > low + 1 and parse.pos[high - 1] == "PUNCT":
        high -= 1
    promise = parse.span(low, high)
    evidence = (parse.sentence_span(trigger),)
    named = {state: m for m in takers if (state := state_of(m))}
    known = dict(agreement.parties) if len(agreement.parties) >= PAIR else {**agreement.parties, **named}
    if agreement.treaty and agreement.treaty.parties:
        known = {state: m for state, m in known.items() if state in agreement.treaty.states}
    elif len(known) < PAIR:  # "the pact lets Chad sell salt to Niger": those whom the promise names, if its sentence names no others
        there = [m for t in range(low, high) for m in annotated.actors_at.get(t, ()) if m.state or m.actor in UNIONS]
        here = {state: m for m in reversed(there) if (state := state_of(m))}
        words = knowledge.agreements.words["private.firms"]
        issued = bool(agreement.kinds & knowledge.agreements.texts)
        if issued or is_of_firms(parse, trigger, words) or is_for_many(parse, agreement, (), knowledge.agreements):
            here = {}
        here = here if here.keys() == pair_of_sentence(annotated, trigger).keys() else {}
        brokers = agreement.brokers | states_of(m for naming in agreement.namings for m in naming.brokers)
        truce = agreement.content & knowledge.agreements.words["truce.words"] or CEASEFIRE in agreement.kinds
        known |= here if len(here.keys() | known.keys()) == PAIR and not truce and not brokers & here.keys() else {}
    parties: list[Party] = [bound_party("party", state, m, knowledge) for state, m in known.items()]
    if agreement.treaty:
        parties += [state_party("party", code, None, knowledge) for code in agreement.treaty.parties if code not in known]
    when = when_of(annotated, trigger, knowledge)
    lemmas = [parse.lemmas[t].lower() for t in range(low, high)]
    mark = annotated.marks.get(trigger)
    return Provision(
        id=claim_id(annotated.document.id, "provision", code, name, (promise,), distinct(parties)),
        evidence=evidence,
        trigger=parse.token_span(trigger),
        parties=distinct(parties),
        when=when,
        modality=mark.modality if mark and mark.modality in {"denied", "alleged"} else "asserted",
        background=is_background(annotated, trigger, when, knowledge, SAID),
        made_by=f"provisions/{code}/{VERSION}",
        score=0.6,
        agreement=name,
        type=code,
        domains=knowledge.activities.domains.codes(lemmas),
        promise=promise,
    )
