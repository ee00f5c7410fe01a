"""Whether a report recalls something or brings it as news: by the signs of ontology/background.toml, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.narrative import last_day, lead_day, news_since
from dragoman.extract.recalled import is_recalled, is_thanked_for
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import governing_clause
from dragoman.model.when import When

EARLY, LATE = 0.25, 0.5  # shares of the report's length
DATED = frozenset({"stated", "relative"})


def is_background(annotated: Annotated, token: int, when: When, knowledge: Knowledge, *, deed: bool = False, real: bool = True) -> bool:
    """Whether the report recalls what a token expresses; False where it is the news.

    ``deed`` tells that it is something done, not said; ``real`` that it is told as a fact.
    """
    weights = knowledge.dates.background
    return sum(weights[sign] for sign in signs(annotated, token, when, knowledge, deed=deed, real=real)) >= knowledge.dates.enough


def signs(annotated: Annotated, token: int, when: When, knowledge: Knowledge, *, deed: bool, real: bool) -> Iterator[str]:
    """The signs found, by their codes."""
    words, parse = knowledge.dates, annotated.parse
    dated = _dated(annotated, when)
    if dated and not (dated == "dated now" and when.start == lead_day(annotated, annotated.document.published or "", words)):
        yield dated
    if is_recalled(annotated, token, words, deed=deed and parse.pos[token] == "NOUN") or is_thanked_for(parse, token, words):
        yield "recalled"
    if deed:
        yield "deed"
    yield from _of_tense(parse, governing_clause(parse, token), words.perfect)
    if parse.pos[token] == "NOUN" and parse.labels[token] in {"nmod", "conj"}:
        yield "deep"
    place = parse.starts[token] / max(1, len(annotated.document.text))
    if place < EARLY:
        yield "early"
    elif place > LATE:
        yield "late"
    if not real:
        yield "unreal"


def _dated(annotated: Annotated, when: When) -> str:
    """How its date lies to the day of publication; empty where it has none of its own."""
    published = annotated.document.published
    if published is None or when.end is None:
        return ""
    if when.basis == "vague":
        return "dated before" if when.end < published else ""
    if when.basis not in DATED:
        return ""
    if last_day(when.end) < news_since(published):
        return "dated before"
    return "dated ahead" if when.start is not None and when.start > published else "dated now"


def _of_tense(parse: Parse, clause: int, perfect: frozenset[str]) -> Iterator[str]:
    auxiliaries = list(parse.dependents(clause, "aux"))
    if any(parse.lemmas[a] in perfect and parse.tags[a] != "VBD" for a in auxiliaries):
        yield "perfect"
    elif not auxiliaries and parse.tags[clause] in {"VBZ", "VBP"}:
        yield "lasting"
