"""Whom plural nouns mean that name nobody: "the two countries", "both sides", "the two presidents"."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.who import Who, who_of
from dragoman.annotate.references.discourse import BACK, HEADS, distinct, principal
from dragoman.annotate.references.resolver import (
    PLURAL,
    Resolver,
    general,
    keep,
    last_several,
    last_wanted,
    leave_open,
    noun_span,
    number_of,
    organ_of,
)
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import surface_subject

PAIR = 2
APART = 2  # tokens: from one name over a hyphen to the next
HUMAN = frozenset({"human"})


def resolve_plural(resolver: Resolver, token: int, number: int | None, kinds: frozenset[str], core: Core | None) -> None:
    """Several actors at once: "the two countries", "both sides", "the two presidents", "the two armies"."""
    parse = resolver.annotated.parse
    if number is None and (parse.tags[token] == "NNPS" or kinds == HUMAN):
        return  # "the People's Republic"; "the men"
    phrase = general(core, "") if core is not None else None
    span = noun_span(resolver, token)
    if _counts_others(resolver, token, number):
        return
    if phrase is not None and phrase.kind == "people" and not kinds:
        return
    who: list[Who] = []
    if number is None and (bodies := _bodies_again(resolver, token, phrase)) is not None:
        if bodies:
            keep(resolver, span, token, bodies)
        return
    if (phrase is not None and phrase.office) or kinds in ({"person"}, HUMAN):
        offices = {p.office for p in core.phrases if p.office} if core else set(HEADS)
        any_head = phrase is None or parse.lemmas[token] in resolver.actors.words.nouns
        listed = resolver.parties.listed
        who = [who_of(m) for m in listed] if listed and number in {None, len(listed)} else []
        who = who or _persons_before(resolver, token, number, offices, any_head=any_head)
    if kinds != HUMAN:
        who = who or _of_parties(resolver, token, number, kinds, phrase) or _of_group(resolver, token, number, kinds, phrase)
    if len(who) > 1:
        keep(resolver, span, token, who)
    elif kinds or number:
        leave_open(resolver, span)


def _counts_others(resolver: Resolver, token: int, number: int | None) -> bool:
    """Whether a bare number takes up people that no table knows, counted before: "three miners were freed ... the three"."""
    parse, words = resolver.annotated.parse, resolver.actors.words
    if parse.lemmas[token].lower() not in words.numbers:
        return False
    counted = next((t for t in range(token - 1, -1, -1) if parse.tags[t] in PLURAL and number_of(resolver, t) == number), None)
    return counted is not None and parse.lemmas[counted].lower() not in words.nouns and counted not in resolver.cores


def resolve_our(resolver: Resolver, token: int, own: int) -> None:
    """Keep whom "our countries" means: all whom the report shows together, if they are told, or its two main states."""
    code = next((m.actor for m in resolver.resolve(resolver, own)), None)
    number = number_of(resolver, token) or 2
    some = resolver.parties.named or resolver.talk.main_states(number)
    if code in some:
        keep(resolver, noun_span(resolver, token), token, [resolver.talk.plain(one) for one in some])


def _of_parties(resolver: Resolver, token: int, number: int | None, kinds: frozenset[str], phrase: Phrase | None) -> list[Who]:
    """Those whom the title shows together, where a plural of their number, or of none, stands for actors of the report."""
    named = resolver.parties.named
    if not named or (number is None and kinds == {"side"}) or number not in {None, len(named)}:
        return []
    return _as_noun(resolver, token, named, kinds, phrase)


def _of_group(resolver: Resolver, token: int, number: int | None, kinds: frozenset[str], phrase: Phrase | None) -> list[Who]:
    """The states spoken of together, or their organs or leaders, as the noun says."""
    codes = _group(resolver, token, number, states_only="side" not in kinds)
    home = resolver.talk.issuer.actor if resolver.talk.issuer is not None else None
    if number is None and kinds == {"person"} and home in resolver.actors.states and home not in codes:
        return []  # a readout tells whom its own leader met, not who is talked about
    return _as_noun(resolver, token, codes, kinds, phrase)


def _as_noun(resolver: Resolver, token: int, codes: Sequence[str], kinds: frozenset[str], phrase: Phrase | None) -> list[Who]:
    """States, or their organs or leaders, as the noun says."""
    states = [code for code in codes if code in resolver.actors.states]
    if phrase is not None and phrase.office is None and not kinds & {"state", "side"}:
        return [organ_of(resolver, phrase, code) for code in states]
    if phrase is not None and phrase.office is not None and not kinds & {"state", "side"}:
        return [_leader(resolver, token, code) or organ_of(resolver, phrase, code, unnamed=bool(kinds)) for code in states]
    if kinds == {"person"}:
        return [_leader(resolver, token, code) or Who(actor=f"{code}:GOV", state=code, name=None) for code in states]
    return [resolver.talk.plain(code) for code in codes]


def _leader(resolver: Resolver, token: int, code: str) -> Who | None:
    """Who leads a state, if the report has named them before."""
    found = last_wanted(resolver, token, lambda m: m.person is not None and m.office in HEADS and principal(m) == code)
    return who_of(found) if found is not None else None


def _bodies_again(resolver: Resolver, token: int, phrase: Phrase | None) -> list[Who] | None:
    """The organisation or the organs that a noun takes up, none if they cannot be told; None where it means persons or states."""
    if (body := _of_body(resolver, token)) is not None:
        return [body]
    return _same_organs(resolver, token, phrase) if phrase is not None and phrase.office is None else None


def _same_organs(resolver: Resolver, token: int, phrase: Phrase) -> list[Who]:
    """The organs named last by the same word, or several of one kind at once: "the two armies ... the armed forces"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    lemma = parse.lemmas[token].lower()
    found = last_wanted(resolver, token, lambda m: m.actor is not None and m.person is None and parse.lemmas[m.head].lower() == lemma)
    if found is None:
        several = last_several(resolver, token)
        return [who_of(m) for m in several if (m.actor or "").endswith(f":{phrase.sector}")]
    return [who_of(m) for m in talk.at[found.head]]


def _of_body(resolver: Resolver, token: int) -> Who | None:
    """The organisation whose leaders or members were named last by the same noun: "NATO leaders met ... The leaders".

    None where the report shows or lists those who take part.
    """
    if resolver.parties.named or resolver.parties.listed:
        return None
    parse, states = resolver.annotated.parse, resolver.actors.states
    lemma = parse.lemmas[token].lower()
    found = last_wanted(
        resolver, token, lambda m: m.head != token and parse.tags[m.head] in PLURAL and parse.lemmas[m.head].lower() == lemma
    )
    body = found is not None and found.actor is not None and found.state is None and found.actor not in states
    return who_of(found) if found is not None and body and len(resolver.talk.at[found.head]) == 1 else None


def _persons_before(resolver: Resolver, token: int, number: int | None, offices: Container[str | None], *, any_head: bool) -> list[Who]:
    """The persons of different states named last, as many as are spoken of."""
    talk = resolver.talk
    found: dict[str, Who] = {}
    for sentence in (None, *talk.earlier(token, BACK)):
        some = talk.before(token, sentence)
        for mention in some:
            if mention.person and mention.actor and (mention.office in offices or (any_head and mention.office)):
                found.setdefault(principal(mention), who_of(mention))
        if number is None and len(found) > 1:
            return list(found.values())
        if number is not None and len(found) >= number:
            return list(found.values()) if len(found) == number else []
    return []


def _group(resolver: Resolver, token: int, number: int | None, *, states_only: bool) -> list[str]:
    """The actors that a plural means, by code: those spoken of together last, else those of the whole report."""
    talk, states = resolver.talk, resolver.actors.states
    size = number or 2
    current: list[str] = []
    main = talk.main_states(size)
    for sentence in (None, *talk.earlier(token, BACK)):
        codes = [principal(m) for m in distinct(_involved(resolver, token, sentence))]
        codes = [code for code in dict.fromkeys(codes) if not states_only or code in states]
        if sentence is None:
            current = codes
            if not set(current) <= set(main) and (main or len(current) < size):
                codes = current = [code for code in codes if code in main or code not in _telling(resolver, token)]
        joined = _hyphenated(resolver, token, sentence) if size == PAIR else []
        if joined and (_is_between(resolver, token) or set(current) <= set(joined)):
            return joined
        if (size > PAIR or len(codes) > size) and (listed := _listed_last(resolver, token, sentence, size)):
            return listed
        if len(codes) == size and set(current) <= set(codes):
            return codes
        if number is None and len(codes) > size and set(current) <= set(codes):
            return codes if not main or not set(main) <= set(codes) else main
        if len(codes) > size and main and set(main) <= set(codes):
            return main
    return main if number == len(main) and set(current) <= set(main) else []


def _involved(resolver: Resolver, token: int, sentence: int | None) -> list[ActorMention]:
    """The mentions before a token but for those of states that are only where something is done: "in Amman, Jordan", "rebels in Chad"."""
    parse, talk, grammar = resolver.annotated.parse, resolver.talk, resolver.actors.words.capital

    before = talk.before(token, sentence)
    parted = {m.state for m in before if m.actor != m.state and principal(m) == m.actor}  # states of which a group is named

    def is_spot(mention: ActorMention) -> bool:
        place = parse.heads[mention.head] if parse.labels[mention.head] == "appos" else mention.head
        town = place != mention.head and not talk.at.get(place)
        cases = {parse.lemmas[c] for c in parse.dependents(place, "case")}
        return mention.actor == mention.state and (town or mention.state in parted) and bool(cases & grammar.place)

    return [m for m in before if not is_spot(m)]


def _telling(resolver: Resolver, token: int) -> frozenset[str]:
    """Those who say the clause that a token stands in: "the American envoy said both sides had agreed"."""
    parse, talk = resolver.annotated.parse, resolver.talk
    clauses = [place for place in parse.ancestors(token) if parse.labels[place] == "ccomp"]
    tellers = (surface_subject(parse, parse.heads[clause]) for clause in clauses)
    return frozenset(principal(m) for doer in tellers if doer is not None and doer < token for m in talk.heads_of(doer) if m.actor)


def _hyphenated(resolver: Resolver, token: int, sentence: int | None) -> list[str]:
    """The two whom one word joins, the last of such words: "Israeli-Palestinian talks"."""
    talk, words = resolver.talk, resolver.annotated.parse.words
    before = [m for m in talk.before(token, sentence) if m.head >= 0]
    for first, second in reversed(list(pairwise(sorted(before, key=lambda m: m.span)))):
        codes = [principal(first), principal(second)]
        joined = first.head == second.head or (second.head - first.head == APART and words[first.head + 1] == "-")
        if joined and second.span.start - first.span.end == 1 and len(set(codes)) == PAIR and set(codes) <= set(resolver.actors.states):
            return codes
    return []


def _is_between(resolver: Resolver, token: int) -> bool:
    """Whether it is told what is between those meant, so that who acts need not be one of them."""
    parse = resolver.annotated.parse
    return any(parse.lemmas[c] in resolver.actors.words.parties.among for c in parse.dependents(token, "case"))


def _listed_last(resolver: Resolver, token: int, sentence: int | None, size: int) -> list[str]:
    """So many states in one list: "is supported by Germany, Italy and Spain, but these three countries"."""
    talk, parse = resolver.talk, resolver.annotated.parse
    for mention in reversed(talk.before(token, sentence)):
        if parse.labels[mention.head] != "conj":
            codes = [principal(m) for m in distinct(talk.heads_of(mention.head))]
            if len(codes) == size and set(codes) <= set(resolver.actors.states):
                return codes
    return []
