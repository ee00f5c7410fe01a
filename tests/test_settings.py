"""Settings from the environment: what is set, what is wrong, and what other programs' variables mean."""

import pytest

from dragoman.errors import DragomanError
from dragoman.read.fetching import Rules
from dragoman.settings import Settings, from_environment


def test_nothing_set_is_the_defaults() -> None:
    assert from_environment({"PATH": "/bin", "HTTP_PROXY": "http://set.by.a.header:1"}) == Settings()
    assert Settings().rules() == Rules()


def test_what_is_set_holds() -> None:
    settings = from_environment(
        {
            "DRAGOMAN_SCOPE": "all",
            "DRAGOMAN_WORKERS": "3",
            "DRAGOMAN_CONTACT": "office@example.org",
            "DRAGOMAN_ALLOW_ADDRESSES": "127.0.0.1, 10.1.0.0/16",
            "DRAGOMAN_PAGE_SECONDS": "5",
            "DRAGOMAN_FILE_MEGABYTES": "10",
        }
    )
    assert (settings.scope, settings.workers) == ("all", 3)
    rules = settings.rules()
    assert "office@example.org" in rules.agent
    assert [str(network) for network in rules.allowed] == ["127.0.0.1/32", "10.1.0.0/16"]
    assert (rules.page.seconds, rules.file.size) == (5, 10_000_000)


def test_proxies_of_other_programs_hold_unless_ours_are_set() -> None:
    others = {
        "https_proxy": "http://small:1",
        "HTTPS_PROXY": "http://capital:1",
        "ALL_PROXY": "http://all:1",
        "NO_PROXY": "localhost,.example",
    }
    rules = from_environment(others).rules()
    assert rules.proxies == {"http": "http://all:1", "https": "http://small:1"}
    assert rules.direct == ("localhost", ".example")
    own = from_environment(others | {"DRAGOMAN_HTTPS_PROXY": "http://own:1", "DRAGOMAN_HTTP_PROXY": ""}).rules()
    assert own.proxies == {"https": "http://own:1"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DRAGOMAN_SCOPE", "some"),
        ("DRAGOMAN_WORKERS", "0"),
        ("DRAGOMAN_WORKERS", "two"),
        ("DRAGOMAN_PAGE_SECONDS", "-1"),
        ("DRAGOMAN_PAGE_MEGABYTES", "1.5"),
        ("DRAGOMAN_ALLOW_ADDRESSES", "localhost"),
        ("DRAGOMAN_CONTACT", "a\r\nX-Header: b"),
    ],
)
def test_what_is_wrong_is_told_with_the_variable(variable: str, value: str) -> None:
    with pytest.raises(DragomanError) as raised:
        from_environment({variable: value})
    assert raised.value.where == variable
    assert raised.value.remedy
