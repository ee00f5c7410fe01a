"""The area of actors: who there is, by which names, and the words that tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from dragoman.knowledge.rows.confusions import Confusion, read_confusions
from dragoman.knowledge.rows.holders import Holder, read_holders
from dragoman.knowledge.rows.names import (
    SHORT,
    Sense,
    State,
    forms,
    organisation_names,
    plain,
    read_groups,
    read_organisations,
    read_states,
)
from dragoman.knowledge.rows.organs import Node, read_phrases
from dragoman.knowledge.rows.references import ReferenceWords, read_references
from dragoman.knowledge.tables import Tables

CACHED = frozenset({"finder", "lower_finder", "forms", "lower_forms", "described"})  # made when first asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state that belongs to a group of states, and when; ``since`` and ``until`` are ISO prefixes, None where it always did."""

    state: str
    since: str | None
    until: str | None

    def on(self, day: str) -> bool:
        """Whether it belongs to the group on a day."""
        return (self.since or "") <= day <= (self.until or "~")


@dataclass(frozen=True, kw_only=True)
class Actors:
    """Who there is: ``names`` by written form, ``phrases`` that name organs and offices by their words.

    ``members`` gives the states of groups that act only through them, ``terms``
    holds the terms in office of each person, ``in_office`` the persons of each (state, office).
    """

    states: Mapping[str, State]
    organisations: Mapping[str, str]
    members: Mapping[str, tuple[Member, ...]]
    names: Mapping[str, tuple[Sense, ...]]
    phrases: Node
    sectors: Mapping[str, str]
    terms: Mapping[str, tuple[Holder, ...]]
    in_office: Mapping[tuple[str, str], tuple[Holder, ...]]
    confusions: Mapping[str, tuple[Confusion, ...]]
    words: ReferenceWords

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key not in CACHED}

    @cached_property
    def described(self) -> Mapping[str, frozenset[str]]:
        """The states that have a word in one of their names."""
        found: dict[str, set[str]] = {}
        for state in self.states.values():
            for word in state.words:
                found.setdefault(word, set()).add(state.code)
        return {word: frozenset(codes) for word, codes in found.items()}

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The written forms in the order in which ``finder`` numbers them."""
        return tuple(self.names)

    @cached_property
    def finder(self) -> AhoCorasick:
        """Finds all written forms at once (docs/decisions/0003-names.md)."""
        return AhoCorasick(self.forms)

    @cached_property
    def lower_forms(self) -> tuple[str, ...]:
        """Forms that are safe to read in text without capitals: no abbreviations, no surnames."""
        return tuple(
            name
            for name, senses in self.names.items()
            if not name.isupper() and len(name) >= SHORT and senses[0].kind != "surname" and name.lower() != name
        )

    @cached_property
    def lower_finder(self) -> AhoCorasick:
        """As ``finder``, for text without capitals."""
        return AhoCorasick([form.lower() for form in self.lower_forms])


def build(tables: Tables, language: str) -> Actors:
    """Read the tables of actors, organs, offices and their holders; raises KnowledgeError on a wrong row."""
    states, names = read_states(tables, language)
    organisations = organisation_names(tables)
    phrases, sectors = read_phrases(tables, language, states, organisations)
    terms = read_holders(tables, {*states, *organisations}, sectors)
    words = read_references(tables, language, states)
    found: dict[str, dict[Sense, None]] = {}
    several = _together(words, states)
    for name, sense in (
        *names,
        *several,
        *read_organisations(tables, language),
        *read_groups(tables, language),
        *_persons(terms),
    ):
        for form in forms(name):
            found.setdefault(form, {})[sense] = None
    return Actors(
        states=states,
        organisations=organisations,
        members=_members(tables, states, organisations),
        names={form: tuple(senses) for form, senses in found.items()},
        phrases=phrases,
        sectors=sectors,
        terms=terms,
        in_office=_in_office(terms),
        confusions=read_confusions(tables, language, found),
        words=words,
    )


def _members(tables: Tables, states: Mapping[str, State], organisations: Mapping[str, str]) -> Mapping[str, tuple[Member, ...]]:
    """The members of each group by its code."""
    name = "actors/members.csv"
    found: dict[str, list[Member]] = {}
    for row in tables.csv(name) if tables.has(name) else ():
        row.only("code", "member", "from", "to", "source")
        row.text("source")
        member = Member(state=row.code("member", states), since=row.optional("from"), until=row.optional("to"))
        found.setdefault(row.code("code", organisations), []).append(member)
    return {code: tuple(some) for code, some in found.items()}


def _together(words: ReferenceWords, states: Mapping[str, State]) -> Iterable[tuple[str, Sense]]:
    for name, codes in words.together.items():
        for code in codes:
            yield name, Sense(kind="state", actor=code, name=states[code].name, together=True)


def _persons(terms: Mapping[str, tuple[Holder, ...]]) -> Iterable[tuple[str, Sense]]:
    for person, held in terms.items():
        for term in held:
            for name in term.names:
                yield name, Sense(kind="person", actor=None, name=person)
            for surname in term.surnames:
                yield plain(surname), Sense(kind="surname", actor=None, name=person)


def _in_office(terms: Mapping[str, tuple[Holder, ...]]) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
    found: dict[tuple[str, str], list[Holder]] = {}
    for held in terms.values():
        for term in held:
            found.setdefault((term.state, term.office), []).append(term)
    return {key: tuple(sorted(some, key=lambda term: term.since)) for key, some in found.items()}
