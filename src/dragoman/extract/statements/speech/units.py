"""Quotations as token ranges, with what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.mention import Quotation
from dragoman.model.parse import Parse
from dragoman.model.text import Span

# Straight, typographic and low marks, guillemets, corner brackets, apostrophes.
MARKS = frozenset("\"“”„‟\uff02«»\u2039\u203a「」『』'‘’`\u201a")
DOUBLED = 2  # marks made of two characters: ''
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A quotation. ``low, high`` are its tokens, marks among them; ``inner`` is the span without marks, ``outer`` with them.

    ``left`` and ``right`` are the tokens where the one before ends and the next one begins, or its paragraph. ``opening`` and ``closing``
    are its first and last characters but for nested marks; ``words`` counts its words, ``finite`` is whether a verb is among them.
    """

    number: int
    inner: Span
    outer: Span
    low: int
    high: int
    left: int
    right: int
    speech: bool
    opening: str
    closing: str
    words: int
    finite: bool

    def begins_sentence(self, parse: Parse) -> bool:
        """Whether the parser begins a sentence with it."""
        return self.low == parse.sentences[parse.sentence_of[self.low]][0]

    def before(self, parse: Parse) -> str:
        """The word right before it; empty where another quotation or the paragraph begins there."""
        return parse.words[self.low - 1] if self.low > self.left else ""

    def opens(self) -> bool:
        """Whether it begins like a sentence."""
        return self.opening.isupper() or not self.opening.isalpha()


def units_of(parse: Parse, text: str, quotations: tuple[Quotation, ...]) -> list[Unit]:
    """The quotations of a text that hold at least one token, in text order."""
    ranges = []
    for quotation in quotations:
        outer = with_marks(text, quotation.span)
        tokens = parse.tokens_in(outer)
        if len(tokens):
            ranges.append((quotation, outer, tokens[0], tokens[-1] + 1))
    units = []
    for number, (quotation, outer, low, high) in enumerate(ranges):
        first, last = parse.paragraphs[parse.paragraph_of[low]]
        before = ranges[number - 1][3] if number else 0
        after = ranges[number + 1][2] if number + 1 < len(ranges) else len(parse)
        inner = quotation.span
        bare = inner.of(text).strip("".join(MARKS)) or inner.of(text)
        tags = [parse.tags[t] for t in range(low, high)]
        units.append(
            Unit(
                number=number,
                inner=inner,
                outer=outer,
                low=low,
                high=high,
                left=max(first, before),
                right=min(last, after),
                speech=quotation.speech,
                opening=bare[0],
                closing=bare[-1],
                words=sum(parse.pos[t] != "PUNCT" for t in range(low, high)),
                finite=not FINITE.isdisjoint(tags),
            )
        )
    return units


def with_marks(text: str, span: Span) -> Span:
    """A quotation with the marks around it, as far as it has them, and a space before them."""
    start, end = span.start, span.end
    if start > 1 and text[start - 1] == " " and text[start - 2] in MARKS:
        start -= 1
    if end + 1 < len(text) and text[end] == " " and text[end + 1] in MARKS:
        end += 1
    first, last = start, end
    for _ in range(DOUBLED):
        if start > 0 and text[start - 1] in MARKS and (start == first or text[start - 1] == text[start]):
            start -= 1
        if end < len(text) and text[end] in MARKS and (end == last or text[end] == text[end - 1]):
            end += 1
    return Span(start, end)
