"""Phrases that name an organ, an office or people of a state, and whose they are: "the Turkish National Defence Ministry"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dragoman.annotate.names import Hit
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.parse import Parse

LEFT = 9  # tokens looked at before a phrase: "Turkey's recently appointed first deputy prime minister"
RIGHT = 5  # tokens between "of" and the state: "of the newly independent state of Georgia"
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
PARTICIPLES = frozenset({"VBN", "VBG", "VBD", "JJ"})
PROPER = frozenset({"NNP", "NNPS"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
GOVERNING = frozenset({"GOV", "MIL", "LEG"})  # sectors of those who act "in Kyiv" for the state
ENVOYS = frozenset({"ambassador", "ambassador to the UN"})
SPEAKING_FOR = frozenset(
    {
        "foreign ministry spokesperson",
        "defence ministry spokesperson",
        "government spokesperson",
        "presidential spokesperson",
        "special envoy",
        "nuclear negotiator",
    }
)
OWNING = frozenset({"state", "adjective", "people", "metonym", "organisation", "group", "person", "surname", "capital"})


@dataclass(slots=True, kw_only=True)
class Core:
    """An organ or office phrase on the tokens ``low`` up to ``high``; ``owners`` are the names of those it belongs to.

    ``left`` and ``right`` bound the whole noun phrase with its owner; ``pronoun`` is a possessive before it, ``definite`` tells
    an article, ``bare`` that nothing but the phrase is there; ``within`` is an organ phrase that modifies it,
    ``behind`` one that stands further left in the same noun phrase.
    """

    low: int
    high: int
    head: int
    phrases: tuple[Phrase, ...]
    left: int
    right: int
    owners: list[Hit] = field(default_factory=list)
    pronoun: int | None = None
    definite: bool = False
    past: bool = False
    within: Phrase | None = None
    behind: Core | None = None


def find_cores(parse: Parse, actors: Actors, at: Mapping[int, Hit]) -> list[Core]:
    """All organ and office phrases in text order, each with its owners; of phrases in a row the last one is the head."""
    cores = _chained(parse, _matches(parse, actors, at))
    known: dict[int, Core] = {}
    covering = {token: core for core in cores for token in range(core.low, core.high)}
    for core in reversed(cores):
        _own_left(parse, actors, at, covering, core)
        if not core.owners and core.pronoun is None:
            _own_right(parse, actors, at, known, core)
        known.update(dict.fromkeys(range(core.left, core.high), core))
    ends = {core.high: core for core in cores}
    for core in cores:  # "the Turkish army's chief of staff": the owner of the army is that of its chief
        before = ends.get(core.left - 1) if core.left > 0 and parse.tags[core.left - 1] == "POS" else None
        if before is not None and not core.owners and before.owners:
            core.owners, core.left = before.owners, before.left
    return cores


def _matches(parse: Parse, actors: Actors, at: Mapping[int, Hit]) -> list[Core]:
    phrases = actors.phrases
    words = [word.lower() for word in parse.words]
    found: list[Core] = []
    for first, last in parse.sentences:
        token = first
        while token < last:
            some, more = (
                phrases.get(words[token]),
                phrases.get(parse.lemmas[token]) if parse.tags[token] == "NNS" else None,
            )
            if some is None or (more is not None and more is not some):
                some = tuple(sorted((*(some or ()), *(more or ())), key=lambda p: -len(p.words)))
            core = _match(parse, words, some, token, last, at, phrases) if some else None
            if core is None:
                token += 1
                continue
            core = _longer(parse, words, core, last, at, phrases) or core
            found.append(core)
            token = core.high
    return found


def _longer(
    parse: Parse,
    words: list[str],
    core: Core,
    last: int,
    at: Mapping[int, Hit],
    phrases: Mapping[str, tuple[Phrase, ...]],
) -> Core | None:
    """The office that begins within an organ's words and ends after them: in "the U.S. Treasury Secretary" the office wins."""
    if core.phrases[0].kind == "office":
        return None
    for token in range(core.low + 1, core.high):
        some = phrases.get(words[token])
        office = _match(parse, words, some, token, last, at, phrases) if some else None
        if office is not None and office.high > core.high and office.phrases[0].kind == "office":
            return office
    return None


def _match(
    parse: Parse,
    words: list[str],
    some: tuple[Phrase, ...],
    token: int,
    last: int,
    at: Mapping[int, Hit],
    starts: Collection[str],
) -> Core | None:
    fitting: list[Phrase] = []
    for phrase in some:
        length = len(phrase.words)
        if fitting and length < len(fitting[0].words):
            break
        if token + length <= last and _fits(parse, words, phrase, token):
            fitting.append(phrase)
    if not fitting:
        return None
    fitting.sort(
        key=lambda phrase: phrase.kind != "office"
    )  # "presidents" are those of states before they are officials
    high = token + len(fitting[0].words)
    covering = at.get(token)
    if covering is not None and covering.low <= token and high <= covering.high:
        return None
    if (fitting[0].exact is None and not any(parse.tags[t] in NOUNS for t in range(token, high))) or any(
        parse.tags[t] == "MD" for t in range(token, high)
    ):
        return None
    if (
        fitting[0].kind != "office"
        and high < last
        and parse.tags[high - 1] in PROPER
        and parse.tags[high] in PROPER
        and high not in at
        and parse.labels[high - 1] == "compound"
        and words[high] not in starts
    ):
        return None  # "the National Association": a part of another name
    if (
        fitting[0].kind == "people"
        and parse.tags[token] in PROPER
        and high < last
        and parse.tags[high] in PROPER
        and high not in at
    ):
        return None  # "National Security Affairs"
    head = parse.head_of(parse.span(token, high)) if high - token > 1 else token
    within = next(
        (
            p
            for p in some
            if p.alone and p.kind == "organ" and len(p.words) < high - token and _fits(parse, words, p, token)
        ),
        None,
    )
    return Core(
        low=token,
        high=high,
        head=head,
        phrases=tuple(fitting),
        left=token,
        right=high,
        within=within if fitting[0].kind == "office" else None,
    )


def _fits(parse: Parse, words: list[str], phrase: Phrase, token: int) -> bool:
    if phrase.exact is not None:
        return all(
            parse.words[token + n] == word
            or (len(phrase.words) > 1 and not word.isupper() and words[token + n] == word.lower())
            for n, word in enumerate(phrase.exact)
        )
    for n, word in enumerate(phrase.words):
        if words[token + n] != word and parse.lemmas[token + n].lower() != word:
            return False
    return True


def _chained(parse: Parse, cores: list[Core]) -> list[Core]:
    """Phrases that follow each other in one noun phrase become one, headed by the last."""
    found: list[Core] = []
    for core in cores:
        before = found[-1] if found else None
        if (
            before is not None
            and before.high == core.low
            and parse.labels[before.head] in {"compound", "amod", "nmod"}
            and before.phrases[0].kind != "office"
        ):
            found.pop()
            core.within, core.low = before.within or before.phrases[0], before.low
            core.left = core.low
        found.append(core)
    return found


def _own_left(parse: Parse, actors: Actors, at: Mapping[int, Hit], covering: Mapping[int, Core], core: Core) -> None:
    """Look for owners before the phrase, and set where the whole phrase begins."""
    words = actors.words
    first = parse.sentences[parse.sentence_of[core.low]][0]
    inner = next(
        (at[t] for t in range(core.low, core.high) if t in at and at[t].high <= core.high), None
    )  # "the Kremlin leader"
    if (
        inner is not None
        and not core.phrases[0].alone
        and not (core.phrases[0].office in ENVOYS and inner.senses[0].kind == "organisation")
    ):
        core.owners = [inner]
    place, stop = core.low - 1, max(first, core.low - LEFT)
    while place >= stop:
        hit = at.get(place)
        if hit is not None:
            if hit.senses[0].kind not in OWNING or (core.owners and hit.high != core.left):
                return
            if hit.senses[0].kind == "organisation" and core.phrases[0].office in ENVOYS:  # "China's UN ambassador"
                core.left, place = hit.low, hit.low - 1
                continue
            dash = parse.words[hit.high] == "-" if hit.high < len(parse) else False
            follower = parse.words[hit.high + 1].lower() if dash and hit.high + 1 < core.high else ""
            if (
                dash
                and hit.high + 1 not in at
                and follower not in words.lead
                and parse.tags[hit.high + 1] in PARTICIPLES
            ):
                place = hit.low - 1
                continue
            if (
                hit.high < core.low
                and parse.tags[hit.high] == ","
                and parse.labels[hit.head] not in {"amod", "compound", "nmod:poss"}
            ):
                return
            if hit.senses[0].kind == "capital" and hit.high != core.low and parse.tags[hit.high] != "POS":
                return
            core.owners, core.left = [*_joined_left(parse, actors, at, hit), hit], hit.low
            core.left = core.owners[0].low
            if core.left > first and parse.words[core.left - 1].lower() in words.past:
                core.past, core.left = True, core.left - 1
            return
        if place in covering and core.behind is None and covering[place].phrases[0].kind == "organ":
            core.behind = covering[place]
        word = parse.words[place].lower()
        if word in words.past:
            core.past = True
        if parse.tags[place] == "PRP$":
            core.pronoun, core.left = place, place
            return
        if word in words.definite and parse.tags[place] in {"DT", "PDT"}:
            core.definite = True
            if all(parse.pos[t] == "ADJ" for t in range(place + 1, core.low)):
                core.left = place
            return
        if (
            parse.tags[place] == "POS"
            or parse.tags[place] == "HYPH"
            or (parse.tags[place] == "," and parse.pos[place - 1] == "ADJ" and parse.pos[place + 1] == "ADJ")
        ):
            pass
        elif parse.pos[place] not in MODIFIERS and parse.tags[place] not in {"VBN", "VBG"}:
            return
        place -= 1


def _joined_left(parse: Parse, actors: Actors, at: Mapping[int, Hit], hit: Hit) -> list[Hit]:
    """Further owners before the nearest one: "Azerbaijani and Turkish", "US-Turkish", "Turkey and Azerbaijan's"."""
    found: list[Hit] = []
    while True:
        place = hit.low - 1
        while place > 0 and parse.words[place].lower() in actors.words.joined | {"-", "/"}:
            place -= 1
        other = at.get(place)
        if (
            other is None
            or place == hit.low - 1
            or other.senses[0].kind not in OWNING
            or parse.sentence_of[place] != parse.sentence_of[hit.low]
        ):
            return found
        dash = parse.words[hit.low - 1] in {"-", "/"}
        conj = parse.labels[hit.head] == "conj" and parse.heads[hit.head] in {other.head, parse.heads[other.head]}
        alike = parse.labels[other.head] in {"amod", "compound"} and parse.labels[hit.head] in {
            "amod",
            "compound",
            "conj",
            "nmod",
        }
        poss = parse.labels[hit.head] == "nmod:poss" and not conj
        if poss or not (dash or conj or alike):
            return found
        found.insert(0, other)
        hit = other


def _own_right(parse: Parse, actors: Actors, at: Mapping[int, Hit], known: Mapping[int, Core], core: Core) -> None:
    """Look for owners after the phrase: "of Azerbaijan", "of Turkey and Azerbaijan", "for the Turkish army", "in Kyiv"."""
    last = parse.sentences[parse.sentence_of[core.low]][1]
    if core.high >= last or parse.lemmas[core.high] not in actors.words.owner:
        return
    link = parse.lemmas[core.high]
    if link != "of" and core.phrases[0].kind == "organ" and link != "in":
        return
    first = core.phrases[0]
    if (link == "in" and first.sector not in GOVERNING) or (
        link == "for" and first.kind == "office" and first.office not in SPEAKING_FOR
    ):
        return
    for place in range(core.high + 1, min(last, core.high + 1 + RIGHT)):
        if place in known and known[place].owners and link != "in":
            core.owners, core.right = known[place].owners, known[place].right
            return
        hit = at.get(place)
        if hit is not None:
            kind = hit.senses[0].kind
            if kind in {"person", "surname", "adjective"} or (link == "in" and kind not in {"capital", "state"}):
                return
            if kind == "capital" and link == "of":
                return
            core.owners = [hit, *_joined_right(parse, actors, at, hit)]
            core.right = core.owners[-1].high
            return
        if parse.pos[place] not in {"DET", *MODIFIERS} and parse.words[place].lower() != "of":
            return


def _joined_right(parse: Parse, actors: Actors, at: Mapping[int, Hit], hit: Hit) -> list[Hit]:
    """Further owners after the first: "of Germany, France and Italy"."""
    found: list[Hit] = []
    while True:
        place = hit.high
        while (
            place < len(parse)
            and (parse.words[place].lower() in actors.words.joined or parse.pos[place] == "DET")
            and place < hit.high + 3
        ):
            place += 1
        other = at.get(place)
        if (
            other is None
            or place == hit.high
            or other.senses[0].kind not in {"state", "organisation", "capital", "metonym"}
        ):
            return found
        if parse.labels[other.head] != "conj":
            return found
        found.append(other)
        hit = other
