"""Passages as the encoder reads them, and what it makes of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence and what goes before it, which helps to understand it."""

    text: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage names a state or organisation: characters of its text (``part`` 0), or of what goes before it (1)."""

    code: str
    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Log odds of what a sentence tells, one number an outcome, and of what each of its tokens does in it, one row a token."""

    sentence: NDArray[np.float32]
    tokens: NDArray[np.float32]
    encoding: Encoding

    def at(self, place: Place) -> NDArray[np.float32] | None:
        """The mean of the tokens at a place; None where the passage was cut before it."""
        tokens = tokens_at(self.encoding, place)
        mean: NDArray[np.float32] | None = self.tokens[tokens.start : tokens.stop].mean(axis=0) if tokens else None
        return mean


def tokens_at(encoding: Encoding, place: Place) -> range:
    """The tokens at a place of a passage; none where it was cut before it."""
    parts = zip(encoding.sequence_ids, encoding.offsets, strict=True)
    found = [token for token, (part, (low, high)) in enumerate(parts) if part == place.part and low < place.end and high > place.start]
    return range(found[0], found[-1] + 1) if found else range(0)
