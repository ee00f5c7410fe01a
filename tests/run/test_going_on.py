"""Going on in an archive: what was taken apart is not taken apart again, and nothing is lost or doubled."""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from dragoman.store import open_store
from tests.contract.samples import REPORTS, http, warc_record, warc_records

ROOT = Path(__file__).parents[2]
PAGES = 60
READER = """
import json, os, signal, sys
sys.path.insert(0, sys.argv[1])
import killed
from dragoman.read.archives import pages
from dragoman.run import record_all
from dragoman.settings import Settings
from dragoman.store import open_store


def read(out, archive, place, workers, everything):
    read_page, taken_apart = pages.read_page, []
    def counted(*given, **named):
        taken_apart.append(named["name"])
        return read_page(*given, **named)
    pages.read_page = counted
    with open_store(place) as store:
        for one in record_all([archive], Settings(workers=workers), store, everything=everything):
            print(one.document, "new" if one.new else "known", file=out, flush=True)
    print("taken apart", len(taken_apart), file=out, flush=True)


def run(kill_after, **given):
    ends, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.close(ends)
        read(os.fdopen(begins, "w"), **given)
        os._exit(0)
    os.close(begins)
    told = []
    with os.fdopen(ends) as lines:
        for line in lines:
            told.append(line.split())
            if len(told) == kill_after:
                os.killpg(child, signal.SIGKILL)
                break
    os.waitpid(child, 0)
    return told


if __name__ == "__main__":
    killed.use_loaded_engine()
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)
"""
Told: TypeAlias = list[list[str]]  # what a run tells: each document, with "new" or "known"; and how many pages were taken apart


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Told]]:
    """Reads an archive into a store, in batches of four; killed (SIGKILL) when it has told of so many reports."""
    script = tmp_path_factory.mktemp("reader") / "reader.py"
    script.write_text(READER, encoding="utf-8")
    command = [sys.executable, str(script), str(ROOT / "bench")]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as running:

        def read(archive: str, place: str, workers: int = 1, *, kill_after: int | None = None, everything: bool = False) -> Told:
            assert running.stdin is not None
            assert running.stdout is not None
            given = {"archive": archive, "place": place, "workers": workers, "kill_after": kill_after, "everything": everything}
            running.stdin.write(json.dumps(given) + "\n")
            running.stdin.flush()
            told: Told = json.loads(running.stdout.readline())
            return told

        yield read


def archive_of(pages: int, path: Path) -> str:
    """An archive of so many pages, each a report of its own, and in the middle one that holds none."""
    reports = [
        replace(
            REPORTS[number % 3], url=f"https://courier.example/{number}", text=f"Talks number {number} began.\n{REPORTS[number % 3].text}"
        )
        for number in range(pages)
    ]
    records = warc_records(reports)
    records.insert(pages, warc_record(http(b"<html><body></body></html>"), url="https://courier.example/empty"))
    path.write_bytes(b"".join(gzip.compress(record, mtime=0) for record in records))
    return str(path)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_takes_apart_only_the_pages_that_are_missing(workers: int, reader: Callable[..., Told], tmp_path: Path) -> None:
    archive, place = archive_of(PAGES, tmp_path / "news.warc.gz"), str(tmp_path / "store.db")
    reader(archive, place, workers, kill_after=PAGES // 3)
    with open_store(place) as store:
        held = {one.document.id for one in store.readings()}
    assert PAGES // 3 <= len(held) < PAGES
    *told, taken_apart = reader(archive, place, workers)
    failing = 1  # the page without a report is tried again each time
    assert taken_apart == ["taken", "apart", str(PAGES - len(held) + failing)]
    assert {document for document, news in told if news == "known"} == held
    with open_store(place) as store:
        counted = Counter(entry.document for entry in store.manifest())
        assert (len(counted), set(counted.values())) == (PAGES + failing, {1})
        found = [one.document for one in store.readings()]
    assert {one.source.archive for one in found} == {archive}
    assert len({one.source.offset for one in found}) == len({one.url for one in found}) == PAGES


def test_an_archive_that_has_changed_is_read_where_it_has(reader: Callable[..., Told], tmp_path: Path) -> None:
    path, place = tmp_path / "news.warc.gz", str(tmp_path / "store.db")
    reader(archive_of(3, path), place)
    *told, taken_apart = reader(archive_of(5, path), place)
    assert [news for _, news in told] == ["known", "known", "new", "known", "new", "new"]
    assert taken_apart[-1] == "3", "two that were added, and the page without a report"
    with open_store(place) as store:
        assert len(list(store.readings())) == 5
    *again, taken_apart = reader(str(path), place, everything=True)
    assert [document for document, _ in again] == [document for document, _ in told]
    assert taken_apart[-1] == "1"
