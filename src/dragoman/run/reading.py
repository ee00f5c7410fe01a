"""From inputs to readings, in one process or several."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from dragoman.knowledge import load
from dragoman.model.text import Incoming
from dragoman.read import Addresses, read_inputs
from dragoman.run.engine import Engine, Outcome
from dragoman.run.inputs import Progress
from dragoman.run.processes import read_in_processes
from dragoman.run.spool import with_copies
from dragoman.settings import Settings

DOCUMENTS_AT_ONCE = 32  # documents: enough to fill the parser's batches, few enough to show progress


def read_all(names: Iterable[str], settings: Settings, progress: Progress | None = None) -> Iterator[Outcome]:
    """The outcomes of all inputs, in input order, read by ``settings.workers`` processes; copies among them are marked."""
    progress = progress or Progress()
    inputs = with_copies(read_inputs(names, Addresses(settings.rules())), load(settings.language), progress)
    batches = iter(lambda: list(itertools.islice(inputs, DOCUMENTS_AT_ONCE)), [])
    for outcome in read_in_processes(batches, settings) if settings.workers > 1 else _read_here(batches, settings):
        progress.done += 1
        yield outcome


def _read_here(batches: Iterable[list[Incoming]], settings: Settings) -> Iterator[Outcome]:
    engine = Engine(settings)
    for batch in batches:
        yield from engine.read(batch)
