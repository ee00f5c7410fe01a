"""Fetching addresses: to public hosts only, within limits, as their sites ask.

The rules are light; ``fetcher`` and ``sites`` bring httpx, and are imported where something is fetched.
"""

from dragoman.read.fetching.addresses import Network, parse_network
from dragoman.read.fetching.rules import FILE, PAGE, Limits, Rules

__all__ = ["FILE", "PAGE", "Limits", "Network", "Rules", "parse_network"]
