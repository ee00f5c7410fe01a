"""The process in which a Parquet file is opened: its library ends the process at some damaged files, and no exception tells it.

The file is standard input; what is found in it goes to standard output, one pickled message after another:

    ("names", names)        the columns, in order
    ("rows", rows)          some rows, as fields of a document
    ("large", count)        so many rows are passed over: a bomb
    ("failed", reason)      the library says what is wrong; the last message
    ("end", None)           the last message of a file read to its end
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.read.columns import find_columns
from dragoman.read.compression import BOMB_RATIO
from dragoman.read.limits import LARGEST_DOCUMENT

if TYPE_CHECKING:
    import pyarrow.parquet  # type: ignore[import-untyped]

ROWS = 64  # at once: of reports of 5 KB a third of a megabyte
LARGE_CELL = 1 << 20  # bytes on average: reports have a few thousand
BUFFER = 1 << 20  # bytes read ahead in each column, in place of a whole row group
Message = tuple[str, Any]


def main() -> None:
    """Send what the file at standard input holds."""
    answers = os.fdopen(os.dup(1), "wb")
    for message in messages(sys.stdin.buffer):
        pickle.dump(message, answers)
        answers.flush()


def messages(source: BinaryIO) -> Iterator[Message]:
    """What a Parquet file holds."""
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, and only Parquet needs it
    import pyarrow.parquet as pq  # noqa: PLC0415 -- as above

    try:
        file = pq.ParquetFile(source, buffer_size=BUFFER, pre_buffer=False)
        names = file.schema_arrow.names
        yield "names", names
        wanted = {field: names[at] for field, at in find_columns(names).items()}
        for group in range(file.num_row_groups):
            about = file.metadata.row_group(group)
            if _is_bomb(about, set(wanted.values())):
                yield "large", about.num_rows
            else:
                yield from (("rows", rows) for rows in _rows(file, group, wanted))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        yield "failed", str(error).partition("\n")[0]
        return
    yield "end", None


def _is_bomb(group: pyarrow.parquet.RowGroupMetaData, names: Collection[str]) -> bool:
    """Whether the cells of a column are said to be larger than any document, or large and packed beyond what texts allow."""
    for column in (group.column(number) for number in range(group.num_columns)):
        cell = column.total_uncompressed_size / max(1, group.num_rows)
        packed = column.total_uncompressed_size > BOMB_RATIO * column.total_compressed_size
        if column.path_in_schema.partition(".")[0] in names and (cell > LARGEST_DOCUMENT or (cell > LARGE_CELL and packed)):
            return True
    return False


def _rows(file: pyarrow.parquet.ParquetFile, group: int, names: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a group, as fields, some at a time."""
    for batch in file.iter_batches(batch_size=ROWS, row_groups=[group], columns=list(names.values()), use_threads=False):
        columns = {field: batch.column(batch.schema.get_field_index(name)) for field, name in names.items()}
        yield [{field: column[at].as_py() for field, column in columns.items()} for at in range(batch.num_rows)]
