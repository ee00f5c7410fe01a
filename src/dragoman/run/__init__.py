"""Wires the rooms together: inputs in, readings out, in one process or several."""

from dragoman.run.reading import Engine, Outcome, read_all

__all__ = ["Engine", "Outcome", "read_all"]
