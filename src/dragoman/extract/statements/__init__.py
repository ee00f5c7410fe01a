"""Statements: who said what, to whom and through what."""

from dragoman.extract.statements.extractor import extract_statements

__all__ = ["extract_statements"]
