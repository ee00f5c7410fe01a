"""Between whom an agreement is of which a report names one party or none; and which are no agreements between states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.extract.agreements.coreference import Agreement
from dragoman.extract.agreements.pair import PAIR, main_pair, pair_meant, pair_of_sentence
from dragoman.extract.agreements.steps import StepMention
from dragoman.extract.parties import state_of, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.claim import AnyClaim, Event
from dragoman.model.mention import ActorMention

FIGHTING = frozenset({"ceasefire"})  # kinds whose parties fight; who speaks of them is often neither
VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})  # events by which those who fight are known
UNIONS = frozenset({"EU"})  # organisations that make agreements as states do
LAWGIVING = frozenset({"approved", "ratified", "rejected"})  # stages in which parliaments take part


def public_ones(agreements: Sequence[Agreement], told: Sequence[StepMention]) -> tuple[list[Agreement], list[StepMention]]:
    """The agreements that are not with, or among, firms, unions or the like, and their steps."""
    private = {id(a) for a in agreements if any(n.private for n in a.namings) and len(_named(a)) < PAIR}
    private |= {id(step.agreement) for step in told if step.private and len(_named(step.agreement)) < PAIR}
    return [a for a in agreements if id(a) not in private], [step for step in told if id(step.agreement) not in private]


def _named(agreement: Agreement) -> frozenset[str]:
    return frozenset().union(*(naming.states for naming in agreement.namings))


def guess_parties(
    annotated: Annotated, agreements: Iterable[Agreement], told: Sequence[StepMention], words: Agreements, claims: tuple[AnyClaim, ...]
) -> None:
    """Where fewer than two parties are known, the agreement is between those whom its sentence or the report is about.

    A truce is between those who fight in the report, as its events (``claims``) tell: who asks for it is often a third.
    """
    about = main_pair(annotated)
    foes = _foes(annotated, claims)
    for agreement in agreements:
        own = [step for step in told if step.agreement is agreement]
        agreement.brokers = states_of(m for step in own for m in step.mediators)
        if agreement.treaty or _is_domestic(agreement, words.words["truce.words"]):
            continue
        if len(agreement.parties) > 1 or len(agreement.actors) > 1:
            _add_speaker(annotated, agreement, own)
        elif _is_of_fighting(annotated, agreement, words.words["truce.words"], words.words["truce.settled"]):
            if foes and agreement.parties.keys() <= foes.keys():
                agreement.join(foes.values())
            else:
                _guess(annotated, agreement, [s for s in own if _named(agreement) or words.stages[s.stage].bound], {}, words)
        else:
            _guess(annotated, agreement, own, about, words)


def _guess(
    annotated: Annotated, agreement: Agreement, own: Sequence[StepMention], about: dict[str, ActorMention], words: Agreements
) -> None:
    for step in own:
        inside = _is_inside(annotated, step, words)
        if inside and not agreement.parties and step.stage not in LAWGIVING:
            continue
        main = {} if step.rule.endswith("/year") or inside else about
        meant = pair_meant(annotated, step.token, frozenset(agreement.parties), main, aside=words.words["name.place"])
        if meant and not agreement.brokers & meant.keys() and _may_be_meant(meant, agreement):
            agreement.join(meant.values())
            return


def _may_be_meant(meant: dict[str, ActorMention], agreement: Agreement) -> bool:
    """Whether those who are not known yet are states: an organisation is more often where a deal is spoken of than who makes it."""
    return all(m.state or code in agreement.parties or code in UNIONS for code, m in meant.items())


def _foes(annotated: Annotated, claims: Iterable[AnyClaim]) -> dict[str, ActorMention]:
    """The two who fight most in a report, each with its first mention; empty where none do."""
    counts: Counter[tuple[str, ...]] = Counter()
    for claim in claims:
        if isinstance(claim, Event) and claim.type in VIOLENT:
            sides = [{p.actor.partition(":")[0] for p in claim.parties if p.actor and p.role == role} for role in ("actor", "recipient")]
            counts.update(tuple(sorted((a, b))) for a in sides[0] for b in sides[1] if a != b)
    pair = min(counts, key=lambda two: (-counts[two], two), default=())
    first: dict[str, ActorMention] = {}
    for mention in annotated.actors:
        if (code := state_of(mention)) in pair and code is not None:
            first.setdefault(code, mention)
    return first if len(first) == PAIR else {}


def _is_of_fighting(annotated: Annotated, agreement: Agreement, truce: frozenset[str], settled: frozenset[str]) -> bool:
    """Whether it ends fighting: by its kind, its words, or those of the sentence where it is called nothing but "a deal"."""
    parse = annotated.parse
    if agreement.kinds & FIGHTING or agreement.content & (truce | settled):
        return True
    if agreement.content or agreement.kinds:
        return False
    low, high = parse.sentences[parse.sentence_of[agreement.namings[0].token]]
    return any(parse.lemmas[t].lower() in truce for t in range(low, high))


def _is_inside(annotated: Annotated, step: StepMention, words: Agreements) -> bool:
    """Whether its sentence speaks of parliaments, parties or budgets, and so as a rule of the affairs of one state."""
    parse = annotated.parse
    low, high = parse.sentences[parse.sentence_of[step.token]]
    return any(parse.lemmas[t].lower() in words.words["private.domestic"] for t in range(low, high))


def _is_domestic(agreement: Agreement, truce: frozenset[str]) -> bool:
    """Whether it is the peace of one state with its own: "Colombia's peace agreement", "the ceasefire in Syria"."""
    named = [n for n in agreement.namings if n.states]
    return bool(named and agreement.content & truce) and all(len(n.states) == 1 and not n.open for n in named)


def _add_speaker(annotated: Annotated, agreement: Agreement, own: Iterable[StepMention]) -> None:
    """Who made it with those named after "with", if its sentence names one more: "Chad recalled a pact with Niger and Mali"."""
    for step in own:
        company = {m for n in agreement.namings if n.open for m in n.parties} | set(step.company)
        if step.mediators or not states_of(company) >= agreement.parties.keys():
            return
        here = pair_of_sentence(annotated, step.token)
        others = here.keys() - agreement.parties.keys()
        if len(others) == 1 and here.keys() >= agreement.parties.keys():
            agreement.join(here[code] for code in others)
            return
