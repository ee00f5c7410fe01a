"""Header, dateline and boilerplate: told from the evidence and marked, never cut; what they say of date, outlet and author is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.knowledge.rows.reading import Reading
from dragoman.model.text import Document, Incoming, Issue, Region, Span
from dragoman.read.headers import find_day

HEADER_LINES = 12  # non-empty lines at the top among which a header is looked for
TITLE_LENGTH = 150  # characters: longer first lines are leads
NAME = r"[^\W\d_a-z][\w.'’-]*"
PEOPLE = rf"{NAME}(?: (?:{NAME}|bin|al|de|van|von|da|di)){{1,3}}"
BYLINE = re.compile(rf"(?P<people>{PEOPLE}(?:(?:, | and |, and ){PEOPLE})*)(?:(?:,| in| at|\s*[|/-]) .{{2,60}})?$")
NAME_ONLY = re.compile(rf"(?P<people>{PEOPLE}), [A-Z][\w .]+$")
OUTLET = re.compile(rf"(?:(?:[Tt]he|&|and|of|{NAME}) ?){{1,6}}$")
KEYED = re.compile(r"\s*(?P<key>[^\W\d_]+(?: [^\W\d_]+){0,2})(?P<colon>\s*:)?\s+(?P<value>\S.*)$")
BRACKETED = re.compile(r"\((?P<outlet>[A-Z][\w .&/-]{1,40})\)")
WEEKDAY_TIME = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2}[:.]\d\d(?:\s*(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{3,4}))?|[,|/()-]")
BY_IN_LINE = re.compile(r"\b[Bb]y (?P<who>[A-Z].*)$")
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*$")
PLACE = r"(?:[A-Z][A-Z.'’-]+|[A-Z]{2,}[a-z]?[A-Z]+)(?:[ /-](?:[A-Z][A-Z.'’-]+|[a-z]{2}))*"
MIXED_PLACE = r"[A-Z][\w.'’-]+(?:[ /-][A-Z][\w.'’-]+){0,3}"
TAIL = r"(?:, [A-Z][\w. ]{1,25})?"
DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
AGENCY = r"\((?P<agency>[A-Z][\w .&/-]{1,40})\)"
DASH = r"\s*(?:--+|—|–|-)\s+"
DATELINE = re.compile(
    rf"\s*(?:(?:{PLACE}{TAIL},?|{MIXED_PLACE}{TAIL},) {DAY},? ?(?:{AGENCY})?{DASH}"
    rf"|(?:{PLACE}|{MIXED_PLACE}){TAIL},? ?{AGENCY.replace('agency', 'agency2')}(?:{DASH}|\s+(?![a-z]))"
    rf"|{PLACE}{TAIL}{DASH}|{AGENCY.replace('agency', 'agency3')}{DASH})"
)
# "Tim Scott Timothy (Tim) Eugene ScottHeadline | headline MORE": a page's box on a person, left in the text after the name
BOX = re.compile(r"\b(?P<last>[A-Z][\w'’-]+) (?P<box>(?:[A-Z(][\w'’.()-]* ){1,6}?(?P=last)(?=[A-Z])[^\n]{10,900}?\bMORE\b)")
PARTY = re.compile(r"[DIR]-[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A non-empty line and where it stands."""

    text: str
    span: Span


@dataclass(slots=True)
class Found:
    """What a header has told so far."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    regions: list[Region] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    evidence: bool = False  # a date, key or byline was met: this is a header, not just short lines


def mark_regions(incoming: Incoming, words: Reading) -> Incoming:
    """Add the regions of a document, and fill what its fields leave open (date, outlet, title, byline) from them."""
    document = incoming.document
    if not document.text or document.regions:
        return incoming
    lines = list(_lines(document.text))
    found = Found(published=document.published, outlet=document.outlet, title=document.title, byline=document.byline)
    body = _read_header(lines, document, found, words)
    if body < len(lines):
        _read_dateline(lines[body], found, words)
    for line in lines[body:]:
        if words.boilerplate.match(line.text):
            found.regions.append(Region(kind="boilerplate", span=line.span))
        else:
            boxes = (match.span("box") for match in BOX.finditer(line.text))
            found.regions += [Region(kind="boilerplate", span=Span(line.span.start + a, line.span.start + b)) for a, b in boxes]
    filled = replace(
        document, published=found.published, outlet=found.outlet, title=found.title, byline=found.byline, regions=tuple(found.regions)
    )
    return replace(incoming, document=filled, issues=incoming.issues + tuple(found.issues))


def _lines(text: str) -> Iterator[Line]:
    place = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = place + line.index(stripped[0])
            yield Line(text=stripped, span=Span(start, start + len(stripped)))
        place += len(line)


def _read_header(lines: list[Line], document: Document, found: Found, words: Reading) -> int:
    """Mark the header and return the number of the first line of the body."""
    top = lines[:HEADER_LINES]
    known: list[bool] = []
    short: list[int] = []
    for number, line in enumerate(top):
        if _read_keyed(line, found, words) or _read_byline(line, found) or _read_date_line(line, found, words):
            known.append(True)
        elif _is_short(line) and not DATELINE.match(line.text):
            known.append(False)
            short.append(number)
        else:
            break
    loose = document.title is None and document.outlet is None and len(known) < len(lines)
    end = len(known) if loose and (found.evidence or len(known) == 1) else next((i for i, sure in enumerate(known) if not sure), len(known))
    if not end:
        return 0
    if loose:
        _name_short_lines(top, [n for n in short if n < end], known, found)
    found.regions.append(Region(kind="header", span=Span(top[0].span.start, top[end - 1].span.end)))
    return end


def _is_short(line: Line) -> bool:
    return len(line.text) <= TITLE_LENGTH and not ENDS_SENTENCE.search(line.text)


def _read_keyed(line: Line, found: Found, words: Reading) -> bool:
    """ "Published: 3 February 2022", "Source: Baku Courier", " date 2022-02-16 By Azernews"."""
    match = KEYED.match(line.text)
    kind = words.headers.get(match["key"].lower()) if match else None
    if match is None or kind is None or (match["colon"] is None and kind != "date"):
        return False
    value = match["value"].strip()
    if kind == "date" and not _take_date(value, line, found, words):
        return False
    if kind == "outlet":
        found.outlet = found.outlet or value
    elif kind == "title":
        found.title = found.title or value
    elif kind == "author":
        found.byline = found.byline or _people(value)
    found.evidence = True
    return True


def _read_byline(line: Line, found: Found) -> bool:
    """ "By Sabina Mammadli", "BY ANN HILL AND TOM WOOD in London"."""
    if line.text[:3].lower() != "by " or not _is_short(line):
        return False
    match = BYLINE.match(line.text[3:])
    if match is None:
        return False
    found.byline = found.byline or _people(match["people"])
    found.evidence = True
    return True


def _read_date_line(line: Line, found: Found, words: Reading) -> bool:
    """A line that holds a date and little else: weekday, time, place, "By Outlet"."""
    date = find_day(line.text, words.months)
    if date is None or not _is_short(line):
        return False
    rest = line.text[: date.start] + line.text[date.end :]
    if len(WEEKDAY_TIME.sub(" ", rest).split()) > 4:  # noqa: PLR2004 -- words beside the date: more make it a sentence
        return False
    return _take_date(line.text, line, found, words)


def _take_date(value: str, line: Line, found: Found, words: Reading) -> bool:
    date = find_day(value, words.months)
    if date is None:
        return False
    if date.day is None:
        wrong = value[date.start : date.end]
        found.issues.append(
            Issue(code="bad-date", span=line.span, detail=f"'{wrong}' is no day of the calendar; give the date as YYYY-MM-DD")
        )
    found.published = found.published or date.day
    rest = value[date.end :]
    if author := BY_IN_LINE.search(rest):
        found.outlet = found.outlet or author["who"].strip()
    elif outlet := BRACKETED.search(value):
        found.outlet = found.outlet or outlet["outlet"]
    found.evidence = True
    return True


def _people(text: str) -> tuple[str, ...]:
    names = re.split(r", and | and |, ", BYLINE.sub(r"\g<people>", text))
    return tuple(name.strip() for name in names if name.strip())


def _name_short_lines(top: list[Line], short: list[int], known: list[bool], found: Found) -> None:
    """Tell outlet, author and title among the short lines: an outlet stands first, before a date; the title stands last."""
    rest = list(short)
    if rest and rest[0] == 0 and len(known) > 1 and (len(rest) > 1 or known[1]):
        name = top[0].text.partition("|")[0].strip()
        if OUTLET.match(name):
            found.outlet = found.outlet or name
            rest.pop(0)
    if rest and len(rest) > 1 and not found.byline and (author := NAME_ONLY.match(top[rest[0]].text)):
        found.byline = _people(author["people"])
        rest.pop(0)
    if rest:
        found.title = found.title or top[rest[-1]].text


def _read_dateline(line: Line, found: Found, words: Reading) -> None:
    match = DATELINE.match(line.text)
    if match is None or _is_abbreviation(match) or _is_of_person(line, match):
        return
    found.regions.append(Region(kind="dateline", span=Span(line.span.start, line.span.start + match.end())))
    agency = match["agency"] or match["agency2"] or match["agency3"]
    found.outlet = found.outlet or agency
    date = find_day(match[0], words.months)
    if date is not None:
        found.published = found.published or date.day


def _is_of_person(line: Line, match: re.Match[str]) -> bool:
    """Whether the brackets hold a politician's party and state ("(R-Ohio)"), or a name that a page tells of in a box."""
    box = BOX.search(line.text)
    within = match["agency2"] or ""
    return PARTY.match(within) is not None or (box is not None and box.start("last") < match.end())


def _is_abbreviation(match: re.Match[str]) -> bool:
    """Whether the brackets hold the initials of the words before them: "European Community (EC)"."""
    initials = "".join(word[0] for word in match[0].partition("(")[0].split())
    return len(initials) > 1 and match["agency2"] == initials
