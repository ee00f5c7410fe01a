"""Bytes -> Document: one file a format, one table of them."""

from dragoman.read.compression import COMPRESSIONS
from dragoman.read.decoding import without_surrogates
from dragoman.read.inputs import READERS, Addresses, files_in, passing_over, read_inputs
from dragoman.read.outlets import credit_wires, name_outlet
from dragoman.read.regions import mark_regions

__all__ = [
    "COMPRESSIONS",
    "READERS",
    "Addresses",
    "credit_wires",
    "files_in",
    "mark_regions",
    "name_outlet",
    "passing_over",
    "read_inputs",
    "without_surrogates",
]
