"""Persons said to head an organ or a body, or to belong to it: "Kari Dahl, deputy head of Norway's air force"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.annotate.actors.finding import Finding
from dragoman.annotate.actors.persons import PROPER, Person, name_after, name_before
from dragoman.annotate.actors.who import Who
from dragoman.knowledge.rows.names import Sense
from dragoman.model.mention import ActorMention

BODIES = frozenset({"organisation", "group"})
NATIONAL = frozenset({"state", "adjective", "people"})
OWNING = frozenset({"amod", "compound", "nmod"})
FULL = 2  # words: a name is believed after such words only with a given name


def find_members(finding: Finding) -> None:
    """Add a mention for each person whom words of rank tie to what is named beside them."""
    parse, ranks = finding.parse, finding.actors.words.ranks
    organs = {m.head: m for m in finding.mentions if m.actor is not None and m.person is None}
    for token, lemma in enumerate(parse.lemmas):
        if lemma.lower() in ranks and not _after(finding, token, organs) and not _titled(finding, token, organs):
            _apposed(finding, token, organs)


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
    if parse.labels[token] != "appos" or parse.tags[person] not in PROPER:
        return
    low = name_before(parse, person + 1, finding.impersonal | finding.titles, finding.actors.words.honorifics)
    first, last = parse.edges[token]
    organ = next((organs[t] for t in range(max(first, person + 1), last) if t in organs), None)
    if organ is None or low >= person:
        return
    _keep(
        finding,
        (low, person + 1),
        (low, max(parse.tokens_in(organ.span)[-1] + 1, token + 1)),
        Who(actor=organ.actor, state=organ.state, name=None),
    )


def _after(finding: Finding, token: int, organs: Mapping[int, ActorMention]) -> bool:
    """Before the name: "WHO chief Margaret Chan", "the leader of the Norwegian delegation, Kari Dahl"."""
    parse = finding.parse
    body = finding.at.get(token - 1)
    if body is not None and body.senses[0].kind in BODIES and body.high == token:
        low = token + 1
        whose = _of_body(body.senses[0])
    else:
        low, last = parse.edges[token]
        named = next((t for t in range(token + 1, last) if t in organs and _belongs(finding, token, t)), None)
        hit = next((finding.at[t] for t in range(token + 1, last) if t in finding.at and finding.at[t].senses[0].kind in BODIES), None)
        if named is not None:
            low, whose = parse.tokens_in(organs[named].span)[-1] + 1, Who(actor=organs[named].actor, state=organs[named].state, name=None)
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
    _keep(finding, (low, end), (min(token, low), end), whose)
    return True


def _titled(finding: Finding, token: int, organs: Mapping[int, ActorMention]) -> bool:
    """Between a state or an organ and the name: "Norwegian security chief Kari Dahl", "Belarusian parliament deputy Ivan Rak"."""
    parse = finding.parse
    end = name_after(parse, token + 1, finding.impersonal | finding.titles)
    if end - token <= FULL:
        return False
    place = token - 1
    while (
        place >= 0 and place not in organs and place not in finding.at and parse.lemmas[place].lower() in finding.actors.words.home.before
    ):
        place -= 1
    if place < 0 or parse.sentence_of[place] != parse.sentence_of[token] or parse.labels[place] not in OWNING:
        return False
    hit = finding.at.get(place)
    if place in organs and organs[place].span.end > parse.starts[place] and ":" in (organs[place].actor or ""):
        low, whose = parse.tokens_in(organs[place].span)[0], Who(actor=organs[place].actor, state=organs[place].state, name=None)
    elif hit is not None and hit.senses[0].kind in NATIONAL and hit.senses[0].actor in finding.actors.states:
        low, whose = hit.low, Who(actor=f"{hit.senses[0].actor}:GOV", state=hit.senses[0].actor, name=None)
    else:
        return False
    _keep(finding, (token + 1, end), (low, end), whose)
    return True


def _belongs(finding: Finding, rank: int, organ: int) -> bool:
    """Whether what is named stands in a phrase with "of" or the like right after the word of rank."""
    parse = finding.parse
    return any(parse.heads[t] == rank and parse.labels[t] == "nmod" for t in (organ, *parse.ancestors(organ)))


def _of_body(sense: Sense) -> Who:
    actor = sense.actor or ""
    return Who(actor=actor, state=actor.partition(":")[0] if sense.kind == "group" else None, name=None)


def _keep(finding: Finding, name: tuple[int, int], whole: tuple[int, int], whose: Who) -> None:
    """The mention of a person who speaks and acts for whom the words name, if none is found there yet."""
    if finding.taken.intersection(range(*name)):
        return
    parse = finding.parse
    written = parse.span(*name).of(finding.text)
    if " " not in written:
        return  # "(R-Ohio)"
    who = Who(actor=whose.actor, state=whose.state, name=written, person=written)
    finding.registry.add(Person(name=written, actor=whose.actor, state=whose.state))
    finding.add(parse.span(*whole), parse.head_of(parse.span(*name)), [who])
    finding.taken.update(range(*name))
