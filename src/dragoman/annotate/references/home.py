"""Officials whose state a report need not tell: those of its own state, or of the state that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dragoman.annotate.actors.core import Core
from dragoman.annotate.references.discourse import FAR, HEADS, Discourse, principal
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.actors import Actors
from dragoman.knowledge.rows.organs import Phrase
from dragoman.knowledge.rows.statements import CLAUSE, Statements
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.text import Document

PARTS = 2  # words: one alone may be anybody's
DEPUTY = "vice president"  # the office of a state that firms have too
PARTY = ":PTY"  # as a party's actor code ends
WIRE = "wire"  # reports of agencies are for readers of all states
SPEAKING = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD"})  # sectors of those who speak for a state
GOVERNED = frozenset({"appos", "nmod", "acl", "acl:relcl"})
PLAIN = frozenset({"det", "nummod", "punct", "cc", "conj", "case", "advmod"})


def outlet_state(document: Document, knowledge: Knowledge) -> str | None:
    """The state of the outlet of a report, if it writes for readers of that state."""
    outlet = knowledge.outlets.behind(document.outlet or "") or knowledge.outlets.of_address(document.url)
    return outlet.state if outlet is not None and outlet.kind != WIRE and outlet.state in knowledge.actors.states else None


def at_home(annotated: Annotated, actors: Actors, outlet: str | None) -> Annotated:
    """Give officials whose title names no state the home of the report; who is known to the tables keeps their own.

    A report calls its own "Finance Minister Jaime Ongpin" and others "the Mexican finance minister".
    """
    annotated = _in_full(annotated)
    if not any(_is_unplaced(annotated.parse, m) for m in annotated.actors):
        return annotated
    talk = Discourse(annotated, actors, outlet)
    states: dict[str | None, tuple[str, str | None]] = {}
    others = {m.person for m in annotated.actors if _of_another(annotated, m)}
    for mention in annotated.actors:
        if not _is_unplaced(annotated.parse, mention):
            continue
        code: str | None = None
        if mention.office == DEPUTY and _is_of_firm(annotated.parse, mention):
            continue
        if mention.office in actors.words.home.bodies:
            code = None if mention.person in others else _body_spoken_of(talk)
        elif mention.office not in HEADS or not _of_another(annotated, mention):
            told = _known(mention, actors) or _told_beside(talk, mention) or _of_colleague(talk, mention)
            code = told or talk.home_of(mention.text.split())
            code = None if code is not None and _is_held_by_another(talk, mention, code) else code
        if code is not None:
            states.setdefault(mention.person, (code, mention.office))
    return replace(annotated, actors=tuple(_placed(m, states, actors) for m in annotated.actors))


def _is_held_by_another(talk: Discourse, mention: ActorMention, code: str) -> bool:
    """Whether the tables know that another leads the state that issues the text: "President Bala" is none of the United States."""
    if talk.issuer is None or talk.issuer.actor != code:
        return False
    day, name = talk.annotated.document.published, (mention.person or "").split()
    terms = talk.actors.in_office.get((code, mention.office), ()) if mention.office in HEADS and mention.office is not None else ()
    held = {word for term in terms if day is not None and term.held_on(day) for word in term.person.split()}
    return bool(held) and not held.intersection(name)


def _is_of_firm(parse: Parse, mention: ActorMention) -> bool:
    """Whether an adjective tells that firms have such vice presidents: "Ann Hill, senior vice president for Asia"."""
    titles = {parse.heads[t] for t in parse.dependents(mention.head, "appos")} | set(parse.dependents(mention.head, "appos"))
    return any(parse.pos[c] == "ADJ" for t in (*titles, *parse.tokens_in(mention.span)) for c in parse.dependents(t, "amod"))


def _in_full(annotated: Annotated) -> Annotated:
    """With persons of a shorter name ("President Sheikh Mohamed") taken for the one whose name, told in full, holds all its words."""
    placed = {m.person: m for m in annotated.actors if m.actor is not None and m.person is not None}

    def full(mention: ActorMention) -> ActorMention:
        words = set((mention.person or "").split())
        if mention.actor is not None or len(words) < PARTS:
            return mention
        found = [other for name, other in placed.items() if words < set(name.split())]
        if len(found) != 1:
            return mention
        one = found[0]
        return replace(mention, actor=one.actor, state=one.state, name=one.name, person=one.person, office=mention.office or one.office)

    return replace(annotated, actors=tuple(full(mention) for mention in annotated.actors))


def _is_unplaced(parse: Parse, mention: ActorMention) -> bool:
    """Whether the words name an official by an office, or by an organ ("Home Ministry spokesman Ali Can"), and no state."""
    if mention.actor is not None or mention.person is None:
        return False
    name = set(mention.person.split())
    title = [t for t in parse.tokens_in(mention.span) if parse.pos[t] in {"NOUN", "PROPN", "ADJ"} and parse.words[t] not in name]
    return mention.office is not None or len(title) > 1


def _told_beside(talk: Discourse, mention: ActorMention) -> str | None:
    """The one state named in what stands beside a name, or that of a place: "Col. Ali Zaid, spokesman for the police in Benghazi"."""
    parse = talk.parse
    phrases = list(parse.dependents(mention.head, "appos"))
    clauses = [parse.edges[clause] for phrase in phrases for clause in parse.dependents(phrase, "acl:relcl")]
    beside = [t for phrase in phrases for t in range(*parse.edges[phrase]) if not any(low <= t < high for low, high in clauses)]
    named = [  # parties share their names, and whoever else is named has a state of his own
        m for t in beside for m in talk.at.get(t, ()) if m.actor and m.person is None and not m.actor.endswith(PARTY)
    ]
    states = {principal(m) for m in named} & set(talk.actors.states)
    if not states:
        titles = [mention.head, *parse.dependents(mention.head, "compound")]  # "Senator Lee of Ohio", "London Mayor Ann Lee"
        beside += [t for title in titles for t in parse.dependents(title, "nmod", "compound") if parse.pos[t] == "PROPN"]
        states = {place.place.state for t in beside for place in talk.annotated.places_at.get(t, ()) if place.place.state}
    return states.pop() if len(states) == 1 else None


def _of_another(annotated: Annotated, mention: ActorMention) -> bool:
    """Whether a name that nobody knows stands before the title, or whose title it is: "River Club Executive Director Tom Hale"."""
    parse, low = annotated.parse, annotated.parse.tokens_in(mention.span)[0]
    bodies = [c for title in parse.dependents(mention.head, "appos") for c in parse.dependents(title, "nmod")]
    if any(parse.pos[body] == "PROPN" and body not in annotated.actors_at for body in bodies):
        return True  # "Tom Hale, executive director of the River Club"
    return low > 0 and parse.pos[low - 1] == "PROPN" and parse.labels[low - 1] in {"compound", "nmod", "amod", "nmod:poss"}


def _body_spoken_of(talk: Discourse) -> str | None:
    """The organisation that the report speaks of by far."""
    ranked = Counter({code: weight for code, weight in talk.weights.items() if code not in talk.actors.states and ":" not in code})
    first = ranked.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] >= FAR * first[1][1]) else None


def _of_colleague(talk: Discourse, mention: ActorMention) -> str | None:
    """The state of the president or premier with whom a minister is named: "President Bala of Chad, Foreign Minister Idriss and ..."."""
    parse = talk.parse
    if parse.labels[mention.head] != "conj" or mention.office in HEADS:
        return None
    leaders = talk.at.get(parse.heads[mention.head], ())
    states = {principal(m) for m in leaders if m.office in HEADS and m.actor} & set(talk.actors.states)
    return states.pop() if len(states) == 1 else None


def _known(mention: ActorMention, actors: Actors) -> str | None:
    """The only state in which a person of this name ever held an office."""
    states = {term.state for term in actors.terms.get(mention.person or "", ())} & set(actors.states)
    return states.pop() if len(states) == 1 else None


def _placed(mention: ActorMention, states: Mapping[str | None, tuple[str, str | None]], actors: Actors) -> ActorMention:
    person = mention.person or mention.name
    if mention.actor is not None or person not in states:
        return mention
    code, office = states[person]
    office = mention.office or office
    if code not in actors.states:
        return replace(mention, actor=code, person=person, office=office)
    actor = code if ":" in code else f"{code}:{actors.sectors.get(office or '', 'GOV')}"
    return replace(mention, actor=actor, state=code.partition(":")[0], person=person, office=office)


def speaks_at_home(talk: Discourse, token: int, core: Core, phrase: Phrase, words: Statements, told: str | None = None) -> str | None:
    """The state for which officials speak whom the report names without it ("police said", "a presidential spokesman told AFP").

    ``told`` is the state of whose acts they tell, if they do: it goes before the home of the report. None for those whom other words
    describe ("Western officials"), and for those who do something else than speak.
    """
    parse, home = talk.parse, talk.actors.words.home
    last = parse.lemmas[core.high - 1].lower()
    named = " ".join(parse.words[t].lower() for t in range(core.low, core.high))
    served = last in home.service and (
        core.high - core.low > 1 or any(parse.lemmas[c] in home.before for c in parse.dependents(token, "amod", "compound"))
    )
    other = core.within is not None and core.within.sector not in SPEAKING  # "company officials"
    if other or phrase.sector not in SPEAKING or not (last in home.officials or named in home.officials or served):
        return None
    for child in parse.children[token]:
        label = parse.labels[child].partition(":")[0] if parse.labels[child] != "acl:relcl" else "acl:relcl"
        described = child < token and child not in range(core.low, core.high) and parse.lemmas[child].lower() not in home.before
        if (label not in PLAIN and described) or (child > token and label in GOVERNED and child >= core.high):
            return None
    code = talk.home_of(named.split()) if _speaks(parse, token, words) else None
    return code and (told or code)


def _speaks(parse: Parse, token: int, words: Statements) -> bool:
    """Whether a noun is the subject of a verb of speech, alone or with others, or the source of "according to"."""
    first = parse.heads[token] if parse.labels[token] == "conj" else token
    verb = parse.heads[first]
    if parse.labels[first] == "nsubj":
        return any(CLAUSE in word.takes for word in words.verbs.get(parse.lemmas[verb], ()))
    case = parse.dependent(first, "case")
    return case is not None and any(parse.words[t].lower() in words.sources.by_first for t in range(max(0, case - 1), case + 1))
