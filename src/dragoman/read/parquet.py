"""Parquet, in small batches: one report a row."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dragoman.model.text import Incoming, Issue, Source
from dragoman.read.columns import find_columns, without_text
from dragoman.read.compression import BOMB_RATIO
from dragoman.read.fields import read_fields
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.text import too_large, unreadable

if TYPE_CHECKING:
    import pyarrow.parquet  # type: ignore[import-untyped]

ROWS = 64  # at once: of reports of 5 KB a third of a megabyte
LARGE_CELL = 1 << 20  # bytes on average: reports have a few thousand
BUFFER = 1 << 20  # bytes read ahead in each column, in place of a whole row group


def read_parquet(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a Parquet file, in order; ``source.offset`` is the number of the row, from 1.

    Parquet is read from its end, so that a stream is put on disk first.
    """
    if source.seekable():
        yield from _read(source, path)
        return
    with tempfile.TemporaryFile() as whole:
        shutil.copyfileobj(source, whole)
        whole.seek(0)
        yield from _read(cast("BinaryIO", whole), path)


def _read(source: BinaryIO, path: str) -> Iterator[Incoming]:
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, and only Parquet needs it
    import pyarrow.parquet as pq  # noqa: PLC0415 -- as above

    if not source.read(1):
        return
    number = 0
    try:
        file = pq.ParquetFile(source, buffer_size=BUFFER, pre_buffer=False)
        names = file.schema_arrow.names
        columns = find_columns(names)
        if "text" not in columns:
            yield without_text(names, path)
            return
        wanted = {field: names[at] for field, at in columns.items()}
        for group in range(file.num_row_groups):
            if _is_bomb(file.metadata.row_group(group), set(wanted.values())):
                yield too_large(path, Source(path=path, offset=number + 1))
                number += file.metadata.row_group(group).num_rows
                continue
            for row in _rows(file, group, wanted):
                number += 1
                yield _read_row(row, Source(path=path, offset=number))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = str(error).partition("\n")[0]
        detail = f"{path}: no Parquet can be read behind row {number} ({reason}); what stands before is read: make or fetch the file again"
        yield unreadable(path, "not-parquet", detail, source=Source(path=path, offset=number))


def _is_bomb(group: pyarrow.parquet.RowGroupMetaData, names: Collection[str]) -> bool:
    """Whether the cells of a column are said to be larger than any document, or large and packed beyond what texts allow."""
    for column in (group.column(number) for number in range(group.num_columns)):
        cell = column.total_uncompressed_size / max(1, group.num_rows)
        packed = column.total_uncompressed_size > BOMB_RATIO * column.total_compressed_size
        if column.path_in_schema.partition(".")[0] in names and (cell > LARGEST_DOCUMENT or (cell > LARGE_CELL and packed)):
            return True
    return False


def _rows(file: pyarrow.parquet.ParquetFile, group: int, names: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The rows of a group, as fields."""
    for batch in file.iter_batches(batch_size=ROWS, row_groups=[group], columns=list(names.values()), use_threads=False):
        columns = {field: batch.column(batch.schema.get_field_index(name)) for field, name in names.items()}
        for at in range(batch.num_rows):
            yield {field: column[at].as_py() for field, column in columns.items()}


def _read_row(row: Mapping[str, Any], source: Source) -> Incoming:
    where = f"{source.path}:{source.offset}"
    data = dict(row)
    issues: tuple[Issue, ...] = ()
    for name, value in row.items():
        if isinstance(value, bytes):
            text = value.decode("utf-8", errors="replace")
            if "\ufffd" in text:
                issues += (Issue(code="encoding-broken", detail=f"{where}: '{name}' is not valid UTF-8"),)
            data[name] = text
        elif isinstance(value, datetime.date):  # times are dates too
            data[name] = value.isoformat()[:10]
        elif name == "id" and isinstance(value, int):
            data[name] = str(value)
    text = data["text"]
    if not isinstance(text, str):
        detail = f"{where}: no text in the column 'text'; the row is passed over"
        return unreadable(
            str(source.path), "no-text", detail, source=source, identity=data["id"] if isinstance(data.get("id"), str) else None
        )
    if len(text) > LARGEST_DOCUMENT:
        return too_large(str(source.path), source)
    return read_fields(data, source, issues, where)
