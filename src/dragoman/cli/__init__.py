"""The command line: ``dragoman COMMAND``. The only room that prints, exits, reads the environment, and catches errors."""

from dragoman.cli.app import main

__all__ = ["main"]
