"""A web server on 127.0.0.1 for tests of what is fetched: pages by path, and a list of what was asked."""

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Self

HERE = "127.0.0.1"
PATIENCE = 5.0  # seconds after which a server that dawdles on purpose gives up: no test may hang


@dataclass(frozen=True)
class Answer:
    """``body`` may be made piece by piece. ``length`` is what Content-Length says; None: the length of the body, "": it is left out."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | str | None = None


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Message


Page = Answer | Callable[[Asked], Answer]


class Site:
    """``pages`` are by path, and may be changed at any time; other paths are not found."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        site = self
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = Asked(self.path, self.headers)
                site.asked.append(asked)
                page = site.pages.get(self.path) or site.pages.get(self.path.partition("?")[0]) or Answer(b"not here", 404)
                with suppress(ConnectionError):
                    self._answer(page if isinstance(page, Answer) else page(asked))

            def _answer(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.length is not None or isinstance(answer.body, bytes):
                    length = len(answer.body) if answer.length is None and isinstance(answer.body, bytes) else answer.length
                    if length != "":
                        self.send_header("Content-Length", str(length))
                self.end_headers()
                for piece in [answer.body] if isinstance(answer.body, bytes) else answer.body():
                    self.wfile.write(piece)
                    self.wfile.flush()

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        self._server = http.server.ThreadingHTTPServer((HERE, 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is what some tests want
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def at(self, path: str, host: str = HERE, scheme: str = "http") -> str:
        """The address of a path."""
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, but for what every visit begins with."""
        return [asked.path for asked in self.asked if asked.path not in {"/robots.txt", "/.well-known/tdmrep.json"}]


@contextmanager
def serving() -> Iterator[Site]:
    with Site() as site:
        yield site


def drip(text: bytes, every: float = 0.05) -> Callable[[], Iterator[bytes]]:
    """A byte now and then, without end."""

    def pieces() -> Iterator[bytes]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for byte in text:
                yield bytes([byte])
                time.sleep(every)

    return pieces


def html(body: str, head: str = "") -> Answer:
    """A page."""
    page = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def tls_of(certificate: Path) -> ssl.SSLContext:
    """A server's side of TLS, with this key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
