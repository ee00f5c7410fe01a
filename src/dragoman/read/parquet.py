"""Parquet, in small batches: one report a row."""

from __future__ import annotations

import contextlib
import datetime
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from dragoman.model.text import Incoming, Issue, Source
from dragoman.read.columns import find_columns, without_text
from dragoman.read.fields import read_fields
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.parquet_child import Message
from dragoman.read.text import too_large, unreadable

CODE = "import sys; sys.path[:] = {path!r}; from dragoman.read.parquet_child import main; main()"


def read_parquet(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a Parquet file, in order; ``source.offset`` is the number of the row, from 1.

    Parquet is read from its end, and by another process: what is no file is put on disk first.
    """
    first = source.read(1)
    if not first:
        return
    with contextlib.ExitStack() as stack:
        try:
            source.fileno()
            source.seek(0)
            file = source
        except OSError:  # a stream, or bytes in memory
            file = cast("BinaryIO", stack.enter_context(tempfile.TemporaryFile()))
            file.write(first)
            shutil.copyfileobj(source, file)
            file.seek(0)
        yield from _read(file, path)


def _read(file: BinaryIO, path: str) -> Iterator[Incoming]:
    number = 0
    for kind, content in _told(file):
        match kind:
            case "names" if "text" not in find_columns(content):
                yield without_text(content, path)
                return
            case "rows":
                for row in content:
                    number += 1
                    yield _read_row(row, Source(path=path, offset=number))
            case "large":
                yield too_large(path, Source(path=path, offset=number + 1))
                number += content
            case "failed":
                detail = (
                    f"{path}: no Parquet can be read behind row {number} ({content}); what stands before is read: "
                    "make or fetch the file again"
                )
                yield unreadable(path, "not-parquet", detail, source=Source(path=path, offset=number))


def _told(file: BinaryIO) -> Iterator[Message]:
    """What the process that opens the file finds in it; its sudden end is told as a failure."""
    command = [sys.executable, "-c", CODE.format(path=sys.path)]
    process = subprocess.Popen(  # noqa: S603 -- our own program
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        kind = ""
        while kind not in {"end", "failed"}:
            try:
                kind, content = pickle.load(cast("BinaryIO", process.stdout))  # noqa: S301 -- written by our own program
            except (EOFError, pickle.UnpicklingError):
                kind, content = "failed", "damaged in a way that ends its library"
            yield kind, content
    finally:
        process.kill()
        cast("BinaryIO", process.stdout).close()
        process.wait()


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
