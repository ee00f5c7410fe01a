"""Dragoman reads news reports and keeps a sourced record of how states deal with each other."""

__version__ = "0.1.0"
