"""What weights are learned from: the reports are sound and apart from those measured on; a report gives the examples it should."""

import json
import re
from pathlib import Path

from dragoman.knowledge import load
from eval import written
from training.examples import REPORTS, examples, reports

ROWS = list(reports(REPORTS))
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
REPORT = {
    "id": "a",
    "published": "2021-03-04",
    "title": "Chad thanks Togo",
    "text": "Chad thanked Togo for its help. The weather was fine.",
    "events": [
        {"type": "SUPPORT", "actors": ["TCD"], "recipients": ["TGO"], "anchor": "Chad thanked Togo", "also": []},
    ],
}


def test_each_event_is_told_by_words_of_its_report() -> None:
    types = load().events.types
    for row in ROWS:
        for event in row["events"]:
            assert all(words in row["text"] for words in (event["anchor"], *event.get("also", ()))), (row["id"], event["anchor"])
            assert event["type"] in types
            assert event["actors"], (row["id"], event["anchor"])
            assert event["date"] is None or DATE.fullmatch(event["date"])


def test_no_report_is_measured_on_too() -> None:
    measured = {json.loads(line)["text"] for file in written.FOLDER.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()}
    assert not measured & {row["text"] for row in ROWS}
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_a_sentence_is_an_example_of_what_was_coded_in_it(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(REPORT) + "\n", encoding="utf-8")
    of_types, of_sides = examples(tmp_path)
    told, plain = of_types
    assert told[1] == {"SUPPORT"}
    assert {"word thank", "root thank", "2 states", "tells SUPPORT"} <= told[0]
    assert plain[1] == set()
    assert "word weather" in plain[0]
    assert [true for _, true in of_sides] == [{"actor"}, {"recipient"}]
    assert "as nsubj" in of_sides[0][0]
    assert "as obj | SUPPORT" in of_sides[1][0]
