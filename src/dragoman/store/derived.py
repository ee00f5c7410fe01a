"""What is derived from readings and judgements: records, and which documents are copies and corrections."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model.codec import decode
from dragoman.model.ports import Update
from dragoman.model.record import AnyRecord
from dragoman.store import blocks, schema
from dragoman.store.blocks import AT_ONCE
from dragoman.store.rows import KINDS, record_rows

KIND_OF: Mapping[str, type[AnyRecord]] = {name: kind for kind, name in KINDS.items()}
ASSEMBLED = "assembled"


def related(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """The documents that are marked as copies and as corrections."""
    table = schema.documents.c
    marked = connection.execute(
        sa.select(table.id, table.duplicate_of, table.corrects).where(table.duplicate_of.is_not(None) | table.corrects.is_not(None))
    ).all()
    copies = {row.id: row.duplicate_of for row in marked if row.duplicate_of is not None}
    return copies, {row.id: row.corrects for row in marked if row.corrects is not None}


def relate(connection: Connection, copies: Mapping[str, str], corrections: Mapping[str, str]) -> None:
    """Mark these documents, and no others, as copies and corrections."""
    table = schema.documents
    before, corrected = related(connection)
    for name in sorted(before.keys() | corrected.keys() | copies.keys() | corrections.keys()):
        after = (copies.get(name), corrections.get(name))
        if after != (before.get(name), corrected.get(name)):
            connection.execute(sa.update(table).where(table.c.id == name).values(duplicate_of=after[0], corrects=after[1]))


def replace(connection: Connection, records: Iterable[AnyRecord], made_from: str) -> None:
    """Put these in place of all records, and bring the text index up to date."""
    for table in (schema.record_states, schema.records):
        connection.execute(sa.delete(table))
    _insert(connection, records)
    _set_assembled(connection, made_from)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO document_words(document_words) VALUES ('rebuild')")


def forget(connection: Connection) -> None:
    """Say that the records are of no known state, and forget the keys of all claims."""
    connection.execute(sa.delete(schema.facts).where(schema.facts.c.name == ASSEMBLED))
    connection.execute(sa.delete(schema.blocks))


def update(connection: Connection, change: Update) -> None:
    """Bring records, marks and keys to a new state."""
    relate(connection, change.copies, change.corrections)
    blocks.keep(connection, change.keys)
    for kind, ids in _by_kind(change.gone).items():
        for table in (schema.record_states, schema.records):
            for start in range(0, len(ids), AT_ONCE):
                connection.execute(sa.delete(table).where(table.c.kind == kind, table.c.id.in_(ids[start : start + AT_ONCE])))
    _insert(connection, change.records)
    _index(connection, sorted(change.fresh))
    _set_assembled(connection, change.made_from)


def found(connection: Connection, names: Iterable[tuple[str, str]]) -> list[AnyRecord]:
    """The records of these kinds and ids, so far as there are such."""
    table = schema.records
    records: list[AnyRecord] = []
    for kind, ids in _by_kind(names).items():
        for start in range(0, len(ids), AT_ONCE):
            query = sa.select(table.c.data).where(table.c.kind == kind, table.c.id.in_(ids[start : start + AT_ONCE]))
            records.extend(decode(KIND_OF[kind], json.loads(data)) for data in connection.execute(query).scalars())
    return records


def _by_kind(names: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for kind, name in names:
        grouped[kind].append(name)
    return grouped


def _insert(connection: Connection, records: Iterable[AnyRecord]) -> None:
    rest = iter(records)
    while part := list(islice(rest, 5000)):
        rows = [record_rows(record) for record in part]
        connection.execute(sa.insert(schema.records), [row for row, _ in rows])
        if states := [state for _, states in rows for state in states]:
            connection.execute(sa.insert(schema.record_states), states)


def _set_assembled(connection: Connection, made_from: str) -> None:
    connection.execute(sa.delete(schema.facts).where(schema.facts.c.name == ASSEMBLED))
    connection.execute(sa.insert(schema.facts).values(name=ASSEMBLED, value=made_from))


def _index(connection: Connection, fresh: Collection[str]) -> None:
    """Add these documents to the text index of SQLite; where one of them may be there already with another text, make it anew."""
    if connection.dialect.name != "sqlite" or not fresh:
        return
    names = list(fresh)
    read = schema.readings.c
    for start in range(0, len(names), AT_ONCE):
        part = names[start : start + AT_ONCE]
        again = sa.select(read.document).where(read.document.in_(part)).group_by(read.document).having(sa.func.count() > 1)
        if connection.execute(again).first() is not None:
            connection.exec_driver_sql("INSERT INTO document_words(document_words) VALUES ('rebuild')")
            return
    table = schema.documents.c
    for start in range(0, len(names), AT_ONCE):
        rows = sa.select(table.number, table.title, table.text).where(table.id.in_(names[start : start + AT_ONCE]))
        words = sa.table("document_words", sa.column("rowid"), sa.column("title"), sa.column("text"))
        connection.execute(sa.insert(words).from_select(["rowid", "title", "text"], rows))
