"""Quotation marks of every style, and how they pair within paragraphs. Only characters count here, no words.

Only outermost quotations are found: what stands in marks inside them belongs to them. A quotation that runs over several paragraphs
gives one span for each, as does one whose later paragraphs open with marks of their own before the last closes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dragoman.model.text import Issue, Span

OPENING, CLOSING, EITHER = "open", "close", "either"
SIDES = (
    dict.fromkeys(['"', "\uff02", "«", "»", "\u2039", "\u203a", "''"], EITHER)
    | dict.fromkeys(["“", "„", "‟", "「", "『", "``", "‘‘"], OPENING)
    | dict.fromkeys(["”", "」", "』", "’’"], CLOSING)
)
DOUBLE = re.compile("''|``|‘‘|’’|[\"“”„‟\uff02«»\u2039\u203a「」『』]")
SINGLE = re.compile(r"['‘\u201a’]")
SINGLE_OPENING = frozenset("'‘\u201a")
SINGLE_CLOSING = frozenset("'’‘")
SINGLE_MARKS = SINGLE_OPENING | SINGLE_CLOSING
GUILLEMETS = frozenset("«»\u2039\u203a")
BRACKETS = frozenset("([{<")
DASHES = frozenset("-–—―/")
ENDS = frozenset(".,!?…;:")
UNCLOSED, UNOPENED = "quotation-unclosed", "quotation-unopened"
AHEAD = 3  # paragraphs that a quotation may run over without marks of their own
WINDOW = 1_500  # code points in which the end of a quotation in single marks is looked for
DOUBLED = 2  # characters of a mark such as ''
LEAST = 4  # words: an apostrophe before fewer is an elision ("'twas so") rather than a mark that lacks its partner
SENTENCE_END = re.compile(r"[.!?,](?=\s)")
CLOSING_SINGLE = re.compile(r"(?<=\S)['’‘](?!\w)")
ANY_MARK = re.compile("[\"“”«»'‘’]")
Kind = Literal["open", "close", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The quotations of a text, in order and without overlap, each without its outer marks, and the marks that found no partner."""

    spans: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass
class _Paragraph:
    """The scan of one paragraph. ``tail`` is where a quotation begins that its end cuts off, with the mark that opened it."""

    text: str
    span: Span
    found: list[Span] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tail: Span | None = None
    carried: bool = False  # whether it begins inside a quotation that an earlier paragraph opened
    only_singles: bool = False  # whether the text quotes in single marks alone
    next_opens: bool = False  # whether the next paragraph begins with a single mark

    @cached_property
    def balance(self) -> dict[int, int]:
        """For each mark that opens, by how many the marks that close outnumber those that open after it."""
        found: dict[int, int] = {}
        surplus = 0
        for match in reversed(list(DOUBLE.finditer(self.text, self.span.start, self.span.end))):
            side = SIDES[match.group()]
            found[match.start()] = surplus
            surplus += (side == CLOSING) - (side == OPENING)
        return found

    @cached_property
    def last_single(self) -> int:
        """Where the last single mark stands that may close; -1 if there is none."""
        places = [match.start() for match in CLOSING_SINGLE.finditer(self.text, self.span.start, self.span.end)]
        return places[-1] if places else -1

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
    spans: list[Span] = []
    issues: list[Issue] = []
    carried = 0  # paragraphs from here on that stand in a quotation opened before them
    only_singles = not any(DOUBLE.search(text, span.start, span.end) for span in paragraphs)
    for number, span in enumerate(paragraphs):
        next_opens = any(text[after.start] in SINGLE_OPENING for after in paragraphs[number + 1 : number + 2])
        scan = _Paragraph(text, span, carried=carried > 0, only_singles=only_singles, next_opens=next_opens)
        if carried > 1:
            scan.keep(span.start, span.end)
        else:
            _scan(scan)
        carried = max(0, carried - 1)
        if scan.tail is not None:
            scan.keep(scan.tail.end, span.end)
            carried = _carried(text, paragraphs[number + 1 : number + 1 + AHEAD])
            if not carried and not _opens(text, paragraphs[number + 1 : number + 2]):
                issues.append(Issue(code=UNCLOSED, span=scan.tail, detail="the quotation is read to the end of its paragraph"))
        issues += scan.issues
        spans += scan.found
    return Marked(spans=tuple(spans), issues=tuple(issues))


def _carried(text: str, following: Sequence[Span]) -> int:
    """How many of the paragraphs that follow an unclosed quotation belong to it: up to the first that closes what it did not open."""
    for number, span in enumerate(following, 1):
        first = DOUBLE.search(text, span.start, span.end)
        if first is not None:
            scan = _Paragraph(text, span)
            return number if _kind(scan, Span(*first.span()), []) == "close" else 0
    return 0


def _opens(text: str, following: Sequence[Span]) -> bool:
    """Whether the next paragraph opens with a mark, as those do that continue a quotation."""
    return any(DOUBLE.match(text, span.start, span.end) for span in following)


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
        triple = len(mark) == DOUBLED and scan.after(mark.end) == text[mark.start] and text[mark.start] in "'’"
        if opened and triple:  # a single one closes, then the double one
            mark = Span(mark.start + 1, mark.end + 1)
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
    if mark.of(scan.text) in GUILLEMETS:  # a space may stand inside them
        return "close" if (opened and not _distinct(scan, mark, opened)) or (scan.carried and not scan.found) else "open"
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
    if before.isspace() and after.isspace() and _closed_later(scan, mark):
        return "open"  # '" And it may rain."'
    return "open" if not after.isspace() and (may_open or not before.isalnum() or not free_after) else "close"


def _closed_later(scan: _Paragraph, mark: Span) -> bool:
    """Whether a mark that stands free between spaces is followed by one that closes, and an odd number of its form is left to pair it."""
    later = [m.start() for m in DOUBLE.finditer(scan.text, mark.end, scan.span.end) if m.group() == mark.of(scan.text)]
    return len(later) % 2 == 1 and not scan.before(later[0]).isspace()


def _distinct(scan: _Paragraph, mark: Span, opened: list[Span]) -> bool:
    """Whether a mark has the form of the one that is open: if it looks like an opening one, then the open one lacks its end."""
    return mark.of(scan.text) == opened[-1].of(scan.text)


def _nests(scan: _Paragraph, mark: Span, opened: list[Span]) -> bool:
    """Whether a mark that opens inside a quotation is nested in it: then as many marks close after it as are open."""
    if SIDES[mark.of(scan.text)] != OPENING:
        return False
    return scan.balance.get(mark.start, 0) > len(opened)


def _sentence_end(scan: _Paragraph, start: int, end: int) -> int:
    """Where the first sentence between two places ends; the second place if it does not."""
    match = SENTENCE_END.search(scan.text, start, end)
    return match.end() if match else end


def _single(scan: _Paragraph, start: int, end: int) -> Span | None:
    """The first quotation in single marks that opens before ``end``: from its opening mark to its closing one."""
    for match in SINGLE.finditer(scan.text, start, end):
        place = match.start()
        if place >= scan.last_single and not scan.only_singles:
            return None
        if match.group() not in SINGLE_OPENING or scan.text[place : place + 2] in SIDES:
            continue
        before, after = scan.before(place), scan.after(place + 1)
        free = before.isspace() or before in BRACKETS or before in DASHES
        if not free or not (after.isalpha() or after in '…[$£€"“'):
            continue
        close = _single_close(scan, place)
        if close is not None and close - place > DOUBLED:  # one letter is none: "rock 'n' roll"
            return Span(place, close)
        rest = Span(place, scan.span.end)
        goes_on = place > scan.span.start or scan.next_opens
        if close is None and scan.only_singles and goes_on and len(rest.of(scan.text).split()) >= LEAST:
            scan.issues.append(
                Issue(code=UNCLOSED, span=Span(place, place + 1), detail="the quotation is read to the end of its paragraph")
            )
            return rest
    return None


def _single_close(scan: _Paragraph, opening: int) -> int | None:
    """Where a quotation in single marks ends; what looks like a mark after an s may be the apostrophe of a plural."""
    possible: int | None = None
    depth = 0
    for match in ANY_MARK.finditer(scan.text, opening + 1, min(scan.span.end, opening + WINDOW)):
        place, mark = match.start(), match.group()
        if mark not in SINGLE_MARKS:
            depth = depth + 1 if mark in "“«" or (mark == '"' and not depth) else max(0, depth - 1)
            continue
        before, after = scan.before(place), scan.after(place + 1)
        if depth or before.isspace():
            if possible is not None and not depth and after.isalpha():
                return possible  # the next one opens
        elif not after.isalnum() and mark in SINGLE_CLOSING:
            if before in ENDS or before in '"”' or before != "s":
                return place
            if possible is not None and (after in ENDS or after in ")]-–—"):
                return possible
            possible = place if possible is None else possible
    return possible
