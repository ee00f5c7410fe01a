"""What a sentence probably tells, as an encoder that has learned from coded reports takes it as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSense:
    """Whether a state does what a sentence tells, if that is of a PLOVER type, or has it done to it: log odds by type."""

    actor: Mapping[str, float]
    recipient: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """Which PLOVER types a sentence tells, as log odds (natural logarithm; above 0: likelier than not).

    ``states`` are those that it or the sentence before it names.
    """

    types: Mapping[str, float]
    states: Mapping[str, StateSense] = field(default_factory=dict)


class Senses:
    """The senses of the sentences of a report, by their number; each is made when first asked for, since it costs more than all else."""

    def __init__(self, count: int, judge: Callable[[int], Sense]) -> None:
        self._count, self._judge = count, judge
        self._known: dict[int, Sense] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Sense:
        if number not in self._known:
            self._known[number] = self._judge(number)
        return self._known[number]


NO_SENSES = Senses(0, lambda _: Sense(types={}))
