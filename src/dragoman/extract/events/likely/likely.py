"""The events that a sentence probably tells, though no frame tells them whole, and those that it hardly tells, though a frame does.

A frame finds an event where it knows the construction and both parties. Much of what reports tell is told in words and ways that no
table has, or with parties that stand elsewhere. Here the whole sentence is judged by its traits, then the states near it by theirs: which
types it tells at all, and for each, who does it to whom. Both are logistic regressions over traits that can be read
(``knowledge/lang/<xx>/weights/``); docs/decisions/0016-likely-events.md tells how the weights came about and what they gain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.background import is_background
from dragoman.extract.events.coding import MATERIAL, PROMISE, act_of, is_announced, is_decreed
from dragoman.extract.events.frames.match import Match
from dragoman.extract.events.frames.matcher import Matcher
from dragoman.extract.events.likely.sentences import PAIR, Sentence, page, traits, word
from dragoman.extract.events.likely.sides import sides, surely
from dragoman.extract.events.likely.together import OF_TYPES, likelihoods
from dragoman.extract.events.merging import LIKELY
from dragoman.extract.parties import party_of, state_party
from dragoman.extract.place import place_of
from dragoman.extract.scope import states_dealing
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Event, Party, Role, claim_id
from dragoman.model.mention import Modality
from dragoman.model.ports import Trace

VERSION = 1
ENOUGH = 0.3  # likelihood of an event, of its type times of its parties; chosen on reports that the weights were not learned from
DOUBTFUL = (0.1, 0.3)  # likelihood below which a frame is not believed; in reports on markets
SENSED = (0.04, 0.3)  # the same where the encoder judges too
MARKETS = (
    0.025  # share of a report's words that are of markets, from which it names states for all sorts of reasons: only frames tell events
)
SHORTEST = 3  # sentences of a report: weights were learned in whole reports, where most of what a sentence means stands around it
HOPELESS = -1.8  # log odds of the likeliest type, by its traits: of a sentence of which all are lower the encoder is not asked
POSSIBLE = 0.1  # what is less likely is not looked into, nor explained
FRIENDLY = frozenset({1, 2})  # quad classes: what of these did not happen, is none


class Likely:
    """Weighs the sentences of one document, after ``matches`` and ``events`` were found by frames.

    Of what frames ``ruled_out``, by the triggers of their matches, nothing more is told: they know better there.
    """

    def __init__(
        self,
        annotated: Annotated,
        knowledge: Knowledge,
        matcher: Matcher,
        matches: Sequence[Match],
        events: Sequence[Event],
        ruled_out: frozenset[int],
    ) -> None:
        self._ruled_out = ruled_out
        self._annotated, self._knowledge = annotated, knowledge
        self._weights = knowledge.weights
        self._events = events
        self._page = page(annotated, matcher, matches, events)
        self._on_markets = _is_on_markets(annotated, knowledge)
        self._is_weighed = len(self._page.sentences) >= SHORTEST and bool(self._weights.types.outcomes)
        self._known: dict[int, NDArray[np.float32]] = {}  # likelihoods by sentence

    def believed(self, trace: Trace | None = None) -> Iterator[Event]:
        """The events that frames told, in their order, without those that all else in their sentences speaks against."""
        least = (SENSED if self._annotated.senses else DOUBTFUL)[self._on_markets]
        for event in self._events:
            likelihood = self._of_told(event)
            if likelihood >= least:
                yield event
                if trace is not None:
                    trace.matched(event.made_by, event.trigger)
            elif trace is not None:
                trace.almost(event.made_by, event.trigger, f"likelihood {least}, has {likelihood:.2f}")

    def _of_told(self, event: Event) -> float:
        """How likely an event is that a frame told, by the traits of its sentence and of the states that deal with each other."""
        dealing, types = states_dealing(event), self._weights.types
        if not self._is_weighed or len(dealing) < PAIR or event.type not in types.outcomes:
            return 1.0
        parse = self._annotated.parse
        sentence = self._page.sentences[parse.sentence_of[parse.tokens_in(event.trigger)[0]]]
        likelihood = float(self._likely(sentence)[types.outcomes.index(event.type)])
        return likelihood * surely(self._annotated, self._page, sentence, event.type, dealing, self._weights.sides)

    def _likely(self, sentence: Sentence) -> NDArray[np.float32]:
        """How likely a sentence tells an event of each type."""
        if sentence.number not in self._known:
            types, senses = self._weights.types, self._annotated.senses
            odds = types.odds(traits(self._annotated, self._page, sentence))
            asked = len(senses) > 0 and float(odds.max()) > HOPELESS
            sensed = [senses[sentence.number].types[kind] for kind in types.outcomes] if asked else None
            self._known[sentence.number] = likelihoods(odds, sensed, OF_TYPES)
        return self._known[sentence.number]

    def events(self, trace: Trace | None = None) -> Iterator[Event]:
        """The likely events of types that no frame has told of their sentence with two states, in text order."""
        types = self._weights.types
        if not self._is_weighed or self._on_markets:
            return
        for sentence in self._page.sentences:
            if not sentence.states and not self._page.pair:
                continue
            told = {event.type for event in sentence.events if len(states_dealing(event)) > 1}
            told |= {match.frame.type for match in sentence.matches if match.trigger in self._ruled_out}
            likelihoods = self._likely(sentence)
            for place in (likelihoods >= POSSIBLE).nonzero()[0]:
                if types.outcomes[place] not in told:
                    yield from self._event(sentence, types.outcomes[place], float(likelihoods[place]), trace)

    def _event(self, sentence: Sentence, kind: str, likelihood: float, trace: Trace | None) -> Iterator[Event]:
        who = sides(self._annotated, self._page, sentence, kind, self._weights.sides)
        trigger = self._trigger(sentence, kind)
        rule, span = f"{LIKELY}{kind.lower()}/{VERSION}", self._annotated.parse.token_span(trigger)
        score = likelihood * who.sure if who is not None else 0.0
        if who is None or score < ENOUGH:
            if trace is not None:
                trace.almost(rule, span, "two parties" if who is None else f"likelihood {ENOUGH}, has {score:.2f}")
            return
        people = (*self._parties("actor", who.actors, sentence), *self._parties("recipient", who.recipients, sentence))
        half = next((event for event in sentence.events if event.type == kind), None)
        found = self._built(kind, trigger, people) if half is None else self._with(half, people)
        if found is None:
            return
        if trace is not None:
            trace.matched(rule, span)
        yield replace(found, made_by=rule, score=round(score, 3))

    def _with(self, half: Event, people: tuple[Party, ...]) -> Event:
        """An event that a frame told of one state only, or of none, with both."""
        return replace(half, parties=people, id=claim_id(self._annotated.document.id, "event", half.type, None, half.evidence, people))

    def _built(self, kind: str, trigger: int, people: tuple[Party, ...]) -> Event | None:
        """The event with its time, place and modality; None where it is asked, only denied, or a kindness that is only possible.

        What is friendly and will be is an agreement; of other friendly types what a purpose names is not planned ("sent men to help").
        """
        annotated, knowledge = self._annotated, self._knowledge
        mark = annotated.marks.get(trigger)
        modality: Modality = "asserted" if mark is None else mark.modality
        friendly = knowledge.events.types[kind].quad in FRIENDLY
        done = friendly and kind != PROMISE
        if mark is not None and (mark.question or (modality == "denied" and friendly) or (modality == "conditional" and done)):
            return None
        if mark is not None and done and modality == "planned":
            kind, modality = (PROMISE, modality) if is_announced(annotated, mark) else (kind, "asserted")
        code = knowledge.events.types[kind]
        deed = code.quad in MATERIAL
        when = when_of(annotated, trigger, knowledge, deed=deed and annotated.parse.pos[trigger] == "NOUN", said=True)
        published = annotated.document.published
        ahead = bool(published and when.start and when.start > published)
        if deed and modality == "asserted" and ahead:
            modality = "planned"
        elif mark is not None and not ahead and is_decreed(annotated, knowledge.events, kind, mark):
            modality = "asserted"
        evidence = (annotated.parse.sentence_span(trigger),)
        return Event(
            id=claim_id(annotated.document.id, "event", kind, None, evidence, people),
            evidence=evidence, trigger=annotated.parse.token_span(trigger), parties=people, when=when, place=place_of(annotated, trigger),
            modality=modality, background=is_background(annotated, trigger, when, knowledge, act_of(code, modality, people)),
            made_by="", score=0.0, type=kind, cameo=code.cameo, quad=code.quad, intensity=code.score,
        )  # fmt: skip

    def _parties(self, role: Role, states: Sequence[str], sentence: Sentence) -> Iterator[Party]:
        """The parties by their words in the sentence; who is not named there has no span."""
        for state in states:
            here = sentence.states.get(state)
            yield party_of(role, here[0]) if here else state_party(role, state, None, self._knowledge)

    def _trigger(self, sentence: Sentence, kind: str) -> int:
        """The word that tells the event: of a frame matched, of a frame that could be, else that which speaks most for the type.

        Of the last a verb is preferred, whose clause gives time and modality.
        """
        for match in sentence.matches:
            if match.frame.type == kind:
                return match.trigger
        parse, tokens = self._annotated.parse, range(sentence.low, sentence.high)
        if (first := next((token for token, types in sentence.could.items() if kind in types), None)) is not None:
            return first
        types = self._weights.types
        column = types.outcomes.index(kind)
        verbs = [token for token in tokens if parse.pos[token] == "VERB"]
        return max(verbs or tokens, key=lambda token: types.weight(word(parse.lemmas[token]), column))


def _is_on_markets(annotated: Annotated, knowledge: Knowledge) -> bool:
    """Whether a report is one on markets, crops or companies, by its words."""
    words = [lemma.lower() for lemma in annotated.parse.lemmas if lemma.isalpha()]
    of_markets = knowledge.events.classes.get("of-markets", frozenset())
    return sum(word in of_markets for word in words) > MARKETS * len(words)
