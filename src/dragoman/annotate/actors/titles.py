"""Organs, offices and people of a state with those who hold them: "Russian President Vladimir Putin" is one mention."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.actors.core import Core
from dragoman.annotate.actors.finding import PERSONAL, SUFFIXES, Finding, people_of
from dragoman.annotate.actors.names import Hit
from dragoman.annotate.actors.owners import ENVOYS
from dragoman.annotate.actors.persons import OUT_OF_OFFICE, PARTICLES, PROPER, Person, distinctive, name_after, name_before, same_given_name
from dragoman.annotate.actors.who import Who
from dragoman.knowledge.rows.names import Sense
from dragoman.knowledge.rows.organs import Phrase
from dragoman.model.parse import Parse

LONG_TITLE = 3  # words: a shorter title that one state has by the tables may be another's too
LONGEST_PHRASE = 6  # tokens
PHRASE = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN"})
NOMINAL = frozenset({"ADJ", "NOUN", "CCONJ"})
SENT = frozenset({"special envoy"})  # offices whose holders are sent somewhere, as ambassadors are
FIELD = "for"  # before what an official is charged with
FULL = 1  # words: a name after "for African Affairs" is believed only with a given name


def find_titled(finding: Finding, core: Core) -> None:
    """The mention of an organ or office phrase with its owner and holder; nothing where it has neither."""
    if _of_another(finding, core):
        return
    people, low, high, head = _holders(finding, core)
    if people and not core.owners and (owner := _owner_after(finding, people[-1][1])) is not None:
        core.owners, high = [owner], max(high, owner.high)
    owners = _owners(finding, core)
    who = [who for owner in owners for who in _who(finding, core, owner)]
    if owners and not who:
        return  # words that mean nothing in that state: "Pakistan's chairman"
    if not who and (own := _own_state(finding, core)) is not None:
        who = _who(finding, core, own)
    if people:
        who = who or _of_only_state(finding, core)
        who = _with_people(finding, core, people, who)
    if not who:
        return
    span = finding.parse.span(min(low, _without_article(finding.parse, core.left)), max(high, core.right))
    if len(people) > 1 and len(who) == len(people):
        finding.add(span, head, who[:1])
        for one, bounds in zip(who[1:], people[1:], strict=True):
            other = finding.parse.span(*bounds)
            finding.add(other, finding.parse.head_of(other), [one])
            finding.taken.update(range(*bounds))
    else:
        finding.add(span, head, who)
    finding.taken.update(range(core.low, core.high))
    finding.taken.update(range(low, high))
    if core.phrases[0].alone and core.phrases[0].kind == "organ":
        states = {state for phrase in core.phrases for state in phrase.states}
        inside = (t for t in range(core.low, core.high) if t in finding.at)
        finding.inner.update(t for t in inside if (finding.at[t].senses[0].actor or "").partition(":")[0] not in states)


def _of_another(finding: Finding, core: Core) -> bool:
    """Whether the phrase belongs to what is no actor: "president of the Coffee Institute", "General Electric"."""
    parse = finding.parse
    if core.high + 1 >= len(parse):
        return False
    of = parse.lemmas[core.high] == "of" and parse.labels[core.high] == "case"
    return parse.words[core.high] in finding.actors.words.firms or (of and not core.owners)


def _without_article(parse: Parse, token: int) -> int:
    return token + 1 if parse.tags[token] == "DT" else token


def _owners(finding: Finding, core: Core) -> list[Who]:
    """States, organisations, groups or persons that the phrase belongs to."""
    found: list[Who] = []
    for hit in core.owners or (core.behind.owners if core.behind is not None else ()):
        if hit.senses[0].kind in PERSONAL:
            found += [Who(actor=p.state, state=p.state, name=None) for p in people_of(finding, hit) if p.state]
        else:
            found += [_plain(finding, sense) for sense in hit.senses if sense.kind not in PERSONAL]  # "Danish" is a surname too
    return list(dict.fromkeys(found))


def _plain(finding: Finding, sense: Sense) -> Who:
    """The state, organisation or group itself."""
    actor = sense.actor or ""
    state = actor.partition(":")[0]
    if sense.kind == "organisation":
        return Who(actor=actor, state=None, name=sense.name)
    if sense.kind in {"metonym", "capital"}:
        known = finding.actors.states.get(state)
        return Who(actor=state, state=state, name=known.name if known else None)
    return Who(actor=actor, state=state if state in finding.actors.states else None, name=sense.name)


def _own_state(finding: Finding, core: Core) -> Who | None:
    """The state that the words tell by themselves: "the Knesset", "the Secretary of State"."""
    first = core.phrases[0]
    parse = finding.parse
    alone = [core.within] if core.within is not None else [phrase for phrase in core.phrases if phrase.alone]
    states = {state for phrase in alone if phrase.alone for state in phrase.states}
    general = [phrase for phrase in core.phrases if not phrase.states]
    capital = parse.words[core.low][:1].isupper() and all(
        parse.words[t][:1].isupper() for t in range(core.low, core.high) if parse.tags[t] in PROPER
    )
    if len(states) != 1 or not capital or (general and first.kind == "office" and core.within is None):
        return _own_state(finding, core.behind) if core.behind is not None else None
    state = next(iter(states))
    return Who(actor=state, state=state, name=finding.actors.states[state].name)


def _of_only_state(finding: Finding, core: Core) -> list[Who]:
    """The office in the one state that has one of so long a title: "Ann Hill, undersecretary of state for trade"."""
    states = {state for phrase in core.phrases for state in phrase.states}
    if core.named or core.high - core.low < LONG_TITLE or len(states) != 1 or not all(phrase.states for phrase in core.phrases):
        return []
    state = next(iter(states))
    great = state in finding.actors.words.great
    return _who(finding, core, Who(actor=state, state=state, name=finding.actors.states[state].name)) if great else []


def _who(finding: Finding, core: Core, owner: Who) -> list[Who]:
    """What the phrase means where it belongs to this owner."""
    phrase = fitting(core, owner.actor)
    if phrase is None or owner.actor is None:
        return []
    state = finding.actors.states.get(owner.actor)
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
    """The meaning of a phrase in a state: one of that state before a general one."""
    own = next((phrase for phrase in core.phrases if state in phrase.states), None)
    general = next((phrase for phrase in core.phrases if not phrase.states), None)
    return own or general or next((phrase for phrase in core.phrases if phrase.alone and phrase.kind == "organ"), None)


def _holders(finding: Finding, core: Core) -> tuple[list[tuple[int, int]], int, int, int]:
    """The token ranges of persons named beside a title; the bounds of the whole phrase with them; its head token."""
    parse = finding.parse
    first = core.phrases[0]
    low, high, head = core.left, core.right, core.head
    if first.kind == "organ":
        return [], low, high, head
    found: list[tuple[int, int]] = []
    blocked = finding.impersonal | finding.titles
    start, end = _name_of_holder(finding, core, blocked)
    if end > start:
        found.append((start, end))
        if parse.tags[core.head] == "NNPS" or parse.tags[core.high - 1] == "NNS" or parse.words[core.high - 1].lower().endswith("s"):
            found += _more_names(parse, end, blocked)
        name = parse.head_of(parse.span(start, end))
        return found, low, max(high, end), core.head if parse.heads[name] == core.head else name
    for child in parse.dependents(core.head, "appos"):
        start = name_before(parse, child + 1, blocked)
        if start <= child and (core.right <= start <= core.right + 2 or _parted_by_phrase(finding, core, start)):
            end = max(child + 1, name_after(parse, start, blocked))  # of "Song Min-jae" the parser may make three
            return [(start, end)], low, max(high, end), head
    before = _person_before(finding, core, blocked)
    if before is not None:
        return [before], before[0], high, parse.head_of(parse.span(*before))
    return [], low, high, head


def _name_of_holder(finding: Finding, core: Core, blocked: frozenset[int]) -> tuple[int, int]:
    """The name after a title: "Defence Minister Ann Hill", "Ambassador to Chad Ann Hill", "Secretary for African Affairs Ann Hill"."""
    parse, start = finding.parse, core.high
    if core.phrases[0].office in ENVOYS and start + 1 < len(parse) and parse.labels[start] == "case":
        place = start + 2 if parse.tags[start + 1] == "DT" else start + 1
        sent = finding.at.get(place)
        start = start if sent is None else sent.high
    elif start + 1 < len(parse) and parse.labels[start] == "case" and core.phrases[0].kind == "office":
        end = name_after(parse, start + 1, blocked)
        affairs = [t for t in range(start + 1, end) if parse.tags[t] == "NNPS"]
        policy = _after_field(parse, start + 1)
        if affairs and affairs[-1] + FULL < end:
            start = affairs[-1] + 1
        elif parse.lemmas[start] == FIELD and policy > start + 1 and name_after(parse, policy, blocked) - policy > FULL:
            start = policy
    return start, name_after(parse, start, blocked)


def _after_field(parse: Parse, place: int) -> int:
    """The token after the words for what an official is charged with: "for international trade policy"."""
    last = min(parse.sentences[parse.sentence_of[place]][1], place + LONGEST_PHRASE)
    while place < last - 1 and parse.words[place].islower() and parse.pos[place] in NOMINAL:
        place += 1
    return place


def _parted_by_phrase(finding: Finding, core: Core, start: int) -> bool:
    """Whether only where somebody is sent to stands between title and name: "the ambassador of Mali to Chad, Dr. Kari Dahl"."""
    parse, honorifics = finding.parse, finding.actors.words.honorifics
    comma = start - 2 if start > 1 and parse.words[start - 1] in honorifics else start - 1
    between = range(core.right, comma)
    return (
        core.phrases[0].office in ENVOYS | SENT
        and parse.words[comma] == ","
        and 0 < len(between) <= LONGEST_PHRASE
        and all(parse.pos[t] in PHRASE for t in between)
    )


def _owner_after(finding: Finding, place: int) -> Hit | None:
    """The state after a person's name: "Prime Minister Lee Hsien Loong of Singapore"."""
    parse = finding.parse
    if place + 1 >= len(parse) or parse.lemmas[place] != "of":
        return None
    hit = finding.at.get(place + 1) or (finding.at.get(place + 2) if parse.tags[place + 1] == "DT" else None)
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


def _person_before(finding: Finding, core: Core, blocked: frozenset[int]) -> tuple[int, int] | None:
    """The person whom the phrase is an apposition to: "Hakan Fidan, Turkey's foreign minister"."""
    parse = finding.parse
    left = core.left
    if left <= parse.sentences[parse.sentence_of[left]][0] + 1 or (
        parse.words[left - 1] not in {",", "-", "("} and parse.words[left - 2] != ","
    ):
        return None
    comma = left - 1 if parse.words[left - 1] in {",", "-", "("} else left - 2
    start = name_before(parse, comma, blocked)
    if start == comma or parse.sentence_of[start] != parse.sentence_of[left]:
        return None
    closed = core.right >= len(parse) or parse.pos[core.right] in {"PUNCT", "VERB", "AUX", "ADP", "PRON"}
    top = parse.head_of(parse.span(left, core.high))  # of "US Under Secretary" the parser makes "US" the head
    under = parse.labels[top] == "nmod" and parse.labels[core.low] == "case"  # "Secretary" under a preposition "Under"
    apposed = (parse.labels[top] == "appos" or under) and start <= parse.heads[top] < comma
    long = comma - start > 1 or parse.words[comma - 1] in finding.registry
    parted = parse.labels[core.head] in {"appos", "conj"} and core.right < len(parse) and parse.words[core.right] in {",", ")", "-"}
    return (start, comma) if closed and long and (apposed or parted) else None


def _with_people(finding: Finding, core: Core, people: list[tuple[int, int]], who: list[Who]) -> list[Who]:
    """Each person with the state and office of the title; who is known from the tables brings a state of their own."""
    offices = tuple(dict.fromkeys(phrase.office for phrase in core.phrases if phrase.office))
    states = frozenset(one.actor.partition(":")[0] for one in who if one.actor)
    found: list[Who] = []
    for number, (low, high) in enumerate(people):
        written = finding.parse.span(low, high).of(finding.text)
        owner = who[number] if len(who) == len(people) else who[0] if who else None
        wanted = frozenset({owner.actor.partition(":")[0]}) if owner and owner.actor and len(who) == len(people) else states
        known = _people_in(finding, low, high, wanted, offices)
        named = owner is not None or any(not phrase.states for phrase in core.phrases)
        famous = [] if known or not wanted else _in_office(finding, low, high, offices)
        for person in known or famous or ([Person(name=written)] if named else []):
            if owner is not None and owner.actor and not famous:
                one = replace(owner, name=person.name, person=person.name)
            elif person.actor:
                one = Who(actor=person.actor, state=person.state, name=person.name, person=person.name, office=person.office)
            else:
                one = Who(actor=None, state=None, name=person.name, person=person.name, office=core.phrases[0].office)
            found.append(one)
            finding.registry.add(Person(name=person.name, actor=one.actor, state=one.state, office=one.office), written)
        if len(known) > 1:
            finding.doubt(finding.parse.span(low, high), (person.name for person in known))
    return found


def _people_in(finding: Finding, low: int, high: int, states: frozenset[str], offices: tuple[str, ...]) -> list[Person]:
    """The persons whom a run of proper nouns names, by the tables or by this report."""
    parse = finding.parse
    while high - low > 1 and parse.words[high - 1] in SUFFIXES:
        high -= 1
    while high - low > 1 and parse.words[low].lower() in PARTICLES:  # "Prime Minister Al-Sudani"
        low += 1
    hit = next(
        (
            finding.at[t]
            for t in range(low, high)
            if t in finding.at and finding.at[t].senses[0].kind in PERSONAL and finding.at[t].high == high
        ),
        None,
    )
    if hit is not None and (hit.low == low or hit.senses[0].kind == "surname"):
        written = finding.parse.span(low, high).of(finding.text)
        found = people_of(finding, hit, states, offices)
        if hit.low == low or states or offices:
            return [p for p in found if hit.low == low or same_given_name(written, p.name, finding.actors.words)]
    surname = parse.words[high - 1]
    return [p for p in finding.registry.called(surname) if not states or p.state in states or p.state is None] if high - low == 1 else []


def _in_office(finding: Finding, low: int, high: int, offices: tuple[str, ...]) -> list[Person]:
    """Whom a surname alone means by the tables, if they hold the office named: no other state's title makes them its own."""
    hit = finding.at.get(low)
    if hit is None or hit.high != high or hit.senses[0].kind not in PERSONAL:
        return []
    people = distinctive(hit, finding.actors, hit.span.of(finding.text), finding.day, finding.named)
    return [person for person in people if person.office in offices]
