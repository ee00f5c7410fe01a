"""Agreements of one state with several others, or of several with one, told in one plural: each is between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.pair import PAIR
from dragoman.extract.parties import state_of, states_of


def part_bilateral(agreement: Agreement, own: Sequence[StepMention]) -> list[tuple[Agreement, Callable[[StepMention], StepMention]]]:
    """The agreements that a plural stands for, each with what makes its step of a step of all: "signed treaties with Chad and Niger".

    Of those of several of which one side is not told ("agreements with Chad and Niger") none is left.
    """
    partners = company_of(agreement, own) & agreement.parties.keys()
    makers = agreement.parties.keys() - partners
    plural = all(naming.plural and not naming.closed for naming in agreement.namings)
    told = partners and len(agreement.parties) > PAIR and min(len(partners), len(makers)) <= 1
    if agreement.treaty or not plural or not (told or (partners == agreement.parties.keys() and len(partners) >= PAIR)):
        return [(agreement, lambda step: step)]
    one = makers if len(makers) == 1 else partners
    return [_between(agreement, {*one, other}) for other in agreement.parties if other not in one and makers]


def company_of(agreement: Agreement, own: Iterable[StepMention]) -> frozenset[str]:
    """Those "with" whom an agreement is said to be, or to be made."""
    after = states_of(m for naming in agreement.namings if naming.open for m in naming.parties if m.head > naming.token)
    return after | states_of(m for step in own for m in step.company)


def _between(agreement: Agreement, two: set[str]) -> tuple[Agreement, Callable[[StepMention], StepMention]]:
    """What is the same of an agreement between these two only."""
    part = Agreement()
    for naming in agreement.namings:
        part.add(naming)
    part.parties = {code: mention for code, mention in agreement.parties.items() if code in two}
    part.actors = {actor for actor in agreement.actors if actor.partition(":")[0] in two}
    part.brokers = agreement.brokers

    def told(step: StepMention) -> StepMention:
        return replace(step, agreement=part, takers=tuple(m for m in step.takers if state_of(m) in two))

    return part, told
