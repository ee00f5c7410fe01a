"""``dragoman read`` into a store: an account of each report, and what a second or a stopped run says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman.run
from dragoman.cli.app import app
from dragoman.cli.read import INTERRUPTED
from dragoman.run import Recorded

TEXT = "2021-06-16 By Caspian Wire\n\nAzerbaijan and Turkey signed the Shusha Declaration in Shusha on June 15, 2021.\n"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return "report.txt"


def test_an_account_and_a_store_in_the_working_folder(report: str) -> None:
    result = CliRunner().invoke(app, ["read", report])
    assert result.exit_code == 0
    assert "Caspian Wire · 2021-06-16 · report.txt" in result.output
    assert "signed  Shusha Declaration" in result.output
    assert result.output.endswith("1 report read into dragoman.db\n")
    assert Path("dragoman.db").exists()
    again = CliRunner().invoke(app, ["read", report, "missing.txt"])
    assert again.exit_code == 1
    assert again.stdout == "0 reports read into dragoman.db, 1 known already, 1 could not be read\n"
    assert "missing.txt" in again.stderr


def test_json_beside_a_store_gives_every_report_also_those_known(report: str) -> None:
    lines = [CliRunner().invoke(app, ["read", report, "--json", "--store", "other.db"]).stdout for _ in range(2)]
    assert lines[0] == lines[1]
    assert json.loads(lines[0])["document"]["source"]["path"] == report
    assert not Path("dragoman.db").exists()


def test_a_run_that_is_stopped_says_how_it_goes_on(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> Iterator[Recorded]:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(dragoman.run, "record_all", stopped)
    result = CliRunner().invoke(app, ["read", report])
    assert result.exit_code == INTERRUPTED
    assert "the same command goes on from there" in result.stderr
