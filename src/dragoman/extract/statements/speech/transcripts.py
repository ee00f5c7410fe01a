"""Transcripts: paragraphs that begin with the speaker in capitals and a colon ("MR. PRICE: ...")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.statements.speech.cues import Cue
from dragoman.model.parse import Parse
from dragoman.model.text import Span

LONGEST = 8  # tokens of a speaker with office: "SECRETARY OF STATE BLINKEN"
MARK = "``"  # the tag of an opening quotation mark
LEAST = 3  # tokens of what is said: less is a label ("WHO: The minister")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says in one paragraph; the cue is the colon, the label what stands before it."""

    cue: Cue
    label: Span
    words: Span


def find_turns(parse: Parse) -> Iterator[Turn]:
    """The turns of a transcript, in text order; none unless two speak and one of them speaks again, as headings do not."""
    found = [turn for low, high in parse.paragraphs if (turn := _turn(parse, low, high))]
    labels = {parse.words[turn.cue.token - 1] for turn in found}
    if 1 < len(labels) < len(found):
        yield from found


def _turn(parse: Parse, low: int, high: int) -> Turn | None:
    colon = next((t for t in range(low + 1, min(high, low + LONGEST + 1)) if parse.words[t] == ":"), None)
    if colon is None or high - colon <= LEAST:
        return None
    if parse.tags[colon + 1] == MARK:
        return None  # 'TRUMP: "We won."': a heading over words quoted from elsewhere
    letters = "".join(parse.words[low:colon])
    if not letters.isupper():
        return None
    cue = Cue(token=colon, source=colon - 1, end=colon + 1)
    return Turn(cue=cue, label=parse.span(low, colon), words=parse.span(colon + 1, high))
