"""Which word of speech belongs to a quotation, by what stands right before and after its marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dragoman.extract.statements.speech.cues import Cue
from dragoman.extract.statements.speech.units import FINITE, Unit
from dragoman.knowledge.rows.statements import AS, OBJECT, QUOTE, VOICED
from dragoman.model.parse import Parse
from dragoman.model.syntax import preposition, surface_subject

AFTER = 28  # tokens: how far after a quotation its verb of speech may stand (long names and offices come between)
BEFORE = 40  # tokens: how far before one with a colon
LINK = 14  # tokens: how far before one without
INVERTED = 3  # tokens after the marks in which even a title is speech, if a verb of speech follows
SHORT = 6  # tokens between the marks and a verb that is no word of speech, or was taken for a noun
LONG = 4  # words: a quotation at least this long is speech even where no word of speech is found
BREAKS = frozenset({",", "-", "--"})
SPEAKING = frozenset({"VBD", "VBZ"})
LARGE = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
NAMES = frozenset({"PROPN", "NOUN", "PRON"})


def cue_of(parse: Parse, unit: Unit, cues: Mapping[int, Cue], lemmas: Collection[str]) -> tuple[Cue, str] | None:
    """The cue beside a quotation, and whether it stands "before" or "after"; ``lemmas`` are all verbs of speech."""
    before = unit.before(parse)
    cue = _cue_after(parse, unit, cues, lemmas)
    if not unit.speech and before != ":" and (cue is None or cue.token - unit.high > INVERTED or _is_entitled(parse, unit)):
        return None
    if before == ":" and cue is not None and cue.source is not None and (told := _cue_before(parse, unit, cues, BEFORE)) is not None:
        return told, "before"  # 'she said: "...," according to the agency'
    if cue is not None and (before != ":" or unit.closing == ","):
        return cue, "after"
    if before == ":":
        cue = _cue_before(parse, unit, cues, BEFORE) or announced(parse, unit.left, unit.low - 1) or _noun_before(parse, unit, cues)
    elif before in BREAKS or (before and unit.low - 1 in cues):
        cue = _cue_before(parse, unit, cues, LINK)
    return None if cue is None else (cue, "before")


def _is_entitled(parse: Parse, unit: Unit) -> bool:
    """Whether a phrase ends with a title in marks: 'on NBC's "Meet the World," he said that ...'."""
    large = [t for t in range(unit.low, unit.high) if parse.pos[t] in LARGE and parse.labels[t] != "det"]
    return unit.low > unit.left and parse.tags[unit.low - 1] in {"POS", "IN"} and all(parse.words[t][0].isupper() for t in large)


def comes_first(parse: Parse, unit: Unit, cues: Mapping[int, Cue]) -> bool:
    """Whether a quotation is a sentence of its own, so that what stands beside it counts more than the tree."""
    before = unit.before(parse)
    if before in {"", "."} or unit.begins_sentence(parse):
        return unit.closing in ",?!"
    if before in {":", ","} or unit.low - 1 in cues:
        return unit.opens() and unit.closing in ".,?!" and (unit.words >= LONG or unit.closing != ",")
    return before in BREAKS and unit.closing in ",?!"


def announced(parse: Parse, left: int, colon: int) -> Cue | None:
    """Who stands before a colon where no word of speech does: 'Kemal: "..."', 'The general to his men: "..."'."""
    low = max(left, parse.sentences[parse.sentence_of[colon]][0])
    root = next((t for t in range(low, colon) if parse.heads[t] == t or not low <= parse.heads[t] < colon), None)
    if root is None:
        return None
    alone = parse.pos[root] in NAMES and parse.dependent(root, "nsubj") is None
    speaker = root if alone else surface_subject(parse, root)
    return None if speaker is None or not low <= speaker < colon else Cue(token=root, source=speaker, end=root + 1)


def _cue_after(parse: Parse, unit: Unit, cues: Mapping[int, Cue], lemmas: Collection[str]) -> Cue | None:
    """The word of speech after a quotation: '"...," said the minister', '"...," the minister said'."""
    start, comma = unit.high, False
    while start < unit.right and parse.pos[start] == "PUNCT" and parse.tags[start] != "-LRB-":
        comma = comma or parse.words[start] in BREAKS
        start += 1
    if start >= unit.right:
        return None
    small = parse.words[start][0].islower()
    if not (unit.closing in ",?!…-–—" or comma or (unit.closing == "." and small)):
        return _alone_after(parse, unit, start, cues)
    for token in range(start, min(unit.right, start + AFTER)):
        if parse.tags[token] == "." or parse.words[token] in {";", ":"}:
            return _misread(parse, start, token, lemmas)
        cue = None if parse.pos[token] == "VERB" and _passes_on(parse, token, cues) else _cue_at(parse, unit, token, start, cues)
        if cue is None or (cue.words and cue.word(QUOTE) is None):
            continue
        if token == start or cue.source is not None:
            return cue if token == start else None
        if parse.pos[token] == "VERB" and _has_subject_between(parse, start, token) and not _tells_of_another(parse, start, token):
            return None if _new_sentence(parse, unit, start, cue) else cue
    return None


def _tells_of_another(parse: Parse, start: int, verb: int) -> bool:
    """Whether a verb only tells of somebody named after the marks: 'an "inner circle," drew a reply from Chad, which called it ...'."""
    return parse.labels[verb] == "acl:relcl" and any(parse.tags[t] in FINITE for t in range(start, parse.heads[verb]))


def _cue_at(parse: Parse, unit: Unit, token: int, start: int, cues: Mapping[int, Cue]) -> Cue | None:
    """The word of speech at a token, or a verb that serves as one there."""
    if token in cues:
        return cues[token]
    return Cue(token=token, end=token + 1) if _any_verb(parse, unit, token, start) else None


def _alone_after(parse: Parse, unit: Unit, start: int, cues: Mapping[int, Cue]) -> Cue | None:
    """The verb of a sentence after a quotation that tells no more than who speaks: '"We are ready." The minister said.'."""
    if unit.closing not in ".?!" or not unit.speech:
        return None
    end = next((t for t in range(start, min(unit.right, start + LINK)) if parse.tags[t] == "."), min(unit.right, start + LINK))
    cue = next((cues[t] for t in range(start, end) if t in cues and parse.heads[t] == t), None)
    flanked = end == unit.right < len(parse) and parse.words[end - 1] in BREAKS  # '"It is late." The minister said, "and we wait."'
    inner = (c for c in parse.dependents(cue.token, "ccomp", "xcomp", "conj") if not (flanked and c >= end)) if cue is not None else ()
    if cue is None or cue.word(QUOTE) is None or next(iter(inner), None) is not None:
        return None
    told = any(OBJECT in word.to for word in cue.words)
    if parse.dependent(cue.token, "nsubj") is None or (parse.dependent(cue.token, "obj") is not None and not told):
        return None
    return cue if (flanked or parse.pos[end - 1] != "PUNCT") and _has_subject_between(parse, start, cue.token) else None


def _passes_on(parse: Parse, verb: int, cues: Mapping[int, Cue]) -> bool:
    """Whether a verb only tells who passes the words on: "the agency quoted him as saying"."""
    told = parse.dependent(verb, "obj")
    hung = [child for place in (verb, told) if place is not None for child in parse.dependents(place, "advcl", "acl")]
    said = [child for child in hung if child in cues and parse.tags[child] == "VBG"]  # and not "he said, as he announced"
    return any(parse.lemmas[link] == AS for child in said for link in parse.dependents(child, "mark", "case"))


def _has_subject_between(parse: Parse, start: int, token: int) -> bool:
    """Whether the subject of a verb stands between the marks and the verb, or nothing but a small word does."""
    if any(start <= subject < token for subject in (*parse.dependents(token, "nsubj"), surface_subject(parse, token) or -1)):
        return True
    return token - start < INVERTED and parse.pos[start] in {"ADV", "CCONJ", "AUX"}


def _misread(parse: Parse, start: int, end: int, lemmas: Collection[str]) -> Cue | None:
    """A verb of speech at the end of its sentence that the parser misread: '"...," the letter states.'."""
    last = end - 1
    if last - start not in range(1, SHORT) or parse.lemmas[last] not in lemmas:
        return None
    if parse.tags[last] not in {"NNS", *SPEAKING} or parse.pos[last - 1] not in NAMES:
        return None
    return Cue(token=last, source=last - 1, end=end)


def _any_verb(parse: Parse, unit: Unit, token: int, start: int) -> bool:
    """Whether a verb that is no word of speech serves as one: '"...," he retaliated', '"...!" beamed the winner'."""
    if (
        not unit.speech
        or parse.tags[token] not in SPEAKING
        or parse.labels[token] == "acl:relcl"
        or parse.pos[start] == "CCONJ"
        or token - start > SHORT
    ):
        return False
    if unit.closing == ",":
        return unit.words >= LONG
    return unit.closing in "?!" and token == start and parse.words[token][0].islower()


def _new_sentence(parse: Parse, unit: Unit, start: int, cue: Cue) -> bool:
    """Whether what follows '...?"' is a new sentence that reports something else."""
    if unit.closing not in "?!…" or parse.words[start][0].islower():
        return False
    told = any(OBJECT in word.to for word in cue.words)
    labels = ("ccomp", "xcomp") if told else ("ccomp", "xcomp", "obj")
    return any(child > cue.token for child in parse.dependents(cue.token, *labels))


def _cue_before(parse: Parse, unit: Unit, cues: Mapping[int, Cue], reach: int) -> Cue | None:
    """The nearest word of speech before a quotation in its sentence: 'he added: "..."', 'the statement reads, "..."'."""
    for token in range(unit.low - 1, max(unit.left, unit.low - reach) - 1, -1):
        if parse.tags[token] == "." and token < unit.low - 1:
            return None
        cue = cues.get(token)
        if cue is None:
            continue
        if cue.source is not None or not cue.words or cue.word(QUOTE) is not None or (reach == BEFORE and _is_owned(parse, cue)):
            return cue
    return None


def _is_owned(parse: Parse, cue: Cue) -> bool:
    """Whether a noun of speech tells whose words it announces: "his answer: ...", "a message from the envoy: ..."."""
    if parse.pos[cue.token] != "NOUN" or cue.word(VOICED) is not None:
        return False
    linked = any(preposition(parse, child) in {"by", "from"} for child in parse.dependents(cue.token, "nmod"))
    return linked or parse.dependent(cue.token, "nmod:poss") is not None


def _noun_before(parse: Parse, unit: Unit, cues: Mapping[int, Cue]) -> Cue | None:
    """The nearest noun of speech in the sentence before a quotation, where nobody is told who speaks: "There was a call: ..."."""
    first = max(unit.left, parse.sentences[parse.sentence_of[unit.low - 1]][0])
    return next((cues[t] for t in range(unit.low - 1, first - 1, -1) if t in cues and parse.pos[t] == "NOUN"), None)
