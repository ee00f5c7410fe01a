"""Text and data mining that is reserved, as publishers say it. Rules are those of TDMRep (final report of 10 May 2024)."""

import json

import pytest

from dragoman.read.fetching.reservations import reserved_by_answer, reserved_by_file

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("location", "path", "fits"),
    [
        ("/", "/a/b", True),
        ("/", "", True),
        ("/a/", "/a/b", True),
        ("/a/", "/a", False),
        ("/a/", "/b/a/", False),
        ("/a/*.jpg", "/a/b/c.jpg", True),
        ("/a/*.jpg", "/a/b/c.jpg?x=1", True),
        ("/a/*.jpg$", "/a/b/c.jpg?x=1", False),
        ("/a/*.jpg$", "/a/b.jpg/c.jpg", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("*/world/*", "/en/world/1", True),
        ("*/world/*", "/en/sport/1", False),
        ("/*a*a*a$", "/aba", False),
        ("/*a*a*a$", "/abaXa", True),
        ("/foo-%24", "/foo-$", True),
        ("/%7Eann/", "/~ann/x", True),
        ("/Şuşa", "/%C5%9Eu%C5%9Fa/1", True),
        ("/A", "/a", False),
    ],
)
def test_which_addresses_a_rule_of_the_file_is_for(location: str, path: str, fits: bool) -> None:
    content = json.dumps([{"location": location, "tdm-reservation": 1}])
    assert reserved_by_file(content, SITE + path) is (True if fits else None)


def test_the_first_rule_that_fits_decides() -> None:
    rules = [{"location": "/free/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1, "tdm-policy": f"{SITE}/policy"}]
    assert reserved_by_file(json.dumps(rules), f"{SITE}/free/1") is False
    assert reserved_by_file(json.dumps(rules), f"{SITE}/1") is True


@pytest.mark.parametrize(
    "content", [None, "", "<html>not found</html>", "{}", "[1, {}]", '[{"location": 1}]', "[" * 100_000, '[{"location": "/"}]']
)
def test_a_file_that_is_none_says_nothing(content: str | None) -> None:
    assert reserved_by_file(content, f"{SITE}/a") is None


def test_a_pattern_made_to_be_slow_is_not() -> None:
    content = json.dumps([{"location": "/" + "*a" * 2_000 + "$", "tdm-reservation": 1}])
    assert reserved_by_file(content, f"{SITE}/" + "a" * 5_000 + "b") is None


@pytest.mark.parametrize(
    ("headers", "page", "reserved"),
    [
        ({}, None, None),
        ({"tdm-reservation": "1"}, None, True),
        ({"tdm-reservation": " 0 "}, None, False),
        ({"tdm-reservation": "yes"}, None, None),
        ({}, b'<meta name="tdm-reservation" content="1">', True),
        ({}, b"<META content='1' NAME=TDM-Reservation />", True),
        ({"tdm-reservation": "1"}, b'<meta name="tdm-reservation" content="0">', False),
        ({"tdm-reservation": "0"}, b'<meta name="tdm-reservation" content="1">', True),
        ({}, b'<!-- <meta name="tdm-reservation" content="1"> --><p>', None),
        ({}, b'<meta name="description" content="tdm-reservation 1">', None),
        ({"x-robots-tag": "noai"}, None, True),
        ({"x-robots-tag": "noindex, NoAI, noimageai"}, None, True),
        ({"x-robots-tag": "noindex, nofollow"}, None, None),
        ({"x-robots-tag": "otherbot: noindex, noai"}, None, None),
        ({"x-robots-tag": "otherbot: noindex, dragoman: noai"}, None, True),
        ({"x-robots-tag": "unavailable_after: 25 Jun 2030, noai"}, None, True),
        ({}, b'<meta name="robots" content="noindex, noai">', True),
        ({}, b'<meta name="robots" content="index">', None),
        ({}, b"<meta " * 200_000, None),
        ({}, b"<!--" * 200_000, None),
    ],
)
def test_what_an_answer_says(headers: dict[str, str], page: bytes | None, reserved: bool | None) -> None:
    assert reserved_by_answer(headers, page) is reserved
