"""From what the user names (files, folders, standard input) to documents, in a fixed order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.model.ports import Reader
from dragoman.model.text import Incoming
from dragoman.read.fetching import Rules
from dragoman.read.jsonl import read_jsonl
from dragoman.read.pages import read_html
from dragoman.read.text import read_text, unreadable

if TYPE_CHECKING:
    from dragoman.read.fetching.sites import Sites

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


class Addresses:
    """Reads http(s) addresses by the rules; what their sites ask is known from one to the next."""

    def __init__(self, rules: Rules | None = None) -> None:
        self._rules = rules or Rules()
        self._sites: Sites | None = None

    def read(self, address: str) -> Iterator[Incoming]:
        """The documents at an address."""
        from dragoman.read.fetching.sites import sites_by  # noqa: PLC0415 -- only addresses need what fetches them
        from dragoman.read.web import read_address  # noqa: PLC0415

        self._sites = self._sites or sites_by(self._rules)
        yield from read_address(address, self._sites, READERS)


def read_inputs(names: Iterable[str], addresses: Addresses | None = None) -> Iterator[Incoming]:
    """The documents of all inputs, in the order named; a folder's files in order of name, those of no known format passed over.

    An input that cannot be read gives a placeholder with the Issue that says why; the others are read all the same.
    """
    addresses = addresses or Addresses()
    for name in names:
        if name == STANDARD_INPUT:
            yield from _read_stream(sys.stdin.buffer.read())
        elif name.lower().startswith(("http://", "https://")):
            yield from addresses.read(name)
        elif Path(name).is_dir():
            yield from _read_folder(Path(name))
        else:
            yield from _read_file(name, READERS.get(Path(name).suffix.lower(), read_text))


def _read_stream(content: bytes) -> Iterator[Incoming]:
    """Standard input: JSON Lines if it starts like an object, else one text."""
    reader = read_jsonl if content.lstrip()[:1] == b"{" else read_text
    return reader(io.BytesIO(content), STANDARD_INPUT)


def _read_folder(folder: Path) -> Iterator[Incoming]:
    try:
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in READERS and not path.is_dir())
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
