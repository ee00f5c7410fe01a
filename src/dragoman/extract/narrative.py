"""The time that what stands around a clause gives it: the lead, the sentence before, who said it when, anniversaries."""

from __future__ import annotations

import datetime
import re

from dragoman.extract.dated import as_told, dates_of
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import governing_clause
from dragoman.model.when import When

COUNT = re.compile(r"\d{1,3}(?=st|nd|rd|th)")  # "60th"
NEWS_DAYS = 8  # days before publication within which a happening is news: "about a week" in the coding rules
PAST = frozenset({"VBD", "VBN"})
BELOW = frozenset({"ccomp", "xcomp", "acl:relcl", "acl", "advcl", "conj"})  # clauses that what is said stands in


def lead_day(annotated: Annotated, published: str, words: Dates) -> str | None:
    """The day that the first paragraph gives its news, where that is not the day of publication but within the week before.

    What a report tells without a date happened then rather than on the day it was printed. The day on which somebody only said so is
    not meant.
    """
    parse = annotated.parse
    mention = next(iter(annotated.dates), None)
    if mention is None or mention.head < 0 or parse.paragraph_of[mention.head] or mention.when.basis not in {"stated", "relative"}:
        return None
    clause, day = governing_clause(parse, mention.head), mention.when.start
    if parse.lemmas[clause] in words.reporting or parse.tags[clause] not in PAST or day != mention.when.end or day is None:
        return None
    return day if len(day) == len(published) and news_since(published).isoformat() < day < published else None


def is_past(parse: Parse, clause: int) -> bool:
    """Whether a clause is told in the past: what is done by saying so ("condemns the raid") is of the day of printing."""
    return not {parse.tags[place] for place in (clause, *parse.dependents(clause, "aux", "cop"))} & {"VBZ", "VBP"}


def announced_on(annotated: Annotated, token: int, own: int, words: Dates) -> When | None:
    """The day on which somebody said what is planned: "announced on Monday that it would withdraw" is a promise of Monday."""
    parse, published = annotated.parse, annotated.document.published
    mark = annotated.marks.get(token) or annotated.marks.get(own)
    if published is None or mark is None or mark.modality != "planned":
        return None
    for place in (own, *parse.ancestors(own)):
        above = parse.heads[place]
        if parse.labels[place] not in BELOW or parse.tags[above] not in PAST:
            continue
        for mention in dates_of(annotated, token, above, words):
            when = as_told(annotated, mention, words, own=False)
            if when is not None and when.basis == "relative" and when.end is not None and when.end <= published:
                return when
    return None


def narrative_time(annotated: Annotated, clause: int, words: Dates) -> When | None:
    """The time that the sentence before has set, where this one goes on in the past ("In 1996 he fled. Georgia expelled his men.")."""
    parse = annotated.parse
    number = parse.sentence_of[clause]
    if parse.tags[clause] != "VBD" or parse.lemmas[clause] in words.reporting or not number:
        return None
    if parse.paragraph_of[clause] != parse.paragraph_of[parse.sentences[number - 1][0]] and not _goes_on(parse, clause):
        return None
    low, high = parse.sentences[number - 1]
    root = next((token for token in range(low, high) if parse.heads[token] == token), low)
    if parse.tags[root] not in PAST or (parse.lemmas[root] in words.reporting and not _goes_on(parse, clause)):
        return None
    near = _goes_on(parse, clause) and parse.paragraph_of[clause] == parse.paragraph_of[low]
    for mention in dates_of(annotated, root, root, words):
        when = as_told(annotated, mention, words, own=True)
        if when is None or when.basis not in {"stated", "relative"}:
            continue
        if _is_past_news(annotated, when) or (near and _is_past_day(annotated, when)):
            return When(start=when.start, end=when.end, basis="relative", timex=when.timex)
    return None


def _goes_on(parse: Parse, clause: int) -> bool:
    """Whether a clause speaks of who was spoken of before."""
    subject = parse.dependent(clause, "nsubj")
    return subject is not None and parse.pos[subject] == "PRON"


def _is_past_news(annotated: Annotated, when: When) -> bool:
    published = annotated.document.published
    return published is not None and when.end is not None and last_day(when.end) < news_since(published)


def _is_past_day(annotated: Annotated, when: When) -> bool:
    """Whether a time is a single day before that of publication."""
    published, day = annotated.document.published, when.start
    if published is None or day is None or day != when.end:
        return False
    return len(day) == len(published) and day < published


def anniversary_of(annotated: Annotated, token: int, words: Dates) -> When | None:
    """The year of what an anniversary is of: "marked the 60th anniversary of relations between Kenya and Chad"."""
    parse, published = annotated.parse, annotated.document.published
    for place in parse.ancestors(token):
        if parse.pos[place] != "NOUN" or published is None:
            return None
        if parse.lemmas[place] in words.anniversary:
            before = " ".join(parse.words[c].lower() for c in parse.dependents(place, "amod", "nummod", "compound"))
            number = COUNT.search(before)
            year = None if number is None else str(int(published[:4]) - int(number[0]))
            return None if year is None else When(start=year, end=year, basis="relative")
    return None


def news_since(published: str) -> datetime.date:
    """The first day that is still news on the day of publication."""
    return datetime.date.fromisoformat(published) - datetime.timedelta(days=NEWS_DAYS)


def last_day(prefix: str) -> datetime.date:
    """The last day of an ISO prefix."""
    parts = [int(part) for part in prefix.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    if len(parts) > 2:  # noqa: PLR2004 -- year, month and day
        return datetime.date(*parts)
    following = datetime.date(year + month // 12, month % 12 + 1, 1) if year < datetime.MAXYEAR else datetime.date(year, month, 28)
    return following - datetime.timedelta(days=1)
