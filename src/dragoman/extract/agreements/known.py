"""Where a report is about a well-known agreement, or the talks on it, and calls it no more than "the deal"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.naming.names import Naming
from dragoman.extract.agreements.naming.treaties import fits, may_be, spoken_of
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.parties import states_of
from dragoman.knowledge.rows.agreements import Agreements, Treaty
from dragoman.knowledge.rows.phrases import Phrases
from dragoman.model.annotated import Annotated


def take_as_known(
    annotated: Annotated, agreements: list[Agreement], told: list[StepMention], words: Agreements, topics: Phrases
) -> tuple[list[Agreement], list[StepMention]]:
    """The agreements of a report and their steps, those brought together that mean the known one that it is about.

    It has the parties that are known of it: a report names those it is interested in. ``topics`` are the words in names that tell one.
    """
    treaty = spoken_of(annotated, words)
    if treaty is None:
        return agreements, told
    spoken = [step for step in told if step.rule.rsplit("/", 1)[-1] in words.words["negotiating.spoken"]]
    made = [step for step in told if step not in spoken]
    same = [one for one in agreements if _means(annotated, one, treaty, made, words, topics)]
    if not same:
        return agreements, told
    first, *others = same
    first.treaty = treaty
    for other in others:
        first.absorb(other)
    gone = {id(other) for other in others}
    others_talk = [step for step in spoken if step.agreement in same and not fits(states_of(step.takers), treaty)]
    steps = [replace(step, agreement=first) if id(step.agreement) in gone else step for step in told if step not in others_talk]
    return [one for one in agreements if id(one) not in gone], steps


def _means(
    annotated: Annotated, agreement: Agreement, treaty: Treaty, told: Sequence[StepMention], words: Agreements, topics: Phrases
) -> bool:
    """Whether an agreement can be the known one: most of its names can mean that, no other matter is told, no others make it."""
    if agreement.treaty is not None:
        return agreement.treaty is treaty
    published = annotated.document.published or ""
    matter = [word for naming in agreement.namings for word in (naming.kind or "", *naming.content)]
    makers = states_of(
        m for step in told if step.agreement is agreement and words.stages[step.stage].mutual for m in (*step.takers, *step.company)
    )
    fitting = sum(may_be(naming, treaty, published) and fits(_said_of(annotated, naming), treaty) for naming in agreement.namings)
    return fitting > len(agreement.namings) / 2 and frozenset(topics.codes(matter)) <= frozenset(treaty.topics) and fits(makers, treaty)


def _said_of(annotated: Annotated, naming: Naming) -> frozenset[str]:
    """The states in a clause that says what "a deal" is to do: "an agreement to curb Chad's ambitions" has to do with Chad."""
    parse = annotated.parse
    clauses = parse.dependents(naming.token, "acl") if naming.indefinite else ()
    inside = (t for clause in clauses if parse.tags[clause] in {"VB", "VBG"} for t in range(*parse.edges[clause]))
    return states_of(m for t in inside for m in annotated.actors_at.get(t, ()))
