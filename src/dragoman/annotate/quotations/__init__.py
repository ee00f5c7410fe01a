"""Quotations: marks of every style, paired."""

from dragoman.annotate.quotations.annotator import find_quotations

__all__ = ["find_quotations"]
