"""What words of speech report by grammar: clauses, infinitives, objects, and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.extract.statements.speech.clauses import around, by_clause, hung, surface
from dragoman.extract.statements.speech.cues import Cue, is_supported
from dragoman.extract.statements.speech.parts import Reported, is_finite, is_infinitive, taken, trimmed, without
from dragoman.extract.statements.speech.unsaid import is_unsaid
from dragoman.knowledge.rows.statements import AS, CLAUSE, COMPLEMENT, GERUND, INFINITIVE, OBJECT, VOICED, SpeechWord, Statements
from dragoman.model.parse import Parse
from dragoman.model.syntax import antecedent, is_passive, preposition

SOURCE = "source"  # the shape of "according to": what is reported is the clause it stands in
LINKED = frozenset({"xcomp", "obl", "advcl", "ccomp", "advmod"})
PLAIN_MARKS = frozenset({'"', "'", "''", "`", "``"})  # quotation marks as the parser has them
NAMING = frozenset({"neutral", "propose"})  # stances of words that name or offer something
OPEN_CLAUSES = ("ccomp", "xcomp", "advcl")


def all_reported(parse: Parse, cues: Mapping[int, Cue], words: Statements) -> dict[int, Reported]:
    """What each cue reports, by its token; it ends where another verb of speech begins that goes with the cue itself."""
    reported = {token: found for token, cue in cues.items() if (found := reported_by(parse, cue, words))}
    for token, found in reported.items():
        if not found.cue.words or parse.pos[token] == "NOUN":
            continue
        if found.shape == CLAUSE:
            _leave_source(parse, found, cues)
        other = next((t for t in _going_with(parse, found) if t in reported), None)
        if other is None:
            continue
        end = parse.edges[other][0]
        found.parts = [part for a, b in found.parts if (part := trimmed(parse, a, min(b, end)))] or found.parts
        if parse.dependent(other, "nsubj") is None:
            cues[other].shares = token
    return reported


def _going_with(parse: Parse, found: Reported) -> Iterator[int]:
    """The verbs inside what is reported that go with the cue as far as their form tells."""
    cue = found.cue.token
    for child in parse.dependents(cue, "ccomp", "xcomp"):
        yield from (other for other in parse.dependents(child, "conj") if _goes_with(parse, cue, child, other))
    for token in range(max(found.low, cue), found.high):
        if parse.dependent(token, "nsubj", "mark") is None and _may_go_on(parse, found, token):
            yield token


def _may_go_on(parse: Parse, found: Reported, verb: int) -> bool:
    """Whether a verb of speech that the parse puts deeper into what is reported has the speaker of the cue for its subject.

    "welcomed the talks that began in May and reaffirmed ...", "said that it would end, adding ..."
    """
    if parse.labels[verb] == "conj":
        return found.shape == OBJECT and parse.tags[verb] == parse.tags[found.cue.token] and parse.tags[verb] in {"VBD", "VBZ"}
    trails = parse.tags[verb] == "VBG" and parse.labels[verb] == "advcl" and parse.words[verb - 1] == ","
    return trails and found.shape in {CLAUSE, OBJECT} and parse.edges[verb][1] >= found.high


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
    if other < cue or any(parse.tags[c] == "IN" for c in parse.dependents(other, "mark")) or _tense(parse, other) != _tense(parse, cue):
        return False
    return _tense(parse, child) != _tense(parse, cue) or parse.dependent(other, "nsubj") is not None


def _tense(parse: Parse, verb: int) -> str:
    """The tag of the finite word of a verb."""
    return next((parse.tags[c] for c in parse.dependents(verb, "aux", "cop")), parse.tags[verb])


def reported_by(parse: Parse, cue: Cue, words: Statements) -> Reported | None:
    """What a cue reports by grammar; None if it brings nothing, or if nothing is said."""
    if cue.source is not None:
        return _by_source(parse, cue, cue.source)
    if parse.pos[cue.token] == "ADJ":
        return by_clause(parse, cue) or _by_preposition(parse, cue)
    if parse.pos[cue.token] not in {"VERB", "AUX"}:
        return _by_noun(parse, cue, words)
    if is_unsaid(parse, cue.token, cue.words, words):
        return None
    return (
        by_clause(parse, cue)
        or _by_infinitive(parse, cue)
        or around(parse, cue)
        or _by_object(parse, cue, words)
        or _by_preposition(parse, cue)
        or surface(parse, cue)
        or hung(parse, cue)
    )


def _by_infinitive(parse: Parse, cue: Cue) -> Reported | None:
    """An infinitive or a participle: "promised to go", "denied having gone"."""
    for child in parse.dependents(cue.token, *OPEN_CLAUSES):
        if child < cue.token:
            continue
        asked = parse.labels[child] != "advcl" or _is_asked_before(parse, cue, child)
        if is_infinitive(parse, child) and cue.word(INFINITIVE) is not None and asked:
            return taken(parse, cue, INFINITIVE, parse.edges[child])
        if parse.tags[child] == "VBG" and cue.word(GERUND) is not None and parse.labels[child] != "advcl":
            return taken(parse, cue, GERUND, parse.edges[child])
    return None


def _is_asked_before(parse: Parse, cue: Cue, infinitive: int) -> bool:
    """Whether a preposition brings who is asked, so that an infinitive behind is what for: "called on Chad to close the camps"."""
    places = {place for word in cue.words for place in word.to}
    return any(preposition(parse, c) in places for c in parse.dependents(cue.token, "obl") if cue.token < c < infinitive)


def _by_object(parse: Parse, cue: Cue, words: Statements) -> Reported | None:
    """A noun: "condemned the attack", with what belongs to it: "described it as war", "accused Iraq of firing"."""
    word = cue.word(OBJECT) or cue.word(COMPLEMENT) or cue.word(AS)
    if word is None:
        return None
    noun = parse.dependent(cue.token, "obj")
    if noun is None and parse.labels[cue.token] == "acl" and parse.dependent(cue.token, "obl:agent") is not None:
        called = [parse.edges[c] for c in parse.children[cue.token] if c > cue.token and _calls(parse, c) and _links(parse, c, word)]
        return taken(parse, cue, OBJECT, *called) if called else None  # "the deal, hailed by Chile as a triumph"
    if noun is None and is_passive(parse, cue.token):
        noun = parse.dependent(cue.token, "nsubj:pass")
        said = noun is not None and OBJECT in word.takes and parse.dependent(cue.token, "obl:agent") is not None
        said = said and noun is not None and not _is_done(parse, noun, word)
        return taken(parse, cue, OBJECT, parse.edges[noun]) if said and noun is not None else None
    if noun is None:
        called = [
            parse.edges[c] for c in parse.dependents(cue.token, "obl") if c > cue.token and _calls(parse, c) and _links(parse, c, word)
        ]
        if called and any(parse.words[t] in PLAIN_MARKS for t in range(*called[0])):
            return taken(parse, cue, OBJECT, *called[:1])  # "dismissed as "a farce" the report of the board"
        noun = next((c for c in parse.dependents(cue.token, "ccomp", "xcomp") if c > cue.token), None)  # "called it a lie"
        return taken(parse, cue, OBJECT, parse.edges[noun]) if noun is not None else None
    told = antecedent(parse, noun)
    if told is not None:  # "a charge that Ankara denies"
        return taken(parse, cue, OBJECT, (parse.edges[told][0], noun)) if OBJECT in word.takes else None
    if (parse.pos[noun] == "PRON" and word.weak) or _is_done(parse, noun, word) or _is_nothing(parse, noun, word, words):
        return None  # "defended itself", "defended the town", "named no names"
    low, high = parse.edges[noun]
    linked = [c for c in parse.children[cue.token] if c > noun and parse.labels[c] in LINKED and _links(parse, c, word)]
    end = max([high, *(parse.edges[c][1] for c in linked)])
    if OBJECT not in word.takes and not linked and not any(parse.words[t] in PLAIN_MARKS for t in range(low, min(high + 1, len(parse)))):
        return None  # "called his colleague"
    return taken(parse, cue, OBJECT, (low, end))


def _is_done(parse: Parse, noun: int, word: SpeechWord) -> bool:
    """Whether a verb tells an act where it has such an object: "defended the town", "welcomed Lee to the palace"."""
    named = parse.pos[noun] == "PROPN" and parse.dependent(noun, "det", "nmod", "nmod:poss") is None
    return parse.lemmas[noun].lower() in word.but or (word.things and named)


def _is_nothing(parse: Parse, noun: int, word: SpeechWord, words: Statements) -> bool:
    """Whether nothing is named or offered; to urge no delay is to say something."""
    return word.stance in NAMING and any(parse.lemmas[c].lower() in words.unsaid for c in parse.dependents(noun, "det"))


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
        if link is not None and parse.lemmas[link] != AS and not any(parse.lemmas[child] in word.but for word in cue.words):
            low, high = parse.edges[child]
            found = taken(parse, cue, parse.lemmas[link], (max(low, link + 1), high))
            if found:
                return found
    return None


def _by_noun(parse: Parse, cue: Cue, words: Statements) -> Reported | None:
    """A clause that hangs on a noun: "the claim that it rains", "a promise to go"."""
    supported, voiced = is_supported(parse, cue.token, words), cue.word(VOICED)
    if supported and is_unsaid(parse, parse.heads[cue.token], cue.words, words):
        return None
    if (clause := _clause_of_noun(parse, cue, apart=voiced is not None and not supported)) is not None:
        return clause
    if voiced is not None:
        first = max([parse.edges[cue.token][0], *(link + 1 for link in parse.dependents(cue.token, "case") if link < cue.token)])
        return taken(parse, cue, VOICED, (first, _voiced_end(parse, cue.token, voiced))) if supported else None
    if not supported and parse.dependent(cue.token, "nmod:poss") is None:
        return None  # "the demand for wheat"
    for child in parse.dependents(cue.token, "nmod"):
        brings = next((c for c in parse.dependents(child, "case") if cue.word(parse.lemmas[c]) is not None), None)
        if brings is not None:
            low, high = parse.edges[child]
            return taken(parse, cue, parse.lemmas[brings], (max(low, brings + 1), high))
    return None


def _clause_of_noun(parse: Parse, cue: Cue, *, apart: bool) -> Reported | None:
    """The clause that hangs on a noun; no infinitive on a feeling that stands ``apart`` from any verb: "his willingness to go"."""
    for child in parse.dependents(cue.token, "acl", "ccomp", "acl:relcl"):
        if child < cue.token or parse.dependent(child, "mark") is None:
            continue
        if is_infinitive(parse, child):
            if cue.word(INFINITIVE) is not None and not apart:
                return taken(parse, cue, INFINITIVE, parse.edges[child])
        elif is_finite(parse, child) and cue.word(CLAUSE) is not None and antecedent(parse, child) is None:
            return taken(parse, cue, CLAUSE, parse.edges[child])
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
    return taken(parse, cue, SOURCE, *without(low, high, phrase))


def clause_of(parse: Parse, cue: Cue) -> int | None:
    """The verb or predicate to which the phrase belongs."""
    end = cue.end if cue.source is None else max(cue.end, parse.edges[cue.source][1])
    for token in parse.ancestors(cue.token):
        inside = cue.token <= token < end
        if not inside and (parse.pos[token] in {"VERB", "AUX"} or parse.dependent(token, "cop", "nsubj") is not None):
            return token
    return None
