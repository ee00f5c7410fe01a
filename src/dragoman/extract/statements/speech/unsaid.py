"""Verbs of speech that tell of nothing said: denied, still to come, or only possible."""

from __future__ import annotations

from dragoman.knowledge.rows.statements import CLAUSE, SpeechWord, Statements
from dragoman.model.parse import Parse
from dragoman.model.syntax import surface_subject

REFUSING = frozenset({"reject", "deny"})  # stances that are told by a negation as well: "did not rule out", "would not deny"
OPEN = frozenset({"xcomp", "ccomp", "acl", "advcl"})
SHARING = frozenset({"VB", "VBG"})  # tags of infinitives and participles
MODAL = "MD"
NEXT = 2  # tokens after a verb within which "only" stands


def is_unsaid(parse: Parse, verb: int, meant: tuple[SpeechWord, ...], words: Statements) -> bool:
    """Whether a verb of speech tells of nothing said: "did not say who", "will announce a plan", "declined to say", "tried to explain".

    ``meant`` are its rows, or those of the noun that it brings. An attitude is told by its denial too ("does not believe that ..."), and
    whoever says "we will urge" has said it.
    """
    first = _first(parse, verb)
    if parse.pos[first] not in {"VERB", "AUX"} or not meant or _speaks_himself(parse, verb, words):
        return False
    refuses = all(word.stance in REFUSING for word in meant)
    if not refuses and not all(word.weak for word in meant) and (_is_negated(parse, first) or _is_modal(parse, first)):
        return not _is_limited(parse, verb, words)
    asked = parse.dependent(verb, "xcomp")
    if refuses and asked is not None and asked > verb and _says(parse, asked, words):
        return True  # "declined to say"
    return any(parse.lemmas[mark] in words.unsaid for mark in parse.dependents(first, "mark")) or _stays_open(parse, first, words)


def _first(parse: Parse, verb: int) -> int:
    """The first of coordinated verbs that share an auxiliary or a mark: "will meet Lee and urge him"."""
    while parse.labels[verb] == "conj" and parse.tags[verb] in SHARING and parse.dependent(verb, "aux", "mark", "nsubj") is None:
        if parse.tags[parse.heads[verb]] != parse.tags[verb]:
            break
        verb = parse.heads[verb]
    return verb


def _speaks_himself(parse: Parse, verb: int, words: Statements) -> bool:
    subject = surface_subject(parse, verb)
    return subject is not None and parse.words[subject].lower() in words.own


def _is_negated(parse: Parse, verb: int) -> bool:
    return any(parse.dependent(place, "advmod:neg") is not None for place in (verb, *parse.dependents(verb, "aux")))


def _is_modal(parse: Parse, verb: int) -> bool:
    return any(parse.tags[c] == MODAL for c in parse.dependents(verb, "aux"))


def _is_limited(parse: Parse, verb: int, words: Statements) -> bool:
    """Whether that much is said and no more: "would say only that", "could only confirm that"."""
    near = range(max(verb - 1, 0), min(verb + NEXT, len(parse)))
    return any(parse.lemmas[t] in words.limits for t in near)


def _says(parse: Parse, verb: int, words: Statements) -> bool:
    return any(CLAUSE in word.takes and not word.rest for word in words.verbs.get(parse.lemmas[verb], ()))


def _stays_open(parse: Parse, verb: int, words: Statements) -> bool:
    """Whether words above leave it open that something is said: "an effort to explain", "is expected to travel to Chad to announce ..."."""
    while parse.labels[verb] in OPEN and parse.tags[verb] in SHARING:
        above = parse.heads[verb]
        if parse.tags[verb] == "VBG" and parse.labels[verb] != "xcomp":
            return False  # "won by a hair, adding ..."
        if parse.lemmas[above] in words.unsaid or any(parse.lemmas[c] in words.unsaid for c in parse.dependents(above, "advmod")):
            return True
        verb = _first(parse, above)
        if parse.pos[verb] in {"VERB", "AUX"} and (_is_modal(parse, verb) or _is_negated(parse, verb)):
            return True
    return False
