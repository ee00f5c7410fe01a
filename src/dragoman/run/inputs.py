"""The files that a run goes through, one by one, so that it can pass over those it has done and tell how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.model.text import Document
from dragoman.read import files_in

COMPRESSED = {".gz": 3.0, ".zst": 3.5}  # how many times smaller news text gets: only for telling how far a run has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file, or what else was named (an address, standard input, a folder without files: those have no size and no time of change)."""

    name: str
    size: int = 0
    changed: int | None = None


def list_inputs(names: Iterable[str]) -> list[Input]:
    """Every file of these inputs, in the order in which they are read."""
    found: list[Input] = []
    for name in names:
        path = Path(name)
        try:
            files = files_in(path) if path.is_dir() else []
        except OSError:
            files = []  # reading it says why
        found.extend(map(_input, map(str, files) if files else [name]))
    return found


def _input(name: str) -> Input:
    try:
        told = Path(name).stat()
    except (OSError, ValueError):
        return Input(name=name)
    return Input(name=name, size=told.st_size, changed=told.st_mtime_ns)


class Progress:
    """How far a run has come: reports found and done, and the share of its bytes."""

    def __init__(self) -> None:
        self.found = 0
        self.done = 0
        self.total: int | None = None  # reports, once all inputs have been looked through
        self._bytes = 1
        self._passed = 0
        self._within = 0.0

    @property
    def share(self) -> float:
        """From 0 to 1."""
        if self.total is not None:
            return self.done / max(1, self.total)
        return min(1.0, (self._passed + self._within) / self._bytes)

    def begin(self, inputs: Iterable[Input]) -> None:
        """These will be read."""
        self._bytes = max(1, sum(one.size for one in inputs))

    def reached(self, one: Input, document: Document) -> None:
        """A report of this input is done; how far into the file that is can only be estimated."""
        self.done += 1
        packed = COMPRESSED.get(Path(one.name).suffix.lower(), 1.0)
        place = document.source.offset if document.source.archive else None
        self._within = min(float(one.size), float(place) if place is not None else self._within + len(document.text) / packed)

    def passed(self, one: Input) -> None:
        """This input is done."""
        self._passed += one.size
        self._within = 0.0
