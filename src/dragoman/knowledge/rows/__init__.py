"""Typed rows of each area, read from the tables and checked."""
