"""Which reports have a golden record, and how it is made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.model.codec import encode
from dragoman.run import read_all
from dragoman.settings import Settings

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
REPORTS = (
    "examples/1994-02-10-anatolian-post.txt",
    "examples/2020-07-28-caspian-release-service.txt",
    "examples/2021-06-16-baku-courier.txt",
    "examples/2022-02-04-anatolian-post.txt",
    "examples/world/2021-04-19-east-west-telegraph.txt",
    "examples/world/2023-02-22-potomac-ledger.txt",
)


def golden_path(report: str) -> Path:
    """The file that holds a report's record."""
    return FOLDER / f"{Path(report).stem}.json"


def records() -> Iterator[tuple[str, str]]:
    """Each report with its record as text; versions are left out, or every change of a table would change every file."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        for report, outcome in zip(REPORTS, read_all(REPORTS, Settings()), strict=True):
            data = encode(outcome.reading)
            del data["made_by"]
            yield report, json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    finally:
        os.chdir(before)
