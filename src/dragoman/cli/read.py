"""``dragoman read``: reports in, a line of JSON for each out, or their claims into a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, ScopeChoice, ScopeOption, WorkersOption, settings
from dragoman.model.codec import encode

if TYPE_CHECKING:
    from dragoman.run import Outcome

Inputs = Annotated[list[str], typer.Argument(metavar="PATH|-...", help="Files, folders, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a document, one a line, in input order.")]
StorePath = Annotated[str | None, typer.Option("--store", metavar="PATH|URL", help=f"Where to keep the record (default: {DEFAULT_STORE}, unless --json).")]


def read(  # noqa: PLR0913 -- the options of the command
    inputs: Inputs,
    *,
    as_json: AsJson = False,
    store: StorePath = None,
    scope: ScopeOption = None,
    workers: WorkersOption = None,
) -> None:
    """Read reports: find who did, signed and said what, and keep it with the words that say it."""
    from dragoman.run import read_all  # noqa: PLC0415 -- loads the parser: only who reads pays for it

    outcomes = read_all(inputs, settings(scope, workers))
    counted = Counted()
    for outcome in counted.count(outcomes):
        if as_json:
            sys.stdout.write(json.dumps(encode(outcome.reading), ensure_ascii=False) + "\n")
    if counted.unreadable:
        raise typer.Exit(1)


class Counted:
    """Passes outcomes on and tells of what could not be read on standard error."""

    def __init__(self) -> None:
        self.unreadable = 0

    def count(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for outcome in outcomes:
            if not outcome.readable:
                self.unreadable += 1
                for issue in outcome.reading.issues:
                    sys.stderr.write(f"dragoman: {issue.detail}\n")
            yield outcome
