"""Weights that are learned, and the reports written and coded for it."""
