"""Who a report says takes part in what it is about: the list after "participants included", lines with a dash each, its first sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from dragoman.annotate.references.discourse import Discourse, distinct, principal
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import conjuncts, obliques

SEVERAL = 2
MANY = 3  # states: whom the first sentence of a report shows together; two are found by other ways
OPENING = 2  # sentences with which a report opens
NEAR = 5  # sentences in which a report tells who is at the meeting that it is about
LINE = re.compile(r"^[ \t]*[-•*–—·▪]+[ \t]+", re.MULTILINE)


def company_of(talk: Discourse) -> tuple[ActorMention, ...]:
    """Those who take part, one mention for each state or organisation, the report's own leader first; none if they are not told."""
    for found in (_listed(talk), _in_lines(talk), _met_at_first(talk)):
        if found:
            return found
    return ()


def _listed(talk: Discourse) -> tuple[ActorMention, ...]:
    """Those whom a sentence lists as taking part, with the subject of the report's first sentence."""
    parse, words = talk.parse, talk.actors.words.parties
    for token, lemma in enumerate(parse.lemmas):
        gathering = lemma in words.gathering and parse.sentence_of[token] < NEAR
        if (lemma in words.members or gathering) and parse.labels[token].startswith("nsubj"):
            verb = parse.heads[token]
            includes = parse.lemmas[verb] in words.include and (lemma in words.members or parse.lemmas[verb] in words.alone)
            low = verb + 1 if includes else len(parse)
        elif lemma in words.attend and any(parse.labels[c] == "obl:agent" for c in parse.children[token]):
            low = next(parse.edges[c][0] for c in parse.children[token] if parse.labels[c] == "obl:agent")
        else:
            continue
        sentence = parse.sentence_of[token]
        some = distinct(_outer(talk, [m for m in talk.before(parse.sentences[sentence][1], sentence) if m.head >= low]))
        if len({principal(m) for m in some}) >= SEVERAL:
            return tuple(distinct([*_opening(talk), *some]))
    return ()


def _in_lines(talk: Discourse) -> tuple[ActorMention, ...]:
    """Those named in lines of their own after a colon: "Joining them were the following leaders: - Prime Minister Kari Dahl"."""
    parse, words, text = talk.parse, talk.actors.words.parties, talk.annotated.document.text
    lines = list(LINE.finditer(text))
    if len(lines) < SEVERAL:
        return ()
    colon = text.rfind(":", 0, lines[0].start())
    if colon < 0 or text[colon + 1 : lines[0].start()].strip():
        return ()
    leading = next((t for t in range(len(parse) - 1, -1, -1) if parse.starts[t] < colon), 0)
    before = {parse.lemmas[t].lower() for t in range(*parse.sentences[parse.sentence_of[leading]])}
    if not before & {*words.members, *words.attend, *words.listing}:
        return ()
    named = sorted(_outer(talk, [m for some in talk.at.values() for m in some]), key=lambda m: m.span)
    starts = [m.span.start for m in named]
    found: list[ActorMention] = []
    for line in lines:
        end = text.find("\n", line.end())
        end = end if end >= 0 else len(text)
        inside = (m for m in named[bisect_left(starts, line.end()) : bisect_left(starts, end)] if m.span.end <= end)
        found += islice((m for m in inside if m.person or m.office or ":" not in (m.actor or "")), 1)
    some = distinct(found)
    return tuple(distinct([*_opening(talk), *some])) if len(some) >= SEVERAL else ()


def _met_at_first(talk: Discourse) -> tuple[ActorMention, ...]:
    """Those of three states or more whom one of the first sentences tells to meet."""
    parse, words = talk.parse, talk.actors.words.parties
    for low, high in parse.sentences[:OPENING]:
        for verb in range(low, high):
            if parse.lemmas[verb] not in words.meet or parse.pos[verb] != "VERB":
                continue
            subject = talk.main_subject(parse.sentence_of[verb])
            if subject is None or (parse.heads[verb] not in {verb, parse.heads[subject]} and parse.heads[subject] != verb):
                continue
            some = distinct(
                m for token in (subject, *_met(talk, verb)) for m in talk.heads_of(token) or _counterparts(talk, token) if m.actor
            )
            if len({principal(m) for m in some if principal(m) in talk.actors.states}) >= MANY:
                return tuple(some)
    return ()


def _met(talk: Discourse, verb: int) -> Iterator[int]:
    """Whom a verb of meeting is with: "met with", "convened the ministers of", "hosted a meeting with"."""
    parse, beside = talk.parse, talk.actors.words.parties.beside
    held = parse.dependent(verb, "obj")
    if held is not None:
        yield held
    for place in (verb, *(() if held is None else (held,))):
        yield from (noun for word, noun in obliques(parse, place) if word in beside)


def _counterparts(talk: Discourse, token: int) -> list[ActorMention]:
    """The states of those who hold the same office elsewhere: "her counterparts from Chad, Mali and Niger"."""
    parse = talk.parse
    if parse.lemmas[token].lower() not in talk.actors.words.counterpart:
        return []
    found = (m for place in range(*parse.edges[token]) for m in talk.at.get(place, ()))
    return [m for m in found if principal(m) in talk.actors.states]


def _outer(talk: Discourse, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    return [m for m in mentions if m.head not in talk.inner and m.actor]


def _opening(talk: Discourse) -> list[ActorMention]:
    """The subject of the first sentence that has an actor for it."""
    for sentence in range(min(OPENING, len(talk.parse.sentences))):
        subject = talk.main_subject(sentence)
        if subject is not None and (found := [m for t in conjuncts(talk.parse, subject) for m in talk.at.get(t, ()) if m.actor]):
            return found
    return []
