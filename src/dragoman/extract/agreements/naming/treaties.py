"""Well-known agreements: where a report names one of them, or means one by a description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.extract.parties import states_of
from dragoman.knowledge.rows.agreements import Agreements, Treaty, first_word
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.text import Span

if TYPE_CHECKING:
    from dragoman.extract.agreements.naming.names import Naming

CLEAR = 2  # the strength of a noun that names an agreement by itself
LOOSE = frozenset({"arrangement"})  # kinds that news calls an agreement before it is made: "the framework"
RECENT = 5  # years for which news calls a signed agreement no more than "the deal"
AFTERWARDS = frozenset({"terminated", "suspended", "violated"})  # stages of what was made before
TWO, YEAR = 2, len("2021")
SPACES = re.compile(r"[\s-]+")
LEAD = 2  # paragraphs in which a report says what it is about
GROUPS = frozenset({"P5PLUS1", "UNSC", "E3", "G7"})  # groups of states that stand for parties of an agreement


def treaties_in(annotated: Annotated, words: Agreements) -> Iterator[tuple[tuple[int, int], Treaty]]:
    """The names of well-known agreements, the longest at each token."""
    parse, text = annotated.parse, annotated.document.text
    published = annotated.document.published or "9999"
    last = 0
    for token, word in enumerate(parse.words):
        first = first_word(word)
        if token < last or first not in words.treaties:
            continue
        start = parse.starts[token]
        fits = [
            (length, treaty)
            for treaty in words.treaties[first]
            for name in treaty.names
            if (length := _written(text, start, name))
            and not _not_yet(annotated, treaty, name)
            and not _is_another(annotated, token, treaty, words)
        ]
        for length, treaty in sorted(fits, key=lambda fit: (fit[0], fit[1].since <= published, fit[1].since), reverse=True):
            tokens = parse.tokens_in(Span(start, start + length))
            if tokens and parse.ends[tokens[-1]] == start + length:
                last = tokens[-1] + 1
                yield (token, last), treaty
                break


def _written(text: str, start: int, name: str) -> int:
    """The length of a name at a place, 0 where it does not stand there.

    It may be in whatever capitals, with or without hyphens, and be broken between lines; one word, or capitals only ("NPT"), as written.
    """
    if text.startswith(name, start):
        return len(name)
    loose = " " in name and not name.isupper()
    place, exact = start, True
    for number, word in enumerate(SPACES.split(name)):
        if number:
            gap = SPACES.match(text, place)
            if gap is None:
                return 0
            place = gap.end()
        here = text[place : place + len(word)]
        if here.lower() != word.lower():
            return 0
        exact = exact and here == word
        place += len(word)
    capital = any(c.isupper() for c in text[start:place])  # "a troop withdrawal agreement" is no name
    return place - start if exact or (loose and capital) else 0


def _not_yet(annotated: Annotated, treaty: Treaty, name: str) -> bool:
    """Whether a report is older than the talks, and so means another by a name that only describes it ("Iran nuclear deal")."""
    published = annotated.document.published
    return bool(published and treaty.since > published and (name[0].islower() or name.rsplit(maxsplit=1)[-1].islower()))


def _is_another(annotated: Annotated, token: int, treaty: Treaty, words: Agreements) -> bool:
    """Whether the word before a name tells that another is meant: a year before the talks; "a", where one of its two is not named."""
    parse = annotated.parse
    if token == 0 or parse.sentence_of[token - 1] != parse.sentence_of[token]:
        return False
    before = parse.words[token - 1].lower()
    if before.isdigit() and len(before) == YEAR:
        return before < treaty.since[:YEAR]
    if before not in words.words["name.articles"] or len(treaty.states) != TWO or not parse.words[token][0].isupper():
        return False  # "a ceasefire in Gaza" describes
    return not treaty.states <= states_of(annotated.actors)


def without_titles(annotated: Annotated, words: Agreements) -> Annotated:
    """A report without the actors that are named as a well-known agreement is ("NAFTA"): here they are none."""
    parse = annotated.parse
    titles = {t for (low, high), _ in treaties_in(annotated, words) for t in range(low, high)}
    actors = tuple(m for m in annotated.actors if not titles.issuperset(parse.tokens_in(m.span)))
    return annotated if len(actors) == len(annotated.actors) else replace(annotated, actors=actors)


def described(annotated: Annotated, naming: Naming, words: Agreements, covered: Mapping[int, Treaty]) -> Treaty | None:
    """The well-known agreement that a description means: "the nuclear accord with Tehran", "a 2015 agreement that put curbs on Iran".

    ``covered`` are the tokens in names of well-known ones, whose states it names too: "a treaty to replace the armistice".
    """
    published = annotated.document.published or "9999"
    if naming.title or naming.plural or naming.strength < CLEAR:
        return None
    parse = annotated.parse
    phrase = range(*parse.edges[_replacing(parse, naming.token, covered)])
    lemmas = {parse.lemmas[t].lower() for t in phrase}
    states = states_of(m for t in phrase for m in annotated.actors_at.get(t, ()))
    replaced = frozenset(state for t in phrase if t in covered and t != naming.token for state in covered[t].states)
    for treaty in words.described:
        said, *needed = treaty.described
        unmade = not treaty.signed and not treaty.begun  # what was never made can only be "a treaty"
        known = not naming.indefinite or unmade or published < (treaty.signed or "") or _is_one_made(parse, naming.token, words)
        told = not lemmas.isdisjoint(said.split("|")) and known and not naming.year
        told = told or (bool(needed) and naming.year == (treaty.signed or "")[:4])
        there = states | replaced if unmade else states
        if told and there.issuperset(needed) and treaty.since <= published and fits(naming.states, treaty):
            return treaty
    return None


def _replacing(parse: Parse, token: int, covered: Mapping[int, Treaty]) -> int:
    """The verb whose object is a well-known agreement and whose means, or agent, is a name: "a treaty to replace the truce"."""
    after = parse.edges[token][1]
    follows = after < len(parse) and parse.tags[after] == "TO"
    verb = parse.heads[after] if follows else parse.heads[token]
    joined = follows or parse.labels[token] == "obl"
    return verb if joined and any(t in covered for t in parse.dependents(verb, "obj")) else token


def spoken_of(annotated: Annotated, words: Agreements) -> Treaty | None:
    """The well-known agreement that a report is about, as its first paragraph and headline tell by a word and states."""
    parse, published = annotated.parse, annotated.document.published or ""
    lead = [t for t in range(len(parse)) if parse.paragraph_of[t] < LEAD]
    said = {parse.lemmas[t].lower() for t in lead} | set((annotated.document.title or "").lower().split())
    states = states_of(m for t in lead for m in annotated.actors_at.get(t, ()))
    for treaty in words.described:
        word, *needed = treaty.described
        recent = (
            treaty.begun is not None and treaty.begun <= published and int(published[:4]) - int((treaty.signed or published)[:4]) <= RECENT
        )
        if recent and not said.isdisjoint(word.split("|")) and states.issuperset(needed):
            return treaty
    return None


def known_between(naming: Naming, states: frozenset[str], published: str, words: Agreements) -> Treaty | None:
    """The well-known agreement of these states, if "the nuclear deal" says its matter a few years after it was signed."""
    for treaty in words.described:
        word, *needed = treaty.described
        signed = treaty.signed or "9999"
        recent = signed <= published and int(published[:4]) - int(signed[:4]) <= RECENT
        if (
            recent
            and needed
            and naming.definite
            and states.issuperset(needed)
            and states <= treaty.states
            and naming.content & set(word.split("|"))
        ):
            return treaty
    return None


def fits(states: frozenset[str], treaty: Treaty) -> bool:
    """Whether these states can be its parties; all can where they are many."""
    return not treaty.parties or states <= treaty.states | GROUPS


def may_be(naming: Naming, treaty: Treaty, published: str) -> bool:
    """Whether a naming can mean the agreement that a report is about: it names no others, and nothing else as its matter.

    Once that is signed, "a deal" is another.
    """
    if naming.treaty or naming.title or naming.plural or not naming.strength or naming.year:
        return naming.treaty is treaty
    later = naming.indefinite and published > (treaty.signed or "")
    return not later and fits(naming.states, treaty) and naming.kind in {treaty.kind, *LOOSE}


def _is_one_made(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether "a deal" must be one that was made: a clause tells what it did ("in which Tehran accepted limits"), or somebody leaves it."""
    past = any(parse.tags[c] == "VBD" for c in parse.dependents(token, "acl:relcl"))
    left = any(words.stages[pattern.code].code in AFTERWARDS for pattern in words.verbs.get(parse.lemmas[parse.heads[token]], ()))
    return past or left or any(parse.tags[c] == "VBG" for c in parse.dependents(token, "acl"))
