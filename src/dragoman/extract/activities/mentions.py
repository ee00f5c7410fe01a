"""Where a report tells of a visit, meeting, call, exercise, training or project, and who takes part in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.extract.activities.slots import fillers, sentence_has, series_in
from dragoman.extract.activities.support import ARGUMENT, Support, support_of
from dragoman.extract.agreements.pair import PAIR
from dragoman.extract.grammar import actors_of, apposed_to, owners_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityNoun, ActivityVerb
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, governing_clause, is_passive, obliques, subject

FORCES = "MIL"
CIVILIANS = "CVL"


@dataclass(slots=True, kw_only=True)
class ActivityMention:
    """One place where an activity is told: ``token`` triggers it, ``verb`` is the verb it is told with, -1 for none.

    ``noun`` if a noun triggers it, ``titled`` if it is a proper name; ``passing`` if it is told in passing ("his visiting
    colleague"), so that the time of its clause is not its own; ``there`` if one travels to its place for it; ``open`` if it names
    somebody whose state is not told; ``sure`` if the grammar names all who take part; ``inferred`` if only the report tells who does.
    """

    token: int
    verb: int
    type: str
    roles: dict[str, list[ActorMention]] = field(default_factory=dict)
    mark: Mark | None = None
    status: str | None = None
    noun: bool = False
    passing: bool = False
    there: bool = False
    open: bool = False
    titled: bool = False
    sure: bool = True
    inferred: bool = False

    def add(self, role: str, mentions: Iterable[ActorMention]) -> None:
        """Put actors into a role, each once."""
        slot = self.roles.setdefault(role, [])
        slot += [m for m in mentions if m.actor and m not in slot]

    def infer(self, parse: Parse, mentions: Iterable[ActorMention]) -> None:
        """Add those of whom its grammar does not tell that they take part; if its sentence does not name them, only the report does."""
        added = [m for m in mentions if m.actor]
        known = self.states
        self.add("participant", added)
        here = all(m.head >= 0 and parse.sentence_of[m.head] == parse.sentence_of[self.token] for m in added)
        self.inferred, self.sure = self.states != known and not here, False

    @property
    def states(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset(m.actor.partition(":")[0] for some in self.roles.values() for m in some if m.actor)

    def states_in(self, *roles: str) -> frozenset[str]:
        """Those in the given roles."""
        return frozenset(m.actor.partition(":")[0] for role in roles for m in self.roles.get(role, ()) if m.actor)


def find_mentions(annotated: Annotated, knowledge: Knowledge) -> Iterator[ActivityMention]:
    """All places that tell an activity, in text order."""
    parse, words = annotated.parse, knowledge.activities
    for token, lemma in enumerate(parse.lemmas):
        if parse.pos[token] == "VERB" and parse.labels[token] != "amod":
            mention = next(
                (m for verb in words.verbs.get(lemma, ()) if (m := _verbal(annotated, knowledge, token, verb)) is not None),
                None,
            )
            if mention is not None:
                yield mention
        elif parse.pos[token] in {"NOUN", "PROPN"}:
            told = (_nominal(annotated, knowledge, token, noun) for noun in _nouns_at(parse, token, words))
            mention = next((m for m in told if m is not None), None)
            if mention is not None:
                yield mention
        if parse.words[token].lower() in words.visiting and (guest := _visiting(annotated, token)) is not None:
            yield guest


# ---------------------------------------------------------------- verbs


def _verbal(annotated: Annotated, knowledge: Knowledge, verb: int, rule: ActivityVerb) -> ActivityMention | None:
    parse, pattern = annotated.parse, rule.pattern
    if not _has_words(parse, verb, pattern) or not sentence_has(parse, verb, rule) or _names_a_predicate(parse, verb):
        return None
    mention = ActivityMention(token=verb, verb=verb, type=rule.type, mark=annotated.marks.get(verb))
    for role, place in pattern.slots:
        token = _slot(parse, verb, place)
        if token is None and place == SUBJECT and is_passive(parse, verb):
            continue
        found = [] if token is None else _filled(annotated, knowledge, verb, (role, place, token), alone=len(pattern.slots) == 1)
        if token is not None and not found and _is_somebody(parse, mention, token):
            mention.open, mention.sure = True, False
            continue
        if token is None or (not found and (place != SUBJECT or len(pattern.slots) == 1)):
            return None
        mention.add(role, found)
    everyone = [m for some in mention.roles.values() for m in some]
    if rule.persons and not all(m.person or m.office for m in everyone):
        return None
    if rule.type == "visit" and not _may_visit(mention):
        return None
    _add_company(annotated, knowledge, mention, verb)
    return mention


def _is_somebody(parse: Parse, mention: ActivityMention, token: int) -> bool:
    """Whether who is met is a person whom no table knows: "met with Deputy Minister Idris Bello"."""
    named = parse.pos[token] == "PROPN" and parse.dependent(token, "compound", "flat") is not None
    return mention.type in {"meeting", "call"} and len(mention.states) == 1 and named


def _has_words(parse: Parse, verb: int, pattern: Pattern) -> bool:
    """Whether the words of an idiom ("shake hands") stand below the verb."""
    below = [c for t in (verb, *parse.children[verb]) for c in parse.children[t]] if pattern.needs else []
    return {parse.lemmas[t].lower() for t in below}.issuperset(pattern.needs)


def _filled(annotated: Annotated, knowledge: Knowledge, verb: int, slot: tuple[str, str, int], *, alone: bool) -> list[ActorMention]:
    """Who fills a slot (role, place, token) of a verb; ``alone`` if it is the verb's only one ("the ministers met")."""
    parse = annotated.parse
    role, place, token = slot
    found = fillers(annotated, knowledge, token, role)
    owned = not annotated.actors_at.get(token) and not apposed_to(annotated, token)
    if place == OBJECT and role in {"visitor", "participant"} and owned:
        return []  # "hosts websites of Chad", "met its target": what is owned is no guest
    if place == SUBJECT and alone:  # but not "the rivers of Laos and China meet"
        return [] if direct_object(parse, verb) is not None else [m for m in found if m.head in conjuncts(parse, token)]
    return found


def _names_a_predicate(parse: Parse, verb: int) -> bool:
    """Whether the verb says what its object is ("called him a friend"), and so tells no call."""
    held = parse.dependent(verb, "obj", "iobj")
    if held is None:
        return False
    named = parse.dependent(verb, "xcomp")
    if named is not None and parse.pos[named] in {"NOUN", "PROPN", "ADJ"}:
        return True
    other = parse.dependent(held, "appos")  # without a comma it is none
    return other is not None and parse.pos[other] == "NOUN" and parse.pos[parse.edges[other][0] - 1] != "PUNCT"


def _slot(parse: Parse, verb: int, place: str) -> int | None:
    if place == SUBJECT:
        found, head = subject(parse, verb), parse.heads[verb]
        if found is None and parse.tags[verb] == "VBG" and parse.labels[verb] in {"advcl", "acl"} and parse.pos[head] == "PROPN":
            return head  # "the envoy, Idris Bello, arriving in Chad"
        return found
    if place == OBJECT:
        return direct_object(parse, verb)
    for word, noun in obliques(parse, verb):
        if word == place:
            return noun
    return None


def _may_visit(mention: ActivityMention) -> bool:
    """Whether those who travel are persons or delegations, not forces or whole states."""
    visitors = mention.roles.get("visitor", [])
    return any(
        m.person or m.office or m.reach == "reference" or (m.actor and ":" in m.actor and not m.actor.endswith((FORCES, CIVILIANS)))
        for m in visitors
    )


def phrases(annotated: Annotated, token: int, words: Activities) -> Iterator[tuple[str, int]]:
    """The prepositional phrases of a verb or noun; "with visiting president Khan", read as a clause, is one too."""
    parse = annotated.parse
    yield from obliques(parse, token)
    for clause in parse.dependents(token, "acl", "advcl", "xcomp"):
        guest = parse.dependent(clause, "obj") if parse.words[clause].lower() in words.visiting else None
        mark = parse.dependent(clause, "mark", "case")
        if guest is not None and mark is not None:
            yield parse.lemmas[mark], guest


def _add_company(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, verb: int) -> None:
    """Of meetings and calls: those "with" whom, where the pattern did not name them."""
    if mention.type not in {"meeting", "call", "exercise"}:
        return
    for word, noun in phrases(annotated, verb, knowledge.activities):
        if word in knowledge.activities.links["together"]:
            mention.add("participant", actors_of(annotated, noun))


# ---------------------------------------------------------------- nouns


def _nouns_at(parse: Parse, token: int, words: Activities) -> Iterator[ActivityNoun]:
    """The activity nouns that end at a token, the longest first; of one word there may be two, one of them titled."""
    lemma = parse.lemmas[token].lower()
    for noun in words.nouns.get(lemma, ()):
        first = token - len(noun.words) + 1
        if first >= 0 and all(parse.lemmas[first + n].lower() == word for n, word in enumerate(noun.words)):
            yield noun


def _nominal(annotated: Annotated, knowledge: Knowledge, token: int, noun: ActivityNoun) -> ActivityMention | None:
    words = knowledge.activities
    if _is_something_else(annotated.parse, token, noun, words):
        return None
    if not sentence_has(annotated.parse, token, noun) and (noun.type != "exercise" or series_in(annotated, token, words) is None):
        return None
    if noun.type == "visit" and _is_with_somebody(annotated, token, words):  # "a visit with the president"
        taking = dict.fromkeys(words.links["company"], "participant")
        noun = replace(noun, type="meeting", owner="participant", subject="participant", compound=None, slots=taking)
    mention = ActivityMention(token=token, verb=-1, type=noun.type, mark=annotated.marks.get(token), noun=True, titled=noun.titled)
    _add_owners(annotated, knowledge, mention, noun)
    for word, other in phrases(annotated, token, words):
        _add_slot(annotated, knowledge, mention, noun, word, other)
    _add_members(annotated, knowledge, mention, noun)
    if noun.type == "meeting" and any(m.state is None for some in mention.roles.values() for m in some):
        _add_venue(annotated, knowledge, mention)
    own = mention.states
    if noun.type == "meeting" and _is_commented(annotated, token, words):
        return None
    _add_support(annotated, knowledge, mention, noun)
    if noun.weak and not own and (mention.status is None or not mention.sure):
        return None
    _settle(mention)
    if mention.type == "training" and not (mention.roles.get("trainer") and mention.roles.get("trainee")):
        return None
    return mention


def _is_something_else(parse: Parse, token: int, noun: ActivityNoun, words: Activities) -> bool:
    """Whether the words beside a noun make another thing of it, or it lacks the name it needs."""
    if parse.labels[token] in {"compound", "amod", "nmod:poss"} and parse.lemmas[parse.heads[token]].lower() in words.nouns:
        return True  # "summit talks": the head tells it
    if noun.type == "project" and parse.labels[token] == "compound":
        return True  # "the Partnership Declaration"
    if any(parse.lemmas[c].lower() in words.links["other"] for c in parse.dependents(token, "compound")):
        return True  # "press conference"
    if f"{parse.lemmas[token].lower()} {_next_word(parse, token)}" in words.idioms:
        return True
    return noun.titled and not _is_titled(parse, token)


def _add_members(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """Who takes part by a participle or a noun of sharing: "a coalition led by Chad and Mali", "Chad's participation in the project"."""
    parse, token = annotated.parse, mention.token
    for clause in parse.dependents(token, "acl"):
        for agent in parse.dependents(clause, "obl:agent") if parse.tags[clause] == "VBN" and noun.type != "exercise" else ():
            mention.add(noun.subject, actors_of(annotated, agent))
    above, sharing = parse.lemmas[parse.heads[token]].lower(), knowledge.activities.links["sharing"]
    if noun.type == "project" and parse.labels[token] == "nmod" and above in sharing:
        mention.add(noun.subject, owners_of(annotated, parse.heads[token]))


def _add_venue(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Where an organisation meets, wherever in the noun phrase that stands: "the conference of the Organisation for Trade in Oslo"."""
    parse = annotated.parse
    for token in range(mention.token + 1, parse.edges[mention.token][1]):
        if annotated.places_at.get(token) and any(
            parse.lemmas[c] in knowledge.activities.links["venue"] for c in parse.dependents(token, "case")
        ):
            mention.add("place", fillers(annotated, knowledge, token, "place"))


def _is_titled(parse: Parse, token: int) -> bool:
    """Whether a noun is part of a proper name: "the Blue Valley Corridor", "Partnership for Clean Rivers"."""
    if not parse.words[token][0].isupper() or token == parse.sentences[parse.sentence_of[token]][0]:
        return False
    near = [*parse.dependents(token, "compound", "amod"), *parse.dependents(token, "nmod")]
    return any(parse.words[c][0].isupper() and parse.tags[c] in {"NNP", "NNPS", "NN"} for c in near)


def _is_commented(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether talks, in the plural and without a date, are only what is spoken about: "commented on the negotiations with Chad"."""
    parse = annotated.parse
    support = support_of(parse, token, words)
    if support is None or parse.tags[token] != "NNS" or parse.heads[token] != support.verb:
        return False
    if not any(parse.lemmas[c] in words.links["topic"] for c in parse.dependents(token, "case")):
        return False
    low, high = parse.edges[token]
    known = any(form in words.becomes or form in words.takes_part for form in support.forms)
    return not known and not any(annotated.dates_at.get(t) for t in range(low, high))


def _is_with_somebody(annotated: Annotated, token: int, words: Activities) -> bool:
    """Whether a visit names no goal, but whom the visitor was with."""
    phrases_ = list(phrases(annotated, token, words))
    return any(word in words.links["company"] and actors_of(annotated, noun) for word, noun in phrases_) and not any(
        word in words.links["goal"] for word, _ in phrases_
    )


def _next_word(parse: Parse, token: int) -> str:
    return parse.lemmas[token + 1].lower() if token + 1 < len(parse) else ""


def _add_owners(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """Whose it is: possessor, adjective, compound; before "trip" or "visit" the name of a state is its goal."""
    parse, token = annotated.parse, mention.token
    for child in parse.children[token]:
        if child > token or parse.labels[child] not in {"nmod:poss", "amod", "compound", "nmod", "nummod"}:
            continue
        low, high = parse.edges[child]
        found = [m for t in range(low, high) for m in annotated.actors_at.get(t, ())]
        plain = parse.labels[child] in {"compound", "nmod"}
        role = noun.compound if noun.compound and plain and all(m.actor == m.state and not m.person for m in found) else noun.owner
        if not found and noun.compound and plain:
            found, role = fillers(annotated, knowledge, child, "host"), noun.compound
        elif not found and noun.type == "meeting" and parse.labels[child] == "compound":
            found, role = fillers(annotated, knowledge, child, "place"), "place"  # "the Turin summit"
        mention.add(role, found)


def _add_support(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """The verb it is told with: its subject takes part ("held talks"), those after "with" too; it gives the status."""
    parse, words = annotated.parse, knowledge.activities
    support = support_of(parse, mention.token, words)
    if support is None:
        return
    verb = mention.verb = support.verb
    known = next((form for form in support.forms if form in words.becomes or form in words.takes_part), "")
    if support.label in ARGUMENT or known in words.takes_part:
        mention.status = words.becomes.get(known)
        mention.mark = mention.mark or annotated.marks.get(verb)
    if support.circumstance if support.label == "obl" else support.label != "nsubj" and known in words.takes_part:
        _add_doer(annotated, knowledge, mention, noun, support)
    if support.label in ARGUMENT:
        for bearer in (verb, *parse.dependents(verb, "xcomp")):  # "talks are expected to take place in Geneva"
            for word, other in phrases(annotated, bearer, words):
                if other != mention.token:
                    _add_slot(annotated, knowledge, mention, noun, word, other)
    elif noun.type == "meeting":
        _add_goal(annotated, knowledge, mention, verb)


def _add_goal(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, verb: int) -> None:
    """Where one goes, or is, for a meeting: "is in Paris for a meeting"."""
    parse, links = annotated.parse, knowledge.activities.links
    if any(parse.lemmas[c] in links["purpose"] for c in parse.dependents(mention.token, "case")):
        for word, other in obliques(parse, verb):
            if word in links["place"]:
                mention.add("place", fillers(annotated, knowledge, other, "place"))
                mention.there = True


def _add_doer(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun, support: Support) -> None:
    """The subject of the verb takes part; of a verb that happens meanwhile only where nobody else is said to own it."""
    parse, meanwhile = annotated.parse, support.label == "obl"
    doer = subject(parse, support.verb)
    owners = [m for m in mention.roles.get(noun.owner, []) if m.state]  # an organisation's members take part in its summit
    if doer is not None and doer != mention.token and not (meanwhile and owners):
        mention.add(noun.subject, actors_of(annotated, doer))
        mention.sure = not meanwhile
    if meanwhile and noun.type in {"meeting", "call"} and len(mention.states) < PAIR:  # "told him in a call"
        mention.add(noun.subject, fillers(annotated, knowledge, direct_object(parse, support.verb), noun.subject))


def _add_slot(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun, word: str, other: int) -> None:
    """Who stands after a preposition that brings a role."""
    role = noun.slots.get(word)
    if role is not None:
        mention.add(role, fillers(annotated, knowledge, other, role) or _for_whom(annotated, word, other, role))
    if role == "participant" and noun.type in {"meeting", "call"}:
        mention.add(role, _misread(annotated, mention, other))


def _misread(annotated: Annotated, mention: ActivityMention, token: int) -> list[ActorMention]:
    """The subject of the clause that the parse has joined to whom one talks with: "In a call with King Idris, the chancellor said"."""
    parse = annotated.parse
    return [
        m
        for other in parse.dependents(token, "appos")
        for m in annotated.actors_at.get(other, ())
        if m.state and m.state not in mention.states and (m.person or m.office)
    ]


def _for_whom(annotated: Annotated, word: str, noun: int, role: str) -> tuple[ActorMention, ...]:
    """Trainees one phrase deeper: "drills for instructors for the navy of Chad"."""
    if role != "trainee":
        return ()
    return tuple(m for inner, other in obliques(annotated.parse, noun) if inner == word for m in actors_of(annotated, other))


def _settle(mention: ActivityMention) -> None:
    """Drills that one force gives another are training: who gives them trains."""
    trainees = mention.states_in("trainee")
    if mention.type == "exercise" and trainees:
        givers = mention.states_in("participant") - trainees
        if givers:
            mention.type = "training"
            mention.add(
                "trainer",
                [m for m in mention.roles.pop("participant", []) if m.actor and m.actor.partition(":")[0] in givers],
            )
        else:
            mention.add("participant", mention.roles.pop("trainee"))


def _visiting(annotated: Annotated, token: int) -> ActivityMention | None:
    """A visit told in passing: "the visiting Turkish president"; its host is who stands beside the guest."""
    parse = annotated.parse
    guest = parse.heads[token] if parse.labels[token] == "amod" else None
    if guest is None and parse.dependent(token, "mark") is not None:  # read as a clause: "with visiting president Khan"
        guest = parse.dependent(token, "obj")
    guests = annotated.actors_at.get(guest, ()) if guest is not None else ()
    if not any(m.person or m.office for m in guests):
        return None
    mention = ActivityMention(token=token, verb=governing_clause(parse, parse.heads[token]), type="visit", passing=True)
    mention.add("visitor", guests)
    return mention
