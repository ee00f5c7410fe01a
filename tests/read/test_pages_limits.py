"""A page that takes too long, too much or is broken costs itself, and nothing is left running."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.model.text import Source
from dragoman.read.pages import page as reading
from dragoman.read.pages import read_html, read_page, worker
from dragoman.read.pages.worker import Worker, Workers

TEXT = "Turkey and Azerbaijan signed an agreement on gas transit in Baku on Monday, the two foreign ministries said."
GOOD = f"<html><head><title>Gas deal</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
SOURCE = Source(path="gas.html")
SLOW = b"<html><body><p " + b" ".join(b"a%d=1" % number for number in range(400_000)) + b">word</p></body></html>"
LARGE = b"<html><body>" + b"<p>word word</p>" * 1_200_000


def code_of(content: bytes) -> str | None:
    incoming = read_page(content, SOURCE, name="gas.html")
    assert incoming.readable == (not incoming.issues)
    return incoming.issues[0].code if incoming.issues else None


@pytest.fixture(name="workers")
def fresh_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Workers of this test alone."""
    own = Workers()
    monkeypatch.setattr(reading, "WORKERS", own)
    yield own
    own.stop()


@pytest.mark.parametrize("tag", [b"<div>", b"<b>", b"<span>", b"<table><tr><td>", b"<ul><li>", b"<blockquote>"])
def test_deep_nesting(tag: bytes) -> None:
    started = time.monotonic()
    read_page(b"<html><body>" + tag * 200_000 + b"talks", SOURCE, name="deep.html")
    assert time.monotonic() - started < 60
    assert code_of(GOOD) is None


@pytest.mark.usefixtures("workers")
def test_a_page_that_takes_too_long_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "CODE", worker.CODE.replace("main()", "import dragoman.read.pages.child as c; c.SECONDS = 2; main()"))
    assert code_of(SLOW) == "page-too-slow"
    assert code_of(GOOD) is None


@pytest.mark.usefixtures("workers")
def test_the_clock_on_the_wall_counts_where_no_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "CODE", "import time; time.sleep(60)")
    monkeypatch.setattr(worker, "PATIENCE", 0.2)
    assert code_of(GOOD) == "page-too-slow"


@pytest.mark.usefixtures("workers")
def test_a_page_that_takes_too_much_memory_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "CODE", worker.CODE.replace("main()", "import dragoman.read.pages.child as c; c.MEMORY = 1 << 28; main()"))
    assert code_of(LARGE) == "page-too-large"
    assert code_of(GOOD) is None


def test_a_page_of_50_mb_is_not_even_sent() -> None:
    assert code_of(b"<p>word</p>" * 5_000_000) == "page-too-large"


def test_no_more_of_a_file_is_read_than_a_page_may_have(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(10 * reading.LARGEST)
    with path.open("rb") as file:
        (incoming,) = read_html(file, str(path))
        assert file.tell() <= reading.LARGEST + 1
    assert incoming.issues[0].code == "page-too-large"


@pytest.mark.parametrize("ending", [b"", b"  \n ", b"\0\0\0"])
def test_a_page_without_a_report_says_so(ending: bytes) -> None:
    incoming = read_page(ending, SOURCE, name="gas.html")
    assert not incoming.readable
    assert incoming.issues[0].code in {"empty", "no-report"}
    assert incoming.document.source == SOURCE
    assert "gas.html: " in incoming.issues[0].detail


def test_a_process_that_dies_is_replaced(workers: Workers) -> None:
    assert code_of(GOOD) is None
    (first,) = workers._idle
    os.kill(first._process.pid, signal.SIGKILL)
    first._process.wait()
    assert code_of(GOOD) in {None, "page-too-slow"}  # whether it is already known to be dead
    assert code_of(GOOD) is None
    assert workers._idle[0] is not first


def test_one_process_reads_many_pages_and_is_replaced_in_time(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAGES_EACH", 3)
    seen = []
    for _ in range(4):
        assert code_of(GOOD) is None
        seen.append(workers._idle[0]._process.pid if workers._idle else None)
    assert seen[0] == seen[1] is not None
    assert seen[2] is None
    assert seen[3] not in {None, seen[0]}


def test_threads_read_side_by_side(workers: Workers) -> None:
    found: list[str | None] = []
    threads = [threading.Thread(target=lambda: found.extend(code_of(GOOD) for _ in range(5))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [None] * 15
    assert 1 <= len(workers._idle) <= 3


@pytest.mark.usefixtures("workers")
def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "no/such/python")
    assert code_of(GOOD) == "no-process"


def test_ctrl_c_does_not_end_the_process(workers: Workers) -> None:
    assert code_of(GOOD) is None
    (first,) = workers._idle
    os.kill(first._process.pid, signal.SIGINT)
    assert code_of(GOOD) is None
    assert workers._idle == [first]


def test_stopped_workers_leave_no_process(workers: Workers) -> None:
    assert code_of(GOOD) is None
    (first,) = workers._idle
    workers.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(first._process.pid, 0)


@pytest.mark.usefixtures("workers")
def test_what_a_library_prints_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    noisy = (
        "import dragoman.read.pages.extraction as e; f = e.extract_page; "
        "e.extract_page = lambda *a, **k: (print('noise' * 99), f(*a, **k))[1]; main()"
    )
    monkeypatch.setattr(worker, "CODE", worker.CODE.replace("main()", noisy))
    assert code_of(GOOD) is None


SCRIPT = """
import os, sys
from dragoman.model.text import Source
from dragoman.read.pages import read_page, worker
GOOD = {good!r}
assert read_page(GOOD, Source(path="gas.html"), name="gas.html").readable
print(worker.WORKERS._idle[0]._process.pid)
{rest}
"""


def ran(rest: str, *, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A program that reads a page at its top level, without asking whether it is the main one."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT.format(good=GOOD, rest=rest)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, input=stdin)


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("rest", ["", "raise SystemExit(0)", "sys.exit(0)"])
def test_nothing_is_left_when_the_program_ends(rest: str) -> None:
    done = ran(rest)
    assert (done.returncode, done.stderr) == (0, b"")
    assert gone(int(done.stdout))


def test_nothing_is_left_when_the_program_is_killed() -> None:
    done = ran("sys.stdout.flush(); os.kill(os.getpid(), 9)")
    assert done.returncode == -signal.SIGKILL
    assert gone(int(done.stdout))


FORKED = """
sys.stdout.flush()
if (child := os.fork()) == 0:
    good = read_page(GOOD, Source(path="gas.html"), name="gas.html").readable
    os._exit(0 if good else 1)
assert os.waitpid(child, 0)[1] == 0
assert read_page(GOOD, Source(path="gas.html"), name="gas.html").readable
"""


def test_a_copy_made_by_fork_has_a_process_of_its_own() -> None:
    done = ran(FORKED)
    assert (done.returncode, done.stderr) == (0, b"")


def _in_a_pool(content: bytes) -> bool:
    return read_page(content, SOURCE, name="gas.html").readable


def test_processes_of_a_pool_read_pages() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_in_a_pool, [GOOD, GOOD]) == [True, True]
        pool.close()
        pool.join()


def test_a_worker_asked_after_its_end_says_so() -> None:
    one = Worker()
    one.stop()
    assert "failed" in one.ask({"url": None, "charset": None}, GOOD)
    assert not one.usable
