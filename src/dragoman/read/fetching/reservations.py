"""Text and data mining that a publisher has reserved: the W3C community group's TDMRep, and ``noai``.

In the European Union whoever may read a work may also mine it, unless its owner has reserved that by machine-readable means (Directive
2019/790, article 4). TDMRep (final report of 10 May 2024) says how: a file on the server, a header of the answer, a meta tag of the page,
each stronger than the one before it. ``noai`` in X-Robots-Tag or a robots meta tag is counted as a reservation too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from dragoman.read.fetching.rules import AGENT

SEARCHED = 1_000_000  # bytes of a page in which meta tags are looked for: its head, even behind long scripts
WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})  # a colon there names no program
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
META = re.compile(rb"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""([a-z-]{1,40})\s{0,9}=\s{0,9}("[^"]{0,1000}"|'[^']{0,1000}'|[^\s"'>]{1,1000})""", re.IGNORECASE)
UNRESERVED = "/~!$&'()*+,;=:@?"  # besides letters, digits and -._ these stand in a path as they are


def reserved_by_file(content: str | None, address: str) -> bool | None:
    """What a site's tdmrep.json says of an address: the first rule whose pattern fits decides; None where it says nothing."""
    try:
        rules = json.loads(content or "[]")
    except (ValueError, RecursionError):
        return None
    parts = urlsplit(address)
    path = _plain(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}")
    for rule in rules if isinstance(rules, list) else ():
        if isinstance(rule, dict) and isinstance(rule.get("location"), str) and _fits(rule["location"], path):
            value = _flag(rule.get("tdm-reservation"))
            if value is not None:
                return value
    return None


def reserved_by_answer(headers: Mapping[str, str], page: bytes | None) -> bool | None:
    """What an answer's headers (names in lower case), and the page if it is one, say; None where they say nothing."""
    if any(_named_noai(value) for value in _values(headers.get("x-robots-tag", ""))):
        return True
    said = _flag(headers.get("tdm-reservation"))
    for name, content in _metas(page or b""):
        if name in {"robots", AGENT} and "noai" in re.split(r"[\s,]+", content.lower()):
            return True
        if name == "tdm-reservation" and (value := _flag(content)) is not None:
            said = value
    return said


def _flag(value: object) -> bool | None:
    return {"1": True, "0": False}.get(str(value).strip()) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _values(header: str) -> Iterator[str]:
    """The parts of X-Robots-Tag; one that is for another program ("otherbot: noai, noindex") ends where the next program is named."""
    program = ""
    for part in header.lower().split(","):
        name, colon, rest = part.rpartition(":")
        if colon and name.strip() not in WITH_VALUE:
            program = name.strip()
        if program in {"", AGENT, "*"}:
            yield rest if colon else part


def _named_noai(value: str) -> bool:
    return value.strip() == "noai"


def _metas(page: bytes) -> Iterator[tuple[str, str]]:
    """Name and content of the meta tags of a page."""
    for match in META.finditer(COMMENT.sub(b"", page[:SEARCHED])):
        attributes = {key.lower(): value.strip(b"\"'") for key, value in ATTRIBUTE.findall(match[0])}
        if b"name" in attributes:
            yield attributes[b"name"].decode("ascii", "replace").strip().lower(), attributes.get(b"content", b"").decode("ascii", "replace")


def _plain(path: str) -> str:
    """A path with each character either as it is or escaped, the same way in patterns and addresses."""
    return quote(unquote(path), safe=UNRESERVED)


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as the pattern says: ``*`` stands for anything, ``$`` at its end for the end of the path."""
    exact = pattern.endswith("$")
    first, *rest = (_plain(part) for part in pattern.removesuffix("$").split("*"))
    if not path.startswith(first):
        return False
    if not rest:
        return not exact or path == first
    place = len(first)
    for part in rest[:-1]:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= place if exact else path.find(rest[-1], place) >= 0
