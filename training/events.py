"""Learn the weights by which likely events are judged: ``src/dragoman/knowledge/lang/en/weights/types.csv`` and ``sides.csv``.

Each sentence of the reports in ``training/reports/`` is read as ``dragoman read`` does, up to the events that frames tell; its traits,
and those of the states near it, are set against what was coded by hand. Two logistic regressions (scikit-learn, liblinear, penalty L2)
give the weights, which are written as whole hundredths; traits that were met once only get none. The same reports and the same
rules give the same tables. To be run again whenever frames, actors or reports have changed much: the weights are those of the traits as
they were then.

    python -m training.events          after `uv sync --group training`
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.extract.events.extractor import told_by_frames
from dragoman.extract.events.likely import sentences, sides
from dragoman.knowledge import load
from dragoman.knowledge.rows.weights import ALWAYS, HUNDREDTHS
from dragoman.model.text import Document, Incoming
from dragoman.pipeline import annotate
from dragoman.run.engine import Engine
from dragoman.settings import Settings

REPORTS = Path(__file__).parent / "reports"
TABLES = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "lang" / "en" / "weights"
STRENGTH = {"types": 0.1, "sides": 0.3}  # inverse strength, as scikit-learn's C; chosen by how well unseen reports were judged
TWICE = 2  # times a trait must be met

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
    whole = sentences.page(told.annotated, told.matches, told.events)
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


def learn(rows: Sequence[Row], outcomes: Sequence[str], strength: float) -> dict[str, list[float]]:
    """The weights of each trait by outcome, with those of ALWAYS first; traits in order of their letters."""
    met = Counter(trait for traits, _ in rows for trait in traits)
    known = {trait: place for place, trait in enumerate(sorted(trait for trait, count in met.items() if count >= TWICE))}
    places = [sorted(known[trait] for trait in traits if trait in known) for traits, _ in rows]
    starts = np.cumsum([0, *map(len, places)], dtype=np.int32)
    columns = np.array([place for some in places for place in some], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(known)))
    learned = []
    for outcome in outcomes:
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=1000)
        model.fit(matrix, np.array([outcome in true for _, true in rows]))
        learned.append([float(model.intercept_[0]), *map(float, model.coef_[0])])
    return {trait: [weights[place] for weights in learned] for place, trait in enumerate((ALWAYS, *known))}


def write(file: Path, outcomes: Sequence[str], weights: dict[str, list[float]]) -> None:
    """A table of hundredths, without traits that weigh nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["trait", *outcomes])
        for trait, values in weights.items():
            hundredths = [round(value * HUNDREDTHS) for value in values]
            if any(hundredths) or trait == ALWAYS:
                table.writerow([trait, *(number or "" for number in hundredths)])


def main(folder: Path = REPORTS, tables: Path = TABLES) -> None:
    """Read the reports of a folder, learn, and write both tables."""
    of_types, of_sides = examples(folder)
    types = sorted(load().events.types)
    write(tables / "types.csv", types, learn(of_types, types, STRENGTH["types"]))
    write(tables / "sides.csv", (sides.ACTOR, sides.RECIPIENT), learn(of_sides, (sides.ACTOR, sides.RECIPIENT), STRENGTH["sides"]))
    told = sum(len(true) for _, true in of_types)
    print(f"{len(of_types)} sentences telling {told} types of events, {len(of_sides)} states near them: {tables}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
