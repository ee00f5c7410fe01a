"""From what the user names (files, folders, standard input) to documents, in a fixed order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from dragoman.model.ports import Reader
from dragoman.model.text import Incoming
from dragoman.read.jsonl import read_jsonl
from dragoman.read.pages import read_html
from dragoman.read.text import read_text, unreadable

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".jsonl": read_jsonl,
        ".ndjson": read_jsonl,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
    }
)
STANDARD_INPUT = "-"


def read_inputs(names: Iterable[str]) -> Iterator[Incoming]:
    """The documents of all inputs, in the order named; a folder's files in order of name, those of no known format passed over.

    An input that cannot be read gives a placeholder with the Issue that says why; the others are read all the same.
    """
    for name in names:
        if name == STANDARD_INPUT:
            yield from _read_stream(sys.stdin.buffer.read())
        elif Path(name).is_dir():
            yield from _read_folder(Path(name))
        else:
            yield from _read_file(name, READERS.get(Path(name).suffix.lower(), read_text))


def _read_stream(content: bytes) -> Iterator[Incoming]:
    """Standard input: JSON Lines if it starts like an object, else one text."""
    reader = read_jsonl if content.lstrip()[:1] == b"{" else read_text
    return reader(io.BytesIO(content), STANDARD_INPUT)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it that are of a known format, in order of name; raises OSError."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in READERS and not path.is_dir())


def _read_folder(folder: Path) -> Iterator[Incoming]:
    try:
        files = files_in(folder)
    except OSError as error:
        yield unreadable(str(folder), "cannot-open", f"{folder}: {error.strerror}; check its permissions")
        return
    if not files:
        known = ", ".join(READERS)
        yield unreadable(str(folder), "nothing-to-read", f"{folder}: no file of a known format in this folder ({known})")
    for path in files:
        yield from _read_file(str(path), READERS[path.suffix.lower()])


def _read_file(path: str, reader: Reader) -> Iterator[Incoming]:
    try:
        with Path(path).open("rb") as source:
            yield from reader(source, path)
    except OSError as error:
        yield unreadable(path, "cannot-open", f"{path}: {error.strerror or error}; check that it is there and that you may read it")
