"""What a server sent, as archives keep it -> the page in it: HTTP headers, chunks, packed bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.read.compression import BITE, COMPRESSIONS, DAMAGED, PIECE, Inflater, Zlib
from dragoman.read.limits import LARGEST_DOCUMENT

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})[^\r\n]*\r?\n")
ENDS_HEADERS = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,1000}\r?\n")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)
GZIP, ZSTD = COMPRESSIONS[".gz"], COMPRESSIONS[".zst"]
PAGES = {"text/html", "application/xhtml+xml"}
LOOKS_LIKE_PAGE = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response; names of headers are in lower case, ``body`` as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it gave a web page."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return self.status == 200 and (kind in PAGES if kind else bool(LOOKS_LIKE_PAGE.match(self.body)))  # noqa: PLR2004 -- OK

    @property
    def charset(self) -> str | None:
        """The encoding that the server named."""
        found = CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a response holds, unpacked as far as it could be; ``lacking`` says what is wrong with it, None if nothing is."""

    content: bytes
    lacking: str | None = None


def parse_response(content: bytes) -> Response | None:
    """The response in the content of a record; None where it is none."""
    status = STATUS.match(content)
    if status is None:
        return None
    end = ENDS_HEADERS.search(content, status.end() - 2)
    stop, start = (end.start(), end.end()) if end else (len(content), len(content))
    headers: dict[str, str] = {}
    for line in content[status.end() : stop].decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Response(status=int(status[1]), headers=headers, body=content[start:])


def unpack_body(response: Response) -> Body:
    """The body without chunks and packing; a body that has none, whatever the headers say, as it is.

    Archives that unpack bodies and keep the headers of the packed ones are common: that is no fault.
    """
    body = Body(content=response.body)
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = _joined(body.content)
    for coding in reversed(response.headers.get("content-encoding", "").lower().split(",")):
        make = None if LOOKS_LIKE_PAGE.match(body.content) else _inflater(coding.strip(), body.content)
        if make is not None:
            unpacked = _inflated(make(), body.content)
            body = Body(content=unpacked.content, lacking=body.lacking or unpacked.lacking)
    return body


def _joined(content: bytes) -> Body:
    """The chunks of a body as one; a body that has none is taken as it is."""
    parts: list[bytes] = []
    place = 0
    while True:
        line = CHUNK_SIZE.match(content, place)
        if line is None:
            if not parts:
                return Body(content=content)
            lacking = "its last chunk is missing" if place >= len(content) else f"what follows chunk {len(parts)} is none"
            return Body(content=b"".join(parts), lacking=lacking)
        size = int(line[1], 16)
        if not size:
            return Body(content=b"".join(parts))
        parts.append(content[line.end() : line.end() + size])
        place = line.end() + size
        if place > len(content):
            return Body(content=b"".join(parts), lacking=f"its chunk {len(parts)} is cut off")


def _inflater(coding: str, content: bytes) -> Callable[[], Inflater] | None:
    """What unpacks a body of this coding; None where it is not packed so."""
    match coding:
        case "gzip" | "x-gzip" if content.startswith(GZIP.signature):
            return GZIP.inflater
        case "zstd" if content.startswith(ZSTD.signature):
            return ZSTD.inflater
        case "deflate" if content:
            wrapped = content[0] & 0x0F == 8 and int.from_bytes(content[:2], "big") % 31 == 0  # noqa: PLR2004 -- RFC 1950, 2.2
            return lambda: Zlib(wbits=15 if wrapped else -15)
        case "br" if content:
            return _Brotli
        case _:
            return None


def _inflated(inflater: Inflater, content: bytes) -> Body:
    """What is packed, as far as it can be unpacked, and not much more than a document may hold."""
    parts: list[bytes] = []
    size = place = 0
    while not inflater.eof and size <= LARGEST_DOCUMENT:
        fed = content[place : place + inflater.bite] if inflater.hungry else b""
        if inflater.hungry and not fed:
            return Body(content=b"".join(parts), lacking="what is packed in it is cut off")
        place += len(fed)
        try:
            parts.append(inflater.inflate(fed))
        except DAMAGED as error:
            return Body(content=b"".join(parts), lacking=f"it can be unpacked only as far as byte {size} ({error})")
        size += len(parts[-1])
    return Body(content=b"".join(parts))


class _Brotli:
    """The coding of web servers that no archive is packed with."""

    bite = BITE
    unused = b""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 -- only bodies of this kind need it

        self._error = brotli.error
        self._decoder = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._decoder.is_finished())

    @property
    def hungry(self) -> bool:
        return bool(self._decoder.can_accept_more_data())

    def inflate(self, packed: bytes) -> bytes:
        try:
            return bytes(self._decoder.process(packed, output_buffer_limit=PIECE))
        except self._error as error:
            raise ValueError(str(error)) from error
