"""The list of feeds: a TOML file. What is wrong in it is told with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import FetchError, ReadError
from dragoman.read.fetching.fetcher import parse

FOR_ALL = ("interval", "language", "follow", "licensed")  # may stand above the first feed, for all that do not say otherwise
OF_ONE = ("url", "name", "outlet", *FOR_ALL)
HEADER = re.compile(r"^[^\S\n]*\[\[\s*feed\s*\]\]", re.MULTILINE)
INTERVAL = re.compile(r"(\d{1,6})\s*([smhd])")
UNITS: Mapping[str, float] = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
USUAL_INTERVAL = 900.0  # seconds: what most agencies' feeds hold reaches back some hours
SHORTEST = 60.0  # seconds: no feed of news changes faster, and its server has other readers
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed to watch. ``name`` stands in lines about it, ``outlet`` in its documents; ``interval`` is in seconds.

    ``follow``: the page of each entry is read in place of what the feed says of it. ``licensed``: its text and data may be mined even
    where that is reserved.
    """

    address: str
    name: str
    outlet: str | None = None
    language: str | None = None
    interval: float = USUAL_INTERVAL
    follow: bool = False
    licensed: bool = False


def load_feeds(path: str, languages: Collection[str], interval: float = USUAL_INTERVAL) -> tuple[Feed, ...]:
    """The feeds of a list, in its order; ``languages`` are those with a pipeline, ``interval`` is for feeds that name none.

    Raises ReadError with file and line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReadError(
            f"cannot be opened ({error.strerror})", where=path, remedy="check that it is there; docs/howto/watch.md shows one"
        ) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"is not UTF-8 ({error.reason} at byte {error.start})", where=path, remedy="save it as UTF-8") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = AT_LINE.search(str(error))
        what = f"not TOML: {AT_LINE.sub('', str(error)).strip()}"
        raise ReadError(what, where=path, line=int(at[1]) if at else None, remedy="docs/howto/watch.md shows a list") from error
    return tuple(_feeds(content, text, path, languages, interval))


def parse_interval(text: str) -> float | None:
    """The seconds of "90s", "15m", "2h" or "1d", at least a minute; None where it is no such thing."""
    match = INTERVAL.fullmatch(text.strip().lower())
    seconds = int(match[1]) * UNITS[match[2]] if match else 0
    return seconds if seconds >= SHORTEST else None


def _feeds(content: Mapping[str, Any], text: str, path: str, languages: Collection[str], interval: float) -> Iterator[Feed]:
    starts = [match.start() for match in HEADER.finditer(text)]
    head = _Part(path, text[: starts[0]] if starts else text, 1, {key: value for key, value in content.items() if key != "feed"})
    head.only(FOR_ALL)
    rows = content.get("feed", [])
    if not isinstance(rows, list) or not rows or len(rows) != len(starts):
        raise ReadError("names no feed", where=path, remedy='write [[feed]] and below it url = "https://..."')
    lines: dict[str, int] = {}
    for row, start, end in zip(rows, starts, [*starts[1:], len(text)], strict=True):
        part = _Part(path, text[start:end], text.count("\n", 0, start) + 1, row)
        part.only(OF_ONE)
        feed = _feed(part, head, languages, interval)
        if feed.address in lines:
            raise part.error("url", f"this feed stands in line {lines[feed.address]} already", "take one of the two off the list")
        lines[feed.address] = part.line("url")
        yield feed


def _feed(part: _Part, head: _Part, languages: Collection[str], interval: float) -> Feed:
    address = part.text("url")
    if address is None:
        raise part.error("url", "a feed without url", 'write url = "https://..."')
    try:
        address = str(parse(address))
    except FetchError as error:
        raise part.error("url", f"'{part.values['url']}' {error.what}", error.remedy or "") from error
    outlet = part.text("outlet")
    return Feed(
        address=address,
        name=part.text("name") or outlet or urlsplit(address).netloc,
        outlet=outlet,
        language=_language(part, languages) or _language(head, languages),
        interval=_interval(part) or _interval(head) or interval,
        follow=part.flag("follow", default=head.flag("follow", default=False)),
        licensed=part.flag("licensed", default=head.flag("licensed", default=False)),
    )


def _language(part: _Part, languages: Collection[str]) -> str | None:
    language = part.text("language")
    if language is not None and language not in languages:
        known = ", ".join(sorted(languages))
        remedy = f"use one of {known}, or leave it out: the language of each report is then found"
        raise part.error("language", f"no such language '{language}'", remedy)
    return language


def _interval(part: _Part) -> float | None:
    value = part.text("interval")
    if value is None:
        return None
    seconds = parse_interval(value)
    if seconds is None:
        raise part.error("interval", f"'{value}' is no interval", "write a number with s, m, h or d, a minute at least, as in '15m'")
    return seconds


class _Part:
    """The keys of one feed, or those above the first, with the lines they stand in."""

    def __init__(self, path: str, text: str, line: int, values: Mapping[str, Any]) -> None:
        self._path, self._text, self._line = path, text, line
        self.values = values

    def line(self, key: str) -> int:
        """The line of a key; the first line of the part where it has none."""
        match = re.search(rf"^[^\S\n]*[\"']?{re.escape(key)}[\"']?\s*=", self._text, re.MULTILINE)
        return self._line + self._text.count("\n", 0, match.start()) if match else self._line

    def error(self, key: str, what: str, remedy: str) -> ReadError:
        """The error to raise about a key."""
        return ReadError(what, where=self._path, line=self.line(key), remedy=remedy)

    def only(self, keys: Collection[str]) -> None:
        """Refuse other keys: a misspelt one would go unread."""
        for key in self.values:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1) or sorted(keys)
                raise self.error(key, f"no such key '{key}'", f"use {' or '.join(near)}")

    def text(self, key: str) -> str | None:
        """A text, None where it is absent."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.error(key, f"'{key}' must be a text, not {value!r}", f'write {key} = "..."')
        return value.strip() if value is not None else None

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"'{key}' must be true or false, not {value!r}", f"write {key} = true")
        return value
