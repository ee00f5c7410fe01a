"""Copies and corrections among reports: a copy is no second source, a correction takes back what it corrects.

Reports are compared by the five-word shingles of their bodies (Broder 1997). The least hashes of each report, its sketch, propose
pairs: two reports that share text share some of them, also where one is a small part of the other. All their shingles then decide.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.model.ports import Imprint
from dragoman.reconcile.imprints import Shingles
from dragoman.reconcile.times import day_of

COPY_CONTAINMENT = 0.5  # share of the shorter report's shingles that the other holds; other reports of one event stay below .45
COPY_JACCARD = 0.1  # share of both in common: a report that quotes a few lines of a tenth of its length is none
LIKE_JACCARD = 0.5  # so much in common, and a copy of a copy is one too, though the original has drifted off
COPY_DAYS = 30  # between two dated near copies: formulas of official reports come again after months
CORRECTION_DAYS = 60  # a report is corrected within weeks
SKETCH = 64  # least hashes by which pairs are proposed: 256 bytes a report
SHARED = 3  # hashes that two sketches share at least; a copy cut to a fifth shares six on average
NEIGHBOURS = 32  # reports with one hash are compared with so many before them: a formula that thousands share costs no square
PARTS = 8  # in which hashes are sorted, by their last bits (their first are all small): an eighth of the memory
LEFT_OUT = np.uint32(0xFFFFFFFF)  # in place of a number
HALF, LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
AT_ONCE = 2000  # reports whose shingles are fetched together

ShinglesOf = Callable[[Collection[str]], Mapping[str, bytes]]
Pairs = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Document id to that of its original, and id of a correction to that of the report it corrects."""

    copies: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)


def relate(imprints: Iterable[Imprint], shingles_of: ShinglesOf | None = None) -> Relations:
    """Copies and corrections among these reports: the same however they are ordered.

    Of a report and its copies the original is the one published first (of one day: the one with the lowest id). A correction corrects
    the most similar earlier report, of the same outlet if it is known.

    ``shingles_of`` gives the whole shingles of some reports, by id; with it the imprints may hold only their beginning (SKETCH
    hashes), and memory grows by no more than that and a few names for each report.
    """
    everything: dict[str, bytes] = {}
    sketches = _Sketches()
    known: dict[str, tuple[Imprint, int]] = {}
    for one in imprints:
        if one.document not in known:
            known[one.document] = (replace(one, shingles=b""), sketches.add(one.shingles))
            if shingles_of is None:
                everything[one.document] = one.shingles
    ordered = sorted(known.values(), key=lambda held: (held[0].published or "9999", held[0].document))
    del known
    return _Relating(ordered, shingles_of or (lambda ids: {name: everything[name] for name in ids})).relations(sketches)


class _Sketches:
    """The least hashes of reports, one report after the other: what is held of each while all are compared."""

    def __init__(self) -> None:
        self._hashes = bytearray()
        self._sizes = array("I")

    def add(self, shingles: bytes) -> int:
        """Keep the beginning of these shingles, and give the report's place."""
        self._hashes += shingles[: SKETCH * 4]
        self._sizes.append(min(SKETCH, len(shingles) // 4))
        return len(self._sizes) - 1

    def parts(self, numbers: npt.NDArray[np.uint32]) -> Iterator[Pairs]:
        """Hashes with the numbers of their reports (2 ** 32 times the hash plus the number), an eighth of them at a time, in order.

        ``numbers`` are those of the reports by their places.
        """
        hashes = np.frombuffer(self._hashes, dtype=np.uint32)
        ends = np.cumsum(np.frombuffer(self._sizes, dtype=np.uint32), dtype=np.intp)
        for part in range(PARTS):
            chosen = np.flatnonzero(hashes % PARTS == part)
            of_hash = numbers[np.searchsorted(ends, chosen, side="right")]
            yield np.sort((hashes[chosen].astype(np.uint64) << HALF | of_hash)[of_hash != LEFT_OUT])


class _Relating:
    """Goes through reports in order of time, and finds for each what it is a copy or a correction of."""

    def __init__(self, ordered: Sequence[tuple[Imprint, int]], shingles_of: ShinglesOf) -> None:
        self._copies: dict[str, str] = {}
        self._corrections: dict[str, str] = {}
        self._numbers = np.full(len(ordered), LEFT_OUT, dtype=np.uint32)  # by place among the sketches
        self._known: list[Imprint] = []
        for one, place in self._without_equals(ordered):
            self._numbers[place] = len(self._known)
            self._known.append(one)
        self._days = [day_of(one.published) for one in self._known]
        self._root: dict[int, int] = {}  # number of a copy to that of its original
        self._shingles_of = shingles_of
        self._fetched: dict[int, Shingles] = {}

    def _without_equals(self, ordered: Iterable[tuple[Imprint, int]]) -> Iterator[tuple[Imprint, int]]:
        """All but those whose words are those of an earlier one: they are copies, and need no comparing."""
        first: dict[str, str] = {}
        for one, place in ordered:
            original = first.setdefault(one.body, one.document) if one.body and not one.correction else one.document
            if original == one.document:
                yield one, place
            else:
                self._copies[one.document] = original

    def relations(self, sketches: _Sketches) -> Relations:
        """What was found."""
        for later, earlier in _grouped(_candidates(sketches.parts(self._numbers))):
            near = [number for number in earlier if self._in_time(later, number)]
            if near:
                self._fetch([later, *near, *(self._root[number] for number in near if number in self._root)])
                self._relate(later, near)
        copies = self._copies | {self._known[copy].document: self._known[root].document for copy, root in self._root.items()}
        return Relations(copies={copy: copies.get(original, original) for copy, original in copies.items()}, corrections=self._corrections)

    def _in_time(self, later: int, earlier: int) -> bool:
        one, other = self._days[later], self._days[earlier]
        most = CORRECTION_DAYS if self._known[later].correction else COPY_DAYS
        return one is None or other is None or one - other <= most

    def _fetch(self, numbers: Collection[int]) -> None:
        """Have the shingles of these reports at hand; those of reports long before are let go."""
        lacking = {number for number in numbers if number not in self._fetched}
        if not lacking:
            return
        if len(self._fetched) > AT_ONCE:
            self._fetched = {number: self._fetched[number] for number in numbers if number in self._fetched}
        ahead = range(max(lacking), min(max(lacking) + AT_ONCE // 4, len(self._known)))  # what is asked for next is mostly of the next days
        wanted = lacking | {number for number in ahead if number not in self._fetched}
        found = self._shingles_of([self._known[number].document for number in sorted(wanted)])
        for number in wanted:
            self._fetched[number] = np.frombuffer(found[self._known[number].document], dtype=np.uint32)

    def _relate(self, later: int, near: Sequence[int]) -> None:
        if self._known[later].correction:
            corrected = self._corrected(later, near)
            if corrected is not None:
                self._corrections[self._known[later].document] = self._known[corrected].document
        original = self._original(later, near)
        if original is not None:
            self._root[later] = original

    def _original(self, later: int, near: Sequence[int]) -> int | None:
        """Of the originals that this report is a near copy of the one it is most like; else that of a copy which it is much like."""
        this = self._fetched[later]
        roots = sorted({self._root.get(number, number) for number in near})
        alike = [(likeness(this, self._fetched[root])[0], -root) for root in roots if is_copy(this, self._fetched[root])]
        if alike:
            return -max(alike)[1]
        for number in sorted(number for number in near if number in self._root):
            if likeness(this, self._fetched[number])[0] >= LIKE_JACCARD:
                return self._root[number]
        return None

    def _corrected(self, later: int, near: Sequence[int]) -> int | None:
        this = self._known[later]
        found: list[tuple[float, int]] = []
        for number in near:
            other = self._known[number]
            if this.outlet and other.outlet and this.outlet != other.outlet:
                continue
            if is_copy(self._fetched[later], self._fetched[number]):
                found.append((likeness(self._fetched[later], self._fetched[number])[0], -number))
        return -max(found)[1] if found else None


def likeness(a: Shingles, b: Shingles) -> tuple[float, float]:
    """The share of both in common (Jaccard index), and the share of the smaller that the other holds; both sorted."""
    if not len(a) or not len(b):
        return 0.0, 0.0
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common), common / min(len(a), len(b))


def is_copy(a: Shingles, b: Shingles) -> bool:
    """Whether one report is made from the other: cut, added to, updated, or printed in another style."""
    jaccard, containment = likeness(a, b)
    return containment >= COPY_CONTAINMENT and jaccard >= COPY_JACCARD


def _candidates(parts: Iterable[Pairs]) -> Pairs:
    """Pairs whose sketches share SHARED hashes, as 2 ** 32 times the later number plus the earlier, in order."""
    found: list[Pairs] = [np.empty(0, dtype=np.uint64)]
    for part in parts:
        if not len(part):
            continue
        hashes, numbers = part >> HALF, part & LOW
        same = hashes[1:] == hashes[:-1]
        several = np.concatenate((same, [False])) | np.concatenate(([False], same))  # most hashes are of one report only
        hashes, numbers = hashes[several], numbers[several]
        for before in range(1, NEIGHBOURS + 1):
            same = hashes[before:] == hashes[:-before]
            if not same.any():
                break
            found.append(numbers[before:][same] << HALF | numbers[:-before][same])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    chosen: Pairs = pairs[counts >= SHARED]
    return chosen


def _grouped(pairs: Pairs) -> Iterator[tuple[int, list[int]]]:
    """Each later number with the earlier ones, in order."""
    later = pairs >> HALF
    borders = [0, *(np.flatnonzero(later[1:] != later[:-1]) + 1).tolist(), len(pairs)]
    for start, end in pairwise(borders):
        if end > start:
            yield int(later[start]), (pairs[start:end] & LOW).tolist()
