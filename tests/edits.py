"""Edits that agencies and newspapers make to one report: a generator of near copies, for the tests and for eval/copies.py.

Each edit takes the paragraphs of a report, those of another report that new matter is taken from, and a source of chance; it gives
the text as it goes out next. How much is kept, cut or added is drawn anew each time.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence

Paragraphs = Sequence[str]
Edit = Callable[[Paragraphs, Paragraphs, random.Random], list[str]]

SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“A-Z])")
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
STYLE: Mapping[str, str] = {  # house style and small second thoughts
    "said": "told reporters",
    "told reporters": "said",
    "however": "but",
    "also": "further",
    "United States": "U.S.",
    "U.S.": "American",
    "percent": "per cent",
    "per cent": "pct",
    "about": "some",
    "more than": "over",
    "earlier": "previously",
    "after": "following",
    "talks": "discussions",
    "meeting": "talks",
    "according to": "as reported by",
    "Monday": "on Monday",
    "agreed": "decided",
    "which": "that",
    "because": "since",
    "would": "will",
    "officials": "sources",
}
NOTES = ("(Corrects figure in second paragraph)", "(Adds quotes, background)", "(Updates with reaction)", "(Recasts, adds details)")
FOOTERS = ("Reporting by Ann Marsh; Editing by Tom Wood", "Additional reporting by Leyla Aras", "All rights reserved.")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a report; of one printed in a single block, its sentences two by two."""
    found = [part.strip() for part in text.splitlines() if part.strip()]
    if len(found) >= 4:
        return found
    sentences = [sentence for part in found for sentence in SENTENCE.split(part) if sentence.strip()]
    return [" ".join(sentences[place : place + 2]) for place in range(0, len(sentences), 2)]


def _some(new: Paragraphs, least: int, most: int, chance: random.Random) -> list[str]:
    """A few paragraphs of other matter, one after the other; never so much that the other report is copied as well."""
    size = min(max(1, len(new) // 3), chance.randint(least, most))
    start = chance.randrange(len(new) - size + 1)
    return list(new[start : start + size])


def cut(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """A newspaper prints the first part of it."""
    return list(old[: max(2, round(len(old) * chance.uniform(0.35, 0.8)))])


def trim(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """Paragraphs are taken out here and there."""
    kept = [part for part in old if chance.random() > 0.3]
    return kept if len(kept) > 1 else list(old[:2])


def update(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:
    """The next take: a recast first paragraph, news of the last hour put in, the end dropped."""
    rest = list(old[1 : max(2, round(len(old) * chance.uniform(0.75, 1.0)))])
    place = chance.randrange(len(rest) + 1)
    return [restyle([old[0]], 0.9, chance)[0], *rest[:place], *_some(new, 1, max(1, len(old) // 4), chance), *rest[place:]]


def new_lead(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:
    """A new beginning over the old story."""
    gone = chance.randint(1, max(1, len(old) // 4))
    return [*_some(new, 1, max(1, len(old) // 3), chance), *old[gone:]]


def add(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:
    """Background is added at the end, up to as much again."""
    return [*old, *_some(new, 1, len(old), chance)]


def headline(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """Another headline and byline above, a credit below."""
    return ["Ministers Meet As Talks Go On", "By Leyla Aras", *old, chance.choice(FOOTERS)]


def figure(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """A corrected re-issue: one figure or two are other ones, and a note says so."""
    left = chance.randint(1, 2)
    out = []
    for part in old:
        changed, count = NUMBER.subn(lambda _: str(chance.randint(2, 99)), part, count=left)
        left -= count
        out.append(changed)
    return [chance.choice(NOTES), *out]


def reorder(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """The paragraphs after the first come in another order."""
    return [old[0], *chance.sample(old[1:], len(old) - 1)]


def restyle(old: Paragraphs, share: float, chance: random.Random) -> list[str]:
    """House style: some of the words that STYLE knows are replaced."""
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(STYLE, key=len, reverse=True))) + r")(?!\w)")
    return [pattern.sub(lambda found: STYLE[found[0]] if chance.random() < share else found[0], part) for part in old]


def house_style(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:  # noqa: ARG001 -- an Edit
    """The whole in the style of another house."""
    return restyle(old, 0.8, chance)


def rewritten_cut(old: Paragraphs, new: Paragraphs, chance: random.Random) -> list[str]:
    """A newspaper's own version: cut, in its style, with a paragraph of its own."""
    return [*restyle(cut(old, new, chance), 0.5, chance), *_some(new, 1, 1, chance)]


EDITS: Mapping[str, Edit] = {
    "cut": cut,
    "trim": trim,
    "update": update,
    "new lead": new_lead,
    "added paragraphs": add,
    "headline": headline,
    "corrected figure": figure,
    "reordered": reorder,
    "house style": house_style,
    "rewritten cut": rewritten_cut,
}


def edited(text: str, other: str, edit: str, chance: random.Random) -> str:
    """The report after one edit; ``other`` is where new matter comes from."""
    return "\n".join(EDITS[edit](paragraphs_of(text), paragraphs_of(other), chance)) + "\n"
