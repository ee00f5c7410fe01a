"""What is done on the basis of an agreement, and so carries it out: "pursuant to the treaty", "their cooperation under the accord"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.agreements.naming.names import Naming
from dragoman.extract.agreements.steps.slots import Named, Reference
from dragoman.extract.agreements.steps.telling import StepMention
from dragoman.extract.pair import PAIR, acting_in
from dragoman.extract.parties import public
from dragoman.model.mention import Mark
from dragoman.model.parse import Parse

STAGE = "implemented"
LONGEST_BASIS = 4  # words of "in accordance with"
BEFORE = 8  # tokens: how far before "under" the cooperation may be named: "ties with Chad and its neighbours under"
IDLE = frozenset({"DET", "PUNCT"})


def find_resting(reference: Reference) -> Iterator[StepMention]:
    """Steps told by a preposition before the title of an agreement; of a treaty of many, or where two act, those take them."""
    annotated, parse = reference.annotated, reference.annotated.parse
    for naming, agreement in _titled(reference):
        basis = _basis(reference, naming)
        if basis is None or _is_just_made(reference, naming):
            continue
        many = naming.treaty is not None and not naming.treaty.parties
        acting = acting_in(annotated, naming.token)
        theirs = many or (naming.treaty is None and len(acting) >= PAIR)
        yield StepMention(
            token=basis,
            stage=STAGE,
            agreement=agreement,
            naming=naming,
            takers=public(acting.values()) if theirs else (),
            mediators=(),
            mark=_mark(reference, parse, basis),
            rule=f"steps/{STAGE}/{parse.words[basis].lower()}",
        )


def _titled(reference: Reference) -> Iterator[Named]:
    for _, named in sorted(reference.at.items()):
        if named[0].title and not named[0].plural:
            yield named


def _is_just_made(reference: Reference, naming: Naming) -> bool:
    """Whether a clause after a title tells that it is signed: "cooperation through the memorandum that both signed"."""
    parse, words = reference.annotated.parse, reference.words
    return any(
        words.stages[p.code].mutual for c in parse.dependents(naming.token, "acl:relcl") for p in words.verbs.get(parse.lemmas[c], ())
    )


def _basis(reference: Reference, naming: Naming) -> int | None:
    """The last token of the words before a title that make it the basis of something; None where it is not."""
    parse, lists = reference.annotated.parse, reference.words.words
    first = parse.sentences[parse.sentence_of[naming.token]][0]
    end = naming.low
    while end > first and (parse.pos[end - 1] in IDLE or parse.words[end - 1] == naming.year):
        end -= 1
    before = [parse.words[t].lower() for t in range(max(first, end - LONGEST_BASIS), end)]
    strong = lists["resting.strong"] if naming.treaty is None or naming.treaty.parties else frozenset()
    if any(" ".join(before[-size:]) in strong | lists["resting.formal"] for size in range(1, len(before) + 1)):
        return end - 1
    if before and before[-1] in lists["resting.weak"]:
        near = range(max(first, end - BEFORE), end - 1)
        return end - 1 if any(parse.lemmas[t].lower() in lists["resting.nouns"] for t in near if parse.pos[t] == "NOUN") else None
    return None


def _mark(reference: Reference, parse: Parse, token: int) -> Mark | None:
    """The modality of what rests on it: that of the nearest word above that has one."""
    marks = reference.annotated.marks
    return next((marks[place] for place in parse.ancestors(token) if place in marks), None)
