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

PIECE = 65_536  # bytes read at once


def read_jsonl(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a JSON Lines file, in order; ``source.offset`` is the line's number, from 1. Blank lines are passed over.

    Behind damage in a compressed file it goes on; the numbers of the lines there count those that could be unpacked.
    """
    number = 0
    while True:
        for line in _lines(source):
            if isinstance(line, int):  # so many blank ones
                number += line
                continue
            number += 1
            if len(line) > LARGEST_DOCUMENT:
                yield too_large(path, Source(path=path, offset=number))
            elif line.strip():
                yield _read_line(line, path, number)
        if not isinstance(source, Unpacked) or source.damage is None:
            return
        yield damaged(source.damage, path)
        source.go_on()


def _lines(source: BinaryIO) -> Iterator[bytes | int]:
    """The lines, those too long cut a little behind LARGEST_DOCUMENT; of many blank ones only how many.

    Going through blank lines one by one would make a bomb of a file of nothing else.
    """
    held: list[bytes] = []  # pieces of the line that has begun
    size = 0
    while piece := source.read(PIECE):
        if not held and not piece.strip():
            yield piece.count(b"\n")
            continue
        *ended, begun = piece.split(b"\n")
        for end in ended:
            yield b"".join((*held, end))
            held, size = [], 0
        if begun and size <= LARGEST_DOCUMENT:
            held.append(begun)
            size += len(begun)
    if held:
        yield b"".join(held)


def _read_line(line: bytes, path: str, number: int) -> Incoming:
    source = Source(path=path, offset=number)
    text, issues = decode(line, path, number)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        detail = f"{path}:{number}: not JSON ({error}); write one JSON object a line"
        return unreadable(path, "not-json", detail, source=source)
    return read_object(data, source, issues, f"{path}:{number}")
