"""What the traits of a sentence say and what the encoder takes it for, put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Shares = tuple[float, float, float]  # how much the log odds of the traits weigh, those of the encoder, and what is always added

OF_TYPES: Shares = (0.57, 0.41, -0.69)  # a logistic regression over reports that neither was learned from
OF_SIDES: Shares = (0.5, 0.5, 0.0)


def likelihoods(traits: NDArray[np.float32], sensed: Sequence[float] | None, shares: Shares) -> NDArray[np.float32]:
    """How likely each outcome is, between 0 and 1, by the log odds of both judges; by the traits alone where nothing was sensed."""
    odds = traits
    if sensed is not None:
        of_traits, of_encoder, always = map(np.float32, shares)
        odds = of_traits * traits + of_encoder * np.array(sensed, dtype=np.float32) + always
    likely: NDArray[np.float32] = np.float32(1) / (np.float32(1) + np.exp(-odds))
    return likely
