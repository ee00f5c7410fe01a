"""Quotation marks of every style, and how they pair within paragraphs. Only characters count here, no words.

Only outermost quotations are found: what stands in marks inside them belongs to them. A quotation that runs over several paragraphs
gives one span for each, as does one whose later paragraphs open with marks of their own before the last closes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.text import Issue, Span

OPENING, CLOSING, EITHER = "open", "close", "either"
SIDES = {'"': EITHER, "“": OPENING, "”": CLOSING, "„": OPENING, "‟": OPENING, "＂": EITHER, "«": EITHER, "»": EITHER, "‹": EITHER,
         "›": EITHER, "「": OPENING, "」": CLOSING, "『": OPENING, "』": CLOSING, "''": EITHER, "``": OPENING, "‘‘": OPENING, "’’": CLOSING}  # fmt: skip
DOUBLE = re.compile(r"''|``|‘‘|’’|[\"“”„‟＂«»‹›「」『』]")
SINGLE = re.compile(r"['‘‚’]")
SINGLE_OPENING = frozenset("'‘‚")
SINGLE_CLOSING = frozenset("'’‘")
BRACKETS = frozenset("([{<")
DASHES = frozenset("-–—―/")
ENDS = frozenset(".,!?…;:")
UNCLOSED, UNOPENED = "quotation-unclosed", "quotation-unopened"
Kind = Literal["open", "close", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The quotations of a text, in order and without overlap, each without its outer marks, and the marks that found no partner."""

    spans: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    """The scan of one paragraph. ``tail`` is where a quotation begins that its end cuts off, with the mark that opened it."""

    text: str
    span: Span
    found: list[Span] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tail: Span | None = None
    carried: bool = False  # whether it begins inside a quotation of the paragraph before

    def before(self, place: int) -> str:
        return self.text[place - 1] if place > self.span.start else " "

    def after(self, place: int) -> str:
        return self.text[place] if place < self.span.end else " "

    def keep(self, start: int, end: int) -> None:
        """Keep what stands between two marks, if there is anything."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if any(letter.isalnum() for letter in self.text[start:end]):
            self.found.append(Span(start, end))


def pair_marks(text: str, paragraphs: Sequence[Span]) -> Marked:
    """The quotations in these paragraphs of a text. Never raises, whatever the marks; no span leaves its paragraph."""
    scans: list[_Paragraph] = []
    for number, span in enumerate(paragraphs):
        scan = _Paragraph(text, span, carried=bool(scans) and scans[-1].tail is not None)
        _scan(scan)
        if scan.carried and scan.tail == Span(span.start, span.start):
            scan.tail = None if not _goes_on(text, paragraphs, number) else scan.tail
        scans.append(scan)
    issues: list[Issue] = []
    for number, scan in enumerate(scans):
        if scan.tail is not None:
            scan.keep(scan.tail.end, scan.span.end)
            if number + 1 == len(scans) or not _takes_up(scans[number + 1]):
                issues.append(Issue(code=UNCLOSED, span=scan.tail, detail="the quotation is read to the end of its paragraph"))
        issues += scan.issues
    return Marked(spans=tuple(span for scan in scans for span in scan.found), issues=tuple(issues))


def _goes_on(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """Whether a paragraph without marks inside an open quotation is followed by one that closes it."""
    return number + 1 < len(paragraphs) and DOUBLE.search(paragraphs[number + 1].of(text)) is not None


def _takes_up(scan: _Paragraph) -> bool:
    """Whether a paragraph continues the quotation of the one before: it opens with a mark, or closes what it did not open."""
    opens = DOUBLE.match(scan.text, scan.span.start, scan.span.end)
    return opens is not None or any(span.start == scan.span.start for span in scan.found) or (scan.tail is not None and scan.tail.end == scan.span.start)


def _scan(scan: _Paragraph) -> None:
    """Walk over the marks of a paragraph from left to right."""
    text, place, end = scan.text, scan.span.start, scan.span.end
    opened: list[Span] = []
    while place < end:
        double = DOUBLE.search(text, place, end)
        if not opened:
            single = _single(scan, place, double.start() if double else end)
            if single is not None:
                scan.keep(single.start + 1, single.end)
                place = single.end + 1
                continue
        if double is None:
            break
        mark = Span(double.start(), double.end())
        if len(mark) == 2 and opened and scan.after(mark.end) == text[mark.start] and text[mark.start] in "'’":
            mark = Span(mark.start + 1, mark.end + 1)  # three in a row at the end: a single one closes, then the double one
        _take(scan, mark, opened)
        place = mark.end
    if opened:
        scan.tail = opened[0]


def _take(scan: _Paragraph, mark: Span, opened: list[Span]) -> None:
    """Let one mark open or close."""
    kind = _kind(scan, mark, opened)
    if kind == "open" and opened and not _nests(scan, mark, opened):
        last = opened[0]
        stop = _sentence_end(scan, last.end, mark.start)
        scan.keep(last.end, stop)
        scan.issues.append(Issue(code=UNCLOSED, span=last, detail="the quotation is read to the sentence end before the next one"))
        opened.clear()
    if kind == "open":
        opened.append(mark)
    elif kind == "close" and opened:
        first = opened[0]
        opened.pop()
        if not opened:
            scan.keep(first.end, mark.start)
    elif kind == "close":
        if scan.carried and not scan.found:
            scan.keep(scan.span.start, mark.start)
        else:
            scan.issues.append(Issue(code=UNOPENED, span=mark, detail="a mark that closes nothing is passed over"))


def _kind(scan: _Paragraph, mark: Span, opened: list[Span]) -> Kind:
    """Whether a mark opens or closes: by its form, else by what stands around it, else by whether one is open."""
    before, after = scan.before(mark.start), scan.after(mark.end)
    side = SIDES[mark.of(scan.text)]
    free_before = before.isspace() or before in BRACKETS or before in DASHES or DOUBLE.match(before) is not None or before in "'‘"
    free_after = after.isspace() or not after.isalnum()
    may_open = free_before and not after.isspace()
    may_close = not before.isspace() and free_after
    if side == OPENING:
        return "close" if opened and may_close and not may_open else "open"
    if side == CLOSING:
        return "open" if not opened and not scan.carried and may_open and not may_close else "close"
    if opened:
        return "open" if may_open and not may_close and _distinct(scan, mark, opened) else "close"
    if scan.carried and not scan.found and mark.start > scan.span.start and may_close:
        return "close"
    if before.isdigit() and mark.of(scan.text) in {'"', "''"}:
        return "none"  # inches, seconds
    return "open" if not after.isspace() and (may_open or not before.isalnum() or not free_after) else "close"


def _distinct(scan: _Paragraph, mark: Span, opened: list[Span]) -> bool:
    """Whether a mark that looks like an opening one, inside an open quotation, is of the same form: then the open one lacks its end."""
    return mark.of(scan.text) == opened[-1].of(scan.text) or mark.of(scan.text) in "«»‹›"


def _nests(scan: _Paragraph, mark: Span, opened: list[Span]) -> bool:
    """Whether a mark that opens inside a quotation is nested in it: then as many marks close after it as are open."""
    rest = [m.group() for m in DOUBLE.finditer(scan.text, mark.end, scan.span.end)]
    form = mark.of(scan.text)
    if SIDES[form] == EITHER and form not in "«»‹›":
        return False
    closing = sum(SIDES[other] == CLOSING or other in "»›«‹" and other != form for other in rest)
    opening = sum(SIDES[other] == OPENING or other == form for other in rest)
    return closing - opening > len(opened)


def _sentence_end(scan: _Paragraph, start: int, end: int) -> int:
    """Where the first sentence between two places ends; the second place if it does not."""
    match = re.compile(r"[.!?,](?=\s)").search(scan.text, start, end)
    return match.end() if match else end


def _single(scan: _Paragraph, start: int, end: int) -> Span | None:
    """The first quotation in single marks that opens before ``end``: from its opening mark to its closing one."""
    for match in SINGLE.finditer(scan.text, start, end):
        place = match.start()
        if match.group() not in SINGLE_OPENING or scan.text[place : place + 2] in SIDES:
            continue
        before, after = scan.before(place), scan.after(place + 1)
        if not (before.isspace() or before in BRACKETS or before in DASHES) or not (after.isalpha() or after in "…[$£€\"“"):
            continue
        close = _single_close(scan, place)
        if close is not None:
            return Span(place, close)
    return None


def _single_close(scan: _Paragraph, opening: int) -> int | None:
    """Where a quotation in single marks ends. An apostrophe stands between letters, or after the s of a plural with no mark of punctuation."""
    possible: int | None = None
    depth = 0
    for match in re.compile(r"[\"“”«»'‘’]").finditer(scan.text, opening + 1, scan.span.end):
        place, mark = match.start(), match.group()
        before, after = scan.before(place), scan.after(place + 1)
        if mark in "“«" or (mark == '"' and not depth):
            depth += 1
        elif mark in "”»" or mark == '"':
            depth = max(0, depth - 1)
        elif mark in SINGLE_CLOSING and not before.isspace() and not after.isalnum() and not depth:
            if before in ENDS or before in "\"”":
                return place
            if after in ENDS or after in ")]-–—" or place + 1 >= scan.span.end:
                return possible if possible is not None and before == "s" else place
            if before != "s" or possible is None:
                possible = place
                if before != "s":
                    return place
        elif mark in SINGLE_OPENING and before.isspace() and after.isalpha() and possible is not None:
            return possible
    return possible
