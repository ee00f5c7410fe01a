"""Grammatical relations that a dependency tree implies but does not draw: shared by all rooms that read a Parse.

Only Universal Dependencies labels are used, no words, so that every language with a UD parse is read alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dragoman.model.parse import Parse

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
FINITE = frozenset({"VBD", "VBZ"})
VERBAL = frozenset({"VERB", "AUX"})
COMPLEMENTISER = "for"  # "called for Chad to withdraw": whoever stands there is the subject as a rule
CLIMB = 6  # steps: a subject inherited over more clauses than this is more often wrong than right


def conjuncts(parse: Parse, token: int) -> tuple[int, ...]:
    """The token and all tokens coordinated with it below it."""
    return (token, *parse.dependents(token, "conj"))


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the passive, or is a participle that stands after its noun ("the accord signed in May")."""
    if parse.dependent(verb, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent") is not None:
        return True
    if parse.tags[verb] == "VBN" and parse.pos[verb] == "VERB" and parse.dependent(verb, "cop") is not None:
        return True  # "is concerned that Iran will strike", where the parse takes the participle for a predicate
    if parse.labels[verb] == "conj" and parse.tags[verb] == "VBN" and parse.dependent(verb, "aux", "nsubj") is None:
        return is_passive(parse, parse.heads[verb])
    return parse.labels[verb] == "acl" and parse.tags[verb] == "VBN"


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a relative pronoun stands for; for any other token, None."""
    if parse.tags[token] not in RELATIVE_TAGS and not (
        parse.lemmas[token] == "that" and parse.labels[token] in {"nsubj", "nsubj:pass", "obj"}
    ):
        return None
    for clause in (token, *parse.ancestors(token)):
        if parse.labels[clause] == "acl:relcl":
            return parse.heads[clause]
    return None


def resolved(parse: Parse, token: int) -> int:
    """The token itself, or the noun it stands for if it is a relative pronoun."""
    noun = antecedent(parse, token)
    return token if noun is None else noun


def surface_subject(parse: Parse, verb: int) -> int | None:
    """The subject that governs the verb's agreement, own or inherited; of a passive it is the one acted upon."""
    for _ in range(CLIMB):
        own = _own_subject(parse, verb)
        if own is not None:
            return resolved(parse, own)
        above = _finite_above(parse, verb)
        if above is not None:
            verb = above
            continue
        label, head = parse.labels[verb], parse.heads[verb]
        if label == "acl":
            marked = parse.dependent(verb, "mark") is not None  # "the cost of attacking": the cost does not attack
            return head if parse.tags[verb] in {"VBG", "VBN"} and not marked else _holder(parse, head)
        if label == "acl:relcl":
            return head if parse.dependent(verb, "obj") is not None or is_passive(parse, verb) else None
        if label == "xcomp":
            controlled = parse.dependent(head, "obj", "iobj")
            if controlled is not None and controlled < verb:
                return resolved(parse, controlled)
        elif label not in {"conj", "advcl", "ccomp", "parataxis"} or head == verb or parse.pos[head] not in VERBAL | {"ADJ", "NOUN"}:
            return None
        if label in {"ccomp", "parataxis"} and parse.dependent(verb, "mark") is not None and parse.tags[verb] != "VB":
            return None
        verb = head
    return None


def _own_subject(parse: Parse, verb: int) -> int | None:
    """The subject that a verb has itself, or that the parse hangs on its auxiliary ("Norway was opposed")."""
    places = (verb, *parse.dependents(verb, "aux", "aux:pass", "cop"))
    return next((s for place in places if (s := parse.dependent(place, "nsubj", "csubj")) is not None), None)


def _finite_above(parse: Parse, verb: int) -> int | None:
    """The finite verb that a finite verb continues where the parse joins it to an infinitive between them.

    "urged Iran to stop and threatened Iraq": nobody urged Iran to threaten.
    """
    if parse.labels[verb] != "conj" or parse.tags[verb] not in FINITE or parse.tags[parse.heads[verb]] != "VB":
        return None
    for above in parse.ancestors(verb):
        if parse.tags[above] != "VB" or parse.dependent(above, "aux") is not None:
            return above
    return None


def _holder(parse: Parse, noun: int) -> int | None:
    """Who a noun with an infinitive belongs to: "Iran's decision to sign", "Iran made a promise to sign"."""
    owner = parse.dependent(noun, "nmod:poss")
    if owner is not None:
        return owner
    if parse.labels[noun] in {"obj", "xcomp"}:
        return surface_subject(parse, parse.heads[noun])
    return None


def subject(parse: Parse, verb: int) -> int | None:
    """Who does it: the subject of an active verb, the agent of a passive one."""
    if not is_passive(parse, verb):
        return surface_subject(parse, verb)
    agent = parse.dependent(verb, "obl:agent")
    return None if agent is None else resolved(parse, agent)


def direct_object(parse: Parse, verb: int) -> int | None:
    """To whom or what it is done: the object of an active verb, the subject of a passive one, the noun of a relative clause."""
    own = parse.dependent(verb, "obj")
    if own is not None:
        return resolved(parse, own)
    if is_passive(parse, verb):
        return surface_subject(parse, verb)
    if parse.labels[verb] == "acl:relcl" and parse.dependent(verb, "nsubj") is not None:
        pronoun = parse.dependent(verb, "nsubj")
        taken = pronoun is not None and antecedent(parse, pronoun) is not None
        return None if taken or _takes_preposition(parse, verb) else parse.heads[verb]
    if parse.labels[verb] == "conj" and parse.heads[verb] != verb:  # "signed and ratified the accord": the object stands with one of them
        head = parse.heads[verb]
        shared = parse.dependent(head, "obj")
        return shared if shared is not None and shared > verb else None
    later = [
        c
        for c in parse.dependents(verb, "conj")
        if parse.pos[c] == "VERB" and parse.dependent(c, "obj") is not None and parse.dependent(c, "nsubj") is None
    ]
    return parse.dependent(later[0], "obj") if later else None


def _takes_preposition(parse: Parse, verb: int) -> bool:
    """Whether the relative pronoun of a clause stands after a preposition: "a deal under which they agreed to leave"."""
    return any(parse.tags[c] in RELATIVE_TAGS and parse.dependent(c, "case") is not None for c in parse.dependents(verb, "obl", "nmod"))


def preposition(parse: Parse, token: int) -> str:
    """The preposition of a noun, several joined by spaces ("because of"); empty if it has none."""
    return " ".join(parse.lemmas[c] for c in parse.dependents(token, "case") if parse.tags[c] != "POS")


def obliques(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """The prepositional phrases of a verb or noun, as (preposition, noun), coordinated ones with the preposition of the first.

    Those of a verb's particle are the verb's: "walked out of the talks", "stayed away from the vote".
    """
    particles = (p for p in parse.dependents(token, "advmod", "compound:prt") if parse.pos[p] in {"ADV", "ADP"})
    for child in itertools.chain(parse.dependents(token, "obl", "nmod"), *(parse.dependents(p, "obl") for p in particles)):
        if parse.labels[child] in {"nmod:poss", "obl:npmod"}:
            continue
        word = preposition(parse, child)
        if word:
            yield word, resolved(parse, child)
            for other in parse.dependents(child, "conj"):
                own = preposition(parse, other)
                if own and own != word:
                    yield own, other
    yield from (phrase for phrase in misread_as_subjects(parse, token) if phrase[0] != COMPLEMENTISER)


def misread_as_subjects(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """Phrases that the parse takes for the subject of the infinitive behind them: "spoke with the king of Chad to discuss aid"."""
    for clause in parse.dependents(token, "advcl", "acl"):
        marks = [c for c in parse.dependents(clause, "mark") if parse.tags[c] == "IN"]
        noun = parse.dependent(clause, "nsubj")
        if parse.tags[clause] == "VB" and noun is not None and marks and token < marks[0] < noun < clause:
            yield parse.lemmas[marks[0]], noun


def governing_clause(parse: Parse, token: int) -> int:
    """The nearest verb or predicate above a token (itself, if it is one)."""
    for place in (token, *parse.ancestors(token)):
        if parse.pos[place] in VERBAL or parse.dependent(place, "cop", "nsubj") is not None:
            return place
    return token
