"""Examples to learn from: the traits of each sentence of the reports beside what was coded by hand for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.extract.events.extractor import told_by_frames
from dragoman.extract.events.likely import sentences, sides
from dragoman.model.text import Document, Incoming
from dragoman.pipeline import annotate
from dragoman.run.engine import Engine
from dragoman.settings import Settings

REPORTS = Path(__file__).parent / "reports"

Row = tuple[frozenset[str], frozenset[str]]  # traits, and the outcomes that are true


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as it was coded: type, states by role, and where its words stand (code points)."""

    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    places: tuple[int, ...]


def examples(folder: Path = REPORTS) -> tuple[list[Row], list[Row]]:
    """The examples for types (one a sentence) and for sides (one a state near a sentence that tells an event)."""
    engine = Engine(Settings())
    of_types: list[Row] = []
    of_sides: list[Row] = []
    for report in reports(folder):
        coded = [_coded(event, report["text"]) for event in report["events"]]
        document = Document(id=report["id"], text=report["text"], title=report["title"], published=report["published"])
        types, states = _of_document(engine.prepare(Incoming(document=document)).document, coded, engine)
        of_types += types
        of_sides += states
    return of_types, of_sides


def reports(folder: Path) -> Iterator[dict[str, Any]]:
    """The reports of a folder, in the order of its files."""
    for file in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _coded(event: dict[str, Any], text: str) -> Coded:
    actors, recipients = (frozenset(code.partition(":")[0] for code in event[side]) for side in ("actors", "recipients"))
    places = tuple(text.index(words) + len(words) // 2 for words in (event["anchor"], *event.get("also", ())))
    return Coded(event["type"], actors, recipients, places)


def _of_document(document: Document, coded: Sequence[Coded], engine: Engine) -> tuple[list[Row], list[Row]]:
    knowledge = engine.knowledge
    parse = next(engine.parser.parse([document]))
    told = told_by_frames(annotate(document, parse, knowledge), knowledge)
    whole = sentences.page(told.annotated, told.matcher, told.matches, told.events)
    of_types: list[Row] = []
    of_sides: list[Row] = []
    for sentence in whole.sentences:
        span = parse.span(sentence.low, sentence.high)
        here = [event for event in coded if any(span.start <= place < span.end for place in event.places)]
        of_types.append((sentences.traits(told.annotated, whole, sentence), frozenset(event.type for event in here)))
        for event in here:
            for state in sides.candidates(whole, sentence):
                role = {sides.ACTOR: state in event.actors, sides.RECIPIENT: state in event.recipients - event.actors}
                true = frozenset(name for name, holds in role.items() if holds)
                of_sides.append((sides.traits(told.annotated, whole, sentence, state, event.type), true))
    return of_types, of_sides
