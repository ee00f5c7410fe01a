"""Measure Dragoman against gold, compare with the floors, and write the figures into docs/quality.md.

    python eval/run.py            the project's own gold, and the development sets where ../shared stands beside the checkout
    python eval/run.py --raise    also raise the floors to the figures reached
    python eval/run.py --lower "WHY"   also lower the floors that are not reached; which, from where and why is kept in the file

A figure below its floor ends the run with exit code 1. A floor only rises, but with a written reason. Where there is an F1, that is
pinned and not its halves, of which one can be had for the other; of events by type in whole reports nothing is, for most are few.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "eval" / "floors.json"
QUALITY = ROOT / "docs" / "quality.md"
BY_TYPE = (("Whole reports", "reports"), ("Single sentences (roots; CONCEDE and RETREAT are YIELD)", "sentences"))
BEGIN, END = "<!-- figures: begin (made by `make eval`) -->", "<!-- figures: end -->"
IN_THE_TABLE = re.compile(r"(?:event|root) [A-Z]{3,} ")  # figures by type, which have a table of their own
LOWERED = "lowered"  # the key of floors.json under which reasons are kept
MARGIN = 0.002  # a floor is set this far below the figure: ties between matches may fall either way
sys.path.insert(0, str(ROOT))

from eval import coded, copies, event_types, examples, pages, written  # noqa: E402 -- the folder must be on the path first


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A development set: which inputs and gold, how it is scored, in which scope it is read.

    Of reports of which only one kind of thing is coded, ``part`` is the folder below ``own``, and ``judged`` begins the names of the
    figures that tell something.
    """

    name: str
    task: str
    stems: tuple[str, ...] = ()  # none: reports of our own, of ``own``
    scope: str = "interstate"
    own: ModuleType = coded
    part: str = ""
    judged: str | tuple[str, ...] = ""

    def golds(self) -> list[Path]:
        """The files that hold its gold."""
        return [SHARED / "data" / f"{stem}.gold.jsonl" for stem in self.stems] or sorted((self.own.FOLDER / self.part).glob("*.jsonl"))


SETS = (
    Set(name="reports", task="reports", stems=("reports/dev", "reports/news")),
    Set(name="reports, official", task="reports", stems=("reports/dev",)),
    Set(name="reports, news", task="reports", stems=("reports/news",)),
    Set(name="reports, drawn and coded later", task="reports"),
    Set(name="reports, written for measuring", task="reports", own=written, judged=written.JUDGED),
    Set(name="agreements, drawn and coded later", task="reports", part="agreements", judged="agreement step"),
    Set(name="exercises, drawn and coded later", task="reports", part="exercises", judged="activity exercise"),
    Set(name="sentences", task="sentences", stems=("sentences/sentences-plv-train",), scope="all"),
    Set(name="dates", task="dates", stems=("dates/dates-timebank",)),
    Set(name="places", task="places", stems=("places/places-geovirus",)),
    Set(name="places, local news", task="places", stems=("places/places-lgl",)),
    Set(name="attributions, dev", task="attributions", stems=("attributions/attributions-dev",), scope="all"),
    Set(name="attributions, train", task="attributions", stems=("attributions/attributions-train",), scope="all"),
)


def read(inputs: list[str], scope: str, output: Path) -> tuple[float, float]:
    """Run the program; returns CPU seconds and peak memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "dragoman", "read", *inputs, "--json", "--scope", scope]
    with output.open("wb") as file:
        subprocess.run(command, stdout=file, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})  # noqa: S603 -- our own program
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, after.ru_maxrss / 1024


def gold_and_found(one: str, folder: Path) -> tuple[Path, Path]:
    """Where the gold of a set, and what the program said of it, are kept during a run."""
    return folder / f"{one}.gold.jsonl", folder / f"{one}.found.jsonl"


def score_shared(one: Set, folder: Path) -> dict[str, float]:
    """Figures of a development set, by the shared scorer, flattened to one name each."""
    gold, found = gold_and_found(one.name, folder)
    inputs = [SHARED / "data" / f"{stem}.input.jsonl" for stem in one.stems] or [folder / "own.input.jsonl"]
    if one.stems:
        gold.write_bytes(b"".join(file.read_bytes() for file in one.golds()))
    else:
        one.own.gold_and_inputs(one.golds(), gold, inputs[0])
    read([str(file) for file in inputs], one.scope, found)
    command = [sys.executable, str(SHARED / "eval" / "score.py"), one.task, str(gold), str(found), "--json"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 -- as above
    figures = json.loads(printed)
    counts = {"hits", "predicted", "gold", "said", "judged", "matched"}
    told = {name: parts for name, parts in figures.items() if name.startswith(one.judged)}
    return {f"{name} {key}": float(value) for name, parts in told.items() for key, value in parts.items() if key not in counts}


def measure_speed(folder: Path) -> dict[str, float]:
    """Words a CPU second and peak memory over real reports, loading included."""
    news = SHARED / "data" / "news" / "interstate.jsonl"
    words = sum(len(json.loads(line)["text"].split()) for line in news.open(encoding="utf-8"))
    seconds, memory = read([str(news)], "interstate", folder / "news.jsonl")
    return {"words a CPU second": round(words / seconds), "peak memory, MiB": round(memory), "words": words}


def digest(*paths: Path) -> str:
    """What a floor was measured on."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def own_gold(folder: Path) -> dict[str, float]:
    """Figures of examples/expected.toml."""
    found = folder / "examples.jsonl"
    rows = examples.expected()
    read([str(examples.EXAMPLES / row["file"]) for row in rows], "interstate", found)
    lines = found.read_text(encoding="utf-8").splitlines()
    return examples.score({row["file"]: json.loads(line) for row, line in zip(rows, lines, strict=True)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="raise the floors to the figures reached")
    parser.add_argument("--lower", metavar="WHY", default="", help="lower the floors that are not reached, for this reason")
    parser.add_argument("--only", default="", help="measure only sets whose name begins so")
    options = parser.parse_args()
    measured: dict[str, tuple[str, dict[str, float]]] = {}
    speed: dict[str, float] = {}
    by_type: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "examples".startswith(options.only) or not options.only:
            files = sorted(examples.EXAMPLES.rglob("*.txt"))
            measured["examples"] = (digest(examples.EXAMPLES / "expected.toml", *files), own_gold(folder))
        if "copies".startswith(options.only):
            corpus = [copies.NEWS, copies.VERDICTS] if copies.NEWS.exists() else sorted(examples.EXAMPLES.rglob("*.txt"))
            measured["copies"] = (
                digest(ROOT / "tests" / "edits.py", *corpus),
                copies.measure(copies.NEWS if copies.NEWS.exists() else None),
            )
        if pages.GOLD.exists() and "pages".startswith(options.only):
            measured["pages"] = (digest(pages.GOLD), pages.score())
        if (SHARED / "eval" / "score.py").exists():
            for one in SETS:
                if one.name.startswith(options.only):
                    started = time.monotonic()
                    measured[one.name] = (digest(*one.golds()), score_shared(one, folder))
                    print(f"{one.name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
            if not options.only:
                speed = measure_speed(folder)
                by_type = [line for title, name in BY_TYPE for line in table_by_type(title, name, folder)]
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = report(measured, speed, by_type, floors)
    if options.raise_floors or options.lower:
        set_floors(measured, floors, options.lower, raise_them=options.raise_floors)
    return 1 if fallen and not options.lower else 0


def table_by_type(title: str, name: str, folder: Path) -> list[str]:
    """A table of events by type over a set that was read."""
    counts = event_types.by_type(SHARED / "eval" / "score.py", name, *gold_and_found(name, folder))
    return [f"\n#### {title}\n", *event_types.table(counts)]


def is_pinned(name: str, figure: str, figures: dict[str, float]) -> bool:
    """Whether a figure of a set has a floor."""
    whole, _, last = figure.rpartition(" ")
    half = last in {"precision", "recall"} and f"{whole} f1" in figures
    return not half and not (name.startswith("reports") and IN_THE_TABLE.match(figure))


def report(measured: dict[str, tuple[str, dict[str, float]]], speed: dict[str, float], by_type: list[str], floors: dict[str, Any]) -> int:
    """Print the figures beside their floors; write those of a whole run (one with ``speed``) down; how many fell."""
    fallen = 0
    lines: list[str] = []
    for name, (corpus, figures) in measured.items():
        held = floors_of(floors, name, corpus)
        lines += [f"\n### {name}\n", "| figure | value | floor |", "| --- | ---: | ---: |"]
        for figure, value in figures.items():
            floor = held.get(figure)
            below = floor is not None and value < floor
            fallen += below
            if not IN_THE_TABLE.match(figure):
                lines.append(f"| {figure} | {value:.3f} | {'' if floor is None else f'{floor:.3f}'}{' **below**' if below else ''} |")
            if below:
                print(f"BELOW ITS FLOOR  {name}: {figure} is {value:.4f}, the floor {floor:.4f}", file=sys.stderr)
    if speed:
        lines += ["\n### Speed and memory, on 2,460 real reports, one process\n", "| figure | value |", "| --- | ---: |"]
        lines += [f"| {figure} | {value:,.0f} |" for figure, value in speed.items()]
    if by_type:
        lines += ["\n### Events by type\n", "How wide the chance of the draw is: see `eval/event_types.py`.", *by_type]
    text = "\n".join(lines)
    print(text)
    if speed:
        write_down(text)
    return fallen


def floors_of(floors: dict[str, Any], name: str, corpus: str) -> dict[str, float]:
    """The floors of a set, if they were measured on the corpus as it is."""
    known = floors.get(name, {})
    held: dict[str, float] = known.get("floors", {}) if known.get("corpus") == corpus else {}
    return held


def set_floors(measured: dict[str, tuple[str, dict[str, float]]], floors: dict[str, Any], why: str, *, raise_them: bool) -> None:
    """Write the floors of what is pinned: raised to the figures, and where a reason is given lowered to them."""
    for name, (corpus, figures) in measured.items():
        held = floors_of(floors, name, corpus)
        new: dict[str, float] = {}
        for figure, value in figures.items():
            if not is_pinned(name, figure, figures):
                continue
            reached, floor = round(value - MARGIN, 4), held.get(figure)
            if floor is None or (raise_them and reached > floor):
                new[figure] = reached
            elif why and value < floor:
                new[figure] = reached
                floors.setdefault(LOWERED, []).append({"set": name, "figure": figure, "from": floor, "to": reached, "why": why})
            else:
                new[figure] = floor
        floors[name] = {"corpus": corpus, "floors": new}
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def write_down(text: str) -> None:
    """Put the figures between their marks in docs/quality.md."""
    page = QUALITY.read_text(encoding="utf-8") if QUALITY.exists() else f"# How right Dragoman is\n\n{BEGIN}\n{END}\n"
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    QUALITY.write_text(f"{head}{BEGIN}\n{text}\n\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
