"""A store in a database: readings and judgements are only ever added, records are replaced as a whole."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from dragoman.errors import StoreError
from dragoman.model.codec import decode, encode
from dragoman.model.ports import FinishedInput, Imprint, Kept, Keys, ManifestEntry, ReadPage, Update, Version
from dragoman.model.reading import Reading
from dragoman.model.record import AnyRecord, Judgement
from dragoman.model.text import Document, digest
from dragoman.model.watching import FeedState, SiteState
from dragoman.store import adding, blocks, derived, manifest, schema, watching
from dragoman.store.engine import connect, writing
from dragoman.store.rows import KINDS, document_of, reading_of

R = TypeVar("R", bound=AnyRecord)
W = TypeVar("W", FeedState, SiteState)
AT_ONCE = 500  # names in one query: databases allow some hundred parameters


def open_store(place: str) -> SqlStore:
    """Open a store, or make it: ``place`` is the path of an SQLite file or an SQLAlchemy URL. Raises StoreError."""
    return SqlStore(connect(place))


class SqlStore:
    """``model.ports.Store`` over SQLAlchemy Core. Close it, or use it in a ``with`` statement."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._place = engine.url.database or engine.url.render_as_string()
        self._writer = writing(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. Raises StoreError where the database refuses, as on a full disk."""
        try:
            with self._writer.begin() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            raise StoreError(f"cannot be written: {error.orig}", where=self._place, remedy=_remedy(str(error.orig))) from error

    # ---------------------------------------------------------------- readings

    def add(self, batch: Sequence[Kept], pages: Sequence[ReadPage] = ()) -> int:
        """Keep these readings and pages, all or none; what is known already by the same version is not kept twice.

        Returns how many readings were new.
        """
        with self._writing() as connection:
            manifest.keep_pages(connection, pages)
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            return sum(adding.add(connection, kept, now) for kept in batch)

    def known(self, documents: Collection[Document], version: Version) -> frozenset[str]:
        """The ids of those of these documents whose present text was read, without failure, by this version."""
        digests = {document.id: digest(document.text) for document in documents}
        read = schema.readings
        with self._engine.connect() as connection:
            rows = _in_parts(
                connection,
                sa.select(read.c.document, read.c.text_digest)
                .join(schema.documents, schema.documents.c.reading == read.c.number)
                .where(read.c.failure.is_(None), *manifest.same_version(schema.readings, version)),
                read.c.document,
                list(digests),
            )
            return frozenset(row.document for row in rows if digests[row.document] == row.text_digest)

    def readings(self, documents: Collection[str] | None = None) -> Iterator[Reading]:
        """The readings that count now, without mentions, in order of document id: all, or those of these documents."""
        query = _current().order_by(schema.documents.c.id)
        with self._engine.connect() as connection:
            if documents is not None:
                rows: Iterable[Row[Any]] = _in_parts(connection, query, schema.documents.c.id, sorted(documents))
            else:
                rows = connection.execution_options(yield_per=200).execute(query)
            yield from _with_claims(connection, rows)

    def reading(self, document: str) -> Reading | None:
        """The reading that counts now of one document, with its mentions."""
        with self._engine.connect() as connection:
            row = connection.execute(_current().where(schema.documents.c.id == document)).first()
            if row is None:
                return None
            claims = connection.execute(
                sa.select(schema.claims.c.data).where(schema.claims.c.reading == row.reading).order_by(schema.claims.c.position)
            )
            issues = connection.execute(
                sa.select(schema.issues.c.data).where(schema.issues.c.reading == row.reading).order_by(schema.issues.c.position)
            )
            mentions = connection.execute(sa.select(schema.mentions.c.data).where(schema.mentions.c.reading == row.reading)).scalar()
            return reading_of(row, [c.data for c in claims], mentions=mentions, issues=[i.data for i in issues])

    def imprints(self, most: int | None = None) -> Iterator[Imprint]:
        """The imprints of all documents; of their shingles only so many bytes from the beginning, if ``most`` is given."""
        table = schema.documents.c
        shingles = table.imprint if most is None else sa.func.substr(table.imprint, 1, most, type_=sa.LargeBinary).label("imprint")
        query = sa.select(table.id, table.published, table.outlet, table.body, table.correction, shingles).order_by(table.id)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield Imprint(
                    document=row.id,
                    published=row.published,
                    outlet=row.outlet,
                    body=row.body or "",
                    correction=row.correction,
                    shingles=bytes(row.imprint or b""),
                )

    def shingles(self, documents: Collection[str]) -> Mapping[str, bytes]:
        """The whole shingles of these documents, by id."""
        table = schema.documents.c
        with self._engine.connect() as connection:
            rows = _in_parts(connection, sa.select(table.id, table.imprint), table.id, sorted(documents))
            return {row.id: bytes(row.imprint or b"") for row in rows}

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """These documents, by id; those that are not there are left out."""
        with self._engine.connect() as connection:
            rows = _in_parts(connection, sa.select(schema.documents), schema.documents.c.id, sorted(ids))
            return {row.id: document_of(row) for row in rows}

    def related(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The documents that are marked as copies and as corrections."""
        with self._engine.connect() as connection:
            return derived.related(connection)

    def relate(self, copies: Mapping[str, str], corrections: Mapping[str, str]) -> None:
        """Mark these documents, and no others, as copies and corrections."""
        with self._writing() as connection:
            derived.relate(connection, copies, corrections)

    def read_since(self, reading: int) -> frozenset[str]:
        """The documents whose reading that counts now was made after the one of this number, as ``state`` gives it."""
        table = schema.documents.c
        with self._engine.connect() as connection:
            return frozenset(connection.execute(sa.select(table.id).where(table.reading > reading)).scalars())

    def told(self, documents: Collection[str]) -> frozenset[str]:
        """The ids of the claims of all readings of these documents, also of those that count no longer."""
        query = sa.select(schema.claims.c.id).join(schema.readings, schema.readings.c.number == schema.claims.c.reading)
        with self._engine.connect() as connection:
            return frozenset(row.id for row in _in_parts(connection, query, schema.readings.c.document, sorted(documents)))

    # ---------------------------------------------------------------- judgements

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Keep judgements; one whose id is there already changes nothing."""
        table = schema.judgements
        with self._writing() as connection:
            for judgement in judgements:
                if connection.execute(sa.select(table.c.number).where(table.c.id == judgement.id)).first() is None:
                    row = {"id": judgement.id, "document": judgement.passage.document, "data": json.dumps(encode(judgement))}
                    connection.execute(sa.insert(table).values(row))

    def judgements(self, after: int = 0) -> tuple[Judgement, ...]:
        """All judgements, in the order they were made; or those after this number, as ``state`` gives it."""
        table = schema.judgements.c
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(table.data).where(table.number > after).order_by(table.number))
            return tuple(decode(Judgement, json.loads(row.data)) for row in rows)

    # ---------------------------------------------------------------- records

    def state(self) -> str:
        """A digest of all that records are made from: as nothing is ever taken away, the last numbers tell it."""
        with self._engine.connect() as connection:
            readings = connection.execute(sa.select(sa.func.max(schema.readings.c.number))).scalar()
            judgements = connection.execute(sa.select(sa.func.max(schema.judgements.c.number))).scalar()
        return f"{readings or 0}/{judgements or 0}"

    def assembled(self) -> str | None:
        """What ``replace_records`` was told the records were made from."""
        with self._engine.connect() as connection:
            value: str | None = connection.execute(sa.select(schema.facts.c.value).where(schema.facts.c.name == "assembled")).scalar()
            return value

    def replace_records(self, records: Iterable[AnyRecord], made_from: str) -> None:
        """Put these in place of all records, and bring the text index up to date."""
        with self._writing() as connection:
            derived.replace(connection, records, made_from)

    def forget_records(self) -> None:
        """Say that the records are of no known state, and forget the keys of all claims: what a rebuilding begins with."""
        with self._writing() as connection:
            derived.forget(connection)

    def keep_keys(self, keys: Mapping[str, Keys]) -> None:
        """Keep the keys of the claims of these documents in place of those they had."""
        with self._writing() as connection:
            blocks.keep(connection, keys)

    def keys(self, documents: Collection[str]) -> frozenset[int]:
        """The keys of the claims of these documents."""
        with self._engine.connect() as connection:
            return blocks.of_documents(connection, documents)

    def block(self, keys: Collection[int]) -> Mapping[str, frozenset[int]]:
        """The claims that share one of these keys, those that share one with them, and so on: their positions by document."""
        with self._engine.connect() as connection:
            return blocks.reached(connection, keys)

    def found_records(self, names: Iterable[tuple[str, str]]) -> list[AnyRecord]:
        """The records of these kinds and ids, so far as there are such."""
        with self._engine.connect() as connection:
            return derived.found(connection, names)

    def update(self, update: Update) -> None:
        """Bring records, marks and keys to a new state."""
        with self._writing() as connection:
            derived.update(connection, update)

    def records(self, kind: type[R], states: Collection[str] = ()) -> Iterator[R]:
        """All records of a kind in which all of these states take part, in order of first date and id."""
        table = schema.records
        query = sa.select(table.c.data).where(table.c.kind == KINDS[kind])
        for state in states:
            part = schema.record_states.alias()
            query = query.where(sa.exists().where(part.c.kind == table.c.kind, part.c.id == table.c.id, part.c.state == state))
        with self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query.order_by(sa.func.coalesce(table.c.start, "9999"), table.c.id))
            for row in rows:
                yield decode(kind, json.loads(row.data))

    # ---------------------------------------------------------------- watching

    def watched(self, kind: type[W]) -> Mapping[str, W]:
        """What is remembered of all feeds, or of all sites, by address."""
        with self._engine.connect() as connection:
            return watching.watched(connection, kind)

    def remember(self, states: Mapping[str, FeedState | SiteState]) -> None:
        """Put these in place of what was remembered of the same feeds and sites, all or none."""
        with self._writing() as connection:
            watching.remember(connection, states)

    # ---------------------------------------------------------------- finding

    def find_claims(self, beginning: str) -> Mapping[str, str]:
        """The claims that count now whose id begins so, each with the id of its document."""
        query = (
            sa.select(schema.claims.c.id, schema.documents.c.id.label("document"))
            .join(schema.documents, schema.documents.c.reading == schema.claims.c.reading)
            .where(schema.claims.c.id.startswith(beginning, autoescape=True))
        )
        with self._engine.connect() as connection:
            return {row.id: row.document for row in connection.execute(query.order_by(schema.claims.c.id))}

    def manifest(self) -> Iterator[ManifestEntry]:
        """What was read, in the order of reading."""
        with self._engine.connect() as connection:
            yield from manifest.entries(connection)

    def finish(self, inputs: Sequence[FinishedInput], version: Version) -> None:
        """Keep that this version has read these files to their end."""
        with self._writing() as connection:
            manifest.finish(connection, inputs, version)

    def finished(self, version: Version) -> Mapping[str, FinishedInput]:
        """The files that this version has read to their end, by path."""
        with self._engine.connect() as connection:
            return manifest.finished(connection, version)

    def page(self, page: str, version: Version) -> str | None:
        """The id of the document that this version found in the page of this digest; None where it has not read it."""
        with self._engine.connect() as connection:
            return manifest.page(connection, page, version)

    def search(self, words: str) -> tuple[str, ...]:
        """The ids of the documents that hold all of these words, in order."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not quoted:
            return ()
        if self._engine.dialect.name == "sqlite":
            query = sa.text(
                "SELECT d.id FROM document_words w JOIN documents d ON d.number = w.rowid WHERE document_words MATCH :words ORDER BY d.id"
            )
            given = {"words": quoted}
        else:
            query = sa.text(
                "SELECT id FROM documents WHERE to_tsvector('simple', coalesce(title, '') || ' ' || text) "
                "@@ plainto_tsquery('simple', :words) ORDER BY id"
            )
            given = {"words": words}
        with self._engine.connect() as connection:
            return tuple(row.id for row in connection.execute(query.columns(id=schema.AnyText), given))


def _remedy(reason: str) -> str:
    if "locked" in reason:
        return "another program writes into it; wait until that has finished, and run the same command again"
    return "see that there is space on its disk, and run the same command again: what was kept is kept, and it goes on from there"


def _current() -> sa.Select[Any]:
    """Documents, each with the reading that counts now."""
    read = schema.readings.c
    return sa.select(schema.documents, read.dragoman, read.knowledge, read.model, read.schema).join(
        schema.readings, schema.documents.c.reading == read.number
    )


def _with_claims(connection: Connection, rows: Iterable[Row[Any]]) -> Iterator[Reading]:
    """The readings of these rows; their claims are fetched for many documents at a time."""
    rest = iter(rows)
    while part := list(islice(rest, AT_ONCE)):
        numbers = [row.reading for row in part]
        claims: dict[int, list[str]] = {number: [] for number in numbers}
        query = sa.select(schema.claims.c.reading, schema.claims.c.data).where(schema.claims.c.reading.in_(numbers))
        for claim in connection.execute(query.order_by(schema.claims.c.reading, schema.claims.c.position)):
            claims[claim.reading].append(claim.data)
        for row in part:
            yield reading_of(row, claims[row.reading])


def _in_parts(connection: Connection, query: sa.Select[Any], column: sa.ColumnElement[Any], values: Sequence[str]) -> Iterator[Row[Any]]:
    """The rows of a query for many values of a column, so many at a time that every database takes it."""
    for start in range(0, len(values), AT_ONCE):
        yield from connection.execute(query.where(column.in_(values[start : start + AT_ONCE]))).all()
