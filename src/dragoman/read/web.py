"""An address -> documents: what it is decides which reader reads it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from dragoman.errors import FetchError
from dragoman.model.ports import Reader
from dragoman.model.text import Document, Incoming, Issue, Source, digest, document_id
from dragoman.read.compression import compression_of
from dragoman.read.feeds import read_feed
from dragoman.read.fetching import Limits
from dragoman.read.fetching.fetcher import Fetched
from dragoman.read.fetching.sites import Sites
from dragoman.read.inputs import READERS, format_named, read_stream
from dragoman.read.json_file import read_json
from dragoman.read.pages import read_page
from dragoman.read.sniffing import HEAD, format_of, with_head

DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}encoding")
LOG = logging.getLogger("dragoman")
PAGES = frozenset({"text/html", "application/xhtml+xml"})
TYPES: Mapping[str, str] = MappingProxyType(
    {  # what a server calls a format that neither its address nor its first bytes name
        "application/rss+xml": ".rss",
        "application/atom+xml": ".atom",
        "application/rdf+xml": ".rdf",
        "application/feed+json": ".json",
        "application/json": ".json",
        "application/x-ndjson": ".jsonl",
        "application/jsonl": ".jsonl",
        "application/jsonlines": ".jsonl",
        "text/plain": ".txt",
        "text/csv": ".csv",
        "text/tab-separated-values": ".tsv",
        "application/vnd.apache.parquet": ".parquet",
        "application/warc": ".warc",
    }
)
SHORT = frozenset({".txt", ".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml"})  # formats of one report, or of a feed
FEEDS = frozenset({".rss", ".atom", ".rdf", ".xml"})
UNREADABLE = ("image/", "audio/", "video/", "font/", "application/pdf", "application/msword", "application/vnd.openxmlformats")


def read_address(address: str, sites: Sites, readers: Mapping[str, Reader] = READERS) -> Iterator[Incoming]:
    """The documents at an address: of a page, a feed, a text, an archive or a table. What cannot be fetched gives a placeholder."""

    def choose(url: httpx.URL, headers: Mapping[str, str]) -> Limits:
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        ending = format_named(url.path) or TYPES.get(media, ".html")
        return sites.rules.page if media in PAGES or ending in SHORT else sites.rules.file

    try:
        fetched = sites.get(address, choose=choose)
    except FetchError as error:
        yield unfetched(address, error)
        return
    with closing(fetched.body):
        try:
            yield from read_fetched(fetched, readers)
        except Exception as error:
            LOG.exception("%s could not be read", address)
            what = f"{type(error).__name__}: {error}"
            remedy = "this is a fault of the program, please report it with the address"
            yield unfetched(address, FetchError(what, code="internal-error", remedy=remedy))


def read_fetched(fetched: Fetched, readers: Mapping[str, Reader] = READERS) -> Iterator[Incoming]:
    """The documents of an answer, by the reader for what it is."""
    address = fetched.address
    stream = with_head(fetched.body)
    ending = ending_of(fetched, stream.peek(HEAD))
    if ending == ".html":
        yield page_of(fetched, stream.read())
    elif ending is None and fetched.media_type.startswith(UNREADABLE):
        what = f"what is there ({fetched.media_type}) is of no format that is read"
        remedy = "save it, and convert it to text, HTML or JSON Lines"
        yield unfetched(address, FetchError(what, code="unknown-format", remedy=remedy))
    else:
        if ending in FEEDS:
            stream = with_head(feed_body(fetched))
        for incoming in read_stream(stream, address, ending, readers):
            yield placed(address, incoming, named=ending == ".txt")


def read_any_feed(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """The entries of a feed in XML or JSON."""
    stream = with_head(source)
    reader = read_json if stream.peek(HEAD).lstrip()[:1] == b"{" else read_feed
    yield from reader(stream, path)


def feed_body(fetched: Fetched) -> BinaryIO:
    """The bytes of a feed; where only its server says in which encoding they are, in UTF-8."""
    fetched.body.seek(0)
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


def ending_of(fetched: Fetched, head: bytes) -> str | None:
    """The ending in READERS of an answer's format: by its beginning, its type, its address. None where they do not say."""
    media, named = fetched.media_type, format_named(urlsplit(fetched.address).path)
    begins = format_of(head) if compression_of(head) is None else None
    if begins == ".xml":  # feeds come under every type
        return ".xml"
    if media in PAGES or (begins == ".html" and named in {None, *SHORT} and media != "text/plain"):
        return ".html"
    ending = named or TYPES.get(media) or (".txt" if media.startswith("text/") and begins == ".txt" else None)
    return ".html" if ending in {".htm", ".xhtml"} else ending


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
