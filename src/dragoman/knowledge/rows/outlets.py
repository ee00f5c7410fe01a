"""News outlets and official sources: their names and addresses, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from dragoman.knowledge.tables import Row, Tables

TABLE = "actors/outlets.csv"
OutletKind = Literal["wire", "newspaper", "broadcaster", "magazine", "website", "government"]
Owned = Literal["yes", "no", "part"]
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@]*@)?(?P<host>[^/:?#]+)[^/?#]*(?:/(?P<first>[^/?#]*))?", re.IGNORECASE)
ADDITIONS = re.compile(r"\s*\(|\s+[-–|]\s+|\s+Online\b")
SHORTEST_INITIALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes reports under these names at these domains.

    ``state`` is the state it is of, or the organisation; ``owned`` says whether that state owns or runs it: in part, where it pays for it
    or holds a share. ``kind`` "government" are the sites of states and organisations themselves.
    """

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    state: str
    owned: Owned
    kind: OutletKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """All outlets, by domain (or domain and first part of the path) and by name, both lower-cased.

    ``wires`` finds the names of wires in credits: whole names and initials.
    """

    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]
    wires: re.Pattern[str]

    def of_address(self, url: str | None) -> Outlet | None:
        """The outlet at an address, by the longest domain that its host ends with."""
        match = ADDRESS.match(url or "")
        if match is None:
            return None
        labels, first = match["host"].lower().split("."), (match["first"] or "").lower()
        for start in range(len(labels) - 1):
            domain = ".".join(labels[start:])
            found = self.by_domain.get(f"{domain}/{first}") or self.by_domain.get(domain)
            if found is not None:
                return found
        return None

    def behind(self, name: str) -> Outlet | None:
        """The outlet that a name with additions means: "CNN (Web News)", "New York Times - News"."""
        words = ADDITIONS.split(name, maxsplit=1)[0]
        if "." in name and " " not in name:
            return self.of_name(name) or self.of_address(f"//{name}")
        return self.of_name(name) or self.of_name(words) or self.of_name(f"{words} News") or self.of_name(words.removesuffix(" News"))

    def of_name(self, name: str) -> Outlet | None:
        """The outlet of this name, in whatever case."""
        return self.by_name.get(name.strip().casefold())


def build(tables: Tables, _language: str) -> Outlets:
    """Read the table; raises KnowledgeError where two rows have a name or domain in common, or a state is not known."""
    outlets = list(_read(tables)) if tables.has(TABLE) else []
    by_domain = {domain: outlet for outlet in outlets for domain in outlet.domains}
    by_name = {name.casefold(): outlet for outlet in outlets for name in (outlet.name, *outlet.names)}
    credited = [name for outlet in outlets if outlet.kind == "wire" for name in (outlet.name, *filter(_is_initials, outlet.names))]
    pattern = "|".join(re.escape(name) for name in sorted(credited, key=len, reverse=True))
    return Outlets(by_domain=by_domain, by_name=by_name, wires=re.compile(rf"\b(?:{pattern or '(?!)'})(?!\w)"))


def _is_initials(name: str) -> bool:
    return name.isupper() and len(name) >= SHORTEST_INITIALS


def _read(tables: Tables) -> Iterator[Outlet]:
    actors = {row.text("code") for name in ("states", "organisations") for row in tables.csv(f"actors/{name}.csv")}
    seen: set[str] = set()
    for row in tables.csv(TABLE):
        row.only("name", "names", "domains", "state", "owned", "kind", "source")
        names, domains = _parts(row, "names"), tuple(domain.lower() for domain in _parts(row, "domains"))
        outlet = Outlet(
            name=row.text("name"),
            names=names,
            domains=domains,
            state=row.code("state", actors),
            owned=cast("Owned", row.code("owned", get_args(Owned))),
            kind=cast("OutletKind", row.code("kind", get_args(OutletKind))),
            source=row.text("source"),
        )
        for key in {*domains, *(name.casefold() for name in (outlet.name, *names))}:
            if key in seen:
                raise row.error(f"'{key}' stands in another row too", "a name or domain is that of one outlet: leave it with one of them")
            seen.add(key)
        yield outlet


def _parts(row: Row, key: str) -> tuple[str, ...]:
    return tuple(part for part in row.text(key, "").split("|") if part)
