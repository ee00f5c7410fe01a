"""An address -> documents: what it is decides which reader reads it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from dragoman.errors import FetchError
from dragoman.model.ports import Reader
from dragoman.model.text import Document, Incoming, Issue, Source, digest, document_id
from dragoman.read.fetching import Limits
from dragoman.read.fetching.fetcher import Fetched
from dragoman.read.fetching.sites import Sites
from dragoman.read.pages import read_page

BEGINNING = 2_048  # bytes in which a format shows itself
FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,1000}?-->\s*|<\?xml-stylesheet[^>]{0,300}\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}encoding")
PAGES = frozenset({"text/html", "application/xhtml+xml"})
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
OF_FEEDS = (".rss", ".atom", ".xml")  # the suffix under which feeds are read
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "text/plain": ".txt",
        "application/x-ndjson": ".jsonl",
        "application/jsonl": ".jsonl",
        "application/jsonlines": ".jsonl",
        "text/csv": ".csv",
        "application/vnd.apache.parquet": ".parquet",
        "application/warc": ".warc",
    }
)
SHORT = frozenset({".txt", ".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml"})  # formats of one report, or of a feed


def read_address(address: str, sites: Sites, readers: Mapping[str, Reader]) -> Iterator[Incoming]:
    """The documents at an address: of a page, a feed, a text, an archive or a table. What cannot be fetched gives a placeholder."""

    def choose(url: httpx.URL, headers: Mapping[str, str]) -> Limits:
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        suffix = suffix_of(str(url), readers) or TYPES.get(media, ".html")
        rules = sites.rules
        return rules.page if media in PAGES or suffix in SHORT else rules.file

    try:
        fetched = sites.get(address, choose=choose)
    except FetchError as error:
        yield unfetched(address, error)
        return
    with closing(fetched.body):
        yield from read_fetched(fetched, readers)


def read_fetched(fetched: Fetched, readers: Mapping[str, Reader]) -> Iterator[Incoming]:
    """The documents of an answer, by the reader for what it is."""
    address = fetched.address
    suffix = format_of(fetched, readers)
    if suffix == ".html":
        yield page_of(fetched, fetched.body.read())
    elif suffix is not None and suffix in readers:
        for incoming in readers[suffix](feed_body(fetched) if suffix in OF_FEEDS else fetched.body, address):
            yield placed(address, incoming, named=suffix == ".txt")
    else:
        detail = f"what is there ({fetched.media_type or 'of no named type'}) is of no format that is read"
        yield unfetched(
            address, FetchError(detail, code="unknown-format", where=address, remedy="save it, and convert it to text, HTML or JSON Lines")
        )


def feed_body(fetched: Fetched) -> BinaryIO:
    """The bytes of a feed; where only its server says in which encoding they are, in UTF-8."""
    content, charset = fetched.body.read(), fetched.charset
    says_itself = content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or DECLARED.match(content)
    if charset is None or says_itself:
        return io.BytesIO(content)
    try:
        return io.BytesIO(content.decode(charset, errors="replace").encode("utf-8"))
    except LookupError:  # no such encoding: the reader finds out as well as it can
        return io.BytesIO(content)


def page_of(fetched: Fetched, content: bytes) -> Incoming:
    """The report of a page that was fetched."""
    page = read_page(content, Source(url=fetched.address), name=fetched.address, charset=fetched.charset)
    return placed(fetched.address, page)


def format_of(fetched: Fetched, readers: Mapping[str, Reader]) -> str | None:
    """The suffix that names an answer's format: by its beginning, its type, its address; None where it is none that is known."""
    beginning = fetched.body.read(BEGINNING).removeprefix(b"\xef\xbb\xbf")
    fetched.body.seek(0)
    media = fetched.media_type
    if FEED.match(beginning) or media in FEEDS:
        return next((suffix for suffix in OF_FEEDS if suffix in readers), None)
    if media in PAGES:
        return ".html"
    suffix = suffix_of(fetched.address, readers) or TYPES.get(media)
    if suffix in {None, ".xml"} and PAGE.search(beginning):
        return ".html"
    return ".txt" if suffix is None and media.startswith("text/") else suffix


def suffix_of(address: str, readers: Mapping[str, Reader]) -> str | None:
    """The longest ending of the address's path that names a reader (".warc.gz" before ".gz")."""
    endings = [ending.lower() for ending in PurePosixPath(urlsplit(address).path).suffixes]
    joined = ("".join(endings[place:]) for place in range(len(endings)))
    return next((ending for ending in joined if ending in readers), None)


def unfetched(address: str, error: FetchError) -> Incoming:
    """The placeholder of an address that could not be fetched or read."""
    where = error.where or address
    told = address if where == address else f"{address}: at {where}"
    document = Document(id=digest("unreadable", address, error.code), source=Source(url=address), url=address)
    return Incoming(document=document, issues=(Issue(code=error.code, detail=f"{told}: {error.what}; {error.remedy}"),), readable=False)


def placed(address: str, incoming: Incoming, *, named: bool = False) -> Incoming:
    """The same, with the address as its source; a report that has no other address is ``named`` by it."""
    document = incoming.document
    source = document.source
    if source.path == address:
        source = replace(source, path=None, url=source.url or address)
    document = replace(document, source=source)
    if not incoming.readable:
        document = replace(document, url=document.url or address)
    elif named and document.url is None:
        identity = document_id(url=address, outlet=document.outlet, published=document.published, title=document.title, text=document.text)
        document = replace(document, url=address, id=identity)
    return replace(incoming, document=document)
