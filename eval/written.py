"""Reports written and coded by hand for this project: gold of events that everybody has, without the folder `shared`.

`eval/written/*.jsonl` hold one report a line, with its events as `data/reports/GUIDELINES.md` of the development data asks for them:
type, actors, recipients, date, status, time, the words that tell it (`anchor`), and other passages that tell it again (`also`).
README.md there says how they came about and what they are not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "written"
JUDGED = ("event", "pair", "of matched events")  # beginnings of the figures that events alone give


def gold_and_inputs(files: Sequence[Path], gold: Path, inputs: Path) -> None:
    """Write the reports as the shared scorer and the program read them."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    nothing_else: dict[str, Any] = {"agreements": [], "activities": [], "statements": []}
    _write(gold, [{"id": row["id"], "events": row["events"]} | nothing_else for row in rows])
    _write(inputs, [{key: row[key] for key in ("id", "published", "title", "text")} for row in rows])


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
