"""What is needed of one report to compare it with all others: the hashes of its five-word shingles, and a digest of all its words.

The whole body is worked on at once, as an array of code points: 9,000 reports of 500 words a CPU second, where joining and hashing
words one by one makes 2,100 (docs/decisions/0014-copies.md).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.knowledge.rows.records import Records
from dragoman.model.ports import Imprint
from dragoman.model.text import Document

SHINGLE = 5  # words
SHORTEST = 20  # words: shorter bodies are copies only if equal
NOTE_WITHIN = 600  # code points of the body in which a note of correction begins
LONGEST = 1_000_000  # code points that are compared, as many as are read
ASCII = 128
SEPARATOR = 32  # what stands between two words, whatever stood there
KNOWN = 0x3000  # code points whose class is looked up; beyond are scripts without spaces, and letters
BASE = 0x9E3779B97F4A7C15  # of the rolling hash: any odd number without pattern; changing it makes kept imprints worthless
MIX = np.uint64(0xBF58476D1CE4E5B9)  # SplitMix64's: spreads what the rolling hash leaves in the high bits
HALF = np.uint64(32)

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]
Hashes = npt.NDArray[np.uint64]
Shingles = npt.NDArray[np.uint32]


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
    words, ends = _words(body)
    return Imprint(
        document=document.id,
        published=document.published,
        outlet=document.outlet,
        body=_digest(words) if len(ends) else "",
        correction=_is_correction(body, lexicon),
        shingles=_shingles(words, ends).tobytes(),
    )


def _is_correction(body: str, lexicon: Records) -> bool:
    """Whether one of the first lines begins as a note of correction does; a title may stand before it."""
    return any(lexicon.correction.match(line) for line in body[:NOTE_WITHIN].splitlines())


def _words(text: str) -> tuple[Codes, Places]:
    """The words in lower case with one separator between two, as code points, and where each word ends."""
    if text.isascii():
        folded = _folded()[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = np.where(codes < KNOWN, _folded()[np.minimum(codes, np.uint32(KNOWN - 1))], codes)
    letters = folded != SEPARATOR
    kept = letters.copy()
    kept[1:] |= letters[:-1]  # of what stands between two words the first code point stays, as SEPARATOR
    words, letters = folded[kept], letters[kept]
    ends = np.flatnonzero(~letters)
    if len(letters) and letters[-1]:
        ends = np.append(ends, len(letters))
    return words, ends


def _digest(words: Codes) -> str:
    """The same for the same words, in whatever way their text was written; of ASCII words one byte each is enough."""
    return hashlib.blake2b((words.astype(np.uint8) if words.max() < ASCII else words).tobytes(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _folded() -> Codes:
    """Each code point up to KNOWN in lower case, or SEPARATOR where it belongs to no word: letters, digits and the marks set on them do."""
    table = np.full(KNOWN, SEPARATOR, dtype=np.uint32)
    for code in range(KNOWN):
        if chr(code).isalnum() or (f"a{chr(code)}".isidentifier() and chr(code) != "_"):
            table[code] = ord(chr(code).lower()[0])
    return table


@lru_cache(maxsize=4)
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """The powers of BASE from 0 on, and their inverses modulo 2 ** 64."""
    powers = np.full(size, BASE, dtype=np.uint64)
    inverses = np.full(size, pow(BASE, -1, 1 << 64), dtype=np.uint64)
    powers[0] = inverses[0] = 1
    return np.multiply.accumulate(powers), np.multiply.accumulate(inverses)


def _shingles(words: Codes, ends: Places) -> Shingles:
    """Sorted distinct hashes (32 bits: of some hundred shingles hardly ever two collide) of all runs of SHINGLE words.

    A rolling hash (Karp and Rabin 1987): the sum of code points times powers of BASE up to each place; a run's hash is the difference
    between its ends, brought to the same power.
    """
    count = len(ends) - SHINGLE + 1
    if len(ends) < SHORTEST:
        return np.empty(0, dtype=np.uint32)
    powers, inverses = _powers(1 << max(12, len(words).bit_length()))
    sums = np.zeros(len(words) + 1, dtype=np.uint64)
    np.cumsum(words * powers[: len(words)], out=sums[1:])
    starts = np.zeros(count, dtype=np.intp)
    starts[1:] = ends[: count - 1] + 1
    hashes = (sums[ends[SHINGLE - 1 :]] - sums[starts]) * inverses[starts]
    hashes ^= hashes >> HALF
    hashes *= MIX
    shingles = (hashes >> HALF).astype(np.uint32)
    shingles.sort()
    distinct = np.ones(count, dtype=np.bool_)
    np.not_equal(shingles[1:], shingles[:-1], out=distinct[1:])
    return shingles[distinct]
