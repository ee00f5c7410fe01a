"""An archive read forwards, with what lies ahead in view, in stretches that end at the end of the file or where it is damaged."""

from __future__ import annotations

import re
from typing import BinaryIO

from dragoman.read.compression import Damage, Unpacked

CHUNK = 65_536  # bytes read at once
LINE_ENDS = 64  # bytes looked at for empty lines at once; two stand between records
REACH = 32_768  # bytes: longer than anything that is searched for


class Tape:
    """The bytes of an archive and the place in them."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._unpacked = source if isinstance(source, Unpacked) else None
        self._bytes = b""
        self._at = 0  # of the next byte in _bytes
        self._start = 0  # of the first of _bytes in the stretches read so far

    @property
    def place(self) -> int:
        """Of the next byte among the unpacked ones."""
        return self._start + self._at

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer only at the end of the stretch."""
        self._fill(size)
        return self._bytes[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """The next bytes, passed over."""
        taken = self.peek(size)
        self._at += len(taken)
        return taken

    def push_back(self, content: bytes) -> None:
        """Put back bytes that were taken, so that they come next."""
        self._bytes = content + self._bytes[self._at :]
        self._start = self.place - len(content)
        self._at = 0

    def take_line_ends(self) -> bytes:
        """The ends of lines that come next, some at a time; passed over."""
        ahead = self.peek(LINE_ENDS)
        if ahead and not ahead.strip(b"\r\n"):
            ahead = self.peek(CHUNK)
        return self.take(len(ahead) - len(ahead.lstrip(b"\r\n")))

    def pass_over(self, size: int, stop: re.Pattern[bytes]) -> int:
        """Pass over this many bytes, fewer if the pattern matches before them or the stretch ends; returns how many."""
        passed = 0
        while passed < size and (ahead := self.peek(min(CHUNK + REACH, size - passed))):
            if (found := stop.search(ahead)) is not None:
                self._at += found.end()
                return passed + found.end()
            step = len(ahead) if len(ahead) <= REACH or len(ahead) == size - passed else len(ahead) - REACH
            self._at += step
            passed += step
        return passed

    def member(self) -> tuple[int, int]:
        """Where the compressed member begins in which the next byte lies: among the unpacked bytes, and in the file."""
        return self._unpacked.member_at(self.place) if self._unpacked is not None else (self.place, self.place)

    @property
    def damage(self) -> Damage | None:
        """What this stretch ends at; None where it ends with the file, or is not yet read to its end."""
        return self._unpacked.damage if self._unpacked is not None else None

    def go_on(self) -> bool:
        """Begin the stretch behind the damage; False where there is none."""
        return self._unpacked is not None and self._unpacked.go_on()

    def _fill(self, size: int) -> None:
        lacking = size - (len(self._bytes) - self._at)
        if lacking <= 0:
            return
        more = self._source.read(max(CHUNK, lacking))
        self._start += self._at
        self._bytes = self._bytes[self._at :] + more
        self._at = 0
