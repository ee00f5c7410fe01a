"""Steps that no verb of theirs tells: what a name dates, what others welcome, talks that went before or go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.extract.agreements.coreference import Agreement
from dragoman.extract.agreements.dating import Dated
from dragoman.extract.agreements.guessing import ISSUED
from dragoman.extract.agreements.names import Naming
from dragoman.extract.agreements.pair import PAIR
from dragoman.extract.agreements.steps import StepMention
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.when import When

AHEAD = frozenset({"proposed", "negotiated"})  # stages before anything is made
FORMAL = frozenset({"treaty", "memorandum", "protocol", "convention", "declaration"})  # kinds that are signed when they are made


def existing(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """An agreement named with its year or date, of which nothing else is dated, was signed, or a truce in force, then."""
    signed = {id(step.told.agreement) for step in steps if step.told.stage in {"signed", "agreed", "in force"}}
    found: list[Dated] = []
    for agreement in agreements:
        naming = next((n for n in agreement.namings if n.year or n.dated), None)
        if (
            naming is None
            or id(agreement) in signed
            or (naming.dated and not naming.year and naming.kind in ISSUED and not naming.title and not naming.states)
        ):
            continue
        when = naming.dated or When(start=naming.year, end=naming.year, basis="stated")
        stage = words.existing.get(naming.kind or "", "signed" if naming.year or naming.kind in FORMAL else "agreed")
        mention = StepMention(
            token=naming.token,
            stage=stage,
            agreement=agreement,
            naming=naming,
            takers=(),
            mediators=(),
            mark=None,
            rule=f"steps/{stage}/year",
            existence=True,
        )
        recalled = (when.start or "9999")[:4] < (annotated.document.published or "9999")[:4]
        found.append(Dated(told=mention, when=when, background=recalled))
    return found


def welcomed(annotated: Annotated, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What somebody welcomes that others made, and nothing else tells so: "hailed the accord between Chad and Niger" was agreed."""
    made = {id(step.told.agreement) for step in steps if step.told.stage not in AHEAD}
    when = When(start=annotated.document.published, end=annotated.document.published, basis="published")
    found: list[Dated] = []
    for agreement in agreements:
        naming = next((n for n in agreement.namings if len(n.states) >= PAIR and not n.plural and _is_welcomed(annotated, n, words)), None)
        if naming is not None and agreement.treaty is None and id(agreement) not in made:
            told = StepMention(
                token=naming.token,
                stage="agreed",
                agreement=agreement,
                naming=naming,
                takers=(),
                mediators=(),
                mark=None,
                rule="steps/agreed/welcomed",
                existence=True,
            )
            found.append(Dated(told=told, when=when if when.start else When(), background=False))
    return found


def _is_welcomed(annotated: Annotated, naming: Naming, words: Agreements) -> bool:
    """Whether a naming is what a verb such as "hail" is about, that says so of a fact."""
    parse, head = annotated.parse, annotated.parse.heads[naming.token]
    about = parse.labels[naming.token] == "obj" or (parse.labels[naming.token] == "obl" and parse.dependent(head, "obj") is not None)
    return about and parse.lemmas[head] in words.words["negotiating.welcomed"] and head not in annotated.marks


def still_negotiated(parse: Parse, agreements: Iterable[Agreement], steps: Iterable[Dated], words: Agreements) -> list[Dated]:
    """What could not be agreed, is to be agreed yet, or was after talks, was negotiated, where the report does not say that itself."""
    found: list[Dated] = []
    for agreement in agreements:
        own = [step for step in steps if step.told.agreement is agreement]
        stages = {step.told.stage for step in own}
        open_ = next((s for s in own if s.told.stage == "agreed" and _is_open(s.told)), None)
        own = [] if agreement.kinds & words.texts else own  # what is issued after talks need not have been their matter
        talked = next((s for s in own if s.told.stage == "agreed" and _is_after_talks(parse, s.told.token, words)), None)
        open_ = open_ if open_ is not None and all(s.told.mark for s in own) else talked
        if open_ is not None and "negotiated" not in stages:
            told = replace(open_.told, stage="negotiated", mark=None, rule="steps/negotiated/open", existence=True)
            found.append(Dated(told=told, when=When(), background=open_.background))
    return found


def _is_open(told: StepMention) -> bool:
    """Whether it is denied that an agreement was reached, or one is to be; of one that has its title by then the text is made."""
    modality = told.mark.modality if told.mark is not None else "asserted"
    return modality == "denied" or (modality == "planned" and not any(naming.title for naming in told.agreement.namings))


def _is_after_talks(parse: Parse, token: int, words: Agreements) -> bool:
    """Whether its sentence says that talks went before it: "reached a deal after months of negotiations"."""
    after = words.words["negotiating.after"]
    inside = range(*parse.sentences[parse.sentence_of[token]])
    return any(
        parse.lemmas[t].lower() in words.words["negotiating.nouns"]
        and any(parse.lemmas[c].lower() in after for head in (t, parse.heads[t]) for c in parse.dependents(head, "case"))
        for t in inside
    )
