"""Where readings, judgements and records are kept: SQLite, or any database that SQLAlchemy knows."""

from dragoman.store.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
