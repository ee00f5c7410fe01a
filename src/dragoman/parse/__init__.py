"""Document -> Parse: the only room that knows spaCy."""

from dragoman.parse.english import DEFAULT_MODEL, SpacyParser, load_parser

__all__ = ["DEFAULT_MODEL", "SpacyParser", "load_parser"]
