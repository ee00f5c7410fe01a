"""Persons said to head an organ or a body, or to belong to it: "Kari Dahl, deputy head of Norway's air force"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.annotate.actors.finding import Finding, people_of
from dragoman.annotate.actors.names import Hit
from dragoman.annotate.actors.persons import PROPER, Person, name_after, name_before
from dragoman.annotate.actors.who import Who
from dragoman.knowledge.rows.names import Sense
from dragoman.model.mention import ActorMention

BODIES = frozenset({"organisation", "group"})
NATIONAL = frozenset({"state", "adjective", "people"})
OWNING = frozenset({"amod", "compound", "nmod"})
PARTY = "PTY"  # PLOVER's sector of parties
NOMINAL = frozenset({"JJ", "NN", "POS"})
SEATS = frozenset({",", "("})  # before a lawmaker's party and seat
PRESENT = frozenset({"VBZ", "VBP"})
FULL = 2  # words: a name is believed after such words only with a given name


def find_members(finding: Finding) -> None:
    """Add a mention for each person whom words of rank tie to what is named beside them."""
    parse, ranks = finding.parse, finding.actors.words.ranks
    organs = {m.head: m for m in finding.mentions if m.actor is not None and m.person is None}
    for token, lemma in enumerate(parse.lemmas):
        if lemma.lower() in ranks and not _after(finding, token, organs) and not _titled(finding, token, organs):
            _apposed(finding, token, organs)
        elif parse.tags[token] == "WP" and parse.labels[token] == "nsubj":
            _leading(finding, parse.heads[token], organs)
    for hit in finding.hits:
        if hit.senses[0].kind in BODIES:
            _of_own(finding, hit)
    for token, word in enumerate(parse.words):
        if word in finding.actors.words.seats:
            _seated(finding, token)


def introduce_counterparts(finding: Finding) -> None:
    """Tie the names of counterparts to their states, so that they are known by surname afterwards: "his Chadian counterpart Ali Bala"."""
    parse, words = finding.parse, finding.actors.words
    for token, lemma in enumerate(parse.lemmas):
        if lemma.lower() not in words.counterpart:
            continue
        end = name_after(parse, token + 1, finding.impersonal | finding.titles)
        before = (finding.at[t] for t in parse.dependents(token, "amod", "compound", "nmod:poss") if t in finding.at)
        states = [hit.senses[0].actor for hit in before if hit.senses[0].kind in NATIONAL]
        if end - token > FULL and len(states) == 1 and states[0] in finding.actors.states:
            written = parse.span(token + 1, end).of(finding.text)
            finding.registry.add(Person(name=written, actor=f"{states[0]}:GOV", state=states[0]))


def _apposed(finding: Finding, token: int, organs: Mapping[int, ActorMention]) -> None:
    """After the name: "Kari Dahl, deputy head of Norway's air force"."""
    parse = finding.parse
    person = parse.heads[token]
    ranking = parse.labels[token] == "obj" and parse.labels[person] == "acl" and parse.words[person].lower() in finding.actors.words.ranking
    rank = person if ranking else token
    person = parse.heads[person] if ranking else person
    body = finding.at.get(token - 1)
    misread = parse.labels[token] == "acl:relcl" and body is not None and body.senses[0].kind in BODIES  # "WHO" for a pronoun
    if not (misread or ranking or parse.labels[token] == "appos") or parse.tags[person] not in PROPER:
        return
    low = name_before(parse, person + 1, finding.impersonal | finding.titles, finding.actors.words.honorifics)
    first, last = parse.edges[rank]
    organ = next((organs[t] for t in range(max(first, person + 1), last) if t in organs), None)
    body = None if organ is not None else _body_of(finding, token)
    past = any(parse.words[t].lower() in finding.actors.words.past for t in range(first, token))
    if low >= person:
        return
    if organ is not None:
        end, whose = parse.tokens_in(organ.span)[-1] + 1, Who(actor=organ.actor, state=organ.state, name=None)
    elif body is not None and not past:
        end, whose = body.high, _of_body(body.senses[0])
    else:
        return
    _keep(finding, (low, person + 1), (low, max(end, token + 1)), whose)


def _body_of(finding: Finding, token: int) -> Hit | None:
    """The organisation or group to which a word of rank belongs: "a spokesman for the World Bank", "World Bank director"."""
    first, last = finding.parse.edges[token]
    hits = dict.fromkeys(id(hit) for t in range(first, last) if (hit := finding.at.get(t)) is not None)
    found = [hit for hit in finding.hits if id(hit) in hits and hit.senses[0].kind in BODIES and _state_before(finding, hit) is None]
    return next((hit for hit in found if hit.low <= token < hit.high or hit.high == token or _belongs(finding, token, hit.head)), None)


def _state_before(finding: Finding, body: Hit) -> Hit | None:
    """The state whose name before a body or its mission makes it the state's: "Mali's UN envoy", "the Malian mission to the UN"."""
    parse = finding.parse
    links = {parse.lemmas[c] for c in parse.dependents(body.head, "case")}
    of_it = links & finding.actors.words.genitive  # "the Malian desk of the Arab League"
    sent = parse.labels[body.head] == "nmod" and links and not of_it
    noun = parse.heads[body.head] if sent else body.head
    before = body.low - 2 if body.low and parse.tags[body.low - 1] == "POS" else body.low - 1
    places = (before, *(c for place in (body.head, noun) for c in parse.dependents(place, *OWNING, "nmod:poss")))
    owners = (finding.at.get(place) for place in places)
    return next((owner for owner in owners if owner is not None and owner.senses[0].kind in NATIONAL), None)


def _leading(finding: Finding, verb: int, organs: Mapping[int, ActorMention]) -> None:
    """After the name, in a clause: "Kari Dahl, who heads the Malian desk of the Arab League"."""
    parse = finding.parse
    led, person = parse.dependent(verb, "obj"), parse.heads[verb]
    heads = parse.lemmas[verb] in finding.actors.words.heading and parse.labels[verb] == "acl:relcl" and parse.tags[verb] in PRESENT
    if not heads or led is None or parse.tags[person] not in PROPER:
        return
    low = name_before(parse, person + 1, finding.impersonal | finding.titles, finding.actors.words.honorifics)
    organ = organs.get(led)
    body = None if organ is not None else _body_of(finding, led)
    if low >= person or (organ is None and body is None):
        return
    whose = _of_body(body.senses[0]) if body is not None else Who(actor=organ.actor, state=organ.state, name=None) if organ else None
    if whose is not None:
        _keep(finding, (low, person + 1), (low, person + 1), whose)


def _of_own(finding: Finding, body: Hit) -> None:
    """Beside a body without a rank: "Kari Dahl of the Red Cross", "the Red Cross's Kari Dahl"."""
    parse = finding.parse
    person, blocked = parse.heads[body.head], finding.impersonal | finding.titles
    if body.high < len(parse) and parse.tags[body.high] == "POS":
        low, high = body.high + 1, name_after(parse, body.high + 1, blocked)
    elif parse.labels[body.head] == "nmod" and parse.tags[person] in PROPER and person < body.low:
        links = [parse.lemmas[c] in finding.actors.words.genitive for c in parse.dependents(body.head, "case")]
        low, high = name_before(parse, person + 1, blocked, finding.actors.words.honorifics), person + 1 if any(links) else 0
    else:
        return
    if high - low >= FULL and _is_unknown(finding, low, high):
        _keep(finding, (low, high), (low, high), _of_body(body.senses[0]))


def _is_unknown(finding: Finding, low: int, high: int) -> bool:
    """Whether the tables tell of a name no more than that somebody has this surname."""
    return all(finding.at[t].senses[0].kind == "surname" for t in range(low, high) if t in finding.at)


def _seated(finding: Finding, party: int) -> None:
    """Before party and seat: "Kari Dahl, R-Ariz.", "Kari Dahl (D-Maine)"."""
    parse, state = finding.parse, finding.actors.words.seats[finding.parse.words[party]]
    seat = party + FULL
    if party < FULL or seat >= len(parse) or parse.words[party - 1] not in SEATS or parse.words[party + 1] != "-":
        return
    if not parse.words[seat][0].isupper() or parse.ends[party] != parse.starts[party + 1]:
        return
    low = name_before(parse, party - 1, finding.impersonal | finding.titles, finding.actors.words.honorifics)
    if party - 1 - low >= FULL and _is_unknown(finding, low, party - 1):
        _keep(finding, (low, party - 1), (low, party - 1), Who(actor=f"{state}:LEG", state=state, name=None))


def _after(finding: Finding, token: int, organs: Mapping[int, ActorMention]) -> bool:
    """Before the name: "WHO chief Margaret Chan", "the leader of the Norwegian delegation, Kari Dahl"."""
    parse = finding.parse
    body = finding.at.get(token - 1)
    if body is not None and (body.senses[0].kind not in BODIES or body.high not in {token, token + 1} or _state_before(finding, body)):
        body = None  # and not "Mali's UN envoy"; of "UN envoy" the name may hold the rank itself
    if body is not None:
        apposed = any(parse.tags[c] in PROPER for c in parse.dependents(token, "appos"))
        low = token + 2 if apposed and parse.words[token + 1] == "," else token + 1  # "a Hamas spokesman, Omar Deb, said"
        whose = _of_body(body.senses[0])
    else:
        low, last = parse.edges[token]
        named = next((t for t in range(token + 1, last) if t in organs and _belongs(finding, token, t)), None)
        hit = next((finding.at[t] for t in range(token + 1, last) if t in finding.at and finding.at[t].senses[0].kind in BODIES), None)
        if named is not None:
            low, whose = parse.tokens_in(organs[named].span)[-1] + 1, Who(actor=organs[named].actor, state=organs[named].state, name=None)
            if parse.labels[named] == "nmod:poss" and named < parse.heads[named]:
                low = parse.heads[named] + 1  # "the head of the ministry's trade division, Kari Dahl"
        elif hit is not None and _belongs(finding, token, hit.head):
            low, whose = hit.high, _of_body(hit.senses[0])
        else:
            return False
        if low + 2 < len(parse) and parse.words[low] == "(" and parse.words[low + 2] == ")":
            low += 3
        low += low < len(parse) and parse.words[low] == ","
    if low >= len(parse) or parse.sentence_of[low] != parse.sentence_of[token]:
        return False
    end = name_after(parse, low, finding.impersonal | finding.titles)
    if end - low < FULL:
        return False
    prefixed = token > 1 and parse.words[token - 1] == "-" and parse.ends[token - 1] == parse.starts[token]  # "Vice-Chairman"
    _keep(finding, (low, end), (min(token - 2 if prefixed else token, low), end), whose)
    return True


def _titled(finding: Finding, token: int, organs: Mapping[int, ActorMention]) -> bool:
    """Between a state or an organ and the name: "Norwegian security chief Kari Dahl", "Belarusian parliament deputy Ivan Rak"."""
    parse = finding.parse
    end = name_after(parse, token + 1, finding.impersonal | finding.titles)
    if end - token <= FULL:
        return False
    party = parse.lemmas[token - 1].lower() in finding.actors.words.party_words if token else False
    near = place = _left_of(finding, token, organs, lambda t: parse.lemmas[t].lower() in finding.actors.words.home.before)
    if party:
        place = _left_of(finding, token, organs, lambda t: parse.tags[t] in PROPER | NOMINAL)
    elif place >= 0 and place not in organs and place not in finding.at:
        place = _left_of(finding, token, organs, lambda t: parse.tags[t] in NOMINAL and parse.words[t].islower())
    owning = (*OWNING, "nmod:poss") if party else OWNING  # "Hong Kong's Civic Party leader"
    if place < 0 or parse.sentence_of[place] != parse.sentence_of[token] or parse.labels[place] not in owning:
        return False
    hit = finding.at.get(place)
    if hit is not None and hit.senses[0].kind in BODIES:
        hit = _state_before(finding, hit) or hit
    if place in organs and organs[place].span.end > parse.starts[place] and ":" in (organs[place].actor or ""):
        low, whose = parse.tokens_in(organs[place].span)[0], Who(actor=organs[place].actor, state=organs[place].state, name=None)
    elif (
        hit is not None
        and hit.senses[0].kind in NATIONAL
        and hit.senses[0].actor in finding.actors.states
        and (party or place == near or hit is not finding.at[place])
    ):
        sector = PARTY if party else "GOV"
        low, whose = hit.low, Who(actor=f"{hit.senses[0].actor}:{sector}", state=hit.senses[0].actor, name=None)
    elif hit is not None and hit.senses[0].kind in BODIES and not party:
        low, whose = hit.low, _of_body(hit.senses[0])
    else:
        return False
    _keep(finding, (token + 1, end), (low, end), whose)
    return True


def _left_of(finding: Finding, token: int, organs: Mapping[int, ActorMention], passed: Callable[[int], bool]) -> int:
    """The first token before a word of rank that names somebody, or that may not be passed on the way."""
    place = token - 1
    while place >= 0 and place not in organs and place not in finding.at and passed(place):
        place -= 1
    return place


def _belongs(finding: Finding, rank: int, organ: int) -> bool:
    """Whether what is named stands in a phrase with "of" or the like right after the word of rank."""
    parse = finding.parse
    return any(parse.heads[t] == rank and parse.labels[t] == "nmod" for t in (organ, *parse.ancestors(organ)))


def _of_body(sense: Sense) -> Who:
    actor = sense.actor or ""
    return Who(actor=actor, state=actor.partition(":")[0] if sense.kind == "group" else None, name=None)


def _in_office(finding: Finding, low: int, high: int) -> bool:
    """Whether the tables know by the whole name somebody who holds an office on the day."""
    hit = finding.at.get(low)
    known = hit is not None and hit.senses[0].kind == "person" and hit.high == high
    return known and hit is not None and any(person.office for person in people_of(finding, hit))


def _keep(finding: Finding, name: tuple[int, int], whole: tuple[int, int], whose: Who) -> None:
    """The mention of a person who speaks and acts for whom the words name, if none is found there yet."""
    if finding.taken.intersection(range(*name)) or _in_office(finding, *name):
        return
    parse = finding.parse
    written = parse.span(*name).of(finding.text)
    if " " not in written:
        return  # "(R-Ohio)"
    who = Who(actor=whose.actor, state=whose.state, name=written, person=written)
    finding.registry.add(Person(name=written, actor=whose.actor, state=whose.state))
    finding.add(parse.span(*whole), parse.head_of(parse.span(*name)), [who])
    finding.taken.update(range(*name))
