"""Which words of speech belong to which quotations, by what stands right before and after the marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dragoman.extract.reported import Cue
from dragoman.knowledge.rows.statements import QUOTE
from dragoman.model.mention import Quotation
from dragoman.model.parse import Parse
from dragoman.model.syntax import surface_subject
from dragoman.model.text import Span

GAPS = frozenset({".", ",", "-", "--", ":", ";", "?", "!"})
MARKS = frozenset("\"“”„‟＂«»‹›「」『』'‘’`‚")
AFTER = 28  # tokens: how far after a quotation its verb of speech may stand (long names and offices come between)
BEFORE = 40  # tokens: how far before
LINK = 14  # tokens: how far before a quotation without a colon
PAST = frozenset({"VBD", "VBZ"})
SHORT = 6  # tokens of a frame that ends in a verb taken for a noun
LONG = 4  # words: a quotation at least this long is speech even where no word of speech is found


@dataclass(slots=True, kw_only=True)
class Unit:
    """A quotation with its marks: ``low, high`` are its tokens, marks among them; ``inner`` is the span without marks."""

    inner: Span
    outer: Span
    low: int
    high: int
    speech: bool


@dataclass(slots=True, kw_only=True)
class Passage:
    """Quotations that one cue, or one continuing speaker, brings in one paragraph. ``how`` says by which rule it was found."""

    cue: Cue | None
    units: list[Unit] = field(default_factory=list)
    how: str = "after"


def units_of(parse: Parse, text: str, quotations: tuple[Quotation, ...]) -> list[Unit]:
    """The quotations of a text as token ranges."""
    units = []
    for quotation in quotations:
        outer = with_marks(text, quotation.span)
        tokens = parse.tokens_in(outer)
        if len(tokens):
            units.append(Unit(inner=quotation.span, outer=outer, low=tokens[0], high=tokens[-1] + 1, speech=quotation.speech))
    return units


def with_marks(text: str, span: Span) -> Span:
    """A quotation with the marks around it, as far as it has them."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] == " " and start > 1 and text[start - 2] in MARKS:
        start -= 1
    while end + 1 < len(text) and text[end] == " " and text[end + 1] in MARKS and end - span.end < 1:
        end += 1
    for _ in range(2):
        if start > 0 and text[start - 1] in MARKS and (start == span.start or text[start - 1] == text[start]):
            start -= 1
        if end < len(text) and text[end] in MARKS and (end == span.end or text[end] == text[end - 1]):
            end += 1
    return Span(start, end)


def paragraphs_of(parse: Parse, units: list[Unit]) -> Mapping[int, list[Unit]]:
    """Units by the paragraph they stand in."""
    found: dict[int, list[Unit]] = {}
    for unit in units:
        found.setdefault(parse.paragraph_of[unit.low], []).append(unit)
    return found


def find_passages(parse: Parse, text: str, units: list[Unit], cues: Mapping[int, Cue], held: Mapping[int, int], told: Collection[int], lemmas: Collection[str]) -> list[Passage]:
    """The passages of a text. ``held`` gives, for the place of a unit that grammar already gave to a cue, that cue's token;
    ``told`` are the cues after what they report, which a quotation may continue; ``lemmas`` are all verbs of speech."""
    passages: list[Passage] = []
    number = {id(unit): place for place, unit in enumerate(units)}
    for paragraph, some in sorted(paragraphs_of(parse, units).items()):
        low, high = parse.paragraphs[paragraph]
        last: Passage | None = None
        for place, unit in enumerate(some):
            left = some[place - 1].high if place else low
            right = some[place + 1].low if place + 1 < len(some) else high
            holder = held.get(number[id(unit)])
            goes_on = last is not None and _continues(parse, last, unit, some)
            if holder is not None and not _comes_first(parse, text, unit, left, cues):
                if goes_on and last is not None and last.cue is not None and holder == last.cue.token:
                    last.units.append(unit)
                elif last is None or last.cue is None or parse.sentence_of[last.cue.token] != parse.sentence_of[unit.low]:
                    last = None
                continue
            found = _attach(parse, text, unit, left, right, cues, lemmas)
            if goes_on and last is not None and (found is None or found.cue is last.cue):
                last.units.append(unit)
                continue
            if found is None and not _words_between(parse, low, unit.low):
                found = _from_before(parse, paragraph, unit, cues, passages)
                if found is not None and found.units:
                    found.units.append(unit)
                    last = found
                    continue
            if found is None and unit.speech:
                found = _adds(parse, low, unit, cues, told)
            if found is None and unit.speech and _length(parse, unit) >= LONG:
                found = Passage(cue=last.cue if last else None, how="alone")
            if found is not None:
                found.units.append(unit)
                passages.append(found)
                last = found
    return passages


def _comes_first(parse: Parse, text: str, unit: Unit, left: int, cues: Mapping[int, Cue]) -> bool:
    """Whether a quotation is a sentence of its own, so that what stands beside it counts more than the tree."""
    first = unit.inner.of(text)[:1]
    begins = first.isupper() or not first.isalpha()
    before = unit.low - 1 if unit.low > left else -1
    closing = _closing(text, unit)
    if before < 0 or unit.low == parse.sentences[parse.sentence_of[unit.low]][0] or parse.words[before] == ".":
        return closing in ",?!"
    if parse.words[before] in {":", ","} or before in cues:
        return begins and closing in ".,?!" and (_length(parse, unit) >= LONG or closing != ",")
    return parse.words[before] in {"-", "--"} and closing in ",?!"


def _attach(parse: Parse, text: str, unit: Unit, left: int, right: int, cues: Mapping[int, Cue], lemmas: Collection[str]) -> Passage | None:
    before = parse.words[unit.low - 1] if unit.low > left else ""
    if not unit.speech and before != ":":
        return None
    cue = _cue_after(parse, text, unit, right, cues, lemmas)
    if cue is not None and (before != ":" or _closing(text, unit) == ","):
        return Passage(cue=cue, how="after")
    if before == ":":
        cue = _cue_before(parse, unit, left, cues, BEFORE) or _announced(parse, left, unit.low - 1)
    elif before in {",", "-", "--"} or (unit.low - 1 in cues and unit.low > left):
        cue = _cue_before(parse, unit, left, cues, LINK)
    return None if cue is None else Passage(cue=cue, how="before")


def _announced(parse: Parse, left: int, colon: int) -> Cue | None:
    """Who stands before a colon where no word of speech does: 'Kemal: "..."', 'The general to his men: "..."'."""
    low = max(left, parse.sentences[parse.sentence_of[colon]][0])
    root = next((t for t in range(low, colon) if parse.heads[t] == t or not low <= parse.heads[t] < colon), None)
    if root is None:
        return None
    speaker = root if parse.pos[root] in {"PROPN", "NOUN", "PRON"} and parse.dependent(root, "nsubj") is None else surface_subject(parse, root)
    return None if speaker is None or not low <= speaker < colon else Cue(token=root, source=speaker, end=root + 1)


def _cue_after(parse: Parse, text: str, unit: Unit, right: int, cues: Mapping[int, Cue], lemmas: Collection[str]) -> Cue | None:
    """The word of speech after a quotation: '"...," said the minister', '"...," the minister said'."""
    closing = _closing(text, unit)
    start = unit.high
    comma = False
    while start < right and parse.pos[start] == "PUNCT" and parse.tags[start] not in {"-LRB-"}:
        comma = comma or parse.words[start] in {",", "-", "--"}
        start += 1
    if start >= right or not (closing in ",?!…-–—" or comma):
        if not (closing == "." and start < right and parse.words[start][0].islower()):
            return None
    for token in range(start, min(right, start + AFTER)):
        if parse.tags[token] == "." or parse.words[token] in {";", ":"}:
            return _mistagged(parse, start, token, lemmas)
        cue = cues.get(token)
        if cue is None and _any_verb(parse, unit, closing, token, start):
            cue = Cue(token=token, end=token + 1)  # any verb: '"...," the general retaliated'
        if cue is None or (cue.words and cue.word(QUOTE) is None):
            continue
        if cue.source is not None:
            return cue if token == start else None
        if parse.pos[token] != "VERB":
            continue
        if token == start:
            return cue
        subject = surface_subject(parse, token)
        if subject is not None and start <= subject < token:
            return cue if not _open_question(parse, closing, start, token) else None
        if token - start <= 2 and parse.pos[start] in {"ADV", "CCONJ", "AUX"}:
            return cue
    return None


def _mistagged(parse: Parse, start: int, end: int, lemmas: Collection[str]) -> Cue | None:
    """A verb of speech that the tagger took for a noun: '"...," the letter states.'"""
    last = end - 1
    if last - start not in range(1, SHORT) or parse.tags[last] != "NNS" or parse.lemmas[last] not in lemmas:
        return None
    return Cue(token=last, source=last - 1, end=end)


def _any_verb(parse: Parse, unit: Unit, closing: str, token: int, start: int) -> bool:
    """Whether a verb that is no word of speech serves as one: '"...," the general retaliated', '"...!" beamed the winner'."""
    if not unit.speech or parse.tags[token] not in PAST:
        return False
    return (closing == "," and _length(parse, unit) >= LONG) or (closing in "?!" and token == start and parse.words[token][0].islower())


def _open_question(parse: Parse, closing: str, start: int, cue: int) -> bool:
    """Whether what follows '...?"' is a new sentence that reports something else."""
    if closing not in "?!…" or parse.words[start][0].islower():
        return False
    return any(c > cue for c in parse.dependents(cue, "ccomp", "obj", "xcomp"))


def _cue_before(parse: Parse, unit: Unit, left: int, cues: Mapping[int, Cue], reach: int) -> Cue | None:
    """The nearest word of speech before a quotation in its sentence: 'he added: "..."', 'the statement reads, "..."'."""
    for token in range(unit.low - 1, max(left, unit.low - reach) - 1, -1):
        if parse.tags[token] == "." and token < unit.low - 1:
            return None
        cue = cues.get(token)
        if cue is None:
            continue
        if cue.source is not None or not cue.words:
            return cue
        if cue.word(QUOTE) is not None or (parse.pos[token] == "NOUN" and reach == BEFORE):
            return cue
    return None


def _continues(parse: Parse, last: Passage, unit: Unit, some: list[Unit]) -> bool:
    """Whether a quotation goes on with the one before it: between them stands only who said it."""
    left = last.units[-1].high
    if left >= unit.low:
        return True
    between = [t for t in range(left, unit.low) if not any(other.low <= t < other.high for other in some)]
    ends = sum(parse.tags[t] == "." for t in between)
    if last.cue is not None and left <= last.cue.token < unit.low:
        return ends <= 1 and (parse.words[unit.low - 1] in GAPS or unit.low == parse.sentences[parse.sentence_of[unit.low]][0])
    return all(parse.pos[t] == "PUNCT" for t in between)


def _adds(parse: Parse, low: int, unit: Unit, cues: Mapping[int, Cue], told: Collection[int]) -> Passage | None:
    """The cue of the sentence before, where a quotation goes on with what it reports: 'It will end soon, he said. "We are ready."'"""
    if unit.low != parse.sentences[parse.sentence_of[unit.low]][0] and parse.tags[unit.low - 1] != ".":
        return None
    ends = 0
    for token in range(unit.low - 1, max(low, unit.low - BEFORE) - 1, -1):
        ends += parse.tags[token] == "."
        if ends > 1:
            return None
        if token in told:
            return Passage(cue=cues[token], how="adds")
    return None


def _words_between(parse: Parse, low: int, high: int) -> bool:
    return any(parse.pos[t] != "PUNCT" for t in range(low, high))


def _from_before(parse: Parse, paragraph: int, unit: Unit, cues: Mapping[int, Cue], passages: list[Passage]) -> Passage | None:
    """The speaker of a paragraph that begins with a quotation and names none: announced by a colon, or going on.

    A passage that goes on is the one before itself, with its units.
    """
    if not paragraph:
        return None
    low, high = parse.paragraphs[paragraph - 1]
    if parse.words[high - 1] == ":":
        first = max(low, parse.sentences[parse.sentence_of[high - 1]][0])
        for token in range(high - 1, first - 1, -1):
            if token in cues:
                return Passage(cue=cues[token], how="before")
        cue = _announced(parse, first, high - 1)
        if cue is not None:
            return Passage(cue=cue, how="before")
    if not passages or parse.paragraph_of[passages[-1].units[-1].low] != paragraph - 1:
        return None
    last = passages[-1]
    end = last.units[-1].high
    ends = sum(parse.tags[t] == "." for t in range(end, high))
    if end >= high or (last.cue is not None and last.cue.token >= end and ends <= 1):
        return last
    return Passage(cue=last.cue, how="goes on")


def _closing(text: str, unit: Unit) -> str:
    """The last character of a quotation, but for marks nested in it."""
    end = unit.inner.end
    while end - 1 > unit.inner.start and text[end - 1] in MARKS:
        end -= 1
    return text[end - 1]


def _length(parse: Parse, unit: Unit) -> int:
    return sum(parse.pos[t] != "PUNCT" for t in range(unit.low, unit.high))
