"""Times: intervals of ISO dates, each with how it was come by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Basis = Literal["stated", "relative", "published", "vague", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days. ``start`` and ``end`` are ISO prefixes (``1992``, ``2021-06``, ``2021-06-15``), both inclusive.

    ``basis`` says how the value was come by: ``stated`` in full in the text; ``relative`` to the publication date or another
    date; ``published`` where the text gives none; ``vague`` ("recently"); ``open`` where it cannot be known (``start`` is
    None). ``timex`` is the TIMEX3 value (Pustejovsky et al. 2003) where it says more than the interval.
    """

    start: str | None = None
    end: str | None = None
    basis: Basis = "open"
    timex: str | None = None
