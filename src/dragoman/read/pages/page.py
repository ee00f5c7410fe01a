"""One page: its main text by trafilatura, its particulars from what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.model.text import Document, Incoming, Source, document_id
from dragoman.read.text import unreadable


def read_html(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The one report of a saved page."""
    yield read_page(source.read(), Source(path=path), name=path)


def read_page(content: bytes, source: Source, *, name: str, charset: str | None = None) -> Incoming:  # noqa: ARG001 -- next
    """The report that a page holds, or a placeholder with the Issue that says why there is none.

    ``source`` is where the page was read (``url`` its address, where that is known); ``name`` stands for it in messages; ``charset`` is
    what the server said of its encoding.
    """
    import trafilatura  # noqa: PLC0415 -- slow to import, and only pages need it

    found = trafilatura.bare_extraction(content, url=source.url, fast=True, with_metadata=True, as_dict=True)
    if not isinstance(found, dict) or not found["text"]:
        return unreadable(name, "no-text", f"{name}: no report found in this page; save the page of the report itself")
    title, outlet, published, text = (found[key] for key in ("title", "sitename", "date", "text"))
    identity = document_id(url=source.url, outlet=outlet, published=published, title=title, text=text)
    document = Document(id=identity, source=source, url=source.url, title=title, outlet=outlet, published=published, text=text)
    return Incoming(document=document)
