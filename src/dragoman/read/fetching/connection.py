"""One HTTP exchange over a connection that is checked: to an address that was looked at, within a time that ends.

httpx speaks HTTP; below it, httpcore is given a network of our own. It asks for a host's addresses once, refuses where one of them may not
be connected to, and connects to those very addresses, so that no second answer of the name server can lead elsewhere (DNS rebinding). TLS
still verifies the name of the host. Each exchange has a connection of its own: nothing is shared between hosts or threads.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from dragoman.errors import FetchError
from dragoman.read.fetching.addresses import must_be_public
from dragoman.read.fetching.rules import Rules

Resolve = Callable[[str, int, float], tuple[str, ...]]
TRIED = 4  # addresses of one host: the next ones are as little there


class Deadline:
    """A moment by which an exchange must be over; the clock here only measures, it is no value of any record."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.seconds = seconds

    def extend(self, seconds: float) -> None:
        """Count anew from now."""
        self._end = time.monotonic() + seconds
        self.seconds = seconds

    def left(self, most: float | None = None) -> float:
        """The seconds that are left, at most so many; raises FetchError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"not done within {self.seconds:g} seconds", code="too-slow", temporary=True, remedy="try again later, or allow more time"
            )
        return left if most is None else min(left, most)


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline: a server that sends a byte now and then gains nothing by it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- httpcore's signature
        return self._inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Connects to checked addresses; to a proxy, which the user named, unchecked."""

    def __init__(self, rules: Rules, deadline: Deadline, resolve: Resolve, *, to_proxy: bool) -> None:
        self._rules, self._deadline, self._resolve, self._to_proxy = rules, deadline, resolve, to_proxy
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> _Stream:
        addresses = self._resolve(host, port, self._deadline.left(timeout))
        if not self._to_proxy:
            must_be_public(host, addresses, self._rules.allowed)
        failure: Exception | None = None
        for address in addresses[:TRIED]:
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options or ())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _Transport(httpx.BaseTransport):
    """httpx's way to the network above: one pool, for one exchange."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(status_code=answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401 -- httpcore types it for both its worlds
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


@cache
def _trust() -> ssl.SSLContext:
    """Certificates of the authorities that Mozilla trusts and of those that the system does (a firm's own among them)."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def client(url: httpx.URL, rules: Rules, deadline: Deadline, resolve: Resolve, trust: ssl.SSLContext | None = None) -> httpx.Client:
    """A client for one exchange with this address; close it. Raises FetchError where the address or its proxy may not be used."""
    proxy = rules.proxy_for(url.scheme, url.host)
    network = _Network(rules, deadline, resolve, to_proxy=proxy is not None)
    context = trust or _trust()
    pool: httpcore.ConnectionPool
    if proxy is None:
        pool = httpcore.ConnectionPool(ssl_context=context, network_backend=network, max_keepalive_connections=0)
    else:
        _check_behind_proxy(url, rules, deadline, resolve)
        pool = _proxied(proxy, context, network)
    return httpx.Client(
        transport=_Transport(pool),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(rules.idle_seconds, connect=rules.connect_seconds),
        headers={"User-Agent": rules.agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "close"},
    )


def _check_behind_proxy(url: httpx.URL, rules: Rules, deadline: Deadline, resolve: Resolve) -> None:
    """What can be checked where a proxy connects: the address as it is seen from here. A name that only the proxy knows passes."""
    try:
        addresses = resolve(url.host, url.port or 0, deadline.left(rules.connect_seconds))
    except FetchError:
        return
    must_be_public(url.host, addresses, rules.allowed)


def _proxied(proxy: str, context: ssl.SSLContext, network: _Network) -> httpcore.HTTPProxy:
    try:
        known = httpx.Proxy(proxy)
    except (ValueError, httpx.InvalidURL) as error:
        raise _no_proxy(proxy) from error
    if known.url.scheme not in {"http", "https"}:
        raise _no_proxy(proxy)
    url = known.url
    return httpcore.HTTPProxy(
        proxy_url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        proxy_auth=known.raw_auth,
        ssl_context=context,
        proxy_ssl_context=context if url.scheme == "https" else None,
        network_backend=network,
        max_keepalive_connections=0,
    )


def _no_proxy(proxy: str) -> FetchError:
    shown = proxy.rpartition("@")[2]  # never its password
    return FetchError(
        f"'{shown}' is no http(s) proxy",
        code="cannot-fetch",
        remedy="set HTTPS_PROXY to http://host:port, or DRAGOMAN_HTTPS_PROXY to nothing",
    )
