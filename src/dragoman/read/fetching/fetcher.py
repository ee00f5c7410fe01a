"""Fetching one address: http(s) only, redirects followed by hand, everything bounded."""

from __future__ import annotations

import datetime as dt
import email.utils
import io
import ssl
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

import httpcore
import httpx

from dragoman.errors import FetchError
from dragoman.read.fetching.addresses import resolve
from dragoman.read.fetching.body import too_large, write_body
from dragoman.read.fetching.connection import Deadline, Resolve, client
from dragoman.read.fetching.rules import REDIRECTS, Limits, Rules

MOVED = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 527, 530})  # the same request may succeed later
NOTHING: Mapping[str, str] = MappingProxyType({})
IN_MEMORY = 8_000_000  # bytes of an answer that are kept out of files
DAY = 86_400.0  # seconds: no server is left alone for longer because it said so
REMEDIES: Mapping[int, str] = MappingProxyType(
    {
        401: "it asks for an account; save the page in your browser and read the file",
        402: "it asks for payment; save the page in your browser and read the file",
        403: "the server refuses programs; save the page in your browser and read the file",
        404: "check the address",
        410: "it is gone for good; take it off your list",
        429: "fewer requests are wanted; it is asked again later",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. ``address`` is where it was found in the end; ``moved`` where the server says it is for good, None where it did not move.

    ``headers`` have names in lower case. ``body`` is at its beginning, empty where ``status`` is 304; close it.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    body: BinaryIO
    moved: str | None = None

    @property
    def media_type(self) -> str:
        """The type of the content, "" where the server does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding of the content, where the server says it."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


Choose = Callable[[httpx.URL, Mapping[str, str]], Limits]
Hop = Callable[[str], AbstractContextManager[None]]


class Fetcher:
    """Fetches addresses by the rules. Threads may share it."""

    def __init__(self, rules: Rules, *, resolve: Resolve = resolve, trust: ssl.SSLContext | None = None) -> None:
        self.rules = rules
        self._resolve, self._trust = resolve, trust

    def get(
        self,
        address: str,
        *,
        headers: Mapping[str, str] = NOTHING,
        limits: Limits | None = None,
        choose: Choose | None = None,
        hop: Hop | None = None,
        cut: bool = False,
    ) -> Fetched:
        """What stands at this address, with every redirect on the way to it.

        ``choose`` sets the limits by the final answer's address and headers, where they depend on what it is. ``hop`` is entered around
        each exchange with the address it asks for: it may wait, or refuse by raising. Raises FetchError.
        """
        first = limits or self.rules.page
        url = parse(address)
        moved: str | None = None
        for_good = True
        for _ in range(REDIRECTS + 1):
            with _told(str(url)), (hop or _no_hop)(str(url)):
                answer = self._exchange(url, headers, first, choose, cut=cut)
            if isinstance(answer, Fetched):
                return Fetched(address=str(url), status=answer.status, headers=answer.headers, body=answer.body, moved=moved)
            status, target = answer
            for_good = for_good and status in {301, 308}
            with _told(str(url)):
                url = _follow(url, target)
            moved = str(url) if for_good else moved
        raise FetchError(
            f"more than {REDIRECTS} redirects", code="cannot-fetch", where=address, remedy="open it in a browser and use the last address"
        )

    def _exchange(
        self, url: httpx.URL, headers: Mapping[str, str], limits: Limits, choose: Choose | None, *, cut: bool
    ) -> Fetched | tuple[int, str]:
        """One request and its answer, or the status and target of a redirect."""
        deadline = Deadline(limits.seconds)
        with client(url, self.rules, deadline, self._resolve, self._trust) as asking, asking.stream("GET", url, headers=headers) as answer:
            status, found = answer.status_code, {name.lower(): value for name, value in answer.headers.items()}
            if status in MOVED and found.get("location"):
                return status, found["location"]
            if status == NOT_MODIFIED:
                return Fetched(address=str(url), status=status, headers=found, body=io.BytesIO())
            if not 200 <= status < 300:  # noqa: PLR2004 -- all of them are success
                raise refused(status, answer.reason_phrase, found)
            if choose is not None:
                limits = choose(url, found)
                deadline.extend(limits.seconds)
            if not cut and found.get("content-length", "").isdecimal() and int(found["content-length"]) > limits.size:
                raise too_large(limits.size)
            body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- whoever asked reads and closes it
            try:
                write_body(answer.iter_raw(), found.get("content-encoding", ""), body, limits.size, cut=cut)  # type: ignore[arg-type]  # a file
                body.seek(0)
            except BaseException:
                body.close()
                raise
            return Fetched(address=str(url), status=status, headers=found, body=body)  # type: ignore[arg-type]  # it is a file


def parse(address: str) -> httpx.URL:
    """The address, if it is one that is fetched at all; raises FetchError."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
        host = url.host
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"is no address ({error})", code="bad-address", where=address, remedy="check how it is written") from error
    if url.scheme not in {"http", "https"} or not host:
        raise FetchError("is no http(s) address", code="bad-address", where=address, remedy="only http:// and https:// are fetched")
    if url.userinfo:
        shown = str(url.copy_with(userinfo=None))
        raise FetchError(
            "holds a name or password, which would stand in the record",
            code="bad-address",
            where=shown,
            remedy="save the page and read the file",
        )
    return url


def _follow(url: httpx.URL, target: str) -> httpx.URL:
    """Where a redirect leads; never to another scheme than http(s), and never from https back to http."""
    try:
        joined = url.join(target)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"redirects to what is no address ({error})", code="cannot-fetch", remedy="open it in a browser") from error
    if joined.scheme not in {"http", "https"} or (url.scheme, joined.scheme) == ("https", "http"):
        raise FetchError(
            f"redirects from {url.scheme} to {joined.scheme}",
            code="address-refused",
            remedy="only http(s) is followed, and never back to http",
        )
    return parse(str(joined))


def refused(status: int, reason: str, headers: Mapping[str, str]) -> FetchError:
    """The error that an answer which is no success stands for."""
    return FetchError(
        f"the server answers {status} {reason}".rstrip(),
        code="cannot-fetch",
        temporary=status in LATER,
        status=status,
        wait=retry_after(headers),
        remedy=REMEDIES.get(status, "try again later" if status in LATER else "open it in a browser to see why"),
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a server asks to wait, at most a day; None where it does not ask or cannot be understood."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(float(value[:12]), DAY)
    try:
        until = email.utils.parsedate_to_datetime(value)
        now = email.utils.parsedate_to_datetime(headers["date"]) if "date" in headers else dt.datetime.now(dt.UTC)
        return max(0.0, min((until - now).total_seconds(), DAY))
    except (TypeError, ValueError):
        return None


class _told:  # noqa: N801 -- a context manager reads as a verb
    """Turns what httpx and the system raise into FetchError, and says at which address."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FetchError):
            error.where = error.where or self._address
        elif isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
            raise FetchError("no answer in time", code="too-slow", where=self._address, temporary=True, remedy="try again later") from error
        elif isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):  # httpx looks at where a redirect leads before we do
            raise FetchError(
                f"redirects to what is no http(s) address ({error})",
                code="address-refused",
                where=self._address,
                remedy="open it in a browser",
            ) from error
        elif isinstance(error, httpcore.NetworkError | httpcore.ProtocolError | httpcore.ProxyError | httpx.HTTPError | OSError):
            raise _broken(error, self._address) from error


def _broken(error: BaseException, address: str) -> FetchError:
    certificate = next((one for one in _causes(error) if isinstance(one, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return FetchError(
            f"its certificate is not to be trusted ({certificate.verify_message})",
            code="cannot-fetch",
            where=address,
            temporary=True,
            remedy="check the address; the certificate of your own network goes into the system's store",
        )
    reason = str(error) or type(error).__name__
    return FetchError(
        f"no connection, or it broke off ({reason})", code="cannot-fetch", where=address, temporary=True, remedy="try again later"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _no_hop(_: str) -> AbstractContextManager[None]:
    return nullcontext()


def read_whole(fetched: Fetched) -> bytes:
    """All bytes of an answer, which is closed."""
    with closing(fetched.body):
        return fetched.body.read()
