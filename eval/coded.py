"""Reports of `news/interstate.jsonl` coded by hand for this project, kept without a word of their text.

`eval/coded/*.jsonl` hold one line a report: its id and what `data/reports/GUIDELINES.md` asks for, with each passage (anchor, name of
an agreement, quotation) as its offsets in the text, ``[start, end]``. Those of read.jsonl were looked at while rules were written, those
of unread, second, third, fourth and fifth.jsonl afterwards, those of sixth.jsonl after the figures of docs/quality.md were taken, those
of seventh.jsonl never. Of the reports in agreements/ only agreements are coded, of those in exercises/ only exercises and training. Where
the folder `shared` stands beside the checkout, the texts are there, and ``gold_and_inputs`` puts both together for the shared scorer.

    python -m eval.coded GOLD.jsonl NEWS.jsonl > eval/coded/NAME.jsonl    codings with their words -> with offsets
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "eval" / "coded"
NEWS = ROOT.parent / "shared" / "data" / "news" / "interstate.jsonl"

Row = dict[str, Any]
Place = list[int]


def gold_and_inputs(files: Sequence[Path], gold: Path, inputs: Path) -> None:
    """Write the coded reports, in the order of their files, as the shared scorer and the program read them."""
    codings = [row for file in files for row in _rows(file)]
    texts = {row["id"]: row for row in _rows(NEWS)}
    _write(gold, (with_words(coding, texts[coding["id"]]["text"]) for coding in codings))
    _write(inputs, (texts[coding["id"]] for coding in codings))


def with_words(coding: Row, text: str) -> Row:
    """A coding with each passage in words: what the scorer compares with."""
    return _translated(coding, lambda place: text[place[0] : place[1]])


def with_offsets(coding: Row, text: str) -> Row:
    """A coding with each passage as offsets, without names of speakers; ValueError where a passage is not in the text."""

    def place(words: str) -> Place:
        start = text.find(words)
        if start < 0:
            raise ValueError(f"{coding['id']}: not in the text: {words!r}")
        return [start, start + len(words)]

    bare = coding | {"statements": [{k: v for k, v in one.items() if k != "speaker"} for one in coding["statements"]]}
    named = [one if one["name"] is None or one["name"] in text else one | {"name": None} for one in coding["agreements"]]
    return _translated(bare | {"agreements": named}, place)


def _translated(coding: Row, put: Callable[[Any], Any]) -> Row:
    """A coding with each of its passages put into the other form."""

    def each(kind: str, *keys: str) -> list[Row]:
        return [one | {key: put(one[key]) for key in keys if one[key] is not None} for one in coding[kind]]

    return {
        "id": coding["id"],
        "events": each("events", "anchor"),
        "agreements": each("agreements", "anchor", "name"),
        "activities": each("activities", "anchor"),
        "statements": [one | {"quotes": [put(quote) for quote in one["quotes"]]} for one in each("statements", "anchor")],
    }


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _write(file: Path, rows: Iterator[Row]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    gold, news = (Path(name) for name in sys.argv[1:3])
    texts = {row["id"]: row["text"] for row in _rows(news)}
    for coding in _rows(gold):
        print(json.dumps(with_offsets(coding, texts[coding["id"]]), ensure_ascii=False))


if __name__ == "__main__":
    main()
