"""Where names of places stand in a text: the longest names that the tables have, and proper names with a kind of place in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.knowledge.rows.names import SHORT, plain
from dragoman.knowledge.rows.places import FIRST, Places
from dragoman.model.parse import Parse
from dragoman.model.text import Span

PROPER = frozenset({"NNP", "NNPS"})
AROUND = 24  # code points: the first half of a compound is a word of about this length at most
LONGEST_RUN = 4  # tokens before a kind of place: longer runs of proper nouns are headings


@dataclass(slots=True, kw_only=True)
class Toponym:
    """A name on the tokens ``low`` up to ``high``, with the places it may mean, best known first; none if no table has it.

    ``base`` is the name without ``kind``, a kind of place that was added to it ("Akita Prefecture"); ``kind`` may be empty.
    """

    low: int
    high: int
    head: int
    span: Span
    numbers: tuple[int, ...]
    base: str
    kind: str = ""


def find_toponyms(text: str, parse: Parse, places: Places) -> list[Toponym]:
    """All names of places in the parsed parts of a text, in text order, without overlap; nothing is decided yet."""
    plain_text = plain(text)
    found: list[Toponym] = []
    for low, high in parse.sentences:
        end = parse.ends[high - 1]
        token = low
        while token < high:
            word = parse.words[token]
            if word[0].isupper() or word in places.several:
                span = _longest(plain_text, parse.starts[token], parse.ends[token], end, places)
                if span is not None:
                    token = _add(found, plain_text, parse, span, token, places)
                    continue
            token += 1
    return found


def _add(found: list[Toponym], text: str, parse: Parse, span: Span, token: int, places: Places) -> int:
    """Add a name of the tables, and return the token after it. A proper name that goes on with a kind of place takes it in."""
    high = token + 1
    while high < len(parse) and parse.starts[high] < span.end:
        high += 1
    base = span.of(text)
    numbers = places.called(base) or places.titled(base.title())
    kind = ""
    inside = high < len(parse) and parse.sentence_of[high] == parse.sentence_of[token]
    if inside and parse.words[high] in places.words.endings and not _goes_on(parse, high + 1):
        kind = parse.words[high]
        high += 1
        span = Span(span.start, parse.ends[high - 1])
    found.append(Toponym(low=token, high=high, head=head_of(parse, token, high), span=span, numbers=numbers, base=base, kind=kind))
    return high


def head_of(parse: Parse, low: int, high: int) -> int:
    """The token that heads a name."""
    return low if high - low == 1 else parse.head_of(parse.span(low, high))


def _goes_on(parse: Parse, token: int) -> bool:
    return token < len(parse) and parse.tags[token] in PROPER and parse.words[token][0].isupper()


def _longest(text: str, start: int, stop: int, end: int, places: Places) -> Span | None:
    """The longest name that starts here and ends at the end of a word, at most at ``end``; capitals only count as well."""
    word = text[start:stop]
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        before = text[max(0, start - AROUND) : start - 1].rpartition(" ")[2]
        if before.lower() not in places.words.directions:
            return None  # the second half of a compound: "euro-Atlantic"
    loud = word.isupper()
    first = word if word.isalnum() else FIRST.match(word)
    key = first if isinstance(first, str) else first.group() if first else ""
    lengths = places.several.get(key, 0) or (places.several.get(key.title(), 0) if loud else 0)
    while lengths:
        length = lengths.bit_length() - 1
        lengths ^= 1 << length
        place = start + length
        if place > end or place <= stop - 1 or (place < end and text[place].isalnum()):
            continue
        form = text[start:place]
        if form in places.numbers or form in places.titles or (loud and form.isupper() and places.titled(form.title())):
            return Span(start, place)
    if word in places.numbers or (loud and len(word) >= SHORT and places.titled(word.title())):
        touched = (start and text[start - 1].isalnum()) or (stop < len(text) and text[stop].isalnum())
        return None if touched else Span(start, stop)
    return None


def _run_before(parse: Parse, token: int, taken: Collection[int]) -> int:
    """The first token of the run of proper nouns before a token, in its sentence."""
    low, first = token, parse.sentences[parse.sentence_of[token]][0]
    while low > first and token - low < LONGEST_RUN and low - 1 not in taken and _goes_on(parse, low - 1):
        low -= 1
    return low


def find_kinds(parse: Parse, places: Places, taken: frozenset[int]) -> Iterator[Toponym]:
    """Proper names that no table has but that hold a kind of place: "Swat Valley", "Fort Hood". ``taken`` are tokens of other names."""
    words, used = places.words, 0
    ends = words.others | places.beginnings
    for token, word in enumerate(parse.words):
        if token in taken or token < used:
            continue
        if word in words.endings and parse.tags[token] in PROPER and not _goes_on(parse, token + 1):
            low = _run_before(parse, token, taken)
            cut = low - 1 in taken and _goes_on(parse, low - 1)
            if max(low, used) < token and not cut and parse.words[low].lower() not in words.persons:
                low, used = max(low, used), token + 1
                yield _unknown(parse, low, token + 1, parse.words[token - 1])
        elif word in places.beginnings and parse.tags[token] in PROPER | {"NN"}:
            start = token + 1
            if start < len(parse) and parse.lemmas[start] == "of":
                phrase, start = f"{word} of", start + 1
            else:
                phrase = word
            high, last = start, min(start + LONGEST_RUN, len(parse))
            while high < last and high not in taken and _goes_on(parse, high) and parse.words[high] not in ends:
                high += 1
            if phrase in words.beginnings and high > start:
                used = high
                yield _unknown(parse, token, high, parse.words[start])


def find_unknown(parse: Parse, places: Places, taken: Collection[int]) -> Iterator[Toponym]:
    """Proper names after a preposition of place and before a comma, where a name of what holds them may follow: "in Cellardyke, Fife"."""
    for comma, word in enumerate(parse.words):
        if word != "," or comma == 0 or parse.tags[comma - 1] not in PROPER:
            continue
        low = _run_before(parse, comma, taken)
        of_name = low > 1 and parse.lemmas[low - 1] == "of" and _goes_on(parse, low - 2)  # "the Ministry of Health"
        if 0 < low < comma and parse.lemmas[low - 1] in places.words.exact and not of_name and parse.words[low] not in places.words.wary:
            yield _unknown(parse, low, comma, parse.words[low])


def _unknown(parse: Parse, low: int, high: int, base: str) -> Toponym:
    return Toponym(low=low, high=high, head=head_of(parse, low, high), span=parse.span(low, high), numbers=(), base=base)
