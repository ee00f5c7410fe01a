"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from dragoman.model.text import Document, Incoming, Issue, Source, digest, document_id
from dragoman.read.decoding import decode, looks_binary
from dragoman.read.limits import LARGEST_DOCUMENT


def unreadable(path: str, code: str, detail: str, *, source: Source | None = None, identity: str | None = None) -> Incoming:
    """The placeholder of an input that could not be read: no text, and the Issue that says why and what to do.

    Its id, if it brings none, is made of the name of the file and the place in it, for there is no text to make it of.
    """
    source = source or Source(path=path)
    document = Document(id=identity or digest("unreadable", PurePath(path).name, str(source.offset), code), source=source, url=source.url)
    return Incoming(document=document, issues=(Issue(code=code, detail=detail),), readable=False)


def nothing_in(path: str) -> Incoming:
    """The empty document that stands for a file that holds none."""
    identity = document_id(url=None, outlet=None, published=None, title=None, text="")
    issue = Issue(code="empty", detail=f"{path}: no report in this file; nothing to read")
    return Incoming(document=Document(id=identity, source=Source(path=path)), issues=(issue,))


def too_large(path: str, source: Source | None = None) -> Incoming:
    """The placeholder of a report that is longer than any that is read."""
    place = path if source is None or source.offset is None else f"{path}:{source.offset}"
    detail = f"{place}: larger than {LARGEST_DOCUMENT >> 20} MiB, which no report is; cut it into reports"
    return unreadable(path, "too-large", detail, source=source)


def read_text(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The one report of a text file, kept code point for code point."""
    content = source.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        yield too_large(path)
        return
    if not content:
        return
    if looks_binary(content):
        yield unreadable(path, "not-text", f"{path}: not text; name the format by the file's ending, or convert it to text")
        return
    text, issues = decode(content, path)
    if not text.strip():
        issues += (Issue(code="empty", detail=f"{path}: the file is empty; nothing to read"),)
    identity = document_id(url=None, outlet=None, published=None, title=None, text=text)
    yield Incoming(document=Document(id=identity, source=Source(path=path), text=text), issues=issues)
