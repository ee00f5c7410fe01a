"""Which addresses may be connected to: those of the public internet, and those that a setting names.

A page or a feed may name any host, and a host may resolve to any address. Reading one must never reach the machine itself, its network,
or a cloud's metadata service (169.254.169.254). Networks are those of the IANA special-purpose registries (RFC 6890, as of 2024).
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Collection

from dragoman.errors import FetchError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "private (carrier)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved for measurements"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "this machine"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),  # Teredo and others that carry further addresses
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "reserved"),  # 6to4: carries an IPv4 address
        ("3fff::/20", "reserved for documentation"),
    )
)
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that is given out; the rest is reserved
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: the IPv4 address of a host, seen from a network without IPv4
V4_BITS = 32


def parse_network(text: str) -> Network:
    """An address or a network ("127.0.0.1", "10.1.0.0/16"); raises ValueError."""
    return ipaddress.ip_network(text, strict=False)


def refusal(address: str, allowed: Collection[Network] = ()) -> str | None:
    """Why this numeric address may not be connected to, None where it may."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _carried(ip)
    if any(one in network for one in (ip, inner) if one is not None for network in allowed):
        return None
    ip = inner or ip
    for network, kind in SPECIAL:
        if ip in network:
            return kind
    return "reserved" if isinstance(ip, ipaddress.IPv6Address) and ip not in GLOBAL_UNICAST else None


def _carried(ip: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    return ipaddress.IPv4Address(int(ip) & (2**V4_BITS - 1)) if ip in TRANSLATED else None


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The numeric addresses of a host in the order in which the system would try them.

    Every spelling that the system takes for an address ("127.1", "0x7f000001", "2130706433") comes out as that address. Raises FetchError
    where there is none, or where the answer takes longer than so many seconds (the system itself has no limit for it).
    """
    answers: queue.SimpleQueue[tuple[str, ...] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(address[0]) for *_, address in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise FetchError(f"no answer to the name {host}", code="too-slow", temporary=True, remedy="try again later") from None
    if isinstance(answer, tuple):
        return answer
    reason = getattr(answer, "strerror", None) or str(answer)
    temporary = isinstance(answer, OSError)
    raise FetchError(
        f"the name {host} is not found ({reason})",
        code="cannot-fetch",
        temporary=temporary,
        remedy="check the address and your connection",
    )


def must_be_public(host: str, addresses: Collection[str], allowed: Collection[Network]) -> None:
    """Raise FetchError where one of a host's addresses may not be connected to: one bad address among good ones is no accident."""
    for address in addresses:
        kind = refusal(address, allowed)
        if kind is not None:
            where = address if address == host else f"{host} ({address})"
            raise FetchError(
                f"the address {where} is not on the public internet: {kind}",
                code="address-refused",
                remedy=f"if it is one of your own, allow it: DRAGOMAN_ALLOW_ADDRESSES={address.partition('%')[0]}",
            )
