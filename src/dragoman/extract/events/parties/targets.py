"""Whom sanctions are on where another sentence tells: "the penalties will be tightened", "promised to lift the embargo"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.extract.events.frames.match import Filler, Match, states
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention

SANCTIONS = frozenset({"163", "085"})  # CAMEO codes: sanctions imposed, and lifted
ELSEWHERE = 0.6  # factor of the score
FAR = 12  # sentences


def targeted(annotated: Annotated, matches: Sequence[Match], named: frozenset[str]) -> list[Match]:
    """The matches, those of sanctions without a target with that of the sanctions told nearest to them.

    Who imposes duties on him that imposed them before retaliates. ``named`` are words that say what sanctions are on though they name
    no state: goods and people at large.
    """
    parse = annotated.parse
    told = [m for m in matches if m.frame.cameo in SANCTIONS and states(m.actors) and states(m.recipients)]
    found: list[Match] = []
    for match in matches:
        doers = states(match.actors)
        open_ = match.frame.cameo in SANCTIONS and len(doers) == 1 and not states(match.recipients) - doers
        if not open_ or any(_names(annotated, f, named) for f in match.recipients):
            found.append(match)
            continue
        here = parse.sentence_of[match.trigger]
        near = sorted((abs(parse.sentence_of[other.trigger] - here), other.trigger) for other in told)
        by_trigger = {other.trigger: other for other in told}
        targets = (_target(by_trigger[trigger], doers) for far, trigger in near if far <= FAR)
        target = next((t for t in targets if t), ())
        found.append(_aimed(match, target) if target else match)
    return found


def _names(annotated: Annotated, filler: Filler, named: frozenset[str]) -> bool:
    parse = annotated.parse
    return filler.token >= 0 and (parse.pos[filler.token] in {"PROPN", "PRON"} or parse.lemmas[filler.token].lower() in named)


def _target(told: Match, doers: frozenset[str]) -> tuple[ActorMention, ...]:
    """Whom those who act mean by sanctions told elsewhere: who imposed them upon the doers, else whom these are on."""
    if states(told.recipients) == doers:
        return _mentions(told.actors, doers)
    return _mentions(told.recipients, doers)


def _mentions(fillers: Iterable[Filler], doers: frozenset[str]) -> tuple[ActorMention, ...]:
    return tuple(m for f in fillers for m in f.mentions if m.actor and m.actor.partition(":")[0] not in doers)


def _aimed(match: Match, target: tuple[ActorMention, ...]) -> Match:
    missing = tuple(role for role in match.missing if role != "recipient")
    frame = replace(match.frame, score=match.frame.score * ELSEWHERE)
    return replace(match, recipients=(Filler(token=-1, mentions=target),), missing=missing, frame=frame)
