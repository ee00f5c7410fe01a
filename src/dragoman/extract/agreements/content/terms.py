"""The terms of an agreement: how long it lasts, how it is renewed and ended, whether it is kept secret."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.steps.slots import Reference
from dragoman.knowledge.rows.agreements import Terms
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import direct_object, is_passive, obliques, surface_subject

DURATION, SECRECY = "duration", "secrecy"
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
APART = frozenset({"conj", "cc", "mark", "parataxis", "ccomp", "acl:relcl"})  # what a clause has beside its own terms


def find_terms(annotated: Annotated, reference: Reference, words: Terms) -> Iterator[tuple[str, int, int, int, Agreement]]:
    """Code, trigger, first token, end and agreement of each term told, in text order."""
    parse = annotated.parse
    for token in range(len(parse)):
        lemma = parse.lemmas[token].lower()
        agreement = _agreement_of(parse, reference, token, words) if lemma in words.all else None
        if agreement is None:
            continue
        low, high = _extent(parse, token)
        if _is_of_time(annotated, token, (low, high), words):
            yield DURATION, token, low, high, agreement
        elif lemma in words.hiding and (lemma in words.secret or parse.dependent(token, "advmod:neg") is not None):
            yield SECRECY, token, low, high, agreement


def _agreement_of(parse: Parse, reference: Reference, token: int, words: Terms) -> Agreement | None:
    """The agreement that a verb or adjective is told of: its subject, its object, or what one withdraws from."""
    subject = surface_subject(parse, token)
    held = None if is_passive(parse, token) else direct_object(parse, token)
    places = [subject, held, *(noun for word, noun in obliques(parse, token) if word in words.leaving)]
    return next((named[0][1] for place in places if (named := reference.find(place, pronoun=place == subject))), None)


def _extent(parse: Parse, token: int) -> tuple[int, int]:
    """From its auxiliary or itself to the end of what it governs, but for its subject and other clauses joined to it."""
    own = [c for c in parse.children[token] if parse.labels[c] not in SUBJECTS | APART and parse.tags[c] not in {".", ",", ":"}]
    first = min((c for c in own if c > token or parse.labels[c].startswith(("aux", "advmod", "cop"))), default=token)
    behind = [parse.edges[c][1] for c in own if c > token]
    return min(first, token), max([token + 1, *behind])


def _is_of_time(annotated: Annotated, token: int, extent: tuple[int, int], words: Terms) -> bool:
    """Whether it tells how long the agreement lasts or how that ends, rather than that it ended: a measure, or what happens by itself."""
    parse, lemma = annotated.parse, annotated.parse.lemmas[token].lower()
    said = {parse.lemmas[t].lower() for t in range(*extent)}
    counted = any(parse.lemmas[t].lower() in words.units and parse.dependent(t, "nummod") is not None for t in range(*extent))
    measured, automatic = counted or bool(words.measures & said), bool(words.automatic & said)
    if lemma in words.lasting and parse.tags[token] != "VBD":
        return measured or automatic or any(annotated.dates_at.get(t) for t in range(*extent))
    if lemma in words.made:
        return any(word in words.spanning and parse.lemmas[noun].lower() in words.units for word, noun in obliques(parse, token))
    if lemma in words.having:
        return _has_limit(parse, token, words)
    permitted = any(parse.lemmas[c] in words.may for c in parse.dependents(token, "aux"))
    return lemma in words.ending and (automatic or (permitted and measured))


def _has_limit(parse: Parse, token: int, words: Terms) -> bool:
    """Whether what it has is a term: "has no time limit", "has a term of five years"."""
    held = parse.dependent(token, "obj")
    return held is not None and parse.lemmas[held].lower() in words.limits
