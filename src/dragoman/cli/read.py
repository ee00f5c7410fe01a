"""``dragoman read``: reports in, a line of JSON for each out, or their claims into a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, ScopeOption, WorkersOption, settings
from dragoman.model.codec import encode

if TYPE_CHECKING:
    from dragoman.run import Outcome, Recorded
    from dragoman.settings import Settings

INTERRUPTED = 130  # exit code of a program that was stopped by Ctrl-C
Inputs = Annotated[list[str], typer.Argument(metavar="PATH|URL|-...", help="Files, folders, http(s) addresses, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a document, one a line, in input order.")]
StorePath = Annotated[
    str | None, typer.Option("--store", metavar="PATH|URL", help=f"Where to keep the record (default: {DEFAULT_STORE}, unless --json).")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only how many reports were read.")]


def read(
    inputs: Inputs,
    *,
    as_json: AsJson = False,
    store: StorePath = None,
    scope: ScopeOption = None,
    workers: WorkersOption = None,
    quiet: Quiet = False,
) -> None:
    """Read reports: find who did, signed and said what, and keep it with the words that say it."""
    from dragoman.run import read_all

    chosen = settings(scope, workers)
    counted = Counted()
    if as_json and store is None:
        for outcome in counted.count(read_all(inputs, chosen)):
            _write(outcome)
    else:
        _record(inputs, chosen, store or DEFAULT_STORE, counted, as_json=as_json, quiet=quiet)
    if counted.unreadable:
        raise typer.Exit(1)


def _record(inputs: list[str], chosen: Settings, store: str, counted: Counted, *, as_json: bool, quiet: bool) -> None:
    """Read into a store, with an account of each report or, with --json, its line."""
    from dragoman.cli.account import account
    from dragoman.cli.terminal import Page, console
    from dragoman.run import record_all
    from dragoman.store import open_store

    page = Page(console())
    new = known = 0
    with open_store(store) as held:
        try:
            for recorded in _with_progress(record_all(inputs, chosen, held)):
                for outcome in counted.count(iter((recorded.outcome,))):
                    new, known = new + (recorded.new and outcome.readable), known + (not recorded.new)
                    if as_json:
                        _write(outcome)
                    elif recorded.new and outcome.readable and not quiet:
                        account(page, outcome.reading)
                        page.line("")
        except KeyboardInterrupt:
            sys.stderr.write(f"dragoman: stopped; {new} new reports are kept in {store}, the same command goes on from there\n")
            raise typer.Exit(INTERRUPTED) from None
    if not as_json:
        old = f", {known} known already" if known else ""
        failed = f", {counted.unreadable} could not be read" if counted.unreadable else ""
        page.line(f"{new} report{'' if new == 1 else 's'} read into {store}{old}{failed}")


def _with_progress(recorded: Iterable[Recorded]) -> Iterator[Recorded]:
    """Show on a terminal how many reports are done; nothing where standard error is piped."""
    if not sys.stderr.isatty():
        yield from recorded
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed} reports"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as progress:
        task = progress.add_task("", total=None)
        for one in recorded:
            progress.advance(task)
            yield one


def _write(outcome: Outcome) -> None:
    sys.stdout.write(json.dumps(encode(outcome.reading), ensure_ascii=False) + "\n")


class Counted:
    """Passes outcomes on and tells of what could not be read on standard error."""

    def __init__(self) -> None:
        self.unreadable = 0

    def count(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The same outcomes."""
        for outcome in outcomes:
            if not outcome.readable:
                self.unreadable += 1
                for issue in outcome.reading.issues:
                    sys.stderr.write(f"dragoman: {issue.detail}\n")
            yield outcome
