"""Frames at their triggers, and the words that fill their slots."""
