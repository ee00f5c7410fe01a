"""Inputs that must all be known before the first is told of: kept on disk meanwhile, compared, and given again with their copies marked."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from dragoman.knowledge import Knowledge
from dragoman.model.ports import Imprint
from dragoman.model.text import Incoming
from dragoman.reconcile import SKETCH, imprint, relate
from dragoman.run.engine import marked
from dragoman.run.inputs import Progress

IN_MEMORY = 32_000_000  # bytes of inputs, some 8,000 reports: longer runs go on in a temporary file


def with_copies(inputs: Iterable[Incoming], knowledge: Knowledge, progress: Progress) -> Iterator[Incoming]:
    """The same inputs in the same order, each that is a copy of another marked with ``duplicate_of``.

    Which of two is the original depends on all of them, not on their order; so all inputs are read before the first is given. What is
    held of each meanwhile is its sketch; the inputs themselves lie in a temporary file.
    """
    with closing(_Spool()) as spool:
        copies = relate(spool.fill(inputs, knowledge, progress), spool.shingles).copies
        progress.total = progress.found
        for incoming in spool:
            original = copies.get(incoming.document.id) if incoming.readable else None
            yield incoming if original is None else replace(incoming, document=replace(incoming.document, duplicate_of=original))


class _Spool:
    """Inputs and their shingles, one after the other in a temporary file that nobody else sees."""

    def __init__(self) -> None:
        self._inputs = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed by close
        self._shingles = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed by close
        self._places: dict[str, tuple[int, int]] = {}  # by document: where its shingles begin, and their size in bytes
        self._count = 0

    def close(self) -> None:
        """Let go of the files."""
        self._inputs.close()
        self._shingles.close()

    def fill(self, inputs: Iterable[Incoming], knowledge: Knowledge, progress: Progress) -> Iterator[Imprint]:
        """Keep these inputs, and give the beginning of each one's imprint; of several documents with one id the first counts."""
        for incoming in inputs:
            pickle.dump(incoming, self._inputs, protocol=pickle.HIGHEST_PROTOCOL)
            self._count += 1
            progress.found += 1
            if incoming.readable and incoming.document.id not in self._places:
                made = imprint(marked(incoming, knowledge).document, knowledge.records)
                self._places[made.document] = (self._shingles.tell(), len(made.shingles))
                self._shingles.write(made.shingles)
                yield replace(made, shingles=made.shingles[: 4 * SKETCH])

    def shingles(self, documents: Collection[str]) -> Mapping[str, bytes]:
        """The whole shingles of these documents, by id."""
        return {name: self._at(*self._places[name]) for name in documents}

    def _at(self, place: int, size: int) -> bytes:
        self._shingles.seek(place)
        return self._shingles.read(size)

    def __iter__(self) -> Iterator[Incoming]:
        self._inputs.seek(0)
        for _ in range(self._count):
            incoming: Incoming = pickle.load(self._inputs)  # noqa: S301 -- written above, in a file that nobody else sees
            yield incoming
