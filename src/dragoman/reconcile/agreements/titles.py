"""What a title or describing phrase tells of which agreement it is, and how alike two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.knowledge.rows.records import Records

PARTIES = re.compile(r"\s*\([^()]*\)$")  # by which a report's names of several agreements are told apart: "deal (Chad, Niger)"
WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
GENERAL_WEIGHT = 0.3  # of a word that many agreements share, beside 1 for one that few do
PLURAL_LENGTH = 4  # letters: shorter words that end in s are no plurals


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title, read.

    ``words`` tell which agreement it is, each with its weight; ``names`` are those written with a capital (Shusha, START);
    ``numbers`` are years and other numbers in it; ``kind`` is told by its noun, which ``plural`` says may mean several.
    """

    text: str
    words: tuple[tuple[str, float], ...]
    names: frozenset[str]
    numbers: frozenset[str]
    kind: str | None
    plural: bool = False

    @property
    def weight(self) -> float:
        """How much the words tell together; 0 for "the agreement"."""
        return sum(weight for _, weight in self.words)


def title_of(text: str, lexicon: Records) -> Title:
    """Read a title; the parties in brackets after it are no words of it."""
    told = PARTIES.sub("", text) or text
    words: dict[str, float] = {}
    names: set[str] = set()
    numbers: set[str] = set()
    kind: str | None = None
    plural, last = False, ""
    for place, match in enumerate(WORDS.finditer(told)):
        written = match[0].replace("’", "'").removesuffix("'s")
        word = _singular(written.lower())
        numbered, last = last in lexicon.parts, word
        if numbered and written.lower() in lexicon.numerals:
            numbers.add(lexicon.numerals[written.lower()])
        elif word in lexicon.kinds:
            kind = kind or lexicon.kinds[word]
            plural = plural or word != written.lower()
        elif written.isdigit():
            numbers.add(written)
        elif not (word in lexicon.empty or written.lower() in lexicon.empty or written.lower() in lexicon.states or word in lexicon.states):
            words[word] = GENERAL_WEIGHT if word in lexicon.general or written.lower() in lexicon.general else 1.0
            if written[0].isupper() and (place or not written.istitle() or told.istitle() or _named(told)):
                names.add(word)
    return Title(
        text=text, words=tuple(sorted(words.items())), names=frozenset(names), numbers=frozenset(numbers), kind=kind, plural=plural
    )


def _named(text: str) -> bool:
    """Whether the phrase is a name: its second word too has a capital ("Shusha Declaration")."""
    return len(text.split()) > 1 and text.split()[1][:1].isupper()


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= PLURAL_LENGTH and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def likeness(a: Title, b: Title) -> float | None:
    """How alike two titles are, from 0 to 1; None where one tells nothing.

    Words in common by weight: half their share of the shorter title, half that of both. Names weigh double: two names with nothing in
    common are two agreements.
    """
    if not a.words or not b.words:
        return None
    if a.names and b.names and not a.names & b.names:
        return 0.0
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return 0.0
    left, right = dict(a.words), dict(b.words)
    common = sum(left[word] * (2 if word in a.names & b.names else 1) for word in left.keys() & right.keys())
    if not common:
        return 0.0
    both = a.names & b.names
    first = sum(weight * (2 if word in both else 1) for word, weight in a.words)
    second = sum(weight * (2 if word in both else 1) for word, weight in b.words)
    return 0.5 * common / min(first, second) + 0.5 * common / (first + second - common)
