"""When a paper, an agency or a station speaks for the state that owns it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.extract.grammar import named_at
from dragoman.extract.statements.speakers.speaking_for import MEDIA
from dragoman.extract.statements.speakers.voice import Voice
from dragoman.extract.statements.speech.channels import is_outlet, outlet_at
from dragoman.extract.statements.speech.cues import Cue
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party

NEWSPAPER = "newspaper"  # the kind of outlet that has views


@dataclass(slots=True)
class Papers:
    """The outlet that spoke last for its state; empty after any other outlet has spoken."""

    last: tuple[Party, ...] = ()


def own_view(
    annotated: Annotated, knowledge: Knowledge, cue: Cue | None, named: tuple[Party, ...], voice: Voice, frame: list[int], papers: Papers
) -> tuple[Party, ...]:
    """The state whose own paper speaks for itself; its agency does in a commentary only, and else brings news."""
    parse, words = annotated.parse, knowledge.statements
    comments = any(parse.lemmas[t] in words.comments for t in frame)
    if papers.last and _is_bare(annotated, voice.meant, knowledge):
        return tuple(replace(party, span=named[0].span) for party in papers.last)
    if parse.pos[voice.meant] == "PROPN" or is_outlet(parse, voice.meant, words):
        papers.last = ()
    if not is_outlet(parse, voice.meant, words):
        return ()
    channel = outlet_at(parse, voice.meant, words)
    if cue is None or cue.source is not None or channel is None:
        return ()
    outlet = knowledge.outlets.of_name(channel.name) if channel.name else None
    if outlet is None:
        kind, state, name = channel.kind, None if channel.name else _owner(annotated, voice.meant, knowledge), None
    else:
        kind, state, name = outlet.kind, outlet.state if outlet.owned == "yes" else None, outlet.name
    if state is None or not (comments or kind == NEWSPAPER):
        return ()
    papers.last = tuple(replace(party, actor=f"{state}{MEDIA}", name=name or party.name) for party in named)
    return papers.last


def _owner(annotated: Annotated, noun: int, knowledge: Knowledge) -> str | None:
    """The state whose own an outlet without a name is: "Chad's state-run newspaper", "the North's ruling party daily"."""
    parse, words = annotated.parse, knowledge.statements
    low = parse.edges[noun][0]
    if not any(parse.lemmas[t].lower() in words.owned for t in range(low, noun)):
        return None
    found = {m.actor for t in range(low, noun) for m in named_at(annotated, t) if m.actor and m.person is None and m.actor == m.state}
    return found.pop() if len(found) == 1 else None


def _is_bare(annotated: Annotated, noun: int, knowledge: Knowledge) -> bool:
    """Whether a noun takes up a paper or what is printed in it: "the paper said", "the editorial, which did not ..."."""
    parse, words = annotated.parse, knowledge.statements
    definite = any(parse.words[c].lower() in knowledge.actors.words.definite for c in parse.dependents(noun, "det"))
    described = any(c < noun and parse.labels[c] != "det" for c in parse.children[noun])
    return definite and not described and parse.lemmas[noun].lower() in words.papers
