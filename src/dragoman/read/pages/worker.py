"""The process that takes pages apart, as seen from the one that asks: started when first needed, started anew when it dies."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import BinaryIO, cast

from dragoman.read.pages.child import SECONDS, read_frame, write_frame

PATIENCE = 6 * SECONDS  # seconds by the clock on the wall: the limit where a system has none of its own for computing, or is overloaded
PAGES_EACH = 1_000  # pages until the process is replaced, so that what its libraries keep does not add up
CODE = "import sys; sys.path[:] = {path!r}; from dragoman.read.pages.child import main; main()"


class Worker:
    """One process. Not for several threads at once."""

    def __init__(self) -> None:
        # A program of its own, not a copy of this one: nothing of the asker's memory, and no main module that would run twice.
        command = [sys.executable, "-c", CODE.format(path=sys.path)]
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONHASHSEED": "0"},  # the order of sets, too, is the same in every run
        )
        self.pages = 0

    def ask(self, request: Mapping[str, str | None], content: bytes) -> Mapping[str, object]:
        """What the process answers of a page, or under "failed" what became of it."""
        self.pages += 1
        overdue = threading.Timer(PATIENCE, self._process.kill)
        overdue.daemon = True
        overdue.start()
        try:
            write_frame(cast("BinaryIO", self._process.stdin), request, content)
            answer = read_frame(cast("BinaryIO", self._process.stdout))
        except (OSError, ValueError):
            answer = None
        finally:
            overdue.cancel()
        if answer is not None and isinstance(answer[0], Mapping):
            if "failed" in answer[0]:
                self.pages = PAGES_EACH  # a page that filled the memory leaves it in pieces
            return answer[0]
        self.stop()
        return {"failed": self._cause()}

    def _cause(self) -> str:
        code = self._process.returncode
        slow = {-signal.SIGKILL, -signal.SIGPROF} if hasattr(signal, "SIGPROF") else {1}
        return "time" if code in slow else "nesting" if code == -signal.SIGSEGV else f"the process ended with code {code}"

    @property
    def usable(self) -> bool:
        """Whether it can be asked again."""
        return self._process.returncode is None and self.pages < PAGES_EACH

    def stop(self) -> None:
        """End the process and wait for its end."""
        self._process.kill()
        self._close()
        self._process.wait()

    def forget(self) -> None:
        """In a copy of the asker made by fork: leave the process to the original."""
        self._close()
        self._process.returncode = 0  # it is no child of this one

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what was not yet sent cannot be
                continue


class Workers:
    """Those that wait for a page, for any number of threads: as many processes as ask at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []

    def ask(self, request: Mapping[str, str | None], content: bytes) -> Mapping[str, object]:
        """As ``Worker.ask``, of one that waits or a new one. Raises OSError where no process can be started."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or Worker()
        try:
            return worker.ask(request, content)
        finally:
            if worker.usable:
                with self._lock:
                    self._idle.append(worker)
            else:
                worker.stop()

    def stop(self) -> None:
        """End all that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()

    def forget(self) -> None:
        """In a copy of this process made by fork: start over with none."""
        self._lock = threading.Lock()
        idle, self._idle = self._idle, []
        for worker in idle:
            worker.forget()


WORKERS = Workers()  # one for the whole process: a reader is a plain function, and its processes must outlive the call to be of use
atexit.register(WORKERS.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WORKERS.forget)
