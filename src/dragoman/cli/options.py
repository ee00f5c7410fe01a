"""Options that several commands share, and the settings they give."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.settings import Settings, from_environment

DEFAULT_STORE = "dragoman.db"


class ScopeChoice(StrEnum):
    """Which claims are kept."""

    interstate = "interstate"
    all = "all"


StoreOption = Annotated[str, typer.Option("--store", metavar="PATH|URL", help="The store: an SQLite file or a database URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
ScopeOption = Annotated[ScopeChoice | None, typer.Option("--scope", help="Keep claims between states only, or all.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help="Processes that read side by side.")]


def settings(scope: ScopeChoice | None = None, workers: int | None = None) -> Settings:
    """The settings of the environment, overridden by options."""
    base = from_environment(os.environ)
    return replace(base, scope=scope.value if scope else base.scope, workers=workers or base.workers)


def must_exist(store: str) -> None:
    """Refuse a store file that is not there, rather than make an empty one."""
    if "://" not in store and not Path(store).exists():
        raise typer.BadParameter(f"no store at {store}; make one with: dragoman read FILE... --store {store}")
