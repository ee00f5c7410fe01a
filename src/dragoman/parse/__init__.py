"""Document -> Parse: the only room that knows spaCy."""

from dragoman.parse.english import SpacyParser, load_parser

__all__ = ["SpacyParser", "load_parser"]
