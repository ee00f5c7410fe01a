"""The pages of a web archive: HTTP responses of status 200 that are HTML. All other records are passed over."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import BinaryIO

from dragoman.model.ports import Known
from dragoman.model.text import Document, Incoming, Issue, Source
from dragoman.read.archives.http import parse_response, unpack_body
from dragoman.read.archives.records import Fault, Record, iterate
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.pages import read_page
from dragoman.read.text import too_large, unreadable

LOG = logging.getLogger("dragoman")
REMEDIES = {
    "cut-off": "what stands before is read; fetch the file again for the rest",
    "damaged": "the records around it are read; fetch the file again for what is missing",
    "too-large": "it is passed over, and the records around it are read",
}


def read_archive(source: BinaryIO, path: str, known: Known | None = None) -> Iterator[Incoming]:
    """The pages of a WARC or ARC file, in order; ``source`` of each names archive, offset and address.

    Whatever is damaged costs a placeholder with the Issue that says where, and reading goes on behind it. Pages that are ``known`` are
    passed over: to take one apart costs a hundred times what it costs to find it.
    """
    others: Counter[str] = Counter()
    for found in iterate(source):
        incoming = _damaged(found, path) if isinstance(found, Fault) else _page(found, path, known)
        if incoming is not None:
            yield incoming
        elif isinstance(found, Record):
            others[found.kind] += 1
    LOG.info("%s: records passed over: %s", path, ", ".join(f"{count} {kind}" for kind, count in sorted(others.items())) or "none")


def _damaged(fault: Fault, path: str) -> Incoming:
    detail = f"{path}:{fault.offset}: {fault.detail}; {REMEDIES[fault.code]}"
    return unreadable(path, fault.code, detail, source=Source(archive=path, offset=fault.offset))


def _page(record: Record, path: str, known: Known | None) -> Incoming | None:
    """What the page in a record holds; None where it is no page."""
    response = parse_response(record.content) if record.kind == "response" else None
    if response is None or not response.is_page:
        return None
    source = Source(archive=path, offset=record.offset, url=record.url)
    place = f"{path}:{record.offset}"
    if len(record.content) < record.size:
        return too_large(path, source)
    page = _digest(record)
    if known is not None and (identity := known(page)) is not None:
        return Incoming(document=Document(id=identity, source=source, url=record.url), page=page, known=True)
    body = unpack_body(response)
    if len(body.content) > LARGEST_DOCUMENT:
        return too_large(path, source)
    incoming = read_page(body.content, source, name=place, charset=response.charset)
    issues = incoming.issues
    if body.lacking is not None:
        issues = (*issues, Issue(code="page-cut-off", detail=f"{place}: {body.lacking}; the page is read as far as it goes"))
    return replace(incoming, document=replace(incoming.document, source=source), issues=issues, page=page)


def _digest(record: Record) -> str:
    """Of all that a page is read from: its address, and what the server sent. Where it stands is no part of it, so files may change."""
    made = blake2b((record.url or "").encode("utf-8") + b"\n", digest_size=16)
    made.update(record.content)
    return made.hexdigest()
