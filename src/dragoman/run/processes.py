"""Several processes that read: a bounded number of batches under way, results in input order, a crash costs one document."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dragoman.model.text import Incoming, Issue
from dragoman.run.engine import Engine, Outcome
from dragoman.settings import Settings

BATCHES_AHEAD = 2  # batches a process, waiting or under way: memory stays flat however long the input
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # one each: the processes share the cores already

_engine: Engine | None = None


def _start(settings: Settings) -> None:
    _watch_parent()
    global _engine  # noqa: PLW0603 -- a worker process has one engine, loaded once
    _engine = Engine(settings)


def _watch_parent() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent is killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(batch: list[Incoming]) -> list[Outcome]:
    if _engine is None:
        raise RuntimeError("a worker was given work before it was started")
    return _engine.read(batch)


def _pool(settings: Settings) -> ProcessPoolExecutor:
    for name in THREADS:
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(settings.workers, mp_context=context, initializer=_start, initargs=(settings,))


def read_in_processes(batches: Iterator[list[Incoming]], settings: Settings) -> Iterator[Outcome]:
    """The outcomes of all batches, in order."""
    pool = _pool(settings)
    waiting: deque[tuple[list[Incoming], Future[list[Outcome]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_read, batch)))
            if len(waiting) >= BATCHES_AHEAD * settings.workers:
                done, future = waiting.popleft()
                yield from _collect(done, future, settings)
                if future.exception() is not None:
                    pool, waiting = _restart(pool, waiting, settings)
        while waiting:
            done, future = waiting.popleft()
            yield from _collect(done, future, settings)
            if future.exception() is not None:
                pool, waiting = _restart(pool, waiting, settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _collect(batch: list[Incoming], future: Future[list[Outcome]], settings: Settings) -> list[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [outcome for incoming in batch for outcome in _read_alone(incoming, settings)]


def _restart(
    pool: ProcessPoolExecutor, waiting: deque[tuple[list[Incoming], Future[list[Outcome]]]], settings: Settings
) -> tuple[ProcessPoolExecutor, deque[tuple[list[Incoming], Future[list[Outcome]]]]]:
    """A new pool, given again what the broken one still had to do."""
    pool.shutdown(cancel_futures=True)
    fresh = _pool(settings)
    return fresh, deque((batch, fresh.submit(_read, batch)) for batch, _ in waiting)


def _read_alone(incoming: Incoming, settings: Settings) -> list[Outcome]:
    """Read one document of a batch in which a process died, in a process of its own; if that dies too, this one was the cause."""
    with _pool(settings) as pool:
        try:
            return pool.submit(_read, [incoming]).result()
        except BrokenProcessPool:
            issue = Issue(code="crashed", detail="the process that read this document died; cut the document into smaller ones")
            return [Engine(settings).give_up(incoming, issue)]
