"""``dragoman explain``: which rule made a claim, which almost did, and what was left out."""

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli import main

TEXT = "Turkey and Azerbaijan signed a defence agreement in Baku. Turkish police arrested a man in Ankara."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.txt"
    path.write_text(TEXT)
    return path


def explain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["dragoman", "explain", *arguments])
    code = 0
    try:
        main()
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, capsys.readouterr().out


def sentences(output: str) -> list[dict[str, Any]]:
    return list(json.loads(output)["sentences"])


def test_a_claim_names_its_rule(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path) -> None:
    code, output = explain(monkeypatch, capsys, str(report), "--words", "signed", "--json")
    assert code == 0
    (sentence,) = sentences(output)
    steps = [claim for claim in sentence["claims"] if claim["kind"] == "step"]
    assert [(step["words"], step["rule"].split("/")[:2], step["dropped"]) for step in steps] == [("signed", ["steps", "signed"], None)]
    assert any(miss["words"] == "signed" and miss["lacked"] for miss in sentence["almost"])


def test_what_is_out_of_scope_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path) -> None:
    _, output = explain(monkeypatch, capsys, str(report), "--words", "arrested", "--json")
    (sentence,) = sentences(output)
    assert [claim["dropped"] is not None for claim in sentence["claims"] if claim["kind"] == "event"] == [True]
    assert "out of scope" in explain(monkeypatch, capsys, str(report))[1]


def test_a_claim_is_explained_by_its_id_and_a_span_by_its_offsets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    _, output = explain(monkeypatch, capsys, str(report), "--span", "0:6", "--json")
    (sentence,) = sentences(output)
    _, output = explain(monkeypatch, capsys, str(report), "--claim", sentence["claims"][0]["id"], "--json")
    assert sentences(output) == [sentence]


@pytest.mark.parametrize("arguments", [("--span", "x"), ("--words", "absent"), ("--claim", "absent"), ("--document", "absent")])
def test_what_is_not_there_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path, arguments: tuple[str, str]
) -> None:
    assert explain(monkeypatch, capsys, str(report), *arguments)[0] == 2


def test_a_stored_claim_is_explained_by_its_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    store = str(tmp_path / "s.db")
    monkeypatch.setattr(sys, "argv", ["dragoman", "read", str(report), "--store", store, "--quiet"])
    with contextlib.suppress(SystemExit):
        main()
    capsys.readouterr()
    _, output = explain(monkeypatch, capsys, str(report), "--words", "signed", "--json")
    claim = sentences(output)[0]["claims"][0]["id"]
    code, stored = explain(monkeypatch, capsys, claim[:10], "--store", store, "--json")
    assert code == 0
    assert sentences(stored) == sentences(output)
    assert explain(monkeypatch, capsys, "feedfacefeed", "--store", store)[0] == 2
