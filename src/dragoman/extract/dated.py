"""Which dates hang on a clause, and what they say of its time."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.knowledge.rows.dates import Dates
from dragoman.model.annotated import Annotated
from dragoman.model.mention import DateMention
from dragoman.model.parse import Parse
from dragoman.model.syntax import VERBAL, governing_clause, preposition
from dragoman.model.when import When

CIRCUMSTANCE = frozenset(
    {"obl", "obl:npmod"}
)  # how a noun hangs on a verb whose time it shares ("emerged in 1992, with an accord signed ...")

PAST = frozenset({"VBD", "VBN"})


def date_above(annotated: Annotated, clause: int) -> DateMention | None:
    """The date that a relative clause tells more of: "in 1974, when Turkey intervened"."""
    parse = annotated.parse
    while parse.labels[clause] == "conj" and parse.heads[clause] != clause:
        clause = parse.heads[clause]
    if parse.labels[clause] != "acl:relcl":
        return None
    return next(iter(annotated.dates_at.get(parse.heads[clause], ())), None)


def clauses_of(parse: Parse, token: int, words: Dates) -> Iterator[int]:
    """The token itself, its clause, and the clauses above whose time it shares."""
    yield token
    clause = governing_clause(parse, token)
    if clause != token:
        yield clause
    for _ in range(3):
        label, head = parse.labels[clause], parse.heads[clause]
        if head == clause or label in {"acl:relcl", "parataxis"}:
            return
        if label == "acl" and not (parse.labels[head] in CIRCUMSTANCE and preposition(parse, head) not in words.recalled):
            return
        above = governing_clause(parse, head)
        if above == clause or parse.lemmas[above] in words.reporting:
            return
        if label == "advcl" and any(parse.lemmas[m] in words.not_when | words.recalled for m in parse.dependents(clause, "mark")):
            return
        clause = above
        yield clause


def told_of(annotated: Annotated, noun: int, words: Dates) -> When | None:
    """The past time that a clause which tells more of a noun gives it: "the pact signed in 1992", "the embargo that it imposed in May"."""
    parse, published = annotated.parse, annotated.document.published
    if parse.pos[noun] != "NOUN" or published is None:
        return None
    for clause in parse.dependents(noun, "acl"):
        if parse.tags[clause] not in PAST:
            continue
        for mention in dates_of(annotated, noun, clause, words):
            when = as_told(annotated, mention, words, own=False)
            if when is not None and when.basis in {"stated", "relative"} and when.end is not None and when.end <= published:
                return when
    return None


def dates_of(annotated: Annotated, token: int, clause: int, words: Dates) -> list[DateMention]:
    """The dates that hang on a clause (or on the noun itself), the ones nearest to the token first."""
    parse = annotated.parse
    low, high = parse.sentences[parse.sentence_of[token]]
    found = [
        m
        for head in range(low, high)
        for m in annotated.dates_at.get(head, ())
        if head == clause or _holder(parse, head, clause, words) == clause
    ]
    return sorted(found, key=lambda m: (m.when.basis == "vague", abs(m.head - token)))


def _holder(parse: Parse, head: int, clause: int, words: Dates) -> int:
    """The clause or event that a date belongs to: the first predicate above it, or the token asked for if that comes first.

    The date of a noun that is only a part of another is that noun's alone ("met before the start of last month's fair"), and so is that of
    what an act is about ("thanked him for the release last week").
    """
    voiced = parse.heads[head] == clause and parse.lemmas[clause] in words.voicing
    if voiced and any(clause < noun < head and _is_matter(parse, noun, words) for noun in parse.dependents(clause, "obl", "nmod")):
        return head
    owner = parse.heads[head] if parse.labels[head] == "nmod:poss" else None
    for place in parse.ancestors(head):
        if place != clause and _is_matter(parse, place, words):
            return place
        if place == clause or parse.pos[place] in VERBAL:
            return head if owner is not None and place not in {owner, parse.heads[owner]} else place
    return head


def _is_matter(parse: Parse, noun: int, words: Dates) -> bool:
    """Whether a noun is what an act is about or for."""
    return (
        parse.pos[noun] == "NOUN"
        and preposition(parse, noun) in words.matter
        and parse.lemmas[noun] not in words.occasion | words.units.keys()
    )


def as_told(annotated: Annotated, mention: DateMention, words: Dates, *, own: bool) -> When | None:
    """The date as its preposition lets it be taken: "until 1992" is no date of the act, "since 1992" a beginning of its own clause."""
    word = preposition(annotated.parse, mention.head)
    if word in words.not_when or (word in words.from_when and not own):
        return None
    if word in words.from_when:
        return When(start=mention.when.start, end=annotated.document.published, basis=mention.when.basis, timex=mention.when.timex)
    return mention.when
