"""Bringing together what is one thing: links in order of their score, each taken unless it would join what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

Link: TypeAlias = tuple[float, int, int]  # score, and the two numbers, the lower first
Pair: TypeAlias = tuple[int, int]


class Clusters:
    """A forest over the numbers 0 to n-1 (union-find), which knows the members of each cluster."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}

    def root(self, node: int) -> int:
        """The number that stands for the node's cluster: its least member."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def members(self, root: int) -> list[int]:
        """The members of the cluster that this root stands for."""
        return self._members.get(root, [root])

    def join(self, a: int, b: int) -> None:
        """Make one cluster of two."""
        a, b = sorted((self.root(a), self.root(b)))
        if a != b:
            self._parent[b] = a
            self._members[a] = self.members(a) + self._members.pop(b, [b])

    def groups(self) -> list[list[int]]:
        """All clusters, members in order, clusters in order of their first members."""
        found: dict[int, list[int]] = {}
        for node in range(len(self._parent)):
            found.setdefault(self.root(node), []).append(node)
        return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs of numbers that people have judged to be one thing, or two; the lower number first."""

    same: frozenset[Pair]
    apart: frozenset[Pair]

    @classmethod
    def of(cls, same: Iterable[tuple[str, str]], apart: Iterable[tuple[str, str]], place: Mapping[str, int]) -> Self:
        """Judgements on claims as judgements on numbers; those on claims that are not among these are left out."""
        return cls(same=frozenset(_numbers(same, place)), apart=frozenset(_numbers(apart, place)))


def _numbers(pairs: Iterable[tuple[str, str]], place: Mapping[str, int]) -> Iterator[Pair]:
    for one, other in pairs:
        a, b = place.get(one), place.get(other)
        if a is not None and b is not None and a != b:
            yield (min(a, b), max(a, b))


def cluster(size: int, links: Iterable[Link], may_join: Callable[[Sequence[int], Sequence[int]], bool], judged: Judged) -> list[list[int]]:
    """Clusters of the numbers 0 to n-1: the best links first, if their clusters may join; then what people have judged to be one.

    What was judged apart keeps out of a cluster, and so does all that was judged the same as it. The result depends only on
    the set of links, so numbers must be given in an order that does not depend on that of the input.
    """
    apart = _lifted(size, judged)
    found = Clusters(size)
    for _, a, b in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        left, right = found.root(a), found.root(b)
        if left == right or (apart and _kept_apart(found.members(left), found.members(right), apart)):
            continue
        if may_join(found.members(left), found.members(right)):
            found.join(left, right)
    for a, b in sorted(judged.same):
        found.join(a, b)
    return found.groups()


def _lifted(size: int, judged: Judged) -> Mapping[int, frozenset[int]]:
    """For each number those that it is kept apart from; who is the same as one of a pair is kept apart from the other too."""
    same = Clusters(size if judged.apart else 0)
    for a, b in sorted(judged.same) if judged.apart else ():
        same.join(a, b)
    found: dict[int, set[int]] = {}
    for a, b in judged.apart:
        left, right = same.members(same.root(a)), same.members(same.root(b))
        for one in left:
            found.setdefault(one, set()).update(right)
        for other in right:
            found.setdefault(other, set()).update(left)
    return {number: frozenset(others) for number, others in found.items()}


def _kept_apart(left: Sequence[int], right: Sequence[int], apart: Mapping[int, frozenset[int]]) -> bool:
    return any(number in apart and not apart[number].isdisjoint(right) for number in left)
