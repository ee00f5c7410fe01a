"""Which claims can have to do with each other, by the keys they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model.ports import Keys
from dragoman.store import schema

V = TypeVar("V")
AT_ONCE = 500  # values in one query, as in store.store
ROWS = 20_000  # in one insert


def keep(connection: Connection, keys: Mapping[str, Keys]) -> None:
    """Keep the keys of the claims of these documents in place of those they had."""
    table = schema.blocks
    numbers = _numbers(connection, keys)
    rows: list[tuple[int, int, int]] = []
    for part in _parts(sorted(numbers.values())):
        connection.execute(sa.delete(table).where(table.c.document.in_(part)))
    for name, of_claims in keys.items():
        for position, some in enumerate(of_claims):
            rows.extend((key, numbers[name], position) for key in some)
        if len(rows) > ROWS:
            _insert(connection, rows)
            rows.clear()
    _insert(connection, rows)


def _insert(connection: Connection, rows: list[tuple[int, int, int]]) -> None:
    """Past SQLAlchemy's compiler, which takes longer over these rows than the database."""
    if rows:
        marks = "?, ?, ?" if connection.dialect.paramstyle == "qmark" else "%s, %s, %s"
        connection.exec_driver_sql(f"INSERT INTO blocks (key, document, position) VALUES ({marks})", rows)  # noqa: S608 -- marks only


def of_documents(connection: Connection, documents: Collection[str]) -> frozenset[int]:
    """The keys of the claims of these documents."""
    table = schema.blocks
    found: set[int] = set()
    for part in _parts(sorted(_numbers(connection, documents).values())):
        found.update(connection.execute(sa.select(table.c.key).where(table.c.document.in_(part)).distinct()).scalars())
    return frozenset(found)


def reached(connection: Connection, keys: Collection[int]) -> Mapping[str, frozenset[int]]:
    """The positions of all claims that hang together with these keys, by document."""
    table = schema.blocks
    known, frontier = set(keys), list(keys)
    claims: dict[int, set[int]] = defaultdict(set)
    while frontier:
        fresh: dict[int, set[int]] = defaultdict(set)
        for part in _parts(frontier):
            for number, position in connection.execute(sa.select(table.c.document, table.c.position).where(table.c.key.in_(part))):
                if position not in claims[number]:
                    claims[number].add(position)
                    fresh[number].add(position)
        frontier = []
        for part in _parts(sorted(fresh)):
            for number, position, key in connection.execute(
                sa.select(table.c.document, table.c.position, table.c.key).where(table.c.document.in_(part))
            ):
                if position in fresh[number] and key not in known:
                    known.add(key)
                    frontier.append(key)
    names = _names(connection, claims)
    return {names[number]: frozenset(positions) for number, positions in claims.items()}


def _numbers(connection: Connection, names: Collection[str]) -> dict[str, int]:
    table = schema.documents.c
    found: dict[str, int] = {}
    for part in _parts(sorted(names)):
        found |= {row.id: row.number for row in connection.execute(sa.select(table.id, table.number).where(table.id.in_(part)))}
    return found


def _names(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    table = schema.documents.c
    found: dict[int, str] = {}
    for part in _parts(sorted(numbers)):
        found |= {row.number: row.id for row in connection.execute(sa.select(table.id, table.number).where(table.number.in_(part)))}
    return found


def _parts(values: list[V]) -> Iterator[list[V]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
