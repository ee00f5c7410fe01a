"""Acts that a noun only points back to: "condemned the attack", where an earlier sentence tells whose attack it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dragoman.extract.events.frames.match import Filler, Match, states
from dragoman.knowledge.rows.events import Frame
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import obliques

AIMED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION"})  # types whose object may be an act told before
UNILATERAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})  # of one side
NEAR = 1  # sentences that a noun for any act looks back
FAR = 4  # sentences: who looked back farther was wrong as often as right


def recalled(
    annotated: Annotated,
    match: Match,
    before: Sequence[Match],
    pointers: frozenset[str],
    shells: frozenset[str],
    frames: Callable[[int], tuple[Frame, ...]],
) -> Match:
    """The match with the doer of the act that its object points back to as its recipient; unchanged where there is none.

    ``before`` are the matches above it in text order; ``pointers`` the words that point ("the", "these", "such"); ``frames`` gives
    those that a noun could trigger: an act told by another word is of their type ("fired rockets ... those attacks"). ``shells``
    are nouns for whatever was said or done just before ("rejected the proposal", "condemned the move").
    """
    if match.frame.type not in AIMED or states(match.recipients):
        return match
    parse = annotated.parse
    known = states(match.actors)
    for noun in _nouns(annotated, match, pointers):
        types = {frame.type for frame in frames(noun) if frame.modifier is None or not frame.modifier.wanted}
        for earlier in reversed(before):
            back = parse.sentence_of[noun] - parse.sentence_of[earlier.trigger]
            if earlier.trigger == match.trigger or back > FAR:
                continue
            shell = parse.lemmas[noun].lower() in shells and back <= NEAR and earlier.frame.type in UNILATERAL
            same = parse.lemmas[earlier.trigger] == parse.lemmas[noun] or earlier.frame.type in types or shell
            if same and states(earlier.actors) - known:
                doers = tuple(m for f in earlier.actors for m in f.mentions if m.actor)
                missing = tuple(role for role in match.missing if role != "recipient")
                return replace(match, recipients=(Filler(token=noun, mentions=doers),), missing=missing)
    return match


def _nouns(annotated: Annotated, match: Match, pointers: frozenset[str]) -> Iterator[int]:
    """The nouns that a match is about, and what they are of ("an end to the attacks"), if a word before them points back."""
    parse = annotated.parse
    held = [f.token for f in match.recipients if f.token >= 0] + ([match.object] if match.object is not None else [])
    inner = [noun for place in held for _, noun in obliques(parse, place)]
    for noun in dict.fromkeys((*held, *match.obliques, *inner)):
        before = parse.dependents(noun, "det", "det:predet", "amod")
        if parse.pos[noun] == "NOUN" and any(parse.lemmas[word].lower() in pointers for word in before):
            yield noun
