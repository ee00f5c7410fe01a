"""Feeds -> documents: one report an entry."""

from dragoman.read.feeds.feed import read_feed

__all__ = ["read_feed"]
