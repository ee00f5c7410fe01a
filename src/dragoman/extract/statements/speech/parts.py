"""The parts of what a word of speech reports: token ranges, and what builds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.extract.statements.speech.cues import Cue
from dragoman.knowledge.rows.statements import AS, COMPLEMENT, OBJECT, SpeechWord
from dragoman.model.parse import Parse
from dragoman.model.text import Span

PRESENT_OR_PAST = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(slots=True, kw_only=True)
class Reported:
    """What a cue reports: ``parts`` are token ranges in text order; ``shape`` says by which construction."""

    cue: Cue
    shape: str
    parts: list[tuple[int, int]]
    word: SpeechWord | None = None
    quotations: list[Span] = field(default_factory=list)

    @property
    def low(self) -> int:
        """The first token of what is reported."""
        return self.parts[0][0]

    @property
    def high(self) -> int:
        """The token after its last one."""
        return self.parts[-1][1]


def trimmed(parse: Parse, low: int, high: int) -> tuple[int, int] | None:
    """A token range without the punctuation at its ends; None if nothing is left."""
    while low < high and parse.pos[low] == "PUNCT" and parse.words[low] not in "([$":
        low += 1
    while high > low and parse.pos[high - 1] == "PUNCT" and parse.words[high - 1] not in ")]%":
        high -= 1
    return (low, high) if low < high else None


def taken(parse: Parse, cue: Cue, shape: str, *ranges: tuple[int, int]) -> Reported | None:
    """What stands in these ranges, if anything does; a complement, or what something is called, counts as an object."""
    parts = [part for low, high in ranges if low < high and (part := trimmed(parse, low, high))]
    word = cue.word(shape) or ((cue.word(COMPLEMENT) or cue.word(AS)) if shape == OBJECT else None)
    return Reported(cue=cue, shape=shape, parts=parts, word=word) if parts else None


def without(low: int, high: int, cut: tuple[int, int]) -> list[tuple[int, int]]:
    """A range without what is cut out of it."""
    if cut[1] <= low or cut[0] >= high:
        return [(low, high)]
    return [(a, b) for a, b in ((low, cut[0]), (cut[1], high)) if a < b]


def is_infinitive(parse: Parse, token: int) -> bool:
    """Whether a verb has "to" before it."""
    return any(parse.tags[c] == "TO" for c in parse.dependents(token, "mark", "aux"))


def is_finite(parse: Parse, token: int) -> bool:
    """Whether a verb, its auxiliary or its copula is bound to a subject by its form."""
    tags = [parse.tags[token], *(parse.tags[c] for c in parse.dependents(token, "aux", "cop"))]
    return any(tag == "MD" or tag in PRESENT_OR_PAST for tag in tags)
