"""What Dragoman knows: tables, and the one door to them."""

from dragoman.knowledge.door import Knowledge, languages, load

__all__ = ["Knowledge", "languages", "load"]
