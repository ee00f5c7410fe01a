"""Wires the rooms together: inputs in, readings out, in one process or several; into a store, and on to its records."""

from dragoman.run.engine import Engine, Outcome
from dragoman.run.inputs import Progress
from dragoman.run.judging import judge, unattached
from dragoman.run.reading import read_all
from dragoman.run.recorder import Recorder
from dragoman.run.recording import Recorded, record_all
from dragoman.run.updating import bring_up_to_date

__all__ = ["Engine", "Outcome", "Progress", "Recorded", "Recorder", "bring_up_to_date", "judge", "read_all", "record_all", "unattached"]
