"""``dragoman read`` on good input and bad: one line a document, one clear word for each fault, and the rest goes on."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dragoman.cli import main
from dragoman.model.codec import json_schema

GOOD = "Turkey and Azerbaijan signed a defence agreement in Baku on Monday."
TURKISH = "Türkiye ile Azerbaycan arasında askeri eğitim anlaşması imzalandı. İki ülkenin bakanları Bakü'de bir araya geldi."
CHINESE = "中国外交部发言人星期一表示，两国已签署协议，双方将继续加强合作。两国领导人在北京举行了会谈。"


class Command:
    """Runs ``dragoman read ... --json`` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        """Exit code, the JSON lines, and what stands on standard error."""
        self._monkeypatch.setattr(sys, "argv", ["dragoman", "read", *arguments, "--json"])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        captured = self._capsys.readouterr()
        lines = [json.loads(line) for line in captured.out.splitlines()]
        for line in lines:
            jsonschema.validate(line, json_schema())
        return code, lines, captured.err


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


def issues(line: dict[str, Any]) -> list[str]:
    return [issue["code"] for issue in line["issues"]]


def test_a_report_gives_its_claims(read: Command, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Published: 16 June 2021\nBy Ann Marsh\n\n{GOOD}\n")
    code, (line,), _ = read(str(path))
    assert code == 0
    assert line["document"]["published"] == "2021-06-16"
    steps = [claim for claim in line["claims"] if claim["kind"] == "step"]
    assert [(step["stage"], step["when"]["start"], {p["actor"] for p in step["parties"]}) for step in steps] == [
        ("signed", "2021-06-14", {"TUR", "AZE"})
    ]


def test_every_fault_is_told_and_the_rest_is_read(read: Command, tmp_path: Path) -> None:
    files = {
        "binary.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "broken.txt": GOOD.encode() + b" \xff\xfe.",
        "chinese.txt": CHINESE.encode(),
        "empty.txt": b"",
        "good.txt": GOOD.encode(),
        "lines.jsonl": b'{"id": "1", "text": "'
        + GOOD.encode()
        + b'"}\nnot json\n{"id": "3", "text": "'
        + GOOD.encode()
        + b'", "published": "20225-01-01"}\n',
        "turkish.txt": TURKISH.encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    code, lines, errors = read(str(tmp_path))
    assert code == 1
    found = [(Path(line["document"]["source"]["path"]).name, issues(line)) for line in lines]
    assert [(name, [code for code in codes if code != "reference-open"]) for name, codes in found] == [
        ("binary.txt", ["not-text"]),
        ("broken.txt", ["encoding-broken", "date-open"]),
        ("chinese.txt", ["language-unsupported"]),
        ("empty.txt", ["empty"]),
        ("gone.txt", ["cannot-open"]),
        ("good.txt", ["date-open"]),
        ("lines.jsonl", ["date-open"]),
        ("lines.jsonl", ["not-json"]),
        ("lines.jsonl", ["bad-date", "date-open"]),
        ("turkish.txt", ["language-unsupported"]),
    ]
    assert errors.count("dragoman: ") == 3
    assert f"{tmp_path / 'lines.jsonl'}:2:" in errors
    assert lines[2]["document"]["text"] == CHINESE


def test_issues_inside_a_readable_document_do_not_change_the_exit_code(read: Command, tmp_path: Path) -> None:
    (tmp_path / "turkish.txt").write_text(TURKISH)
    (tmp_path / "empty.txt").write_text("")
    assert read(str(tmp_path))[0] == 0


def test_a_text_without_end_is_cut_and_told(read: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dragoman.run.engine.LONGEST_TEXT", 3_000)
    path = tmp_path / "long.txt"
    path.write_text("Turkey met Iran. " + "word " * 20_000)
    code, (line,), _ = read(str(path))
    assert code == 0
    assert "too-long" in issues(line)
    assert len(line["document"]["text"]) > 100_000


def test_standard_input_takes_text_and_json_lines(read: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for content, count in ((GOOD, 1), (json.dumps({"text": GOOD}) + "\n" + json.dumps({"text": "Two."}), 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        code, lines, _ = read("-")
        assert (code, len(lines)) == (0, count)
        assert lines[0]["document"]["text"] == GOOD


def test_the_scope_decides_what_is_kept(read: Command, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("Turkish police arrested 30 demonstrators in Ankara, the interior ministry said.")
    kept = {scope: {claim["id"] for claim in read(str(path), "--scope", scope)[1][0]["claims"]} for scope in ("interstate", "all")}
    assert kept["interstate"] < kept["all"]


def test_a_missing_file_is_told_with_what_to_do(read: Command) -> None:
    code, (line,), errors = read("nowhere.txt")
    assert code == 1
    assert issues(line) == ["cannot-open"]
    assert "check that it is there" in errors


def test_processes_give_the_same_bytes_in_the_same_order(read: Command, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": f"{GOOD} Iran sent {n} ships."}) + "\n" for n in range(80)))
    assert read(str(path), "--workers", "2")[1] == read(str(path))[1]


def test_a_name_does_not_steer_the_terminal(read: Command, tmp_path: Path) -> None:
    _, _, errors = read(str(tmp_path / "red\x1b[31m.txt"))
    assert "\x1b" not in errors
    assert "red\\x1b[31m.txt" in errors
