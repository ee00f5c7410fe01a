"""Tables as files: TOML for rows with words and examples, CSV for plain facts. Every row knows its file and line."""

from __future__ import annotations

import csv
import difflib
import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError

ROOT = Path(__file__).parent
KINDS_OF_TABLE = (".toml", ".csv")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. Its readers check types and codes, and raise KnowledgeError with file and line."""

    where: str
    line: int
    values: Mapping[str, Any]

    def error(self, what: str, remedy: str | None = None) -> KnowledgeError:
        """The error to raise about this row."""
        return KnowledgeError(what, where=self.where, line=self.line, remedy=remedy)

    def only(self, *keys: str) -> None:
        """Refuse columns or keys that are not among these: a misspelt one would go unread."""
        for key in self.values:
            if key not in keys:
                raise self.error(f"no such key '{key}'", f"use one of {_nearest(key, keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A word or phrase; without a default it must be there and not be empty."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.error(f"'{key}' must be a text, not {value!r}")
        return value

    def optional(self, key: str) -> str | None:
        """A text, or None where it is absent or empty."""
        return self.text(key, "") or None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one, an absent key as none."""
        value = self.values.get(key, ())
        found = (value,) if isinstance(value, str) else value
        if not isinstance(found, Sequence) or not all(isinstance(item, str) for item in found):
            raise self.error(f"'{key}' must be a list of texts, not {value!r}")
        return tuple(found)

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' must be true or false, not {value!r}")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A number; in a CSV table a text that reads as one."""
        value = self.values.get(key, default)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise self.error(f"'{key}' must be a number, not {value!r}") from None

    def code(self, key: str, known: Collection[str]) -> str:
        """A text that must be one of the known codes."""
        value = self.text(key)
        if value not in known:
            raise self.error(f"no such {key} '{value}'", f"use one of {_nearest(value, known)}")
        return value

    def rows(self, key: str) -> tuple[Row, ...]:
        """A list of sub-rows (inline tables); one alone counts as a list of one."""
        value = self.values.get(key, ())
        found = (value,) if isinstance(value, Mapping) else value
        return tuple(Row(self.where, self.line, item if isinstance(item, Mapping) else {"text": item}) for item in found)


def _nearest(wrong: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(wrong, list(known), n=3, cutoff=0.6)
    return ", ".join(near or sorted(known)[:8])


class Tables:
    """All tables below a folder, read once; ``digest`` changes if one byte of one of them does."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self._bytes = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.suffix in KINDS_OF_TABLE and path.is_file()
        }
        whole = hashlib.sha256()
        for name, content in self._bytes.items():
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
        self.digest = whole.hexdigest()[:16]

    def names(self, folder: str) -> tuple[str, ...]:
        """The tables of a folder and below, in order of name."""
        return tuple(name for name in self._bytes if name.startswith(f"{folder}/"))

    def has(self, name: str) -> bool:
        """Whether there is such a table."""
        return name in self._bytes

    def toml(self, name: str) -> Mapping[str, Any]:
        """A TOML table whole; raises KnowledgeError where it is absent or not TOML."""
        self._must_have(name)
        try:
            return tomllib.loads(self._bytes[name].decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"not valid TOML: {error}", where=name, remedy="mend the syntax") from error

    def _must_have(self, name: str) -> None:
        if name not in self._bytes:
            raise KnowledgeError("no such table", where=name, remedy=f"write it below {self.root}, or name another language")

    def rows(self, name: str, key: str) -> Iterator[Row]:
        """The rows ``[[key]]`` of a TOML table, in order, each with its line."""
        found = self.toml(name).get(key, ())
        header = re.compile(rf"^[^\S\n]*\[\[\s*{re.escape(key)}\s*\]\]", re.MULTILINE)
        text = self._bytes[name].decode("utf-8")
        starts = [m.start() for m in header.finditer(text)]
        line, place = 1, 0
        for start, values in zip(starts, found, strict=True):
            line, place = line + text.count("\n", place, start), start
            yield Row(name, line, values)

    def csv(self, name: str) -> Iterator[Row]:
        """The rows of a CSV table with a header line."""
        self._must_have(name)
        lines = self._bytes[name].decode("utf-8-sig").splitlines(keepends=True)
        reader = csv.DictReader(lines)
        for values in reader:
            if None in values or None in values.values():
                raise KnowledgeError(
                    "the row has too many or too few columns", where=name, line=reader.line_num, remedy=f"columns are {reader.fieldnames}"
                )
            yield Row(name, reader.line_num, values)
