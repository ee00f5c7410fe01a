"""JSON Lines: one report a line, with the fields of ``document``; only ``text`` is required."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.model.text import Document, Incoming, Issue, Source, document_id
from dragoman.read.decoding import decode
from dragoman.read.text import unreadable

TEXTS = ("id", "url", "title", "outlet", "published", "language")


def read_jsonl(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a JSON Lines file, in order; ``source.offset`` is the line's number, from 1. Blank lines are passed over."""
    for number, line in enumerate(source, 1):
        if line.strip():
            yield _read_line(line, path, number)


def _read_line(line: bytes, path: str, number: int) -> Incoming:
    text, issues = decode(line, path, number)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return unreadable(path, "not-json", f"{path}:{number}: not JSON ({error}); write one JSON object a line", offset=number)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        identity = data.get("id") if isinstance(data, dict) and isinstance(data.get("id"), str) else None
        return unreadable(
            path,
            "no-text",
            f"{path}:{number}: no field 'text' that holds the report; give each object one",
            offset=number,
            identity=identity,
        )
    return read_fields(data, Source(path=path, offset=number), issues, f"{path}:{number}")


def read_fields(data: Mapping[str, Any], source: Source, issues: tuple[Issue, ...], where: str) -> Incoming:
    """A document from named fields, as JSON Lines and tables hold them; a field of the wrong type is left out, with an Issue."""
    values: dict[str, str | None] = dict.fromkeys(TEXTS)
    for name in TEXTS:
        value = data.get(name)
        if isinstance(value, str) and value.strip():
            values[name] = value.strip() if name != "id" else value
        elif value is not None and not isinstance(value, str):
            issues += (Issue(code="bad-field", detail=f"{where}: '{name}' must be a text, not {type(value).__name__}; it is left out"),)
    published = values.pop("published")
    if published is not None:
        day = iso_day(published)
        if day is None:
            issues += (
                Issue(code="bad-date", detail=f"{where}: '{published}' is no ISO date (YYYY-MM-DD); the report is read without a date"),
            )
        published = day
    byline = data.get("byline") or ()
    names = (
        (byline,)
        if isinstance(byline, str)
        else tuple(name for name in byline if isinstance(name, str))
        if isinstance(byline, list)
        else ()
    )
    text = str(data["text"])
    if not text.strip():
        issues += (Issue(code="empty", detail=f"{where}: the text is empty; nothing to read"),)
    identity = values.pop("id") or document_id(
        url=values["url"], outlet=values["outlet"], published=published, title=values["title"], text=text
    )
    document = Document(
        id=identity,
        source=source,
        url=values["url"],
        title=values["title"],
        outlet=values["outlet"],
        byline=names,
        published=published,
        language=values["language"],
        text=text,
    )
    return Incoming(document=document, issues=issues)


def iso_day(text: str) -> str | None:
    """The day of an ISO date or time, as YYYY-MM-DD; None where there is no such day."""
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat() if len(text) == 10 or text[10:11] in {"T", " "} else None  # noqa: PLR2004
    except ValueError:
        return None
