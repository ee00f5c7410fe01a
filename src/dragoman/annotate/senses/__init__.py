"""Senses: what each sentence as a whole probably tells, by an encoder that has learned from coded reports."""

from dragoman.annotate.senses.annotator import find_senses

__all__ = ["find_senses"]
