"""A report and the pieces of its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

RegionKind = Literal["header", "dateline", "boilerplate"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of ``Document.text``, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the text that is no evidence: a header, a dateline, or boilerplate such as "Reporting by"."""

    kind: RegionKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document was read: a file or an address, and its place inside an archive (bytes) or table (line)."""

    path: str | None = None
    url: str | None = None
    archive: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What could not be read, resolved or kept, and why: ``code`` is fixed, ``detail`` is for people."""

    code: str
    span: Span | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report. ``published`` is an ISO date; ``language`` an ISO 639-1 code; ``regions`` come in text order."""

    id: str
    source: Source = field(default_factory=Source)
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    text: str = ""
    regions: tuple[Region, ...] = ()
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a reader hands on: a document and what was met on the way.

    ``readable`` is False where the input could not be read: the document is its placeholder, of empty text, with the Issue that says why.
    ``extracted`` is True where the fields of the document were read from a page, not given by whoever made the input.
    ``page`` is a digest of all that a page of an archive was read from; ``known`` is True where a reader was told that this page is known:
    it was not read again, and of the document there are only id, source and address.
    """

    document: Document
    issues: tuple[Issue, ...] = ()
    readable: bool = True
    extracted: bool = False
    page: str | None = None
    known: bool = False


def digest(*parts: str | None) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts, unambiguous between absent, empty and joined parts."""
    whole = "".join("-;" if part is None else f"{len(part)}:{part};" for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def document_id(*, url: str | None, outlet: str | None, published: str | None, title: str | None, text: str) -> str:
    """The id of a document that brings none: by its address if it has one, else by outlet, date, title and text."""
    return digest("url", url) if url else digest("text", outlet, published, title, text)
