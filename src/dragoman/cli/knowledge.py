"""``dragoman knowledge``: what the tables cover."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from dragoman.cli.options import JsonOption
from dragoman.errors import NotFoundError
from dragoman.model.codec import encode

StateOption = Annotated[
    str | None, typer.Option("--state", metavar="CODE", help="Show the offices and holders of one state or organisation.")
]


def knowledge(*, state: StateOption = None, as_json: JsonOption = False) -> None:
    """List what the tables know: their rows, and which offices of which states in which years."""
    from rich.console import Console
    from rich.table import Table

    from dragoman.knowledge import load
    from dragoman.view.coverage import coverage

    found = coverage(load(), state)
    if state and not found.offices:
        raise NotFoundError(
            f"no offices are known of '{state}'", remedy="name a state by its ISO 3166 alpha-3 code, as TUR, or an organisation, as NATO"
        )
    if as_json:
        sys.stdout.write(json.dumps(encode(found), ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False)
    if not state:
        tables = Table("table", "rows", "examples", title=f"Tables ({found.digest})", box=None)
        for line in found.tables:
            tables.add_row(line.name, f"{line.rows:,}", f"{line.examples:,}" if line.examples else "")
        console.print(tables)
    offices = Table("state", "office", "holders", "years known since 1990", title="Offices", box=None)
    for office in found.offices:
        people = "\n".join(office.holders) if state else str(len(office.holders))
        offices.add_row(office.name, office.office, people, office.years)
    console.print(offices)
