"""The hand-coded records of examples/: each refers to words that stand in its report, by codes that the program knows."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from dragoman.knowledge.tables import Tables
from dragoman.model.claim import Status
from dragoman.model.mention import Modality
from dragoman.model.when import Basis

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED: list[dict[str, Any]] = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["report"]
FILES = {report["file"]: report for report in EXPECTED}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TABLES = Tables()
ACTORS = ("actors", "recipients", "parties", "by", "visitor", "host", "participant", "trainer", "trainee", "addressee")
COMMON = {"at", "background", "date", "end", "optional"}
FIELDS = {
    "step": COMMON | {"agreement", "stage", "basis", "parties", "by", "signatories", "place", "modality", "topics"},
    "provision": COMMON | {"agreement", "type"},
    "activity": COMMON | {"type", "status", "visitor", "host", "participant", "trainer", "trainee", "domains", "place", "series", "title"},
    "statement": {"speaker", "state", "direct", "words", "quotes", "channel", "addressee", "background", "optional"},
    "event": COMMON | {"type", "actors", "recipients", "modality"},
}
REPORT = {"file", "published", "outlet", "byline", "title", "near_copy_of", "corrects"}


def codes(table: str, key: str) -> set[str]:
    return {row.text("code") for row in TABLES.rows(f"ontology/{table}.toml", key)}


KNOWN = {
    ("step", "stage"): codes("agreements", "stage"),
    ("step", "topics"): codes("topics", "topic"),
    ("step", "basis"): set(get_args(Basis)),
    ("step", "modality"): set(get_args(Modality)),
    ("provision", "type"): codes("agreements", "provision"),
    ("activity", "type"): codes("activities", "type"),
    ("activity", "status"): set(get_args(Status)),
    ("activity", "domains"): codes("activities", "domain"),
    ("event", "type"): codes("events", "type"),
    ("event", "modality"): set(get_args(Modality)),
    ("statement", "channel"): codes("statements", "channel") | {"Twitter"},  # a channel by its name
}
BODIES = {row.text("code") for name in ("states", "organisations", "groups") for row in TABLES.csv(f"actors/{name}.csv")}


def rows(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in FIELDS:
        for row in report.get(kind, []):
            yield kind, row


@pytest.fixture(params=sorted(FILES))
def report(request: pytest.FixtureRequest) -> dict[str, Any]:
    return FILES[request.param]


def text_of(report: dict[str, Any]) -> str:
    return (EXAMPLES / str(report["file"])).read_text(encoding="utf-8")


def test_every_report_is_coded_once_and_told_in_the_readme() -> None:
    files = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.txt"))
    assert sorted(report["file"] for report in EXPECTED) == files
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [file for file in files if f"`{Path(file).name}`" not in readme] == []


def test_every_word_referred_to_stands_in_the_report(report: dict[str, Any]) -> None:
    text = text_of(report)
    heads = [report["outlet"], *report["byline"], *([report["title"]] if "title" in report else [])]
    passages = [
        words for _, row in rows(report) for words in (row.get("at"), row.get("words"), *row.get("quotes", [])) if words is not None
    ]
    assert [words for words in heads + passages if not words or words not in text] == []


def test_what_a_row_rests_on_can_be_told_from_the_rest(report: dict[str, Any]) -> None:
    text = text_of(report)
    assert [words for _, row in rows(report) if (words := row.get("at", row.get("words"))) and text.count(words) != 1] == []


def test_quotations_stand_inside_quotation_marks(report: dict[str, Any]) -> None:
    text = text_of(report)
    loose = [quote for _, row in rows(report) for quote in row.get("quotes", []) if not re.search(rf'["“]{re.escape(quote)}["”]', text)]
    assert loose == []


def test_every_field_and_code_is_known(report: dict[str, Any]) -> None:
    wrong = [name for name in report if name not in REPORT | set(FIELDS)]
    for kind, row in rows(report):
        wrong += [f"{kind}: {name}" for name in row if name not in FIELDS[kind]]
        wrong += [f"{kind}: lacks 'at' or 'words'" for _ in range(1) if "at" not in row and "words" not in row]
        for (of, name), known in KNOWN.items():
            given = row.get(name, []) if of == kind else []
            wrong += [f"{kind} {name}: {code}" for code in ([given] if isinstance(given, str) else given) if code not in known]
        parties = [code for name in ACTORS for code in row.get(name, [])] + [row[name] for name in ("state",) if name in row]
        wrong += [f"{kind}: {code}" for code in parties if code not in BODIES]
    assert wrong == []


def test_dates_are_iso_and_acts_of_the_past_are_not_after_the_report(report: dict[str, Any]) -> None:
    wrong = []
    assert dt.date.fromisoformat(report["published"]).isoformat() == report["published"]
    for kind, row in rows(report):
        dates = [row[name] for name in ("date", "end") if name in row]
        wrong += [date for date in dates if not DATE.fullmatch(date)]
        done = row.get("modality", "asserted") == "asserted" and row.get("status", "held") == "held" and row.get("type") != "AGREE"
        late = [date for date in dates if date > report["published"][: len(date)]]
        wrong += [f"{kind} {date}: {row.get('at')}" for date in late if done]
        wrong += [f"{dates[0]} after {dates[1]}" for _ in range(1) if len(dates) > 1 and dates[0] > dates[1]]
    assert wrong == []


def test_copies_and_corrections_name_reports_of_the_folder() -> None:
    named = {report[name] for report in EXPECTED for name in ("near_copy_of", "corrects") if name in report}
    assert named
    assert named <= set(FILES)
