"""Many reports at once: copies marked in every order, a bar that keeps output clean, and a disk that is full."""

import io
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

from dragoman.cli import main
from dragoman.cli.progress import shown
from dragoman.run import Progress

BODY = " ".join(f"The ministers of Turkey and Azerbaijan spoke in Baku about road number {number} and its bridges." for number in range(12))
REPORTS = {
    "wire": ("2021-06-15", BODY),
    "post": ("2021-06-16", "A new beginning that the Post has written. " + BODY),
    "courier": ("2021-06-17", BODY[: len(BODY) // 2]),
    "other": ("2021-06-17", "France and Germany signed a treaty in Aachen."),
}


def lines_of(path: Path, names: list[str]) -> Path:
    path.write_text(
        "".join(json.dumps({"id": name, "published": REPORTS[name][0], "text": REPORTS[name][1]}) + "\n" for name in names),
        encoding="utf-8",
    )
    return path


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["dragoman", *arguments])
    code = 0
    try:
        main()
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_copies_are_marked_the_same_in_any_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for names in (list(REPORTS), list(REPORTS)[::-1]):
        path = lines_of(tmp_path / "reports.jsonl", names)
        code, out, err = run(capsys, monkeypatch, "read", str(path), "--json")
        assert (code, err) == (0, "")
        documents = [json.loads(line) for line in out.splitlines()]
        assert [one["document"]["id"] for one in documents] == names
        for one in documents:
            del one["document"]["source"]["offset"]
        found.append(sorted(json.dumps(one) for one in documents))
        originals = {one["document"]["id"]: one["document"]["duplicate_of"] for one in documents}
        assert originals == {"wire": None, "post": "wire", "courier": "wire", "other": None}
    assert found[0] == found[1]


def test_copies_of_what_the_store_holds_are_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "store.db")
    first, second = lines_of(tmp_path / "first.jsonl", ["post"]), lines_of(tmp_path / "second.jsonl", ["courier", "wire"])
    second.write_text(second.read_text(encoding="utf-8") + "broken\n", encoding="utf-8")
    run(capsys, monkeypatch, "read", str(first), "--store", store, "--quiet")
    for _ in range(2):  # read now, and known already
        code, out, _ = run(capsys, monkeypatch, "read", str(second), str(first), "--store", store, "--json")
        documents = [json.loads(line)["document"] for line in out.splitlines()]
        assert code == 1
        assert [(one["id"], one["duplicate_of"]) for one in documents if one["text"]] == [
            ("courier", "wire"),
            ("wire", None),
            ("post", "wire"),
        ]
        assert len(documents) == 4
    code, out, _ = run(capsys, monkeypatch, "show", "sources", "--store", store)
    assert out.startswith("3 reports, 2 of them copies; 1 could not be read\n")
    assert "2 reports, 1 of them copies, 1 could not be read" in " ".join(out.split())
    assert "! at 3: not JSON" in out
    code, out, _ = run(capsys, monkeypatch, "show", "sources", "--store", store, "--json")
    assert [one["failed"] for one in json.loads(out)["inputs"]] == [0, 1]


def test_the_bar_tells_reports_rate_and_time_left_and_only_to_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = io.StringIO()
    progress = Progress()
    with shown(progress, Console(file=terminal, force_terminal=True, width=100)):
        progress.found = 200
    assert "200 reports found" in terminal.getvalue()
    with shown(progress, Console(file=terminal, force_terminal=True, width=100)):
        progress.total, progress.done = 200, 100
    assert "100 reports, " in terminal.getvalue()
    assert "a second" in terminal.getvalue()
    assert "50%" in terminal.getvalue()
    with shown(progress):
        progress.done = 150
    assert capsys.readouterr() == ("", "")


def test_a_full_disk_under_the_output_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines_of(tmp_path / "reports.jsonl", ["other"])
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 -- a device
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "argv", ["dragoman", "read", str(path), "--json"])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 2
        assert "No space left" in capsys.readouterr().err
