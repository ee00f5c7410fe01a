"""What tense and words tell of the past of the past: "had signed", "previously", "eight months after the war"."""

from __future__ import annotations

from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, governing_clause, preposition


def is_recalled(annotated: Annotated, token: int, words: Dates, *, deed: bool) -> bool:
    """Whether tense or words say that something lies back: past perfect, "previously", "eight months after the war"."""
    parse = annotated.parse
    for place in (token, *parse.ancestors(token)):
        if parse.pos[place] in VERBAL:
            break
        if any(parse.lemmas[c] in words.recalled for c in parse.dependents(place, "amod", "advmod")):
            return True
        if _is_measured(parse, place, words):
            return True
    if deed and is_topic(parse, token, words):
        return True
    clause = governing_clause(parse, token)
    auxiliaries = list(parse.dependents(clause, "aux"))
    if parse.tags[clause] == "VBN" and any(parse.lemmas[c] in words.perfect and parse.tags[c] == "VBD" for c in auxiliaries):
        return not _is_reported(parse, clause, words)
    if any(parse.lemmas[c] in words.recalled for c in parse.dependents(clause, "advmod")):
        return True
    return _is_restrictive_past(parse, clause) or _is_since(parse, clause, words)


def is_topic(parse: Parse, token: int, words: Dates) -> bool:
    """Whether a noun only names what is talked about ("condemned Russia's invasion of Ukraine", "the ongoing war"): it is not told."""
    if parse.pos[token] != "NOUN":
        return False
    if any(parse.lemmas[c] in words.ongoing for c in parse.dependents(token, "amod")):
        return True
    place, deep = token, False
    while parse.labels[place] in {"nmod", "conj"} and parse.heads[place] != place:
        place, deep = parse.heads[place], True
    if parse.labels[place] not in {"obj", "obl", "nsubj:pass", "xcomp"}:
        return False
    owned = parse.dependent(token, "nmod:poss") is not None or any(
        preposition(parse, c) in words.owning for c in parse.dependents(token, "nmod")
    )
    return owned and (deep or parse.lemmas[parse.heads[place]] in words.voicing)


def _is_measured(parse: Parse, place: int, words: Dates) -> bool:
    """ "Eight months after the war": a stretch of time stands between the noun and what is told."""
    if preposition(parse, place) not in words.recalled:
        return False
    first = min(parse.dependents(place, "case"), default=place)
    before = first - 1
    return before >= 0 and parse.lemmas[before] in words.units and parse.dependent(before, "nummod") is not None


def _is_since(parse: Parse, clause: int, words: Dates) -> bool:
    """A clause that only tells since when something else goes on: "since they agreed to meet"."""
    marks = {parse.lemmas[m] for m in parse.dependents(clause, "mark")}
    return parse.labels[clause] == "advcl" and parse.tags[clause] == "VBD" and bool(marks & words.from_when)


def is_thanked_for(parse: Parse, token: int, words: Dates) -> bool:
    """Whether something is what somebody is thanked or blamed for: it was done before."""
    place = token
    while parse.labels[place] in {"conj", "nmod"} and parse.heads[place] != place and parse.pos[parse.heads[place]] != "VERB":
        place = parse.heads[place]
    links = {parse.lemmas[c] for c in parse.dependents(place, "case", "mark")}
    verb = parse.heads[place]
    return parse.labels[place] in {"obl", "advcl"} and bool(links & words.matter) and verb != place and parse.lemmas[verb] in words.voicing


def _is_restrictive_past(parse: Parse, clause: int) -> bool:
    """A clause in the past that only says which one is meant: "the accord that they signed"."""
    if parse.labels[clause] != "acl:relcl" or parse.tags[clause] != "VBD":
        return False
    first = parse.edges[clause][0]
    return first > 0 and parse.words[first - 1] != ","


def _is_reported(parse: Parse, clause: int, words: Dates) -> bool:
    """Whether a past perfect is only the past of what somebody said: "he said they had agreed"."""
    head = parse.heads[clause]
    return parse.labels[clause] == "ccomp" and parse.lemmas[head] in words.reporting and parse.tags[head] == "VBD"
