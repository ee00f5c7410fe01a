"""References: pronouns, plural and single nouns, and counterparts, resolved to actors."""

from dragoman.annotate.references.annotator import resolve_references

__all__ = ["resolve_references"]
