"""The progress bar of long work: on standard error, on a terminal only, so that what is piped stays clean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.run import Progress

FEW = 32  # reports: until so many are done a rate says nothing


@contextmanager
def shown(progress: Progress, console: Console | None = None) -> Iterator[None]:
    """Show how far the work has come, how many reports a second it does, and how much time is left; nothing where no terminal looks."""
    if console is None and not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TimeRemainingColumn
    from rich.text import Text

    class Reports(ProgressColumn):
        """Reports done, and how many a second; while inputs are only looked through, how many were found."""

        def render(self, task: Task) -> Text:
            if not progress.done:
                return Text(f"{progress.found:,} reports found")
            rate = progress.done / task.elapsed if task.elapsed and progress.done >= FEW else None
            return Text(f"{progress.done:,} reports" + (f", {rate:,.1f} a second" if rate else ""))

    class Bar(Progress):
        """Asks how far the work has come whenever it is drawn."""

        def get_renderables(self) -> Iterator[object]:  # type: ignore[override]  # rich says Iterable of its own union
            for task in self.tasks:
                self.update(task.id, completed=progress.share)
            yield from super().get_renderables()

    columns = (Reports(), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    output = console or Console(stderr=True)
    with Bar(*columns, console=output, transient=True, redirect_stdout=sys.stdout.isatty(), redirect_stderr=True) as bar:
        bar.add_task("", total=1.0)
        yield
