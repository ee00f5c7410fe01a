"""Clauses that words of speech report: governed by them, around them, or found where the tree misses them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.speech.cues import Cue
from dragoman.extract.statements.speech.parts import PRESENT_OR_PAST, Reported, is_finite, is_infinitive, taken, without
from dragoman.knowledge.rows.statements import AS, CLAUSE, OBJECT
from dragoman.model.parse import Parse
from dragoman.model.syntax import RELATIVE_TAGS, surface_subject

BRINGING = frozenset({"IN", "WDT"})  # tags of the word that brings a clause ("that")
LEAST = 3  # tokens of the shortest clause before a comma
FRAME = 14  # tokens: the longest stretch between a comma and the verb of speech that follows its subject


def by_clause(parse: Parse, cue: Cue) -> Reported | None:
    """A clause that the verb governs: "said that it rains", "it rains, he said"."""
    if cue.word(CLAUSE) is None:
        return None
    ranges = []
    for child in _clauses(parse, cue):
        if is_infinitive(parse, child) and not is_finite(parse, child) and parse.dependent(child, "nsubj") is None:
            continue
        if child < cue.token and (is_speaking(parse, child) or not _may_precede(parse, cue, child)):
            continue
        low, high = parse.edges[child]
        low = _with_joined(parse, cue, child, _with_subject(parse, cue, child, low))
        if not low <= cue.token < high:
            ranges.append((low, high))
        elif child > cue.token:  # "changes, which officials said will begin": the pronoun belongs to what is reported
            pronoun = (low, low + 1) if parse.tags[low] in RELATIVE_TAGS else (low, low)
            return taken(parse, cue, CLAUSE, pronoun, (max(cue.end, cue.token + 1), high))
        else:
            ranges += without(low, high, parse.edges[cue.token])
    if not ranges:
        return None
    after = [r for r in ranges if r[0] > cue.token]
    if len(after) > 1 and after[0][1] == after[1][0] and not {"PUNCT"} & set(parse.pos[after[0][1] - 1 : after[0][1] + 1]):
        after = [(after[0][0], after[1][1])]  # "noted that oil and talks with Chad would help", cut in two by the parse
    return taken(parse, cue, CLAUSE, *(after[:1] or ranges[:1] if len(ranges) > 1 and not _interrupts(ranges, cue) else ranges))


def _may_precede(parse: Parse, cue: Cue, clause: int) -> bool:
    """Whether a clause before a cue may be what it reports.

    It is not where the cue has an object itself ("It rained: Chad declared war"), is put into a relative clause, begins after a colon,
    or goes on with that clause.
    """
    between = range(parse.edges[clause][1], cue.token)
    apart = any(parse.words[t] in {":", ";"} for t in between) or goes_on(parse, cue.token)
    return not apart and parse.labels[cue.token] != "acl:relcl" and not _has_own_object(parse, cue)


def goes_on(parse: Parse, verb: int) -> bool:
    """Whether a verb shares the subject of a clause that the parse takes for what it reports: "it backs the pact, urges Chad to sign"."""
    own = parse.dependent(verb, "nsubj", "aux:pass")
    told, asked = parse.dependent(verb, "obj"), parse.dependent(verb, "xcomp")
    return own is None and told is not None and asked is not None and verb < told < asked


def _with_subject(parse: Parse, cue: Cue, clause: int, low: int) -> int:
    """Where a clause begins whose subject the parse takes for the object of the cue: "claimed modern threats were too great"."""
    held = None if any(OBJECT in word.to for word in cue.words) else parse.dependent(cue.token, "obj")
    bare = parse.dependent(clause, "nsubj", "csubj", "mark") is None and is_finite(parse, clause)
    return parse.edges[held][0] if held is not None and bare and cue.end <= parse.edges[held][0] and held < low else low


def _with_joined(parse: Parse, cue: Cue, clause: int, low: int) -> int:
    """Where a clause before the cue begins, of whose first half the parse makes the main verb: "it is ready but will wait, he said"."""
    verb, subject = cue.token, parse.dependent(cue.token, "nsubj")
    first, joins = parse.heads[verb], parse.dependent(verb, "cc")
    if parse.labels[verb] != "conj" or joins is None or subject is None or not first < joins < clause < subject:
        return low
    alone = parse.dependent(first, "nsubj") is not None and parse.dependent(first, "ccomp", "mark") is None
    return parse.edges[first][0] if alone and is_finite(parse, first) and parse.labels[first] == "root" else low


def is_speaking(parse: Parse, clause: int) -> bool:
    """Whether a clause is who speaks, with a participle taken for its verb: "Lee, also appearing on television, said"."""
    return parse.tags[clause] == "VBG" and parse.dependent(clause, "aux") is None and parse.dependent(clause, "nsubj") is not None


def _clauses(parse: Parse, cue: Cue) -> Iterator[int]:
    """The clauses that a cue governs, those the parse takes for adverbial ones, and those on its further words ("made clear that ...")."""
    yield from (child for child in parse.dependents(cue.token, "ccomp") if not cue.token < child < cue.end)
    if parse.dependent(cue.token, "ccomp", "xcomp") is None and not _has_own_object(parse, cue):
        yield from (child for child in parse.dependents(cue.token, "advcl") if child >= cue.end and _is_bare(parse, child))
    for further in range(cue.token + 1, cue.end):
        yield from (child for child in parse.dependents(further, "ccomp") if child > further)


def _is_bare(parse: Parse, clause: int) -> bool:
    """Whether a finite clause with its subject has no word that brings it ("when", "as"): "said after the vote he would go"."""
    return is_finite(parse, clause) and not _is_marked(parse, clause) and parse.dependent(clause, "nsubj", "expl") is not None


def _is_marked(parse: Parse, clause: int) -> bool:
    """Whether a word such as "when" or "if" brings a clause."""
    return parse.dependent(clause, "mark") is not None or any(parse.tags[c] == "WRB" for c in parse.dependents(clause, "advmod"))


def _interrupts(ranges: list[tuple[int, int]], cue: Cue) -> bool:
    """Whether what is reported stands on both sides of the cue."""
    return any(high <= cue.token for _, high in ranges) and any(low > cue.token for low, _ in ranges)


def around(parse: Parse, cue: Cue) -> Reported | None:
    """The clause into which the cue is put: "the plan, he said, will fail"; "as he said, the plan will fail"."""
    label, head = parse.labels[cue.token], parse.heads[cue.token]
    if cue.word(CLAUSE) is None or head == cue.token:
        return None
    marked = parse.dependent(cue.token, "mark", "advmod")
    as_clause = label == "advcl" and marked is not None and parse.tags[marked] == "IN" and parse.lemmas[marked] == AS
    own = parse.dependent(cue.token, "nsubj")
    if not as_clause and not (label == "parataxis" and own is not None):
        return None
    if parse.dependent(cue.token, "advmod:neg", "xcomp") is not None or _has_own_object(parse, cue):
        return None  # "as he had not replied to the offer", "in May, he ordered the retreat"
    low, high = parse.edges[head]
    return taken(parse, cue, CLAUSE, *without(low, high, parse.edges[cue.token]))


def _has_own_object(parse: Parse, cue: Cue) -> bool:
    """Whether a verb has an object, or a phrase with "to", that is not who is told."""
    places = {place for word in cue.words for place in word.to}
    if parse.dependent(cue.token, "obj") is not None and OBJECT not in places:
        return True
    return any(
        parse.tags[c] == "TO" and parse.lemmas[c] not in places
        for o in parse.dependents(cue.token, "obl")
        for c in parse.dependents(o, "case")
    )


def surface(parse: Parse, cue: Cue) -> Reported | None:
    """The rest of the sentence before "..., said the minister" or "..., the minister said", where the tree misses it."""
    verb = cue.token
    if cue.word(CLAUSE) is None or parse.tags[verb] not in PRESENT_OR_PAST or parse.dependent(verb, "obj") is not None:
        return None
    low, high = parse.sentences[parse.sentence_of[verb]]
    comma = next((t for t in range(verb - 1, max(low, verb - FRAME), -1) if parse.words[t] == ","), None)
    if comma is None or comma - low < LEAST or parse.tags[low] in {"VBN", "VBG"}:
        return None
    pronoun = any(parse.tags[t] in RELATIVE_TAGS for t in range(comma + 1, verb))
    if pronoun or (parse.labels[verb] == "advcl" and parse.dependent(verb, "mark") is not None):
        return None  # ", which the minister said", ", unless the minister agreed"
    subject = next((s for s in parse.dependents(verb, "nsubj") if s > comma), None)
    own = subject is not None and comma < subject < verb
    inverted = (subject is None or subject > verb) and comma == verb - 1 and verb + 1 < high
    fits = own or inverted
    if not fits or any(parse.pos[t] == "VERB" for t in range(comma + 1, verb)):
        return None
    if subject is None and surface_subject(parse, verb) is None:
        return None
    told = (inverted and subject is not None) or _tells(parse, low, comma)
    return taken(parse, cue, CLAUSE, (low, comma)) if told else None


def _tells(parse: Parse, low: int, high: int) -> bool:
    """Whether a range holds a sentence, and not only a clause of time or condition: "When it rained, Chad said enough"."""
    verbs = (t if parse.pos[t] == "VERB" else parse.heads[t] for t in range(low, high) if parse.pos[t] in {"VERB", "AUX"})
    return any(is_finite(parse, t) and not _is_marked(parse, t) and parse.labels[t] != "acl:relcl" for t in verbs)


def hung(parse: Parse, cue: Cue) -> Reported | None:
    """A clause that the tree hangs on a noun between: "said at a briefing that it rains", "told a group of men that ..."."""
    if cue.word(CLAUSE) is None or _has_own_object(parse, cue) or parse.dependent(cue.token, "xcomp") is not None:
        return None
    for noun in parse.dependents(cue.token, "obl", "obj", "iobj"):
        for holder in (noun, *parse.dependents(noun, "nmod")):
            for clause in parse.dependents(holder, "acl:relcl", "acl"):
                first, told = parse.edges[clause][0], parse.dependent(clause, "nsubj", "nsubj:pass", "expl")
                whole = parse.labels[first] == "mark" or any(c != first for c in parse.dependents(clause, "obj"))  # and no relative clause
                brings = parse.tags[first] in BRINGING and (whole or parse.labels[noun] == "obl")
                if cue.token < first and brings and told not in {None, first} and is_finite(parse, clause):
                    return taken(parse, cue, CLAUSE, parse.edges[clause])
    return None
