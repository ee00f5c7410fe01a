"""Well-known agreements: where a report names one of them, or means one by a description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.extract.parties import states_of
from dragoman.knowledge.rows.agreements import Agreements, Treaty
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.text import Span

if TYPE_CHECKING:
    from dragoman.extract.agreements.names import Naming

CLEAR = 2  # the strength of a noun that names an agreement by itself
GROUPS = frozenset({"P5PLUS1"})  # groups of states that stand for parties of an agreement


def treaties_in(annotated: Annotated, words: Agreements) -> Iterator[tuple[tuple[int, int], Treaty]]:
    """The names of well-known agreements, the longest at each token."""
    parse, text = annotated.parse, annotated.document.text
    last = 0
    for token, word in enumerate(parse.words):
        if token < last or word.lower() not in words.treaties:
            continue
        start = parse.starts[token]
        fits = [
            (len(name), treaty)
            for treaty in words.treaties[word.lower()]
            for name in treaty.names
            if _is_written(text, start, name) and not _not_yet(annotated, treaty, name)
        ]
        for length, treaty in sorted(fits, key=lambda fit: -fit[0]):
            tokens = parse.tokens_in(Span(start, start + length))
            if tokens and parse.ends[tokens[-1]] == start + length:
                last = tokens[-1] + 1
                yield (token, last), treaty
                break


def _is_written(text: str, start: int, name: str) -> bool:
    """Whether a name stands at a place, in whatever capitals; one word, or capitals only ("NPT"), as it is written."""
    if text.startswith(name, start):
        return True
    here = text[start : start + len(name)]
    return " " in name and not name.isupper() and here.lower() == name.lower() and any(c.isupper() for c in here)


def _not_yet(annotated: Annotated, treaty: Treaty, name: str) -> bool:
    """Whether a report is older than the treaty and so means another by a name that only describes it ("Iran nuclear deal")."""
    published = annotated.document.published
    return bool(published and treaty.signed and treaty.signed > published and name.rsplit(maxsplit=1)[-1].islower())


def without_titles(annotated: Annotated, words: Agreements) -> Annotated:
    """A report without the actors that are named as a well-known agreement is ("NAFTA"): here they are none."""
    parse = annotated.parse
    titles = {parse.span(low, high) for (low, high), _ in treaties_in(annotated, words)}
    actors = tuple(m for m in annotated.actors if m.span not in titles)
    return annotated if len(actors) == len(annotated.actors) else replace(annotated, actors=actors)


def described(annotated: Annotated, naming: Naming, words: Agreements) -> Treaty | None:
    """The well-known agreement that a description means: "the nuclear accord with Tehran", "a 2015 agreement that put curbs on Iran"."""
    published = annotated.document.published or "9999"
    if naming.title or naming.plural or naming.strength < CLEAR:
        return None
    parse = annotated.parse
    lemmas = {parse.lemmas[t].lower() for t in range(*parse.edges[naming.token])}
    states = states_of(m for t in range(*parse.edges[naming.token]) for m in annotated.actors_at.get(t, ()))
    for treaty in words.described:
        word, *needed = treaty.described
        known = not naming.indefinite or _tells_what_it_did(parse, naming.token)
        told = naming.year == (treaty.signed or "")[:4] or (word in lemmas and known and not naming.year)
        if told and states.issuperset(needed) and (treaty.signed or "") <= published and naming.states <= {*treaty.parties, *GROUPS}:
            return treaty
    return None


def _tells_what_it_did(parse: Parse, token: int) -> bool:
    """Whether a clause about a noun with "a" tells of it as a fact: "a deal in which Tehran accepted limits"."""
    return any(parse.tags[c] == "VBD" for c in parse.dependents(token, "acl:relcl"))
