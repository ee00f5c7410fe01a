"""The Protocols by which rooms meet: rooms on one line do not know each other, so ``run`` hands one to the other by these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from dragoman.model.parse import Parse
from dragoman.model.reading import Reading
from dragoman.model.record import AnyRecord, Judgement
from dragoman.model.text import Document, Incoming, Span


class Reader(Protocol):
    """Turns the bytes of one file into documents; what cannot be read becomes a placeholder with the Issue that says why."""

    def __call__(self, source: BinaryIO, path: str) -> Iterator[Incoming]:
        """Yield the documents in their order in the file; ``path`` only names it."""


class Parser(Protocol):
    """Turns texts into parses; the only thing that knows a language model."""

    name: str

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """One Parse for each document, in order."""


class Trace(Protocol):
    """Listens to what rules do, for ``dragoman explain``."""

    def matched(self, rule: str, span: Span) -> None:
        """The rule made a claim from these words."""

    def almost(self, rule: str, span: Span, lacked: str) -> None:
        """The rule's trigger stood here, but something was lacking."""


class Store(Protocol):
    """Keeps readings and judgements, append-only, and the records derived from them."""

    def add(self, readings: Iterable[Reading]) -> int:
        """Keep these readings; those known already change nothing. Returns how many were new."""

    def readings(self) -> Iterator[Reading]:
        """All readings, in order of document id."""

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, in the order they were made."""

    def replace_records(self, records: Iterable[AnyRecord]) -> None:
        """Put these in place of all records."""

    def records(self, kind: type[AnyRecord]) -> Iterator[AnyRecord]:
        """All records of a kind, in order of id."""
