"""Opening a database: connection, transactions, and the migrations that bring it to this version's tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from dragoman.errors import StoreError
from dragoman.store.schema import VERSION

WAIT = 30.0  # seconds that a writer waits for another to finish
LOCK = 0x647261676F  # number of the lock that writers of a PostgreSQL store take
MIGRATIONS = Path(__file__).parent / "migrations"


def connect(place: str) -> Engine:
    """The engine of a store, its tables made or brought up to date; ``place`` is a path or an SQLAlchemy URL."""
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=place)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url, connect_args={"timeout": WAIT} if url.get_backend_name() == "sqlite" else {})
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"not the address of a database: {error}", where=place, remedy="give a file name or an SQLAlchemy URL") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"the driver {error.name} is not installed", where=place, remedy=f"pip install {error.name}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, place)
    except OperationalError as error:
        engine.dispose()
        raise StoreError(
            f"cannot be opened: {error.orig}", where=place, remedy="check that its folder is there and that you may write in it"
        ) from error
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError(f"is no store of Dragoman: {error}", where=place, remedy="name another file with --store") from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they begin by taking the only writer's place."""
    return engine.execution_options(dragoman_writes=True)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a connection of whichever driver
    """SQLite as we need it: we begin transactions ourselves, so that changes of tables are part of them."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("dragoman_writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _migrate(engine: Engine, place: str) -> None:
    with engine.connect() as connection:
        if _version(connection) == VERSION:
            return
    with writing(engine).begin() as connection:
        version = _version(connection)  # another process may have been quicker
        if version == VERSION:
            return
        if version is None and sa.inspect(connection).get_table_names():
            raise StoreError("is a database of another program", where=place, remedy="name another file with --store")
        _upgrade(connection, version, place)


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _upgrade(connection: Connection, version: str | None, place: str) -> None:
    """Run the migrations that are lacking, inside the open transaction: all or none."""
    from alembic import command  # noqa: PLC0415 -- slow to load, and hardly ever needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        remedy = "install that version of Dragoman, or name another store with --store"
        raise StoreError(
            f"was made by a newer version of Dragoman (its tables are of version {version}, these of {VERSION})", where=place, remedy=remedy
        )
    command.upgrade(config, "head")
