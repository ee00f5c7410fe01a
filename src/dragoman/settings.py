"""Settings, read once by the command line and frozen: defaults, then the environment, then options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from dragoman.errors import DragomanError
from dragoman.extract.scope import Scope
from dragoman.parse import DEFAULT_MODEL

PREFIX = "DRAGOMAN_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``model``: an installed spaCy English pipeline. ``scope``: which claims are kept. ``workers``: processes that read."""

    model: str = DEFAULT_MODEL
    language: str = "en"
    scope: Scope = "interstate"
    workers: int = 1


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The defaults with what DRAGOMAN_MODEL, DRAGOMAN_SCOPE and DRAGOMAN_WORKERS set; raises DragomanError for a bad value."""
    values: dict[str, str] = {
        f.name: environment[PREFIX + f.name.upper()] for f in fields(Settings) if PREFIX + f.name.upper() in environment
    }
    if values.get("scope", "all") not in {"interstate", "all"}:
        raise DragomanError(f"no such scope '{values['scope']}'", where=f"{PREFIX}SCOPE", remedy="use interstate or all")
    workers = values.pop("workers", "1")
    if not workers.isdigit() or not int(workers):
        raise DragomanError(f"'{workers}' is no number of processes", where=f"{PREFIX}WORKERS", remedy="give a whole number from 1")
    return replace(Settings(workers=int(workers)), **values)  # type: ignore[arg-type]  # the scope was checked above
