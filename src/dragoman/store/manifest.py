"""The manifest: what was read, when, by which version, what failed and why, and what of it need not even be opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model.ports import FinishedInput, ManifestEntry, ReadPage, Version
from dragoman.model.reading import MadeBy
from dragoman.model.text import Document
from dragoman.store import schema


def path_of(document: Document) -> str | None:
    """The input that a document was read from: a file, an archive, or an address."""
    source = document.source
    return source.path or source.archive or source.url


def entries(connection: Connection) -> Iterator[ManifestEntry]:
    """What was read, in the order of reading."""
    read, told = schema.readings, schema.documents.c
    query = sa.select(read, told.reading.label("current"), told.outlet, told.title, told.published, told.duplicate_of).outerjoin(
        schema.documents, told.id == read.c.document
    )
    for row in connection.execution_options(yield_per=1000).execute(query.order_by(read.c.number)):
        yield ManifestEntry(
            document=row.document,
            path=row.path,
            version=Version(made_by=MadeBy(dragoman=row.dragoman, knowledge=row.knowledge, model=row.model), scope=row.scope),
            read_at=row.read_at,
            current=row.current == row.number,
            failure=row.failure,
            outlet=row.outlet,
            title=row.title,
            published=row.published,
            duplicate_of=row.duplicate_of,
        )


def finish(connection: Connection, inputs: Sequence[FinishedInput], version: Version) -> None:
    """Keep that this version has read these files to their end; what was kept of them before is replaced."""
    table = schema.inputs
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    latest = {one.path: one for one in inputs}
    for one in latest.values():
        connection.execute(sa.delete(table).where(table.c.path == one.path))
    rows = [
        {
            "path": one.path,
            **columns_of(version),
            "size": one.size,
            "changed": one.changed,
            "documents": one.documents,
            "finished_at": now,
        }
        for one in latest.values()
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def finished(connection: Connection, version: Version) -> Mapping[str, FinishedInput]:
    """The files that this version has read to their end, by path."""
    table = schema.inputs
    query = sa.select(table.c.path, table.c.size, table.c.changed, table.c.documents).where(*same_version(table, version))
    return {
        row.path: FinishedInput(path=row.path, size=row.size, changed=row.changed, documents=row.documents)
        for row in connection.execution_options(yield_per=1000).execute(query)
    }


def keep_pages(connection: Connection, pages: Sequence[ReadPage]) -> None:
    """Keep which document was found in each page; what was kept of a page before is replaced."""
    table = schema.pages
    rows = {one.page: {"page": one.page, **columns_of(one.version), "document": one.document} for one in pages}
    if rows:
        connection.execute(sa.delete(table).where(table.c.page.in_(rows)))
        connection.execute(sa.insert(table), list(rows.values()))


def page(connection: Connection, name: str, version: Version) -> str | None:
    """The document that this version found in a page."""
    table = schema.pages
    found: str | None = connection.execute(sa.select(table.c.document).where(table.c.page == name, *same_version(table, version))).scalar()
    return found


def columns_of(version: Version) -> dict[str, str]:
    """A version as tables keep it."""
    made_by = version.made_by
    return {"dragoman": made_by.dragoman, "knowledge": made_by.knowledge, "model": made_by.model, "scope": version.scope}


def same_version(table: sa.Table, version: Version) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether a row of this table was made by this version."""
    return tuple(table.c[name] == value for name, value in columns_of(version).items())
