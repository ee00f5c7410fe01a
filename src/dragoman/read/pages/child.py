"""The process in which pages are taken apart: one page after another, each under limits of time and memory.

A hostile page can make a parser of HTML run for minutes or take gigabytes, inside C code that no exception reaches. Here that costs a
process which holds nothing but the page; ``worker.py`` starts another one.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import struct
import sys
from dataclasses import asdict
from typing import BinaryIO

SECONDS = 10  # of computing on one page: real ones take 0.05, the longest of the development set 0.5
MEMORY = 1 << 30  # bytes of address space of the whole process: it starts with 0.1 of that, and a page of 5 MB takes 0.2
FRAME = struct.Struct(">II")  # lengths in bytes of what follows: the JSON of a request or an answer, and the page
MOST_REQUEST = 1 << 16  # bytes of the JSON of a request: an address and a name


def write_frame(stream: BinaryIO, data: object, content: bytes = b"") -> None:
    """Send one request or answer."""
    head = json.dumps(data).encode()  # in ASCII: halves of surrogate pairs pass
    stream.write(FRAME.pack(len(head), len(content)) + head)
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[object, bytes] | None:
    """Receive one; None where the other side is gone."""
    start = stream.read(FRAME.size)
    if len(start) < FRAME.size:
        return None
    lengths = FRAME.unpack(start)
    head, content = (stream.read(length) for length in lengths)
    return (json.loads(head), content) if (len(head), len(content)) == lengths else None


def main() -> None:
    """Answer requests on standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 -- a device
        os.dup2(nothing.fileno(), 1)  # what a library prints is no answer
    logging.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks; this one ends when that one does
    _limit_memory()
    while (request := read_frame(sys.stdin.buffer)) is not None:
        asked, content = request
        write_frame(answers, _answer(asked, content))


def _answer(asked: object, content: bytes) -> dict[str, object]:
    """The fields of the page, or under "failed" why there are none."""
    from dragoman.read.pages.extraction import extract_page  # noqa: PLC0415 -- what is too large to load is told as an answer

    url, charset = asked["url"], asked["charset"]  # type: ignore[index]  # as worker.py writes it
    _start_clock(SECONDS)
    try:
        return asdict(extract_page(content, url=url, charset=charset))
    except MemoryError:
        return {"failed": "memory"}
    except RecursionError:
        return {"failed": "nesting"}
    except Exception as error:  # noqa: BLE001 -- whatever a page makes of the parsers costs that page only
        return {"failed": f"{type(error).__name__}: {error}"[:200]}
    finally:
        _start_clock(0)


def _start_clock(seconds: float) -> None:
    """End this process when it has computed so long, wherever it is; 0 stops the clock. Where there is none, the asker's own must do."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limits; macOS refuses some
        import resource  # noqa: PLC0415 -- not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
