"""WARC and ARC files -> records, going on behind whatever is damaged (ISO 28500; the ARC format of the Internet Archive, 1996)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.read.archives.tape import Tape
from dragoman.read.limits import LARGEST_DOCUMENT

USUAL_HEADER = 4_096  # bytes
LONGEST_HEADER = 65_536  # bytes; a header holds a dozen lines, and addresses of a few thousand
PREFIX = 65_536  # bytes kept of a record that is too large to be kept: its HTTP header tells what it was
ENDS_HEADER = re.compile(rb"\r?\n\r?\n")
WARC = rb"WARC/\d\.\d+[ \t]*\r?\n(?=[A-Za-z-]+[ \t]*:)"
ARC = rb"[a-z][a-z0-9+.-]{0,20}:[^\r\n]{1,20000} [0-9a-fA-F.:]{1,45} \d{14}(?: [^ \r\n]{1,200}){1,7} \d{1,15}\r?\n"
BEGINS = re.compile(rb"%b|%b" % (WARC, ARC))
FOLLOWS = re.compile(rb"\n(?=%b|%b)" % (WARC, ARC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record; ``content`` is only its beginning where ``size`` is more than LARGEST_DOCUMENT.

    ``offset`` is where it stands in the file, in bytes. In a compressed file this is where its member begins; if other records stand
    before it in that member, its place in the unpacked file.
    """

    offset: int
    kind: str
    url: str | None
    content: bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What of an archive cannot be read, where, and why."""

    offset: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    kind: str
    url: str | None
    size: int
    length: int  # of the header itself, in bytes


def iterate(source: BinaryIO) -> Iterator[Record | Fault]:
    """The records of an archive, in order, and a Fault wherever some of it cannot be read. Raises OSError where the file cannot."""
    tape = Tape(source)
    while True:
        if tape.take_line_ends():
            continue
        if tape.peek(1):
            yield from _read_record(tape)
        elif (damage := tape.damage) is not None:
            yield Fault(offset=damage.member, code=damage.code, detail=damage.detail)
            if not tape.go_on():
                return
        else:
            return


def _read_record(tape: Tape) -> Iterator[Record | Fault]:
    """The record that comes next, or a Fault; the tape then stands behind it, at a beginning of a record or at the end of the stretch."""
    place = tape.place
    unpacked, member = tape.member()
    offset = member if unpacked == place else place
    header = _header(tape)
    if header is None:
        yield from _pass_over(tape, offset)
        return
    tape.take(header.length)
    content = tape.take(min(header.size, LARGEST_DOCUMENT))
    whole = len(content) == header.size
    if header.size > LARGEST_DOCUMENT and not FOLLOWS.search(content):
        rest = header.size - LARGEST_DOCUMENT
        whole = tape.pass_over(rest, FOLLOWS) == rest
    ends = tape.take_line_ends()
    ahead = tape.peek(USUAL_HEADER)
    inner = None if whole and (not ahead or BEGINS.match(ahead)) else FOLLOWS.search(content)
    if inner is not None:
        tape.push_back(content[inner.end() :] + ends)
    if whole and inner is None:
        damage = tape.damage
        if ahead or damage is None or damage.member != member or damage.code == "cut-off":  # else its checksum is wrong: the damage tells
            kept = content if header.size <= LARGEST_DOCUMENT else content[:PREFIX]
            yield Record(offset=offset, kind=header.kind, url=header.url, content=kept, size=header.size)
    elif tape.peek(1):
        detail = f"the record is to hold {header.size} bytes, but another begins before its end"
        yield Fault(offset=offset, code="damaged", detail=detail)
    elif tape.damage is None:
        yield Fault(offset=offset, code="cut-off", detail="the file ends in the middle of this record")


def _pass_over(tape: Tape, offset: int) -> Iterator[Fault]:
    """Pass over what is no record; told here, unless it is the beginning of a record that damage cut off."""
    begun = BEGINS.match(tape.peek(USUAL_HEADER)) is not None
    lost = tape.pass_over(sys.maxsize, FOLLOWS)
    if tape.peek(1):
        yield Fault(offset=offset, code="damaged", detail=f"{lost} bytes that are no record")
    elif not (begun and tape.damage is not None):
        code = "cut-off" if begun else "damaged"
        detail = "the file ends in the middle of this record" if begun else f"{lost} bytes at the end that are no record"
        yield Fault(offset=offset, code=code, detail=detail)


def _header(tape: Tape) -> _Header | None:
    for reach in (USUAL_HEADER, LONGEST_HEADER):
        head = tape.peek(reach)
        begins = BEGINS.match(head)
        if begins is not None and not head.startswith(b"WARC/"):
            return _arc_header(begins[0])
        end = ENDS_HEADER.search(head)
        if begins is not None and end is not None:
            return _warc_header(head[: end.start()], end.end())
    return None


def _arc_header(line: bytes) -> _Header:
    """ "http://example.org/ 192.0.2.1 20140102030405 text/html 1234": the address, which may hold blanks, comes first, the size last."""
    parts = line.decode("utf-8", errors="replace").split()
    day = next(number for number, part in enumerate(parts) if re.fullmatch(r"\d{14}", part))
    url = " ".join(parts[: day - 1])
    kind = "response" if url.startswith(("http:", "https:")) else "other"
    return _Header(kind=kind, url=url, size=int(parts[-1]), length=len(line))


def _warc_header(head: bytes, length: int) -> _Header | None:
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", errors="replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    size = fields.get("content-length", "")
    if not size.isascii() or not size.isdigit():
        return None
    url = fields.get("warc-target-uri", "").strip("<>") or None
    return _Header(kind=fields.get("warc-type", "").lower(), url=url, size=int(size), length=length)
