"""Bringing together what is one thing: links in order of their score, each taken unless it would join what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

Link: TypeAlias = tuple[float, int, int]


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


def cluster(
    size: int,
    links: Iterable[Link],
    may_join: Callable[[Sequence[int], Sequence[int]], bool],
    forced: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Clusters of the numbers 0 to n-1: the forced pairs first, then the best links whose clusters may join.

    The result depends only on the set of links, so numbers must be given in an order that does not depend on that of the input.
    """
    found = Clusters(size)
    for a, b in sorted(forced):
        found.join(a, b)
    for _, a, b in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        left, right = found.root(a), found.root(b)
        if left != right and may_join(found.members(left), found.members(right)):
            found.join(left, right)
    return found.groups()
