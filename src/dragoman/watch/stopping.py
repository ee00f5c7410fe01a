"""Ending a watch at any moment: what is under way is let go, and nothing that is kept is lost."""

from __future__ import annotations

import time

from dragoman.errors import FetchError
from dragoman.read.fetching.sites import SystemClock

SLICE = 0.25  # seconds in which a wish to stop is noticed


class StoppedError(FetchError):
    """A wait or request is given up because the watch ends."""

    def __init__(self) -> None:
        super().__init__("stopped", code="stopped", temporary=True, remedy="start it again")


class Stop:
    """Whether the watch is to end. A plain flag, for a signal may set it at any moment, in the middle of a wait."""

    def __init__(self) -> None:
        self.requested = False

    def request(self) -> None:
        """Ask the watch to end."""
        self.requested = True


class StoppableClock(SystemClock):
    """The clock of the machine, whose sleep ends where the watch does: raises StoppedError then."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        end = time.monotonic() + seconds
        while not self._stop.requested:
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(SLICE, left))
        raise StoppedError
