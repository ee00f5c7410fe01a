"""Bytes -> text, code point for code point."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from dragoman.model.text import Incoming, Issue, Span

SIGNATURES = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
              (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
BINARY_SHARE = 0.05  # control characters among the first 4,096: text has next to none, every tried image and archive more than a tenth
SAMPLE = 4_096


def without_surrogates(incoming: Incoming) -> Incoming:
    """The same with halves of surrogate pairs replaced, one for one: no text that can be written holds them. Told in an Issue."""
    document = incoming.document
    text, title = (LONE_SURROGATE.sub("\ufffd", part) for part in (document.text, document.title or ""))
    if text == document.text and title == (document.title or ""):
        return incoming
    place = text.find("\ufffd")
    detail = f"{document.source.path or document.id}: the text holds half of a surrogate pair; write it as UTF-8"
    issue = Issue(code="encoding-broken", span=Span(place, place + 1) if place >= 0 else None, detail=detail)
    mended = replace(document, text=text, title=title if document.title is not None else None)
    return replace(incoming, document=mended, issues=(*incoming.issues, issue))


def looks_binary(content: bytes) -> bool:
    """Whether these bytes are no text in any encoding that news comes in."""
    if any(content.startswith(mark) for mark, _ in SIGNATURES):
        return False
    sample = content[:SAMPLE]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in sample)  # noqa: PLR2004 -- the first printable ASCII
    return b"\0" in sample or controls > BINARY_SHARE * len(sample)


def decode(content: bytes, path: str, line: int | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The text of some bytes (UTF-8 unless a signature says otherwise); what is not valid is replaced and told in an Issue."""
    encoding = next((name for mark, name in SIGNATURES if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as error:
        at = line or content.count(b"\n", 0, error.start) + 1
        text = content.decode(encoding, errors="replace")
        place = text.find("\ufffd")
        detail = f"{path}:{at}: byte 0x{content[error.start]:02x} is not valid {error.encoding}; save the file as UTF-8"
        return text, (Issue(code="encoding-broken", span=Span(place, place + 1) if place >= 0 else None, detail=detail),)
