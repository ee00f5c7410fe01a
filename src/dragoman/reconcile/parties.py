"""Who took part, as most reports tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dragoman.model.claim import Party
from dragoman.model.mention import Place
from dragoman.reconcile.sources import state_of

Pairs = tuple[tuple[str, str], ...]


def pairs_of(parties: Iterable[Party]) -> Pairs:
    """(role, actor code) of each party that has a code, in order, each once."""
    return tuple(sorted({(party.role, party.actor) for party in parties if party.actor}))


def agreed(told: Iterable[Pairs]) -> Pairs:
    """Of each state the role that most tellings give it, and there the code that most give; an equal count takes the first by alphabet."""
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pairs in told:
        for role, code in pairs:
            state = state_of(code) or code
            roles[state][role] += 1
            codes[state, role][code] += 1
    found = []
    for state, counted in roles.items():
        role = most(counted)
        found.append((role, most(codes[state, role])))
    return tuple(sorted(found))


def most(counted: Counter[str]) -> str:
    """The most frequent, of several the first by alphabet."""
    return min(counted, key=lambda value: (-counted[value], value))


def states_in(pairs: Pairs) -> frozenset[str]:
    """The states and organisations of (role, code) pairs."""
    return frozenset(state_of(code) or code for _, code in pairs)


def place_in(places: Iterable[Place | None]) -> Place | None:
    """The place told most often."""
    told = [place for place in places if place is not None]
    if not told:
        return None
    name = most(Counter(place.name for place in told))
    return min(
        (place for place in told if place.name == name),
        key=lambda place: (place.state or "", place.geonames or 0, place.lat or 0.0, place.lon or 0.0),
    )
