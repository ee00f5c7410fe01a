"""Dates: calendar expressions and the arithmetic of the calendar."""

from dragoman.annotate.dates.annotator import find_dates

__all__ = ["find_dates"]
