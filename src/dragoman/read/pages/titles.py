"""The headline of a page: as printed above the report, checked against what the page calls itself elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence

from dragoman.read.pages.markup import Element, Markup, plain, texts, words

LONGEST = 300  # characters: a longer heading is a text
ALIKE = 0.5  # share of the words of the shorter: headlines and what is shown on social media differ in wording, not in subject
FEWEST_WORDS = 3  # a heading that nothing else confirms has at least so many words, or it is the name of a section
SEPARATOR = re.compile(r"\s+[|\u2502\uff5c•·»«\u2039\u203a:–—~-]+\s+|\s*[|\uff5c]\s*|[:\uff1a]\s*(?=\S)")
TELLING = 4  # letters: a shorter name is part of another by chance
LETTERS = re.compile(r"[^\W_]+")
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
STATED = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "title",
)


def find_title(tree: Element, markup: Markup, names: Collection[str]) -> str | None:
    """The headline, without the name of the site (``names``: how the site calls itself); None where the page has no title of any kind."""
    element = next(tree.iter("title"), None)
    named = [*texts(markup.report.get("headline")), *markup.meta(*STATED), *([words(element)] if element is not None else [])]
    stated = [title for title in (_without_site(html.unescape(one), names) for one in named) if title]
    headings = [heading for heading in _headings(tree, markup) if not _is_site(heading, names)]
    printed = _confirmed(headings, stated)
    if printed is None and len(headings) == 1 and _counted(headings[0]) >= FEWEST_WORDS:
        printed = headings[0]
    if printed is not None:
        return printed
    for title in stated:
        if CUT_OFF.search(title):  # a headline cut to a length: another may have all of it
            start = CUT_OFF.sub("", title)
            return next((other for other in stated if other.startswith(start) and not CUT_OFF.search(other)), title)
        return title
    return headings[0] if headings else None


def _headings(tree: Element, markup: Markup) -> Iterator[str]:
    """What is marked as headline, then the headings of the first rank."""
    found = [*markup.shown.get("headline", ()), *(words(element) for element in tree.iter("h1"))]
    yield from dict.fromkeys(heading for heading in found if 0 < len(heading) <= LONGEST)


def _confirmed(headings: Sequence[str], stated: Sequence[str]) -> str | None:
    """The heading most like one of the stated titles, the first of equals; None where none is like any."""
    best, most = None, ALIKE
    for heading in headings:
        likeness = max((_likeness(heading, title) for title in stated), default=0.0)
        if likeness > most or (best is None and likeness == most):
            best, most = heading, likeness
    return best


def _likeness(one: str, other: str) -> float:
    """The share of words in common, of the shorter; of one-word headings only equality counts."""
    a, b = _tokens(one), _tokens(other)
    if a == b:
        return 1.1
    small = min(len(a), len(b))
    return len(a & b) / small if small > 1 else 0.0


def _tokens(text: str) -> frozenset[str]:
    """Words, lower-cased; of scripts that set no spaces pairs of characters."""
    if EAST_ASIAN.search(text):
        letters = "".join(LETTERS.findall(text))
        return frozenset(letters[place : place + 2] for place in range(len(letters) - 1))
    return frozenset(word.lower() for word in LETTERS.findall(text))


def _counted(text: str) -> int:
    return len(_tokens(text))


def _key(text: str) -> str:
    key = "".join(LETTERS.findall(text.lower()))
    return key.removeprefix("the")


def _is_site(text: str, names: Collection[str]) -> bool:
    key = _key(text)
    return not key or any(key == _key(name) for name in names)


def _without_site(title: str, names: Collection[str]) -> str:
    """A title without the name of the site before or after it: "Talks open in Baku | World | Caspian Wire"."""
    title = plain(title)
    keys = {key for name in names if (key := _key(name))}
    while True:
        cuts = list(SEPARATOR.finditer(title))
        if cuts and _names_site(title[cuts[-1].end() :], keys):
            title = title[: cuts[-1].start()].rstrip()
        elif cuts and _names_site(title[: cuts[0].start()], keys):
            title = title[cuts[0].end() :].lstrip()
        elif cuts and "|" in cuts[-1][0] and len(title[: cuts[-1].start()]) > len(title[cuts[-1].end() :]):
            title = title[: cuts[-1].start()].rstrip()
        else:
            return title


def _names_site(part: str, keys: Collection[str]) -> bool:
    """Whether a part of a title is a name of the site, or most of one is the other."""
    key = _key(part)
    return key in keys or any(
        (len(name) >= TELLING and name in key and len(key) <= 2 * len(name)) or (len(key) >= TELLING and key in name) for name in keys
    )
