"""The Protocols by which rooms meet: rooms on one line do not know each other, so ``run`` hands one to the other by these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeVar

from dragoman.model.parse import Parse
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.record import AnyRecord, Judgement
from dragoman.model.text import Document, Incoming, Span
from dragoman.model.watching import FeedState, SiteState

R = TypeVar("R", bound=AnyRecord)
W = TypeVar("W", FeedState, SiteState)


Known = Callable[[str], str | None]  # of the digest of a page (``Incoming.page``): the id of its document, None where it must be read


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What made a reading, and which claims it kept. A document read again by the same is not read again."""

    made_by: MadeBy
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What is needed of a report to compare it with all others, so that its text need not be read again.

    ``shingles`` are the sorted 32-bit hashes of its 5-word shingles, ``body`` a digest of its words ("" where it has none),
    ``correction`` True where it begins with a note of correction.
    """

    document: str
    published: str | None
    outlet: str | None
    body: str
    correction: bool
    shingles: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reading as it goes into a store. ``failure`` says why the input could not be read, None where it could."""

    reading: Reading
    scope: str
    imprint: Imprint
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page of an archive, by its digest (``Incoming.page``), and the document that this version found in it."""

    page: str
    document: str
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """One line of the manifest: which document was read, from which input, when (UTC, ISO 8601), by what, and why it failed where it did.

    ``path`` is the file that it was read from, or the address. ``outlet``, ``title``, ``published`` and ``duplicate_of`` are those of
    the document, None where there is none.
    """

    document: str | None
    path: str | None
    version: Version
    read_at: str
    current: bool
    failure: str | None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedInput:
    """A file of which every report was read without failure, as it was then: ``size`` in bytes, ``changed`` in nanoseconds since 1970."""

    path: str
    size: int
    changed: int
    documents: int


Keys = Sequence[frozenset[int]]  # of the claims of one reading, in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a few new reports change in the records of a store; kept all together or not at all.

    ``gone`` are kinds and ids of records that may be there and count no longer, ``records`` what stands instead; ``keys`` are those of the
    claims of documents that were read, or that count otherwise; ``fresh`` are the documents read since the records were made.
    """

    made_from: str
    copies: Mapping[str, str]
    corrections: Mapping[str, str]
    gone: Collection[tuple[str, str]]
    records: Sequence[AnyRecord]
    keys: Mapping[str, Keys]
    fresh: Collection[str]


class Store(Protocol):
    """Keeps readings and judgements, append-only, and the records derived from them. One writer at a time."""

    def add(self, batch: Sequence[Kept], pages: Sequence[ReadPage] = ()) -> int:
        """Keep these readings and pages, all or none; what is known already by the same version is not kept twice.

        Returns how many readings were new.
        """

    def known(self, documents: Collection[Document], version: Version) -> frozenset[str]:
        """The ids of those of these documents whose present text was read, without failure, by this version."""

    def page(self, page: str, version: Version) -> str | None:
        """The id of the document that this version found in the page of this digest; None where it has not read it."""

    def readings(self, documents: Collection[str] | None = None) -> Iterator[Reading]:
        """The readings that count now, without mentions, in order of document id: all, or those of these documents."""

    def reading(self, document: str) -> Reading | None:
        """The reading that counts now of one document, with its mentions."""

    def imprints(self, most: int | None = None) -> Iterator[Imprint]:
        """The imprints of all documents; of their shingles only so many bytes from the beginning, if ``most`` is given."""

    def shingles(self, documents: Collection[str]) -> Mapping[str, bytes]:
        """The whole shingles of these documents, by id."""

    def documents(self, ids: Collection[str]) -> Mapping[str, Document]:
        """These documents, by id; those that are not there are left out."""

    def related(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The documents that are marked as copies and as corrections."""

    def relate(self, copies: Mapping[str, str], corrections: Mapping[str, str]) -> None:
        """Mark these documents, and no others, as copies and corrections."""

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Keep judgements."""

    def judgements(self, after: int = 0) -> tuple[Judgement, ...]:
        """All judgements, in the order they were made; or those after this number, as ``state`` gives it."""

    def state(self) -> str:
        """A digest of all that records are made from: readings that count, and judgements."""

    def assembled(self) -> str | None:
        """What ``replace_records`` was told the records were made from."""

    def read_since(self, reading: int) -> frozenset[str]:
        """The documents whose reading that counts now was made after the one of this number, as ``state`` gives it."""

    def told(self, documents: Collection[str]) -> frozenset[str]:
        """The ids of the claims of all readings of these documents, also of those that count no longer."""

    def forget_records(self) -> None:
        """Say that the records are of no known state, and forget the keys of all claims: what a rebuilding begins with."""

    def keep_keys(self, keys: Mapping[str, Keys]) -> None:
        """Keep the keys of the claims of these documents in place of those they had."""

    def keys(self, documents: Collection[str]) -> frozenset[int]:
        """The keys of the claims of these documents."""

    def block(self, keys: Collection[int]) -> Mapping[str, frozenset[int]]:
        """The claims that share one of these keys, those that share one with them, and so on: their positions by document."""

    def found_records(self, names: Iterable[tuple[str, str]]) -> list[AnyRecord]:
        """The records of these kinds and ids, so far as there are such."""

    def update(self, update: Update) -> None:
        """Bring records, marks and keys to a new state."""

    def replace_records(self, records: Iterable[AnyRecord], made_from: str) -> None:
        """Put these in place of all records."""

    def records(self, kind: type[R], states: Collection[str] = ()) -> Iterator[R]:
        """All records of a kind in which all of these states take part, in order of first date and id."""

    def watched(self, kind: type[W]) -> Mapping[str, W]:
        """What is remembered of all feeds, or of all sites, by address."""

    def remember(self, states: Mapping[str, FeedState | SiteState]) -> None:
        """Put these in place of what was remembered of the same feeds and sites, all or none. It is no part of what records are made of."""

    def find_claims(self, beginning: str) -> Mapping[str, str]:
        """The claims that count now whose id begins so, each with the id of its document."""

    def manifest(self) -> Iterator[ManifestEntry]:
        """What was read, in the order of reading."""

    def finish(self, inputs: Sequence[FinishedInput], version: Version) -> None:
        """Keep that this version has read these files to their end."""

    def finished(self, version: Version) -> Mapping[str, FinishedInput]:
        """The files that this version has read to their end, by path."""

    def search(self, words: str) -> tuple[str, ...]:
        """The ids of the documents that hold all of these words, in order."""
