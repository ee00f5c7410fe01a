"""Who says it, and for whom."""
