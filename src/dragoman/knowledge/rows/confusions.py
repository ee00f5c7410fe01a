"""What names must not be taken for actors, by the words around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """``before`` and ``after`` are words directly beside a name, ``near`` words of its sentence, all lower-cased."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    near: tuple[str, ...]


def _as_printed(words: str) -> str:
    """Words as they stand in a text: the table writes marks apart."""
    return plain(words).lower().replace(" ,", ",").replace(" '", "'").replace(" - ", "-").strip()


def read_confusions(tables: Tables, language: str, names: Collection[str]) -> Mapping[str, tuple[Confusion, ...]]:
    """Confusions by the plain form of the name, lower-cased; a name that no table knows raises KnowledgeError."""
    name = f"lang/{language}/confusions.toml"
    if not tables.has(name):
        return {}
    known = {form.lower() for form in names}
    found: dict[str, list[Confusion]] = {}
    for row in tables.rows(name, "confusion"):
        row.only("name", "before", "after", "near", "examples", "counter", "source", "why", "means")
        form = plain(row.text("name")).lower()
        if form not in known:
            raise row.error(f"no table has the name '{row.text('name')}'", "use a name of a state, organisation, group or person")
        lists = (tuple(_as_printed(words) for words in row.texts(key)) for key in ("before", "after", "near"))
        found.setdefault(form, []).append(Confusion(**dict(zip(("before", "after", "near"), lists, strict=True))))
    return {form: tuple(rows) for form, rows in found.items()}
