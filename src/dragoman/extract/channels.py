"""Through what something was said: kind and name."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.reported import Cue
from dragoman.knowledge.rows.statements import Statements
from dragoman.model.claim import Channel
from dragoman.model.parse import Parse

OUTLETS = frozenset({"television", "radio", "news agency", "newspaper"})


def channel_of(parse: Parse, cue: Cue, frame: Iterable[int], speaker: int | None, told: int | None, words: Statements) -> Channel | None:
    """The channel that the words around a cue tell: its verb, a phrase ("in a statement"), who is told ("told Reuters"), or what speaks.

    ``frame`` are the tokens of the sentence that belong to the cue and not to what is reported.
    """
    tokens = [t for t in frame if t != speaker]
    verb = words.channel_verbs.get(parse.lemmas[cue.token])
    found: Channel | None = Channel(kind=verb.kind, name=verb.name) if verb else None
    lower, lemmas = parse.words, [lemma.lower() for lemma in parse.lemmas]
    name: Channel | None = None
    skip = -1
    for token in tokens:
        if token < skip:
            continue
        outlet = next(words.outlets.at([w.lower() for w in lower[token : token + 4]], 0), None)
        if outlet is not None and parse.pos[token] in {"PROPN", "NOUN"} and _told(parse, token, told):
            row = words.outlet_words[outlet[0]]
            name = name or Channel(kind=row.kind, name=row.name)
            skip = token + outlet[1]
            continue
        phrase = next(words.channels.at(lemmas, token), None)
        if phrase is None:
            continue
        row = words.channel_words[phrase[0]]
        head = phrase[1] - 1
        if found is None and _brings(parse, head, told):
            found = Channel(kind=row.kind, name=row.name)
        skip = phrase[1]
    if found is not None and name is not None and found.name is None and found.kind in {"interview", *OUTLETS}:
        return Channel(kind=found.kind, name=name.name)
    if found is None and speaker is not None:
        phrase = next(words.channels.at(lemmas, speaker), None)
        row_of_speaker = words.channel_words[phrase[0]] if phrase else None
        if row_of_speaker is not None and row_of_speaker.speaks:
            return Channel(kind=row_of_speaker.kind, name=row_of_speaker.name)
    return found or name


def is_outlet(parse: Parse, token: int, words: Statements) -> bool:
    """Whether a noun names a station, a paper or an agency, or is such a word ("state television")."""
    low, high = parse.edges[token]
    lower = [word.lower() for word in parse.words[low:high]]
    if any(True for place in range(len(lower)) for _ in words.outlets.at(lower, place)):
        return True
    lemmas = [lemma.lower() for lemma in parse.lemmas[low : token + 1]]
    return any(words.channel_words[code].kind in OUTLETS for place in range(len(lemmas)) for code, _ in words.channels.at(lemmas, place))


def _told(parse: Parse, token: int, told: int | None) -> bool:
    """Whether an outlet is one who is told, or follows a preposition."""
    for place in (token, *parse.ancestors(token)):
        if place == told or parse.dependent(place, "case") is not None:
            return True
        if parse.labels[place] not in {"compound", "amod", "flat", "nmod"}:
            return False
    return False


def _brings(parse: Parse, head: int, told: int | None) -> bool:
    """Whether the noun of a channel stands in a phrase with a preposition, or is what is told ("told a news conference")."""
    for place in (head, *parse.ancestors(head)):
        if place == told:
            return True
        if parse.labels[place] in {"obl", "nmod", "obl:agent", "iobj"} and parse.dependent(place, "case") is not None:
            return True
        if parse.labels[place] not in {"compound", "amod", "conj"}:
            return False
    return False
