"""When each step was taken, as it is told in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.background import is_background
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.mention import Mark
from dragoman.model.syntax import obliques
from dragoman.model.when import When

DATED = ("stated", "relative")
PAST = frozenset({"VBD", "VBN"})
YEAR = len("2021")
MADE = frozenset({"signed", "agreed"})  # stages that the year before a name dates


@dataclass(slots=True, kw_only=True)
class Dated:
    """A step as told in one place, with its time."""

    told: StepMention
    when: When
    background: bool


def date_step(annotated: Annotated, mention: StepMention, knowledge: Knowledge) -> Dated:
    """A step with its time: its clause's, or that of the name where this dates it; a name's year is not the time of what is done later."""
    when = when_of(annotated, mention.token, knowledge, real=mention.mark is None)
    published = annotated.document.published
    if mention.mark is None and published and _is_to_come(annotated, mention.token, when, published):
        mention = replace(mention, mark=Mark(modality="planned", cue=annotated.parse.token_span(mention.token)))  # "expires in 2050"
    if when.basis not in DATED and (decided := _decided(annotated, mention.token)) is not None:
        when = decided
    standing = annotated.parse.lemmas[mention.token].lower() in knowledge.agreements.words["standing.words"] and when.basis not in DATED
    if mention.mark is None and (standing or _some_time_later(annotated, mention.token, knowledge)):
        when = When(end=published)
    of_name = bool(mention.naming.year) and (when.start or "").startswith(mention.naming.year or "")
    if of_name and mention.stage not in MADE and _named_by_date(annotated, mention):
        when = When(start=published, end=published, basis="published") if published else When()  # "reviving the 2015 deal"
    if mention.naming.year and when.basis not in DATED and mention.stage in MADE and mention.naming.token != mention.token:
        when = When(start=mention.naming.year, end=mention.naming.year, basis="stated")
    background = is_background(annotated, mention.token, when, knowledge)
    if mention.mark is None and mention.stage in MADE and when.basis not in DATED and _is_long_signed(mention, published):
        return Dated(told=mention, when=When(end=published), background=True)
    return Dated(told=mention, when=when, background=background)


def _is_long_signed(mention: StepMention, published: str | None) -> bool:
    """Whether it is a well-known agreement that was signed in a year before the report: what made it is no news."""
    treaty = mention.agreement.treaty
    return treaty is not None and bool(treaty.parties) and (treaty.signed or "9999")[:YEAR] < (published or "")[:YEAR]


def _decided(annotated: Annotated, token: int) -> When | None:
    """When somebody did what an infinitive is the matter of: "Chad's decision in January to leave the pact"."""
    parse, noun = annotated.parse, annotated.parse.heads[token]
    if parse.labels[token] != "acl" or parse.tags[token] != "VB":
        return None
    dated = (
        annotated.dates_at[t][0].when
        for t in parse.dependents(noun, "nmod", "nmod:poss", "nmod:tmod", "obl:npmod")
        if annotated.dates_at.get(t)
    )
    return next((when for when in dated if when.basis in DATED), None)


def _is_to_come(annotated: Annotated, token: int, when: When, published: str) -> bool:
    """Whether a present tense tells of a day that is written out and lies after the report: "expires in 2050"."""
    start = when.start or ""
    return annotated.parse.tags[token] not in PAST and when.basis == "stated" and start > published[: len(start)]


def _named_by_date(annotated: Annotated, mention: StepMention) -> bool:
    """Whether the clause has no other date than the one in the agreement's name."""
    parse, naming = annotated.parse, mention.naming
    low, high = parse.sentences[parse.sentence_of[mention.token]]
    inside = range(parse.edges[naming.token][0], naming.token)
    return not any(annotated.dates_at.get(t) for t in range(low, high) if t not in inside)


def _some_time_later(annotated: Annotated, token: int, knowledge: Knowledge) -> bool:
    """Whether only the time it took is told: "ratified it within weeks"; the date of what went before is not its own."""
    parse, within = annotated.parse, knowledge.agreements.words["notional.within"]
    return any(
        word in within and parse.lemmas[noun] in knowledge.dates.units and not annotated.dates_at.get(noun)
        for word, noun in obliques(parse, token)
    )
