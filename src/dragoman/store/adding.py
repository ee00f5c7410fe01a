"""A reading into the tables: its document as it was read now, its claims, mentions and issues."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model.codec import encode
from dragoman.model.ports import Kept, Version
from dragoman.model.text import digest
from dragoman.store import manifest, schema
from dragoman.store.rows import claim_rows, document_row


def add(connection: Connection, kept: Kept, now: str) -> bool:
    """Keep one reading; False where it is there already."""
    document = kept.reading.document
    version = Version(made_by=kept.reading.made_by, scope=kept.scope)
    text_digest = digest(document.text)
    read, table = schema.readings, schema.documents
    has_text = bool(document.text) or kept.failure is None
    same = [read.c.text_digest == text_digest, *manifest.same_version(schema.readings, version)]
    same += (
        [read.c.document == document.id]
        if has_text
        else [read.c.document.is_(None), read.c.path == manifest.path_of(document), read.c.failure == kept.failure]
    )
    if connection.execute(sa.select(read.c.number).where(*same, read.c.failure.is_(None) if kept.failure is None else sa.true())).first():
        return False
    if has_text:
        _keep_document(connection, kept)
    (number,) = _inserted(
        connection,
        sa.insert(read).values(
            document=document.id if has_text else None,
            **manifest.columns_of(version),
            text_digest=text_digest,
            schema=kept.reading.schema,
            readable=kept.failure is None,
            failure=kept.failure,
            path=manifest.path_of(document),
            read_at=now,
        ),
    )
    if claims := claim_rows(number, kept.reading.claims):
        connection.execute(sa.insert(schema.claims), claims)
    if kept.reading.issues:
        rows = [
            {"reading": number, "position": place, "code": i.code, "data": json.dumps(encode(i))}
            for place, i in enumerate(kept.reading.issues)
        ]
        connection.execute(sa.insert(schema.issues), rows)
    if kept.reading.mentions:
        data = json.dumps([encode(mention) for mention in kept.reading.mentions])
        connection.execute(sa.insert(schema.mentions).values(reading=number, data=data))
    if has_text:
        counts = table.c.id == document.id if kept.failure is None else (table.c.id == document.id) & table.c.reading.is_(None)
        connection.execute(sa.update(table).where(counts).values(reading=number))
    return True


def _inserted(connection: Connection, insert: sa.Insert) -> tuple[Any, ...]:
    """The primary key of the row inserted."""
    return tuple(connection.execute(insert).inserted_primary_key or ())


def _keep_document(connection: Connection, kept: Kept) -> None:
    """Keep the document as it was read now: an address read again may bring another text."""
    table = schema.documents
    row = document_row(kept)
    if kept.failure is None:
        changed = connection.execute(sa.update(table).where(table.c.id == row["id"]).values(row))
        if changed.rowcount:
            return
    elif connection.execute(sa.select(table.c.number).where(table.c.id == row["id"])).first():
        return
    connection.execute(sa.insert(table).values(row))
