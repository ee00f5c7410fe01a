"""``dragoman doctor`` names what is installed, and says what to do about what is not."""

import json
import sys

import pytest
import spacy

from dragoman.cli import main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["dragoman", "doctor", *arguments])
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def test_the_model_is_named_as_spacy_loads_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    name, version = found["model"].split()
    assert spacy.util.is_package(name)
    assert spacy.load(name).meta["version"] == version
    assert found["healthy"]


def test_a_missing_model_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DRAGOMAN_MODEL", "en_core_web_absent")
    assert run(monkeypatch) == 1
    assert "pip install" in capsys.readouterr().out
