"""The tables of a store, the same for every database; ``migrations`` brings an older store to them.

Claims, mentions and issues are only ever added, each with the number of the reading that made them; ``documents.reading`` names the
reading that counts now. ``readings`` is the manifest: what was read, when, by which versions, and what failed; ``inputs`` names the
files that were read to their end, ``pages`` the pages of archives that were taken apart; ``watched`` holds what is remembered of feeds
and sites. These are the only places of clock time. Records are derived and can be dropped.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

VERSION = "0004"  # the newest migration
ESCAPE = "\x1a"  # SUBSTITUTE: stands in no report
UNSTORABLE = re.compile("[\x00\x1a\ud800-\udfff]")  # no database keeps NUL and lone surrogates everywhere
ESCAPED = re.compile("\x1a([0-9a-f]{4})")


class AnyText(TypeDecorator[str]):
    """Text with any code points, also those that databases refuse: they are escaped on the way in and restored on the way out."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """The text as it is kept."""
        return UNSTORABLE.sub(lambda match: f"{ESCAPE}{ord(match[0]):04x}", value) if value else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """The text as it was."""
        return ESCAPED.sub(lambda match: chr(int(match[1], 16)), value) if value and ESCAPE in value else value


metadata = sa.MetaData()

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", AnyText, nullable=False, unique=True),
    sa.Column("reading", sa.Integer, index=True),  # the reading that counts now
    sa.Column("title", AnyText),
    sa.Column("outlet", AnyText),
    sa.Column("published", sa.Text, index=True),
    sa.Column("text", AnyText, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),  # JSON of the document but for its text
    sa.Column("imprint", sa.LargeBinary),  # what is compared to find copies
    sa.Column("body", sa.Text),
    sa.Column("correction", sa.Boolean, nullable=False, default=False),
    sa.Column("duplicate_of", AnyText),
    sa.Column("corrects", AnyText),
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("document", AnyText, sa.ForeignKey("documents.id"), index=True),  # none where the input could not be read at all
    sa.Column("dragoman", sa.Text, nullable=False),
    sa.Column("knowledge", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("text_digest", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("readable", sa.Boolean, nullable=False),
    sa.Column("failure", AnyText),  # why it could not be read
    sa.Column("path", AnyText),
    sa.Column("read_at", sa.Text, nullable=False),  # UTC, ISO 8601
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), primary_key=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON: all mentions of the reading
)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)

inputs = sa.Table(
    "inputs",
    metadata,
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("dragoman", sa.Text, nullable=False),
    sa.Column("knowledge", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),  # bytes
    sa.Column("changed", sa.BigInteger, nullable=False),  # nanoseconds since 1970
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("finished_at", sa.Text, nullable=False),  # UTC, ISO 8601
)

pages = sa.Table(
    "pages",  # of archives
    metadata,
    sa.Column("page", sa.Text, primary_key=True),  # a digest of its address and of what the server sent
    sa.Column("dragoman", sa.Text, nullable=False),
    sa.Column("knowledge", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("document", AnyText, nullable=False),
    sqlite_with_rowid=False,
)

judgements = sa.Table(
    "judgements",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),  # the order in which they were made
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("document", AnyText, nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("start", sa.Text),  # first date, for the order of lists
    sa.Column("data", sa.Text, nullable=False),  # JSON
)

record_states = sa.Table(
    "record_states",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("state", AnyText, primary_key=True),
    sa.Column("id", AnyText, primary_key=True),
)

blocks = sa.Table(
    "blocks",  # which claims can have to do with each other: those that share a key
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("document", sa.Integer, primary_key=True, index=True),  # its number
    sa.Column("position", sa.Integer, primary_key=True),  # of the claim in the reading that counts
    sqlite_with_rowid=False,
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # "assembled": the digest of what the records were made from
    sa.Column("value", sa.Text, nullable=False),
)

watched = sa.Table(
    "watched",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),  # feed or site
    sa.Column("address", AnyText, primary_key=True),
    sa.Column("data", sa.Text, nullable=False),  # JSON
)
