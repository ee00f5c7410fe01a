"""From what the user names (files, folders, standard input) to documents, in a fixed order."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dragoman.model.ports import Known, Reader
from dragoman.model.text import Incoming
from dragoman.read.archives import read_archive
from dragoman.read.compression import COMPRESSIONS, Compression, Unpacked, compression_of
from dragoman.read.damage import damaged
from dragoman.read.decoding import looks_binary
from dragoman.read.delimited import read_csv, read_tsv
from dragoman.read.feeds import read_feed
from dragoman.read.fetching import Rules
from dragoman.read.json_file import read_json
from dragoman.read.jsonl import read_jsonl
from dragoman.read.pages import read_html
from dragoman.read.parquet import read_parquet
from dragoman.read.sniffing import HEAD, format_of, with_head
from dragoman.read.text import nothing_in, read_text, unreadable

if TYPE_CHECKING:
    from dragoman.read.fetching.sites import Sites

LOG = logging.getLogger("dragoman")
READERS: Mapping[str, Reader] = MappingProxyType({
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".rss": read_feed,
    ".atom": read_feed,
    ".rdf": read_feed,
    ".xml": read_feed,
    ".warc": read_archive,
    ".arc": read_archive,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".parquet": read_parquet,
    ".csv": read_csv,
    ".tsv": read_tsv,
})  # fmt: skip
STANDARD_INPUT = "-"


def passing_over(known: Known) -> Mapping[str, Reader]:
    """READERS that do not read pages of archives again that are known; of each comes an Incoming that says so."""
    return {ending: partial(read_archive, known=known) if reader is read_archive else reader for ending, reader in READERS.items()}


class Addresses:
    """Reads http(s) addresses by the rules; what their sites ask is known from one to the next."""

    def __init__(self, rules: Rules | None = None) -> None:
        self._rules = rules or Rules()
        self._sites: Sites | None = None

    def read(self, address: str, readers: Mapping[str, Reader] = READERS) -> Iterator[Incoming]:
        """The documents at an address."""
        from dragoman.read.fetching.sites import sites_by  # noqa: PLC0415 -- only addresses need what fetches them
        from dragoman.read.web import read_address  # noqa: PLC0415

        self._sites = self._sites or sites_by(self._rules)
        yield from read_address(address, self._sites, readers)


def read_inputs(names: Iterable[str], addresses: Addresses | None = None, readers: Mapping[str, Reader] = READERS) -> Iterator[Incoming]:
    """The documents of all inputs, in the order named; a folder's files in order of name, those of no known format passed over.

    An input that cannot be read gives a placeholder with the Issue that says why; the others are read all the same.
    """
    addresses = addresses or Addresses()
    for name in names:
        if name == STANDARD_INPUT:
            yield from read_stream(with_head(sys.stdin.buffer), name, readers=readers)
        elif name.lower().startswith(("http://", "https://")):
            yield from addresses.read(name, readers)
        elif "://" in name and not Path(name).exists():
            yield unreadable(name, "cannot-fetch", f"{name}: only http and https addresses are fetched; name a file by its path")
        elif Path(name).is_dir():
            yield from _read_folder(Path(name), readers)
        else:
            yield from _read_file(name, readers)


def format_named(path: str) -> str | None:
    """The ending in READERS by which a file is named, before that of its compression; None where it has none."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in READERS else None


def read_stream(
    stream: io.BufferedReader, path: str, ending: str | None = None, readers: Mapping[str, Reader] = READERS
) -> Iterator[Incoming]:
    """The documents of an open file; ``path`` names it and, by its ending, its format. Where it does not, the first bytes tell.

    ``ending`` is that of a format, known by other means. How it is compressed the first bytes tell in any case.
    """
    head = stream.peek(HEAD)
    compression = compression_of(head) or _compression_named(path, head)
    source = stream if compression is None else Unpacked(stream, compression)
    given = False
    for incoming in _read_source(source, path, ending or format_named(path), readers):
        given = True
        yield incoming
        if isinstance(source, Unpacked) and (incoming.document.text or incoming.known):
            source.settle()
    if isinstance(source, Unpacked) and source.damage is not None:  # the reader, which would have told it, has stopped at it
        yield damaged(source.damage, path)
    elif not given:
        yield nothing_in(path)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it that are of a known format, in order of name; raises OSError.

    Pipes, sockets and devices are passed over: reading one could wait for ever. A link that leads nowhere is told when it is read.
    """
    return sorted(path for path in folder.rglob("*") if format_named(path.name) and (path.is_file() or _leads_nowhere(path)))


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _read_source(source: io.BufferedReader, path: str, named: str | None, readers: Mapping[str, Reader]) -> Iterator[Incoming]:
    head = source.peek(HEAD)
    while named is None and not head and isinstance(source, Unpacked) and source.damage is not None:
        yield damaged(source.damage, path)  # what comes first is damaged: what comes next tells the format
        source.go_on()
        head = source.peek(HEAD)
    if head or (isinstance(source, Unpacked) and source.damage is not None):
        yield from readers[named or format_of(head)](source, path)


def _compression_named(path: str, head: bytes) -> Compression | None:
    """How a file is named to be compressed whose beginning is damaged; None where it is none of that, as what a browser has unpacked."""
    named = COMPRESSIONS.get(Path(path).suffix.lower())
    is_cut = named is not None and 0 < len(head) < len(named.signature) and named.signature.startswith(head)
    return named if is_cut or looks_binary(head) else None


def _read_folder(folder: Path, readers: Mapping[str, Reader]) -> Iterator[Incoming]:
    try:
        files = files_in(folder)
    except OSError as error:
        yield unreadable(str(folder), "cannot-open", f"{folder}: {error.strerror}; check its permissions")
        return
    if not files:
        known = ", ".join(READERS)
        detail = f"{folder}: no file of a known format in this folder ({known}; each also with {', '.join(COMPRESSIONS)})"
        yield unreadable(str(folder), "nothing-to-read", detail)
    for path in files:
        yield from _read_file(str(path), readers)


def _read_file(path: str, readers: Mapping[str, Reader]) -> Iterator[Incoming]:
    try:
        with Path(path).open("rb") as source:
            yield from read_stream(source, path, readers=readers)
    except OSError as error:
        yield unreadable(path, "cannot-open", f"{path}: {error.strerror or error}; check that it is there and that you may read it")
    except Exception as error:
        LOG.exception("%s could not be read", path)
        detail = f"{path}: {type(error).__name__}: {error}; this is a fault of the program, please report it with the file"
        yield unreadable(path, "internal-error", detail)
