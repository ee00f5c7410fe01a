"""Reading into a store, killed at random moments: nothing may be lost, and nothing doubled.

    python bench/killed.py                               100 kills, half of them of runs with several processes
    python bench/killed.py --kills 4 --reports 16        as the tests do

Reports are made up, read from a JSON Lines file, a web archive and a folder; a run is killed (SIGKILL) and started again until it ends
by itself, then the next store is begun. After each kill the store must hold whole readings only, each report once; at the end, to the
byte, what an undisturbed run holds. Prints one JSON object; exit code 1 where something was lost or doubled.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from dragoman.model.codec import encode  # noqa: E402 -- threads are set before numpy loads
from dragoman.model.record import ActivityRecord, AgreementRecord, EventRecord, StatementRecord  # noqa: E402
from dragoman.run import Engine, processes, record_all, recording  # noqa: E402
from dragoman.settings import Settings  # noqa: E402
from dragoman.store import SqlStore, open_store  # noqa: E402

STATES = ("Turkey", "Azerbaijan", "Georgia", "Pakistan", "Hungary", "Italy", "Japan", "Chile")
MATTERS = ("trade", "transport", "energy", "border", "defence", "culture")
AT_ONCE = 4  # reports: small batches, so that there are many moments between two
SEED = 5


def text_of(number: int, chance: random.Random) -> str:
    one, other = chance.sample(STATES, 2)
    matter = chance.choice(MATTERS)
    return (
        f"{one} and {other} signed an agreement on {matter} on {1 + number % 28} May 2021. "
        f'"We will work together," the foreign minister of {one} said. {one} sent {number} tons of aid to {other}. '
        + " ".join(f"Clause {number}-{part} is about {chance.choice(MATTERS)} in the year {1950 + number + part}." for part in range(6))
    )


def record_of(url: str, text: str) -> bytes:
    """The record of a page in a web archive."""
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>{text}</p></article></body></html>".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(page)}\r\n\r\n"
    return head.encode() + page + b"\r\n\r\n"


def write_inputs(folder: Path, reports: int) -> list[str]:
    """A JSON Lines file with a line that is broken and one that is a copy; an archive and a folder of a quarter as many texts each."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    lines = []
    for number in range(reports):
        report = {"id": f"r{number}", "published": f"2021-05-{1 + number % 28:02}", "text": text_of(number, chance)}
        lines.append(json.dumps(report))
    lines[reports // 2] = "{broken"
    lines.append(json.dumps({"id": "copy", "published": "2021-06-01", "text": "New words first. " + json.loads(lines[3])["text"]}))
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "pages.warc.gz").open("wb") as archive:
        for number in range(reports // 4):
            archive.write(gzip.compress(record_of(f"https://news.example/{number}", text_of(2000 + number, chance)), mtime=0))
        archive.write(gzip.compress(record_of("https://news.example/empty", ""), mtime=0))  # no report: tried again in each run
    (folder / "texts").mkdir()
    for number in range(reports // 4):
        (folder / "texts" / f"{number:02}.txt").write_text(text_of(1000 + number, chance), encoding="utf-8")
    return [str(folder / "reports.jsonl"), str(folder / "pages.warc.gz"), str(folder / "texts")]


def held(store: SqlStore) -> str:
    """All that a store holds but for the clock: readings with their claims, copies, failures, records."""
    readings = [encode(store.reading(one.document.id)) for one in store.readings()]
    records = [encode(r) for kind in (AgreementRecord, ActivityRecord, EventRecord, StatementRecord) for r in store.records(kind)]
    failures = sorted({str(entry.failure) for entry in store.manifest() if entry.failure})
    return json.dumps([readings, records, failures], sort_keys=True)


def faults(place: str, whole: dict[str, int]) -> list[str]:
    """What is wrong with a store after a kill; ``whole`` are the numbers of claims of each report."""
    with open_store(place) as store:
        found = {one.document.id: len(one.claims) for one in store.readings()}
        told = Counter(entry.document for entry in store.manifest() if entry.document)
    wrong = [f"{name} has {count} claims, not {whole.get(name)}" for name, count in found.items() if count != whole.get(name)]
    return wrong + [f"{name} was read {count} times" for name, count in told.items() if count != 1]


def read(names: list[str], place: str, workers: int) -> None:
    with open_store(place) as store:
        for _ in record_all(names, Settings(workers=workers), store):
            pass


def started(names: list[str], place: str, workers: int) -> int:
    """A process that reads, as a group of its own, so that the processes it starts die with it."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        with suppress(BaseException):
            read(names, place, workers)
            os._exit(0)
        os._exit(3)
    return child


def kill(child: int, after: float) -> bool:
    """Kill the process and all that it started after so many seconds; False where it had ended by itself."""
    end = time.monotonic() + after
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if status:
                message = f"a run failed by itself (status {status})"
                raise RuntimeError(message)
            return False
        time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def use_loaded_engine() -> None:
    """Forked processes take the engine that is loaded here: a kill every second rather than one every ten."""
    engine = Engine(Settings())
    processes._engine = engine  # noqa: SLF001 -- the point of this script
    recording.Engine = lambda _: engine  # type: ignore[assignment,misc]  # the same
    recording.DOCUMENTS_AT_ONCE = AT_ONCE  # type: ignore[misc]  # the same
    context = multiprocessing.get_context("fork")
    processes._pool = lambda settings: ProcessPoolExecutor(settings.workers, mp_context=context)  # noqa: SLF001 -- the same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=48)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 -- no secret
    use_loaded_engine()
    wrong: list[str] = []
    kills = complete = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = write_inputs(folder, given.reports)
        read(names, str(folder / "whole.db"), 1)
        begun = time.monotonic()
        read(names, str(folder / "again.db"), 1)  # with everything loaded, as the runs to be killed have it
        duration = time.monotonic() - begun
        with open_store(str(folder / "whole.db")) as store:
            wanted = held(store)
            whole = {one.document.id: len(one.claims) for one in store.readings()}
        while kills < given.kills or not complete:
            place = str(folder / f"killed{complete}.db")
            workers = 1 + complete % 2
            while kills < given.kills and kill(started(names, place, workers), chance.uniform(0, 0.8 * duration)):
                kills += 1
                if Path(place).exists():
                    wrong += faults(place, whole)
            if kill(started(names, place, workers), 600):
                wrong.append("a run did not end")
            with open_store(place) as store:
                if held(store) != wanted:
                    wrong.append(f"store {complete} is not what an undisturbed run makes")
            complete += 1
    told = {"kills": kills, "stores completed": complete, "reports in each": len(whole), "lost or doubled": len(wrong), "first": wrong[:5]}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
