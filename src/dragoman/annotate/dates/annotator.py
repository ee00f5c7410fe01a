"""Dates: calendar expressions, counted from the publication date and from each other."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.annotate.dates import calendar
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.mention import DateMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import governing_clause
from dragoman.model.text import Issue, Span
from dragoman.model.when import When

Groups = Mapping[str, str]
CENTURY_TURN = 50  # two-digit years from here on are of the 1900s
RECENTLY = ("M", 3)  # "recently" without a unit: the three months before publication
BLANKS = "\u00a0\u202f\n\t\r"
DIGITS = re.compile(r"(?<![\w.,$£€])\d{1,4}(?!\d|,\d{3}|%)")  # not amounts
REACH_BACK, REACH = 28, 36  # characters before and after a keyword that may belong to one expression ("sometime at the start of last")
ABBREVIATED = 4  # letters: longer month names bear no full stop of their own
NEAR = 45  # days: a date so near is meant whatever the tense ("the offer ended, as told, on Nov. 20")
REPORTED = 50  # days after its end in which firms and offices report on a quarter
TOLD = frozenset({"following", "previous", "preceding", "same", "that", "prior"})  # shifts that count from the date told before
FEW = 3  # units in "a few"
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|and|through|during|for|between|before|after|next|last|this|late|early|mid)|[,(-]|\d)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression counts from. ``tense`` is +1 where its clause looks ahead, -1 where it looks back, else 0."""

    words: Dates
    published: datetime.date | None
    told: datetime.date | None
    tense: int
    before: str
    text: str
    quarter: str


def find_dates(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add date mentions; relative ones ("last Monday") count from ``document.published``, "two days later" from the date told before.

    Mentions come in text order and do not overlap; spans are code points. What counts as a date follows TIMEX3 (Pustejovsky et
    al. 2003); durations are left out. Raises nothing: what cannot be resolved is kept open, with an Issue "date-open".
    """
    words, parse, document = knowledge.dates, annotated.parse, annotated.document
    published = datetime.date.fromisoformat(document.published) if document.published else None
    told: datetime.date | None = None
    quarter: tuple[int, str] = (-1, "")  # the quarter told last, and in which paragraph
    mentions: list[DateMention] = []
    issues: list[Issue] = []
    text = _with_plain_blanks(document.text)
    for match in _candidates(text, words):
        tokens = parse.tokens_in(Span(*match.span()))
        if not len(tokens):
            continue  # header or boilerplate: no evidence
        span, number, groups = _groups(words, match)
        head = parse.head_of(span)
        paragraph = parse.paragraph_of[head]
        context = Context(
            words,
            published,
            told,
            tense_of(parse, head, words),
            text[max(0, span.start - 12) : span.start],
            text[span.start : span.end + 20],
            quarter[1] if quarter[0] == paragraph else "",
        )
        if _is_other_word(groups, parse, tokens, context):
            continue
        when = READINGS[words.means[number]](groups, context)
        if when is None:
            continue
        if when.basis == "open":
            issues.append(Issue(code="date-open", span=span, detail=f"'{span.of(document.text)}' counts from a date that is not known"))
        elif when.basis != "vague" and when.start is not None:
            quarter = (paragraph, when.timex) if when.timex and "-Q" in when.timex else quarter
            told = calendar.first_day(when.start) if _is_past(when.start, published) else told
        mentions.append(DateMention(span=span, text=span.of(document.text), when=when, head=head))
    return replace(annotated, dates=tuple(mentions), issues=annotated.issues + tuple(issues))


def _with_plain_blanks(text: str) -> str:
    """The text with every kind of blank a space: ten times as fast as str.translate."""
    for blank in BLANKS:
        text = text.replace(blank, " ")
    return text


def _candidates(text: str, words: Dates) -> Iterator[re.Match[str]]:
    """The matches of the table's pattern, looked for only around words and digits without which there is no date: four times faster."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lower-cased; offsets must not
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found = _finder(words.keywords).find_matches_as_indexes(lower)
    hits = [(start, end) for _, start, end in found if not lower[start - 1 : start].isalpha() and not lower[end : end + 1].isalpha()]
    hits += [match.span() for match in DIGITS.finditer(lower)]
    place = 0
    for low, high in _windows(sorted(hits), len(text)):
        for match in words.pattern.finditer(text, max(low, place), high):
            place = match.end()
            yield match


def _windows(hits: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Stretches around the hits, those that touch joined."""
    low, high = -1, -1
    for start, end in hits:
        if start - REACH_BACK > high:
            if high >= 0:
                yield low, high
            low = max(0, start - REACH_BACK)
        high = min(length, end + REACH)
    if high >= 0:
        yield low, high


@cache
def _finder(keywords: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(keywords, matchkind=MatchKind.LeftmostLongest)


def _is_past(start: str, published: datetime.date | None) -> bool:
    return published is None or start <= published.isoformat()


def _groups(words: Dates, match: re.Match[str]) -> tuple[Span, int, Groups]:
    """The span without surrounding blanks, the pattern's number and its groups by plain name, lower-cased."""
    number = int((match.lastgroup or "p0").rpartition("p")[2])
    found = {name: match[full].lower() for name, full in words.groups[number] if match[full] is not None}
    start = match.start()
    whole = match[0]
    shown = whole.rstrip(" ,")
    if (
        shown.endswith(".")
        and found.get("month", found.get("weekday", "")) + "." == shown.lower()[-len(found.get("month", "")) - 1 :]
        and len(found.get("month", "")) > ABBREVIATED
    ):
        shown = shown[:-1]
    return Span(start + len(whole) - len(whole.lstrip()), start + len(shown)), number, found


def _is_other_word(groups: Groups, parse: Parse, tokens: range, context: Context) -> bool:
    """Whether a month or weekday is another word here: "may", "march", "sun"; months are capitalised, and stand by a preposition."""
    for name in ("month", "weekday"):
        if name not in groups:
            continue
        token = next((t for t in tokens if parse.words[t].lower().rstrip(".") == groups[name]), None)
        if token is None:
            return False
        word = parse.words[token]
        if word[:1].islower():
            return True
        if groups[name] in context.words.common and len(groups) == 1:
            if name == "weekday":
                return not parse.words[token].endswith(".")
            return parse.tags[token] == "MD" or not MONTH_BEFORE.search(context.before)
    return False


def tense_of(parse: Parse, token: int, words: Dates) -> int:
    """+1 where the clause of a token looks ahead (will, plans to), -1 where it is in the past, else 0."""
    if token < 0:
        return 0
    verb = governing_clause(parse, token)
    for place in (verb, *parse.ancestors(verb)):
        if any(parse.lemmas[c] in words.future and parse.tags[c] == "MD" for c in parse.dependents(place, "aux")):
            return 1
        if place != verb and parse.lemmas[place] in words.ahead:
            return 1
        if parse.labels[place] == "advcl" and parse.tags[place] in {"VBZ", "VBP"}:
            continue  # "will speak when he comes on Friday": the main clause tells
        if parse.labels[place] not in {"xcomp", "advcl", "acl"} or parse.tags[place] not in {"VB", "VBG"}:
            tags = {parse.tags[place], *(parse.tags[c] for c in parse.dependents(place, "aux", "cop"))}
            return -1 if "VBD" in tags or (tags & {"VBN"} and parse.dependent(place, "aux") is not None) else 0
    return 0


# ---- readings: one for each `means` of the table; None: no date after all


def _day(groups: Groups, context: Context) -> When | None:
    if "iso_year" in groups:
        date = calendar.safe(int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"]))
        return calendar.day(date, "stated") if date else None
    month, number = context.words.months[groups["month"]], int(groups["day"])
    if "year" in groups:
        date = calendar.safe(int(groups["year"]), month, number)
        return _until(date, groups, month, "stated") if date else None
    if "of_year" in groups and context.published is not None:
        date = calendar.safe(context.published.year + context.words.shifts[groups["year_shift"]], month, number)
    else:
        date = _nearest_year(month, number, context)
    if date is None:
        return None if calendar.safe(2000, month, number) is None else When()
    return _until(date, groups, month, "relative")


def _until(date: datetime.date, groups: Groups, month: int, basis: str) -> When:
    last = calendar.safe(date.year, month, int(groups["last_day"])) if "last_day" in groups else None
    if last is not None and last > date:
        return calendar.days(date, last, "stated" if basis == "stated" else "relative")
    return calendar.day(date, "stated" if basis == "stated" else "relative")


def _nearest_year(month: int, number: int, context: Context) -> datetime.date | None:
    """The year of "June 15": the last one for the past, the next one for the future, else the nearest."""
    if context.published is None:
        return None
    candidates = [d for d in (calendar.safe(context.published.year + shift, month, number) for shift in (-1, 0, 1)) if d]
    return _choose(candidates, context.published, context.tense)


def _choose(candidates: list[datetime.date], published: datetime.date, tense: int) -> datetime.date | None:
    near = min(candidates, key=lambda d: (abs((d - published).days), d), default=None)
    if near is not None and abs((near - published).days) <= NEAR:
        return near
    past, future = [d for d in candidates if d <= published], [d for d in candidates if d >= published]
    if tense < 0 and past:
        return past[-1]
    if tense > 0 and future:
        return future[0]
    return near


def _numeric(groups: Groups, _: Context) -> When | None:
    first, second, short = int(groups["first"]), int(groups["second"]), int(groups["short_year"])
    number = short if short > 99 else short + (1900 if short >= CENTURY_TURN else 2000)  # noqa: PLR2004 -- two digits
    day_first = groups["mark"] == "." or first > calendar.MONTHS
    date = calendar.safe(number, second, first) if day_first else calendar.safe(number, first, second)
    return calendar.day(date, "stated") if date else None


def _quarter(groups: Groups, context: Context) -> When | None:
    which = int(groups["digit"]) if "digit" in groups else context.words.ordinals[groups["ordinal"]]
    half = groups.get("quarter") == "half"
    if half and which not in {1, 2}:
        return None
    if "year" in groups:
        return calendar.quarter(int(groups["year"]), which, "stated", half=half)
    if context.published is None:
        return When()
    shift = groups.get("shift") or groups.get("year_shift")
    number = context.published.year + (context.words.shifts[shift] if shift else 0)
    begins = (which - 1) * (6 if half else 3) + 1
    if not shift and begins > context.published.month and context.tense <= 0:
        number -= 1
    return calendar.quarter(number, which, "relative", half=half)


def _month(groups: Groups, context: Context) -> When | None:
    number = context.words.months[groups["month"]]
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if "year" in groups:
        return calendar.month(int(groups["year"]), number, "stated", modifier)
    if context.published is None:
        return When()
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    candidates = [datetime.date(context.published.year + s, number, 1) for s in (-1, 0, 1)]
    here = context.published.replace(day=1)
    if "of_year" in groups:
        date = datetime.date(context.published.year + context.words.shifts[groups["year_shift"]], number, 1)
    elif shift == 0:
        year = context.told.year if groups["shift"] in TOLD and context.told is not None else context.published.year
        date = datetime.date(year, number, 1)
    elif shift is None:
        date = _choose(candidates, here, context.tense) or here
    else:
        date = [d for d in candidates if d < here][-1] if shift < 0 else next(d for d in candidates if d > here)
    return calendar.month(date.year, number, "relative", modifier)


def _season(groups: Groups, context: Context) -> When | None:
    code = context.words.seasons[groups["season"]]
    if "year" in groups:
        return calendar.season(int(groups["year"]), code, "stated")
    if "shift" not in groups and not context.text.lower().startswith("the ") and "modifier" not in groups:
        return None
    if groups["season"] in {"spring", "fall"} and "shift" not in groups and re.match(r".{0,20} of\b", context.text):
        return None
    if context.published is None:
        return When()
    here, shift = context.published, context.words.shifts.get(groups.get("shift", ""), 0)
    first = calendar.SEASON_MONTHS[code][0]
    number = here.year
    if shift < 0 and first + 2 >= here.month:
        number -= 1
    elif shift > 0 and first <= here.month:
        number += 1
    elif "shift" not in groups and context.tense < 0 and first > here.month:
        number -= 1
    elif "shift" not in groups and context.tense > 0 and first + 2 < here.month:
        number += 1
    return calendar.season(number, code, "relative")


def _decade(groups: Groups, context: Context) -> When | None:
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if "decade" in groups:
        return calendar.decade(int(groups["decade"]), "stated", modifier)
    if "short_decade" in groups:
        return calendar.decade(1900 + int(groups["short_decade"]), "stated", modifier)
    word = groups.get("decade_word") or groups.get("decade_word_2") or groups["decade_word_3"]
    return calendar.decade(1900 + 10 * context.words.decades[word], "stated", modifier)


def _years(groups: Groups, _: Context) -> When | None:
    first, last = int(groups["from_year"]), groups["to_year"]
    end = int(last) if len(last) > 2 else first // 100 * 100 + int(last)  # noqa: PLR2004 -- two digits
    return When(start=str(first), end=str(end), basis="stated") if end > first else None


def _year(groups: Groups, context: Context) -> When | None:
    if len(groups) == 1 and context.words.counted.match(context.text, 4):
        return None
    return calendar.year(int(groups["year"]), "stated", context.words.modifiers.get(groups.get("modifier", "")))


def _spelled(groups: Groups, context: Context) -> When | None:
    words = context.words
    century = words.numbers.get(groups.get("century", ""), 20) * 100
    return calendar.year(
        century + words.numbers.get(groups.get("tens", ""), 0) + words.numbers.get(groups.get("ones") or groups.get("ones_2", ""), 0),
        "stated",
    )


def _this_quarter(_groups: Groups, context: Context) -> When | None:
    """ "The quarter" is the one told before, else the one that reports speak of: the last until well into the next."""
    if context.quarter:
        number, which = context.quarter.split("-Q")
        return calendar.quarter(int(number), int(which), "relative", half=False)
    if context.published is None:
        return When()
    there = context.published - calendar.DAY * REPORTED
    return calendar.quarter(there.year, (there.month + 2) // 3, "relative", half=False)


def _year_before(groups: Groups, context: Context) -> When | None:
    """A year before the quarter that the paragraph is about, else a year before publication or the date told before."""
    if context.quarter:
        number, which = context.quarter.split("-Q")
        return calendar.quarter(int(number) - 1, int(which), "relative", half=False)
    anchor = context.published if groups["before"] == "ago" else context.told or context.published
    return calendar.shifted(anchor, "Y", -1, "relative") if anchor else When()


def _year_end(_groups: Groups, context: Context) -> When | None:
    return calendar.year(context.published.year, "relative", 2) if context.published else When()


def _century(groups: Groups, _: Context) -> When | None:
    first = (int(groups["century_number"]) - 1) * 100
    return When(start=f"{first:04d}", end=f"{first + 99:04d}", basis="stated", timex=f"{first // 100:02d}")


def _none(_groups: Groups, _context: Context) -> When | None:
    return None


def _number(text: str, words: Dates) -> int:
    return int(text) if text.isdigit() else words.numbers[text]


def _ago(groups: Groups, context: Context) -> When | None:
    unit, way = context.words.units[groups["unit"]], groups["way"]
    anchor = context.published if way in {"ago", "hence"} else context.told or context.published
    if anchor is None:
        return When()
    if "few" in groups:
        return calendar.ending_at(anchor, unit, FEW) if way in {"ago", "earlier", "before", "previously"} else None
    back = way in {"ago", "earlier", "before", "previously"}
    count = _number(groups["number"], context.words)
    return calendar.shifted(anchor, unit, -count if back else count, "relative")


def _shift(groups: Groups, context: Context) -> When | None:
    name = groups.get("this_unit") or groups["shift_unit"]
    if name.endswith("s"):
        return None  # "these days", "previous years": a stretch, not a date
    unit, shift = context.words.units[name], context.words.shifts[groups["shift"]] if "shift" in groups else 0
    told = groups.get("shift") in TOLD
    anchor = (context.told or context.published) if told else context.published
    if anchor is None:
        return When()
    when = calendar.shifted(anchor, unit, shift, "relative")
    modifier = context.words.modifiers.get(groups.get("modifier", ""))
    if modifier is not None and unit == "Y":
        return calendar.year(anchor.year + shift, "relative", modifier)
    if modifier is not None and unit == "M":
        there = calendar.add_months(anchor, shift)
        return calendar.month(there.year, there.month, "relative", modifier)
    return when


def _weekend(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    back = shift == -1 or (shift is None and context.tense <= 0)
    week = context.published - calendar.DAY * (context.published.weekday() + 1) if back else context.published
    return calendar.weekend(week + calendar.DAY * 7 * (shift == 1), "relative")


def _weekday(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    here, wanted = context.published, context.words.weekdays[groups["weekday"]] - 1
    back = (here.weekday() - wanted) % calendar.WEEK_DAYS
    ahead = (wanted - here.weekday()) % calendar.WEEK_DAYS
    shift = context.words.shifts.get(groups.get("shift", ""), None)
    if "week_shift" in groups:
        monday = here - calendar.DAY * here.weekday() + calendar.DAY * 7 * context.words.shifts[groups["week_shift"]]
        return calendar.day(monday + calendar.DAY * wanted, "relative")
    if shift == 1 or (shift is None and context.tense > 0):
        return calendar.day(here + calendar.DAY * (ahead or (7 if shift == 1 or context.tense > 0 else 0)), "relative")
    return calendar.day(here - calendar.DAY * (back or (7 if shift == -1 else 0)), "relative")


def _deictic(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    return calendar.day(context.published + calendar.DAY * context.words.deictic[groups["deictic"]], "relative")


def _part(groups: Groups, context: Context) -> When | None:
    told = groups["part_shift"] in {"that", "the same"}
    anchor = (context.told or context.published) if told else context.published
    if anchor is None:
        return When()
    return calendar.day(anchor - calendar.DAY * (groups["part_shift"] == "last"), "relative")


def _holiday(groups: Groups, context: Context) -> When | None:
    month, number = map(int, context.words.holidays[groups["holiday"]].split("-"))
    if "year" in groups:
        date = calendar.safe(int(groups["year"]), month, number)
        return calendar.day(date, "stated") if date else None
    date = _nearest_year(month, number, context)
    return calendar.day(date, "relative") if date else When()


def _time(_groups: Groups, context: Context) -> When | None:
    anchor = context.published
    return calendar.day(anchor, "relative") if anchor else None


def _recent(groups: Groups, context: Context) -> When | None:
    if context.published is None:
        return When()
    unit = groups.get("recent_unit") or groups.get("recent_unit_2")
    return (
        calendar.ending_at(context.published, context.words.units[unit], FEW) if unit else calendar.ending_at(context.published, *RECENTLY)
    )


READINGS: Mapping[str, Callable[[Groups, Context], When | None]] = {
    "day": _day,
    "numeric": _numeric,
    "quarter": _quarter,
    "month": _month,
    "season": _season,
    "decade": _decade,
    "years": _years,
    "year": _year,
    "count": _none,
    "ago": _ago,
    "from": _none,
    "shift": _shift,
    "weekend": _weekend,
    "weekday": _weekday,
    "deictic": _deictic,
    "part": _part,
    "holiday": _holiday,
    "time": _time,
    "spelled": _spelled,
    "year_end": _year_end,
    "this_quarter": _this_quarter,
    "year_before": _year_before,
    "century": _century,
    "recent": _recent,
}
