"""The bytes of an answer, unpacked piece by piece and counted on both sides, so that a compression bomb costs no more than the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.errors import FetchError

PIECE = 64 * 1024  # bytes that are unpacked at once
EITHER = zlib.MAX_WBITS | 32  # zlib finds out whether it is gzip or zlib
RAW = -zlib.MAX_WBITS  # what some servers call "deflate"


def write_body(pieces: Iterable[bytes], encoding: str, sink: BinaryIO, most: int, *, cut: bool = False) -> None:
    """Write the content of an answer to ``sink``; raises FetchError where it is larger than ``most`` bytes or broken.

    ``encoding`` is that of the Content-Encoding header. With ``cut`` what is beyond the limit is left out instead.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in {"", "identity"}]
    if any(name not in {"gzip", "x-gzip", "deflate"} for name in names) or len(names) > 1:
        raise FetchError(
            f"the answer is packed in a way that was not asked for ({encoding})", code="cannot-fetch", remedy="save it and read the file"
        )
    size = 0
    for piece in _unpacked(_counted(pieces, most), names[0]) if names else pieces:
        size += len(piece)
        if size > most:
            if cut:
                sink.write(piece[: len(piece) - (size - most)])
                return
            raise too_large(most)
        sink.write(piece)


def too_large(most: int) -> FetchError:
    """The error of an answer of more than so many bytes."""
    return FetchError(
        f"more than {most:,} bytes", code="too-large", remedy="save it and read the file, or allow more (docs/reference/settings.md)"
    )


def _counted(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The same pieces; packed content is no larger than unpacked content may be."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise too_large(most)
        yield piece


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """What gzip or deflate packed, never more than PIECE bytes at once; members of gzip that follow each other are all unpacked."""
    unpacker, begun = zlib.decompressobj(EITHER), False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof:
                    if encoding == "deflate" or not rest.strip(b"\0"):  # padding after the end
                        break
                    unpacker = zlib.decompressobj(EITHER)
                try:
                    found = unpacker.decompress(rest, PIECE)
                except zlib.error:
                    if begun or encoding != "deflate":
                        raise
                    unpacker = zlib.decompressobj(RAW)
                    found = unpacker.decompress(rest, PIECE)
                begun = True
                yield found
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        while begun and not unpacker.eof and (found := unpacker.decompress(b"", PIECE)):
            yield found
    except zlib.error as error:
        raise FetchError(f"broken compression ({error})", code="cannot-fetch", temporary=True, remedy="try again later") from error
    if begun and not unpacker.eof:
        raise FetchError("the answer ends before its end", code="cannot-fetch", temporary=True, remedy="try again later")
