"""When a claim happened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dragoman.extract.recalled import is_recalled
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.mention import DateMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, governing_clause, preposition
from dragoman.model.when import When

NEWS_DAYS = 8  # days before publication within which a happening is news: "about a week" in the coding rules
PAST = frozenset({"VBD", "VBN"})
CIRCUMSTANCE = frozenset(
    {"obl", "obl:npmod"}
)  # how a noun hangs on a verb whose time it shares ("emerged in 1992, with an accord signed ...")


def when_of(annotated: Annotated, token: int, knowledge: Knowledge, *, deed: bool = False, real: bool = True) -> When:
    """The time of what a token expresses: the date of its own clause, else of a clause it depends on, else the day of publication.

    What the text only recalls, without a date, is open: the day of publication would be wrong. ``deed`` tells that the token
    stands for something done, not said: a noun of a deed that is only talked about ("condemned the invasion") is recalled too.
    What is not ``real`` (planned, denied) did not happen on the day of the lead.
    """
    words = knowledge.dates
    own = governing_clause(annotated.parse, token)
    held = _date_above(annotated, own)
    if held is not None:
        return held.when
    for clause in _clauses(annotated.parse, token, words):
        for mention in _dates_of(annotated, token, clause):
            when = _as_told(annotated, mention, words, own=clause in {token, own})
            if when is not None:
                return when
    narrative = _narrative_time(annotated, own, words)
    if narrative is not None:
        return narrative
    published = annotated.document.published
    if published is None or is_recalled(annotated, token, words, deed=deed):
        return When(end=published)
    told = lead_day(annotated, published, words) if real and not annotated.marks.keys() & {token, own} else None
    if told is not None:
        return When(start=told, end=told, basis="relative")
    return When(start=published, end=published, basis="published")


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


def _date_above(annotated: Annotated, clause: int) -> DateMention | None:
    """The date that a relative clause tells more of: "in 1974, when Turkey intervened"."""
    parse = annotated.parse
    while parse.labels[clause] == "conj" and parse.heads[clause] != clause:
        clause = parse.heads[clause]
    if parse.labels[clause] != "acl:relcl":
        return None
    return next(iter(annotated.dates_at.get(parse.heads[clause], ())), None)


def _clauses(parse: Parse, token: int, words: Dates) -> Iterator[int]:
    """The token itself, its clause, and the clauses above whose time it shares."""
    yield token
    clause = governing_clause(parse, token)
    if clause != token:
        yield clause
    for _ in range(3):
        label, head = parse.labels[clause], parse.heads[clause]
        if head == clause or label in {"acl:relcl", "parataxis"}:
            return
        if label == "acl" and not (parse.labels[head] in CIRCUMSTANCE and preposition(parse, head) not in words.recalled):
            return
        above = governing_clause(parse, head)
        if above == clause or parse.lemmas[above] in words.reporting:
            return
        if label == "advcl" and any(parse.lemmas[m] in words.not_when | words.recalled for m in parse.dependents(clause, "mark")):
            return
        clause = above
        yield clause


def _dates_of(annotated: Annotated, token: int, clause: int) -> list[DateMention]:
    """The dates that hang on a clause (or on the noun itself), the ones nearest to the token first."""
    parse = annotated.parse
    low, high = parse.sentences[parse.sentence_of[token]]
    found = [
        m for head in range(low, high) for m in annotated.dates_at.get(head, ()) if head == clause or _holder(parse, head, clause) == clause
    ]
    return sorted(found, key=lambda m: (m.when.basis == "vague", abs(m.head - token)))


def _holder(parse: Parse, head: int, clause: int) -> int:
    """The clause or event that a date belongs to: the first predicate above it, or the token asked for if that comes first.

    The date of a noun that is only a part of another is that noun's alone: "met before the start of last month's fair".
    """
    owner = parse.heads[head] if parse.labels[head] == "nmod:poss" else None
    for place in parse.ancestors(head):
        if place == clause or parse.pos[place] in VERBAL:
            return head if owner is not None and place not in {owner, parse.heads[owner]} else place
    return head


def _as_told(annotated: Annotated, mention: DateMention, words: Dates, *, own: bool) -> When | None:
    """The date as its preposition lets it be taken: "until 1992" is no date of the act, "since 1992" a beginning of its own clause."""
    word = preposition(annotated.parse, mention.head)
    if word in words.not_when or (word in words.from_when and not own):
        return None
    if word in words.from_when:
        return When(start=mention.when.start, end=annotated.document.published, basis=mention.when.basis, timex=mention.when.timex)
    return mention.when


def _narrative_time(annotated: Annotated, clause: int, words: Dates) -> When | None:
    """The time that the sentence before has set, where this one goes on in the past ("In 1996 he fled. Georgia expelled his men.")."""
    parse = annotated.parse
    number = parse.sentence_of[clause]
    if parse.tags[clause] != "VBD" or parse.lemmas[clause] in words.reporting or not number:
        return None
    if parse.paragraph_of[clause] != parse.paragraph_of[parse.sentences[number - 1][0]] and not _goes_on(parse, clause):
        return None
    low, high = parse.sentences[number - 1]
    root = next((token for token in range(low, high) if parse.heads[token] == token), low)
    if parse.lemmas[root] in words.reporting or parse.tags[root] not in {"VBD", "VBN"}:
        return None
    for mention in _dates_of(annotated, root, root):
        when = _as_told(annotated, mention, words, own=True)
        if when is not None and when.basis in {"stated", "relative"} and _is_past_news(annotated, when):
            return When(start=when.start, end=when.end, basis="relative", timex=when.timex)
    return None


def _goes_on(parse: Parse, clause: int) -> bool:
    """Whether a clause speaks of who was spoken of before."""
    subject = parse.dependent(clause, "nsubj")
    return subject is not None and parse.pos[subject] == "PRON"


def _is_past_news(annotated: Annotated, when: When) -> bool:
    published = annotated.document.published
    return published is not None and when.end is not None and last_day(when.end) < news_since(published)


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
