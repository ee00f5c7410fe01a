"""For whom those speak of whom the report gives no more than a name, or an office without a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.extract.statements.speakers.voice import Voice
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party

NEAR = 3  # paragraphs from an official without a name to the one who is named
GIVEN = 2  # words of a name in full
LONGEST = 4  # words of an agency's name
GOVERNMENT = "GOV"  # PLOVER's sector


@dataclass(slots=True)
class Unnamed:
    """The last speaker who was told by an office alone, with the paragraph: "the Chadian deputy foreign minister said"."""

    parties: tuple[Party, ...] = ()
    paragraph: int = -NEAR


def is_unnamed(annotated: Annotated, voice: Voice, speakers: Sequence[Party], people: frozenset[str]) -> bool:
    """Whether one official speaks whose name is not told."""
    parse = annotated.parse
    one = len(speakers) == 1 and parse.tags[voice.meant] == "NN" and parse.lemmas[voice.meant] in people
    return one and speakers[0].actor is not None and speakers[0].person is None


def named_late(annotated: Annotated, voice: Voice, speakers: tuple[Party, ...], unnamed: Unnamed) -> tuple[Party, ...]:
    """Who is named in full for the first time, without a word on who it is, after an official without a name: it is that official."""
    parse = annotated.parse
    if len(speakers) != 1 or not unnamed.parties or parse.paragraph_of[voice.word] - unnamed.paragraph > NEAR:
        return ()
    name = speakers[0].name or ""
    words = name.split()
    low = _beginning(annotated, voice.meant, name)
    alone = parse.dependent(voice.meant, "appos", "acl:relcl", "acl", "nmod", "nmod:poss", "det", "conj", "amod") is None
    if len(words) < GIVEN or not alone or low is None:
        return ()
    before = annotated.document.text[: parse.starts[low]]
    last = parse.words[voice.meant]  # of "Ali al-Bala" the last part
    later = [t for t in range(voice.meant + 1, len(parse)) if parse.words[t] == last and parse.words[t - 1] != words[-2]]
    if words[-1] in before or not later or any(parse.labels[c] == "compound" and c < low for c in parse.children[voice.meant]):
        return ()
    official = unnamed.parties[0]
    return (replace(speakers[0], actor=official.actor, person=name),)


def brings_somebody(annotated: Annotated, token: int, knowledge: Knowledge) -> bool:
    """Whether the sentence before a token has a person without a name for a subject: "A woman called for help. "Go," she said."."""
    parse, words, nouns = annotated.parse, knowledge.statements, knowledge.actors.words.nouns
    number = parse.sentence_of[token] - 1
    for place in range(*parse.sentences[number]) if number >= 0 else ():
        lemma = parse.lemmas[place].lower()
        human = "human" in nouns.get(lemma, ()) or lemma in words.private | words.people | words.audience
        first = {parse.words[c].lower() for c in parse.dependents(place, "det", "nummod")}
        if human and parse.tags[place] == "NN" and parse.labels[place] == "nsubj" and first - knowledge.actors.words.definite:
            return True
    return False


def _beginning(annotated: Annotated, last: int, name: str) -> int | None:
    """The token with which a name begins that ends with a token; None if the words there are others."""
    parse, text = annotated.parse, annotated.document.text
    return next((low for low in range(last, max(-1, last - LONGEST * GIVEN), -1) if parse.span(low, last + 1).of(text) == name), None)


def passed_on_by_state(
    annotated: Annotated, voice: Voice, speakers: tuple[Party, ...], relay: Voice | None, knowledge: Knowledge
) -> tuple[Party, ...]:
    """An official of no state named, whom a state's own agency quotes: "interim governor Ali Bala was quoted by the state agency"."""
    parse = annotated.parse
    if relay is None or len(speakers) != 1:
        return ()
    if speakers[0].office is None and (speakers[0].name or parse.lemmas[voice.meant] not in knowledge.statements.people):
        return ()
    low, high = parse.edges[relay.word]
    names = (parse.span(a, b).of(annotated.document.text) for a in range(low, high) for b in range(a + 1, min(high, a + LONGEST) + 1))
    outlets = (outlet for name in names if (outlet := knowledge.outlets.of_name(name)) is not None)
    state = next((outlet.state for outlet in outlets if outlet.owned == "yes" and outlet.state in knowledge.actors.states), None)
    return () if state is None else (replace(speakers[0], actor=f"{state}:{GOVERNMENT}"),)
