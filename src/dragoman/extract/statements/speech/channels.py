"""Through what something was said: kind and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.extract.statements.speech.cues import Cue
from dragoman.knowledge.rows.phrases import Phrases
from dragoman.knowledge.rows.statements import ChannelWord, Statements
from dragoman.model.claim import Channel
from dragoman.model.parse import Parse

OUTLETS = frozenset({"television", "radio", "news agency", "newspaper"})
NAMED_BY_OUTLET = OUTLETS | {"interview"}
INNER = frozenset({"compound", "amod", "conj", "nmod", "nmod:poss"})  # within a phrase: "Fox News" in "a Fox News interview"
LONGEST = 5  # tokens of a phrase that tells a channel


def channel_of(parse: Parse, cue: Cue, frame: Iterable[int], speaker: int | None, told: int | None, words: Statements) -> Channel | None:
    """The channel that the words around a cue tell: its verb, a phrase ("in a statement"), who is told ("told Reuters"), or what speaks.

    ``frame`` are the tokens of the sentence that belong to the cue and not to what is reported; ``told`` heads the words for who is told.
    """
    verb = words.channel_verbs.get(parse.lemmas[cue.token])
    kind, name = (verb.kind, verb.name) if verb else (None, None)
    outlet: ChannelWord | None = None
    skip = -1
    for token in frame:
        if token < skip or token == speaker:
            continue
        named = next(_outlets(parse, token, words), None)
        if named is not None:
            if outlet is None and _brings(parse, token, told, words):
                outlet = named[0]
            skip = named[1]
            continue
        found = next(_phrases(parse, token, words), None)
        if found is not None:
            if kind == found[0].kind and name is None:
                name = found[0].name  # "posted on X"
            if kind is None and not _is_title(parse, token, found[1] - 1) and _brings(parse, found[1] - 1, told, words):
                kind, name = found[0].kind, found[0].name
            skip = found[1]
    if kind is None and outlet is None and speaker is not None:
        row = channel_at(parse, speaker, words)
        return Channel(kind=row.kind, name=row.name) if row is not None and row.speaks else None
    if kind is None:
        return Channel(kind=outlet.kind, name=outlet.name) if outlet else None
    return Channel(kind=kind, name=outlet.name if outlet and not name and kind in NAMED_BY_OUTLET else name)


def channel_at(parse: Parse, token: int, words: Statements) -> ChannelWord | None:
    """The channel that a noun is the word for, with the words before it: "the joint statement"."""
    for low in range(max(0, token - LONGEST + 1), token + 1):
        for row, end in _phrases(parse, low, words):
            if end == token + 1:
                return row
    return None


def outlet_at(parse: Parse, token: int, words: Statements) -> Channel | None:
    """The outlet that a noun phrase names, as a channel: "the newspaper", "state television", "the agency Interfax"."""
    low, high = parse.edges[token]
    named = next((row for place in range(low, high) for row, _ in _outlets(parse, place, words)), None)
    row = channel_at(parse, token, words)
    kind = named.kind if named is not None else row.kind if row is not None and row.kind in OUTLETS else None
    return Channel(kind=kind, name=named.name if named is not None else None) if kind is not None else None


def is_outlet(parse: Parse, token: int, words: Statements) -> bool:
    """Whether a noun names a station, a paper or an agency, or is such a word ("state television")."""
    row = channel_at(parse, token, words)
    if row is not None:
        return row.kind in OUTLETS
    low, high = parse.edges[token]
    return any(True for place in range(low, high) for _ in _outlets(parse, place, words))


def _is_title(parse: Parse, low: int, head: int) -> bool:
    """Whether a word for a channel is an adjective ("a weekly session") or part of a name ("the Dakar Declaration")."""
    named = parse.pos[head] == "PROPN" and any(c < low and parse.pos[c] == "PROPN" for c in parse.dependents(head, "compound"))
    return parse.pos[head] == "ADJ" or named


def _phrases(parse: Parse, token: int, words: Statements) -> Iterator[tuple[ChannelWord, int]]:
    """The words for channels that begin at a token, longest first, each with the token after it."""
    return _found(words.channels, [lemma.lower() for lemma in parse.lemmas[token : token + LONGEST]], token, words.channel_words)


def _outlets(parse: Parse, token: int, words: Statements) -> Iterator[tuple[ChannelWord, int]]:
    """The names of outlets that begin at a token."""
    if parse.words[token][:1].islower():
        return iter(())
    return _found(words.outlets, [word.lower() for word in parse.words[token : token + LONGEST]], token, words.outlet_words)


def _found(phrases: Phrases, window: list[str], token: int, rows: Mapping[str, ChannelWord]) -> Iterator[tuple[ChannelWord, int]]:
    for code, length in phrases.at(window, 0):
        yield rows[code], token + length


def _brings(parse: Parse, head: int, told: int | None, words: Statements) -> bool:
    """Whether a noun stands in a phrase with a preposition, or is who is told ("told a news conference")."""
    for place in (head, *parse.ancestors(head)):
        if place == told:
            return True
        link = next((c for c in parse.dependents(place, "case") if parse.tags[c] != "POS"), None)
        if link is not None:
            return parse.lemmas[link] in words.through
        if parse.labels[place] not in INNER:
            return False
    return False
