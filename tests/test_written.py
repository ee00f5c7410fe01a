"""Reports written for measuring: what their codings say is in them."""

import json
import re

from dragoman.knowledge import load
from eval.written import FOLDER

ROWS = [json.loads(line) for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def test_each_event_is_told_by_words_of_its_report() -> None:
    for row in ROWS:
        for event in row["events"]:
            assert all(words in row["text"] for words in (event["anchor"], *event["also"])), (row["id"], event["anchor"])


def test_each_event_is_between_two_and_of_a_type() -> None:
    types = load().events.types
    for row in ROWS:
        for event in row["events"]:
            assert event["type"] in types
            assert len({*event["actors"], *event["recipients"]}) > 1, event
            assert event["date"] is None or DATE.fullmatch(event["date"])
            assert event["time"] in {"news", "background"}


def test_ids_are_one_each() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 180
