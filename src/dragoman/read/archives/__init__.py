"""Web archives -> documents: every page that a WARC or ARC file holds, and what is damaged in it."""

from dragoman.read.archives.pages import read_archive

__all__ = ["read_archive"]
