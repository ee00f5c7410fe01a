"""How agreements that one sentence names stand to each other: which amends, replaces, implements or follows which, or is made under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.steps.slots import Named, Reference, phrases_of
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Pattern
from dragoman.model.syntax import antecedent, direct_object, obliques, preposition, subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One place where it is told, by the word ``token``, that an agreement stands so to another."""

    token: int
    kind: str
    agreement: Agreement
    other: Agreement


def find_links(reference: Reference) -> tuple[Linked, ...]:
    """All links that a report tells, in text order; a general kind only where no other is told of the same two."""
    found = [link for token in range(len(reference.annotated.parse)) for link in _links_at(reference, token)]
    general = reference.words.linking.general
    exact = {(id(link.agreement), id(link.other)) for link in found if link.kind not in general}
    return tuple(link for link in found if link.kind not in general or (id(link.agreement), id(link.other)) not in exact)


def _links_at(reference: Reference, token: int) -> Iterator[Linked]:
    """The links that one word tells."""
    mark = reference.annotated.marks.get(token)
    if mark is not None and mark.modality == "denied":
        return
    parse, linking = reference.annotated.parse, reference.words.linking
    ways = [(pattern.code, *_of_verb(reference, token, pattern)) for pattern in linking.verbs.get(parse.lemmas[token], ())]
    written = parse.words[token].lower(), parse.lemmas[token].lower()
    nouns = dict.fromkeys(pattern for word in written for pattern in linking.nouns.get(word, ()))
    ways += [(pattern.code, *_of_noun(reference, token, pattern)) for pattern in nouns]
    if token in reference.at:
        ways += [(kind, [reference.at[token]], _after(reference, token, word)) for word, kind in linking.between.items()]
    for kind, those, others in ways:
        for _, agreement in those:
            for _, other in others:
                if agreement is not other:
                    yield Linked(token=token, kind=kind, agreement=agreement, other=other)


# ---------------------------------------------------------------- verbs


def _of_verb(reference: Reference, verb: int, pattern: Pattern) -> tuple[list[Named], list[Named]]:
    """The agreements in the slots ``a`` and ``b`` of a verb pattern."""
    slots = {role: _in_slot(reference, verb, place) for role, place in pattern.slots}
    return slots["a"], slots["b"]


def _in_slot(reference: Reference, verb: int, place: str) -> list[Named]:
    parse = reference.annotated.parse
    if place == SUBJECT:
        return reference.find(subject(parse, verb)) or _of_clause(reference, verb)
    if place == OBJECT:
        return reference.find(direct_object(parse, verb))
    return [named for word, noun in phrases_of(parse, verb) if word == place for named in reference.find(noun)]


def _of_clause(reference: Reference, verb: int) -> list[Named]:
    """What does it where no subject says so: "a pact with Chad, which replaces", "a pact to replace", "signed a pact, replacing"."""
    parse, label, head = reference.annotated.parse, reference.annotated.parse.labels[verb], reference.annotated.parse.heads[verb]
    own = parse.dependent(verb, "nsubj")
    if (own is not None and antecedent(parse, own) is None) or any(parse.tags[c] != "TO" for c in parse.dependents(verb, "mark")):
        return []
    if label.startswith("acl"):
        above = reference.above(head) if head in reference.annotated.actors_at else head
        return [reference.at[above]] if above in reference.at else []
    if label != "advcl" or not _is_making(reference, head):
        return []
    made = [direct_object(parse, head), *(noun for _, noun in phrases_of(parse, head))]
    return next((named for noun in made if noun is not None and noun < verb and (named := reference.find(noun))), [])


def _is_making(reference: Reference, verb: int) -> bool:
    """Whether a verb can tell that its agreement is made: all parties do so together."""
    words, lemma = reference.words, reference.annotated.parse.lemmas[verb]
    return any(words.stages[pattern.code].mutual for pattern in words.verbs.get(lemma, ()))


# ---------------------------------------------------------------- nouns, and words before nouns


def _of_noun(reference: Reference, noun: int, pattern: Pattern) -> tuple[list[Named], list[Named]]:
    """Of what a noun is said, and the agreement in its slot: "the accord, a successor to the pact", "a successor treaty to the pact"."""
    parse, head = reference.annotated.parse, reference.annotated.parse.heads[noun]
    if not {parse.lemmas[c].lower() for c in parse.children[noun]}.issuperset(pattern.needs):
        return [], []
    before = parse.labels[noun] in {"compound", "amod"} and head in reference.at
    bearer = head if before else noun
    return _said_of(reference, bearer), _after(reference, bearer, pattern.slots[0][1])


def _said_of(reference: Reference, noun: int) -> list[Named]:
    """The agreement that a noun is, or is said to be."""
    parse, head = reference.annotated.parse, reference.annotated.parse.heads[noun]
    if noun in reference.at:
        return [reference.at[noun]]
    beside = [*([head] if parse.labels[noun] == "appos" else []), *parse.dependents(noun, "appos")]
    if parse.dependent(noun, "cop") is not None:
        beside += [place for place in (subject(parse, noun),) if place is not None]
    if preposition(parse, noun) in reference.words.words["linking.role"]:
        beside += [place for place in (direct_object(parse, head), subject(parse, head), head) if place is not None]
    return next((named for place in beside if (named := reference.find(place))), [])


def _after(reference: Reference, noun: int, word: str) -> list[Named]:
    """The agreements after a noun and a preposition, also where the parse hangs them, right after it, on what the noun hangs on."""
    parse = reference.annotated.parse
    astray = [(w, other) for w, other in obliques(parse, parse.heads[noun]) if parse.edges[other][0] == noun + 1]
    return [named for w, other in (*obliques(parse, noun), *astray) if w == word for named in reference.find(other)]
