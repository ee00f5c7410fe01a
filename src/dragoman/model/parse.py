"""A parsed text: parallel arrays over tokens, with Universal Dependencies labels.

Relations follow UD version 2 in the enhanced-free, basic form: a preposition is the ``case`` of its noun, which is an ``obl`` of
a verb or an ``nmod`` of a noun; a copula is the ``cop`` of its predicate; the agent of a passive is ``obl:agent``; a noun's
possessor is ``nmod:poss``; a second object is ``iobj``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.model.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class Parse:
    """Parallel tuples, one entry a token, in text order.

    ``starts`` and ``ends`` are code points of the document's text; ``words`` the tokens as parsed (typographic marks made
    plain); ``lemmas`` lower-cased dictionary forms (proper names keep their case); ``tags`` Penn Treebank tags; ``pos`` UPOS;
    ``heads`` the index of the governor, a root's its own; ``labels`` UD relations; ``sentences`` half-open token ranges;
    ``paragraphs`` half-open token ranges, each made of whole sentences.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token its dependents, in text order."""
        found: list[list[int]] = [[] for _ in self.starts]
        for token, head in enumerate(self.heads):
            if head != token:
                found[head].append(token)
        return tuple(map(tuple, found))

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """For each token the half-open token range from its first to its last descendant, itself among them."""
        first, last = list(range(len(self))), list(range(len(self)))
        for low, high in self.sentences:
            pending = [len(self.children[token]) for token in range(low, high)]
            ready = [token for token in range(low, high) if not pending[token - low]]
            while ready:
                token = ready.pop()
                head = self.heads[token]
                if head == token or not low <= head < high:
                    continue
                first[head], last[head] = min(first[head], first[token]), max(last[head], last[token])
                pending[head - low] -= 1
                if not pending[head - low]:
                    ready.append(head)
        return tuple((a, b + 1) for a, b in zip(first, last, strict=True))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the index of its sentence."""
        found = [0] * len(self)
        for number, (low, high) in enumerate(self.sentences):
            found[low:high] = [number] * (high - low)
        return tuple(found)

    @cached_property
    def paragraph_of(self) -> tuple[int, ...]:
        """For each token the index of its paragraph."""
        found = [0] * len(self)
        for number, (low, high) in enumerate(self.paragraphs):
            found[low:high] = [number] * (high - low)
        return tuple(found)

    def span(self, low: int, high: int) -> Span:
        """The text from token ``low`` up to token ``high``, which is not part of it."""
        return Span(self.starts[low], self.ends[high - 1])

    def token_span(self, token: int) -> Span:
        """The text of one token."""
        return Span(self.starts[token], self.ends[token])

    def sentence_span(self, token: int) -> Span:
        """The text of the sentence in which a token stands."""
        return self.span(*self.sentences[self.sentence_of[token]])

    def subtree_span(self, token: int) -> Span:
        """The text from the first to the last descendant of a token."""
        return self.span(*self.edges[token])

    def tokens_in(self, span: Span) -> range:
        """The tokens that share at least one code point with a span."""
        low = bisect_right(self.starts, span.start) - 1
        if low < 0 or self.ends[low] <= span.start:
            low += 1
        return range(low, bisect_right(self.starts, span.end - 1)) if span.end > span.start else range(low, low)

    def head_of(self, span: Span) -> int:
        """The token inside a span whose governor lies outside it (the first one, if several do); -1 for none."""
        tokens = self.tokens_in(span)
        for token in tokens:
            head = self.heads[token]
            if head == token or head not in tokens:
                if self.labels[token] in {"punct", "case", "det"} and len(tokens) > 1:
                    continue
                return token
        return tokens[-1] if tokens else -1

    def dependents(self, token: int, *labels: str) -> Iterator[int]:
        """The dependents of a token that bear one of the labels; a label also takes its subtypes (``nsubj:pass``)."""
        bears = self.labels
        for child in self.children[token]:
            label = bears[child]
            if label in labels or (":" in label and label.partition(":")[0] in labels):
                yield child

    def dependent(self, token: int, *labels: str) -> int | None:
        """The first such dependent, if there is one."""
        bears = self.labels
        for child in self.children[token]:  # not by ``dependents``: this is asked most often of all
            label = bears[child]
            if label in labels or (":" in label and label.partition(":")[0] in labels):
                return child
        return None

    def ancestors(self, token: int) -> Iterator[int]:
        """The governors of a token, from the nearest to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token
