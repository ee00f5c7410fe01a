"""Words that refer to actors without naming them, and the grammar of capitals that stand for governments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import Tables

KINDS = ("state", "side", "organisation", "group", "person", "human")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalGrammar:
    """Lemmas around a capital that tell its government from the town; see ``lang/<xx>/references.toml``."""

    place: frozenset[str]
    dealing: frozenset[str]
    movement: frozenset[str]
    visited: frozenset[str]
    standing: frozenset[str]
    town: frozenset[str]
    urban: frozenset[str]
    governing: frozenset[str]
    participles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWords:
    """Words of titles and lists that show several actors together; see ``[parties]`` of ``lang/<xx>/references.toml``."""

    joint: tuple[str, ...]
    readout: tuple[str, ...]
    issued: tuple[str, ...]
    anywhere: tuple[str, ...]
    beside: tuple[str, ...]
    end: tuple[str, ...]
    members: tuple[str, ...]
    include: tuple[str, ...]
    attend: tuple[str, ...]
    listing: tuple[str, ...]
    gathering: tuple[str, ...]
    alone: tuple[str, ...]
    meet: tuple[str, ...]
    company: tuple[str, ...]
    bare: tuple[str, ...]
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWords:
    """Words for officials whose state a report need not tell; see ``[home]`` of ``lang/<xx>/references.toml``."""

    foreign: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    officials: frozenset[str]
    service: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceWords:
    """The words of references.

    ``pronouns`` gives the kind of each pronoun, ``nouns`` what common nouns can stand for, ``together`` states that
    share a name, ``short`` a state and those beside which it may be called so, ``epithets`` the states that a word before
    "country" fits, ``shared`` what two have together, ``honorifics`` the pronoun of each. Leaders and
    ministers of ``great`` powers, and leaders of ``known`` states, are called by surname where their state is not named.
    ``given`` tells the forms of one given name by number.
    """

    pronouns: Mapping[str, str]
    genders: Mapping[str, str]
    bearers: Mapping[str, str]
    reflexive: frozenset[str]
    possessives: frozenset[str]
    definite: frozenset[str]
    numbers: Mapping[str, int]
    nouns: Mapping[str, frozenset[str]]
    counterpart: frozenset[str]
    counterpart_from: frozenset[str]
    latter: frozenset[str]
    former: frozenset[str]
    together: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, frozenset[str]]]
    epithets: Mapping[str, frozenset[str]]
    plain_epithets: frozenset[str]
    shared: frozenset[str]
    ranks: frozenset[str]
    heading: frozenset[str]
    party_words: frozenset[str]
    ranking: frozenset[str]
    seats: Mapping[str, str]
    lead: frozenset[str]
    owner: frozenset[str]
    genitive: frozenset[str]
    joined: frozenset[str]
    past: frozenset[str]
    control: frozenset[str]
    common_surnames: frozenset[str]
    surname_parts: frozenset[str]
    firms: frozenset[str]
    led: frozenset[str]
    money: frozenset[str]
    great: frozenset[str]
    known: frozenset[str]
    honorifics: Mapping[str, str | None]
    capital: CapitalGrammar
    parties: PartyWords
    home: HomeWords
    given: Mapping[str, frozenset[int]]


def read_references(tables: Tables, language: str, states: Mapping[str, Any]) -> ReferenceWords:
    """Read ``lang/<xx>/references.toml``; raises KnowledgeError for an unknown kind of noun or state."""
    name = f"lang/{language}/references.toml"
    whole = tables.toml(name)
    nouns: dict[str, set[str]] = {}
    for row in tables.rows(name, "noun"):
        row.only("of", "words", "examples", "counter")
        for word in row.texts("words"):
            nouns.setdefault(word, set()).add(row.code("of", KINDS))
    together = _states_by_word(tables, name, "together", states)
    beside = {word: frozenset(row.texts("with")) for row in tables.rows(name, "short") for word in row.texts("words")}
    short = {word.lower(): (codes[0], beside[word]) for word, codes in _states_by_word(tables, name, "short", states).items()}
    try:
        pronouns = {word: kind for kind in ("person", "thing", "plural", "speaker", "self") for word in whole["pronouns"][kind]}
        grammar = {field: frozenset(whole["capital"][field]) for field in CapitalGrammar.__dataclass_fields__}
        return ReferenceWords(
            pronouns=pronouns,
            genders={word: gender for gender in ("he", "she") for word in whole["pronouns"][gender]},
            bearers={name: gender for gender in ("he", "she") for name in whole["bearers"][gender]},
            reflexive=frozenset(whole["pronouns"]["reflexive"]),
            possessives=frozenset(whole["pronouns"]["own"]),
            definite=frozenset(whole["determiners"]["definite"]),
            numbers=whole["determiners"]["numbers"],
            nouns={word: frozenset(kinds) for word, kinds in nouns.items()},
            counterpart=frozenset(whole["counterpart"]["words"]),
            counterpart_from=frozenset(whole["counterpart"]["from"]),
            latter=frozenset(whole["order"]["latter"]),
            former=frozenset(whole["order"]["former"]),
            together=together,
            short=short,
            epithets={word: frozenset(codes) for word, codes in _states_by_word(tables, name, "epithet", states).items()},
            plain_epithets=frozenset(whole["epithets"]["plain"]),
            shared=frozenset(whole["shared"]["words"]),
            ranks=frozenset(whole["ranks"]["words"]),
            heading=frozenset(whole["ranks"]["verbs"]),
            ranking=frozenset(whole["ranks"]["participles"]),
            party_words=frozenset(whole["ranks"]["parties"]),
            seats={letter: state for state, letters in whole["ranks"]["seats"].items() for letter in letters},
            lead=frozenset(whole["compound"]["lead"]),
            owner=frozenset(whole["owner"]["of"]),
            genitive=frozenset(whole["owner"]["genitive"]),
            joined=frozenset(whole["owner"]["joined"]),
            control=frozenset(whole["control"]["links"]),
            past=frozenset(whole["tense"]["past"]),
            honorifics={
                word: gender for gender, key in (("he", "he"), ("she", "she"), (None, "honorific")) for word in whole["surnames"][key]
            },
            common_surnames=frozenset(whole["surnames"]["common"]),
            surname_parts=frozenset(whole["surnames"]["parts"]),
            firms=frozenset(whole["surnames"]["firms"]),
            led=frozenset(whole["compound"]["led"]),
            money=frozenset(whole["compound"]["money"]),
            great=frozenset(whole["surnames"]["great"]),
            known=frozenset(whole["surnames"]["known"]),
            capital=CapitalGrammar(**grammar),
            parties=PartyWords(**{field: tuple(whole["parties"][field]) for field in PartyWords.__dataclass_fields__}),
            home=_home(whole["home"]),
            given=_given(whole["given"]["alike"]),
        )
    except KeyError as error:
        raise KnowledgeError(
            f"the table lacks {error}",
            where=name,
            remedy="add it; the comments of the English table tell what it holds",
        ) from error


def _home(row: Mapping[str, Any]) -> HomeWords:
    return HomeWords(
        foreign={state: frozenset(word.lower() for word in words) for state, words in row["foreign"].items()},
        bodies=frozenset(row["bodies"]),
        officials=frozenset(row["officials"]),
        service=frozenset(row["service"]),
        before=frozenset(row["before"]),
    )


def _given(groups: Iterable[Iterable[str]]) -> Mapping[str, frozenset[int]]:
    """The numbers of the names that a given name, in lower case, is a form of."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(groups):
        for name in names:
            found.setdefault(name.lower(), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _states_by_word(tables: Tables, name: str, key: str, states: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.rows(name, key):
        row.only("words", "states", "with")
        unknown = [state for state in (*row.texts("states"), *row.texts("with")) if state not in states]
        if unknown:
            raise row.error(f"no such state '{unknown[0]}'", "use a code of actors/states.csv")
        found.update(dict.fromkeys(row.texts("words"), row.texts("states")))
    return found
