"""The program's commands, and how errors are shown: what, where, what to do.

Exit codes: 0, 1 (an input could not be read), 2 (usage), 130 (stopped by Ctrl-C).
"""

from __future__ import annotations

import errno
import io
import os
import sys

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
for _name in THREADS:  # before numpy is loaded: its threads only wait for each other on matrices of this size
    os.environ.setdefault(_name, "1")

import typer  # noqa: E402 -- threads are set first

from dragoman.cli.doctor import doctor  # noqa: E402 -- threads are set first
from dragoman.cli.explain import explain  # noqa: E402 -- threads are set first
from dragoman.cli.judge import judge  # noqa: E402 -- threads are set first
from dragoman.cli.knowledge import knowledge  # noqa: E402 -- threads are set first
from dragoman.cli.printable import printable  # noqa: E402 -- threads are set first
from dragoman.cli.read import INTERRUPTED, read  # noqa: E402 -- threads are set first
from dragoman.cli.show import show  # noqa: E402 -- threads are set first
from dragoman.cli.watch import watch  # noqa: E402 -- threads are set first
from dragoman.errors import DragomanError  # noqa: E402 -- threads are set first

USAGE = 2
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # a disk, a quota, a limit on files

app = typer.Typer(
    help="Read news reports into a sourced record of how states deal with each other.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(read)
app.command()(watch)
app.add_typer(show, name="show")
app.command()(judge)
app.command()(explain)
app.command()(knowledge)
app.command()(doctor)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):  # reports hold every script; a terminal of another encoding must not stop them
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except DragomanError as error:
        sys.stderr.write(f"dragoman: {printable(str(error))}\n")
        sys.exit(USAGE)
    except KeyboardInterrupt:
        sys.stderr.write("dragoman: stopped\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if error.errno in FULL:  # a store says so itself: this is the output, or the place of temporary files
            sys.stderr.write(f"dragoman: {error.strerror}\n  -> free some space, or set TMPDIR to a folder on a disk that has some\n")
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(USAGE)
        raise
