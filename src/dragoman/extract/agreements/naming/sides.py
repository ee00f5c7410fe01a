"""Whom the name of an agreement names: its parties, those who brought it about, and whether it is with a firm."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.grammar import actors_of
from dragoman.extract.pair import PAIR, UNIONS, is_aside
from dragoman.extract.parties import public, side_of, states_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, obliques, preposition

NAME_TAGS = frozenset({"NNP", "NNPS"})
LEGISLATURE = ":LEG"
TICKER = ("<", ">")  # what the code of a listed firm stands in
LISTED = 5  # tokens of such a code at most
OPEN_TO_ALL = frozenset({"convention", "treaty", "protocol", "declaration", "charter"})  # kinds that many states make in the house of one
HOSTS = frozenset({"UN"})  # in whose house others make a convention: "a United Nations convention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Whom a name names: ``open`` and ``closed`` as of a ``Naming``; ``named`` if the noun phrase has them, not a clause after it."""

    parties: tuple[ActorMention, ...]
    brokers: tuple[ActorMention, ...]
    open: bool
    closed: bool
    private: bool
    named: bool


def sides_of(annotated: Annotated, token: int, kind: str | None, low: int, modifiers: Sequence[int], words: Agreements) -> Sides:
    """Whom the noun phrase of an agreement noun, or a clause that says what it does, names."""
    parse, lists = annotated.parse, words.words
    actors = [
        m
        for t in range(parse.edges[token][0], token)
        for m in annotated.actors_at.get(t, ())
        if parse.sentence_of[t] == parse.sentence_of[token]
    ]
    brokers = tuple(m for m in actors if _brought_about(parse, m, lists["name.brokered"]))
    brokers += tuple(
        m
        for clause in parse.dependents(token, "acl")
        if parse.tags[clause] == "VBN" and parse.words[clause].lower() in lists["name.brokered"]
        for word, noun in obliques(parse, clause)
        if word in lists["name.agent"]
        for m in actors_of(annotated, noun)
    )  # "a truce brokered by Chad"
    actors = [m for m in actors if m not in brokers and not (kind in OPEN_TO_ALL and m.actor in HOSTS and m.head < token)]
    if _called_after(parse, token, low) and len(actors) == 1 and actors[0].actor == actors[0].state and actors[0].head == token - 1:
        actors = []  # "the Barbados Agreement" was signed there
    open_end = private = False
    closed = len(states_of(public(actors))) >= PAIR
    for child in _phrases(parse, token, lists["name.understood"]):
        word = preposition(parse, child)
        if word in lists["name.parties"] and not is_help(parse, child, lists):
            found = () if is_private(annotated, child, lists) else actors_of(annotated, child)
            actors += found
            open_end = open_end or (word in lists["name.open"] and bool(found))
            closed = closed or (word in lists["name.all"] and len(states_of(public(found))) >= PAIR)
            company = word in lists["name.company"]
            private = private or (company and not _is_public(annotated, child, word, found, words))
    if open_end and any(parse.lemmas[t].lower() in lists["truce.words"] for t in modifiers):
        actors = [m for m in actors if m.head < 0 or parse.labels[m.head] != "compound"]  # "a Sudan peace deal with Chad"
    if len(states_of(m for m in public(actors) if m.head > token)) >= PAIR:
        actors = [m for m in actors if m.state or m.head < 0 or m.head > token or m.actor in UNIONS or not _is_of_its_name(parse, m.head)]
    named_here = bool(actors)
    if len(states_of(actors)) < PAIR and not private and not is_of_firms(parse, token, lists["private.firms"]):
        settling = _between(annotated, token, lists["name.all"])
        settling = settling if states_of(actors) <= states_of(settling) else []
        closed = closed or bool(settling)
        actors += settling or _inside_clause(annotated, token, lists["name.saying"], lists["name.place"])
    return Sides(parties=tuple(actors), brokers=brokers, open=open_end, closed=closed, private=private, named=named_here)


def _is_of_its_name(parse: Parse, head: int) -> bool:
    """Whether an organisation only stands in the name: "the Five Eyes pact between Chad and Niger"."""
    return parse.labels[head] in {"compound", "nmod:poss", "flat", "amod"}


def noun_lemma(parse: Parse, token: int) -> str:
    """The dictionary form of a noun in lower case, also of a proper one ("Accords")."""
    lemma = parse.lemmas[token].lower()
    return lemma[:-1] if parse.tags[token] == "NNPS" and lemma.endswith("s") else lemma


def noun_of(parse: Parse, token: int, nouns: Container[str]) -> str:
    """The dictionary form of a noun, with what a hyphen joins to it where the two are one of these: "cease-fire"."""
    lemma = noun_lemma(parse, token)
    joined = token > 1 and parse.words[token - 1] == "-" and parse.ends[token - 2] + 1 == parse.starts[token]
    whole = f"{parse.words[token - 2].lower()}-{lemma}" if joined else lemma
    return whole if whole in nouns else lemma


def is_help(parse: Parse, noun: int, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a noun is what others give to those who agree: "a pact with Chad with the help of Niger"."""
    return parse.lemmas[noun].lower() in lists["name.helped"] and parse.dependent(noun, "case") is not None


def _phrases(parse: Parse, token: int, understood: frozenset[str]) -> list[int]:
    """The nouns of its prepositional phrases, also of those hung on what it is of: "a memorandum of understanding with Chad"."""
    found = list(parse.dependents(token, "nmod"))
    for noun in found:  # grows: "a framework for a relationship of friendship between Chad and Niger"
        if parse.lemmas[noun].lower() in understood:
            found += [c for member in conjuncts(parse, noun) for c in parse.dependents(member, "nmod")]
    return found


def is_of_firms(parse: Parse, token: int, firms: frozenset[str]) -> bool:
    """Whether its sentence speaks of firms, by a word or by the code of a listed one: the states it names are where they buy and sell."""
    low, high = parse.sentences[parse.sentence_of[token]]
    listed = any(parse.words[t] == TICKER[0] and TICKER[1] in parse.words[t : min(t + LISTED, high)] for t in range(low, high))
    return listed or any(parse.lemmas[t].lower().rstrip(".") in firms for t in range(low, high))


def is_private(annotated: Annotated, noun: int, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a noun names a firm or the like, whosever it is: "with U.S. companies", "with Minas Altas of Peru"."""
    unknown = annotated.parse.pos[noun] == "PROPN" and any(w in lists["name.home"] for w, _ in obliques(annotated.parse, noun))
    return (unknown or noun_lemma(annotated.parse, noun) in lists["private.words"]) and not public(annotated.actors_at.get(noun, ()))


def _is_public(annotated: Annotated, noun: int, word: str, found: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether those after "with" or "between" are states or movements, not a parliament, nor unnamed sides of a war within a state."""
    if _is_of_one_state(found) or (not found and _has_place(annotated, noun)):
        return False
    return _all_states(annotated.parse, noun, word, found, words)


def _is_of_one_state(found: tuple[ActorMention, ...]) -> bool:
    """Whether it is with the parliament of a state: that is the affair of its government."""
    return bool(found) and all((m.actor or "").endswith(LEGISLATURE) for m in found)


def _has_place(annotated: Annotated, noun: int) -> bool:
    """Whether a noun that stands for states names a place: "the Darfur sides" are none."""
    return any(annotated.places_at.get(t) for t in range(*annotated.parse.edges[noun]))


def _all_states(parse: Parse, noun: int, word: str, found: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether those after "with" or "between" are states, or movements with codes of their own, or nouns for some ("the two sides")."""
    lists = words.words
    if not found and any(parse.lemmas[c].lower() in lists["private.domestic"] for c in parse.dependents(noun, "amod", "compound")):
        return False  # "with opposition parties"
    least = 1 if word in lists["name.open"] else PAIR
    return len({side_of(m, words.groups) for m in public(found)}) >= least or (
        not found and (parse.pos[noun] == "PRON" or parse.lemmas[noun] in lists["name.neutral"])
    )


def _brought_about(parse: Parse, mention: ActorMention, participles: frozenset[str]) -> bool:
    """Whether a name is joined to the participle of those who bring about what others agree: "Qatari-brokered"."""
    if mention.head < 0:
        return False
    if parse.words[mention.head].lower().rpartition("-")[2] in participles:
        return True
    after = mention.head + 1
    if after + 1 < len(parse) and parse.words[after] == "-":
        after += 1
    return after < len(parse) and after > mention.head + 1 and parse.words[after].lower() in participles


def _called_after(parse: Parse, token: int, low: int) -> bool:
    """Whether a title is one name and the noun only: "the Barbados Agreement", but not "the Iranian Agreement"."""
    return low == token - 1 and parse.tags[low] == "NNP" and parse.tags[token] in NAME_TAGS and parse.labels[low] == "compound"


def _inside_clause(annotated: Annotated, token: int, saying: frozenset[str], places: frozenset[str]) -> list[ActorMention]:
    """The actors of a clause that says what it does, if they are two: "a deal under which Chad will pay Niger"; not of what it says."""
    parse = annotated.parse
    for clause in parse.dependents(token, "acl"):
        if parse.labels[clause] == "acl:relcl" or (parse.tags[clause] in {"VB", "VBG"} and parse.lemmas[clause] not in saying):
            there = (t for t in range(*parse.edges[clause]) if not is_aside(annotated, t, places))
            found = [m for t in there for m in annotated.actors_at.get(t, ())]
            if len(states_of(found)) == PAIR:
                return found
    return []


def _between(annotated: Annotated, token: int, prepositions: frozenset[str]) -> list[ActorMention]:
    """The two whose affair a clause says it settles: "a treaty resolving the dispute between Chad and Niger"."""
    parse = annotated.parse
    for clause in parse.dependents(token, "acl"):
        for noun in range(*parse.edges[clause]) if parse.tags[clause] in {"VB", "VBG"} else ():
            if preposition(parse, noun) in prepositions and len(states_of(found := public(actors_of(annotated, noun)))) == PAIR:
                return list(found)
    return []
