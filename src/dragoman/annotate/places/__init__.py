"""Places: toponyms, and which of their namesakes is meant."""

from dragoman.annotate.places.annotator import find_places

__all__ = ["find_places"]
