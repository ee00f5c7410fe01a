"""When an activity takes place: by its own words, from its first day to its last."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.naming import without_years_of_names
from dragoman.extract.activities.resting import phrases_it_rests_on
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Status
from dragoman.model.mention import DateMention
from dragoman.model.syntax import governing_clause
from dragoman.model.when import When

OFF = frozenset({"cancelled", "postponed"})


def time_of(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, status: Status) -> When:
    """Its first day, and its last where the sentence tells it: "from 4 to 15 September"; the date of what it rests on is not its own.

    Of what is put off or cancelled it is the day for which it was planned, where its own phrase says so.
    """
    words = knowledge.activities
    annotated = without_years_of_names(annotated, mention, words)
    found = (_planned_for(annotated, mention, words) if status in OFF else None) or _beginning(annotated, mention, words)
    when = found or when_of(annotated, mention.token, knowledge, real=status in {"held", "under way"})
    told = [m for t in range(*_sentence(annotated, mention)) for m in annotated.dates_at.get(t, ())]
    bases = phrases_it_rests_on(annotated, mention, words)
    own = [m for m in told if not any(low <= m.head < high for low, high in bases)]
    if len(own) < len(told) and when in [m.when for m in told] and when not in [m.when for m in own]:
        published = annotated.document.published
        when = When(start=published, end=published, basis="published" if published else "open")
    last = _last_day(annotated, mention, own, when, words) if status not in OFF else None
    return replace(when, end=last, timex=None) if last is not None else when


def _sentence(annotated: Annotated, mention: ActivityMention) -> tuple[int, int]:
    return annotated.parse.sentences[annotated.parse.sentence_of[mention.token]]


def _beginning(annotated: Annotated, mention: ActivityMention, words: Activities) -> When | None:
    """When its own phrase says that it begins: "a visit to Chad starting April 13", "the drills to be held on Monday"."""
    parse, links = annotated.parse, words.links
    for token in range(mention.token + 1, parse.edges[mention.token][1]):
        own = parse.heads[token] == mention.token and parse.labels[token] in {"acl", "acl:relcl"}
        told = parse.lemmas[token] in links["beginning"] or (own and parse.lemmas[token] in links["holding"])
        if mention.noun and parse.pos[token] == "VERB" and told:
            dates = [
                m
                for t in range(*parse.edges[token])
                for m in annotated.dates_at.get(t, ())
                if governing_clause(parse, m.head) in {token, *parse.dependents(token, "xcomp")}
            ]
            if dates:
                return dates[0].when
    return None


def _planned_for(annotated: Annotated, mention: ActivityMention, words: Activities) -> When | None:
    """The day to which it is put off, else that for which its own phrase says it was planned: "the exercise planned for December"."""
    parse = annotated.parse
    dates = [m for t in range(*_sentence(annotated, mention)) for m in annotated.dates_at.get(t, ())]
    later = [_ahead(m.when, annotated.document.published) for m in dates if _word_before(annotated, m) in words.links["until"]]
    own = [m.when for m in dates if mention.noun and parse.edges[mention.token][0] <= m.head < parse.edges[mention.token][1]]
    return next(iter((*later, *own)), None)


def _ahead(when: When, published: str | None) -> When:
    """A date without a year to which something is put off, read as one to come: the next October 10."""
    if when.basis != "relative" or not published or not when.start or not when.end or when.end >= published[: len(when.end)]:
        return when
    start, end = (f"{int(date[:4]) + 1}{date[4:]}" for date in (when.start, when.end))
    return replace(when, start=start, end=end, timex=None)


def _word_before(annotated: Annotated, date: DateMention) -> str:
    first = annotated.parse.tokens_in(date.span)[0]
    return annotated.parse.lemmas[first - 1].lower() if first else ""


def _last_day(annotated: Annotated, mention: ActivityMention, dates: list[DateMention], when: When, words: Activities) -> str | None:
    """The day after which it is over, None where none is told: behind "until", or behind "to" right after its first day."""
    ordered = sorted(dates, key=lambda m: m.span)
    for place, date in enumerate(ordered):
        if not date.when.start or not when.start or date.when.start <= when.start or when.basis == "vague":
            continue
        first = ordered[place - 1] if place else None
        follows = first is not None and first.when.start == when.start and _belong(annotated, first, date, words)
        ends = _word_before(annotated, date) in words.links["until"] and _is_of(annotated, mention, date)
        if follows or ends:
            return date.when.end or date.when.start
    return None


def _is_of(annotated: Annotated, mention: ActivityMention, date: DateMention) -> bool:
    """Whether a date stands in the phrase of an activity, or in the clause that tells it or one joined to that."""
    parse = annotated.parse
    low, high = parse.edges[mention.token]
    clause = governing_clause(parse, date.head)
    joined = parse.labels[clause] == "conj" and parse.dependent(clause, "nsubj", "nsubj:pass") is None
    return low <= date.head < high or clause == mention.verb or (joined and parse.heads[clause] == mention.verb)


def _belong(annotated: Annotated, first: DateMention, last: DateMention, words: Activities) -> bool:
    """Whether two dates are the ends of one time: "April 3 to April 9", "between April 3 and April 9"."""
    between = annotated.document.text[first.span.end : last.span.start].split()
    return len(between) == 1 and (between[0] in words.links["upto"] or _word_before(annotated, first) in words.links["span"])
