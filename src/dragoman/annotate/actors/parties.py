"""Who a report shows together: those its title names ("Joint statement by ..."), and those it lists as taking part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.annotate.actors.company import company_of
from dragoman.annotate.actors.names import names_in
from dragoman.annotate.actors.persons import candidates
from dragoman.annotate.references.discourse import Discourse
from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.rows.references import PartyWords
from dragoman.model.mention import ActorMention
from dragoman.model.text import Span

SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """``named`` are the states and organisations that the title shows together; ``joint`` tells that they all issue the text.

    ``listed`` are those who take part in what the report is about, as its text tells. Both are empty or of at least two.
    """

    named: tuple[str, ...] = ()
    joint: bool = False
    listed: tuple[ActorMention, ...] = ()


def parties_of(talk: Discourse) -> Parties:
    """Who deals with each other in a report as a whole, as its title and its lists tell."""
    words = talk.actors.words.parties
    title = f" {plain(talk.annotated.document.title or '')} "
    lower = title.lower()
    named: tuple[str, ...] = ()
    joint = next((text for text in words.joint if text in lower), None)
    if joint is not None:
        named = _issuers(talk, title, lower.index(joint), joint)
    elif any(text in lower for text in words.readout):
        named = _beside_issuer(talk, title)
    return Parties(named=named, joint=joint is not None and bool(named), listed=company_of(talk))


def _issuers(talk: Discourse, title: str, place: int, joint: str) -> tuple[str, ...]:
    """Those named after "Joint statement by", or else before it, or as a pair with a hyphen between."""
    words = talk.actors.words.parties
    after = title[place + len(joint) :]
    issuer = talk.issuer.actor if talk.issuer is not None else None
    for link in words.issued:
        found = after.lower().find(f" {link} ")
        if found >= 0 and (link in words.anywhere or not after[:found].strip()):
            codes = _codes(talk, _cut(after[found + len(link) + 2 :], words))
            if len(codes) >= SEVERAL and (not after[:found].strip() or issuer is None or issuer in codes):
                return codes
    before = _codes(talk, title[:place])
    return before if len(before) >= SEVERAL else _hyphenated(talk, title)


def _beside_issuer(talk: Discourse, title: str) -> tuple[str, ...]:
    """The issuer of a readout and those named after "with" in its title."""
    words = talk.actors.words.parties
    if talk.issuer is None or talk.issuer.actor is None:
        return ()
    for link in words.beside:
        before, parted, after = title.partition(f" {link} ")
        if parted and before.strip():
            codes = tuple(dict.fromkeys((talk.issuer.actor, *_codes(talk, _cut(after, words)))))
            return codes if len(codes) >= SEVERAL else ()
    return ()


def _cut(text: str, words: PartyWords) -> str:
    """The text up to the first word that leads on to what it is about."""
    ends = [place for word in words.end if (place := f" {text}".lower().find(f" {word} ")) >= 0]
    return text[: min(ends)] if ends else text


def _codes(talk: Discourse, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for _, code in _named(talk, text)))


def _named(talk: Discourse, text: str) -> Iterator[tuple[Span, str]]:
    """The states and organisations named in a part of a title; a person named in full stands for theirs."""
    day = talk.annotated.document.published
    for span, senses in names_in(text, talk.actors, day):
        sense = senses[0]
        if sense.kind == "person" and day is not None:
            people = candidates(senses, talk.actors, day)
            code = people[0].state if len(people) == 1 else None
        else:
            code = sense.actor if sense.kind in {"state", "adjective", "people", "metonym", "organisation"} else None
        if code is None:
            continue
        yield span, code.partition(":")[0] if sense.kind == "metonym" else code


def _hyphenated(talk: Discourse, title: str) -> tuple[str, ...]:
    """States joined by hyphens, as in "U.S.-Israel Strategic Consultative Group"."""
    named = list(_named(talk, title))
    pairs = [(a, b) for a, b in pairwise(named) if title[a[0].end : b[0].start] == "-"]
    codes = tuple(dict.fromkeys(code for pair in pairs for _, code in pair))
    return codes if len(codes) >= SEVERAL else ()
