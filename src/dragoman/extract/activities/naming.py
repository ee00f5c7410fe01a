"""The name of an exercise, a training or a project: "the Northern Wind 2021 drills", "drills dubbed Northern Wind"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.slots import names_of_series
from dragoman.knowledge.rows.activities import Activities
from dragoman.model.annotated import Annotated

NAMED = frozenset({"exercise", "training", "project"})
MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})  # around a name
HYPHENS = frozenset({"-", "–", "/"})


def name_of(annotated: Annotated, mention: ActivityMention, words: Activities) -> str | None:
    """The name of its own that a mention tells, as written, without marks of quotation."""
    tokens = _tokens_of_name(annotated, mention, words)
    return None if tokens is None else annotated.parse.span(*tokens).of(annotated.document.text)


def without_years_of_names(annotated: Annotated, mention: ActivityMention, words: Activities) -> Annotated:
    """The report without the dates that are part of a name: "Northern Wind 2021" tells no day."""
    if not mention.noun or mention.type not in NAMED:
        return annotated
    parse, ends = annotated.parse, {_end_of_gap(annotated, token) for token in names_of_series(annotated, words)}
    own = _tokens_of_name(annotated, mention, words)
    span = parse.span(*own) if own is not None else None
    inside = {d for d in annotated.dates if (span is not None and span.contains(d.span)) or (d.text.isdigit() and d.span.start in ends)}
    kept = tuple(d for d in annotated.dates if d not in inside)
    return annotated if len(kept) == len(annotated.dates) else replace(annotated, dates=kept)


def _end_of_gap(annotated: Annotated, token: int) -> int:
    """Where the word after a token begins."""
    parse = annotated.parse
    return parse.starts[token + 1] if token + 1 < len(parse) else len(annotated.document.text)


def _tokens_of_name(annotated: Annotated, mention: ActivityMention, words: Activities) -> tuple[int, int] | None:
    if mention.type not in NAMED or not mention.noun:
        return None
    return _before(annotated, mention) or _after(annotated, mention.token, words)


def _before(annotated: Annotated, mention: ActivityMention) -> tuple[int, int] | None:
    """A name before the noun, and before the small words that go with that: "the Northern Wind 2021 international exercise"."""
    parse, token = annotated.parse, mention.token
    phrase = parse.heads[token] if parse.labels[token] == "appos" else token  # of which the parse makes the noun an apposition
    low, end = parse.edges[phrase][0], token
    while end > low and (
        parse.words[end - 1] in MARKS | HYPHENS or (parse.words[end - 1][0].islower() and parse.pos[end - 1] in {"ADJ", "NOUN"})
    ):
        end -= 1
    first = end
    while first > low and _is_of_name(annotated, first - 1):
        first -= 1
    while first < end and not _is_name(annotated, first):
        first += 1
    if first == end:
        return None
    while end > first and parse.words[end - 1] in HYPHENS:
        end -= 1
    return first, end


def _after(annotated: Annotated, token: int, words: Activities) -> tuple[int, int] | None:
    """A name right after the noun, or after a word of its phrase that tells that it is called so."""
    parse = annotated.parse
    called = [t for t in range(token + 1, parse.edges[token][1]) if parse.lemmas[t].lower() in words.named]
    for place in (token, *called):
        first = place + 1
        while first + 1 < len(parse) and parse.words[first] in MARKS | words.before_names | {","}:
            first += 1
        end = first
        while end + 1 < len(parse) and (
            _is_of_name(annotated, end) or (parse.tags[end] == "IN" and _is_name(annotated, end + 1) and end > first)
        ):
            end += 1
        own = place != token or any(first <= child < end for child in parse.children[token])
        if own and end > first and (_is_name(annotated, first) or (place != token and parse.words[first][0].isupper())):
            return first, end
    return None


def _is_name(annotated: Annotated, token: int) -> bool:
    """Whether a word of a name is one itself, and names no actor, place or day."""
    return annotated.parse.tags[token] in {"NNP", "NNPS"} and annotated.parse.words[token][0].isupper() and _is_of_name(annotated, token)


def _is_of_name(annotated: Annotated, token: int) -> bool:
    parse, span = annotated.parse, annotated.parse.token_span(token)
    if parse.tags[token] == "CD" or parse.words[token] in HYPHENS:
        return True
    others = [m.span for some in (annotated.actors, annotated.places, annotated.dates) for m in some]
    return parse.words[token][0].isupper() and parse.pos[token] != "ADJ" and not any(other.overlaps(span) for other in others)
