"""What was read, input by input."""

from dataclasses import replace

from dragoman.model.ports import ManifestEntry, Version
from dragoman.view import sources_of
from tests.records import MADE_BY

READ = ManifestEntry(
    document="a",
    path="news/a.txt",
    version=Version(made_by=MADE_BY, scope="interstate"),
    read_at="2022-02-16T10:00:00+00:00",
    current=True,
    failure=None,
)


def test_an_archive_is_one_line_with_its_failures_by_reason() -> None:
    archive = [replace(READ, document=f"d{number}", path="x.jsonl", duplicate_of="d0" if number > 7 else None) for number in range(10)]
    broken = [
        replace(READ, document=None, path="x.jsonl", current=False, failure=f"x.jsonl:{line}: not JSON; write one object a line")
        for line in (3, 8)
    ]
    other = replace(READ, document=None, path="y.jsonl", current=False, failure="y.jsonl: Permission denied; check it")
    view = sources_of([*archive, *broken, other])
    assert (view.reports, view.copies, view.failed) == (10, 2, 3)
    first, second = view.inputs
    assert (first.path, first.reports, first.copies, first.failed) == ("x.jsonl", 10, 2, 2)
    assert [(line.reason, line.count, line.where) for line in first.failures] == [("not JSON; write one object a line", 2, "x.jsonl:3")]
    assert [(line.reason, line.where) for line in second.failures] == [("Permission denied; check it", "y.jsonl")]


def test_a_reading_that_a_later_one_replaced_does_not_count() -> None:
    failed = replace(READ, current=False, failure="internal error", read_at="2022-02-15T10:00:00+00:00")
    view = sources_of([failed, READ])
    assert (view.reports, view.failed) == (1, 0)
    assert view.inputs[0].report == READ


def test_many_files_of_a_folder_are_told_together() -> None:
    entries = [replace(READ, document=f"d{number}", path=f"news/{number:02}.txt") for number in range(30)]
    entries.append(replace(READ, document="web", path="https://example.org/one"))
    together = sources_of(entries)
    assert [(line.path, line.files, line.reports) for line in together.inputs] == [("https://example.org/one", 1, 1), ("news/", 30, 30)]
    assert len(sources_of(entries, together=False).inputs) == 31
