"""Actors: names, offices, organs and persons, and the governments that capitals stand for."""

from dragoman.annotate.actors.annotator import find_actors

__all__ = ["find_actors"]
