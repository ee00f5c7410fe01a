"""What each sentence of a document shows: the states it names, the frames matched in it, its words; and the traits these make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.events.frames.match import Match, states
from dragoman.extract.events.frames.matcher import Matcher
from dragoman.extract.pair import main_pair
from dragoman.extract.parties import PRIVATE
from dragoman.extract.scope import states_dealing
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Event
from dragoman.model.mention import ActorMention

WORDLESS = frozenset({"PUNCT", "DET", "NUM", "SYM", "SPACE", "X"})
PAIR = 2  # states between which there is something
MANY = 4  # states in a sentence: more count as so many
LATER = 4  # sentences from the beginning: those after them are alike
BESIDE = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "compound", "amod"})  # how states hang on words
STEP, LONG = 4, 20  # sentences: steps in which the length of a report is counted, and from where on it is long


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, by tokens ``low`` to ``high`` (which is not part of it). ``states`` are in the order of their first mention.

    ``could`` are the types of the frames that a word may trigger, whether they matched or not, by token.
    """

    number: int
    low: int
    high: int
    states: Mapping[str, tuple[ActorMention, ...]]
    could: Mapping[int, frozenset[str]]
    matches: tuple[Match, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sentences of a document, with what the whole of it tells: how often each state is named, and which two it is about."""

    sentences: tuple[Sentence, ...]
    counts: Mapping[str, int]
    pair: tuple[str, ...]

    def before(self, sentence: Sentence) -> Mapping[str, tuple[ActorMention, ...]]:
        """The states of the sentence before."""
        return self.sentences[sentence.number - 1].states if sentence.number else {}


def page(annotated: Annotated, matcher: Matcher, matches: Sequence[Match], events: Sequence[Event]) -> Page:
    """The page of a document; ``events`` are those that frames told, before they are put together."""
    parse = annotated.parse
    named: list[dict[str, list[ActorMention]]] = [{} for _ in parse.sentences]
    counts: Counter[str] = Counter()
    for mention in annotated.actors:
        if mention.actor is None or mention.head < 0 or mention.actor.endswith(PRIVATE):
            continue
        state = mention.actor.partition(":")[0]
        named[parse.sentence_of[mention.head]].setdefault(state, []).append(mention)
        counts[state] += 1
    matched: list[list[Match]] = [[] for _ in parse.sentences]
    for match in matches:
        matched[parse.sentence_of[match.trigger]].append(match)
    told: list[list[Event]] = [[] for _ in parse.sentences]
    for event in events:
        told[parse.sentence_of[parse.tokens_in(event.trigger)[0]]].append(event)
    sentences = tuple(
        Sentence(
            number=number,
            low=low,
            high=high,
            states={state: tuple(some) for state, some in sorted(named[number].items(), key=lambda item: item[1][0].head)},
            could={t: types for t in range(low, high) if (types := frozenset(frame.type for frame in matcher.candidates(t)))},
            matches=tuple(matched[number]),
            events=tuple(told[number]),
        )
        for number, (low, high) in enumerate(parse.sentences)
    )
    return Page(sentences=sentences, counts=counts, pair=tuple(main_pair(annotated)))


def traits(annotated: Annotated, whole: Page, sentence: Sentence) -> frozenset[str]:
    """The traits of a sentence by which its events are judged: its words, what frames found in it, and the states it names."""
    found = frozenset(trait for token in range(sentence.low, sentence.high) for trait in _of_token(annotated, token))
    of_frames = (*_of_candidates(annotated, sentence), *_of_frames(sentence))
    return found.union(_of_place(whole, sentence), of_frames, _of_states(annotated, whole, sentence))


def _of_token(annotated: Annotated, token: int) -> Iterator[str]:
    parse = annotated.parse
    if token in annotated.marks:
        yield f"modality {annotated.marks[token].modality}"
    if parse.heads[token] == token:
        yield f"root {parse.lemmas[token].lower()}"
        yield f"root {parse.tags[token]}"
    if token in annotated.quoted_tokens:
        yield "quoted"
    if parse.pos[token] == "PROPN":
        yield "a name"
    elif token not in annotated.actors_at and parse.pos[token] not in WORDLESS:
        yield word(parse.lemmas[token])


def _of_place(whole: Page, sentence: Sentence) -> Iterator[str]:
    """Where it stands: what a report is about is told first, and in short reports each sentence tells something."""
    yield f"sentence {min(sentence.number, LATER) + 1}"
    yield f"of {min(len(whole.sentences), LONG) // STEP * STEP} or more"


def _of_candidates(annotated: Annotated, sentence: Sentence) -> Iterator[str]:
    """The types that a word may tell by a frame, and how states are hung on it."""
    parse = annotated.parse
    for token, types in sentence.could.items():
        beside = {parse.labels[c] for c in parse.children[token] if c in annotated.actors_at} & BESIDE
        for kind in types:
            yield f"could {kind}"
            yield from (f"could {kind}, {label} a state" for label in beside)


def _of_frames(sentence: Sentence) -> Iterator[str]:
    for match in sentence.matches:
        by, to = ("one" if states(fillers) else "nobody" for fillers in (match.actors, match.recipients))
        yield f"frame of {match.frame.type}"
        yield f"frame of {match.frame.type}, by {by} to {to}, lacks {len(match.missing)}"
        yield f"frame {match.frame.id}"
    for event in sentence.events:
        yield f"tells {event.type}"
        yield f"tells {event.type} of {min(len(states_dealing(event)), PAIR)}"


def _of_states(annotated: Annotated, whole: Page, sentence: Sentence) -> Iterator[str]:
    parse = annotated.parse
    yield f"{min(len(sentence.states), MANY)} states"
    yield f"{sum(state in sentence.states for state in whole.pair)} of the pair"
    for mention in (one for some in sentence.states.values() for one in some):
        label = parse.labels[mention.head]
        yield f"{label} of {parse.lemmas[parse.heads[mention.head]].lower()}"
        if mention.reach == "reference" and label.startswith("nsubj"):
            yield "subject by reference"


def word(lemma: str) -> str:
    """The trait of a word."""
    return f"word {lemma.lower()}"
