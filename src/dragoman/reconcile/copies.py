"""Copies and corrections among reports: a copy is no second source, a correction takes back what it corrects.

Near copies are found by 5-word shingles of the body (Broder 1997): MinHash in bands proposes pairs, their exact Jaccard index decides.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.knowledge.rows.records import Records
from dragoman.model.ports import Imprint
from dragoman.model.text import Document
from dragoman.reconcile.times import day_of

SHINGLE = 5  # words
NEAR_COPY_JACCARD = 0.8  # share of shingles in common; wire updates of one story a day apart mostly stay below it
CORRECTED_JACCARD = 0.4  # a correction repeats its report with changes, sometimes shortened
CORRECTION_DAYS = 60  # a report is corrected within weeks
BANDS, ROWS = 16, 4  # a pair of Jaccard 0.8 shares a band with probability 0.9998, one of 0.4 with 0.34
NOTE_WITHIN = 600  # code points of the body in which a note of correction begins
LONGEST = 1_000_000  # code points that are compared, as many as are read
SHORTEST = 20  # words: shorter bodies are copies only if equal
WORDS = re.compile(r"\w+(?:['’-]\w+)*")
_SEEDS = np.random.default_rng(1729)  # any fixed numbers do; changing them makes kept signatures worthless
_FACTORS = _SEEDS.integers(1, 2**61 - 1, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _SEEDS.integers(0, 2**61 - 1, BANDS * ROWS, dtype=np.uint64)

Hashes = npt.NDArray[np.uint64]
Shingles = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Document id to that of its original, and id of a correction to that of the report it corrects."""

    copies: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)


def body_of(document: Document) -> str:
    """The text without header, dateline and boilerplate."""
    pieces, place = [], 0
    for region in document.regions:
        pieces.append(document.text[place : region.span.start])
        place = max(place, region.span.end)
    pieces.append(document.text[place:])
    return "".join(pieces)


def imprint(document: Document, lexicon: Records) -> Imprint:
    """The imprint of a report; it depends on nothing else, so it can be kept with it."""
    body = body_of(document)[:LONGEST]
    words = [word.lower() for word in WORDS.findall(body)]
    digest = hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    hashes = np.array([hash_of(word) for word in words], dtype=np.uint64)
    return Imprint(
        document=document.id,
        published=document.published,
        outlet=document.outlet,
        body=digest if words else "",
        correction=_is_correction(body, lexicon),
        shingles=_shingles(hashes).tobytes(),
    )


def _is_correction(body: str, lexicon: Records) -> bool:
    """Whether one of the first lines begins as a note of correction does; a title may stand before it."""
    return any(lexicon.correction.match(line) for line in body[:NOTE_WITHIN].splitlines())


@lru_cache(maxsize=1 << 17)
def hash_of(word: str) -> int:
    """64 bits of a word; not Python's hash, which changes from run to run."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _shingles(hashes: Hashes) -> Shingles:
    """Sorted distinct hashes (32 bits: of some hundred shingles hardly ever two collide) of all runs of SHINGLE words."""
    if len(hashes) < SHORTEST:
        return np.empty(0, dtype=np.uint32)
    mixed = np.zeros(len(hashes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + len(mixed)]
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def jaccard(a: Shingles, b: Shingles) -> float:
    """The share of shingles in common; both sorted."""
    if not len(a) or not len(b):
        return 0.0
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)


def relate(imprints: Iterable[Imprint]) -> Relations:
    """Copies and corrections among these reports: the same however they are ordered.

    Of a report and its copies the original is the one published first (of one day: the one with the lowest id). A correction is no copy;
    it corrects the most similar earlier report, of the same outlet if it is known.
    """
    first: dict[str, str] = {}  # by body: equal bodies need no comparing
    copies: dict[str, str] = {}
    corrections: dict[str, str] = {}
    known: list[Imprint] = []
    for one in sorted(imprints, key=lambda one: (one.published or "9999", one.document)):
        original = first.setdefault(one.body, one.document) if one.body and not one.correction else one.document
        if original == one.document:
            known.append(one)
        else:
            copies[one.document] = original
    shingles = [np.frombuffer(one.shingles, dtype=np.uint32) for one in known]
    near: dict[int, list[int]] = defaultdict(list)
    for later, earlier in _candidates(shingles):
        near[later].append(earlier)
    for place, one in enumerate(known):
        if one.correction:
            corrected = _corrected(place, near[place], known, shingles)
            if corrected is not None:
                corrections[one.document] = known[corrected].document
            continue
        nearest = _original(place, near[place], known, shingles, copies)
        if nearest is not None:
            copies[one.document] = known[nearest].document
    return Relations(copies={copy: copies.get(original, original) for copy, original in copies.items()}, corrections=corrections)


def _original(place: int, near: list[int], known: list[Imprint], shingles: list[Shingles], copies: Mapping[str, str]) -> int | None:
    """The earliest report that this one is a near copy of; copies of copies lead to the original."""
    for earlier in sorted(near):
        if known[earlier].document in copies or known[earlier].correction:
            continue
        if jaccard(shingles[place], shingles[earlier]) >= NEAR_COPY_JACCARD:
            return earlier
    return None


def _corrected(place: int, near: list[int], known: list[Imprint], shingles: list[Shingles]) -> int | None:
    this, day = known[place], day_of(known[place].published)
    found: list[tuple[float, int]] = []
    for earlier in near:
        other, before = known[earlier], day_of(known[earlier].published)
        if this.outlet and other.outlet and this.outlet != other.outlet:
            continue
        if day is not None and before is not None and day - before > CORRECTION_DAYS:
            continue
        likeness = jaccard(shingles[place], shingles[earlier])
        if likeness >= CORRECTED_JACCARD:
            found.append((likeness, -earlier))
    return -max(found)[1] if found else None


def _candidates(shingles: list[Shingles]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) that share a band of their MinHash signatures; each pair once."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for place, one in enumerate(shingles):
        if not len(one):
            continue
        signature = _minhash(one)
        for band in range(BANDS):
            bucket = buckets[band, signature[band * ROWS : (band + 1) * ROWS].tobytes()]
            for earlier in bucket:
                if (place, earlier) not in seen:
                    seen.add((place, earlier))
                    yield place, earlier
            bucket.append(place)


def _minhash(shingles: Shingles) -> Hashes:
    """The signature: for each of BANDS x ROWS hash functions the least value over all shingles."""
    mixed = shingles[None, :].astype(np.uint64) * _FACTORS[:, None] + _SHIFTS[:, None]
    mixed ^= mixed >> np.uint64(29)
    least: Hashes = (mixed * np.uint64(0xBF58476D1CE4E5B9)).min(axis=1)
    return least
