"""Where paragraphs lie in a text, and the plain form in which a parser sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model.text import Document, Region, Span

LONGEST = 6_000  # code points: a longer block is cut at a sentence end or a space, so that one line of 10 MB costs no more memory
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")
WRAPPED_LINE = range(50, 100)  # characters: lines of text cut to a width have about this length
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
                       "‑": "-", "−": "-", "…": ".", "*": " ", "•": " ", "_": " ", "|": " ", "`": "'", "\u00ad": " "})  # fmt: skip
MARKER = re.compile(r"\s*(?:[-–—•*#>+]+|\(?[0-9]{1,2}[.)])?\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """``plain`` is the text as parsed: white space folded, marks made plain; ``offsets[i]`` is the place of its code point i."""

    plain: str
    offsets: tuple[int, ...]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """The paragraphs of a document's evidence, in text order; headers, datelines and boilerplate are left out."""
    boxes = [region.span for region in document.regions if _is_inside_line(document.text, region)]
    for span in _evidence(document):
        for block in _blocks(document.text, span):
            paragraph = _plain(document.text, block, [box for box in boxes if block.contains(box)])
            if paragraph.plain:
                yield paragraph


def _evidence(document: Document) -> Iterator[Span]:
    """The stretches of text between the regions."""
    place = 0
    for region in document.regions:
        if _is_inside_line(document.text, region):
            continue
        if region.span.start > place:
            yield Span(place, region.span.start)
        place = max(place, region.span.end)
    if place < len(document.text):
        yield Span(place, len(document.text))


def _is_inside_line(text: str, region: Region) -> bool:
    """Whether a region has text of its line before and after it: the sentence goes on behind it."""
    before, after = text[: region.span.start].rpartition("\n")[2], text[region.span.end :].partition("\n")[0]
    return region.kind == "boilerplate" and bool(before.strip() and after.strip())


def _blocks(text: str, span: Span) -> Iterator[Span]:
    """Blocks between blank lines; single line ends split a block too, unless its lines are wrapped at a width."""
    start = span.start
    ends = [m.start() for m in BLANK_LINE.finditer(text, span.start, span.end)] + [span.end]
    for end in ends:
        yield from _lines(text, Span(start, end))
        start = end


def _lines(text: str, block: Span) -> Iterator[Span]:
    lines = block.of(text).splitlines(keepends=True)
    full = [line.rstrip() for line in lines if line.strip()]
    if len(full) > 1 and all(len(line) in WRAPPED_LINE for line in full[:-1]) and _continues(full):
        yield from _cut(text, block)
        return
    start = block.start
    for line in lines:
        yield from _cut(text, Span(start, start + len(line)))
        start += len(line)


def _continues(lines: list[str]) -> bool:
    """Whether most lines stop in the middle of a sentence."""
    open_ends = sum(line[-1] not in ".!?:\"'”’" for line in lines[:-1])
    return open_ends * 2 >= len(lines) - 1


def _cut(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > LONGEST:
        window = text[start : start + LONGEST]
        ends = [m.end() for m in SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or LONGEST
        yield Span(start, start + cut)
        start += cut
    if block.end > start:
        yield Span(start, block.end)


def _plain(text: str, block: Span, boxes: Sequence[Span]) -> Paragraph:
    start = block.start
    left_out = {place for box in boxes for place in range(box.start, box.end)}
    if marker := MARKER.match(text, block.start, block.end):
        start = marker.end()
    letters: list[str] = []
    offsets: list[int] = []
    for place, letter in enumerate(text[start : block.end].translate(PLAIN), start):
        if place in left_out:
            continue
        if letter.isspace() or not letter.isprintable():
            if letters and letters[-1] != " ":
                letters.append(" ")
                offsets.append(place)
        else:
            letters.append(letter)
            offsets.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return Paragraph(plain="".join(letters), offsets=tuple(offsets))
