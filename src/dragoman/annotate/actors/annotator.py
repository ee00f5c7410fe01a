"""Who is named: states, their organs and officials, organisations, groups and persons, each as one mention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.annotate.actors.capitals import stands_for_government
from dragoman.annotate.actors.finding import PERSONAL, SUFFIXES, Finding, people_of
from dragoman.annotate.actors.lists import join_mentions, join_names
from dragoman.annotate.actors.members import find_members, introduce_counterparts
from dragoman.annotate.actors.names import Hit, find_names, names_in
from dragoman.annotate.actors.persons import PROPER, Person, Registry, candidates, name_before, same_given_name
from dragoman.annotate.actors.phrases import find_cores
from dragoman.annotate.actors.shortforms import find_short_forms
from dragoman.annotate.actors.titles import find_titled
from dragoman.annotate.actors.who import Who
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.names import Sense
from dragoman.knowledge.rows.references import ReferenceWords
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse

CIVILIANS = "CVL"
NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "appos", "root", "xcomp"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
MODIFYING = frozenset({"amod", "compound", "nmod", "nmod:poss", "nummod"})
ARGUMENTS = frozenset({"nsubj", "obj", "obl", "nmod", "iobj", "conj"})
LEADING = frozenset({"state", "adjective", "people", "organisation"})
FAR = 4  # tokens from "led" to the end of "military coalition"
LONG = 4  # letters: shorter surnames are believed only where the parser sees a name
NOW = "9999"  # the day of a report that has none: all terms have begun, those without an end are held


def find_actors(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add actor mentions in text order.

    The mention of a phrase may hold plain mentions of the states named in it, each with its own head token. Members of a list that
    the parser has lost are joined to the first. Raises nothing: a name that fits two holders gives both, with an Issue.
    """
    parse, actors, document = annotated.parse, knowledge.actors, annotated.document
    if not len(parse):
        return annotated
    named = find_names(document.text, parse, actors, document.published)
    hits = _agreed(_required([hit for hit in named if not _is_of_money(parse, hit, actors.words)]))
    parse = join_names(parse, hits, actors.words)
    at = {token: hit for hit in hits for token in range(hit.low, hit.high)}
    day = document.published or NOW
    finding = Finding(
        text=document.text,
        parse=parse,
        actors=actors,
        day=day,
        hits=hits,
        at=at,
        registry=Registry(actors, day),
        impersonal=_date_tokens(annotated) | {t for t, hit in at.items() if hit.senses[0].kind not in PERSONAL},
    )
    _introduce(finding, document.title or "")
    cores = find_cores(parse, actors, finding.at)
    finding.titles.update(t for core in cores for t in range(core.low, core.high))
    finding.named.update(state for core in cores for phrase in core.phrases if phrase.alone for state in phrase.states)
    for core in cores:
        find_titled(finding, core)
    find_short_forms(finding)
    find_members(finding)
    introduce_counterparts(finding)
    _persons(finding)
    _led(finding)
    _names(finding)
    _others(finding)
    mentions = sorted(finding.mentions, key=lambda m: (m.span.start, -m.span.end, m.head))
    parse = join_mentions(parse, mentions, actors.words)
    return replace(annotated, parse=parse, actors=tuple(mentions), issues=annotated.issues + tuple(finding.issues))


def _date_tokens(annotated: Annotated) -> frozenset[int]:
    """Tokens of dates, which are no names; a short month alone may be one ("Zhai Jun")."""
    return frozenset(t for d in annotated.dates if len(d.span) >= LONG for t in annotated.parse.tokens_in(d.span))


def _required(hits: list[Hit]) -> list[Hit]:
    """Without the organs whose organisation is not named in the text."""
    named = {sense.actor for hit in hits for sense in hit.senses if sense.requires is None}
    found = []
    for hit in hits:
        senses = tuple(s for s in hit.senses if s.requires is None or s.requires in named)
        if senses:
            found.append(replace(hit, senses=senses) if len(senses) < len(hit.senses) else hit)
    return found


def _agreed(hits: list[Hit]) -> list[Hit]:
    """With names of two states ("Congo") read as the one that the text names unmistakably elsewhere, if it does."""
    plain = {next(iter(codes)) for hit in hits if len(codes := _codes(hit)) == 1}
    found = []
    for hit in hits:
        senses = tuple(s for s in hit.senses if s.actor in plain)
        doubtful = len(_codes(hit)) > 1 and not hit.senses[0].together
        found.append(replace(hit, senses=senses) if doubtful and len({s.actor for s in senses}) == 1 else hit)
    return found


def _codes(hit: Hit) -> set[str]:
    return {sense.actor for sense in hit.senses if sense.actor is not None}


def _introduce(finding: Finding, title: str) -> None:
    """Tie the surnames of all persons named in full in the title or the text."""
    for _, senses in names_in(title, finding.actors, finding.day):
        for sense in senses:
            if sense.kind == "person":
                _known(finding, sense.name)
            finding.named.add((sense.actor or "").partition(":")[0])
    for hit in finding.hits:
        finding.named.update((sense.actor or "").partition(":")[0] for sense in hit.senses)
        if hit.senses[0].kind == "person":
            for person in candidates(hit.senses, finding.actors, finding.day):
                finding.registry.add(person)


def _known(finding: Finding, name: str) -> None:
    for person in candidates([Sense(kind="person", actor=None, name=name)], finding.actors, finding.day):
        finding.registry.add(person)


def _persons(finding: Finding) -> None:
    """Persons without a title: known from the tables, or by surname after they were introduced."""
    parse, registry = finding.parse, finding.registry
    for hit in finding.hits:
        if (
            hit.senses[0].kind in PERSONAL
            and _is_name(finding, hit)
            and not finding.taken.intersection(range(hit.low, hit.high))
            and _stands_alone(finding, hit)
        ):
            _add_people(finding, hit.low, hit.high, people_of(finding, hit))
    for token, tag in enumerate(parse.tags):
        known = tag in PROPER or (tag == "NN" and _begins_with_name(parse, token))
        double = token > 1 and parse.words[token - 1] == "-" and parse.ends[token - 1] == parse.starts[token]
        surname = "".join(parse.words[token - 2 : token + 1]) if double else ""  # "Hyde-Smith"
        if surname in registry and token not in finding.taken and not _is_named(finding, token):
            _add_people(finding, token - 2, token + 1, registry.called(surname))
        elif known and token not in finding.taken and not _is_named(finding, token) and parse.words[token] in registry:
            before = name_before(parse, token + 1, (finding.at.keys() | finding.impersonal) - {token}, finding.actors.words.honorifics)
            low = min(token, before)  # a surname may be an honorific too: "Steve King"
            if token - low < LONG:
                called = registry.called(parse.words[token])
                written = parse.span(low, token + 1).of(finding.text)
                parts = all(word.lower() in finding.actors.words.surname_parts | {"-"} for word in parse.words[low:token])
                given = [p for p in called if parts or _is_called(p.name, written, finding.actors.words)]
                _add_people(finding, low, token + 1, given)
    for token, label in enumerate(parse.labels):  # those who go by their given names
        known = token in finding.at and finding.at[token].senses[0].kind != "surname"
        alone = token not in finding.taken and not known and token not in finding.impersonal and token not in finding.titles
        if alone and label.partition(":")[0] in ARGUMENTS and parse.tags[token] in PROPER and not _has_more(parse, token):
            _add_people(finding, token, token + 1, registry.named(parse.words[token]))


def _has_more(parse: Parse, token: int) -> bool:
    """Whether a proper noun stands beside another."""
    low, high = parse.sentences[parse.sentence_of[token]]
    return any(low <= t < high and parse.tags[t] in PROPER for t in (token - 1, token + 1))


def _is_called(name: str, written: str, words: ReferenceWords) -> bool:
    """Whether several words mean a person: with a given name, or by a surname of two words ("Wasserman Schultz")."""
    return name.endswith(f" {written}") or same_given_name(written, name, words)


def _is_named(finding: Finding, token: int) -> bool:
    """Whether a token has a name of the tables that is no surname, nor that of a capital where a person acts ("Lagos said")."""
    hit = finding.at.get(token)
    if hit is not None and hit.high - hit.low == 1 and hit.senses[0].kind == "surname":
        return False
    if hit is None or hit.high - hit.low > 1 or hit.senses[0].kind != "capital":
        return hit is not None
    return finding.parse.labels[token] not in {"nsubj", "nmod:poss", "nsubj:pass", "obl:agent"}


def _is_name(finding: Finding, hit: Hit) -> bool:
    """Whether the parser takes it for a name, or the report has introduced it ("Trump" may be tagged as a verb)."""
    if finding.parse.tags[hit.head] in PROPER:
        return True
    written = hit.span.of(finding.text)
    return hit.high - hit.low == 1 and len(hit.span) >= LONG and (written in finding.registry or _is_name_elsewhere(finding, hit, written))


def _begins_with_name(parse: Parse, token: int) -> bool:
    """Whether a subject at the beginning of a sentence may be a name that the parser takes for a common noun: "Huntsman said"."""
    word = parse.words[token]
    if not word[0].isupper() or len(word) < LONG or parse.labels[token] not in SUBJECTS:
        return False
    return token == parse.sentences[parse.sentence_of[token]][0]


def _is_name_elsewhere(finding: Finding, hit: Hit, written: str) -> bool:
    """Whether a subject is written as a surname is that the parser takes for a name elsewhere in the report: "Yeltsin fired back"."""
    parse = finding.parse
    return parse.labels[hit.head] in SUBJECTS and any(
        other.high - other.low == 1 and parse.tags[other.head] in PROPER and other.span.of(finding.text) == written
        for other in finding.hits
    )


def _add_people(finding: Finding, low: int, high: int, people: Iterable[Person]) -> None:
    some = list(people)
    if not some:
        return
    span = finding.parse.span(low, high)
    finding.add(
        span,
        finding.parse.head_of(span),
        [Who(actor=p.actor, state=p.state, name=p.name, person=p.name, office=p.office) for p in some],
    )
    finding.taken.update(range(low, high))
    if len(some) > 1:
        finding.doubt(span, (person.name for person in some))


def _stands_alone(finding: Finding, hit: Hit) -> bool:
    """Whether no other proper noun makes it a part of a longer name: "Trump Tower", "Melania Trump"."""
    parse = finding.parse
    before, after = hit.low - 1, hit.high
    if (
        after < len(parse)
        and parse.tags[after] in PROPER
        and (after not in finding.at or finding.at[after].senses[0].kind in PERSONAL)
        and parse.labels[hit.head] == "compound"
        and parse.heads[hit.head] >= after
    ):
        return False
    if before < 0 or parse.tags[before] not in PROPER or before in finding.at or before in finding.taken:
        return True
    if parse.words[before] in finding.actors.words.honorifics:
        return True
    return parse.labels[before] != "compound" or parse.heads[before] != hit.head or hit.senses[0].kind == "person"


def _names(finding: Finding) -> None:
    """Names of states, organisations and groups, and of capitals where they stand for the government."""
    parse, grammar = finding.parse, finding.actors.words.capital
    for hit in finding.hits:
        kind = hit.senses[0].kind
        if kind in PERSONAL or hit.head in finding.inner or (kind == "capital" and hit.head in finding.taken and hit.high - hit.low == 1):
            continue
        if "capital" in {s.kind for s in hit.senses} and not stands_for_government(parse, grammar, hit):
            continue
        who = [_named(finding, hit, sense) for sense in _used(parse, hit)]
        finding.add(hit.span, hit.head, who, "metonym" if kind in {"capital", "metonym"} else "name")
        if len({one.actor and one.actor.partition(":")[0] for one in who}) > 1 and not hit.senses[0].together:
            finding.doubt(hit.span, (one.actor for one in who))


def _is_of_money(parse: Parse, hit: Hit, words: ReferenceWords) -> bool:
    """Whether a name stands only before a currency: "44 U.S. dollars", "Swiss francs"."""
    return hit.high < len(parse) and parse.words[hit.high].lower() in words.money and parse.labels[hit.head] in MODIFYING


def _led(finding: Finding) -> None:
    """Coalitions of states by who leads them: "the US-led coalition" acts as the United States."""
    parse, words = finding.parse, finding.actors.words
    for hit in finding.hits:
        link = hit.high + 1
        if (
            hit.senses[0].kind not in LEADING
            or link >= len(parse)
            or parse.words[hit.high] != "-"
            or parse.words[link].lower() not in words.lead
        ):
            continue
        last = parse.sentences[parse.sentence_of[link]][1]
        head = next((t for t in range(link + 1, min(last, link + FAR)) if parse.lemmas[t].lower() in words.led), None)
        if head is not None and head not in finding.taken and all(parse.pos[t] in {"ADJ", "NOUN", "PROPN"} for t in range(link + 1, head)):
            finding.add(parse.span(hit.low, head + 1), head, [_named(finding, hit, sense) for sense in hit.senses[:1]])
            finding.taken.add(head)


def _named(finding: Finding, hit: Hit, sense: Sense) -> Who:
    actor = sense.actor or ""
    state = actor.partition(":")[0]
    known = state if state in finding.actors.states else None
    if sense.kind == "organisation":
        return Who(actor=actor, state=None, name=sense.name)
    if sense.kind == "capital":
        return Who(
            actor=f"{actor}:GOV" if ":" not in actor else actor,
            state=known,
            name=f"{finding.actors.states[actor].adjective} government",
        )
    if sense.kind == "people" and ":" not in actor and not _whole_nation(finding.parse, hit):
        return Who(actor=f"{actor}:{CIVILIANS}", state=known, name=sense.name)
    return Who(actor=actor, state=known, name=sense.name)


def _used(parse: Parse, hit: Hit) -> list[Sense]:
    """The senses in which a name is used here: an adjective that is also a noun for people is one or the other."""
    senses = [sense for sense in hit.senses if sense.kind not in PERSONAL]
    kinds = {sense.kind for sense in senses}
    if "people" not in kinds:
        return senses
    noun = _is_noun(parse, hit)
    if "adjective" in kinds:
        return [sense for sense in senses if sense.kind != ("adjective" if noun else "people")]
    return senses if noun else [replace(sense, kind="adjective") if sense.kind == "people" else sense for sense in senses]


def _is_noun(parse: Parse, hit: Hit) -> bool:
    """Whether a name for people stands as a noun: "Americans", but not "American-made"."""
    tag, label = parse.tags[hit.head], parse.labels[hit.head]
    if hit.high < len(parse) and parse.words[hit.high] == "-":
        return False
    return tag in {"NNS", "NNPS"} or (tag in {"NN", "NNP"} and label.partition(":")[0] in NOMINAL)


def _whole_nation(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for people stands for the nation: "the Russians", but not "three Russians" or "Russians"."""
    before = [parse.labels[c] for c in parse.children[hit.head] if c < hit.head and parse.labels[c] != "case"]
    return before == ["det"] and parse.tags[hit.head] in {"NNPS", "NNS"}


def _others(finding: Finding) -> None:
    """Persons and bodies of no state that a clause has for its subject: they may speak, so they get a name."""
    parse = finding.parse
    held = {t for m in finding.mentions for t in parse.tokens_in(m.span)}
    for token, label in enumerate(parse.labels):
        if (
            label not in SUBJECTS
            or parse.tags[token] not in PROPER
            or token in held
            or token in finding.impersonal
            or token in finding.titles
        ):
            continue
        low = name_before(parse, token + 1, held, finding.actors.words.honorifics)
        span = parse.span(min(low, token), token + 1)
        name = span.of(finding.text)
        if low > token or parse.words[token] in SUFFIXES or (low == token and (len(name) < LONG - 1 or name == name.upper())):
            continue
        finding.add(span, token, [Who(actor=None, state=None, name=name)])
