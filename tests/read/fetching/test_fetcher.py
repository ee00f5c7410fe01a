"""Fetching from a real server on 127.0.0.1: what is refused, what is cut off, what is followed."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import FetchError
from dragoman.read.fetching import Limits, Rules, parse_network
from dragoman.read.fetching.fetcher import Fetcher, read_whole, retry_after
from tests.servers import HERE, Answer, Asked, Site, drip, serving, tls_of

ALLOWED = (parse_network(HERE),)
RULES = Rules(allowed=ALLOWED, page=Limits(size=100_000, seconds=20))
CERTIFICATE = Path(__file__).with_name("news.example.pem")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def names(**known: str) -> Callable[[str, int, float], tuple[str, ...]]:
    """A name server that knows these names, with a dash for a dot, and numbers."""

    def resolve(host: str, _port: int, _seconds: float) -> tuple[str, ...]:
        return tuple(known.get(host.replace(".", "_"), host).split())

    return resolve


def get(site: Site, path: str = "/", rules: Rules = RULES) -> bytes:
    return read_whole(Fetcher(rules).get(site.at(path)))


def refused(call: Callable[[], object]) -> FetchError:
    with pytest.raises(FetchError) as raised:
        call()
    assert raised.value.where
    assert raised.value.remedy
    return raised.value


def test_a_page_with_what_the_server_says_of_it(site: Site) -> None:
    site.pages["/a"] = Answer("Şuşa".encode("iso-8859-9"), headers={"Content-Type": 'Text/HTML; Charset="ISO-8859-9"', "ETag": '"1"'})
    fetched = Fetcher(replace(RULES, contact="office@example.org")).get(site.at("/a#part"))
    assert (fetched.address, fetched.status, fetched.media_type, fetched.charset) == (site.at("/a"), 200, "text/html", "ISO-8859-9")
    assert fetched.headers["etag"] == '"1"'
    assert read_whole(fetched).decode("iso-8859-9") == "Şuşa"
    agent = site.asked[0].headers["User-Agent"]
    assert agent.startswith("dragoman/")
    assert "office@example.org" in agent


def test_this_machine_is_refused_unless_it_is_allowed(site: Site) -> None:
    for host in (HERE, "localhost", "127.1", "0x7f.1", "[::ffff:127.0.0.1]"):
        error = refused(lambda host=host: Fetcher(Rules()).get(site.at("/", host)))  # type: ignore[misc]
        assert error.code == "address-refused", host
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://localhost.example/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1:8080/x",
        "//192.168.1.1/",
        "http://0/",
        "http://2130706434/",
        "http://0xc0.0xa8.1.1/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str) -> None:
    site.pages["/"] = Answer(status=302, headers={"Location": target})
    numbers = names(localhost_example="127.0.0.2")

    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        from dragoman.read.fetching.addresses import resolve as by_system  # noqa: PLC0415

        return numbers(host, port, seconds) if host.endswith(".example") else by_system(host, port, seconds)

    error = refused(lambda: Fetcher(RULES, resolve=resolve).get(site.at("/")))
    assert error.code == "address-refused"
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:text/plain,x", "javascript:1"]
)
def test_a_redirect_to_another_scheme_is_refused(site: Site, target: str) -> None:
    site.pages["/"] = Answer(status=301, headers={"Location": target})
    assert refused(lambda: get(site)).code == "address-refused"


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "file:///etc/passwd", "http://", "https:///x", "nonsense", "http://[::1", "http://a\nb/"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    assert refused(lambda: Fetcher(RULES).get(address)).code == "bad-address"


def test_a_password_is_not_sent_nor_told(site: Site) -> None:
    error = refused(lambda: Fetcher(RULES).get(f"http://user:secret@{HERE}:{site.port}/"))
    assert error.code == "bad-address"
    assert "secret" not in str(error)
    assert site.asked == []


def test_redirects_are_followed_so_far_and_no_farther(site: Site) -> None:
    for number in range(7):
        site.pages[f"/{number}"] = Answer(status=302 if number else 301, headers={"Location": f"{number + 1}"})
    site.pages["/5"] = Answer(b"here")
    fetched = Fetcher(RULES).get(site.at("/0"))
    assert (fetched.address, read_whole(fetched)) == (site.at("/5"), b"here")
    assert fetched.moved == site.at("/1"), "only the first said that it is for good"
    site.pages["/5"] = Answer(status=302, headers={"Location": "6"})
    assert "more than 5 redirects" in refused(lambda: get(site, "/0")).what


def test_a_loop_ends(site: Site) -> None:
    site.pages["/"] = Answer(status=302, headers={"Location": "/"})
    refused(lambda: get(site))
    assert len(site.asked) == 6


def test_the_name_is_asked_for_once_and_what_it_gave_is_connected_to(site: Site) -> None:
    """DNS rebinding: a second answer, after the check, would lead elsewhere."""
    site.pages["/"] = Answer(b"here")
    answers = [(HERE,), ("10.0.0.1",)]
    fetcher = Fetcher(RULES, resolve=lambda *_: answers.pop(0))
    assert read_whole(fetcher.get(site.at("/", "news.example"))) == b"here"
    assert site.asked[0].headers["Host"] == f"news.example:{site.port}"
    assert len(answers) == 1
    assert refused(lambda: fetcher.get(site.at("/", "news.example"))).code == "address-refused"


def test_the_next_address_of_a_host_is_tried_where_nothing_listens(site: Site) -> None:
    site.pages["/"] = Answer(b"here")
    rules = replace(RULES, allowed=(parse_network("127.0.0.0/8"),))
    fetcher = Fetcher(rules, resolve=names(news_example=f"127.0.0.9 {HERE}"))
    assert read_whole(fetcher.get(site.at("/", "news.example"))) == b"here"


def test_tls_verifies_the_name_of_the_host() -> None:
    trust = ssl.create_default_context(cafile=CERTIFICATE)
    resolve = names(news_example=HERE, other_example=HERE)
    with Site(tls=tls_of(CERTIFICATE)) as site:
        site.pages["/"] = Answer(b"here")
        fetcher = Fetcher(RULES, resolve=resolve, trust=trust)
        assert read_whole(fetcher.get(site.at("/", "news.example", "https"))) == b"here"
        error = refused(lambda: fetcher.get(site.at("/", "other.example", "https")))
        assert "certificate" in error.what
        assert "certificate" in refused(lambda: Fetcher(RULES, resolve=resolve).get(site.at("/", "news.example", "https"))).what
        site.pages["/"] = Answer(status=302, headers={"Location": f"http://news.example:{site.port}/"})
        assert refused(lambda: fetcher.get(site.at("/", "news.example", "https"))).code == "address-refused"


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_dawdles_is_cut_off(site: Site, part: str) -> None:
    rules = replace(RULES, page=Limits(size=100_000, seconds=0.3))
    site.pages["/"] = Answer(drip(b"x"), length="")
    if part == "headers":
        address, close = dripping_headers()
    else:
        address, close = site.at("/"), lambda: None
    begun = time.monotonic()
    error = refused(lambda: Fetcher(rules).get(address))
    close()
    assert (error.code, error.temporary) == ("too-slow", True)
    assert time.monotonic() - begun < 2


def dripping_headers() -> tuple[str, Callable[[], None]]:
    """A server that sends its headers a byte at a time."""
    import threading  # noqa: PLC0415

    listening = socket.create_server((HERE, 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(10_000)
            try:
                for byte in drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200, every=0.02)():
                    connection.send(byte)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    def close() -> None:
        thread.join(10)
        listening.close()

    return f"http://{HERE}:{listening.getsockname()[1]}/", close


def test_a_server_that_takes_the_connection_and_says_nothing_is_cut_off() -> None:
    with socket.create_server((HERE, 0)) as listening:
        rules = replace(RULES, page=Limits(size=100_000, seconds=0.2))
        error = refused(lambda: Fetcher(rules).get(f"http://{HERE}:{listening.getsockname()[1]}/"))
    assert error.code == "too-slow"


def test_a_huge_body_is_refused_before_it_is_taken_in(site: Site) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(2_000):
            sent += 64_000
            yield b"x" * 64_000

    site.pages["/"] = Answer(endless, length="")
    assert refused(lambda: get(site)).code == "too-large"
    assert sent < 64_000 * 500, "the rest was not asked for"


def test_what_is_more_than_was_announced_is_not_read(site: Site) -> None:
    site.pages["/"] = Answer(b"x" * 100_000, length=10)
    assert len(get(site)) == 10


def test_a_length_that_is_too_great_is_refused_at_once(site: Site) -> None:
    site.pages["/"] = Answer(b"x" * 100, length=5_000_000_000)
    assert refused(lambda: get(site)).code == "too-large"


def bomb(packed_size: int = 60_000) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    packed = b""
    while len(packed) < packed_size:
        packed += packer.compress(bytes(1_000_000))
    return packed + packer.flush()


def test_a_bomb_costs_no_more_than_the_limit(site: Site) -> None:
    import tracemalloc  # noqa: PLC0415

    content = bomb()
    site.pages["/"] = Answer(content, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        assert refused(lambda: get(site)).code == "too-large"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000, f"{len(content)} bytes that unpack to some 60 MB"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", lambda text: gzip.compress(text[:5]) + gzip.compress(text[5:])),
        ("gzip", lambda text: gzip.compress(text) + bytes(20)),
        ("deflate", zlib.compress),
        ("deflate", lambda text: zlib.compressobj(wbits=-15).compress(text) + b""),
        ("identity", bytes),
        ("", bytes),
    ],
)
def test_what_is_packed_is_unpacked(site: Site, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    text = b"Talks began in Ankara. " * 200
    packed = pack(text)
    if encoding == "deflate" and packed != zlib.compress(text):
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(text) + packer.flush()
    site.pages["/"] = Answer(packed, headers={"Content-Encoding": encoding} if encoding else {})
    assert get(site) == text


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("br", b"x"), ("gzip, gzip", b"x"), ("zstd", b"x"), ("gzip", b"no gzip"), ("gzip", gzip.compress(b"Talks began." * 9, mtime=0)[:-12])],
)
def test_what_is_badly_packed_is_told(site: Site, encoding: str, body: bytes) -> None:
    site.pages["/"] = Answer(body, headers={"Content-Encoding": encoding})
    assert refused(lambda: get(site)).code == "cannot-fetch"


def test_a_body_that_breaks_off_is_told(site: Site) -> None:
    site.pages["/"] = Answer(b"half of it", length=100)
    error = refused(lambda: get(site))
    assert (error.code, error.temporary) == ("cannot-fetch", True)


@pytest.mark.parametrize(
    ("status", "temporary"), [(404, False), (403, False), (410, False), (429, True), (500, True), (503, True), (418, False)]
)
def test_what_the_server_refuses_is_told(site: Site, status: int, temporary: bool) -> None:
    site.pages["/"] = Answer(b"no", status, {"Retry-After": "120"})
    error = refused(lambda: get(site))
    assert (error.status, error.temporary, error.wait) == (status, temporary, 120)
    assert str(status) in error.what


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "30"}, 30),
        ({"retry-after": "99999999999999"}, 86_400),
        ({"retry-after": "Wed, 16 Feb 2022 10:05:00 GMT", "date": "Wed, 16 Feb 2022 10:00:00 GMT"}, 300),
        ({"retry-after": "Wed, 16 Feb 2022 09:00:00 GMT", "date": "Wed, 16 Feb 2022 10:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_what_has_not_changed_has_no_body(site: Site) -> None:
    site.pages["/"] = lambda asked: (
        Answer(status=304) if asked.headers["If-None-Match"] == '"1"' else Answer(b"new", headers={"ETag": '"1"'})
    )
    fetcher = Fetcher(RULES)
    assert read_whole(fetcher.get(site.at("/"))) == b"new"
    again = fetcher.get(site.at("/"), headers={"If-None-Match": '"1"'})
    assert (again.status, read_whole(again)) == (304, b"")


def test_nothing_listens(site: Site) -> None:
    with socket.create_server((HERE, 0)) as listening:
        port = listening.getsockname()[1]
    error = refused(lambda: Fetcher(RULES).get(f"http://{HERE}:{port}/"))
    assert (error.code, error.temporary) == ("cannot-fetch", True)
    assert site.asked == []


# ---------------------------------------------------------------- proxies


def test_a_proxy_is_used_and_private_addresses_are_refused_before_it_is_asked(site: Site) -> None:
    def proxy(asked: Asked) -> Answer:
        return Answer(f"asked for {asked.path}".encode())

    site.pages["http://news.example/a"] = proxy
    rules = replace(RULES, allowed=(), proxies={"http": site.at("")})

    def resolve(host: str, _port: int, _seconds: float) -> tuple[str, ...]:
        if host == "hidden.example":
            raise FetchError("is not found", code="cannot-fetch", remedy="")
        return (HERE,) if host == HERE else {"news.example": ("1.1.1.1",)}.get(host, ("10.0.0.1",))

    fetcher = Fetcher(rules, resolve=resolve)
    assert read_whole(fetcher.get("http://news.example/a")) == b"asked for http://news.example/a"
    assert refused(lambda: fetcher.get("http://inside.example/a")).code == "address-refused"
    assert refused(lambda: fetcher.get("http://hidden.example/a")).status == 404, "a name that only the proxy knows passes"
    assert [asked.path for asked in site.asked] == ["http://news.example/a", "http://hidden.example/a"]


@pytest.mark.parametrize(
    ("host", "direct", "proxied"),
    [
        ("news.example", (), True),
        ("news.example", ("*",), False),
        ("news.example", ("example",), False),
        ("news.example", (".news.example",), False),
        ("NEWS.example", ("news.example:443",), False),
        ("oldnews.example", ("news.example",), True),
        ("10.1.2.3", ("10.1.0.0/16",), False),
        ("10.2.2.3", ("10.1.0.0/16",), True),
        ("news.example", ("",), True),
    ],
)
def test_which_hosts_are_reached_without_the_proxy(host: str, direct: tuple[str, ...], proxied: bool) -> None:
    rules = Rules(proxies={"https": "http://proxy.example:3128"}, direct=direct)
    assert rules.proxy_for("https", host) == ("http://proxy.example:3128" if proxied else None)
    assert rules.proxy_for("http", host) is None


@pytest.mark.parametrize("proxy", ["socks5://user:secret@proxy.example:1080", "nonsense", "ftp://proxy.example"])
def test_a_proxy_that_is_none_is_told_without_its_password(proxy: str) -> None:
    rules = Rules(proxies={"http": proxy})
    error = refused(lambda: Fetcher(rules, resolve=lambda *_: ("1.1.1.1",)).get("http://news.example/"))
    assert "no http(s) proxy" in error.what
    assert "secret" not in str(error)
