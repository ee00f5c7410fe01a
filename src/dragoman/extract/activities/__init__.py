"""Activities: exercises, training, visits, meetings, calls and projects."""

from dragoman.extract.activities.extractor import extract_activities

__all__ = ["extract_activities"]
