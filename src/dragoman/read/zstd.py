"""Frames of Zstandard, fed in small bites: its decoder knows no bound on what it gives at once."""

from __future__ import annotations

import re
from typing import Any

from dragoman.read.limits import LARGEST_DOCUMENT

SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
DICTIONARY_PACKED = b"\x28\xb5\x2f\xfd"
LARGEST_WINDOW = 1 << 27  # bytes: what the zstd command allows too
BITE = 1_024  # bytes fed at once: four bytes may stand for 128 KiB, so that one bite gives at most 32 MiB


class ZstdDamagedError(Exception):
    """A frame cannot be unpacked."""


class Zstd:
    """Unpacks one frame."""

    bite = BITE
    hungry = True

    def __init__(self, dictionary: bytes | None = None) -> None:
        import zstandard  # noqa: PLC0415 -- only files of this kind need it

        self._error = zstandard.ZstdError
        arguments: dict[str, Any] = {"max_window_size": LARGEST_WINDOW}
        if dictionary is not None:
            arguments["dict_data"] = zstandard.ZstdCompressionDict(_unpacked(dictionary))  # of any bytes: a raw one
        self._decoder = zstandard.ZstdDecompressor(**arguments).decompressobj()

    @property
    def eof(self) -> bool:
        """Whether the end of the frame was met."""
        return self._decoder.eof

    @property
    def unused(self) -> bytes:
        """What was fed beyond its end."""
        return self._decoder.unused_data

    def inflate(self, packed: bytes) -> bytes:
        """All that these bytes unpack to; raises ZstdDamagedError."""
        try:
            return self._decoder.decompress(packed)
        except self._error as error:
            raise ZstdDamagedError(str(error)) from error


def _unpacked(dictionary: bytes) -> bytes:
    """A dictionary may itself be a frame (the .warc.zst specification of the IIPC)."""
    import zstandard  # noqa: PLC0415 -- as above

    if not dictionary.startswith(DICTIONARY_PACKED):
        return dictionary
    try:
        return zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).decompress(dictionary, max_output_size=LARGEST_DOCUMENT)
    except zstandard.ZstdError as error:
        raise ZstdDamagedError(str(error)) from error
