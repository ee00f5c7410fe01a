"""The format of what has no ending that says so, told by how it begins."""

from __future__ import annotations

import io
import json
import re
from typing import BinaryIO

from dragoman.read.decoding import SIGNATURES

HEAD = 4_096  # bytes looked at
FEED = re.compile(r"(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<(?:rss|feed|(?:\w+:)?RDF|channel)\b", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
ARC = re.compile(rb"filedesc:[^\r\n]* \d{14} ")
CELLS = re.compile(r"[,;\t]")
CELL = re.compile(r"\s*\"?[\w .-]{1,40}\"?\s*$")


class _Again(io.RawIOBase):
    """A stream from its beginning, of which some was read."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer; these two are what comes
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def with_head(stream: BinaryIO) -> io.BufferedReader:
    """The stream with its first HEAD bytes in view; one that comes in small pieces shows fewer of itself."""
    return io.BufferedReader(_Again(stream.read(HEAD), stream))


def format_of(head: bytes) -> str:
    """The ending in READERS that fits what begins so; plain text where nothing else does."""
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head.startswith(b"WARC/"):
        return ".warc"
    if ARC.match(head):
        return ".arc"
    encoding = next((name for mark, name in SIGNATURES if head.startswith(mark)), "utf-8")
    text = head.decode(encoding, errors="replace").removeprefix("\ufeff")
    if text.lstrip()[:1] in {"{", "["}:
        return _json(text.lstrip())
    if FEED.match(text):
        return ".xml"
    if PAGE.match(text):
        return ".html"
    return ".csv" if _is_table(text) else ".txt"


def _json(text: str) -> str:
    """One value over several lines, or a value a line."""
    first, end, _ = text.partition("\n")
    if first.startswith("[") or "jsonfeed.org/version/" in text:
        return ".json"
    try:
        json.loads(first)
    except ValueError:
        return ".json" if end and first.strip() == "{" else ".jsonl"
    return ".jsonl"


def _is_table(text: str) -> bool:
    """Whether the first line is nothing but names of columns, one of them ``text``."""
    cells = CELLS.split(text.partition("\n")[0])
    names = {cell.strip().strip('"').lower() for cell in cells}
    return len(cells) > 1 and "text" in names and all(CELL.match(cell) for cell in cells)
