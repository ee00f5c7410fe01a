"""``dragoman read``: reports in, a line of JSON for each out, or their claims into a store."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, ScopeOption, WorkersOption, settings
from dragoman.cli.printable import printable
from dragoman.model.codec import encode

if TYPE_CHECKING:
    from dragoman.model.reading import Reading
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
    chosen = settings(scope, workers)
    counted = Counted()
    if as_json and store is None:
        _print(inputs, chosen, counted)
    else:
        _record(inputs, chosen, store or DEFAULT_STORE, counted, as_json=as_json, quiet=quiet)
    if counted.unreadable:
        raise typer.Exit(1)


def _print(inputs: list[str], chosen: Settings, counted: Counted) -> None:
    """A line for each report, without a store."""
    from dragoman.cli.progress import shown
    from dragoman.run import Progress, read_all

    progress = Progress()
    with shown(progress):
        for outcome in read_all(inputs, chosen, progress):
            counted.count(outcome)
            _write(outcome.reading)
    sys.stdout.flush()  # a full disk is told of here


def _record(inputs: list[str], chosen: Settings, store: str, counted: Counted, *, as_json: bool, quiet: bool) -> None:
    """Read into a store, with an account of each new report or, with --json, the line of every report.

    The lines come last: which reports are copies of others, also of those in the store, is known when all are read.
    """
    from dragoman.cli.account import account
    from dragoman.cli.progress import shown
    from dragoman.cli.terminal import Page, console
    from dragoman.run import Progress, record_all
    from dragoman.store import open_store

    page = Page(console())
    progress = Progress()
    met: list[str | Reading | None] = []
    with open_store(store) as held:
        try:
            with shown(progress):
                for recorded in record_all(inputs, chosen, held, progress, everything=as_json):
                    counted.record(recorded)
                    outcome = recorded.outcome
                    if as_json:
                        met.append(recorded.document if outcome is None or outcome.readable else outcome.reading)
                    elif outcome is not None and outcome.readable and not quiet:
                        account(page, outcome.reading)
                        page.line("")
        except KeyboardInterrupt:
            sys.stderr.write(f"dragoman: stopped; {counted.new} new reports are kept in {store}, the same command goes on from there\n")
            raise typer.Exit(INTERRUPTED) from None
        for one in met:
            reading = held.reading(one) if isinstance(one, str) else one
            if reading is not None:
                _write(reading)
    if not as_json:
        old = f", {counted.known} known already" if counted.known else ""
        failed = f", {counted.unreadable} could not be read" if counted.unreadable else ""
        page.line(f"{counted.new} report{'' if counted.new == 1 else 's'} read into {store}{old}{failed}")


def _write(reading: Reading) -> None:
    sys.stdout.write(json.dumps(encode(reading), ensure_ascii=False) + "\n")


class Counted:
    """Counts what became of reports, and tells of what could not be read on standard error."""

    def __init__(self) -> None:
        self.unreadable = self.new = self.known = 0

    def record(self, recorded: Recorded) -> None:
        """Count a report that went into a store, or a file that was passed over."""
        if recorded.outcome is None:
            self.known += recorded.documents
        else:
            self.count(recorded.outcome)
            self.new += recorded.outcome.readable

    def count(self, outcome: Outcome) -> None:
        """Count a report."""
        if not outcome.readable:
            self.unreadable += 1
            for issue in outcome.reading.issues:
                sys.stderr.write(f"dragoman: {printable(issue.detail)}\n")
