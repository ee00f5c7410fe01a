"""CSV, TSV and Parquet: columns by their names, a bad row costs itself, memory stays flat."""

import datetime
import io
import tracemalloc
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from dragoman.model.text import Incoming
from dragoman.read.inputs import read_stream
from dragoman.read.limits import LARGEST_DOCUMENT


def read(data: bytes, name: str = "news.csv") -> list[Incoming]:
    return list(read_stream(io.BufferedReader(io.BytesIO(data)), name))


def codes(found: list[Incoming]) -> list[str]:
    return [issue.code for incoming in found for issue in incoming.issues]


def texts(found: list[Incoming]) -> list[str]:
    return [incoming.document.text for incoming in found if incoming.readable]


def parquet(columns: dict[str, object], **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


@pytest.mark.parametrize("name", ["news.csv", "news.tsv", "news.parquet"])
def test_a_table_without_text_names_its_columns_and_those_that_are_read(name: str) -> None:
    header = "headline\tbody\tdate" if name == "news.tsv" else "headline,body,date"
    data = parquet({"headline": ["a"], "body": ["b"], "date": ["c"]}) if name == "news.parquet" else f"{header}\na,b,c\n".encode()
    (incoming,) = read(data, name)
    assert codes([incoming]) == ["no-text-column"]
    assert not incoming.readable
    detail = incoming.issues[0].detail
    assert detail.startswith(f"{name}: no column 'text'")
    assert "(headline, body, date)" in detail
    assert "'title'" in detail
    assert "'published'" in detail


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_tells_the_separator(separator: str) -> None:
    data = f'ID{separator} Text {separator}"TITLE"\nr1{separator}"One, two; three\tfour."{separator}Talks\n'.encode()
    (incoming,) = read(data)
    assert (incoming.document.id, incoming.document.text, incoming.document.title) == ("r1", "One, two; three\tfour.", "Talks")


def test_a_bad_row_costs_only_itself() -> None:
    rows = ["id,text", "1,One.", '2,"Two." and more', "3,Three, and more", "4", '5,"Five', 'has a line more."', "", "6,Six."]
    found = read("\n".join(rows).encode())
    assert texts(found) == ["One.", "Five\nhas a line more.", "Six."]
    assert codes(found) == ["not-a-row"] * 3
    assert [incoming.document.source.offset for incoming in found] == [2, 3, 4, 5, 7, 9]
    assert all(f"news.csv:{line}:" in found[line - 2].issues[0].detail for line in (3, 4, 5))


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    found = read(b'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    assert texts(found) == ["One."]
    assert codes(found) == ["not-a-row"]
    assert "news.csv:3 to 4:" in found[1].issues[0].detail


def test_a_row_may_lack_its_last_cells() -> None:
    (incoming,) = read(b"id,text,title\n1,One.\n")
    assert (incoming.document.text, incoming.document.title) == ("One.", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_spreadsheets_write_a_signature(encoding: str) -> None:
    assert texts(read("text\ttitle\nŞuşa.\tŞ\n".encode(encoding))) == ["Şuşa."]


def test_a_row_that_is_no_utf8_is_read_with_an_issue() -> None:
    found = read(b"id,text\n1,One \xfe.\n2,Two.\n")
    assert texts(found) == ["One \ufffd.", "Two."]
    assert codes(found) == ["encoding-broken"]
    assert "news.csv:2:" in found[0].issues[0].detail


def test_several_names_of_a_byline_are_told_apart() -> None:
    assert read(b"text,byline\nOne.,Ann Hill; Tom Wood\n")[0].document.byline == ("Ann Hill", "Tom Wood")


def test_a_cell_of_a_hundred_thousand_words_is_read_and_one_too_large_is_told() -> None:
    long = "word " * 100_000
    assert texts(read(f'text\n"{long}"\n'.encode())) == [long]
    found = read(b"text\nOne.\n" + b'"' + b"x" * (LARGEST_DOCUMENT + 9) + b'"\nTwo.\n')
    assert texts(found) == ["One.", "Two."]
    assert codes(found) == ["not-a-row"]


@pytest.mark.parametrize("mark", ['"', ""])
def test_no_report_is_made_of_what_is_left_of_a_cell_too_large(mark: str) -> None:
    lines = "\nfalse,row" if mark else ""
    found = read(f"text,title\nOne.,\n{mark}{'x' * (LARGEST_DOCUMENT + 9)}{lines}{mark},\nTwo.,\n".encode())
    assert texts(found) == ["One.", "Two."]
    assert codes(found) == ["not-a-row"]
    assert found[-1].document.source.offset == (5 if mark else 4)


def test_parquet_columns_of_other_types_are_read() -> None:
    data = parquet({
        "id": [7, None],
        "text": ["One.", None],
        "published": [datetime.date(2022, 2, 16), None],
        "byline": [["Ann Hill", "Tom Wood"], None],
        "url": pa.array(["https://a.example/1", None], pa.large_string()),
        "title": pa.array(["Talks", None]).dictionary_encode(),
        "other": [1.5, 2.5],
    })  # fmt: skip
    one, two = read(data, "news.parquet")
    document = one.document
    assert (document.id, document.published, document.byline) == ("7", "2022-02-16", ("Ann Hill", "Tom Wood"))
    assert (document.url, document.title, document.source.offset) == ("https://a.example/1", "Talks", 1)
    assert codes([one, two]) == ["no-text"]
    assert "news.parquet:2:" in two.issues[0].detail


def test_parquet_times_and_bytes_are_dates_and_text() -> None:
    when = pa.array([datetime.datetime(2022, 2, 16, 23, 5)])  # noqa: DTZ001 -- as tables have them
    (incoming,) = read(parquet({"text": pa.array(["Şuşa.".encode()], pa.binary()), "published": when}), "news.parquet")
    assert (incoming.document.text, incoming.document.published) == ("Şuşa.", "2022-02-16")
    (incoming,) = read(parquet({"text": pa.array([b"One \xff."], pa.binary())}), "news.parquet")
    assert codes([incoming]) == ["encoding-broken"]


def test_parquet_that_is_damaged_in_the_middle_gives_what_stands_before() -> None:
    rows = [f"Report {n} of many." * 9 for n in range(2000)]
    data = bytearray(parquet({"text": rows}, row_group_size=500, use_dictionary=False, compression="zstd"))
    data[len(data) // 2 : len(data) // 2 + 400] = b"\xff" * 400
    found = read(bytes(data), "news.parquet")
    assert 500 <= len(texts(found)) < 2000
    assert texts(found) == rows[: len(texts(found))]
    assert codes(found) == ["not-parquet"]


def test_many_rows_take_no_more_memory_than_few(tmp_path: Path) -> None:
    rows = ["Georgia and Armenia agreed on a crossing. " * 100] * 10_000  # 42 MB
    path = tmp_path / "news.parquet"
    path.write_bytes(parquet({"text": rows}))
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    count = most = 0
    with path.open("rb") as source:
        for _ in read_stream(source, str(path)):
            count += 1
            most = max(most, pa.total_allocated_bytes() - before)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 8_000_000
    assert most < 16_000_000


def test_a_cell_of_parquet_that_unpacks_without_end_costs_its_rows() -> None:
    out = io.BytesIO()
    schema = pa.schema({"text": pa.string()})
    with pq.ParquetWriter(out, schema, compression="zstd", use_dictionary=False) as writer:
        for texts_of_group in (["One."], ["x" * 120_000_000, *["small"] * 60], ["Two."]):
            writer.write_table(pa.table({"text": texts_of_group}, schema))
    found = read(out.getvalue(), "news.parquet")
    assert texts(found) == ["One.", "Two."]
    assert codes(found) == ["too-large"]
    assert [incoming.document.source.offset for incoming in found] == [1, 2, 63]


def test_rows_without_end_that_are_empty_end_with_an_issue() -> None:
    found = read(b"text,title\nOne.,\n" + b"\n" * 2_100_000 + b"Two.,\n")
    assert texts(found) == ["One."]
    assert codes(found) == ["too-large"]
