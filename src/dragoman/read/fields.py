"""Named fields -> a document: what JSON Lines, tables and feeds have in common."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from dragoman.model.text import Document, Incoming, Issue, Source, document_id
from dragoman.read.text import unreadable

TEXTS = ("id", "url", "title", "outlet", "published", "language")
FIELDS = ("text", "title", "published", "outlet", "byline", "url", "language", "id")  # all that are read; only the first is required


def read_object(data: object, source: Source, issues: tuple[Issue, ...], where: str) -> Incoming:
    """A document from what should be an object with the fields of ``document``, or the placeholder that says what is wrong with it."""
    fields = data if isinstance(data, dict) else {}
    if not isinstance(fields.get("text"), str):
        identity = fields.get("id") if isinstance(fields.get("id"), str) else None
        detail = f"{where}: no field 'text' that holds the report; give each object one"
        return unreadable(str(source.path), "no-text", detail, source=source, identity=identity)
    return read_fields(fields, source, issues, where)


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
    byline = data.get("byline")
    names = [byline] if isinstance(byline, str) else byline if isinstance(byline, list) else []
    text = str(data["text"])
    if not text.strip() and not any(issue.code == "empty" for issue in issues):
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
        byline=tuple(name for name in names if isinstance(name, str) and name),
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
