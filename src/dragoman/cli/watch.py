"""``dragoman watch``: asks feeds for what is new, and reads it into a store."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, ScopeOption, StoreOption, settings
from dragoman.cli.read import INTERRUPTED
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.cli.terminal import Page
    from dragoman.watch import Stop, Visit

NAME = 28  # columns of a feed's name
MINUTE, HOUR = 60, 3_600  # seconds

FeedList = Annotated[str, typer.Argument(metavar="FEEDS.toml", help="The list of feeds (docs/howto/watch.md).")]
Once = Annotated[bool, typer.Option("--once", help="Ask every feed whose time has come, then end: for cron and systemd.")]
Interval = Annotated[str, typer.Option("--interval", metavar="15m", help="How often feeds that name no interval are asked (s, m, h, d).")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only what went wrong.")]


def watch(
    feeds: FeedList,
    *,
    store: StoreOption = DEFAULT_STORE,
    once: Once = False,
    interval: Interval = "15m",
    scope: ScopeOption = None,
    quiet: Quiet = False,
) -> None:
    """Watch feeds: fetch what is new as their sites allow, and read it into the store. Can be stopped and started at any moment."""
    from dragoman.cli.terminal import Page, console
    from dragoman.knowledge import languages
    from dragoman.read.fetching.fetcher import Fetcher
    from dragoman.read.web import read_any_feed
    from dragoman.run import Recorder
    from dragoman.store import open_store
    from dragoman.watch import Stop, StoppableClock, Watcher, load_feeds, parse_interval

    chosen = settings(scope)
    seconds = parse_interval(interval)
    if seconds is None:
        raise DragomanError(f"'{interval}' is no interval", where="--interval", remedy="give a number with s, m, h or d, a minute at least")
    listed = load_feeds(feeds, languages(), seconds)
    page, stop, failed, total = Page(console()), Stop(), 0, 0
    with open_store(store) as held, _stopped_by_signals(stop) as by:
        watcher = Watcher(
            listed,
            held,
            Recorder(chosen, held),
            read_feed=read_any_feed,
            fetcher=Fetcher(chosen.rules()),
            clock=StoppableClock(stop),
            stop=stop,
        )
        for visit in watcher.run(once=once):
            failed, total = failed + (visit.failure is not None), total + visit.new
            _tell(page, visit, quiet=quiet)
    if not quiet:
        page.line(f"{total} report{'' if total == 1 else 's'} read into {store}{'; stopped' if stop.requested else ''}")
    if signal.SIGINT in by:
        raise typer.Exit(INTERRUPTED)
    if once and failed:
        raise typer.Exit(1)


def _tell(page: Page, visit: Visit, *, quiet: bool) -> None:
    """One line about a visit; what went wrong goes to standard error."""
    if visit.failure is not None:
        failure = "".join(sign if sign.isprintable() else "?" for sign in visit.failure)  # servers have a say in it
        sys.stderr.write(f"dragoman: {visit.feed.name}: {failure} (asked again in {_lasting(visit.again_in)})\n")
        return
    if visit.moved:
        sys.stderr.write(f'dragoman: {visit.feed.name}: the feed has moved for good; write url = "{visit.moved}" in your list\n')
    if quiet:
        return
    parts = ["nothing new"] if not visit.new and not visit.waiting else [f"{visit.new} new"]
    parts += [f"{visit.waiting} waiting for their page"] if visit.waiting else []
    page.line((visit.feed.name[:NAME].ljust(NAME), "bold"), "  ", ", ".join(parts), (f"  again in {_lasting(visit.again_in)}", "dim"))


def _lasting(seconds: float) -> str:
    """A time in its largest unit: "14 min"."""
    if seconds >= 2 * HOUR:
        return f"{seconds / HOUR:.0f} h"
    return f"{seconds / MINUTE:.0f} min" if seconds >= MINUTE else f"{seconds:.0f} s"


@contextmanager
def _stopped_by_signals(stop: Stop) -> Iterator[list[int]]:
    """While inside, Ctrl-C and SIGTERM ask the watch to end after what it has in hand; a second one ends it at once."""
    by: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        by.append(number)
        stop.request()
        signal.signal(number, before[number])  # the next one is not ours

    before = {int(number): signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, ask)
    try:
        yield by
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
