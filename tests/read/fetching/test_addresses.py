"""Which addresses may be connected to: in every spelling that the system takes for one."""

import socket
import time

import pytest

from dragoman.errors import FetchError
from dragoman.read.fetching.addresses import must_be_public, parse_network, refusal, resolve


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 -- refused, not bound
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "9.255.255.255",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "193.0.6.139",
        "223.255.255.1",
        "2001:67c:2e8::1",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::101:101",
        "::ffff:1.1.1.1",
    ],
)
def test_what_is_public_is_not(address: str) -> None:
    assert refusal(address) is None


def test_a_network_that_is_named_is_allowed_and_no_other() -> None:
    allowed = (parse_network("127.0.0.1"), parse_network("10.1.2.3/16"))
    assert refusal("127.0.0.1", allowed) is None
    assert refusal("::ffff:127.0.0.1", allowed) is None
    assert refusal("10.1.255.1", allowed) is None
    assert refusal("127.0.0.2", allowed) == "loopback"
    assert refusal("10.2.0.1", allowed) == "private"
    assert refusal("::1", allowed) == "loopback"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "::1", "0"])
def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    addresses = resolve(host, 80, 10)
    with pytest.raises(FetchError, match="not on the public internet") as refused:
        must_be_public(host, addresses, ())
    assert refused.value.code == "address-refused"
    assert "DRAGOMAN_ALLOW_ADDRESSES" in str(refused.value.remedy)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchError, match=r"news\.example \(192\.168\.0\.1\)"):
        must_be_public("news.example", ["1.1.1.1", "192.168.0.1"], ())
    must_be_public("news.example", ["1.1.1.1", "2606:4700::1111"], ())


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="no answer to the name") as raised:
        resolve("news.example", 80, 0.05)
    assert time.monotonic() - begun < 0.9
    assert raised.value.temporary


def test_a_name_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"the name news\.example is not found \(Name or service not known\)"):
        resolve("news.example", 80, 1)
