"""Dates: calendar expressions, counted from the publication date and from each other."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.annotate.dates import calendar
from dragoman.annotate.dates.readings import READINGS, Context, Groups
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.mention import DateMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import governing_clause, preposition
from dragoman.model.text import Issue, Span

BLANKS = "\u00a0\u202f\n\t\r"
DIGITS = re.compile(r"(?<![\w.,$£€])\d{1,4}(?!\d|,\d{3}|%)")  # not amounts
REACH_BACK, REACH = 28, 36  # characters before and after a keyword that may belong to one expression ("sometime at the start of last")
EXACT = 10  # characters of an ISO date that tells the day
ABBREVIATED = 4  # letters: longer month names bear no full stop of their own
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|and|through|during|for|between|before|after|next|last|this|late|early|mid)|[,(-]|\d)\s*$",
    re.IGNORECASE,
)


def find_dates(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add date mentions; relative ones ("last Monday") count from ``document.published``, "two days later" from the date told before.

    Mentions come in text order and do not overlap; spans are code points. What counts as a date follows TIMEX3 (Pustejovsky et
    al. 2003); durations are left out. Raises nothing: what cannot be resolved is kept open, with an Issue "date-open".
    """
    words, parse, document = knowledge.dates, annotated.parse, annotated.document
    published = datetime.date.fromisoformat(document.published) if document.published else None
    told: datetime.date | None = None
    day: datetime.date | None = None
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
            day,
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
            day = calendar.first_day(when.start) if len(when.start) == EXACT and when.start == when.end else day
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
    if parse.lemmas[verb] in words.ahead and preposition(parse, token) in words.set_for:
        return 1
    for place in (verb, *parse.ancestors(verb)):
        if any(parse.lemmas[c] in words.future and parse.tags[c] == "MD" for c in parse.dependents(place, "aux")):
            return 1
        if (place != verb and parse.lemmas[place] in words.ahead) or _is_fixed(parse, place, words):
            return 1
        if parse.labels[place] == "advcl" and parse.tags[place] in {"VBZ", "VBP"}:
            continue  # "will speak when he comes on Friday": the main clause tells
        if parse.labels[place] == "acl" and parse.tags[place] == "VBN":
            return 1 if parse.lemmas[place] in words.fixing else -1  # "the talks scheduled for May", "the pact signed in May"
        if parse.labels[place] not in {"xcomp", "advcl", "acl"} or parse.tags[place] not in {"VB", "VBG"}:
            tags = {parse.tags[place], *(parse.tags[c] for c in parse.dependents(place, "aux", "cop"))}
            return -1 if "VBD" in tags or (tags & {"VBN"} and parse.dependent(place, "aux") is not None) else 0
    return 0


def _is_fixed(parse: Parse, verb: int, words: Dates) -> bool:
    """Whether a verb tells what is fixed for later: "is to travel", "was to arrive"."""
    return parse.labels[verb] == "xcomp" and parse.tags[verb] == "VB" and parse.lemmas[parse.heads[verb]] in words.fixed
