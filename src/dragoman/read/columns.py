"""The columns of a table that are fields of ``document``: found by their names, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dragoman.model.text import Incoming
from dragoman.read.fields import FIELDS
from dragoman.read.text import unreadable

SHOWN = 12  # columns named in a message


def find_columns(names: Sequence[str]) -> Mapping[str, int]:
    """The fields that are columns here, each with its number, from 0; of two of one name the first. Case and blanks do not count."""
    found: dict[str, int] = {}
    for number, name in enumerate(names):
        plain = name.strip().lower()
        if plain in FIELDS:
            found.setdefault(plain, number)
    return MappingProxyType(found)


def without_text(names: Sequence[str], path: str) -> Incoming:
    """The placeholder of a table that has no column of texts."""
    shown = ", ".join(name.strip() or "''" for name in names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
    optional = ", ".join(f"'{name}'" for name in FIELDS[1:])
    detail = (
        f"{path}: no column 'text' among its columns ({shown}); name the column that holds the report 'text', "
        f"and those of its particulars, where there are any, {optional} (docs/howto/tables.md)"
    )
    return unreadable(path, "no-text-column", detail)
