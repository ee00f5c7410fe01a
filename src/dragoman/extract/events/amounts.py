"""Magnitudes of an event: dead, wounded, troops, ships, money, from the nouns around its trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.extract.events.frames.match import Filler
from dragoman.knowledge.rows.amounts import Amounts, Measure
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Amount
from dragoman.model.syntax import conjuncts, direct_object
from dragoman.model.text import Span

NUMBER = r"\d[\d,]*(?:\.\d+)?"
PARTS = ("nummod", "compound", "advmod", "nmod", "amod", "det")  # how the parse hangs the parts of a number on its noun
FAR = 2  # prepositional phrases inside each other


def amounts_of(annotated: Annotated, trigger: int, fillers: tuple[Filler, ...], words: Amounts) -> tuple[Amount, ...]:
    """What numbers stand with the trigger, its object, its obliques and its parties; each noun once, in text order."""
    parse = annotated.parse
    target = direct_object(parse, trigger) if parse.pos[trigger] == "VERB" else None
    nouns = dict.fromkeys(
        n
        for start in (trigger, target, *(f.token for f in fillers))
        if start is not None and start >= 0
        for n in _near(annotated, start, FAR)
    )
    casualty = words.verbs.get(parse.lemmas[trigger])
    hit = set(conjuncts(parse, target)) if target is not None else set()
    found: list[Amount] = []
    for noun in nouns:
        measure = casualty if casualty is not None and noun in hit else words.nouns.get(parse.lemmas[noun].lower())
        if measure is not None:
            found += _counted(annotated, noun, measure, words)
    spans = [annotated.parse.subtree_span(n) for n in nouns if n != trigger]
    found += [a for span in spans for a in _money(annotated, span, words)]
    return tuple(sorted({(a.span, a.what): a for a in found}.values(), key=lambda a: (a.span, a.what)))


def _near(annotated: Annotated, token: int, depth: int) -> Iterator[int]:
    parse = annotated.parse
    yield token
    if depth:
        for child in parse.dependents(token, "obj", "obl", "nmod", "conj"):
            yield from _near(annotated, child, depth - 1)


def _counted(annotated: Annotated, noun: int, measure: Measure, words: Amounts) -> Iterator[Amount]:
    """The number before a noun: digits, number words, or both with a multiplier ("2.5 thousand", "a dozen")."""
    parse = annotated.parse
    parts: list[int] = []
    for child in parse.dependents(noun, *PARTS):
        if child < noun:
            parts += [t for t in range(parse.edges[child][0], parse.edges[child][1]) if _value(parse.words[t], words) is not None]
    if parse.lemmas[noun].lower() in words.multipliers:
        parts.append(noun)
    parts = sorted({t for t in parts if t <= noun})
    if not parts or all(parse.pos[t] == "DET" for t in parts):
        return
    value, any_number = 1.0, False
    for token in parts:
        number = _value(parse.words[token], words)
        if number is not None:
            value, any_number = value * number, True
    if any_number:
        yield Amount(what=measure.what, value=value, unit=measure.unit, span=parse.span(parts[0], noun + 1))


def _value(word: str, words: Amounts) -> float | None:
    low = word.lower()
    if re.fullmatch(NUMBER, low):
        return float(low.replace(",", ""))
    return words.numbers.get(low, words.multipliers.get(low))


def _money(annotated: Annotated, span: Span, words: Amounts) -> Iterator[Amount]:
    text = annotated.document.text
    for m in _pattern(tuple(words.money), tuple(words.multipliers)).finditer(text, span.start, span.end):
        measure = words.money[m["sign"] or m["noun"]]
        value = float((m["first"] or m["second"]).replace(",", ""))
        factor = words.multipliers.get((m["many"] or m["more"] or "").lower(), 1.0)
        yield Amount(what=measure.what, value=value * factor, unit=measure.unit, span=Span(m.start(), m.end()))


@lru_cache(maxsize=8)
def _pattern(money: tuple[str, ...], many: tuple[str, ...]) -> re.Pattern[str]:
    units, multipliers = ("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) for words in (money, many))
    return re.compile(
        rf"(?P<sign>{units})\s?(?P<first>{NUMBER})[\s-]?(?P<many>(?:{multipliers})\b)?"
        rf"|(?P<second>{NUMBER})[\s-]?(?P<more>(?:{multipliers})\b)?\s?(?P<noun>{units})s?\b"
    )
