"""Words of headers and boilerplate: what tells a report's furniture from its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.knowledge.tables import Tables

HEADER_KINDS = ("date", "outlet", "author", "title", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``months`` maps names and their first three letters, lower-cased, to 1 to 12; ``headers`` header keys to their kind.

    ``boilerplate`` matches lines that are no evidence, ``credits`` those of them that tell whose work the report is.
    """

    months: Mapping[str, int]
    headers: Mapping[str, str]
    boilerplate: re.Pattern[str]
    credits: re.Pattern[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def build(tables: Tables, language: str) -> Reading:
    """Read ``lang/<xx>/reading.toml``; raises KnowledgeError where a pattern is not a regular expression."""
    name = f"lang/{language}/reading.toml"
    whole = tables.toml(name)
    months = {form.lower(): number for number, month in enumerate(whole["months"], 1) for form in (month, month[:3], month[:4])}
    rows = list(tables.rows(name, "boilerplate"))
    for row in rows:
        row.only("pattern", "credit", "examples", "counter")
        try:
            re.compile(row.text("pattern"))
        except re.error as error:
            raise row.error(f"'pattern' is not a regular expression: {error}") from error
    return Reading(
        months=months,
        headers={key: kind for kind in HEADER_KINDS for key in whole["header"][kind]},
        boilerplate=_any(row.text("pattern") for row in rows),
        credits=_any(row.text("pattern") for row in rows if row.flag("credit")),
        examples=tuple(text for row in rows for text in row.texts("examples")),
        counter=tuple(text for row in rows for text in row.texts("counter")),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of these; never where there are none."""
    return re.compile(r"\s*(?:" + ("|".join(patterns) or "(?!)") + ")")
