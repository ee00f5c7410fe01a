"""Between whom an agreement is of which a report names one party or none; and which are no agreements between states."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.naming.names import ISSUED
from dragoman.extract.agreements.naming.sides import TICKER, is_of_firms, is_private
from dragoman.extract.agreements.naming.treaties import known_between
from dragoman.extract.agreements.parties.bilateral import company_of
from dragoman.extract.agreements.parties.bystanders import helping, is_beside
from dragoman.extract.agreements.parties.fighting import STATELESS, as_fighting, groups_named, is_of_fighting, only_help
from dragoman.extract.agreements.parties.headline import is_in_headline, places_in_headline, speaks_of_agreement, states_in_headline
from dragoman.extract.agreements.steps.telling import BROKEN, StepMention
from dragoman.extract.grammar import actors_of, apposed_to
from dragoman.extract.pair import PAIR, UNIONS, acting_in, main_pair, pair_meant, pair_of_sentence
from dragoman.extract.parties import state_of, states_of
from dragoman.knowledge.rows.agreements import Agreements, Treaty
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, obliques, subject

MANY = 3  # states at least, where a number is written in letters
REFUSED = "rejected"  # the stage of what one of those who made it will not sign
KEPT = frozenset({"implemented"})  # stages that others call for: who they are is no hint
FORMAL = frozenset({"treaty", "declaration", "convention", "charter"})  # kinds of which a report seldom means one that it names only so
LAWGIVING = frozenset({"approved", "ratified", "rejected"})  # stages in which parliaments take part


def public_ones(agreements: Sequence[Agreement], told: Sequence[StepMention]) -> tuple[list[Agreement], list[StepMention]]:
    """The agreements that are not with, or among, firms, unions or the like, and their steps."""
    private = {id(a) for a in agreements if any(n.private for n in a.namings) and len(_named(a)) < PAIR}
    private |= {id(step.agreement) for step in told if step.private and len(_named(step.agreement)) < PAIR}
    return [a for a in agreements if id(a) not in private], [step for step in told if id(step.agreement) not in private]


def _named(agreement: Agreement) -> frozenset[str]:
    return frozenset().union(*(naming.states for naming in agreement.namings))


def learn_parties(annotated: Annotated, told: Iterable[StepMention], words: Agreements, foes: Mapping[str, ActorMention]) -> None:
    """Those who sign an agreement are its parties, and so are those who ratify, break or leave it; not who helps others to a truce."""
    firms = _is_about_firms(annotated, words)
    for mention in told:
        stage = words.stages[mention.told_as if mention.stage == REFUSED else mention.stage]
        offered = mention.rule.rsplit("/", 1)[-1] in words.words["negotiating.offering"]  # who offers one offers his own
        if not (stage.mutual or stage.bound or offered) or not mention.takers or mention.thought:
            continue
        if (
            _is_wished(annotated.parse, mention, words)
            or only_help(annotated, mention, words, foes)
            or _is_of_body(mention.agreement, words)
        ):
            continue
        takers = mention.takers
        if stage.bound and is_of_fighting(annotated, mention.agreement, words):
            helpers = helping(annotated, mention.token, words, everywhere=True)
            takers = tuple(m for m in takers if state_of(m) not in helpers)
        if not firms or any(m.reach == "name" for m in takers):  # "they" of a report on firms are the firms
            mention.agreement.join(takers)


def guess_parties(
    annotated: Annotated, agreements: Iterable[Agreement], told: Sequence[StepMention], words: Agreements, foes: Mapping[str, ActorMention]
) -> None:
    """Where fewer than two parties are known, the agreement is between those whom its sentence or the report is about.

    A truce is between those who fight in the report (``foes``): who asks for it is often a third.
    """
    firms = _is_about_firms(annotated, words)
    two = main_pair(annotated)
    likely = two.keys() | states_in_headline(annotated, words.words["name.place"])
    about = None if firms else two
    agreements = tuple(agreements)
    known = _spoken_of_most(agreements)
    for agreement in agreements:
        own = [step for step in told if step.agreement is agreement]
        agreement.brokers = states_of(m for step in own for m in step.mediators)
        if _is_one_sided(agreement, own, words):
            continue
        if agreement.treaty or _is_domestic(agreement, words.words["truce.words"]) or _is_of_body(agreement, words):
            continue
        sides = {actor if actor in words.groups else actor.partition(":")[0] for actor in agreement.actors}
        if len(agreement.parties) > 1 or len(sides) > 1:
            _add_speaker(annotated, agreement, own)
        elif is_of_fighting(annotated, agreement, words):
            theirs = agreement.parties.keys() <= foes.keys() and not agreement.brokers & foes.keys()
            if foes and theirs and not _is_recalled(annotated, agreement) and not _is_of_others(annotated, own, foes):
                agreement.join(groups_named(annotated, agreement, foes, words.groups, agreements).values())
            else:
                spoken = about and not foes and not _is_recalled(annotated, agreement) and _is_of_truce_between(annotated, about, words)
                own = own if spoken or _named(agreement) else [s for s in own if s.stage == BROKEN]
                _guess(annotated, agreement, own, None if firms else about if spoken else {}, likely, words, foes=foes)
        elif not is_for_many(annotated.parse, agreement, own, words):
            _guess(annotated, agreement, own, about, likely, words, known, foes)


def _guess(
    annotated: Annotated,
    agreement: Agreement,
    own: Sequence[StepMention],
    about: dict[str, ActorMention] | None,
    likely: Collection[str],
    words: Agreements,
    known: Treaty | None = None,
    foes: Collection[str] = (),
) -> None:
    """Let the two whom a step's sentence means be the parties, if they are whom the report is about (``likely``) or who act in it.

    The two whom the report is about are None in one on firms: who is not named there is one. Of two who have with others the
    well-known agreement that the report is about (``known``) a nameless one may be that.
    """
    firms, about = about is None, about or {}
    fighting = is_of_fighting(annotated, agreement, words)
    for step in own:
        inside = _speaks_of(annotated, step, words.words["private.domestic"])
        kept = step.stage in KEPT or annotated.parse.lemmas[step.token].lower() in words.words["standing.words"]
        if not agreement.parties and (kept or (inside and step.stage not in LAWGIVING)):
            continue
        if is_of_firms(annotated.parse, step.token, words.words["private.firms"]) or _is_wished(annotated.parse, step, words):
            continue
        if _is_of_unnamed(annotated, step, words):
            continue
        aside = words.words["name.place"]
        told = is_in_headline(annotated, about, aside) and (
            agreement.parties or (speaks_of_agreement(annotated, words) and not _is_general(annotated, step))
        )
        formal = words.stages[step.stage].bound and agreement.kinds & FORMAL
        main = about if told and not inside and not formal and not step.rule.endswith("/year") else {}
        meant = pair_meant(annotated, step.token, frozenset(agreement.parties), main, aside=aside)
        if not meant.keys() - agreement.parties.keys() <= {*likely, *acting_in(annotated, step.token)}:
            continue
        new = meant.keys() - agreement.parties.keys()
        if firms and any(meant[code].reach != "name" for code in new):
            continue  # "the two sides" of a report on firms
        if STATELESS in meant or (known is not None and meant.keys() < known.states) or (meant and _is_set_aside(annotated, step, words)):
            continue
        if new & helping(annotated, step.token, words, everywhere=fighting) or any(
            is_beside(annotated, step.token, code, words) for code in new.difference(likely)
        ):
            continue
        if meant and not agreement.brokers & meant.keys() and _may_be_meant(meant, agreement):
            agreement.join(as_fighting(annotated, meant, step, foes, words.groups).values())
            agreement.treaty = known_between(step.naming, frozenset(agreement.parties), annotated.document.published or "", words)
            return


def _spoken_of_most(agreements: Collection[Agreement]) -> Treaty | None:
    """The well-known agreement that a report names more often than any other."""
    most = max(agreements, key=lambda agreement: len(agreement.namings), default=None)
    return most.treaty if most is not None else None


def is_for_many(parse: Parse, agreement: Agreement, own: Iterable[StepMention], words: Agreements) -> bool:
    """Whether states join it, or its name tells that it is of the world: "the global convention", "an international treaty"."""
    joined = any(step.rule.rsplit("/", 1)[-1] in words.words["name.joining"] for step in own)
    before = {parse.lemmas[t].lower() for naming in agreement.namings for t in range(naming.low, naming.token)}
    return joined or not words.words["name.wide"].isdisjoint(before)


def _is_wished(parse: Parse, step: StepMention, words: Agreements) -> bool:
    """Whether those whom its sentence names only say how much a step matters."""
    above = list(parse.ancestors(step.token))[:2] if parse.pos[step.token] == "VERB" else []
    return any(parse.lemmas[t].lower() in words.words["unfinished.wished"] for t in above)


def _is_of_unnamed(annotated: Annotated, step: StepMention, words: Agreements) -> bool:
    """Whether those of whom its own clause tells it are not named: "one of two nations to have signed it", "the accords they made"."""
    parse = annotated.parse
    clause = parse.labels[step.token]
    whole = parse.tags[step.token] != "VBN" or parse.dependent(step.token, "aux") is not None  # not "the accord signed in May"
    if step.stage == "proposed" and clause == "amod":
        return True  # "chafed at Chad's proposed pact"
    if step.takers or parse.pos[step.token] != "VERB" or not clause.startswith("acl") or not whole:
        return False
    doer = parse.edges[step.token][0] - 1 if clause == "acl" else subject(parse, step.token)
    unnamed = doer is not None and doer >= 0 and not annotated.actors_at.get(doer)
    if not unnamed or doer is None:
        return False
    return parse.lemmas[doer] in words.words["name.neutral"] or (parse.tags[doer] == "PRP" and step.naming.plural)


def _is_set_aside(annotated: Annotated, step: StepMention, words: Agreements) -> bool:
    """Whether a clause of time that names nobody tells a step: those whom the rest names are others ("after it was announced, ...")."""
    parse = annotated.parse
    clause = next((t for t in (step.token, *parse.ancestors(step.token)) if parse.labels[t] == "advcl"), None)
    if clause is None or step.takers or step.naming.states:
        return False
    after = any(parse.lemmas[c].lower() in words.words["negotiating.after"] for c in parse.dependents(clause, "mark", "advmod"))
    return after and not any(annotated.actors_at.get(t) or parse.tags[t] == "PRP" for t in range(*parse.edges[clause]))


def _is_recalled(annotated: Annotated, agreement: Agreement) -> bool:
    """Whether its names date it in a year long before the report: those who fought then need not be those who fight now."""
    dated = [n.year or ((n.dated.start or "")[: len("1953")] if n.dated else "") for n in agreement.namings]
    return any(year and year < (annotated.document.published or "")[: len(year)] for year in dated)


def _is_of_others(annotated: Annotated, own: Iterable[StepMention], foes: Mapping[str, ActorMention]) -> bool:
    """Whether somebody else than those who fight in the report does what each sentence tells of its truce."""
    doers = [_doers(annotated, step) for step in own]
    return bool(doers) and all(some and not some & foes.keys() for some in doers)


def _doers(annotated: Annotated, step: StepMention) -> frozenset[str]:
    """Those who take a step; else who the innermost clause with an actor for its subject is about."""
    subjects = (subject(annotated.parse, place) for place in (step.token, *annotated.parse.ancestors(step.token)))
    found = (states_of(actors_of(annotated, doer)) for doer in subjects if doer is not None)
    return states_of(step.takers) or next((states for states in found if states), frozenset())


def _is_general(annotated: Annotated, step: StepMention) -> bool:
    """Whether a thing said of any agreement is told, or of many, and not of one: "tearing up a treaty is an act of war"."""
    return step.naming.plural or (step.naming.indefinite and annotated.parse.tags[step.token] == "VBG")


def _may_be_meant(meant: dict[str, ActorMention], agreement: Agreement) -> bool:
    """Whether those who are not known yet are states: an organisation is more often where a deal is spoken of than who makes it."""
    return all(m.state or code in agreement.parties or code in UNIONS for code, m in meant.items())


def _is_of_truce_between(annotated: Annotated, two: Mapping[str, ActorMention], words: Agreements) -> bool:
    """Whether a report has a headline that speaks of an agreement, and names no place of the fighting but the two."""
    elsewhere = places_in_headline(annotated, words.words["name.fought"]) - two.keys()
    return bool(annotated.document.title) and speaks_of_agreement(annotated, words) and not elsewhere


def _speaks_of(annotated: Annotated, step: StepMention, words: frozenset[str]) -> bool:
    """Whether its sentence has one of these words: of parliaments, parties or budgets, and so of one state's affairs; of firms."""
    low, high = annotated.parse.sentences[annotated.parse.sentence_of[step.token]]
    return _have(annotated, range(low, high), words)


def _have(annotated: Annotated, tokens: Iterable[int], words: frozenset[str]) -> bool:
    """Whether one of these words is among the tokens, in whatever capitals ("Corp", "plc")."""
    return any(annotated.parse.lemmas[t].lower().rstrip(".") in words for t in tokens)


def _is_about_firms(annotated: Annotated, words: Agreements) -> bool:
    """Whether a report is business news, as its first paragraph or its headline tells: no agreement without parties is of states."""
    parse, firms = annotated.parse, words.words["private.firms"]
    lead = [t for t in range(len(parse)) if parse.paragraph_of[t] == 0]
    headline = (annotated.document.title or "").lower().replace(",", " ").split()
    doer = next((t for t in lead if parse.labels[t] == "nsubj"), None)
    if doer is not None and is_private(annotated, doer, words.words):
        return True
    return _have(annotated, lead, firms) or any(word.rstrip(".") in firms or (word[0], word[-1]) == TICKER for word in headline)


def _is_one_sided(agreement: Agreement, own: Iterable[StepMention], words: Agreements) -> bool:
    """Whether one state alone issues it: "the president signed a memorandum targeting Chad"."""
    alone = len(agreement.parties) == 1 and any(step.stage == "signed" and step.takers for step in own)
    names = {word for naming in agreement.namings for word in naming.content}
    return alone and bool(agreement.kinds & ISSUED) and not names & words.words["name.understood"]


def is_of_more(annotated: Annotated, agreement: Agreement, own: Iterable[StepMention], words: Agreements) -> bool:
    """Whether it is said to be between more states than are named: "a pact of six nations", "with its allies"."""
    if agreement.treaty:
        return False
    parse, lists = annotated.parse, words.words
    links = lists["name.open"] | lists["name.both"]
    heads = {naming.token for naming in agreement.namings} | {step.token for step in own}
    nouns = [one for head in heads for word, noun in obliques(parse, head) if word in links for one in conjuncts(parse, noun)]
    nouns += [noun for head in heads if (noun := subject(parse, head)) is not None]
    nouns += [t for naming in agreement.namings for t in range(naming.low, naming.token)]
    names = {word for naming in agreement.namings for word in naming.content}
    if names & lists["name.several"] and len(agreement.parties) <= PAIR:
        return True  # "a trilateral agreement"
    if _is_of_company(agreement, own):
        return True
    friends = (noun for head in heads for word, noun in obliques(parse, head) if word in lists["name.open"] and parse.tags[noun] == "NNS")
    if any(parse.lemmas[noun].lower() in lists["name.friends"] and not apposed_to(annotated, noun) for noun in friends):
        return True
    return any(
        parse.lemmas[noun].lower() in lists["name.many"] and _number(parse, noun, lists["name.two"]) > len(agreement.parties)
        for noun in nouns
    )


def _is_of_company(agreement: Agreement, own: Iterable[StepMention]) -> bool:
    """Whether all its parties are those "with" whom somebody made it who is not named."""
    told = [states_of(m for m in n.parties if m.head > n.token) for n in agreement.namings if n.open] + [states_of(s.company) for s in own]
    return len(agreement.parties) >= PAIR and any(agreement.parties.keys() <= company for company in told)


def _number(parse: Parse, noun: int, small: frozenset[str]) -> int:
    """How many a noun says there are: "six nations", "6-nation"; 0 where it does not."""
    counted = [c for c in (*parse.dependents(noun, "nummod"), noun - 1, noun - 2) if c >= 0 and parse.tags[c] == "CD"]
    words = [parse.words[c] for c in counted]
    return max((int(word) if word.isdigit() else MANY for word in words if word.isdigit() or word.lower() not in small), default=0)


def _is_of_body(agreement: Agreement, words: Agreements) -> bool:
    """Whether it is the text of a body, whose members each back or leave it: "the G7 communique" is not between two of the seven."""
    owned = (n for n in agreement.namings if n.kind in words.texts and not n.open and not n.closed)
    return any(m.state is None and state_of(m) not in UNIONS and m.head < n.token for n in owned for m in n.parties)


def _is_domestic(agreement: Agreement, truce: frozenset[str]) -> bool:
    """Whether it is the peace of one state with its own: "Colombia's peace agreement", "the ceasefire in Syria"."""
    named = [n for n in agreement.namings if n.states]
    return bool(named and agreement.content & truce) and all(len(n.states) == 1 and not n.open for n in named)


def _add_speaker(annotated: Annotated, agreement: Agreement, own: Iterable[StepMention]) -> None:
    """Who made it with those named after "with", if its sentence names one more: "Chad recalled a pact with Niger and Mali"."""
    for step in own:
        if step.mediators or not company_of(agreement, [step]) >= agreement.parties.keys():
            return
        here = pair_of_sentence(annotated, step.token)
        others = (here.keys() - agreement.parties.keys()) & acting_in(annotated, step.token).keys()
        if len(others) == 1 and here.keys() >= agreement.parties.keys():
            agreement.join(here[code] for code in others)
            return
