"""What the encoder learns from: each sentence of the reports as it will read it, beside what was coded by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.annotate.senses.annotator import OWN, named_in, passages
from dragoman.annotate.senses.passages import Passage, Place
from dragoman.extract.agreements.naming.names import Naming, find_namings
from dragoman.extract.agreements.naming.treaties import without_titles
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document, Incoming
from dragoman.pipeline import annotate
from dragoman.run.engine import Engine
from dragoman.settings import Settings

TYPES = tuple(sorted(load().events.types))
STAGES = tuple(load().agreements.stages)
SENTENCES = (*(f"type:{code}" for code in TYPES), "background", "unreal", *(f"stage:{code}" for code in STAGES), "planned", "denied")
TOKENS = (
    *(f"actor:{code}" for code in TYPES),
    *(f"recipient:{code}" for code in TYPES),
    "party",
    *(f"stage:{code}" for code in STAGES),
)
UNKNOWN = -1.0  # of what a sentence tells nothing about: the status of an event where it tells none
PROMISE = "AGREE"  # a type whose status is that of the act of agreeing
DONE = "happened"
LONG = 4  # letters of a word by which names are compared

Coded = Mapping[str, Any]


class Told(NamedTuple):
    """Words that tell a stage of an agreement, as they were coded; ``at`` is the middle of them."""

    at: int
    words: str
    agreement: Coded
    stage: Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as the encoder reads it, with the truth of SENTENCES and, for each place that names a state, of TOKENS.

    Places are those of states, then those of the nouns by which the sentence names agreements. A truth is 1, 0, a share where
    several events or steps of a sentence differ, or UNKNOWN.
    """

    passage: Passage
    places: tuple[Place, ...]
    sentence: tuple[float, ...]
    tokens: tuple[tuple[float, ...], ...]


def examples(files: Sequence[Path]) -> Iterator[Example]:
    """The examples of some files of coded reports, in order."""
    engine = Engine(Settings())
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            document = Document(id=report["id"], text=report["text"], title=report["title"], published=report["published"])
            document = engine.prepare(Incoming(document=document)).document
            yield from _of_report(report, annotate(document, next(engine.parser.parse([document])), engine.knowledge))


def _of_report(report: Coded, annotated: Annotated) -> Iterator[Example]:
    text, parse = annotated.document.text, annotated.parse
    events = [(_middle(text, words), event) for event in report["events"] for words in (event["anchor"], *event.get("also", ()))]
    agreements = report.get("agreements", ())
    steps = [
        Told(_middle(text, words), words, agreement, stage)
        for agreement in agreements
        for stage in agreement["stages"]
        for words in stage["told"]
    ]
    words = load().agreements
    namings = find_namings(without_titles(annotated, words), words)
    for number, (passage, places, sentence) in enumerate(zip(passages(annotated), named_in(annotated), parse.sentences, strict=True)):
        span = parse.span(*sentence)
        of_events = [event for at, event in events if span.start <= at < span.end]
        of_steps = [step for step in steps if span.start <= step.at < span.end]
        here = [naming for naming in namings if parse.sentence_of[naming.token] == number]
        yield Example(
            passage=passage,
            places=(*places, *(_place(annotated, naming) for naming in here)),
            sentence=_sentence(of_events, of_steps),
            tokens=(
                *(_state(place.code, of_events, of_steps) for place in places),
                *(_noun(annotated, naming, here, of_steps) for naming in here),
            ),
        )


def _place(annotated: Annotated, naming: Naming) -> Place:
    """Where the noun of a naming stands in the passage of its sentence."""
    parse = annotated.parse
    start = parse.starts[parse.sentences[parse.sentence_of[naming.token]][0]]
    return Place(code="", part=OWN, start=parse.starts[naming.token] - start, end=parse.ends[naming.token] - start)


def _noun(annotated: Annotated, naming: Naming, here: Sequence[Naming], steps: Sequence[Told]) -> tuple[float, ...]:
    """Which stages the sentence tells of an agreement that it names; UNKNOWN where it names several, and which is meant cannot be told."""
    own: dict[str, float] = {}
    for step in steps:
        code = step.stage["stage"]
        own[code] = max(own.get(code, UNKNOWN), _is_of(annotated, naming, here, step))
    return (*(UNKNOWN for _ in (*TYPES, *TYPES, "party")), *(own.get(code, 0.0) for code in STAGES))


def _is_of(annotated: Annotated, naming: Naming, here: Sequence[Naming], step: Told) -> float:
    if len(here) == 1:
        return 1.0
    name = {word for word in (step.agreement["name"] or "").lower().split() if len(word) >= LONG}
    text, parse = annotated.document.text, annotated.parse
    shared = {one.token: len(name & set(text[parse.starts[one.low] : parse.ends[one.high - 1]].lower().split())) for one in here}
    if max(shared.values()):
        return float(shared[naming.token] == max(shared.values()))
    inside = [one for one in here if parse.words[one.token] in step.words.split()]
    return float(naming in inside) if len(inside) == 1 else UNKNOWN


def _middle(text: str, words: str) -> int:
    return text.index(words) + len(words) // 2


def _sentence(events: Sequence[Coded], steps: Sequence[Told]) -> tuple[float, ...]:
    types, stages = {event["type"] for event in events}, {step.stage["stage"] for step in steps}
    return (
        *(float(code in types) for code in TYPES),
        _share([event["time"] == "background" for event in events]),
        _share([event["status"] != DONE for event in events if event["type"] != PROMISE]),
        *(float(code in stages) for code in STAGES),
        _share([step.stage["status"] == "planned" for step in steps]),
        _share([step.stage["status"] == "denied" for step in steps]),
    )


def _state(code: str, events: Sequence[Coded], steps: Sequence[Told]) -> tuple[float, ...]:
    acting, suffering = dict.fromkeys(TYPES, UNKNOWN), dict.fromkeys(TYPES, UNKNOWN)
    for event in events:
        kind, actors = event["type"], _states(event["actors"])
        acting[kind] = max(acting[kind], float(code in actors))
        suffering[kind] = max(suffering[kind], float(code in _states(event["recipients"]) - actors))
    party = max((float(code in _states(step.agreement["parties"])) for step in steps), default=UNKNOWN)
    return (*acting.values(), *suffering.values(), party, *(UNKNOWN for _ in STAGES))


def _states(codes: Sequence[str]) -> frozenset[str]:
    return frozenset(code.partition(":")[0] for code in codes)


def _share(true: Sequence[bool]) -> float:
    return sum(true) / len(true) if true else UNKNOWN
