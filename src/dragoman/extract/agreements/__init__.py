"""Agreements: their names in a report, the steps of their lives, and what they oblige to."""

from dragoman.extract.agreements.extractor import extract_agreements

__all__ = ["extract_agreements"]
