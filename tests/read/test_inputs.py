"""Every reader keeps text as it is, and one bad input costs only itself."""

import os
from pathlib import Path

import pytest

from dragoman.model.text import Incoming
from dragoman.read import files_in, read_inputs, without_surrogates

REPORT = "Turkey and Azerbaijan held talks in Baku.\n"


def read(path: Path) -> list[Incoming]:
    return list(read_inputs([str(path)]))


def codes(incoming: Incoming) -> list[str]:
    return [issue.code for issue in incoming.issues]


def test_lines_that_are_no_report_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [b'{"id": "a", "text": "One."}', b"not json", b'{"id": "b", "title": "No text"}', b"", b'{"id": "c", "text": "Two."}']
    path.write_bytes(b"\n".join(lines))
    found = read(path)
    assert [(i.document.id, i.readable) for i in found if i.readable] == [("a", True), ("c", True)]
    assert [codes(i) for i in found if not i.readable] == [["not-json"], ["no-text"]]
    assert f"{path}:2:" in found[1].issues[0].detail
    assert found[2].document.id == "b"


def test_a_year_beyond_the_calendar_leaves_the_date_open(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "One.", "published": "20225-02-16"}\n')
    (incoming,) = read(path)
    assert incoming.document.published is None
    assert codes(incoming) == ["bad-date"]
    assert incoming.readable


def test_fields_of_the_wrong_type_are_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "One.", "title": 7, "outlet": "Wire", "byline": ["Ann", 3]}\n')
    (incoming,) = read(path)
    assert incoming.document.title is None
    assert incoming.document.outlet == "Wire"
    assert incoming.document.byline == ("Ann",)
    assert codes(incoming) == ["bad-field"]


@pytest.mark.parametrize(
    ("content", "code", "readable"),
    [
        (b"", "empty", True),
        (b"   \n", "empty", True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-text", False),
        (bytes(range(32)) * 20, "not-text", False),
        (b"Talks in Ank\xffara began.\n", "encoding-broken", True),
    ],
)
def test_what_is_no_good_text_is_told(content: bytes, code: str, readable: bool, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(content)
    (incoming,) = read(path)
    assert codes(incoming) == [code]
    assert incoming.readable is readable
    assert str(path) in incoming.issues[0].detail


def test_broken_bytes_are_named_by_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(b"One.\nTwo \xff three.\n")
    (incoming,) = read(path)
    assert incoming.document.text == "One.\nTwo \ufffd three.\n"
    assert f"{path}:2:" in incoming.issues[0].detail
    assert incoming.issues[0].span is not None
    assert incoming.issues[0].span.of(incoming.document.text) == "\ufffd"


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "One \\ud800 two.", "title": "\\udfff"}\n')
    incoming = without_surrogates(read(path)[0])
    assert (incoming.document.text, incoming.document.title) == ("One \ufffd two.", "\ufffd")
    assert codes(incoming) == ["encoding-broken"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_signature_names_the_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(REPORT.encode(encoding))
    assert read(path)[0].document.text == REPORT


def test_a_folder_is_read_in_order_of_name_and_a_missing_file_is_told(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} says.")
    found = list(read_inputs([str(tmp_path), str(tmp_path / "absent.txt")]))
    assert [Path(str(i.document.source.path)).name for i in found] == ["a.txt", "b.txt", "c.txt", "absent.txt"]
    assert not found[-1].readable
    assert codes(found[-1]) == ["cannot-open"]


def test_a_pipe_in_a_folder_is_passed_over_and_a_dead_link_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # opened, it would wait for a writer for ever
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    assert [path.name for path in files_in(tmp_path)] == ["gone.txt", "self.txt"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (incoming,) = read(tmp_path)
    assert codes(incoming) == ["nothing-to-read"]


@pytest.mark.parametrize("name", ["ftp://files.example/a.txt", "file:///nowhere/a.txt"])
def test_other_addresses_than_those_of_the_web_are_told(name: str) -> None:
    (found,) = read_inputs([name])
    assert not found.readable
    assert [issue.code for issue in found.issues] == ["cannot-fetch"]
    assert "only http and https" in found.issues[0].detail
