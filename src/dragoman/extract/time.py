"""When a claim happened."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.counted import by_age, counted_back
from dragoman.extract.dated import as_told, clauses_of, date_above, dates_of, told_of
from dragoman.extract.narrative import anniversary_of, announced_on, is_past, lead_day, narrative_time
from dragoman.extract.recalled import is_recalled
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import governing_clause
from dragoman.model.when import When


def when_of(annotated: Annotated, token: int, knowledge: Knowledge, *, deed: bool = False, real: bool = True, said: bool = False) -> When:
    """The time of what a token expresses: the date of its own clause, else of a clause it depends on, else the day of publication.

    What the text only recalls, without a date, is open: the day of publication would be wrong. ``deed`` tells that the token
    stands for something done, not said: a noun of a deed that is only talked about ("condemned the invasion") is recalled too.
    What is not ``real`` (planned, denied) did not happen on the day of the lead. Of what is planned the day on which it was ``said`` may be
    asked for, which is that of the promise.
    """
    words = knowledge.dates
    own = governing_clause(annotated.parse, token)
    found = _by_words(annotated, token, own, words, said=said)
    if found is not None:
        return found
    published = annotated.document.published
    if published is None or is_recalled(annotated, token, words, deed=deed):
        return When(end=published)
    of_lead = real and is_past(annotated.parse, own) and not annotated.marks.keys() & {token, own}
    told = lead_day(annotated, published, words) if of_lead else None
    if told is not None:
        return When(start=told, end=told, basis="relative")
    return When(start=published, end=published, basis="published")


def _by_words(annotated: Annotated, token: int, own: int, words: Dates, *, said: bool) -> When | None:
    """The time that words tell: its own date, else that of a clause above, else what stands around it."""
    held = date_above(annotated, own)
    if held is not None:
        return held.when
    years = anniversary_of(annotated, token, words)
    if years is not None:
        return years
    above = [clause for clause in clauses_of(annotated.parse, token, words) if clause not in {token, own}]
    return (
        _of_clauses(annotated, token, [token], words, own=True)
        or told_of(annotated, token, words)
        or by_age(annotated, token, words)
        or _of_clauses(annotated, token, [own], words, own=True)
        or counted_back(annotated, token, words)
        or _of_clauses(annotated, token, above, words, own=False)
        or (announced_on(annotated, token, own, words) if said else None)
        or narrative_time(annotated, own, words)
    )


def _of_clauses(annotated: Annotated, token: int, clauses: Sequence[int], words: Dates, *, own: bool) -> When | None:
    """The time of the first date that hangs on one of the clauses and is a time of what they tell."""
    told = (as_told(annotated, mention, words, own=own) for clause in clauses for mention in dates_of(annotated, token, clause, words))
    return next((when for when in told if when is not None), None)
