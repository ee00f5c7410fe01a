"""Phrases that name an organ, an office or people of a state, and whose they are: "the Turkish Defence Ministry"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dragoman.annotate.core import Core
from dragoman.annotate.names import Hit
from dragoman.annotate.owners import own_left, own_right
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.parse import Parse

PROPER = frozenset({"NNP", "NNPS"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def find_cores(parse: Parse, actors: Actors, at: Mapping[int, Hit]) -> list[Core]:
    """All organ and office phrases in text order, with their owners; of phrases in a row the last one is the head."""
    cores = _chained(parse, _matches(parse, actors, at))
    known: dict[int, Core] = {}
    covering = {token: core for core in cores for token in range(core.low, core.high)}
    for core in reversed(cores):
        own_left(parse, actors, at, covering, core)
        if not core.owners and core.pronoun is None:
            own_right(parse, actors, at, known, core)
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
    """The office that begins within an organ's words and ends after them, as in "the U.S. Treasury Secretary"."""
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
    fitting.sort(key=lambda phrase: phrase.kind != "office")  # "presidents" are those of states before they are officials
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
    if fitting[0].kind == "people" and parse.tags[token] in PROPER and high < last and parse.tags[high] in PROPER and high not in at:
        return None  # "National Security Affairs"
    head = parse.head_of(parse.span(token, high)) if high - token > 1 else token
    within = next(
        (p for p in some if p.alone and p.kind == "organ" and len(p.words) < high - token and _fits(parse, words, p, token)),
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
            parse.words[token + n] == word or (len(phrase.words) > 1 and not word.isupper() and words[token + n] == word.lower())
            for n, word in enumerate(phrase.exact)
        )
    return all(word in (words[token + n], parse.lemmas[token + n].lower()) for n, word in enumerate(phrase.words))


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
