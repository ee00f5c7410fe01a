"""``dragoman knowledge``: what the tables cover."""

import json
import sys

import pytest

from dragoman.cli import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["dragoman", "knowledge", *arguments])
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def test_offices_of_a_state_with_years(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--state", "AZE", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    head = next(line for line in found["offices"] if line["office"] == "head of state")
    assert head["years"] == "1990-2026"
    assert head["missing"] == 0
    assert "Ilham Aliyev" in head["holders"]
    assert {line["state"] for line in found["offices"]} == {"AZE"}


def test_every_table_is_listed_with_its_rows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run(monkeypatch, "--json")
    found = {line["name"]: line["rows"] for line in json.loads(capsys.readouterr().out)["tables"]}
    assert found["places/cities.csv"] > 30_000
    assert found["lang/en/events/accuse.toml"] > 10


def test_an_unknown_state_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--state", "XYZ") == 2
    assert "ISO 3166" in capsys.readouterr().err
