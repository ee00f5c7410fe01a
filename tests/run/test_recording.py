"""From files into a store: what was read is not read again, and a run that was stopped goes on where it was."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dragoman.errors import NotFoundError, StoreError
from dragoman.model.record import AgreementRecord, Judgement
from dragoman.model.text import Incoming
from dragoman.read import read_inputs
from dragoman.reconcile import assemble, relate
from dragoman.run import Outcome, Progress, bring_up_to_date, judge, processes, record_all, recording, unattached
from dragoman.run.engine import Engine
from dragoman.settings import Settings
from dragoman.store import SqlStore, open_store

REPORTS = {
    "a.txt": "2021-06-16 By Caspian Wire\n\nAzerbaijan and Turkey signed the Shusha Declaration in Shusha on June 15, 2021.\n",
    "b.txt": "2022-02-04 By Baku Courier\n\nTurkey's parliament approved the Shusha Declaration on February 3, 2022.\n",
    "c.txt": "2022-02-05 By Channel Marmara\n\nFrance and Germany signed the Aachen Treaty on January 22, 2019.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    return reports


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(str(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture
def batches_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "DOCUMENTS_AT_ONCE", 1)


def run(folder: Path, store: SqlStore, settings: Settings | None = None) -> list[bool]:
    return [one.new for one in record_all([str(folder)], settings or Settings(), store)]


def test_a_folder_becomes_records(folder: Path, store: SqlStore) -> None:
    assert run(folder, store) == [True, True, True]
    titles = {record.title for record in store.records(AgreementRecord)}
    assert any("Shusha Declaration" in title for title in titles)
    assert [entry.failure for entry in store.manifest()] == [None, None, None]


def test_a_second_run_reads_nothing_and_changes_nothing(folder: Path, store: SqlStore) -> None:
    run(folder, store)
    before = store.state(), store.assembled(), list(store.manifest()), list(store.records(AgreementRecord))
    assert run(folder, store) == [False, False, False]
    assert (store.state(), store.assembled(), list(store.manifest()), list(store.records(AgreementRecord))) == before


def test_another_scope_is_another_reading(folder: Path, store: SqlStore) -> None:
    run(folder, store)
    assert run(folder, store, Settings(scope="all")) == [True, True, True]


@pytest.mark.usefixtures("batches_of_one")
def test_a_stopped_run_goes_on(folder: Path, store: SqlStore) -> None:
    running = record_all([str(folder)], Settings(), store)
    next(running)
    running.close()  # type: ignore[attr-defined]  # a generator: what Ctrl-C does to it
    assert len(list(store.readings())) == 1
    assert run(folder, store) == [False, True, True]


@pytest.mark.usefixtures("batches_of_one")
def test_processes_keep_the_order_and_what_is_known(folder: Path, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "read_in_processes", _read_here)
    known = next(iter(record_all([str(folder / "b.txt")], Settings(), store)))
    again = list(record_all([str(folder)], Settings(workers=2), store, everything=True))
    assert [one.new for one in again] == [True, False, True]
    assert known.document == again[1].document
    assert [one.outcome.reading.document.source.path for one in again if one.outcome] == [str(folder / name) for name in ("a.txt", "c.txt")]
    assert run(folder, store, Settings(workers=2)) == [False, False, False]


def _read_here(batches: Iterator[list[Incoming]], settings: Settings) -> Iterator[Outcome]:
    """What the processes do, in this one: two batches ahead."""
    engine = Engine(settings)
    first = next(batches, None)
    for batch in batches:
        yield from engine.read(first or [])
        first = batch
    yield from engine.read(first or [])


def test_what_cannot_be_read_is_told_in_the_manifest(folder: Path, store: SqlStore) -> None:
    (folder / "broken.jsonl").write_text("no json\n", encoding="utf-8")
    outcomes = list(record_all([str(folder), str(folder / "missing.txt")], Settings(), store))
    assert [one.outcome is not None and one.outcome.readable for one in outcomes] == [True, True, False, True, False]
    failures = [entry for entry in store.manifest() if entry.failure]
    assert len(failures) == 2
    run(folder, store)
    assert [entry for entry in store.manifest() if entry.failure] == failures


def test_files_that_were_read_are_not_even_opened(folder: Path, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "two.jsonl").write_text('{"text": "One report."}\n{"text": "Another report."}\n', encoding="utf-8")
    run(folder, store)
    opened: list[str] = []

    def read(names: Iterable[str], *_: object) -> Iterator[Incoming]:
        opened.extend(names)
        return read_inputs(opened[-1:])

    monkeypatch.setattr(recording, "read_inputs", read)
    again = list(record_all([str(folder)], Settings(), store))
    assert opened == []
    assert [one.documents for one in again] == [1, 1, 1, 2]
    (folder / "b.txt").write_text(REPORTS["b.txt"] + "More.\n", encoding="utf-8")
    assert run(folder, store) == [False, True, False, False]
    assert opened == [str(folder / "b.txt")]


def test_a_file_of_which_a_part_failed_is_tried_again(folder: Path, store: SqlStore) -> None:
    path = folder / "d.jsonl"
    path.write_text('{"text": "One report."}\nbroken\n', encoding="utf-8")
    first, second = record_all([str(path)], Settings(), store)
    assert (first.new, second.new) == (True, True)
    first, second = record_all([str(path)], Settings(), store)
    assert (first.new, second.new) == (False, True)
    assert second.outcome is not None
    assert not second.outcome.readable


def test_a_report_that_comes_twice_is_read_once(folder: Path, store: SqlStore) -> None:
    (folder / "aa.txt").write_text(REPORTS["a.txt"], encoding="utf-8")
    assert run(folder, store) == [True, False, True, True]
    assert len(list(store.manifest())) == 3


def test_how_far_a_run_has_come(folder: Path, store: SqlStore) -> None:
    progress = Progress()
    shares = [progress.share for _ in record_all([str(folder)], Settings(), store, progress)]
    assert shares[-1] == 1
    assert (progress.found, progress.done) == (3, 3)
    again = Progress()
    assert [again.share for _ in record_all([str(folder)], Settings(), store, again)][-1] == 1
    assert again.done == 0


@pytest.mark.usefixtures("batches_of_one")
def test_a_disk_that_fills_up_costs_nothing_that_was_kept(folder: Path, tmp_path: Path) -> None:
    full = {"full": False}
    with open_store(str(tmp_path / "full.db")) as store:

        def limit(connection: sqlite3.Connection, *_: object) -> None:
            pages = next(connection.execute("PRAGMA page_count"))[0] if full["full"] else 1 << 30
            connection.execute(f"PRAGMA max_page_count = {pages}")

        sa.event.listen(store._engine, "checkout", limit)
        running = record_all([str(folder)], Settings(), store)
        next(running)
        full["full"] = True
        (folder / "b.txt").write_text(REPORTS["b.txt"] * 200, encoding="utf-8")
        with pytest.raises(StoreError, match="full") as told:
            list(running)
        assert "run the same command again" in str(told.value)
        assert [entry.failure for entry in store.manifest()] == [None]
        full["full"] = False
        (folder / "b.txt").write_text(REPORTS["b.txt"], encoding="utf-8")
        assert run(folder, store) == [False, True, True]
        records = list(store.records(AgreementRecord))
    with open_store(str(tmp_path / "whole.db")) as whole:
        run(folder, whole)
        assert list(whole.records(AgreementRecord)) == records


def test_records_can_be_made_anew_at_any_time(folder: Path, store: SqlStore) -> None:
    run(folder, store)
    records = list(store.records(AgreementRecord))
    store.replace_records([], "nothing")
    assert bring_up_to_date(store)
    assert not bring_up_to_date(store)
    assert list(store.records(AgreementRecord)) == records


@pytest.fixture
def verdict(folder: Path, store: SqlStore) -> Callable[[], Judgement]:
    """Says of the first two agreements that they are one."""
    run(folder, store)
    first, second = list(store.records(AgreementRecord))[:2]
    return lambda: judge(store, "same", first.sources[0].claim, other=second.sources[0].claim, by="a reader")


def test_a_judgement_merges_and_the_next_undoes_it(store: SqlStore, verdict: Callable[[], Judgement]) -> None:
    before = list(store.records(AgreementRecord))
    merged = verdict()
    assert len(list(store.records(AgreementRecord))) == len(before) - 1
    assert merged.other is not None
    judge(store, "different", merged.passage.claim, other=merged.other.claim, by="a reader")
    assert list(store.records(AgreementRecord)) == before
    assert unattached(store) == ()


def test_a_claim_that_is_not_there(store: SqlStore) -> None:
    with pytest.raises(NotFoundError):
        judge(store, "wrong", "nosuchclaim", by="a reader")


def test_records_are_those_of_the_pure_function(folder: Path, store: SqlStore) -> None:
    run(folder, store)
    made = assemble(store.readings(), relate(store.imprints()), Engine(Settings()).knowledge.records)
    assert sorted(store.records(AgreementRecord), key=lambda record: record.id) == list(made.agreements)
