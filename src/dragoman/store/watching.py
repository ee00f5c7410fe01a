"""What is remembered of feeds and sites between two visits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dragoman.model.codec import decode, encode
from dragoman.model.watching import FeedState, SiteState
from dragoman.store import schema

W = TypeVar("W", FeedState, SiteState)
KINDS: Mapping[type, str] = {FeedState: "feed", SiteState: "site"}


def watched(connection: Connection, kind: type[W]) -> Mapping[str, W]:
    """The states of this kind, by address; what an older version did not know is as at first."""
    table = schema.watched
    rows = connection.execute(sa.select(table.c.address, table.c.data).where(table.c.kind == KINDS[kind]).order_by(table.c.address))
    first = encode(kind())
    return {row.address: decode(kind, first | json.loads(row.data)) for row in rows}


def remember(connection: Connection, states: Mapping[str, FeedState | SiteState]) -> None:
    """Put these in place of those of the same kind and address."""
    table = schema.watched
    for address, state in states.items():
        row = {"kind": KINDS[type(state)], "address": address, "data": json.dumps(encode(state))}
        same = (table.c.kind == row["kind"]) & (table.c.address == address)
        if not connection.execute(sa.update(table).where(same).values(row)).rowcount:
            connection.execute(sa.insert(table).values(row))
