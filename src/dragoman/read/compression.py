"""Compressed files -> the bytes in them: member by member, on past a damaged one, with a bound on what a bomb may cost."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Protocol

from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.zstd import SKIPPABLE, Zstd, ZstdDamagedError

PIECE = 65_536  # bytes unpacked at once, at most
BITE = 8_192  # bytes fed at once: what is unpacked from them is lost where they turn out to be damaged
BOMB_RATIO = 200  # times the packed bytes: pages come to 4 to 20, tables of figures to 50; gzip cannot pass 1,032, zstd knows no limit
BOMB_SIZE = 2 * LARGEST_DOCUMENT  # bytes unpacked for one document before the ratio counts
BOMBS = 2  # one behind the other without a document between them: the rest of the file is not read
PROBE = 1_024  # bytes behind a signature that must unpack before it is taken for the beginning of a member
LOOK_BACK = 1 << 18  # bytes: damaged data were noticed within a few thousand; as many are read at once, so that each is moved once
HEAD = 16  # bytes: longer than any signature
ZSTANDARD = "Zstandard"


class Inflater(Protocol):
    """Unpacks one member."""

    @property
    def bite(self) -> int:
        """How many bytes to feed at once."""

    @property
    def eof(self) -> bool:
        """Whether the end of the member was met, and its checksum is right."""

    @property
    def unused(self) -> bytes:
        """What was fed beyond the end of the member."""

    @property
    def hungry(self) -> bool:
        """Whether it gives nothing more before it is fed."""

    def inflate(self, packed: bytes) -> bytes:
        """At most PIECE bytes (zstd: 32 MiB); raises one of DAMAGED."""


class Zlib:
    """Unpacks gzip (``wbits`` 31), zlib (15) and bare deflate (-15)."""

    bite = BITE

    def __init__(self, wbits: int = 31) -> None:
        self._decoder = zlib.decompressobj(wbits=wbits)
        self.hungry = True

    @property
    def eof(self) -> bool:
        """Whether the end of the member was met, and its checksum is right."""
        return self._decoder.eof

    @property
    def unused(self) -> bytes:
        """What was fed beyond its end."""
        return self._decoder.unused_data

    def inflate(self, packed: bytes) -> bytes:
        """At most PIECE bytes; raises zlib.error."""
        piece = self._decoder.decompress(self._decoder.unconsumed_tail + packed, PIECE)
        self.hungry = not self._decoder.unconsumed_tail and len(piece) < PIECE
        return piece


class _Buffered:
    """bz2 and lzma keep for themselves what does not fit."""

    bite = BITE

    def __init__(self, decoder: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._decoder = decoder

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def unused(self) -> bytes:
        return self._decoder.unused_data

    @property
    def hungry(self) -> bool:
        return self._decoder.needs_input

    def inflate(self, packed: bytes) -> bytes:
        return self._decoder.decompress(packed, PIECE)


DAMAGED = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, ZstdDamagedError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A way to compress: what its members begin with, and what unpacks one."""

    name: str
    signature: bytes
    inflater: Callable[[], Inflater]


COMPRESSIONS: Mapping[str, Compression] = MappingProxyType({
    ".gz": Compression(name="gzip", signature=b"\x1f\x8b\x08", inflater=Zlib),
    ".zst": Compression(name=ZSTANDARD, signature=b"\x28\xb5\x2f\xfd", inflater=Zstd),
    ".bz2": Compression(name="bzip2", signature=b"BZh", inflater=lambda: _Buffered(bz2.BZ2Decompressor())),
    ".xz": Compression(
        name="xz", signature=b"\xfd7zXZ\0", inflater=lambda: _Buffered(lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=1 << 27))
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Where a file cannot be unpacked: the member (``member``) and the place in it (``offset``) in bytes of the file, and why."""

    code: str
    member: int
    offset: int
    detail: str


class _Packed:
    """A file read ahead, and a little way back."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._bytes = b""
        self._at = 0  # of the next byte in _bytes
        self._start = 0  # of the first of _bytes in the file

    @property
    def place(self) -> int:
        """Of the next byte in the file."""
        return self._start + self._at

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer only at the end of the file."""
        while len(self._bytes) - self._at < size:
            more = self._source.read(max(LOOK_BACK, size))
            if not more:
                break
            kept = max(0, self._at - LOOK_BACK)
            self._bytes = self._bytes[kept:] + more
            self._at -= kept
            self._start += kept
        return self._bytes[self._at : self._at + size]

    def drop(self, size: int) -> None:
        """Pass over bytes that were peeked; a negative size takes the last ones back."""
        self._at += size

    def back_to(self, place: int) -> None:
        """Return to a place, or as near to it as is kept."""
        self._at = max(0, place - self._start)


class _Members(io.RawIOBase):
    """The bytes in a compressed file. Reading ends at a damaged member; ``go_on`` makes it continue with the next one."""

    def __init__(self, source: BinaryIO, compression: Compression) -> None:
        super().__init__()
        self._packed = _Packed(source)
        self._compression = compression
        self._inflater: Inflater | None = None
        self._dictionary: bytes | None = None  # .warc.zst may begin with one
        self._member = 0
        self._rest = memoryview(b"")  # unpacked beyond what was asked for
        self._unpacked = 0
        self._settled = (0, 0)  # unpacked, place: where the last document, or bomb, ended
        self._bombs = 0  # met since the last document
        self.starts: deque[tuple[int, int]] = deque()  # of each member: its first byte among the unpacked ones, its place in the file
        self.damage: Damage | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer; these two are what comes
        if not self._rest and self.damage is None:
            self._rest = memoryview(self._next_piece())
            self._unpacked += len(self._rest)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def settle(self) -> None:
        """What was unpacked so far gave a document: no bomb."""
        self._settled = (self._unpacked, self._packed.place)
        self._bombs = 0
        while len(self.starts) > 1 and self.starts[1][0] < self._unpacked - BOMB_SIZE:  # nobody asks for them any more
            self.starts.popleft()

    def go_on(self) -> bool:
        """Continue behind the damage, at the next signature of a member; False where none follows."""
        damage, self.damage, self._inflater = self.damage, None, None
        if damage is None:
            return False
        if damage.code == "too-large":
            self._bombs += 1
        else:  # garbage leads the decoder past the beginning of the next member before it notices
            self._packed.back_to(damage.member + 1)
        found = self._bombs < BOMBS and self._find_member()
        self._settled = (self._unpacked, self._packed.place)
        self._ended = not found
        return found

    def _next_piece(self) -> bytes:
        while self.damage is None and not self._ended:
            if self._inflater is None and not self._begin_member():
                break
            if self._inflater is not None and (piece := self._inflate(self._inflater)):
                return piece
        return b""

    def _begin_member(self) -> bool:
        """Start on the member that comes next; False at the end of the file."""
        packed, head = self._packed, self._packed.peek(HEAD)
        while head and not head.strip(b"\0"):  # a tape's padding
            packed.drop(len(head))
            head = packed.peek(HEAD)
        self._member = packed.place
        if not head:
            return False
        if self._compression.name == ZSTANDARD and SKIPPABLE.match(head):
            self._skip_frame()
        elif head.startswith(self._compression.signature):
            self.starts.append((self._unpacked, self._member))
            try:
                self._inflater = self._new_inflater()
            except DAMAGED as error:
                self._damaged("damaged", f"the dictionary of this file cannot be used ({error})")
        else:
            self._damaged("damaged", f"what follows at byte {self._member} is not {self._compression.name}")
        return True

    def _new_inflater(self) -> Inflater:
        return self._compression.inflater() if self._dictionary is None else Zstd(self._dictionary)

    def _skip_frame(self) -> None:
        head = self._packed.peek(8)
        size = 8 + int.from_bytes(head[4:], "little")
        if size > LARGEST_DOCUMENT or len(frame := self._packed.peek(size)) < size:
            self._damaged("damaged", f"at byte {self._member} stands a frame to skip that is longer than the file, or than any dictionary")
            return
        if head[:1] == b"\x5d":
            self._dictionary = frame[8:]
        self._packed.drop(size)

    def _inflate(self, inflater: Inflater) -> bytes:
        fed = self._packed.peek(inflater.bite) if inflater.hungry else b""
        if inflater.hungry and not fed:
            self._damaged("cut-off", f"the file ends at byte {self._packed.place}, in the middle of what is packed in it")
            return b""
        try:
            piece = inflater.inflate(fed)
        except DAMAGED as error:
            self._damaged("damaged", f"{self._compression.name} cannot be unpacked at byte {self._packed.place} ({error})")
            return b""
        self._packed.drop(len(fed))
        if inflater.eof:
            self._packed.drop(-len(inflater.unused))
            self._inflater = None
        self._look_for_bomb(len(piece))
        return piece

    def _look_for_bomb(self, size: int) -> None:
        unpacked, place = self._settled
        produced = self._unpacked + size - unpacked
        if produced > BOMB_SIZE and produced > BOMB_RATIO * (self._packed.place - place):
            self._damaged("too-large", f"what is packed at byte {self._member} unpacks to {produced >> 20} MiB and more without a report")

    def _damaged(self, code: str, detail: str) -> None:
        self.damage = Damage(code=code, member=self._member, offset=self._packed.place, detail=detail)

    def _find_member(self) -> bool:
        """Pass over everything up to the next signature behind which something can be unpacked."""
        packed, signature = self._packed, self._compression.signature
        while len(ahead := packed.peek(PIECE)) >= len(signature):
            at = ahead.find(signature)
            if at < 0:
                packed.drop(len(ahead) - len(signature) + 1)  # what is left may be the first bytes of one
                continue
            packed.drop(at)
            try:
                self._new_inflater().inflate(packed.peek(PROBE))
            except DAMAGED:
                packed.drop(1)
            else:
                return True
        packed.drop(len(ahead))
        return False


class Unpacked(io.BufferedReader):
    """The bytes in a compressed file, as a file."""

    def __init__(self, source: BinaryIO, compression: Compression) -> None:
        self._members = _Members(source, compression)
        super().__init__(self._members, PIECE)

    @property
    def damage(self) -> Damage | None:
        """What reading stopped at; None at the end of the file."""
        return self._members.damage

    def go_on(self) -> bool:
        """Continue behind the damage; False where nothing follows that can be unpacked."""
        return self._members.go_on()

    def settle(self) -> None:
        """Tell that what was unpacked so far gave a document."""
        self._members.settle()

    def member_at(self, place: int) -> tuple[int, int]:
        """The member that holds this byte of the unpacked ones: where it begins among them, and in the file. Places may only grow."""
        starts = self._members.starts
        while len(starts) > 1 and starts[1][0] <= place:
            starts.popleft()
        return starts[0] if starts else (0, 0)


def compression_of(head: bytes) -> Compression | None:
    """How a file that begins so is compressed; None where it is not."""
    if SKIPPABLE.match(head):
        return COMPRESSIONS[".zst"]
    return next((one for one in COMPRESSIONS.values() if head.startswith(one.signature)), None)
