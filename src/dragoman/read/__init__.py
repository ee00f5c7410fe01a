"""Bytes -> Document: one file a format, one table of them."""

from dragoman.read.decoding import without_surrogates
from dragoman.read.inputs import READERS, files_in, read_inputs
from dragoman.read.regions import mark_regions

__all__ = ["READERS", "files_in", "mark_regions", "read_inputs", "without_surrogates"]
