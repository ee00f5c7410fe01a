"""Settings, read once by the command line and frozen: defaults, then the environment, then options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from dragoman.errors import DragomanError
from dragoman.extract.scope import Scope
from dragoman.parse import DEFAULT_MODEL
from dragoman.read.fetching import FILE, PAGE, Limits, Rules, parse_network

PREFIX = "DRAGOMAN_"
MEGABYTE = 1_000_000
PROXIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {  # what other programs go by, where ours is not set; in small letters first, as curl does
        "http_proxy": ("http_proxy", "all_proxy", "ALL_PROXY"),  # never HTTP_PROXY: a web server sets it from a header (httpoxy)
        "https_proxy": ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
        "no_proxy": ("no_proxy", "NO_PROXY"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``model``: an installed spaCy English pipeline. ``scope``: which claims are kept. ``workers``: processes that read.

    ``encoder``: whether sentences are also judged as a whole, which makes events righter and reading take more than twice as long; it
    needs ``pip install 'dragoman[encoder]'``.

    What is fetched: ``contact``, an address or page at which the owners of sites reach you, stands in the user agent.
    ``allow_addresses``: addresses and networks (``127.0.0.1, 10.1.0.0/16``) that may be fetched from though they are not on the public
    internet. ``page_megabytes`` and ``page_seconds`` limit each page and feed, ``file_megabytes`` and ``file_seconds`` each archive and
    table. ``http_proxy``, ``https_proxy`` and ``no_proxy`` are those of other programs (``https_proxy``, ``HTTPS_PROXY``, ...) unless they
    are set here; set to nothing, there is no proxy.
    """

    model: str = DEFAULT_MODEL
    language: str = "en"
    encoder: bool = False
    scope: Scope = "interstate"
    workers: int = 1
    contact: str | None = None
    allow_addresses: tuple[str, ...] = ()
    page_megabytes: int = PAGE.size // MEGABYTE
    page_seconds: int = int(PAGE.seconds)
    file_megabytes: int = FILE.size // MEGABYTE
    file_seconds: int = int(FILE.seconds)
    http_proxy: str | None = None
    https_proxy: str | None = None
    no_proxy: tuple[str, ...] = ()

    def rules(self) -> Rules:
        """The rules by which addresses are fetched."""
        proxies = {"http": self.http_proxy, "https": self.https_proxy}
        return Rules(
            contact=self.contact,
            allowed=tuple(parse_network(one) for one in self.allow_addresses),
            page=Limits(size=self.page_megabytes * MEGABYTE, seconds=self.page_seconds),
            file=Limits(size=self.file_megabytes * MEGABYTE, seconds=self.file_seconds),
            proxies={scheme: proxy for scheme, proxy in proxies.items() if proxy},
            direct=self.no_proxy,
        )


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The defaults with what variables of the environment (``DRAGOMAN_MODEL``, ...) set; raises DragomanError for a bad value."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        name = PREFIX + field.name.upper()
        for variable in (name, *PROXIES.get(field.name, ())):
            if variable in environment:
                values[field.name] = PARSERS.get(field.name, _text)(environment[variable], variable)
                break
    return Settings(**values)


def _text(value: str, _: str) -> str:
    return value


def _optional(value: str, _: str) -> str | None:
    return value.strip() or None


def _scope(value: str, variable: str) -> str:
    if value not in {"interstate", "all"}:
        raise DragomanError(f"no such scope '{value}'", where=variable, remedy="use interstate or all")
    return value


def _switch(value: str, variable: str) -> bool:
    if value.lower() not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise DragomanError(f"'{value}' is neither on nor off", where=variable, remedy="give 1 or 0")
    return value.lower() in {"1", "true", "yes", "on"}


def _workers(value: str, variable: str) -> int:
    if not value.isdigit() or not int(value):
        raise DragomanError(f"'{value}' is no number of processes", where=variable, remedy="give a whole number from 1")
    return int(value)


def _amount(value: str, variable: str) -> int:
    if not value.isdigit() or not int(value):
        unit = "seconds" if variable.endswith("SECONDS") else "megabytes"
        raise DragomanError(f"'{value}' is no number of {unit}", where=variable, remedy="give a whole number from 1")
    return int(value)


def _list(value: str, _: str) -> tuple[str, ...]:
    return tuple(part for part in value.replace(",", " ").split() if part)


def _networks(value: str, variable: str) -> tuple[str, ...]:
    for part in _list(value, variable):
        try:
            parse_network(part)
        except ValueError:
            raise DragomanError(
                f"'{part}' is no address or network", where=variable, remedy="give numbers, as in 127.0.0.1 or 10.1.0.0/16"
            ) from None
    return _list(value, variable)


def _contact(value: str, variable: str) -> str | None:
    if not (value.isascii() and value.isprintable()):
        raise DragomanError("cannot stand in a header", where=variable, remedy="give an e-mail address or the address of a page")
    return value.strip() or None


PARSERS: Mapping[str, Callable[[str, str], Any]] = MappingProxyType(
    {
        "encoder": _switch,
        "scope": _scope,
        "workers": _workers,
        "contact": _contact,
        "allow_addresses": _networks,
        "page_megabytes": _amount,
        "page_seconds": _amount,
        "file_megabytes": _amount,
        "file_seconds": _amount,
        "http_proxy": _optional,
        "https_proxy": _optional,
        "no_proxy": _list,
    }
)
