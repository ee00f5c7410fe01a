"""How surely copies are found: real reports edited as agencies edit them, beside different reports of the same day and event.

    python eval/copies.py [PATH.jsonl]     default: real reports where ../shared stands beside the checkout, else examples/
    python eval/copies.py --list           also the pairs found among the real reports themselves, for reading with one's own eyes

Each report is edited once in every way of tests/edits.py; new matter comes from another report of the day, where there is one. All
originals, edited versions and other reports are compared at once, so every false pair counts. Pairs among the originals themselves are
judged by samples/copies-interstate.csv (ids and verdicts by eye); a pair that is not in it counts as false.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dragoman.knowledge import load  # noqa: E402 -- the folder must be on the path first
from dragoman.model.text import Document, Incoming  # noqa: E402
from dragoman.reconcile import Relations, imprint, relate  # noqa: E402
from dragoman.run.engine import marked  # noqa: E402
from tests.edits import EDITS, edited  # noqa: E402

NEWS = ROOT.parent / "shared" / "data" / "news" / "interstate.jsonl"
VERDICTS = ROOT / "eval" / "samples" / "copies-interstate.csv"
EVERY = 4  # of the real reports one in so many is edited, in all ways
SHORTEST = 60  # words: shorter reports have nothing to cut
SEED = 7


def reports(path: Path | None) -> list[Document]:
    """Real reports, or the examples."""
    if path is not None:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [
            Document(
                id=row.get("id") or str(number),
                title=row.get("title"),
                outlet=row.get("outlet"),
                published=row.get("published"),
                text=row["text"],
            )
            for number, row in enumerate(rows)
        ]
    files = sorted((ROOT / "examples").rglob("*.txt"))
    return [Document(id=file.stem, published=file.stem[:10], text=file.read_text(encoding="utf-8")) for file in files]


def related(documents: Sequence[Document]) -> Relations:
    """What the program makes of them."""
    knowledge = load()
    return relate(imprint(marked(Incoming(document=one), knowledge).document, knowledge.records) for one in documents)


def edit_all(originals: Sequence[Document]) -> list[Document]:
    """Edited versions of some; the id says of which, and how."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    days: dict[str | None, list[Document]] = defaultdict(list)
    for one in originals:
        days[one.published].append(one)
    made = []
    for one in [one for one in originals if len(one.text.split()) >= SHORTEST][::EVERY]:
        others = [other for other in days[one.published] if other is not one and len(other.text.split()) >= SHORTEST] or [
            other for other in originals if other is not one
        ]
        for edit in EDITS:
            text = edited(one.text, chance.choice(others).text, edit, chance)
            made.append(replace(one, id=f"{one.id}|{edit}", outlet=f"{one.outlet} 2", title=None, text=text))
    return made


def judged() -> Mapping[frozenset[str], bool]:
    """Pairs of real reports, and whether one is made from the other."""
    if not VERDICTS.exists():
        return {}
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {frozenset((row["one"], row["other"])): row["verdict"] == "copy" for row in csv.DictReader(file)}


def measure(path: Path | None) -> dict[str, float]:
    """Precision and recall of pairs, and recall by edit."""
    originals = reports(path)
    made = edit_all(originals)
    found = related([*originals, *made])
    family = related_families(found)
    verdicts = judged()
    hits: dict[str, int] = defaultdict(int)
    wrong = 0
    for one in made:
        source, _, edit = one.id.partition("|")
        hits[edit] += family(one.id) == family(source)
    natural = 0
    for copy, original in found.copies.items():
        one, other = copy.partition("|")[0], original.partition("|")[0]
        if one == other or verdicts.get(frozenset((one, other)), False):
            natural += "|" not in copy
        elif not any(
            verdicts.get(frozenset((one, third)), False) and verdicts.get(frozenset((other, third)), False)
            for third in _near(one, verdicts)
        ):
            wrong += 1
    per_edit = len(made) / len(EDITS)
    everything = sum(hits.values())
    figures = {"precision": (everything + natural) / (everything + natural + wrong), "recall": everything / len(made)}
    figures |= {f"recall, {edit}": hits[edit] / per_edit for edit in EDITS}
    return {name: round(value, 4) for name, value in figures.items()}


def related_families(found: Relations):  # noqa: ANN201 -- a function of a name
    """By which report a family of copies is known; a correction is of the family of what it corrects."""

    def family(name: str) -> str:
        name = found.corrections.get(name, name)
        return found.copies.get(name, name)

    return family


def _near(name: str, verdicts: Mapping[frozenset[str], bool]) -> list[str]:
    return [other for pair, same in verdicts.items() if same and name in pair for other in pair - {name}]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=NEWS if NEWS.exists() else None)
    parser.add_argument("--list", action="store_true", help="the pairs found among the reports themselves, as rows of the sample")
    given = parser.parse_args()
    if given.list:
        by_id = {one.id: one for one in reports(given.path)}
        for copy, original in sorted(related(list(by_id.values())).copies.items()):
            print(
                f"{original},{copy}", by_id[original].published, by_id[copy].published, "|", by_id[original].title, "|", by_id[copy].title
            )
        return
    for name, value in measure(given.path).items():
        print(f"{name:28} {value:.4f}")


if __name__ == "__main__":
    main()
