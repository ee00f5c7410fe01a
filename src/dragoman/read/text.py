"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from dragoman.model.text import Document, Incoming, Issue, Source, digest, document_id
from dragoman.read.decoding import decode, looks_binary


def unreadable(path: str, code: str, detail: str, *, offset: int | None = None, identity: str | None = None) -> Incoming:
    """The placeholder of an input that could not be read: no text, and the Issue that says why and what to do.

    Its id, if it brings none, is made of the name of the file and the place in it, for there is no text to make it of.
    """
    source = Source(path=path, offset=offset)
    document = Document(id=identity or digest("unreadable", PurePath(path).name, str(offset), code), source=source)
    return Incoming(document=document, issues=(Issue(code=code, detail=detail),), readable=False)


def read_text(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The one report of a text file, kept code point for code point."""
    content = source.read()
    if looks_binary(content):
        yield unreadable(path, "not-text", f"{path}: not text; name the format by the file's ending, or convert it to text")
        return
    text, issues = decode(content, path)
    if not text.strip():
        issues += (Issue(code="empty", detail=f"{path}: the file is empty; nothing to read"),)
    identity = document_id(url=None, outlet=None, published=None, title=None, text=text)
    yield Incoming(document=Document(id=identity, source=Source(path=path), text=text), issues=issues)
