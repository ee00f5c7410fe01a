"""The rules of fetching: how much, how long, where to, by which proxy, under which name."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dragoman import __version__
from dragoman.read.fetching.addresses import Network

AGENT = "dragoman"  # the name that robots.txt may call us by
REDIRECTS = 5  # hops: RFC 9309 asks for five at least, and no honest page needs more


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``size`` in bytes, counted after decompression; ``seconds`` for one exchange from the name's resolution to the last byte."""

    size: int
    seconds: float


PAGE = Limits(size=50_000_000, seconds=60)  # the largest pages tried hold 50 MB; a page that takes a minute is not there
FILE = Limits(size=4_000_000_000, seconds=7_200)  # an archive of CC-NEWS holds 1 GB
SMALL = Limits(size=512 * 1024, seconds=20)  # robots.txt: RFC 9309 asks that 500 KiB be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``allowed``: networks that may be connected to though they are not public. ``contact``: stands in the user agent.

    ``page`` limits pages and feeds, ``file`` archives and tables. ``proxies``: by scheme; ``direct``: hosts, domains and networks that are
    reached without one ("*": all).
    """

    contact: str | None = None
    allowed: tuple[Network, ...] = ()
    page: Limits = PAGE
    file: Limits = FILE
    connect_seconds: float = 10
    idle_seconds: float = 30  # between two pieces of an answer
    proxies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    direct: tuple[str, ...] = ()

    @property
    def agent(self) -> str:
        """The user agent: the program, its version, and whom to ask."""
        return f"{AGENT}/{__version__} (reads news for research{f'; {self.contact}' if self.contact else ''})"

    def proxy_for(self, scheme: str, host: str) -> str | None:
        """The proxy for an address, None where it is reached directly."""
        return None if self._is_direct(host.lower()) else self.proxies.get(scheme)

    def _is_direct(self, host: str) -> bool:
        for entry in self.direct:
            name = entry.lower().lstrip(".").partition(":")[0] if entry.count(":") == 1 else entry.lower().lstrip(".")
            if name == "*" or (name and (host == name or host.endswith(f".{name}"))) or _within(host, name):
                return True
        return False


def _within(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
