"""Where a report tells of a visit, a meeting, a call, an exercise, training or a project, and who takes part in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.extract.grammar import actors_of, apposed_to, within
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, ActivityNoun, ActivityVerb
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, is_passive, obliques, subject

HOSTING = frozenset({"host", "place"})
ARGUMENT = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "xcomp", "nmod", "conj", "acl", "advcl", "root"})
FORCES = "MIL"


@dataclass(slots=True, kw_only=True)
class ActivityMention:
    """One place where an activity is told: ``token`` triggers it, ``verb`` is the verb it is told with (-1 for none)."""

    token: int
    verb: int
    type: str
    roles: dict[str, list[ActorMention]] = field(default_factory=dict)
    mark: Mark | None = None
    status: str | None = None
    noun: bool = False
    sure: bool = True

    def add(self, role: str, mentions: Iterable[ActorMention]) -> None:
        """Put actors into a role, each once."""
        slot = self.roles.setdefault(role, [])
        slot += [m for m in mentions if m.actor and m not in slot]

    @property
    def states(self) -> frozenset[str]:
        """All states and organisations that take part."""
        return frozenset(m.actor.partition(":")[0] for some in self.roles.values() for m in some if m.actor)

    def states_in(self, *roles: str) -> frozenset[str]:
        """Those in the given roles."""
        return frozenset(m.actor.partition(":")[0] for role in roles for m in self.roles.get(role, ()) if m.actor)


def find_mentions(annotated: Annotated, knowledge: Knowledge) -> Iterator[ActivityMention]:
    """All places that tell an activity, in text order; a noun under a verb of its own kind ("met for talks") is told once."""
    parse, words = annotated.parse, knowledge.activities
    for token, lemma in enumerate(parse.lemmas):
        if parse.pos[token] == "VERB" and parse.labels[token] != "amod":
            mention = next((m for verb in words.verbs.get(lemma, ()) if (m := _verbal(annotated, knowledge, token, verb)) is not None), None)
            if mention is not None:
                yield mention
        elif parse.pos[token] in {"NOUN", "PROPN"}:
            noun = _noun_at(parse, token, words)
            if noun is not None and (mention := _nominal(annotated, knowledge, token, noun)) is not None:
                yield mention
        if parse.words[token].lower() in words.visiting and (guest := _visiting(annotated, token)) is not None:
            yield guest


# ---------------------------------------------------------------- who stands in a slot


def fillers(annotated: Annotated, knowledge: Knowledge, token: int | None, role: str) -> list[ActorMention]:
    """The actors a token and its conjuncts name; for a host also the state of a place."""
    if token is None:
        return []
    found = list(actors_of(annotated, token))
    if not found and annotated.parse.pos[token] == "PROPN":
        found = list(within(annotated, token)[:1])  # a name that nobody knows: "King Idris bin Said of Chad"
    if role in HOSTING:
        for member in conjuncts(annotated.parse, token):
            if annotated.actors_at.get(member):
                continue
            for mention in annotated.places_at.get(member, ()):
                known = knowledge.actors.states.get(mention.place.state or "")
                if known is not None:
                    found.append(
                        ActorMention(span=mention.span, text=mention.text, actor=known.code, state=known.code, name=known.name, head=member, reach="metonym")
                    )
    return found


def sentence_has(parse: Parse, token: int, needs: ActivityNoun | ActivityVerb) -> bool:
    """Whether one of the words that a trigger needs stands in its sentence."""
    if not needs.needs.by_first:
        return True
    low, high = parse.sentences[parse.sentence_of[token]]
    return bool(needs.needs.codes([parse.lemmas[t].lower() for t in range(low, high)]))


# ---------------------------------------------------------------- verbs


def _verbal(annotated: Annotated, knowledge: Knowledge, verb: int, rule: ActivityVerb) -> ActivityMention | None:
    parse = annotated.parse
    pattern = rule.pattern
    if pattern.needs and not {parse.lemmas[c].lower() for t in (verb, *parse.children[verb]) for c in parse.children[t]}.issuperset(pattern.needs):
        return None
    if not sentence_has(parse, verb, rule):
        return None
    mention = ActivityMention(token=verb, verb=verb, type=rule.type, mark=annotated.marks.get(verb))
    for role, place in pattern.slots:
        token = _slot(parse, verb, place)
        if token is None:
            if place == SUBJECT and is_passive(parse, verb):
                continue
            return None
        found = fillers(annotated, knowledge, token, role)
        if place == OBJECT and role in {"visitor", "participant"} and not (annotated.actors_at.get(token) or apposed_to(annotated, token)):
            found = []  # "hosts websites of Chad", "met its target": what is owned is no guest
        if place == SUBJECT and len(pattern.slots) == 1:  # "the two ministers met", but not "the rivers of Laos and China meet"
            found = [m for m in found if m.head in conjuncts(parse, token)] if direct_object(parse, verb) is None else []
        if not found and (place != SUBJECT or len(pattern.slots) == 1):
            return None
        mention.add(role, found)
    if rule.persons and not all(m.person or m.office or m.reach == "reference" for some in mention.roles.values() for m in some):
        return None
    if rule.type == "visit" and not _may_visit(mention):
        return None
    _add_company(annotated, knowledge, mention, verb)
    return mention


def _slot(parse: Parse, verb: int, place: str) -> int | None:
    if place == SUBJECT:
        return subject(parse, verb)
    if place == OBJECT:
        return direct_object(parse, verb)
    for word, noun in obliques(parse, verb):
        if word == place:
            return noun
    return None


def _may_visit(mention: ActivityMention) -> bool:
    """Whether those who travel are persons or delegations, not forces or whole states."""
    visitors = mention.roles.get("visitor", [])
    return any(m.person or m.office or m.reach == "reference" or (m.actor and ":" in m.actor and not m.actor.endswith(FORCES)) for m in visitors)


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


def _noun_at(parse: Parse, token: int, words: Activities) -> ActivityNoun | None:
    """The activity noun that ends at a token, of several the longest."""
    lemma = parse.lemmas[token].lower()
    for noun in words.nouns.get(lemma, ()):
        first = token - len(noun.words) + 1
        if first >= 0 and all(parse.lemmas[first + n].lower() == word for n, word in enumerate(noun.words)):
            return noun
    return None


def _nominal(annotated: Annotated, knowledge: Knowledge, token: int, noun: ActivityNoun) -> ActivityMention | None:
    parse, words = annotated.parse, knowledge.activities
    label = parse.labels[token]
    if label in {"compound", "amod", "nmod:poss"} and parse.lemmas[parse.heads[token]].lower() in words.nouns:
        return None  # "summit talks": the head tells it
    if parse.lemmas[token] + " " + _next_word(parse, token) in words.idioms or not sentence_has(parse, token, noun):
        return None
    mention = ActivityMention(token=token, verb=-1, type=noun.type, mark=annotated.marks.get(token), noun=True)
    _add_owners(annotated, knowledge, mention, noun)
    for word, other in phrases(annotated, token, words):
        role = noun.slots.get(word)
        if role is not None:
            mention.add(role, fillers(annotated, knowledge, other, role))
    own = mention.states
    _add_support(annotated, knowledge, mention, noun)
    if noun.weak and not own and (mention.status is None or not mention.sure):
        return None
    _settle(mention)
    if mention.type == "training" and not (mention.roles.get("trainer") and mention.roles.get("trainee")):
        return None
    return mention


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
        mention.add(role, found)


def _add_support(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, noun: ActivityNoun) -> None:
    """The verb it is told with: its subject takes part ("held talks"), and so do those after "with"; it tells what becomes of it."""
    parse, words = annotated.parse, knowledge.activities
    verb, label, circumstance = _support(parse, mention.token, words)
    if verb < 0:
        return
    mention.verb = verb
    lemma = parse.lemmas[verb]
    if label in {"obj", "nsubj:pass", "nsubj"} or (label == "obl" and lemma in words.takes_part):
        mention.status = words.becomes.get(_with_particle(parse, verb), words.becomes.get(lemma))
        mention.mark = mention.mark or annotated.marks.get(verb)
    takes_part = (label in {"obj", "nsubj:pass"} and (lemma in words.takes_part or _with_particle(parse, verb) in words.takes_part)) or (label == "obl" and circumstance)
    if takes_part:
        doer = subject(parse, verb)
        if doer is not None and doer != mention.token:
            of_states = [m for m in mention.roles.get(noun.owner, []) if m.state]
            if label != "obl" or not of_states:  # whose summit it is takes part, an organisation's members too
                mention.add(noun.subject, actors_of(annotated, doer))
                mention.sure = label != "obl"
        if label == "obl" and noun.type in {"meeting", "call"} and len(mention.states) < 2:  # "in a call she told her colleague"
            mention.add(noun.subject, fillers(annotated, knowledge, direct_object(parse, verb), noun.subject))
    if label in {"obj", "nsubj", "nsubj:pass"}:
        for word, other in phrases(annotated, verb, words):
            role = noun.slots.get(word)
            if role is not None and other != mention.token:
                mention.add(role, fillers(annotated, knowledge, other, role) or _for_whom(annotated, word, other, role))


def _for_whom(annotated: Annotated, word: str, noun: int, role: str) -> tuple[ActorMention, ...]:
    """Trainees one phrase deeper: "drills for instructors for the navy of Chad"."""
    if role != "trainee":
        return ()
    return tuple(m for inner, other in obliques(annotated.parse, noun) if inner == word for m in actors_of(annotated, other))


def _support(parse: Parse, token: int, words: Activities) -> tuple[int, str, bool]:
    """The verb that governs an activity noun, the noun's relation to it, and whether it is but a circumstance of it."""
    label, place = parse.labels[token], token
    if label == "conj":
        place = parse.heads[token]
        label = parse.labels[place]
    for _ in range(2):  # "a round of talks", "the second day of a visit": through one noun
        head = parse.heads[place]
        if head == place:
            return -1, label, False
        if parse.pos[head] == "VERB":
            preps = [parse.lemmas[c] for c in parse.dependents(place, "case", "mark")]
            circumstance = " ".join(preps) in words.links["circumstance"]
            return head, label if label in {"obj", "nsubj", "nsubj:pass"} else "obl", circumstance
        place, label = head, parse.labels[head]
    return -1, label, False


def _with_particle(parse: Parse, verb: int) -> str:
    particle = parse.dependent(verb, "compound:prt")
    return f"{parse.lemmas[verb]} {parse.lemmas[particle]}" if particle is not None else parse.lemmas[verb]


def _settle(mention: ActivityMention) -> None:
    """Drills that one force gives another are training: who gives them trains."""
    trainees = mention.states_in("trainee")
    if mention.type == "exercise" and trainees:
        givers = mention.states_in("participant") - trainees
        if givers:
            mention.type = "training"
            mention.add("trainer", [m for m in mention.roles.pop("participant", []) if m.actor and m.actor.partition(":")[0] in givers])
        else:
            mention.add("participant", mention.roles.pop("trainee"))


def _visiting(annotated: Annotated, token: int) -> ActivityMention | None:
    """ "The visiting Turkish president": a visit told in passing."""
    parse = annotated.parse
    guest = parse.heads[token] if parse.labels[token] == "amod" else parse.dependent(token, "obj") if parse.dependent(token, "mark") is not None else None
    guests = annotated.actors_at.get(guest, ()) if guest is not None else ()
    if not any(m.person or m.office for m in guests):
        return None
    mention = ActivityMention(token=token, verb=-1, type="visit")
    mention.add("visitor", guests)
    return mention
