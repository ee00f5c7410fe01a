"""Web archives: what is a page and what is not, how it was sent, and every record behind whatever is damaged."""

import gzip
import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from dragoman.model.ports import Known
from dragoman.model.text import Incoming
from dragoman.read import compression, passing_over
from dragoman.read.archives.http import parse_response, unpack_body
from dragoman.read.archives.records import Fault, Record, iterate
from dragoman.read.inputs import read_stream
from dragoman.read.limits import LARGEST_DOCUMENT
from tests.contract.samples import REPORTS, arc_record, arc_records, http, page, warc_record, warc_records

BODY = page(REPORTS[0])
URLS = [report.url for report in REPORTS]


def read(data: bytes, name: str = "news.warc.gz", known: Known = lambda _: None) -> list[Incoming]:
    return list(read_stream(io.BufferedReader(io.BytesIO(data)), name, readers=passing_over(known)))


def urls(found: list[Incoming]) -> list[str | None]:
    return [incoming.document.url for incoming in found if incoming.readable]


def codes(found: list[Incoming]) -> list[str]:
    return [issue.code for incoming in found for issue in incoming.issues]


def members(records: list[bytes]) -> list[bytes]:
    return [gzip.compress(record, mtime=0) for record in records]


def offset_of(parts: list[bytes], number: int) -> int:
    return sum(len(part) for part in parts[:number])


def spoil(data: bytes, at: int, junk: bytes = b"\xff" * 12) -> bytes:
    return data[:at] + junk + data[at + len(junk) :]


@pytest.mark.parametrize("pack", [lambda record: record, lambda record: gzip.compress(record, mtime=0), zstandard.compress])
def test_offsets_are_those_of_records_or_their_members(pack: Callable[[bytes], bytes]) -> None:
    parts = [pack(record) for record in warc_records(REPORTS)]
    found = read(b"".join(parts), "news.warc")
    assert [incoming.document.source.offset for incoming in found] == [offset_of(parts, number) for number in (2, 4, 6)]
    assert {incoming.document.source.archive for incoming in found} == {"news.warc"}
    assert [incoming.document.source.url for incoming in found] == URLS


def test_records_of_one_member_have_offsets_of_the_unpacked_file() -> None:
    records = warc_records(REPORTS)
    found = read(gzip.compress(b"".join(records)))
    assert [incoming.document.source.offset for incoming in found] == [offset_of(records, number) for number in (2, 4, 6)]


def test_only_pages_of_status_200_are_read() -> None:
    others = [
        http(BODY, status="404 Not Found"),
        http(BODY, status="301 Moved"),
        http(b"%PDF-1.7", kind="application/pdf"),
        http(b'{"a": 1}', kind="application/json"),
        b"not http at all",
    ]
    records = [warc_record(content, url=f"https://courier.example/no/{number}") for number, content in enumerate(others)]
    kinds = [warc_record(http(BODY), kind=kind) for kind in ("revisit", "metadata", "resource", "request", "continuation")]
    found = read(b"".join(members([*records, *kinds, warc_record(http(BODY), url=URLS[0])])))
    assert urls(found) == [URLS[0]]
    assert not codes(found)


def test_only_the_very_page_that_is_known_is_passed_over() -> None:
    known = read(gzip.compress(warc_record(http(BODY), url=URLS[0])))[0].page
    changed = [http(BODY.replace(b"Talks", b"Walks")), http(BODY, headers="Content-Language: en\r\n")]
    records = [warc_record(http(BODY), url=URLS[1]), *(warc_record(one, url=URLS[0]) for one in (*changed, http(BODY)))]
    found = read(b"".join(members(records)), "other.warc.gz", known=lambda page: "id" if page == known else None)
    assert [incoming.known for incoming in found] == [False, False, False, True]
    assert (found[3].document.id, found[3].document.text) == ("id", "")


def test_pages_that_are_passed_over_make_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "BOMB_SIZE", 1_000_000)
    large = http(BODY + b" " * 300_000)
    data = gzip.compress(b"".join(warc_record(large, url=f"https://courier.example/{number}") for number in range(8)))
    again = read(data, known=lambda page: page)
    assert [incoming.known for incoming in again] == [True] * 8
    assert not codes(again)


def test_an_archive_without_pages_says_so() -> None:
    assert codes(read(gzip.compress(warc_record(b"software: tests\r\n", kind="warcinfo")))) == ["empty"]


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;name=value\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("headers", "body", "lacking"),
    [
        ("", BODY, False),
        ("Content-Encoding: gzip\r\n", gzip.compress(BODY, mtime=0), False),
        ("Content-Encoding: x-gzip\r\n", gzip.compress(BODY, mtime=0), False),
        ("Content-Encoding: deflate\r\n", zlib.compress(BODY), False),
        ("Content-Encoding: deflate\r\n", raw_deflate(BODY), False),
        ("Content-Encoding: br\r\n", brotli.compress(BODY), False),
        ("Content-Encoding: zstd\r\n", zstandard.compress(BODY), False),
        ("Content-Encoding: deflate, gzip\r\n", gzip.compress(zlib.compress(BODY), mtime=0), False),
        ("Transfer-Encoding: chunked\r\n", chunked(BODY), False),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip.compress(BODY, mtime=0)), False),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", BODY, False),  # unpacked already
        ("Content-Encoding: gzip\r\n", BODY, False),
        ("Content-Encoding: gzip\r\n", gzip.compress(BODY, mtime=0)[:-200], True),
        ("Content-Encoding: br\r\n", brotli.compress(BODY)[:-100], True),
        ("Content-Encoding: zstd\r\n", zstandard.compress(BODY)[:-100], True),
        ("Transfer-Encoding: chunked\r\n", chunked(BODY)[:-300], True),
        ("Transfer-Encoding: chunked\r\n", chunked(BODY)[:-5], True),
        ("Transfer-Encoding: chunked\r\n", chunked(BODY).replace(b"64;name", b"zz;name", 5).replace(b"zz;name", b"64;name", 1), True),
    ],
)
def test_bodies_are_unpacked_as_far_as_they_can_be(headers: str, body: bytes, lacking: bool) -> None:
    response = parse_response(http(body, headers=headers))
    assert response is not None
    unpacked = unpack_body(response)
    assert BODY.startswith(unpacked.content)
    assert (unpacked.lacking is not None) is lacking
    assert lacking or unpacked.content == BODY


def test_a_page_that_is_cut_off_is_read_with_an_issue() -> None:
    cut = http(chunked(BODY)[:-5], headers="Transfer-Encoding: chunked\r\n")
    (incoming,) = read(gzip.compress(warc_record(cut, url=URLS[0])))
    assert incoming.readable
    assert codes([incoming]) == ["page-cut-off"]


def test_headers_with_bare_line_feeds_are_read() -> None:
    content = http(BODY).replace(b"\r\n", b"\n")
    assert urls(read(warc_record(content, url=URLS[0]).replace(b"\r\n", b"\n"), "a.warc")) == [URLS[0]]


def test_the_server_names_the_encoding() -> None:
    response = parse_response(http(b"", kind="text/html; Charset='iso-8859-9'"))
    assert response is not None
    assert response.charset == "iso-8859-9"


@pytest.mark.parametrize("content", [b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html"])
def test_a_response_that_breaks_off_is_no_fault_of_the_reader(content: bytes) -> None:
    read(warc_record(content, url=URLS[0]), "a.warc")


def test_records_behind_a_corrupt_member_are_read() -> None:
    parts = members(warc_records(REPORTS))
    data = spoil(b"".join(parts), offset_of(parts, 4) + 40)
    found = read(data)
    assert urls(found) == [URLS[0], URLS[2]]
    (broken,) = [incoming for incoming in found if not incoming.readable]
    assert broken.document.source.offset == offset_of(parts, 4)
    assert broken.document.source.archive == "news.warc.gz"
    assert codes([broken]) == ["damaged"]
    assert f"news.warc.gz:{offset_of(parts, 4)}:" in broken.issues[0].detail
    assert found.index(broken) == 1


def test_a_wrong_checksum_costs_its_record() -> None:
    parts = members(warc_records(REPORTS))
    data = spoil(b"".join(parts), offset_of(parts, 5) - 8, b"\0\0\0\0")  # the checksum of the second page
    found = read(data)
    assert urls(found) == [URLS[0], URLS[2]]
    assert codes(found) == ["damaged"]


def test_a_file_whose_first_member_is_corrupt_is_read() -> None:
    parts = members(warc_records(REPORTS))
    for at in (0, 3, 30):
        found = read(spoil(b"".join(parts), at))
        assert urls(found) == URLS
        assert codes(found) == ["damaged"]


def test_bytes_that_are_missing_or_too_many_cost_their_record() -> None:
    parts = members(warc_records(REPORTS))
    missing = [*parts[:4], parts[4][:100] + parts[4][200:], *parts[5:]]
    surplus = [*parts[:4], b"some other bytes", *parts[4:]]
    assert urls(read(b"".join(missing))) == [URLS[0], URLS[2]]
    assert urls(read(b"".join(surplus))) == URLS
    assert codes(read(b"".join(missing))) == codes(read(b"".join(surplus))) == ["damaged"]


def test_a_truncated_file_ends_with_an_issue() -> None:
    parts = members(warc_records(REPORTS))
    data = b"".join(parts)
    for cut in (20, 400):
        found = read(data[:-cut])
        assert urls(found)[:2] == URLS[:2]
        assert codes(found) == ["cut-off"]
        assert found[-1].document.source.offset == offset_of(parts, 6)
    plain = b"".join(warc_records(REPORTS))
    assert codes(read(plain[:-20], "a.warc")) == ["cut-off"]
    assert urls(read(plain[:-20], "a.warc")) == URLS[:2]
    assert codes(read(plain[: len(plain) - len(warc_records(REPORTS)[6]) + 30], "a.warc")) == ["cut-off"]  # in a header


def test_padding_at_the_end_is_no_fault() -> None:
    assert not codes(read(b"".join(members(warc_records(REPORTS))) + bytes(3000)))


@pytest.mark.parametrize("size", [0, 17, 5_000, 40_000_000_000])
def test_a_record_of_a_wrong_length_costs_only_itself(size: int) -> None:
    records = warc_records(REPORTS)
    records[4] = warc_record(http(BODY), url=URLS[1], size=size)
    for data, name in ((b"".join(records), "a.warc"), (b"".join(members(records)), "a.warc.gz")):
        found = read(data, name)
        assert urls(found)[0] == URLS[0]
        assert urls(found)[-1] == URLS[2]
        assert "damaged" in codes(found)


def test_garbage_between_records_is_passed_over_and_told() -> None:
    records = warc_records(REPORTS)
    data = b"".join([*records[:3], b"WARC/1.0 is no header\r\nneither is this " * 9000, b"\r\n", *records[3:]])
    assert urls(read(data, "a.warc")) == URLS
    assert codes(read(data, "a.warc")) == ["damaged"]


def test_arc_files_are_read_behind_damage_too() -> None:
    records = arc_records(REPORTS)
    assert urls(read(b"".join(records), "a.arc")) == URLS
    spoilt = [*records[:2], records[2][:-900] + b"\n", *records[3:]]
    assert urls(read(b"".join(spoilt), "a.arc")) == [URLS[0], URLS[2]]
    assert codes(read(b"".join(spoilt), "a.arc")) == ["damaged"]
    blank = arc_record(http(BODY), url="https://courier.example/a page")
    assert urls(read(blank, "a.arc")) == ["https://courier.example/a page"]


def test_a_dictionary_of_zstandard_is_used() -> None:
    records = warc_records(REPORTS)
    words = zstandard.ZstdCompressionDict(BODY, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    packer = zstandard.ZstdCompressor(dict_data=words)
    for held in (BODY, zstandard.compress(BODY)):
        frame = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held
        assert urls(read(frame + b"".join(packer.compress(record) for record in records), "a.warc.zst")) == URLS
    assert codes(read(b"\x5d\x2a\x4d\x18\xff\xff\xff\xffabc", "a.warc.zst")) == ["damaged"]


def test_a_page_or_record_too_large_costs_only_itself() -> None:
    records = [warc_record(http(BODY), url=url) for url in URLS]
    large = http(b"<html>" + b"x y z" * (LARGEST_DOCUMENT // 5) + b"</html>")
    packed = http(gzip.compress(large), headers="Content-Encoding: gzip\r\n")
    film = http(bytes(LARGEST_DOCUMENT + 1), kind="video/mp4")
    for content, told in ((large, ["too-large"]), (packed, ["too-large"]), (film, [])):
        for data, name in (
            (b"".join(members([records[0], warc_record(content), records[2]])), "a.warc.gz"),
            (b"".join([records[0], warc_record(content), records[2]]), "a.warc"),
        ):
            found = read(data, name)
            assert urls(found) == [URLS[0], URLS[2]]
            assert codes(found) == told


def test_a_bomb_among_the_records_costs_an_issue() -> None:
    packer = zlib.compressobj(wbits=31)
    head = warc_record(b"", size=10**9).rstrip() + b"\r\n\r\n" + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    parts = members([warc_record(http(BODY), url=URLS[0]), warc_record(http(BODY), url=URLS[2])])
    found = read(parts[0] + bomb + parts[1])
    assert urls(found) == [URLS[0], URLS[2]]
    assert codes(found) == ["too-large"]


def test_no_record_of_many_is_lost_wherever_one_byte_is_spoilt() -> None:
    records = [warc_record(b"GET / HTTP/1.1\r\n\r\n", url=f"https://courier.example/{n}", kind="request") for n in range(12)]
    parts = members(records)
    data = b"".join(parts)
    for at in range(0, len(data), 11):
        found = list(iterate_packed(spoil(data, at, bytes([data[at] ^ 0xFF]))))
        good = [item for item in found if isinstance(item, Record)]
        assert len(good) >= 11, at
        assert len(good) == 12 or any(isinstance(item, Fault) for item in found), at


def iterate_packed(data: bytes) -> list[Record | Fault]:
    from dragoman.read.compression import COMPRESSIONS, Unpacked  # noqa: PLC0415 -- only here

    return list(iterate(Unpacked(io.BytesIO(data), COMPRESSIONS[".gz"])))
