"""From inputs to readings, in one process or several."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from dragoman.read import Addresses, read_inputs
from dragoman.run.engine import Engine, Outcome
from dragoman.run.processes import read_in_processes
from dragoman.settings import Settings

DOCUMENTS_AT_ONCE = 32  # documents: enough to fill the parser's batches, few enough to show progress


def read_all(names: Iterable[str], settings: Settings) -> Iterator[Outcome]:
    """The outcomes of all inputs, in input order, read by ``settings.workers`` processes."""
    inputs = read_inputs(names, Addresses(settings.rules()))
    batches = iter(lambda: list(itertools.islice(inputs, DOCUMENTS_AT_ONCE)), [])
    if settings.workers > 1:
        yield from read_in_processes(batches, settings)
        return
    engine = Engine(settings)
    for batch in batches:
        yield from engine.read(batch)
