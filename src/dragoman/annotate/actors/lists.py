"""Lists of names, of which the parser loses members: "met the presidents of Chad, Niger, Mali and Togo"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.annotate.actors.names import Hit
from dragoman.knowledge.rows.references import ReferenceWords
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL

SEVERAL = 3  # states: two names are seldom parsed wrongly
LONGEST = 16  # tokens from one separator to the next: "First Deputy Head of the Presidential Administration of Chad Ali Bala"
NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "NUM", "PART"})
BRACKETS = frozenset({"(", ")", "-", "."})
SUBJECT = "nsubj"
# What a first member is to its clause, where the parser has made another the subject.
LOOSE = frozenset({"appos", "dep", "dislocated", "parataxis", "vocative", "compound", "obl:npmod", "flat", "conj", "root"})
STATES = frozenset({"state", "organisation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name or a phrase for an actor: its tokens from ``low`` to ``high``, its head, the state or organisation it is of."""

    low: int
    high: int
    head: int
    whose: str
    rank: int = 0  # of the phrases of one member the highest stands for it


def join_names(parse: Parse, hits: Iterable[Hit], words: ReferenceWords) -> Parse:
    """The parse with lists of states and organisations joined, where nothing but separators stands between their names."""
    named = [
        Named(low=hit.low, high=hit.high, head=hit.head, whose=(hit.senses[0].actor or "").partition(":")[0])
        for hit in hits
        if hit.senses[0].kind in STATES and not hit.senses[0].together
    ]
    return _joined(parse, named, words, loose=False)


def join_mentions(parse: Parse, mentions: Iterable[ActorMention], words: ReferenceWords) -> Parse:
    """The parse with lists of persons and officials joined, whatever titles stand before their names."""
    named = []
    for mention in mentions:
        if mention.actor is not None and mention.head >= 0:
            tokens = parse.tokens_in(mention.span)
            rank = 2 if mention.person else 1 if mention.office or ":" in mention.actor else 0
            named.append(Named(low=tokens[0], high=tokens[-1] + 1, head=mention.head, whose=mention.actor.partition(":")[0], rank=rank))
    return _joined(parse, named, words, loose=True)


def _joined(parse: Parse, named: Sequence[Named], words: ReferenceWords, *, loose: bool) -> Parse:
    at = {token: one for one in sorted(named, key=lambda n: (n.rank, n.low - n.high)) for token in range(one.low, one.high)}
    heads, labels = list(parse.heads), list(parse.labels)
    changed = False
    for members in _lists(parse, at, words, loose=loose):
        changed |= _join(parse, members, heads, labels)
    return replace(parse, heads=tuple(heads), labels=tuple(labels)) if changed else parse


def _lists(parse: Parse, at: Mapping[int, Named], words: ReferenceWords, *, loose: bool) -> Iterator[list[Named]]:
    """Each list by its members, one a state, in text order; the last one stands after "and"."""
    token = 0
    while token < len(parse):
        if token not in at:
            token += 1
            continue
        last = parse.sentences[parse.sentence_of[token]][1]
        members, token = _members(parse, at, words, (token, last), loose=loose)
        if len({one.whose for one in members}) >= SEVERAL:
            yield members


def _members(
    parse: Parse, at: Mapping[int, Named], words: ReferenceWords, reach: tuple[int, int], *, loose: bool
) -> tuple[list[Named], int]:
    """The members of the list that begins at a token, none if it is not ended by "and", and the token after what was looked at."""
    token, last = reach
    found: list[Named] = []
    best: Named | None = None
    begun, closing = token, False
    while token < last and token - begun <= LONGEST:
        word = parse.words[token].lower()
        if token in at and (loose or at[token].low == token):
            one = at[token]
            if best is not None and one.whose != best.whose:
                break  # "Chad-Niger border"
            best = replace(one, low=begun) if best is None or one.rank > best.rank else best
            token = max(token + 1, one.high) if not loose else token + 1
        elif best is not None and word in words.joined and not _is_end(parse, at, token - 1):
            if word == ",":
                break  # "as friends and NATO members, Chad and Mali"
            token += 1  # "German Foreign and Security Policy Adviser Jens Weber"
        elif best is not None and word in words.joined and not (closing and found[-1].whose != best.whose):
            found, best, begun = _with(found, best), None, token + 1
            closing = word not in {",", ";"}
            token += 1
        elif best is None and word in words.joined and token == begun and word not in {",", ";"}:
            closing, token = True, token + 1  # ", and"
            begun = token
        elif not _is_naming(parse, words, token, loose=loose, begun=begun):
            break
        else:
            token += 1
    if closing and best is not None:  # what stands behind the last name is no longer of the list
        return _with(found, best), max(token, reach[0] + 1)
    return [], max(token, reach[0] + 1)


def _is_end(parse: Parse, at: Mapping[int, Named], token: int) -> bool:
    """Whether a member may end with a token: with a name, or a bracket."""
    return token in at or parse.words[token] in BRACKETS


def _with(found: list[Named], one: Named) -> list[Named]:
    """The members with one more; what is of the state of the last one says more of that one."""
    if found and found[-1].whose == one.whose:
        return [*found[:-1], one] if one.rank > found[-1].rank else found
    return [*found, one]


def _is_naming(parse: Parse, words: ReferenceWords, token: int, *, loose: bool, begun: int) -> bool:
    """Whether a token may be part of a member: of its title or the like; between bare names only an article or a bracket."""
    word, pos = parse.words[token].lower(), parse.pos[token]
    if token == begun and pos == "DET":
        return word in words.definite
    if word in BRACKETS:
        return True
    if not loose or pos in VERBAL or (token == begun and pos == "ADP"):
        return False
    return pos in NAMING or word in words.owner or word == "to" or word in words.joined - {",", ";"}


def _join(parse: Parse, members: Sequence[Named], heads: list[int], labels: list[str]) -> bool:
    """Hang the members of a list on the first one; whether anything was changed."""
    top = _top(members[0], heads, labels)
    later = [one.head for one in members[1:]]
    subject = next((n for n, head in enumerate(later) if labels[head].startswith(SUBJECT) and not _is_misread(parse, head)), None)
    if subject is not None and not labels[top].startswith(SUBJECT) and labels[top] not in LOOSE:
        rest = members[subject + 1 :]  # "after talks with Chad, Niger, Mali and Togo agreed"
        return len(rest) >= SEVERAL and _join(parse, rest, heads, labels)
    if all(heads[head] == top and labels[head] == "conj" for head in later) or top in later:
        return False
    before = [(token, heads[token], labels[token]) for token in (top, *later)]
    if subject is not None and not labels[top].startswith(SUBJECT):
        heads[top], labels[top] = heads[later[subject]], labels[later[subject]]
    for head in later:
        heads[head], labels[head] = top, "conj"
    if _is_circular(heads, (top, *later)):
        for token, head, label in before:
            heads[token], labels[token] = head, label
        return False
    return True


def _top(first: Named, heads: Sequence[int], labels: Sequence[str]) -> int:
    """The token of the first member by which it hangs on the rest of the sentence; of one that is itself joined to another, that one."""
    token = first.head
    while heads[token] != token and first.low <= heads[token] < first.high:
        token = heads[token]
    return heads[token] if labels[token] == "conj" and heads[token] < token else token


def _is_misread(parse: Parse, token: int) -> bool:
    """Whether a subject is only that of an infinitive of purpose, which the parser looks for: "met Chad, Mali and Niger to discuss"."""
    return parse.tags[parse.heads[token]] == "VB" and parse.heads[token] > token


def _is_circular(heads: Sequence[int], tokens: Iterable[int]) -> bool:
    for token in tokens:
        seen, place = set(), token
        while heads[place] != place:
            if place in seen:
                return True
            seen.add(place)
            place = heads[place]
    return False
