"""JSON Lines: one report a line, with the fields of ``document``; only ``text`` is required."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.model.text import Incoming, Source
from dragoman.read.compression import Unpacked
from dragoman.read.damage import damaged
from dragoman.read.decoding import decode
from dragoman.read.fields import read_object
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.text import too_large, unreadable

PIECE = 1 << 20  # bytes of an overlong line passed over at once


def read_jsonl(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a JSON Lines file, in order; ``source.offset`` is the line's number, from 1. Blank lines are passed over.

    Behind damage in a compressed file it goes on; the numbers of the lines there count those that could be unpacked.
    """
    number = 0
    while True:
        for number, line in enumerate(_lines(source), number + 1):  # noqa: B020 -- it goes on counting
            if len(line) > LARGEST_DOCUMENT:
                yield too_large(path, Source(path=path, offset=number))
            elif line.strip():
                yield _read_line(line, path, number)
        if not isinstance(source, Unpacked) or source.damage is None:
            return
        yield damaged(source.damage, path)
        if not source.go_on():
            return


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long its beginning, which is longer than LARGEST_DOCUMENT."""
    while line := source.readline(LARGEST_DOCUMENT + 1):
        yield line
        rest = line
        while len(line) > LARGEST_DOCUMENT and rest and not rest.endswith(b"\n"):
            rest = source.readline(PIECE)


def _read_line(line: bytes, path: str, number: int) -> Incoming:
    source = Source(path=path, offset=number)
    text, issues = decode(line, path, number)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        detail = f"{path}:{number}: not JSON ({error}); write one JSON object a line"
        return unreadable(path, "not-json", detail, source=source)
    return read_object(data, source, issues, f"{path}:{number}")
