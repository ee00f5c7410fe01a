"""Passages: quotations that one word of speech, or one speaker who goes on, brings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from dragoman.extract.statements.speech.cues import Cue
from dragoman.extract.statements.speech.quote_cues import BEFORE, LONG, announced, comes_first, cue_of
from dragoman.extract.statements.speech.units import Unit
from dragoman.model.parse import Parse

ENDS = frozenset(".,!?…")  # with which a heading in marks does not end
GAPS = frozenset({".", ",", "-", "--", ":", ";", "?", "!"})


@dataclass(slots=True, kw_only=True)
class Passage:
    """Quotations of one cue; one whose speaker goes on may run over several paragraphs.

    ``how`` says where the cue was found: "before", "after", "adds" (it reports a clause that the quotation goes on with), "goes on" (that
    of the paragraph before), "alone" (none).
    """

    cue: Cue | None
    units: list[Unit] = field(default_factory=list)
    how: str = "after"


@dataclass(slots=True, kw_only=True)
class PassageFinder:
    """Walks over the quotations of a text.

    ``held`` gives, for the number of a unit that grammar already gave to a cue, that cue's token; ``told`` are the cues that stand after
    what they report; ``lemmas`` are all verbs of speech; ``quoted`` the tokens in marks.
    """

    parse: Parse
    cues: Mapping[int, Cue]
    held: Mapping[int, int]
    told: Collection[int]
    lemmas: Collection[str]
    quoted: Collection[int]
    passages: list[Passage] = field(default_factory=list)
    ended: Unit | None = None  # the last quotation of the paragraphs before

    def find(self, units: list[Unit]) -> list[Passage]:
        """The passages of a text, in order."""
        for paragraph, some in groupby(units, key=lambda unit: self.parse.paragraph_of[unit.low]):
            inside = list(some)
            self._paragraph(paragraph, inside)
            self.ended = inside[-1]
        return self.passages

    def _paragraph(self, paragraph: int, some: list[Unit]) -> None:
        last: Passage | None = None
        for unit in some:
            holder = self.held.get(unit.number)
            goes_on = last is not None and self._continues(last, unit, some)
            if holder is not None and not comes_first(self.parse, unit, self.cues):
                last = self._held(last, unit, holder, goes_on=goes_on)
                continue
            found = cue_of(self.parse, unit, self.cues, self.lemmas)
            if last is not None and goes_on and (found is None or found[0] is last.cue):
                last.units.append(unit)
                continue
            passage = self._passage(paragraph, unit, last) if found is None else Passage(cue=found[0], how=found[1])
            if passage is None:
                continue
            if not passage.units:
                self.passages.append(passage)
            passage.units.append(unit)
            last = passage

    def _held(self, last: Passage | None, unit: Unit, holder: int, *, goes_on: bool) -> Passage | None:
        """The passage that may still go on after a quotation that stands inside a reported clause."""
        if last is None or last.cue is None:
            return None
        if goes_on and holder == last.cue.token:
            last.units.append(unit)
            return last
        sentence = self.parse.sentence_of
        return last if sentence[last.cue.token] == sentence[unit.low] else None

    def _passage(self, paragraph: int, unit: Unit, last: Passage | None) -> Passage | None:
        """The passage of a quotation without a cue beside it; one that has units already is one that goes on."""
        low = self.parse.paragraphs[paragraph][0]
        if self._only_marks(low, unit.low):
            found = self._from_before(paragraph, unit)
            if found is not None:
                return found
        if not unit.speech:
            return None
        adds = self._adds(low, unit)
        if adds is not None:
            return adds
        if unit.words < LONG or not unit.finite:
            return None
        return Passage(cue=last.cue if last else None, how="alone")

    def _continues(self, last: Passage, unit: Unit, some: list[Unit]) -> bool:
        """Whether a quotation goes on with the one before it: between them stands only who said it."""
        parse, left = self.parse, last.units[-1].high
        if left >= unit.low:
            return True
        between = [t for t in range(left, unit.low) if not any(other.low <= t < other.high for other in some)]
        if last.cue is not None and left <= last.cue.token < unit.low:
            ends = sum(parse.tags[t] == "." for t in between)
            return ends <= 1 and (parse.words[unit.low - 1] in GAPS or unit.begins_sentence(parse))
        return all(parse.pos[t] == "PUNCT" for t in between)

    def _adds(self, low: int, unit: Unit) -> Passage | None:
        """The cue of the sentence before, if the quotation goes on with its clause: 'It will end, he said. "We are ready."'."""
        parse = self.parse
        if not unit.begins_sentence(parse) and parse.tags[unit.low - 1] != ".":
            return None
        ends = 0
        for token in range(unit.low - 1, max(low, unit.low - BEFORE) - 1, -1):
            ends += parse.tags[token] == "."
            if ends > 1:
                return None
            if token in self.told:
                return Passage(cue=self.cues[token], how="adds")
        return None

    def _from_before(self, paragraph: int, unit: Unit) -> Passage | None:
        """What brings the quotation that begins a paragraph: a colon at the end of the one before, or a passage that goes on."""
        if not paragraph:
            return None
        parse = self.parse
        low, high = parse.paragraphs[paragraph - 1]
        if parse.words[high - 1] == ":":
            first = max(low, parse.sentences[parse.sentence_of[high - 1]][0])
            cue = next((self.cues[t] for t in range(high - 1, first - 1, -1) if t in self.cues), None)
            cue = cue or announced(parse, first, high - 1)
            if cue is not None:
                return Passage(cue=cue, how="before")
        if self.ended is not None and self.ended.high == high and self.ended.number in self.held:
            return Passage(cue=self.cues[self.held[self.ended.number]], how="goes on")
        told = self._told_last(paragraph, unit)
        last = self.passages[-1] if self.passages and parse.paragraph_of[self.passages[-1].units[-1].low] == paragraph - 1 else None
        end = low if last is None else last.units[-1].high
        if told is not None and told.token > end and (last is None or told is not last.cue):
            return Passage(cue=told, how="goes on")
        if last is None:
            return None
        ends = sum(parse.tags[t] == "." for t in range(end, high))
        if end >= high or (last.cue is not None and last.cue.token >= end and ends <= 1):
            return last
        return Passage(cue=last.cue, how="goes on")

    def _told_last(self, paragraph: int, unit: Unit) -> Cue | None:
        """The cue of the sentence before a paragraph that is all quotation: 'It will end, he said.' and then '"We wait."'."""
        parse, (low, high) = self.parse, self.parse.paragraphs[paragraph]
        if any(parse.pos[t] != "PUNCT" for t in range(low, high) if t not in self.quoted) or unit.closing not in ENDS:
            return None
        before = parse.sentences[parse.sentence_of[low] - 1]
        return next((self.cues[t] for t in range(before[1] - 1, before[0] - 1, -1) if t in self.told), None)

    def _only_marks(self, low: int, high: int) -> bool:
        return all(self.parse.pos[t] == "PUNCT" for t in range(low, high))
