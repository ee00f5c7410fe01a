"""One suite over every row of READERS, plain and by every compression: order, fields, damage, nothing lost in silence, nothing raised."""

import io
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.ports import Reader
from dragoman.model.text import Incoming
from dragoman.read import COMPRESSIONS, READERS, passing_over, read_inputs
from dragoman.read.compression import Unpacked
from dragoman.read.inputs import read_stream
from dragoman.read.pages import read_html
from dragoman.read.parquet_child import messages
from dragoman.read.sniffing import format_of
from tests.contract.samples import PACK, REPORTS, SAMPLES, Report

NAMES = [f"{suffix}{packed}" for suffix in READERS for packed in PACK]
ONE_OF_EACH = [suffix for suffix, reader in READERS.items() if suffix == next(s for s, r in READERS.items() if r is reader)]
NASTY = '  Türkiye\u00a0– “Azerbaycan”, "quoted"; a, b\r\n\n\t東京 \U0001f600 <b>&amp;</b> end '
CUTS = 25  # places at which a small sample is cut or spoilt


@pytest.fixture(autouse=True)
def _parquet_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process a file would take a third of a second; tests of that process stand in tests/read/test_tables.py."""
    monkeypatch.setattr("dragoman.read.parquet._told", messages)


def split(name: str) -> tuple[str, str]:
    suffix = next(suffix for suffix in sorted(READERS, key=len, reverse=True) if name.startswith(suffix))
    return suffix, name.removeprefix(suffix)


def content(name: str, reports: Sequence[Report] = REPORTS) -> bytes:
    suffix, packed = split(name)
    return PACK[packed](SAMPLES[suffix].make(reports))


def read(data: bytes, name: str, readers: Mapping[str, Reader] = READERS) -> list[Incoming]:
    return list(read_stream(io.BufferedReader(io.BytesIO(data)), f"sample{name}", readers=readers))


def expected(name: str) -> tuple[Report, ...]:
    return REPORTS if SAMPLES[split(name)[0]].many else REPORTS[:1]


def told(found: Sequence[Incoming]) -> bool:
    return any(incoming.issues for incoming in found)


def test_every_format_and_compression_has_a_sample() -> None:
    assert set(SAMPLES) == set(READERS)
    assert set(PACK) == {"", *COMPRESSIONS}


@pytest.mark.parametrize("name", NAMES)
def test_reports_come_in_order_with_what_is_known_of_them(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"reports{name}"
    path.write_bytes(content(name))
    found = list(read_inputs([str(path)]))
    assert [incoming.readable for incoming in found] == [True] * len(expected(name))
    assert not told(found)
    sample = SAMPLES[split(name)[0]]
    for incoming, report in zip(found, expected(name), strict=True):
        document = incoming.document
        assert document.text == report.text if sample.exact else " ".join(report.text.split()) in " ".join(document.text.split())
        assert str(path) in {document.source.path, document.source.archive}
        if sample.fields:
            assert (document.title, document.published, document.outlet) == (report.title, report.published, report.outlet)
        if sample.fields and sample.many:
            assert document.url == report.url
            assert document.source.offset is not None
    offsets = [incoming.document.source.offset or 0 for incoming in found]
    assert offsets == sorted(offsets)
    assert len({incoming.document.id for incoming in found}) == len(found)
    assert list(read_inputs([str(path)])) == found


@pytest.mark.parametrize("name", NAMES)
def test_pages_that_are_known_keep_their_place_and_the_rest_is_read(name: str) -> None:
    found = read(content(name), name)
    pages = {incoming.page: incoming.document.id for incoming in found if incoming.page is not None}
    assert set(pages.values()) == ({i.document.id for i in found} if split(name)[0] in {".warc", ".arc"} else set())
    if pages:
        del pages[found[1].page or ""]
    again = read(content(name), name, passing_over(pages.get))
    assert [(i.document.id, i.document.source) for i in again] == [(i.document.id, i.document.source) for i in found]
    assert [i.known for i in again] == [i.page in pages for i in found]
    assert [i for i in again if not i.known] == [i for i in found if i.page not in pages]


@pytest.mark.parametrize("suffix", READERS)
def test_an_id_depends_neither_on_the_path_nor_on_the_compression(suffix: str) -> None:
    ids = {tuple(i.document.id for i in read(content(f"{suffix}{packed}"), f"-{packed.strip('.')}{suffix}{packed}")) for packed in PACK}
    assert len(ids) == 1


@pytest.mark.parametrize("name", [f"{s}{p}" for s, sample in SAMPLES.items() if sample.exact for p in ("", ".gz")])
def test_text_is_kept_code_point_for_code_point(name: str) -> None:
    (incoming,) = read(content(name, [replace(REPORTS[0], text=NASTY)]), name)
    assert incoming.document.text == NASTY
    assert incoming.readable


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_says_so(name: str) -> None:
    for data in (b"", PACK[split(name)[1]](b"")):
        (incoming,) = read(data, name)
        assert [issue.code for issue in incoming.issues] == ["empty"]
        assert f"sample{name}" in incoming.issues[0].detail


@pytest.mark.parametrize("name", NAMES)
def test_junk_says_so(name: str) -> None:
    suffix, packed = split(name)
    drawn = random.Random(7)  # noqa: S311 -- examples, no secrets
    for junk in (drawn.randbytes(5000), b"\0" * 3000, bytes(range(256)) * 9):
        for data in (junk, PACK[packed](junk)):
            found = read(data, name)
            assert found
            assert told(found)
            if READERS[suffix] is not read_html:  # which finds words wherever there are any, as browsers do
                assert not any(incoming.readable and incoming.document.text for incoming in found)


@pytest.mark.parametrize("name", [f"{suffix}{packed}" for suffix in ONE_OF_EACH for packed in PACK])
def test_a_file_cut_off_anywhere_gives_what_stands_before(name: str) -> None:
    data = content(name)
    whole = [incoming.document.text for incoming in read(data, name)]
    for at in range(1, len(data), max(1, len(data) // CUTS)):
        found = read(data[:at], name)
        assert found, at
        texts = [incoming.document.text for incoming in found if incoming.readable]
        for text, full in zip(texts, whole, strict=False):  # one report is cut at most, the last
            assert text == full or text == texts[-1] or told(found), at
        if split(name)[1] or split(name)[0] in {".json", ".parquet", ".rss"}:
            assert told(found), at


@pytest.mark.parametrize("name", [f"{suffix}{packed}" for suffix in ONE_OF_EACH for packed in COMPRESSIONS])
def test_no_spoilt_byte_of_a_compressed_file_goes_unnoticed(name: str) -> None:
    data = content(name)
    whole = [incoming.document.text for incoming in read(data, name)]
    for at in range(0, len(data), max(1, len(data) // CUTS)):
        spoilt = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        found = read(spoilt, name)
        assert told(found) or [incoming.document.text for incoming in found] == whole, at


@pytest.mark.parametrize("suffix", ONE_OF_EACH)
def test_no_reader_raises(suffix: str) -> None:
    reader, good = READERS[suffix], SAMPLES[suffix].make(REPORTS)

    @settings(max_examples=25)
    @given(data=st.binary(max_size=400) | _spoilt(good))
    def run(data: bytes) -> None:
        found = list(reader(io.BytesIO(data), "sample"))
        assert all(incoming.document.text or incoming.issues for incoming in found)

    run()


@pytest.mark.parametrize("packed", COMPRESSIONS)
def test_no_unpacking_raises(packed: str) -> None:
    good = PACK[packed](b"One report.\n" * 50) * 3

    @settings(max_examples=60)
    @given(data=st.binary(max_size=400) | _spoilt(good))
    def run(data: bytes) -> None:
        source = Unpacked(io.BytesIO(data), COMPRESSIONS[packed])
        places = []
        while True:
            source.read()
            if source.damage is None:
                break
            places.append(source.damage.member)
            source.go_on()
        assert places == sorted(set(places))  # never the same twice

    run()


@settings(max_examples=60)
@given(data=st.binary(max_size=300), number=st.integers(0, len(SAMPLES) - 1), packed=st.sampled_from(list(PACK)), at=st.integers(0, 3000))
def test_nothing_without_a_name_raises(data: bytes, number: int, packed: str, at: int) -> None:
    good = PACK[packed](list(SAMPLES.values())[number].make(REPORTS))
    for tried in (data, good[:at] + data + good[at:]):
        found = list(read_stream(io.BufferedReader(io.BytesIO(tried)), "-"))
        assert found
        assert all(incoming.document.text or incoming.issues for incoming in found)


def _spoilt(good: bytes) -> st.SearchStrategy[bytes]:
    """The sample with a piece of it put in place of another."""
    places = st.integers(0, len(good))
    return st.builds(lambda at, size, junk: good[:at] + junk + good[at + size :], places, st.integers(0, 80), st.binary(max_size=40))


@pytest.mark.parametrize("suffix", [suffix for suffix in ONE_OF_EACH if suffix != ".tsv"])
def test_standard_input_is_told_by_how_it_begins(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [incoming.document.id for incoming in read(SAMPLES[suffix].make(REPORTS), suffix)]
    assert READERS[format_of(SAMPLES[suffix].make(REPORTS))] is READERS[suffix]
    for pack in PACK.values():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack(SAMPLES[suffix].make(REPORTS)))))
        assert [incoming.document.id for incoming in read_inputs(["-"])] == known
