"""Names of actors in a text: found at once, kept where they are whole words, longest first, confusions refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.confusions import Confusion
from dragoman.knowledge.rows.names import Sense, plain
from dragoman.model.parse import Parse
from dragoman.model.text import Span

AROUND = 48  # code points beside a name in which the words of a confusion are looked for
MANY = 20  # letters: too few tell nothing about how a paragraph is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A name on the tokens ``low`` up to ``high``, with what it may mean on the day of the report."""

    low: int
    high: int
    head: int
    span: Span
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    senses: tuple[Sense, ...]


def find_names(text: str, parse: Parse, actors: Actors, published: str | None) -> list[Hit]:
    """All names of actors in the parsed parts of a text, in text order, without overlap."""
    plain_text = plain(text)
    hits: list[Hit] = []
    found = list(_longest(_whole_words(plain_text, parse, actors)))
    starts = {raw.start for raw in found}
    for raw in found:
        span = Span(raw.start, raw.end)
        tokens = parse.tokens_in(span)
        senses = senses_on(raw.senses, published)
        if not tokens or (senses[0].combining and (plain_text[raw.end : raw.end + 1] != "-" or raw.end + 1 not in starts)):
            continue
        low, high = tokens[0], tokens[-1] + 1
        if senses[0].kind == "surname" and parse.words[high - 1].endswith("."):
            continue  # "Sen." is a title, and no Mr Sen
        if senses[0].lapsed is not None and (published or "9") >= senses[0].lapsed:
            continue
        refusals = actors.confusions.get(plain_text[raw.start : raw.end].lower())
        if refusals and any(_refused(plain_text, raw.start, raw.end, parse.sentence_span(low), row) for row in refusals):
            continue
        hits.append(Hit(low=low, high=high, head=parse.head_of(span) if high - low > 1 else low, span=span, senses=senses))
    return hits


def names_in(text: str, actors: Actors, published: str | None) -> Iterator[tuple[Span, tuple[Sense, ...]]]:
    """The names in a text without a parse, such as a title or an outlet."""
    plain_text = plain(text)
    hits = [
        _Raw(start, end, actors.names[actors.forms[number]])
        for number, start, end in actors.finder.find_matches_as_indexes(plain_text, overlapping=True)
    ]
    for raw in _longest(hit for hit in hits if _is_word(plain_text, hit.start, hit.end)):
        refusals = actors.confusions.get(plain_text[raw.start : raw.end].lower(), ())
        if not any(_refused(plain_text, raw.start, raw.end, Span(0, len(text)), row) for row in refusals):
            yield Span(raw.start, raw.end), senses_on(raw.senses, published)


def senses_on(senses: tuple[Sense, ...], published: str | None) -> tuple[Sense, ...]:
    """What a name means on a day: senses whose period holds it go before those always valid, both before past ones."""
    if len(senses) == 1:
        return senses
    day = published or "9"
    dated = tuple(s for s in senses if (s.since or s.until) and (s.since or "") <= day <= (s.until or "9"))
    if dated and {s.actor for s in dated} != {s.actor for s in senses}:
        return dated
    return tuple(s for s in senses if not (s.since or s.until)) or dated or senses


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the stretch (a final "s" after a full stop is none: "U.S.")."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _whole_words(text: str, parse: Parse, actors: Actors) -> Iterator[_Raw]:
    forms, names = actors.forms, actors.names
    for number, start, end in actors.finder.find_matches_as_indexes(text, overlapping=True):
        if _is_word(text, start, end):
            yield _Raw(start, end, names[forms[number]])
    for low, high in parse.paragraphs:
        start, end = parse.starts[low], parse.ends[high - 1]
        block = text[start:end]
        if end - start >= MANY and block[1:].islower():
            lower = actors.lower_forms
            for number, first, last in actors.lower_finder.find_matches_as_indexes(block, overlapping=True):
                if _is_word(block, first, last):
                    yield _Raw(start + first, start + last, names[lower[number]])


def _longest(hits: Iterator[_Raw]) -> Iterator[_Raw]:
    """The hits that no earlier or longer one covers."""
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


def _refused(text: str, start: int, end: int, sentence: Span, row: Confusion) -> bool:
    """Whether the words directly beside a name, or any of its sentence, say that it names something else."""
    if row.before:
        before = text[max(sentence.start, start - AROUND) : start].lower().rstrip(" -\"'(")
        if any(before.endswith(w) and not before[-len(w) - 1 : -len(w)].isalnum() for w in row.before):
            return True
    if row.after:
        after = text[end : min(sentence.end, end + AROUND)].lower().lstrip(' -"')
        if any(after.startswith(w) and not after[len(w) : len(w) + 1].isalnum() for w in row.after):
            return True
    if row.near:
        whole = sentence.of(text).lower()
        return any(_is_word(whole, place, place + len(w)) for w in row.near if (place := whole.find(w)) >= 0)
    return False
