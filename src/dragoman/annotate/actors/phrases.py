"""Phrases that name an organ, an office or people of a state, and whose they are: "the Turkish Defence Ministry"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.names import Hit
from dragoman.annotate.actors.owners import own_left, own_right
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Node, Phrase
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
    words = [word.lower() for word in parse.words]
    lemmas = [lemma.lower() for lemma in parse.lemmas]
    after = actors.phrases.after
    found: list[Core] = []
    for first, last in parse.sentences:
        token = first
        while token < last:
            core = None
            if words[token] in after or lemmas[token] in after:
                core = _match(parse, actors.phrases, words, lemmas, token, last, at)
            if core is None:
                token += 1
                continue
            if core.phrases[0].kind != "office":
                core = _longer(parse, actors.phrases, words, lemmas, core, last, at) or core
            found.append(core)
            token = core.high
    return found


def _longer(parse: Parse, root: Node, words: list[str], lemmas: list[str], core: Core, last: int, at: Mapping[int, Hit]) -> Core | None:
    """The office that begins within an organ's words and ends after them, as in "the U.S. Treasury Secretary"."""
    for token in range(core.low + 1, core.high):
        office = _match(parse, root, words, lemmas, token, last, at) if words[token] in root.after else None
        if office is not None and office.high > core.high and office.phrases[0].kind == "office":
            return office
    return None


def _match(parse: Parse, root: Node, words: list[str], lemmas: list[str], token: int, last: int, at: Mapping[int, Hit]) -> Core | None:
    """The longest phrase that begins at a token, unless a name covers it or it is a part of another name."""
    ends = _ends(parse, root, words, lemmas, token, last)
    if not ends:
        return None
    high, fitting = ends[-1]
    covering = at.get(token)
    if (covering is not None and covering.low <= token and high <= covering.high) or not _is_nominal(parse, fitting[0], token, high):
        return None
    if high < last and fitting[0].kind != "office" and high not in at and _goes_on(parse, root, words, fitting[0], token, high):
        return None
    within = next((p for _, some in ends[:-1] for p in some if p.alone and p.kind == "organ"), None)
    return Core(
        low=token,
        high=high,
        head=parse.head_of(parse.span(token, high)) if high - token > 1 else token,
        phrases=fitting,
        left=token,
        right=high,
        within=within if fitting[0].kind == "office" else None,
    )


def _ends(parse: Parse, root: Node, words: list[str], lemmas: list[str], token: int, last: int) -> list[tuple[int, tuple[Phrase, ...]]]:
    """Where phrases that begin at a token end, and which they are; each word may stand in its dictionary form."""
    found: list[tuple[int, tuple[Phrase, ...]]] = []
    nodes, place = [root], token
    while nodes and place < last:
        word, lemma = words[place], lemmas[place]
        forms = (word,) if word == lemma else (word, lemma)
        nodes = [after for node in nodes for form in forms if (after := node.after.get(form)) is not None]
        place += 1
        some = [phrase for node in nodes for phrase in node.here if phrase.exact is None or _is_exact(parse, phrase.exact, token)]
        if some:
            found.append((place, tuple(sorted(some, key=lambda phrase: phrase.kind != "office"))))
    return found


def _is_exact(parse: Parse, exact: tuple[str, ...], token: int) -> bool:
    """Whether an abbreviation keeps its case; other words beside it need not."""
    return all(
        parse.words[token + n] == word or (len(exact) > 1 and not word.isupper() and parse.words[token + n].lower() == word.lower())
        for n, word in enumerate(exact)
    )


def _is_nominal(parse: Parse, phrase: Phrase, low: int, high: int) -> bool:
    """Whether the words are used as a noun: "may" is none, "military" in "military aid" neither."""
    tags = parse.tags[low:high]
    return "MD" not in tags and (phrase.exact is not None or any(tag in NOUNS for tag in tags))


def _goes_on(parse: Parse, root: Node, words: list[str], phrase: Phrase, low: int, high: int) -> bool:
    """Whether an organ's words are the beginning of another name: "the National Association"."""
    if parse.tags[high] not in PROPER:
        return False
    if phrase.kind == "people" and parse.tags[low] in PROPER:
        return True
    return parse.tags[high - 1] in PROPER and parse.labels[high - 1] == "compound" and words[high] not in root.after


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
