"""Agreements across reports: which mentions are of one, its life, and what was promised of it."""
