"""What words of speech report by grammar: clauses, infinitives, objects, and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.extract.statements.cues import Cue
from dragoman.knowledge.rows.statements import AS, CLAUSE, COMPLEMENT, GERUND, INFINITIVE, OBJECT, VOICED, SpeechWord, Statements
from dragoman.model.parse import Parse
from dragoman.model.syntax import antecedent, is_passive, surface_subject
from dragoman.model.text import Span

SOURCE = "source"  # the shape of "according to": what is reported is the clause it stands in
LINKED = frozenset({"xcomp", "obl", "advcl", "ccomp", "advmod"})
PLAIN_MARKS = frozenset({'"', "'", "''", "`", "``"})  # quotation marks as the parser has them
OPEN_CLAUSES = ("ccomp", "xcomp", "advcl")
BRINGING = frozenset({"IN", "WDT"})  # tags of the word that brings a clause ("that")
LEAST = 3  # tokens of the shortest clause before a comma
PRESENT_OR_PAST = frozenset({"VBD", "VBZ", "VBP"})
FRAME = 14  # tokens: the longest stretch between a comma and the verb of speech that follows its subject


@dataclass(slots=True, kw_only=True)
class Reported:
    """What a cue reports: ``parts`` are token ranges in text order; ``shape`` says by which construction."""

    cue: Cue
    shape: str
    parts: list[tuple[int, int]]
    word: SpeechWord | None = None
    quotations: list[Span] = field(default_factory=list)

    @property
    def low(self) -> int:
        """The first token of what is reported."""
        return self.parts[0][0]

    @property
    def high(self) -> int:
        """The token after its last one."""
        return self.parts[-1][1]


def all_reported(parse: Parse, cues: Mapping[int, Cue], words: Statements) -> dict[int, Reported]:
    """What each cue reports, by its token; a clause ends where a coordinated verb of speech begins that goes with the cue itself."""
    reported = {token: found for token, cue in cues.items() if (found := reported_by(parse, cue, words))}
    for token, found in reported.items():
        if found.shape != CLAUSE or not found.cue.words:
            continue
        _leave_source(parse, found, cues)
        for child in parse.dependents(token, "ccomp"):
            for other in parse.dependents(child, "conj"):
                if other in reported and _goes_with(parse, token, child, other):
                    end = parse.edges[other][0]
                    found.parts = [part for a, b in found.parts if (part := trimmed(parse, a, min(b, end)))] or found.parts
                    if parse.dependent(other, "nsubj") is None:
                        cues[other].shares = token
                    break
    return reported


def _leave_source(parse: Parse, found: Reported, cues: Mapping[int, Cue]) -> None:
    """Cut off who passes the words on, where that stands before them: "said, according to the agency, that ..."."""
    cue = cues.get(found.low)
    if (
        cue is not None
        and cue.source is not None
        and cue.source < found.high
        and all(parse.pos[t] == "PUNCT" for t in range(found.cue.token + 1, found.low))
    ):
        end = max(cue.end, parse.edges[cue.source][1])
        first = trimmed(parse, end, found.parts[0][1])
        found.parts = [first, *found.parts[1:]] if first is not None else found.parts


def _goes_with(parse: Parse, cue: int, child: int, other: int) -> bool:
    """Whether a verb of speech coordinated with a reported verb goes with the one that reports: it has the tense of that one."""
    if other < cue or parse.dependent(other, "ccomp") is None or any(parse.tags[c] == "IN" for c in parse.dependents(other, "mark")):
        return False
    return _tense(parse, other) == _tense(parse, cue) and (
        _tense(parse, child) != _tense(parse, cue) or parse.dependent(other, "nsubj") is not None
    )


def _tense(parse: Parse, verb: int) -> str:
    """The tag of the finite word of a verb."""
    return next((parse.tags[c] for c in parse.dependents(verb, "aux", "cop")), parse.tags[verb])


def reported_by(parse: Parse, cue: Cue, words: Statements) -> Reported | None:
    """What a cue reports by grammar; None if it brings nothing."""
    if cue.source is not None:
        return _by_source(parse, cue, cue.source)
    if parse.pos[cue.token] == "ADJ":
        return _by_clause(parse, cue) or _by_preposition(parse, cue)
    if parse.pos[cue.token] not in {"VERB", "AUX"}:
        return _by_noun(parse, cue, words)
    return (
        _by_clause(parse, cue)
        or _by_infinitive(parse, cue)
        or _around(parse, cue)
        or _by_object(parse, cue)
        or _by_preposition(parse, cue)
        or _surface(parse, cue)
        or _hung(parse, cue)
    )


def trimmed(parse: Parse, low: int, high: int) -> tuple[int, int] | None:
    """A token range without the punctuation at its ends; None if nothing is left."""
    while low < high and parse.pos[low] == "PUNCT" and parse.words[low] not in "([$":
        low += 1
    while high > low and parse.pos[high - 1] == "PUNCT" and parse.words[high - 1] not in ")]%":
        high -= 1
    return (low, high) if low < high else None


def _reported(parse: Parse, cue: Cue, shape: str, *ranges: tuple[int, int]) -> Reported | None:
    """What stands in these ranges, if anything does; a complement, or what something is called, counts as an object."""
    parts = [part for low, high in ranges if low < high and (part := trimmed(parse, low, high))]
    word = cue.word(shape) or ((cue.word(COMPLEMENT) or cue.word(AS)) if shape == OBJECT else None)
    return Reported(cue=cue, shape=shape, parts=parts, word=word) if parts else None


def _without(low: int, high: int, cut: tuple[int, int]) -> list[tuple[int, int]]:
    """A range without what is cut out of it."""
    if cut[1] <= low or cut[0] >= high:
        return [(low, high)]
    return [(a, b) for a, b in ((low, cut[0]), (cut[1], high)) if a < b]


def _is_infinitive(parse: Parse, token: int) -> bool:
    return any(parse.tags[c] == "TO" for c in parse.dependents(token, "mark", "aux"))


def _finite(parse: Parse, token: int) -> bool:
    tags = [parse.tags[token], *(parse.tags[c] for c in parse.dependents(token, "aux", "cop"))]
    return any(tag == "MD" or tag in PRESENT_OR_PAST for tag in tags)


def _by_clause(parse: Parse, cue: Cue) -> Reported | None:
    """A clause that the verb governs: "said that it rains", "it rains, he said"."""
    if cue.word(CLAUSE) is None:
        return None
    ranges = []
    for child in _clauses(parse, cue):
        if _is_infinitive(parse, child) and not _finite(parse, child) and parse.dependent(child, "nsubj") is None:
            continue
        if child < cue.token and is_speaking(parse, child):
            continue
        low, high = parse.edges[child]
        low = _with_subject(parse, cue, child, low)
        ranges += [(low, high)] if not low <= cue.token < high else _without(low, high, parse.edges[cue.token])
    if not ranges:
        return None
    after = [r for r in ranges if r[0] > cue.token]
    return _reported(parse, cue, CLAUSE, *(after[:1] or ranges[:1] if len(ranges) > 1 and not _interrupts(ranges, cue) else ranges))


def _with_subject(parse: Parse, cue: Cue, clause: int, low: int) -> int:
    """Where a clause begins whose subject the parse takes for the object of the cue: "claimed modern threats were too great"."""
    held = None if any(OBJECT in word.to for word in cue.words) else parse.dependent(cue.token, "obj")
    bare = parse.dependent(clause, "nsubj", "csubj", "mark") is None and _finite(parse, clause)
    return parse.edges[held][0] if held is not None and bare and cue.end <= parse.edges[held][0] and held < low else low


def is_speaking(parse: Parse, clause: int) -> bool:
    """Whether a clause is who speaks, with a participle taken for its verb: "Lee, also appearing on television, said"."""
    return parse.tags[clause] == "VBG" and parse.dependent(clause, "aux") is None and parse.dependent(clause, "nsubj") is not None


def _clauses(parse: Parse, cue: Cue) -> Iterator[int]:
    """The clauses that a cue governs, or that hang on its further words ("made clear that ...")."""
    yield from (child for child in parse.dependents(cue.token, "ccomp") if not cue.token < child < cue.end)
    for further in range(cue.token + 1, cue.end):
        yield from (child for child in parse.dependents(further, "ccomp") if child > further)


def _interrupts(ranges: list[tuple[int, int]], cue: Cue) -> bool:
    """Whether what is reported stands on both sides of the cue."""
    return any(high <= cue.token for _, high in ranges) and any(low > cue.token for low, _ in ranges)


def _by_infinitive(parse: Parse, cue: Cue) -> Reported | None:
    """An infinitive or a participle: "promised to go", "denied having gone"."""
    for child in parse.dependents(cue.token, *OPEN_CLAUSES):
        if child < cue.token:
            continue
        if _is_infinitive(parse, child) and cue.word(INFINITIVE) is not None and parse.labels[child] != "advcl":
            return _reported(parse, cue, INFINITIVE, parse.edges[child])
        if parse.tags[child] == "VBG" and cue.word(GERUND) is not None and parse.labels[child] != "advcl":
            return _reported(parse, cue, GERUND, parse.edges[child])
    return None


def _around(parse: Parse, cue: Cue) -> Reported | None:
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
    return _reported(parse, cue, CLAUSE, *_without(low, high, parse.edges[cue.token]))


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


def _by_object(parse: Parse, cue: Cue) -> Reported | None:
    """A noun: "condemned the attack", with what belongs to it: "described it as war", "accused Iraq of firing"."""
    word = cue.word(OBJECT) or cue.word(COMPLEMENT) or cue.word(AS)
    if word is None:
        return None
    noun = parse.dependent(cue.token, "obj")
    if noun is None and parse.labels[cue.token] == "acl" and parse.dependent(cue.token, "obl:agent") is not None:
        called = [parse.edges[c] for c in parse.children[cue.token] if c > cue.token and _calls(parse, c) and _links(parse, c, word)]
        return _reported(parse, cue, OBJECT, *called) if called else None  # "the deal, hailed by Chile as a triumph"
    if noun is None and is_passive(parse, cue.token):
        noun = parse.dependent(cue.token, "nsubj:pass")
        said = noun is not None and OBJECT in word.takes and parse.dependent(cue.token, "obl:agent") is not None
        return _reported(parse, cue, OBJECT, parse.edges[noun]) if said and noun is not None else None
    if noun is None:
        called = [
            parse.edges[c] for c in parse.dependents(cue.token, "obl") if c > cue.token and _calls(parse, c) and _links(parse, c, word)
        ]
        if called and any(parse.words[t] in PLAIN_MARKS for t in range(*called[0])):
            return _reported(parse, cue, OBJECT, *called[:1])  # "dismissed as "a farce" the report of the board"
        noun = next((c for c in parse.dependents(cue.token, "ccomp", "xcomp") if c > cue.token), None)  # "called it a lie"
        return _reported(parse, cue, OBJECT, parse.edges[noun]) if noun is not None else None
    told = antecedent(parse, noun)
    if told is not None:  # "a charge that Ankara denies"
        return _reported(parse, cue, OBJECT, (parse.edges[told][0], noun)) if OBJECT in word.takes else None
    if parse.pos[noun] == "PRON" and word.weak:
        return None  # "defended itself"
    low, high = parse.edges[noun]
    linked = [c for c in parse.children[cue.token] if c > noun and parse.labels[c] in LINKED and _links(parse, c, word)]
    end = max([high, *(parse.edges[c][1] for c in linked)])
    if OBJECT not in word.takes and not linked and not any(parse.words[t] in PLAIN_MARKS for t in range(low, min(high + 1, len(parse)))):
        return None  # "called his colleague"
    return _reported(parse, cue, OBJECT, (low, end))


def _calls(parse: Parse, child: int) -> bool:
    """Whether a phrase tells what something is called: "as a triumph"."""
    return parse.labels[child] in LINKED and AS in {parse.lemmas[c] for c in parse.dependents(child, "case", "mark")}


def _links(parse: Parse, child: int, word: SpeechWord) -> bool:
    """Whether a phrase after the object belongs to what is said."""
    if parse.labels[child] == "advmod":  # "as" before an adjective keeps its place as the head
        return parse.lemmas[child] == AS and AS in word.takes
    links = {parse.lemmas[c] for c in parse.dependents(child, "case", "mark")}
    return bool(links & word.prepositions) or (AS in word.takes and (AS in links or not links))


def _by_preposition(parse: Parse, cue: Cue) -> Reported | None:
    """A phrase with a preposition: "called for talks", "warned of war"."""
    told = [noun for noun in parse.dependents(cue.token, "obj", "iobj") if any(OBJECT in word.to for word in cue.words)]
    inner = [child for noun in told for child in parse.dependents(noun, "nmod", "acl")]  # "warned the crew of danger", hung on crew
    for child in (*parse.children[cue.token], *inner):
        if child < cue.token or parse.labels[child] not in {"obl", "advcl", "ccomp", "xcomp", "nmod", "acl"}:
            continue
        link = next((c for c in parse.dependents(child, "case", "mark") if cue.word(parse.lemmas[c]) is not None), None)
        if link is not None and parse.lemmas[link] != AS:
            low, high = parse.edges[child]
            found = _reported(parse, cue, parse.lemmas[link], (max(low, link + 1), high))
            if found:
                return found
    return None


def _surface(parse: Parse, cue: Cue) -> Reported | None:
    """The rest of the sentence before "..., said the minister" or "..., the minister said", where the tree misses it."""
    verb = cue.token
    if cue.word(CLAUSE) is None or parse.tags[verb] not in PRESENT_OR_PAST or parse.dependent(verb, "obj") is not None:
        return None
    low, high = parse.sentences[parse.sentence_of[verb]]
    comma = next((t for t in range(verb - 1, max(low, verb - FRAME), -1) if parse.words[t] == ","), None)
    if comma is None or comma - low < LEAST or parse.tags[low] in {"VBN", "VBG"} or parse.labels[low] == "mark":
        return None
    subject = next((s for s in parse.dependents(verb, "nsubj") if s > comma), None)
    own = subject is not None and comma < subject < verb
    inverted = (subject is None or subject > verb) and comma == verb - 1 and verb + 1 < high
    fits = own or inverted
    if not fits or any(parse.pos[t] == "VERB" for t in range(comma + 1, verb)):
        return None
    if subject is None and surface_subject(parse, verb) is None:
        return None
    told = (inverted and subject is not None) or any(_finite(parse, t) for t in range(low, comma) if parse.pos[t] in {"VERB", "AUX"})
    return _reported(parse, cue, CLAUSE, (low, comma)) if told else None


def _hung(parse: Parse, cue: Cue) -> Reported | None:
    """A clause that the tree hangs on a noun between: "said at a weekly briefing that it rains"."""
    if cue.word(CLAUSE) is None or parse.dependent(cue.token, "obj", "xcomp") is not None:
        return None
    for noun in parse.dependents(cue.token, "obl"):
        for holder in (noun, *parse.dependents(noun, "nmod")):
            for clause in parse.dependents(holder, "acl:relcl", "acl"):
                first, told = parse.edges[clause][0], parse.dependent(clause, "nsubj", "nsubj:pass", "expl")
                if cue.token < first and parse.tags[first] in BRINGING and told not in {None, first} and _finite(parse, clause):
                    return _reported(parse, cue, CLAUSE, parse.edges[clause])
    return None


def _by_noun(parse: Parse, cue: Cue, words: Statements) -> Reported | None:
    """A clause that hangs on a noun: "the claim that it rains", "a promise to go"."""
    for child in parse.dependents(cue.token, "acl", "ccomp", "acl:relcl"):
        marks = {parse.lemmas[c] for c in parse.dependents(child, "mark")}
        if child < cue.token or not marks:
            continue
        if _is_infinitive(parse, child):
            if cue.word(INFINITIVE) is not None:
                return _reported(parse, cue, INFINITIVE, parse.edges[child])
        elif _finite(parse, child) and cue.word(CLAUSE) is not None and antecedent(parse, child) is None:
            return _reported(parse, cue, CLAUSE, parse.edges[child])
    head = parse.heads[cue.token]
    supported = parse.labels[cue.token] == "obj" and parse.lemmas[head] in words.support
    voiced = cue.word(VOICED)
    if voiced is not None:
        return _reported(parse, cue, VOICED, (parse.edges[cue.token][0], _voiced_end(parse, cue.token, voiced))) if supported else None
    if not supported and parse.dependent(cue.token, "nmod:poss") is None:
        return None  # "the demand for wheat"
    for child in parse.dependents(cue.token, "nmod"):
        link = next((c for c in parse.dependents(child, "case") if cue.word(parse.lemmas[c]) is not None), None)
        if link is not None:
            low, high = parse.edges[child]
            return _reported(parse, cue, parse.lemmas[link], (max(low, link + 1), high))
    return None


def _voiced_end(parse: Parse, noun: int, word: SpeechWord) -> int:
    """Where a voiced feeling ends: with the phrases right after it, even if the tree hangs them on the verb."""
    end = parse.edges[noun][1]
    for child in parse.dependents(parse.heads[noun], "obl", "advcl"):
        low, high = parse.edges[child]
        if low == end and parse.lemmas[low] in word.prepositions:
            end = high
    return end


def _by_source(parse: Parse, cue: Cue, source: int) -> Reported | None:
    """The clause in which "according to" stands, without the phrase."""
    clause = clause_of(parse, cue)
    low, high = parse.sentences[parse.sentence_of[cue.token]] if clause is None else parse.edges[clause]
    phrase = (cue.token, max(cue.end, parse.edges[source][1]))
    return _reported(parse, cue, SOURCE, *_without(low, high, phrase))


def clause_of(parse: Parse, cue: Cue) -> int | None:
    """The verb or predicate to which the phrase belongs."""
    end = cue.end if cue.source is None else max(cue.end, parse.edges[cue.source][1])
    for token in parse.ancestors(cue.token):
        inside = cue.token <= token < end
        if not inside and (parse.pos[token] in {"VERB", "AUX"} or parse.dependent(token, "cop", "nsubj") is not None):
            return token
    return None
