"""A JSON file that is one value: a JSON Feed, a list of reports, or one report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.model.text import Incoming, Issue, Source
from dragoman.read.decoding import decode
from dragoman.read.feeds.entry import Entry, Feed, read_entry
from dragoman.read.fields import read_object
from dragoman.read.limits import LARGEST_DOCUMENT
from dragoman.read.text import too_large, unreadable

JSON_FEED = "jsonfeed.org/version/"  # in the "version" of every JSON Feed


def read_json(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The reports of a JSON file (a list, one alone, or a JSON Feed), in order; ``source.offset`` is the number of each, from 1."""
    content = source.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        yield too_large(path)
        return
    text, issues = decode(content, path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.strip():
            yield unreadable(path, "not-json", f"{path}: not JSON ({error}); name a file of one JSON object a line .jsonl")
        return
    if isinstance(data, dict) and JSON_FEED in str(data.get("version")):
        yield from _read_feed(data, path, issues)
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        where = f"{path}: report {number}" if isinstance(data, list) else path
        yield read_object(item, Source(path=path, offset=number), issues, where)


def _read_feed(data: Mapping[str, Any], path: str, issues: tuple[Issue, ...]) -> Iterator[Incoming]:
    """The entries of a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    feed = Feed(path=path, url=_text(data, "home_page_url"), title=_text(data, "title"), language=_text(data, "language"))
    items = data.get("items")
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        fields = item if isinstance(item, dict) else {}
        texts = [(_text(fields, name) or "", name == "content_html") for name in ("content_html", "content_text", "summary")]
        entry = Entry(
            number=number,
            title=_text(fields, "title"),
            title_is_markup=False,
            texts=tuple(texts),
            url=_text(fields, "url") or _text(fields, "external_url"),
            published=_text(fields, "date_published") or _text(fields, "date_modified"),
            authors=_authors(fields) or _authors(data),
            language=_text(fields, "language"),
        )
        yield read_entry(entry, feed, issues)


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Names; version 1.0 has one author, 1.1 a list."""
    found = fields.get("authors")
    people = found if isinstance(found, list) else [fields.get("author")]
    return tuple(person["name"] for person in people if isinstance(person, dict) and isinstance(person.get("name"), str))
