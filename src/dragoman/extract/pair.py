"""The two states that a report, or a sentence of it, is about: who is meant where only one side, or none, is named."""

from __future__ import annotations

from collections import Counter

from dragoman.extract.grammar import actors_of
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

UNIONS = frozenset({"EU"})  # organisations that make agreements as states do
PAIR = 2  # states: what is between states is between two at least
CLEAR = 3  # times: how much oftener than a third the two must be named to be meant where nobody is named
TERRITORIES = {
    "PRI": "USA",
    "GUM": "USA",
    "VIR": "USA",
    "ASM": "USA",
    "MNP": "USA",
    "IMN": "GBR",
    "GGY": "GBR",
    "JEY": "GBR",
}  # whose affairs with their own state are its own
BESIDE = frozenset({"amod", "compound", "nmod:poss"})  # how the name of a state hangs on what is in it, or whose ally another is
LEAD = 3  # times: what a mention in the first paragraph counts, since that tells what the report is about


def main_pair(annotated: Annotated) -> dict[str, ActorMention]:
    """The two states or organisations named most, each with its first mention; empty where a third is named as often."""
    parse = annotated.parse
    counts: Counter[str] = Counter()
    first: dict[str, ActorMention] = {}
    for mention in annotated.actors:
        if mention.actor is None or mention.head < 0 or _is_left_out(annotated, mention.head):
            continue
        code = mention.actor.partition(":")[0]
        counts[code] += LEAD if parse.paragraph_of[mention.head] == 0 else 1
        first.setdefault(code, mention)
    ranked = counts.most_common(PAIR + 1)
    if len(ranked) < PAIR or (len(ranked) > PAIR and ranked[PAIR][1] == ranked[1][1]):
        return {}
    pair = [code for code, _ in ranked[:PAIR]]
    if any(TERRITORIES.get(code) in pair for code in pair):
        return {}
    return {code: first[code] for code in pair}


def pair_of_sentence(annotated: Annotated, token: int, aside: frozenset[str] = frozenset()) -> dict[str, ActorMention]:
    """The states that the sentence of a token names, but for those after the prepositions ``aside``."""
    low, high = annotated.parse.sentences[annotated.parse.sentence_of[token]]
    found: dict[str, ActorMention] = {}
    for place in range(low, high):
        for mention in annotated.actors_at.get(place, ()):
            if mention.actor and not is_aside(annotated, place, aside) and not _is_left_out(annotated, place):
                found.setdefault(mention.actor.partition(":")[0], mention)
    return found


def is_aside(annotated: Annotated, token: int, aside: frozenset[str]) -> bool:
    """Whether a state stands after such a preposition: "signed in Chad", "in the Chadian capital"."""
    parse = annotated.parse
    while parse.labels[token] in {"amod", "compound", "nmod:poss", "flat"} and parse.heads[token] > token:
        token = parse.heads[token]
    return any(parse.lemmas[c] in aside for c in parse.dependents(token, "case"))


def _is_left_out(annotated: Annotated, token: int) -> bool:
    """Whether a state is denied ("but not Chad"), or only says whose ally or neighbour another is: "Chad's ally Niger"."""
    parse = annotated.parse
    if parse.dependent(token, "advmod:neg") is not None:
        return True
    kin = parse.heads[token] if parse.labels[token] in BESIDE else token
    own = {m.actor for m in annotated.actors_at.get(token, ())}
    apposed = (m for other in parse.dependents(kin, "appos") if kin != token for m in annotated.actors_at.get(other, ()))
    return any(m.actor == m.state and m.actor not in own for m in apposed if m.actor)


def other_side(annotated: Annotated, token: int, known: frozenset[str], main: dict[str, ActorMention]) -> tuple[ActorMention, ...]:
    """Whom a token's activity or agreement is with, of whom one side is known: the subject of a clause above it, else of the report."""
    parse = annotated.parse
    for place in parse.ancestors(token):
        if parse.labels[place] == "acl" and parse.tags[place] in {"VBN", "VBG"} and not actors_of(annotated, parse.heads[place]):
            return ()  # "powers locked in talks with Chad": whoever they are, not who speaks of them
        doer = parse.dependent(place, "nsubj")
        others = [m for m in actors_of(annotated, doer) if m.actor] if doer is not None and doer != token else []
        if others and not {m.actor.partition(":")[0] for m in others if m.actor} & known:
            return tuple(others)
    return tuple(m for code, m in main.items() if code not in known) if known <= main.keys() else ()


def acting_in(annotated: Annotated, token: int) -> dict[str, ActorMention]:
    """The states behind the subject of the main clause in which a token stands."""
    clauses = [place for place in (token, *annotated.parse.ancestors(token)) if annotated.parse.dependent(place, "nsubj") is not None]
    doer = annotated.parse.dependent(clauses[-1], "nsubj") if clauses else None
    found = actors_of(annotated, doer) if doer is not None else ()
    return {m.actor.partition(":")[0]: m for m in reversed(found) if m.actor}


def pair_meant(
    annotated: Annotated,
    token: int,
    known: frozenset[str],
    main: dict[str, ActorMention],
    *,
    doers: bool = True,
    aside: frozenset[str] = frozenset(),
) -> dict[str, ActorMention]:
    """The two whom a token's sentence means, ``known`` among them: its subject's, those it names, or the report's main pair.

    Without ``doers`` only who the report is about counts: of a truce, who asks for it in the sentence is often a third. Of the
    sentence's, those after the prepositions ``aside`` do not count.
    """
    acting = acting_in(annotated, token) if doers else {}
    if len(acting) == PAIR and known <= acting.keys():
        return acting
    here = pair_of_sentence(annotated, token, aside)
    if doers and len(here) == PAIR and known <= here.keys():
        return here
    everyone = pair_of_sentence(annotated, token) if aside else here
    if main and known <= main.keys() and everyone.keys() <= main.keys() and (everyone or is_clear(annotated, main)):
        return main
    return {}


def is_clear(annotated: Annotated, main: dict[str, ActorMention]) -> bool:
    """Whether a report is about two states only: no third is named half as often as either of them."""
    counts = Counter(m.actor.partition(":")[0] for m in annotated.actors if m.actor)
    third = max((count for code, count in counts.items() if code not in main), default=0)
    return min(counts[code] for code in main) >= CLEAR * third
