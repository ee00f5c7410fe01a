"""Compressed files: members, damage, and what a bomb costs."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from dragoman.model.text import Incoming
from dragoman.read import COMPRESSIONS, read_inputs
from dragoman.read.compression import BOMB_RATIO, Unpacked, compression_of
from dragoman.read.limits import LARGEST_DOCUMENT
from tests.contract.samples import PACK

LINES = [b'{"text": "Report %d: Georgia and Armenia agreed on a crossing."}\n' % n for n in range(40)]
MEGABYTE = 1 << 20


def read(path: Path) -> list[Incoming]:
    return list(read_inputs([str(path)]))


def codes(found: list[Incoming]) -> list[str]:
    return [issue.code for incoming in found for issue in incoming.issues]


def gzip_bomb(byte: bytes) -> bytes:
    """A gigabyte of one byte: a block that stands for itself, a thousand times. Nobody comes to its checksum, which is wrong."""
    packer = zlib.compressobj(level=9, wbits=31)
    head = packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(byte * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * 1024 + packer.flush()


BOMBS = {
    "nothing.gz": gzip_bomb(b"\0"),
    "lines.gz": gzip_bomb(b"\n"),
    "a.gz": gzip_bomb(b"a"),
    "nothing.zst": zstandard.compress(bytes(MEGABYTE)) * 1024,
}


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".json", ".csv", ".rss", ".warc", ".arc", ".parquet", ""])
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_of_a_gigabyte_costs_an_issue(bomb: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb{suffix}.{bomb.rpartition('.')[2]}"
    path.write_bytes(BOMBS[bomb])
    found = read(path)
    assert 1 <= len(found) <= 4
    assert codes(found)
    assert not any(incoming.readable and incoming.document.text for incoming in found)


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".rss", ".warc", ".parquet"])
def test_a_bomb_takes_no_more_memory_than_a_large_document(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb{suffix}.gz"
    path.write_bytes(BOMBS["a.gz"])
    tracemalloc.start()
    read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * LARGEST_DOCUMENT


def test_reports_that_pack_well_are_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    line = b'{"text": "' + b"Iran and Oman signed. " * 20_000 + b'"}\n'
    path.write_bytes(gzip.compress(line * 160))
    assert len(line) * 160 > BOMB_RATIO * path.stat().st_size
    found = read(path)
    assert len(found) == 160
    assert not codes(found)


@pytest.mark.parametrize("packed", COMPRESSIONS)
def test_lines_behind_a_damaged_member_are_read(packed: str, tmp_path: Path) -> None:
    parts = [PACK[packed](b"".join(LINES[at : at + 10])) for at in range(0, 40, 10)]
    parts[1] = parts[1][:40] + b"\xff" * 8 + parts[1][48:]
    path = tmp_path / f"reports.jsonl{packed}"
    path.write_bytes(b"".join(parts))
    found = read(path)
    texts = [incoming.document.text for incoming in found if incoming.readable]
    assert [f"Report {n}:" for n in (*range(10), *range(20, 40))] == [text.partition(" G")[0] for text in texts]
    (broken,) = [incoming for incoming in found if not incoming.readable]
    assert broken.document.source.offset == len(parts[0])
    assert codes(found) == ["damaged"]
    numbers = [incoming.document.source.offset for incoming in found if incoming.readable]
    assert numbers == list(range(1, 31))


def test_halves_of_two_lines_are_never_joined_over_damage(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    first = gzip.compress(LINES[0] + b'{"text": "The first half')
    broken = gzip.compress(b" of one report\n" * 50)
    last = gzip.compress(b' and the other half of another."}\n' + LINES[1])
    path.write_bytes(first + broken[:30] + b"\xff" * 9 + broken[39:] + last)
    found = read(path)
    assert [incoming.document.text[:8] for incoming in found if incoming.readable] == ["Report 0", "Report 1"]
    assert sorted(codes(found)) == ["damaged", "not-json", "not-json"]


def test_what_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "report.txt.gz"
    path.write_bytes(gzip.compress(b"Talks were held in Baku. " * 40)[:-6])
    text, cut = read(path)
    assert text.document.text.startswith("Talks were held in Baku. ")
    assert codes([cut]) == ["cut-off"]
    assert not cut.readable


def test_the_first_bytes_tell_how_a_file_is_compressed(tmp_path: Path) -> None:
    for name, content in (("a.txt", gzip.compress(b"Talks.")), ("b.txt.gz", b"Talks."), ("c.gz", gzip.compress(b"Talks."))):
        path = tmp_path / name
        path.write_bytes(content)
        assert [(incoming.document.text, incoming.issues) for incoming in read(path)] == [("Talks.", ())]


def test_a_signature_that_is_spoilt_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    path.write_bytes(b"\0" + gzip.compress(LINES[0])[1:] + gzip.compress(LINES[1]))
    found = read(path)
    assert codes(found) == ["damaged"]
    assert [incoming.document.text[:8] for incoming in found if incoming.readable] == ["Report 1"]


def test_what_stands_first_is_damaged_and_no_name_tells_the_format(tmp_path: Path) -> None:
    path = tmp_path / "reports"
    path.write_bytes(gzip.compress(LINES[0])[:20] + gzip.compress(LINES[1]) + gzip.compress(LINES[2]))
    found = read(path)
    assert codes(found) == ["damaged"]
    assert [incoming.document.text[:8] for incoming in found if incoming.readable] == ["Report 1", "Report 2"]


@pytest.mark.parametrize("packed", COMPRESSIONS)
def test_a_member_may_be_empty_and_large(packed: str) -> None:
    content = b"".join(b"%d: some text that differs.\n" % n for n in range(60_000))
    packed_twice = PACK[packed](b"") + PACK[packed](content) + PACK[packed](b"") + PACK[packed](b"end")
    source = Unpacked(io.BytesIO(packed_twice), COMPRESSIONS[packed])
    assert source.read() == content + b"end"
    assert source.damage is None
    assert source.member_at(len(content)) == (len(content), len(packed_twice) - len(PACK[packed](b"end")))


def test_members_far_behind_are_forgotten() -> None:
    source = Unpacked(io.BytesIO(zstandard.compress(bytes(MEGABYTE)) * 200), COMPRESSIONS[".zst"])
    while source.read(MEGABYTE):
        source.settle()
    assert source.damage is None
    assert len(source._members.starts) < 100


def test_a_stream_that_cannot_be_sought_and_comes_in_drops_is_unpacked() -> None:
    class Drops(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self.pieces: Iterator[bytes] = iter([content[at : at + 1] for at in range(len(content))])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer; this is what comes
            piece = next(self.pieces, b"")
            buffer[: len(piece)] = piece
            return len(piece)

    for packed, compression in COMPRESSIONS.items():
        data = PACK[packed](LINES[0]) + PACK[packed](LINES[1])
        stream = io.BufferedReader(Drops(data))  # type: ignore[type-var]  # as above
        assert Unpacked(stream, compression).read() == LINES[0] + LINES[1]
        assert compression_of(data) is compression
