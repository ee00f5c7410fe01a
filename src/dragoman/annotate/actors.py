"""Who is named: states, their organs and officials, organisations, groups and persons, each as one mention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dragoman.annotate.capitals import stands_for_government
from dragoman.annotate.names import Hit, find_names, names_in
from dragoman.annotate.persons import OUT_OF_OFFICE, PROPER, Person, Registry, candidates, distinctive, name_after, name_before
from dragoman.annotate.phrases import ENVOYS, Core, find_cores
from dragoman.annotate.who import Who, mention_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.names import Sense
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Reach
from dragoman.model.parse import Parse
from dragoman.model.text import Issue, Span

PERSONAL = frozenset({"person", "surname"})
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", ",", "III"})
CIVILIANS = "CVL"
NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "appos", "root", "xcomp"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
LONG = 4  # letters: shorter surnames are believed only where the parser sees a name
NOW = "9999"  # the day of a report that has none: all terms have begun, those without an end are held


@dataclass(slots=True, kw_only=True)
class Reading:
    """What is known of a report while its actors are found."""

    text: str
    parse: Parse
    actors: Actors
    day: str
    hits: list[Hit]
    at: dict[int, Hit]
    registry: Registry
    dates: frozenset[int]
    mentions: list[ActorMention] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    titles: set[int] = field(default_factory=set)

    def add(self, span: Span, head: int, who: Iterable[Who], reach: Reach = "name") -> None:
        """Keep one mention for each of those the words refer to."""
        for one in dict.fromkeys(who):
            self.mentions.append(mention_of(one, self.text, span, head, reach))


def find_actors(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add actor mentions in text order. Mentions of a phrase may hold plain mentions of the states named in it, each with
    its own head token. Raises nothing: a name that fits two holders gives both, with an Issue.
    """
    parse, actors, document = annotated.parse, knowledge.actors, annotated.document
    if not len(parse):
        return annotated
    hits = _required(find_names(document.text, parse, actors, document.published))
    day = document.published or NOW
    reading = Reading(text=document.text, parse=parse, actors=actors, day=day, hits=hits, at={t: hit for hit in hits for t in range(hit.low, hit.high)},
                      registry=Registry(actors, day), dates=_date_tokens(annotated))  # fmt: skip
    _introduce(reading, document.title or "")
    cores = find_cores(parse, actors, reading.at)
    reading.titles.update(t for core in cores for t in range(core.low, core.high))
    for core in cores:
        _phrase(reading, core)
    _persons(reading)
    _names(reading)
    _others(reading)
    mentions = sorted(reading.mentions, key=lambda m: (m.span.start, -m.span.end, m.head))
    return replace(annotated, actors=tuple(mentions), issues=annotated.issues + tuple(reading.issues))


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


def _introduce(reading: Reading, title: str) -> None:
    """Tie the surnames of all persons named in full in the title or the text."""
    for _, senses in names_in(title, reading.actors, reading.day):
        for sense in senses:
            if sense.kind == "person":
                _known(reading, sense.name)
    for hit in reading.hits:
        if hit.senses[0].kind == "person":
            for person in candidates(hit, reading.actors, reading.day, frozenset(), frozenset()):
                reading.registry.add(person)


def _known(reading: Reading, name: str) -> None:
    hit = Hit(low=0, high=0, head=0, span=Span(0, 0), senses=(Sense(kind="person", actor=None, name=name),))
    for person in candidates(hit, reading.actors, reading.day, frozenset(), frozenset()):
        reading.registry.add(person)


# ------------------------------------------------------------------ organs, offices and people


def _phrase(reading: Reading, core: Core) -> None:
    """The mention of an organ or office phrase with its owner and holder; nothing where it has neither."""
    if not core.owners and _of_another(reading, core):
        return
    people, low, high, head = _holders(reading, core)
    if people and not core.owners and (owner := _owner_after(reading, people[-1][1])) is not None:
        core.owners, high = [owner], max(high, owner.high)
    who = [who for owner in _owners(reading, core) for who in _who(reading, core, owner)]
    if not who and (own := _own_state(reading, core)) is not None:
        who = _who(reading, core, own)
    if people:
        who = _with_people(reading, core, people, who)
    if not who:
        return
    span = reading.parse.span(min(low, _without_article(reading.parse, core.left)), max(high, core.right))
    if len(people) > 1 and len(who) == len(people):
        reading.add(span, head, who[:1])
        for one, bounds in zip(who[1:], people[1:], strict=True):
            other = reading.parse.span(*bounds)
            reading.add(other, reading.parse.head_of(other), [one])
            reading.taken.update(range(*bounds))
    else:
        reading.add(span, head, who)
    reading.taken.update(range(core.low, core.high))
    reading.taken.update(range(low, high))


def _of_another(reading: Reading, core: Core) -> bool:
    """Whether the phrase belongs to something that is no actor: "president of the Coffee Institute"."""
    parse = reading.parse
    return core.high + 1 < len(parse) and parse.lemmas[core.high] == "of" and parse.labels[core.high] == "case"


def _without_article(parse: Parse, token: int) -> int:
    return token + 1 if parse.tags[token] == "DT" else token


def _owners(reading: Reading, core: Core) -> list[Who]:
    """States, organisations, groups or persons that the phrase belongs to."""
    found: list[Who] = []
    for hit in core.owners:
        if hit.senses[0].kind in PERSONAL:
            found += [Who(actor=p.state, state=p.state, name=None) for p in _people(reading, hit, frozenset(), frozenset()) if p.state]
        else:
            found += [_plain(reading, sense) for sense in hit.senses]
    return list(dict.fromkeys(found))


def _plain(reading: Reading, sense: Sense) -> Who:
    """The state, organisation or group itself."""
    actor = sense.actor or ""
    state = actor.partition(":")[0]
    if sense.kind == "organisation":
        return Who(actor=actor, state=None, name=sense.name)
    if sense.kind in {"metonym", "capital"}:
        known = reading.actors.states.get(state)
        return Who(actor=state, state=state, name=known.name if known else None)
    return Who(actor=actor, state=state if state in reading.actors.states else None, name=sense.name)


def _own_state(reading: Reading, core: Core) -> Who | None:
    """The state that the words tell by themselves: "the Knesset", "the Secretary of State"."""
    first = core.phrases[0]
    parse = reading.parse
    states = {state for phrase in core.phrases if phrase.alone for state in phrase.states}
    general = [phrase for phrase in core.phrases if not phrase.states]
    capital = all(parse.words[t][:1].isupper() for t in range(core.low, core.high) if parse.tags[t] in PROPER or t == core.low)
    if len(states) != 1 or not capital or (general and first.kind == "office"):
        return None
    state = next(iter(states))
    return Who(actor=state, state=state, name=reading.actors.states[state].name)


def _who(reading: Reading, core: Core, owner: Who) -> list[Who]:
    """What the phrase means where it belongs to this owner."""
    phrase = fitting(core, owner.actor)
    if phrase is None or owner.actor is None:
        return []
    state = reading.actors.states.get(owner.actor)
    if state is None and owner.state is None and phrase.office in ENVOYS:
        return []  # "the UN ambassador" is that of a state
    if state is None:
        return [Who(actor=owner.actor, state=owner.state, name=owner.name, office=phrase.office)]
    sector = core.within.sector if core.within and phrase.sector == "GOV" and phrase.kind != "organ" else phrase.sector
    office = None if core.past or sector != phrase.sector else phrase.office
    if core.past and phrase.kind == "office":
        sector = OUT_OF_OFFICE
    actor = state.code if ":" in state.code else f"{state.code}:{sector}"
    if phrase.name is not None:
        name = phrase.name.format(state=state.name, adjective=state.adjective)
    else:
        name = f"{state.adjective} {phrase.office}"
    return [Who(actor=actor, state=state.code.partition(":")[0], name=name, office=office)]


def fitting(core: Core, state: str | None) -> Phrase | None:
    """The meaning of a phrase in a state: one of that state before a general one; None if it has only meanings elsewhere."""
    own = next((phrase for phrase in core.phrases if state in phrase.states), None)
    general = next((phrase for phrase in core.phrases if not phrase.states), None)
    return own or general or next((phrase for phrase in core.phrases if phrase.alone and phrase.kind == "organ"), None)


# ------------------------------------------------------------------ persons beside a title


def _holders(reading: Reading, core: Core) -> tuple[list[tuple[int, int]], int, int, int]:
    """The token ranges of persons named beside a title; the bounds of the whole phrase with them; its head token."""
    parse = reading.parse
    first = core.phrases[0]
    low, high, head = core.left, core.right, core.head
    if first.kind == "organ":
        return [], low, high, head
    found: list[tuple[int, int]] = []
    blocked = frozenset({t for t, hit in reading.at.items() if hit.senses[0].kind not in PERSONAL} | reading.dates | reading.titles)
    end = name_after(parse, core.high, blocked)
    if end > core.high:
        found.append((core.high, end))
        if parse.tags[core.head] == "NNPS" or parse.tags[core.high - 1] == "NNS" or parse.words[core.high - 1].lower().endswith("s"):
            found += _more_names(parse, end, blocked)
        name = parse.head_of(parse.span(core.high, end))
        return found, low, max(high, end), core.head if parse.heads[name] == core.head else name
    for child in parse.dependents(core.head, "appos"):
        start = name_before(parse, child + 1, blocked)
        if start <= child and core.right <= start <= core.right + 2:
            return [(start, child + 1)], low, max(high, child + 1), head
    before = _person_before(reading, core, blocked)
    if before is not None:
        return [before], before[0], high, parse.head_of(parse.span(*before))
    return [], low, high, head


def _owner_after(reading: Reading, place: int) -> Hit | None:
    """The state after a person's name: "Prime Minister Lee Hsien Loong of Singapore"."""
    parse = reading.parse
    if place + 1 >= len(parse) or parse.lemmas[place] != "of":
        return None
    hit = reading.at.get(place + 1) or (reading.at.get(place + 2) if parse.tags[place + 1] == "DT" else None)
    if hit is None or hit.senses[0].kind not in {"state", "organisation"} or (hit.high < len(parse) and parse.tags[hit.high] == "POS"):
        return None
    return hit


def _more_names(parse: Parse, place: int, blocked: frozenset[int]) -> list[tuple[int, int]]:
    """Names coordinated with the first: "Presidents Aliyev and Erdogan"."""
    found: list[tuple[int, int]] = []
    while place + 1 < len(parse) and (parse.tags[place] == "CC" or parse.words[place] == ","):
        start = place + 2 if parse.words[place] == "," and parse.tags[place + 1] == "CC" else place + 1
        end = name_after(parse, start, blocked) if start < len(parse) else start
        if end == start:
            break
        found.append((start, end))
        place = end
    return found


def _person_before(reading: Reading, core: Core, blocked: frozenset[int]) -> tuple[int, int] | None:
    """The person whom the phrase is an apposition to: "Hakan Fidan, Turkey's foreign minister"."""
    parse = reading.parse
    left = core.left
    if left < 3 or parse.words[left - 1] not in {",", "-", "("} and parse.words[left - 2] != ",":
        return None
    comma = left - 1 if parse.words[left - 1] in {",", "-", "("} else left - 2
    start = name_before(parse, comma, blocked)
    if start == comma or parse.sentence_of[start] != parse.sentence_of[left]:
        return None
    closed = core.right >= len(parse) or parse.pos[core.right] in {"PUNCT", "VERB", "AUX", "ADP", "PRON"}
    apposed = parse.labels[core.head] == "appos" and start <= parse.heads[core.head] < comma
    long = comma - start > 1 or parse.words[comma - 1] in reading.registry
    parted = parse.labels[core.head] in {"appos", "conj"} and core.right < len(parse) and parse.words[core.right] in {",", ")", "-"}
    return (start, comma) if closed and long and (apposed or parted) else None


def _with_people(reading: Reading, core: Core, people: list[tuple[int, int]], who: list[Who]) -> list[Who]:
    """Each person with the state and office of the title; who is known from the tables brings a state of their own."""
    offices = frozenset(phrase.office for phrase in core.phrases if phrase.office)
    states = frozenset(one.actor.partition(":")[0] for one in who if one.actor)
    found: list[Who] = []
    for number, (low, high) in enumerate(people):
        written = reading.parse.span(low, high).of(reading.text)
        owner = who[number] if len(who) == len(people) else who[0] if who else None
        wanted = frozenset({owner.actor.partition(":")[0]}) if owner and owner.actor and len(who) == len(people) else states
        known = _people_in(reading, low, high, wanted, offices)
        for person in known or [Person(name=written)]:
            if owner is not None and owner.actor:
                one = replace(owner, name=person.name, person=person.name)
            elif person.actor:
                one = Who(actor=person.actor, state=person.state, name=person.name, person=person.name, office=person.office)
            else:
                one = Who(actor=None, state=None, name=person.name, person=person.name, office=core.phrases[0].office)
            found.append(one)
            reading.registry.add(Person(name=person.name, actor=one.actor, state=one.state, office=one.office), written)
        if len(known) > 1:
            reading.issues.append(Issue(code="actor-ambiguous", span=reading.parse.span(low, high), detail="; ".join(p.name for p in known)))
    return found


def _people_in(reading: Reading, low: int, high: int, states: frozenset[str], offices: frozenset[str]) -> list[Person]:
    """The persons whom a run of proper nouns names, by the tables or by this report."""
    parse = reading.parse
    while high - low > 1 and parse.words[high - 1] in SUFFIXES:
        high -= 1
    hit = next((reading.at[t] for t in range(low, high) if t in reading.at and reading.at[t].senses[0].kind in PERSONAL and reading.at[t].high == high), None)
    if hit is not None and (hit.low == low or hit.senses[0].kind == "surname"):
        written = reading.parse.span(low, high).of(reading.text)
        found = _people(reading, hit, states, offices)
        if hit.low == low or states or offices:
            return [p for p in found if hit.low == low or _same_given_name(written, p.name)]
    surname = parse.words[high - 1]
    return [p for p in reading.registry.called(surname) if not states or p.state in states or p.state is None] if high - low == 1 else []


def _same_given_name(written: str, name: str) -> bool:
    """Whether "Rex W. Tillerson" may be Rex Tillerson: the first words begin alike."""
    return written.split()[0][:2].lower() == name.split()[0][:2].lower()


def _people(reading: Reading, hit: Hit, states: frozenset[str], offices: frozenset[str]) -> list[Person]:
    """The persons a hit means: those of this report first, then those of the tables."""
    if hit.senses[0].kind == "surname" and not (states or offices):
        written = hit.span.of(reading.text)
        return list(reading.registry.called(written)) or distinctive(hit, reading.actors, written, reading.day)
    found = candidates(hit, reading.actors, reading.day, states, offices)
    if len(found) > 1:
        named = [p for p in found if p in reading.registry.called(hit.span.of(reading.text))]
        found = named or found
    return found


# ------------------------------------------------------------------ names alone


def _persons(reading: Reading) -> None:
    """Persons without a title: known from the tables, or by surname after they were introduced."""
    parse, registry = reading.parse, reading.registry
    for hit in reading.hits:
        if hit.senses[0].kind in PERSONAL and _is_name(reading, hit) and not reading.taken.intersection(range(hit.low, hit.high)) and _stands_alone(reading, hit):
            _add_people(reading, hit.low, hit.high, _people(reading, hit, frozenset(), frozenset()))
    for token, tag in enumerate(parse.tags):
        if tag in PROPER and token not in reading.taken and token not in reading.at and parse.words[token] in registry:
            low = name_before(parse, token + 1, reading.at.keys() | reading.dates, reading.actors.words.honorifics)
            if low == token or token - low <= 2:
                called = registry.called(parse.words[token])
                given = [p for p in called if low == token or p.name.split()[0] == parse.words[low]]
                _add_people(reading, low, token + 1, given)


def _is_name(reading: Reading, hit: Hit) -> bool:
    """Whether the parser takes it for a name, or the report has introduced it ("Trump" may be tagged as a verb)."""
    return reading.parse.tags[hit.head] in PROPER or (hit.high - hit.low == 1 and len(hit.span) >= LONG and hit.span.of(reading.text) in reading.registry)


def _add_people(reading: Reading, low: int, high: int, people: Iterable[Person]) -> None:
    some = list(people)
    if not some:
        return
    span = reading.parse.span(low, high)
    reading.add(span, reading.parse.head_of(span), [Who(actor=p.actor, state=p.state, name=p.name, person=p.name, office=p.office) for p in some])
    reading.taken.update(range(low, high))
    if len(some) > 1:
        reading.issues.append(Issue(code="actor-ambiguous", span=span, detail="; ".join(p.name for p in some)))


def _stands_alone(reading: Reading, hit: Hit) -> bool:
    """Whether no other proper noun makes it a part of a longer name: "Trump Tower", "Melania Trump"."""
    parse = reading.parse
    before, after = hit.low - 1, hit.high
    if after < len(parse) and parse.tags[after] in PROPER and after not in reading.at and parse.labels[hit.head] == "compound" and parse.heads[hit.head] >= after:
        return False
    if before < 0 or parse.tags[before] not in PROPER or before in reading.at or before in reading.taken:
        return True
    if parse.words[before] in reading.actors.words.honorifics:
        return True
    return parse.labels[before] != "compound" or parse.heads[before] != hit.head or hit.senses[0].kind == "person"


def _names(reading: Reading) -> None:
    """Names of states, organisations and groups, and of capitals where they stand for the government."""
    parse, grammar = reading.parse, reading.actors.words.capital
    for hit in reading.hits:
        kind = hit.senses[0].kind
        if kind in PERSONAL:
            continue
        if "capital" in {s.kind for s in hit.senses} and not stands_for_government(parse, grammar, hit):
            continue
        who = [_named(reading, hit, sense) for sense in _used(parse, hit)]
        reading.add(hit.span, hit.head, who, "metonym" if kind in {"capital", "metonym"} else "name")
        if len({one.actor and one.actor.partition(":")[0] for one in who}) > 1 and not hit.senses[0].together:
            reading.issues.append(Issue(code="actor-ambiguous", span=hit.span, detail="; ".join(str(one.actor) for one in who)))


def _named(reading: Reading, hit: Hit, sense: Sense) -> Who:
    actor = sense.actor or ""
    state = actor.partition(":")[0]
    known = state if state in reading.actors.states else None
    if sense.kind == "organisation":
        return Who(actor=actor, state=None, name=sense.name)
    if sense.kind == "capital":
        return Who(actor=f"{actor}:GOV" if ":" not in actor else actor, state=known, name=f"{reading.actors.states[actor].adjective} government")
    if sense.kind == "people" and ":" not in actor and not _whole_nation(reading.parse, hit):
        return Who(actor=f"{actor}:{CIVILIANS}", state=known, name=sense.name)
    return Who(actor=actor, state=known, name=sense.name)


def _used(parse: Parse, hit: Hit) -> list[Sense]:
    """The senses in which a name is used here: of a word that is an adjective and a noun for people, one or the other."""
    noun = parse.tags[hit.head] in {"NNS", "NNPS"} or (parse.tags[hit.head] in {"NN", "NNP"} and parse.labels[hit.head].partition(":")[0] in NOMINAL)
    senses = [sense for sense in hit.senses if sense.kind not in PERSONAL]
    kinds = {sense.kind for sense in senses}
    if {"adjective", "people"} <= kinds:
        senses = [sense for sense in senses if sense.kind != ("adjective" if noun else "people")]
    elif "people" in kinds and not noun:
        senses = [replace(sense, kind="adjective") if sense.kind == "people" else sense for sense in senses]
    return senses


def _whole_nation(parse: Parse, hit: Hit) -> bool:
    """Whether a noun for people stands for the nation: "the Russians", but not "three Russians" or "Russians"."""
    before = [parse.labels[c] for c in parse.children[hit.head] if c < hit.head and parse.labels[c] != "case"]
    return before == ["det"] and parse.tags[hit.head] in {"NNPS", "NNS"}


def _others(reading: Reading) -> None:
    """Persons and bodies of no state that a clause has for its subject: they may speak, so they get a name."""
    parse = reading.parse
    held = {t for m in reading.mentions for t in parse.tokens_in(m.span)}
    for token, label in enumerate(parse.labels):
        if label not in SUBJECTS or parse.tags[token] not in PROPER or token in held or token in reading.dates or token in reading.at or token in reading.titles:
            continue
        low = name_before(parse, token + 1, held, reading.actors.words.honorifics)
        span = parse.span(min(low, token), token + 1)
        name = span.of(reading.text)
        if low > token or (low == token and (len(name) < 3 or name == name.upper())):
            continue
        reading.add(span, token, [Who(actor=None, state=None, name=name)])

