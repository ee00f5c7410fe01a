"""What weights are learned from: the reports are sound and apart from those measured on; a report gives the examples it should."""

import json
import re
from pathlib import Path

from dragoman.knowledge import load
from eval import written
from training.encoder import passages
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


def test_each_stage_is_told_by_words_of_its_report() -> None:
    stages = load().agreements.stages
    for row in ROWS:
        for agreement in row.get("agreements", ()):
            assert agreement["anchor"] in row["text"], (row["id"], agreement["anchor"])
            for stage in agreement["stages"]:
                assert stage["stage"] in stages
                assert stage["told"]
                assert all(words in row["text"] for words in stage["told"]), (row["id"], stage["told"])


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


def test_a_passage_has_the_truth_of_what_was_coded_in_it(tmp_path: Path) -> None:
    thanks = {"type": "SUPPORT", "actors": ["TCD"], "recipients": ["TGO"], "anchor": "Chad thanked Togo", "also": []}
    report = REPORT | {
        "text": "Chad thanked Togo for its help. Their fishing accord lapsed as a border treaty was signed. Rain fell.",
        "events": [thanks | {"status": "happened", "time": "background"}],
        "agreements": [
            {
                "name": "fishing accord",
                "parties": ["TCD", "TGO"],
                "anchor": "fishing accord",
                "stages": [{"stage": "terminated", "status": "happened", "told": ["Their fishing accord lapsed"]}],
            },
            {
                "name": "border treaty",
                "parties": ["TCD", "TGO"],
                "anchor": "border treaty",
                "stages": [{"stage": "signed", "status": "planned", "told": ["a border treaty was signed"]}],
            },
        ],
    }
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(report) + "\n", encoding="utf-8")
    thanked, lapsed, rain = passages.examples([file])
    told = [dict(zip(passages.SENTENCES, one.sentence, strict=True)) for one in (thanked, lapsed, rain)]
    assert {name for name, true in told[0].items() if true == 1} == {"type:SUPPORT", "background"}
    assert {name for name, true in told[1].items() if true == 1} == {"stage:terminated", "stage:signed"}
    assert (told[0]["unreal"], told[0]["planned"], told[1]["planned"], told[1]["background"]) == (
        0,
        passages.UNKNOWN,
        0.5,
        passages.UNKNOWN,
    )
    assert {true for name, true in told[2].items() if ":" in name} == {0}
    states = [dict(zip(passages.TOKENS, one, strict=True)) for one in thanked.tokens]
    by_code = {place.code: state for place, state in zip(thanked.places, states, strict=True)}
    assert (by_code["TCD"]["actor:SUPPORT"], by_code["TGO"]["actor:SUPPORT"], by_code["TGO"]["recipient:SUPPORT"]) == (1, 0, 1)
    assert by_code["TCD"]["actor:AID"] == by_code["TCD"]["stage:signed"] == passages.UNKNOWN
    nouns = {
        lapsed.passage.text[place.start : place.end]: {name for name, true in zip(passages.TOKENS, one, strict=True) if true == 1}
        for place, one in zip(lapsed.places, lapsed.tokens, strict=True)
        if not place.code
    }
    assert nouns == {"accord": {"stage:terminated"}, "treaty": {"stage:signed"}}
