"""Wires the rooms together: inputs in, readings out, in one process or several; into a store, and on to its records."""

from dragoman.run.engine import Engine, Outcome
from dragoman.run.reading import read_all
from dragoman.run.recorder import Recorder
from dragoman.run.recording import Recorded, bring_up_to_date, judge, record_all, unattached

__all__ = ["Engine", "Outcome", "Recorded", "Recorder", "bring_up_to_date", "judge", "read_all", "record_all", "unattached"]
