"""Watches feeds: asks them as their sites wish, and reads what is new into a store."""

from dragoman.watch.feeds import Feed, load_feeds, parse_interval
from dragoman.watch.stopping import Stop, StoppableClock
from dragoman.watch.watcher import Visit, Watcher

__all__ = ["Feed", "Stop", "StoppableClock", "Visit", "Watcher", "load_feeds", "parse_interval"]
