"""Learn the weights by which likely events are judged: ``src/dragoman/knowledge/lang/en/weights/types.csv`` and ``sides.csv``.

Each sentence of the reports in ``training/reports/`` is read as ``dragoman read`` does, up to the events that frames tell; its traits,
and those of the states near it, are set against what was coded by hand. Two logistic regressions (scikit-learn, liblinear, penalty L2)
give the weights, which are written as whole hundredths; traits that were met once or twice get none. To be run again when frames, actors
or reports have changed much: the weights are those of the traits as they were then.

    make train          or: python -m training.learn [REPORTS [TABLES]], after `uv sync --group training`
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.extract.events.likely.sides import ACTOR, RECIPIENT
from dragoman.knowledge import load
from dragoman.knowledge.rows.weights import ALWAYS, HUNDREDTHS
from training.examples import REPORTS, Row, examples

TABLES = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "lang" / "en" / "weights"
STRENGTH = {"types": 0.05, "sides": 0.1}  # inverse of the penalty, as scikit-learn's C; chosen by how well other reports were judged
ENOUGH = 3  # times a trait must be met


def learn(rows: Sequence[Row], outcomes: Sequence[str], strength: float) -> dict[str, list[float]]:
    """The weights of each trait by outcome, with those of ALWAYS first; traits in order of their letters."""
    met = Counter(trait for traits, _ in rows for trait in traits)
    known = {trait: place for place, trait in enumerate(sorted(trait for trait, count in met.items() if count >= ENOUGH))}
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


def write(file: Path, outcomes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
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
    write(tables / "sides.csv", (ACTOR, RECIPIENT), learn(of_sides, (ACTOR, RECIPIENT), STRENGTH["sides"]))
    told = sum(len(true) for _, true in of_types)
    print(f"{len(of_types)} sentences telling {told} types of events, {len(of_sides)} states near them: {tables}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
