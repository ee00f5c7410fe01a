"""What reported words are about: the claims that they express, and their topics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.claim import AnyClaim, Statement, Step
from dragoman.model.text import Span


class Contents:
    """The claims of a document that its statements may be about, in text order, and the words that may tell a topic."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge, claims: Sequence[AnyClaim]) -> None:
        self.parse = annotated.parse
        self.knowledge = knowledge
        self.claims = sorted((c for c in claims if not isinstance(c, Statement)), key=_trigger)
        self.named = frozenset(t for m in annotated.actors if m.reach == "name" for t in self.parse.tokens_in(m.span))

    def about(self, words: Sequence[Span], trigger: Span) -> tuple[str, ...]:
        """The claims that the words express, and those that the speech itself is, in text order."""
        found: dict[str, None] = {}
        for span in sorted([*words, trigger]):
            for claim in self.claims[bisect_left(self.claims, span.start, key=lambda c: c.trigger.start) :]:
                if claim.trigger.start >= span.end:
                    break
                if span.contains(claim.trigger):
                    found[claim.id] = None
        return tuple(found)

    def topics(self, words: Sequence[Span], about: Sequence[str]) -> tuple[str, ...]:
        """What the words tell but for names ("the defence minister"), and what the agreements are about that they speak of."""
        lemmas = [
            "" if t in self.named or self._is_of_name(t) else self.parse.lemmas[t].lower()
            for span in words
            for t in self.parse.tokens_in(span)
        ]
        steps = [claim for claim in self.claims if isinstance(claim, Step) and claim.id in about]
        agreed = dict.fromkeys(topic for step in steps for topic in step.topics)
        return tuple(dict.fromkeys(self.knowledge.topics.of_words(lemmas)) | agreed)

    def _is_of_name(self, token: int) -> bool:
        """Whether a word is a part of a longer name: "Nippon Mining"."""
        around = self.parse.pos[max(0, token - 1) : token + 2]
        return self.parse.pos[token] == "PROPN" and around.count("PROPN") > 1


def _trigger(claim: AnyClaim) -> tuple[int, int, str]:
    return claim.trigger.start, claim.trigger.end, claim.id
