"""Events: frames at their triggers, who fills their slots, and one event for one happening."""

from dragoman.extract.events.extractor import extract_events

__all__ = ["extract_events"]
