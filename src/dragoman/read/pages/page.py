"""One page: its main text and what it says of itself, read in a process of its own under limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

from dragoman.model.text import Document, Incoming, Issue, Source, Span, digest, document_id
from dragoman.read.pages.child import SECONDS
from dragoman.read.pages.worker import WORKERS

LARGEST = 20_000_000  # bytes: pages of news have 0.1 to 2 MB, those with their pictures in them up to 15
WHY = {
    "time": ("page-too-slow", f"taking this page apart takes more than {SECONDS} seconds; save its text alone, as .txt"),
    "memory": ("page-too-large", "taking this page apart takes more than 1 GB of memory; save its text alone, as .txt"),
    "nesting": ("page-broken", "the tags of this page are nested too deep to be taken apart; save its text alone, as .txt"),
}


def read_html(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The one report of a saved page."""
    yield read_page(source.read(LARGEST + 1), Source(path=path), name=path)


def read_page(content: bytes, source: Source, *, name: str, charset: str | None = None) -> Incoming:
    """The report that a page holds, or a placeholder with the Issue that says why there is none.

    ``source`` is where the page was read (``url`` its address, where that is known); ``name`` stands for it in messages; ``charset`` is
    what the server said of its encoding. Calls from several threads run side by side, each with a process of its own.
    """
    if not content.strip():
        return _refused(source, "empty", f"{name}: the page is empty; nothing to read")
    if len(content) > LARGEST:
        detail = f"{name}: the page has more than {LARGEST // 1_000_000} MB; save its text alone, as .txt"
        return _refused(source, "page-too-large", detail)
    try:
        answer = WORKERS.ask({"url": source.url, "charset": charset}, content)
    except OSError as error:
        return _refused(source, "no-process", f"{name}: no process can be started to read pages in ({error}); end some others")
    if "failed" in answer:
        code, why = WHY.get(
            str(answer["failed"]), ("page-broken", f"the page cannot be taken apart ({answer['failed']}); save its text as .txt")
        )
        return _refused(source, code, f"{name}: {why}")
    return _incoming(answer, source, name)


def _refused(source: Source, code: str, detail: str) -> Incoming:
    """The placeholder of a page that could not be read; its id is made of where it stands, for there is no text to make it of."""
    place = (source.url, PurePath(source.path).name if source.path else None, source.archive and PurePath(source.archive).name)
    document = Document(id=digest("unreadable", *place, str(source.offset), code), source=source, url=source.url)
    return Incoming(document=document, issues=(Issue(code=code, detail=detail),), readable=False)


def _incoming(answer: Mapping[str, Any], source: Source, name: str) -> Incoming:
    text, title, url = answer["text"], answer["title"], answer["url"]
    if not text:
        return _refused(source, "no-report", f"{name}: no report is found in this page; save the page of the report itself")
    issues: tuple[Issue, ...] = ()
    if answer["broken"] and (place := text.find("\ufffd")) >= 0:
        detail = f"{name}: the page holds bytes that are not valid in its encoding; they stand replaced"
        issues = (Issue(code="encoding-broken", span=Span(place, place + 1), detail=detail),)
    outlet, published = answer["outlet"], answer["published"]
    document = Document(
        id=document_id(url=url, outlet=outlet, published=published, title=title, text=text),
        source=source,
        url=url,
        title=title,
        outlet=outlet,
        byline=tuple(answer["byline"]),
        published=published,
        language=answer["language"],
        text=text,
    )
    return Incoming(document=document, issues=issues, extracted=True)
