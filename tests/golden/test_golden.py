"""Whole reports and their records: a change of any cell shows in the diff of a golden file."""

import json
from importlib.resources import files

import jsonschema
import pytest

from dragoman.model.codec import decode, encode
from dragoman.model.reading import Reading
from tests.golden.reports import REPORTS, golden_path, records

SCHEMA = json.loads((files("dragoman.model") / "schema.json").read_text(encoding="utf-8"))  # the one that ships
MADE_BY = {"dragoman": "0", "knowledge": "0", "model": "0"}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(records())


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_gives_its_golden_record(report: str, made: dict[str, str]) -> None:
    assert made[report] == golden_path(report).read_text(encoding="utf-8"), "run `make golden` and read the diff"


@pytest.mark.parametrize("report", REPORTS)
def test_golden_records_are_valid_and_survive_a_round_trip(report: str) -> None:
    data = json.loads(golden_path(report).read_text(encoding="utf-8")) | {"made_by": MADE_BY}
    jsonschema.validate(data, SCHEMA)
    assert encode(decode(Reading, data)) == data


@pytest.mark.parametrize("report", REPORTS)
def test_every_span_lies_in_the_text_and_no_evidence_in_a_header(report: str) -> None:
    data = json.loads(golden_path(report).read_text(encoding="utf-8"))
    length = len(data["document"]["text"])
    header = max([r["end"] for r in data["document"]["regions"] if r["kind"] in {"header", "dateline"}], default=0)
    for claim in data["claims"]:
        spans = [*claim["evidence"], claim["trigger"], *(p for p in claim["parties"] if p["start"] is not None)]
        assert all(header <= s["start"] < s["end"] <= length for s in spans)
    for mention in data["mentions"]:
        assert data["document"]["text"][mention["start"] : mention["end"]] == mention["text"]
