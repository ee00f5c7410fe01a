"""Whose an organ or office is: the names before and after the phrase."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.names import Hit
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.references import ReferenceWords
from dragoman.model.parse import Parse

LEFT = 9  # tokens looked at before a phrase: "Turkey's recently appointed first deputy prime minister"
RIGHT = 5  # tokens between "of" and the state: "of the newly independent state of Georgia"
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
MODIFYING = frozenset({"amod", "compound", "nmod:poss"})
PARTICIPLES = frozenset({"VBN", "VBG", "VBD", "JJ"})
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
PROPER = frozenset({"NNP", "NNPS"})
HEADS = frozenset({"head of state", "head of government"})
NATIONAL = frozenset({"adjective", "people", "state"})
JOINED = frozenset({"state", "adjective", "people", "metonym", "organisation", "group", "capital"})
OWNING = frozenset({"state", "adjective", "people", "metonym", "organisation", "group", "person", "surname", "capital"})


def own_left(parse: Parse, actors: Actors, at: Mapping[int, Hit], covering: Mapping[int, Core], core: Core) -> None:
    """Look for owners before the phrase, and set where the whole phrase begins."""
    inner = next((at[t] for t in range(core.low, core.high) if t in at and at[t].high <= core.high), None)
    if inner is not None and not core.phrases[0].alone and not _is_forum(core, inner):  # "the Kremlin leader"
        core.owners = [inner]
    first = parse.sentences[parse.sentence_of[core.low]][0]
    place, stop = core.low - 1, max(first, core.low - LEFT)
    while place >= stop:
        hit = at.get(place)
        place = _meet(parse, actors, at, core, hit) if hit else _pass(parse, actors.words, covering, core, place)


def _is_forum(core: Core, hit: Hit) -> bool:
    """Whether an organisation beside an envoy is where the envoy is sent to: "China's UN ambassador"."""
    return hit.senses[0].kind == "organisation" and core.phrases[0].office in ENVOYS


def _is_forum_of_state(parse: Parse, at: Mapping[int, Hit], hit: Hit) -> bool:
    """Whether a state's name stands right before an organisation: the phrase is the state's own ("Chad's UN mission")."""
    if hit.senses[0].kind != "organisation" or not hit.low:
        return False
    owner = at.get(hit.low - 2 if parse.tags[hit.low - 1] == "POS" else hit.low - 1)
    return owner is not None and owner.senses[0].kind in NATIONAL


def _meet(parse: Parse, actors: Actors, at: Mapping[int, Hit], core: Core, hit: Hit) -> int:
    """Take a name met on the way to the left as owner, or pass it; the next token to look at, or -1 to stop there."""
    kind, after = hit.senses[0].kind, hit.high
    if kind not in OWNING or (core.owners and after != core.left and not _owns_forum(parse, core, hit)):
        return -1
    if _is_no_owner(parse, at, core, hit):
        return -1
    if kind == "capital" and hit.low > 0 and parse.tags[hit.low - 1] == "POS":
        return hit.low - 1  # "Chad's Paris embassy"
    if _is_forum(core, hit) or _is_forum_of_state(parse, at, hit):
        core.left = hit.low
        return hit.low - 1
    if parse.words[after] == "-" and after + 1 not in at and parse.tags[after + 1] in PARTICIPLES:
        led = after + 1 < core.high and parse.words[after + 1].lower() in actors.words.lead
        if not led:  # "Moscow-backed rebels" are not Moscow's, "US-led forces" are
            return hit.low - 1
    listed = after < core.low and parse.tags[after] == "," and parse.labels[hit.head] not in MODIFYING
    if listed or (kind == "capital" and after != core.low and parse.tags[after] != "POS"):
        return -1
    core.owners = [*joined_left(parse, actors, at, hit), hit]
    core.left = core.owners[0].low
    if core.left > 0 and parse.words[core.left - 1].lower() in actors.words.past:
        core.past, core.left = True, core.left - 1
    return -1


def _owns_forum(parse: Parse, core: Core, hit: Hit) -> bool:
    """Whether a state owns a phrase that holds the organisation where it acts: "Chad's UN mission"."""
    return hit.senses[0].kind in NATIONAL and parse.tags[hit.high] == "POS" and hit.high + 1 == core.left


def _is_no_owner(parse: Parse, at: Mapping[int, Hit], core: Core, hit: Hit) -> bool:
    """Whether a name before a phrase does not tell whose it is, nor does what stands before the name."""
    kind, first = hit.senses[0].kind, core.phrases[0]
    if kind in {"person", "surname"} and parse.tags[hit.high] != "POS" and first.sector not in GOVERNING:
        return True  # "the Obama administration", but no bank of a Mr West
    if hit.low > 0 and parse.words[hit.low - 1] == "-" and hit.low - 2 not in at:
        return True  # "the pro-Iranian council"
    return core.named and first.office in HEADS and kind in NATIONAL  # "American Honda president"


def _pass(parse: Parse, words: ReferenceWords, covering: Mapping[int, Core], core: Core, place: int) -> int:
    """Note what stands before the phrase on the way to the left; the next token to look at, or -1 to stop there."""
    tag, word = parse.tags[place], parse.words[place].lower()
    if word == "-" and parse.ends[place - 1] < parse.starts[place] and parse.ends[place] < parse.starts[place + 1]:
        return -1  # a dash, as after where a report is from: "LILLE, France - President Ruiz"
    if place in covering and core.behind is None and covering[place].phrases[0].kind == "organ":
        core.behind = covering[place]
    core.past = core.past or word in words.past
    core.named = core.named or (tag in PROPER and place not in covering)
    if tag == "PRP$":
        core.pronoun = core.left = place
        return -1
    if word in words.definite and tag in {"DT", "PDT"}:
        core.definite = True
        if all(parse.pos[t] == "ADJ" for t in range(place + 1, core.low)):
            core.left = place
        return -1
    between = tag == "," and parse.pos[place - 1] == "ADJ" and parse.pos[place + 1] == "ADJ"
    passed = between or tag in {"POS", "HYPH", "VBN", "VBG"} or parse.pos[place] in MODIFIERS
    return place - 1 if passed else -1


def joined_left(parse: Parse, actors: Actors, at: Mapping[int, Hit], hit: Hit) -> list[Hit]:
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
            or other.senses[0].kind not in JOINED
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


def own_right(parse: Parse, actors: Actors, at: Mapping[int, Hit], known: Mapping[int, Core], core: Core) -> None:
    """Look for owners after the phrase: "of Turkey and Azerbaijan", "for the Turkish army", "in Kyiv"."""
    last = parse.sentences[parse.sentence_of[core.low]][1]
    if core.high >= last or parse.lemmas[core.high] not in actors.words.owner:
        return
    link = parse.lemmas[core.high]
    if link != "of" and core.phrases[0].kind == "organ" and link != "in":
        return
    first = core.phrases[0]
    owned = parse.dependent(core.head, "nmod:poss") is not None  # "the country's embassy in Rabat"
    if (link == "in" and (owned or first.sector not in GOVERNING)) or (
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
    """Further owners after the first: "of Germany, France and Italy", "of Japan, the European Union (EU) and Norway"."""
    found: list[Hit] = []
    while True:
        start = _after_short_form(parse, at, hit)
        place = start
        while place < len(parse) and (parse.words[place].lower() in actors.words.joined or parse.pos[place] == "DET") and place < start + 3:
            place += 1
        other = at.get(place)
        if other is None or place == start or other.senses[0].kind not in {"state", "organisation", "capital", "metonym"}:
            return found
        label = parse.labels[other.head]  # of a long list the parser loses the last members
        if label != "conj" and not (found and (label in {"appos", "nmod"} or parse.tags[place - 1] == "CC")):
            return found
        found.append(other)
        hit = other


def _after_short_form(parse: Parse, at: Mapping[int, Hit], hit: Hit) -> int:
    """The token after a name and the short form in brackets that may follow it: "the European Union (EU)"."""
    short = at.get(hit.high + 1)
    if short is None or parse.words[hit.high] != "(" or short.senses[0].actor != hit.senses[0].actor:
        return hit.high
    closed = short.high < len(parse) and parse.words[short.high] == ")"
    return short.high + 1 if closed else hit.high
