"""Every deliberate error of Dragoman.

    DragomanError
    ├── KnowledgeError    a row of the tables is wrong
    ├── ReadError         an input, or one line of it, cannot be read
    │   └── FetchError    an address cannot or may not be fetched
    ├── ModelError        the language model is missing or does not fit
    ├── StoreError        a store cannot be opened, or was made by a newer version
    └── NotFoundError     what was asked for is not in the store

Each says what is wrong, where (a file and a line, where there are any) and what to do; only the command line catches them.
"""

from __future__ import annotations


class DragomanError(Exception):
    """What is wrong, where, and what to do about it; the parts are kept for programs."""

    def __init__(self, what: str, *, where: str | None = None, line: int | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        place = "".join((f"{self.where}:" if self.where else "", f"{self.line}:" if self.line is not None else ""))
        head = f"{place} {self.what}" if place else self.what
        return f"{head}\n  -> {self.remedy}" if self.remedy else head


class KnowledgeError(DragomanError):
    """A table of knowledge holds a row that cannot be used."""


class ReadError(DragomanError):
    """An input, or one line of it, cannot be read."""


class FetchError(ReadError):
    """An address cannot be fetched, or may not be; readers make it the Issue of a placeholder.

    ``code`` is the Issue's. ``temporary``: the same request may succeed later. ``status``: what the server answered, if it did.
    ``wait``: for how many seconds it asks to be left alone.
    """

    def __init__(
        self,
        what: str,
        *,
        code: str,
        remedy: str,
        where: str | None = None,
        temporary: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.code = code
        self.temporary = temporary
        self.status = status
        self.wait = wait


class ModelError(DragomanError):
    """The language model is missing, or is not one that Dragoman can use."""


class StoreError(DragomanError):
    """A store cannot be opened or written."""


class NotFoundError(DragomanError):
    """The store holds nothing of the name that was asked for."""
