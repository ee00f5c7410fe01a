"""CSV and TSV with a header line: one report a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from dragoman.model.text import Incoming, Issue, Source
from dragoman.read.columns import find_columns, without_text
from dragoman.read.decoding import SAMPLE, SIGNATURES, looks_binary
from dragoman.read.fields import read_fields
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.text import unreadable

DELIMITERS = (",", ";", "\t")  # in the order tried: spreadsheets of half of Europe write ";"
LONGEST_HEADER = 1 << 16  # characters
BYLINES = ";"  # stands between the names in a cell
MOST_EMPTY = 2_000_000  # rows one behind the other: a spreadsheet has 1,048,576; more are there to take time
NOT_UTF8 = re.compile("[\udc80-\udcff]")  # how Python marks a byte that is no UTF-8
REMEDY = 'put texts in quotation marks, and double those inside ("")'


def read_csv(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a CSV file, in order; ``source.offset`` is the number of the line on which the row ends.

    Columns are separated by the first of ``,`` ``;`` and tab that gives a column ``text``.
    """
    return _read(source, path, DELIMITERS)


def read_tsv(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a table separated by tabs, in order; in all else as CSV."""
    return _read(source, path, ("\t",))


def _read(source: BinaryIO, path: str, delimiters: Sequence[str]) -> Iterator[Incoming]:
    buffered = io.BufferedReader(source)  # type: ignore[type-var]  # anything that has readinto will do
    head = buffered.peek(SAMPLE)[:SAMPLE]
    encoding = next((name for mark, name in SIGNATURES if head.startswith(mark)), "utf-8")
    lines = io.TextIOWrapper(buffered, encoding, errors="surrogateescape" if encoding.startswith("utf-8") else "replace", newline="")
    try:
        if looks_binary(head):
            yield unreadable(path, "not-text", f"{path}: not text; name the format by the file's ending")
        else:
            yield from _read_rows(lines, path, delimiters)
    finally:
        lines.detach()
        buffered.detach()  # else the source would be closed with them


def _read_rows(lines: io.TextIOWrapper, path: str, delimiters: Sequence[str]) -> Iterator[Incoming]:
    header = lines.readline(LONGEST_HEADER)
    if not header.strip():
        return
    delimiter = next((one for one in delimiters if "text" in find_columns(_cells(header, one))), delimiters[0])
    names = _cells(header, delimiter)
    columns = find_columns(names)
    if "text" not in columns:
        yield without_text(names, path)
        return
    csv.field_size_limit(LARGEST_DOCUMENT)  # of the whole process, in which nothing else reads CSV
    told = _Lines(lines)
    rows = csv.reader(told, delimiter=delimiter, strict=True)
    empty = 0  # rows, one behind the other
    while True:
        begun = told.number + 1
        told.begin_row()
        try:
            row = told.whole_row(rows)
        except csv.Error as error:
            told.leave_row()
            ended = told.number
            where = f"{path}:{begun}" if ended == begun else f"{path}:{begun} to {ended}"
            yield unreadable(path, "not-a-row", f"{where}: no row of a table ({error}); {REMEDY}", source=Source(path=path, offset=ended))
            continue
        if row is None:
            return
        empty = 0 if any(row) else empty + 1
        if empty > MOST_EMPTY:
            detail = f"{path}:{told.number}: {MOST_EMPTY:,} empty rows; what follows is not read: take them out"
            yield unreadable(path, "too-large", detail, source=Source(path=path, offset=told.number))
            return
        if not empty:
            yield _read_row(row, len(names), columns, Source(path=path, offset=told.number))


class _Lines:
    """The lines after the header, with what one must know of the row that they belong to.

    ``number`` is that of the last line, ``whole`` whether it was read to its end: of one that is too large a piece is given.
    """

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self.number = 1  # the header
        self.whole = True
        self._lines = lines
        self.begin_row()

    def begin_row(self) -> None:
        self._length = self._marks = 0

    def whole_row(self, rows: Iterator[list[str]]) -> list[str] | None:
        """The next of the rows that are made of these lines; csv.Error where its line is too large to be read whole."""
        row = next(rows, None)
        if not self.whole:
            raise csv.Error(f"line larger than {LARGEST_DOCUMENT:,} characters")
        return row

    def leave_row(self) -> None:
        """Pass over what is left of a row of which a cell is too long: to the end of its line, or of the cell if that is quoted."""
        while self._length >= LARGEST_DOCUMENT and (not self.whole or self._marks % 2) and next(self, ""):
            pass

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        piece = self._lines.readline(LARGEST_DOCUMENT)
        if not piece:
            raise StopIteration
        self.number += self.whole
        self.whole = len(piece) < LARGEST_DOCUMENT or piece.endswith(("\n", "\r"))
        self._length += len(piece)
        self._marks += piece.count('"')
        return piece


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _read_row(row: Sequence[str], width: int, columns: Mapping[str, int], source: Source) -> Incoming:
    path, where = str(source.path), f"{source.path}:{source.offset}"
    if len(row) > width or len(row) <= columns["text"]:
        detail = f"{where}: the row has {len(row)} cells, the header {width}; {REMEDY}"
        return unreadable(path, "not-a-row", detail, source=source)
    issues: tuple[Issue, ...] = ()
    if any(NOT_UTF8.search(cell) for cell in row):
        issues = (Issue(code="encoding-broken", detail=f"{where}: not all of this row is valid UTF-8; save the file as UTF-8"),)
        row = [NOT_UTF8.sub("\ufffd", cell) for cell in row]
    data: dict[str, object] = {name: row[number] for name, number in columns.items() if number < len(row) and row[number]}
    data["text"] = row[columns["text"]]
    if isinstance(names := data.get("byline"), str):
        data["byline"] = [name.strip() for name in names.split(BYLINES)]
    return read_fields(data, source, issues, where)
