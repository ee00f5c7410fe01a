"""Words and phrases by their first word, and patterns with slots: what several areas of knowledge are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.tables import Row

SUBJECT, OBJECT = "subject", "object"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of lemmas, each with a code; the longest that begins at a token counts."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Phrases:
        """From (phrase, code) pairs; one phrase may bear several codes."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, code in pairs:
            words = tuple(phrase.lower().split())
            found.setdefault(words[0], []).append((words, code))
        return cls({first: tuple(sorted(some, key=lambda pair: (-len(pair[0]), pair))) for first, some in found.items()})

    def at(self, lemmas: Sequence[str], token: int) -> Iterator[tuple[str, int]]:
        """The codes of the phrases that begin at a token, each with the token after them; lemmas in lower case."""
        for words, code in self.by_first.get(lemmas[token], ()):
            if len(words) == 1 or tuple(lemmas[token : token + len(words)]) == words:
                yield code, token + len(words)

    def codes(self, lemmas: Sequence[str]) -> tuple[str, ...]:
        """The codes of all phrases in a run of lemmas, in the order met, each once."""
        return tuple(dict.fromkeys(code for token in range(len(lemmas)) for code, _ in self.at(lemmas, token)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A verb or noun with slots: ``slots`` gives (role, place), the place being subject, object or a preposition.

    ``needs`` are words that must stand below the head word: of "put pen to paper on A" they are pen and paper.
    ``texts``: only of agreements that are published rather than made; ``planned``: what it tells is still to come;
    ``active``: not in the passive ("the truce was left in tatters"); ``denied``: it tells that this was not done.
    """

    head: str
    code: str
    slots: tuple[tuple[str, str], ...]
    needs: tuple[str, ...] = ()
    texts: bool = False
    planned: bool = False
    active: bool = False
    denied: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All its words but the head: those of the idiom and the prepositions of the slots."""
        return frozenset(self.needs) | {word for _, place in self.slots for word in place.split()}


def pattern(text: str, code: str, row: Row) -> Pattern:
    """Read a pattern: words in capitals are roles, the word before one is its preposition (several joined by "_")."""
    words = text.split()
    head = next((n for n, word in enumerate(words) if not word.isupper()), None)
    if head is None:
        raise row.error(
            f"the pattern '{text}' has no word in small letters",
            "write the verb or noun and its slots: 'pull out_of A'",
        )
    slots: list[tuple[str, str]] = []
    needs: list[str] = []
    for n, word in enumerate(words):
        if word.isupper():
            place = SUBJECT if n < head else OBJECT if n == head + 1 else words[n - 1].replace("_", " ")
            slots.append((word.lower(), place))
        elif n != head and not (n + 1 < len(words) and words[n + 1].isupper()):
            needs.append(word)
    return Pattern(head=words[head], code=code, slots=tuple(slots), needs=tuple(needs))


def by_head(patterns: Iterable[Pattern]) -> Mapping[str, tuple[Pattern, ...]]:
    """Patterns by the word that triggers them."""
    found: dict[str, list[Pattern]] = {}
    for one in patterns:
        found.setdefault(one.head, []).append(one)
    return {head: tuple(some) for head, some in found.items()}
