"""Whether a report recalls something or brings it as news: by the signs of ontology/background.toml, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.narrative import last_day, lead_day, news_since
from dragoman.extract.recalled import is_recalled, is_thanked_for
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.mention import DateMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import governing_clause
from dragoman.model.when import When

EARLY, LATE = 0.25, 0.5  # shares of the report's length
DATED = frozenset({"stated", "relative"})
PLURAL = "NNS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is known of something told: whether it is a ``deed`` (done, not said), a fact (``real``), and of which ``states``.

    ``promise`` is true of promises, and of words that are passed on.
    """

    deed: bool = False
    promise: bool = False
    real: bool = True
    states: frozenset[str] = frozenset()


PLAIN = Act()
SAID = Act(promise=True)  # what somebody or something says is news as a promise is


def is_background(annotated: Annotated, token: int, when: When, knowledge: Knowledge, act: Act = PLAIN) -> bool:
    """Whether the report recalls what a token expresses; False where it is the news."""
    weights = knowledge.dates.background
    return sum(weights[sign] for sign in signs(annotated, token, when, knowledge, act)) >= knowledge.dates.enough


def signs(annotated: Annotated, token: int, when: When, knowledge: Knowledge, act: Act = PLAIN) -> Iterator[str]:
    """The signs found, by their codes."""
    words, parse = knowledge.dates, annotated.parse
    yield from _of_dates(annotated, token, when, words)
    if is_recalled(annotated, token, words, deed=act.deed and parse.pos[token] == "NOUN") or is_thanked_for(parse, token, words):
        yield "recalled"
    if act.deed:
        yield "deed"
    if act.promise:
        yield "promise"
    if not act.real:
        yield "unreal"
    yield from _of_tense(parse, governing_clause(parse, token), words.perfect, lasting=act.deed or parse.pos[token] == "NOUN")
    if parse.pos[token] == "NOUN":
        yield from _of_noun(parse, token, words)
    place = parse.starts[token] / max(1, len(annotated.document.text))
    if place < EARLY:
        yield "early"
    elif place > LATE:
        yield "late"
    if act.states and act.states <= set(annotated.foremost):
        yield "main pair"


def _of_dates(annotated: Annotated, token: int, when: When, words: Dates) -> Iterator[str]:
    published, parse = annotated.document.published, annotated.parse
    dated = _dated(annotated, when)
    if dated and not (dated == "dated now" and when.start == lead_day(annotated, published or "", words)):
        yield dated
    if published is None or dated == "dated before":
        return
    here = parse.sentence_of[token]
    around = list(_old_in(annotated, here, published))
    if any(token not in (head, *parse.ancestors(head)) for head in around):
        yield "dated around"
    elif around:
        yield "dated below"
    if here and list(_old_in(annotated, here - 1, published)):
        yield "dated sentence"


def _old_in(annotated: Annotated, sentence: int, published: str) -> Iterator[int]:
    """The heads of the dates in a sentence that lie more than a week before publication."""
    for token in range(*annotated.parse.sentences[sentence]):
        if any(_is_old(mention, published) for mention in annotated.dates_at.get(token, ())):
            yield token


def _is_old(mention: DateMention, published: str) -> bool:
    when = mention.when
    return when.basis in DATED and when.end is not None and last_day(when.end) < news_since(published)


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


def _of_tense(parse: Parse, clause: int, perfect: frozenset[str], *, lasting: bool) -> Iterator[str]:
    """The signs of tense; what is only said in the present ("Chad condemns the raid") is no ``lasting`` state."""
    auxiliaries = list(parse.dependents(clause, "aux"))
    if any(parse.lemmas[a] in perfect and parse.tags[a] != "VBD" for a in auxiliaries):
        yield "perfect"
    elif lasting and not auxiliaries and parse.tags[clause] in {"VBZ", "VBP"}:
        yield "lasting"
    low, high = parse.sentences[parse.sentence_of[clause]]
    if any(parse.labels[place] == "aux" and parse.lemmas[place] in perfect for place in range(low, high)):
        yield "perfect around"


def _of_noun(parse: Parse, noun: int, words: Dates) -> Iterator[str]:
    if parse.labels[noun] in {"nmod", "conj"}:
        yield "deep"
    if parse.tags[noun] == PLURAL:
        yield "several"
    if any(parse.lemmas[c].lower() in words.definite for c in parse.dependents(noun, "det")):
        yield "definite"
    if any(parse.lemmas[c].lower() in words.recent for c in parse.dependents(noun, "amod")):
        yield "recent"
