"""Activities: visits, meetings, calls, exercises, training and projects, one claim for each that a report tells."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.activity_mentions import ActivityMention, find_mentions
from dragoman.extract.pair import main_pair, pair_meant
from dragoman.extract.parties import distinct, party_of, state_party
from dragoman.extract.time import is_background, when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, Series
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import Activity, Amount, AnyClaim, Party, Role, Status, claim_id
from dragoman.model.mention import ActorMention, Mark, Modality, Place
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.syntax import obliques
from dragoman.model.when import When

VERSION = "1"
DATED = ("stated", "relative")
ROLES: tuple[Role, ...] = ("participant", "host", "guest", "visitor", "trainer", "trainee")
WITH_DOMAINS = frozenset({"exercise", "training", "project"})
LONGEST_SUBJECT = 14  # tokens


class Told:
    """An activity with all places that tell it; the first decides what the others do not say."""

    def __init__(self, mention: ActivityMention, when: When, status: Status, *, background: bool) -> None:
        self.mentions = [mention]
        self.when = when
        self.status = status
        self.background = background

    @property
    def lead(self) -> ActivityMention:
        """The mention that tells it first."""
        return self.mentions[0]

    def states(self) -> frozenset[str]:
        """All who take part, as any mention tells."""
        return frozenset().union(*(m.states for m in self.mentions))

    def persons(self) -> dict[str, set[str]]:
        """The persons named for each state."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            for actor in _everyone(mention):
                if actor.person and actor.actor:
                    found.setdefault(actor.actor.partition(":")[0], set()).add(actor.person)
        return found


def _everyone(mention: ActivityMention) -> Iterable[ActorMention]:
    return (actor for some in mention.roles.values() for actor in some)


def extract_activities(annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None) -> Extraction:
    """The activities of a report in text order, each with all sentences that tell it."""
    told: list[Told] = []
    main = main_pair(annotated)
    for mention in find_mentions(annotated, knowledge):
        _complete(annotated, knowledge, mention, main)
        status = _status(annotated, mention, knowledge.activities)
        if status is None or len(mention.states) < 2:
            if trace is not None:
                trace.almost(f"activities/{mention.type}", annotated.parse.token_span(mention.token), "two different actors")
            continue
        when = when_of(annotated, mention.token, knowledge)
        published = annotated.document.published
        if status == "held" and published and when.start and when.start > published:
            status = "planned"
        background = is_background(annotated, mention.token, when, knowledge)
        new = Told(mention, when, status, background=background)
        same = next((one for one in told if _same(one, new)), None)
        if same is None:
            told.append(new)
        else:
            _merge(same, new)
    found = [_activity(annotated, knowledge, one) for one in told]
    if trace is not None:
        for claim in found:
            trace.matched(claim.made_by, claim.trigger)
    return Extraction(claims=tuple(sorted(found, key=lambda claim: (claim.trigger, claim.id))))


def _complete(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, main: dict[str, ActorMention]) -> None:
    """What the grammar of the trigger leaves out: a known series' usual participants, a visit's host from those met there, who shares it."""
    if mention.type in {"meeting", "call", "exercise", "project"} and len(mention.states) < 2 and _is_shared(annotated.parse, mention, knowledge.activities):
        mention.add("participant", pair_meant(annotated, mention.token, mention.states, main).values())
        mention.sure = False
    series = series_in(annotated, mention, knowledge.activities)
    if series is not None and len(mention.states) < 2:
        mention.add("participant", [_implied(code, mention, annotated, knowledge) for code in series.participants])
        mention.sure = False
    if mention.type == "visit" and not mention.roles.get("host"):
        visitors = mention.states_in("visitor")
        clause = _own_clause(annotated.parse, mention.verb if mention.verb >= 0 else mention.token)
        others = [m for t in clause for m in annotated.actors_at.get(t, ()) if m.actor and m.state and m.state not in visitors]
        if visitors and others and len({m.state for m in others}) == 1:
            mention.add("host", others[:1])
            mention.sure = False


def _is_shared(parse: Parse, mention: ActivityMention, words: Activities) -> bool:
    """Whether its noun phrase says that several take part: "joint exercises", "their talks"."""
    return mention.noun and any(parse.lemmas[c].lower() in words.shared for c in parse.children[mention.token] if c < mention.token)


def _own_clause(parse: Parse, head: int) -> list[int]:
    """The tokens of a clause without those of clauses inside it."""
    found, waiting = [], [head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [c for c in parse.children[token] if parse.labels[c] not in {"acl:relcl", "acl", "advcl", "ccomp", "parataxis", "csubj"}]
    return sorted(found)


def _implied(code: str, mention: ActivityMention, annotated: Annotated, knowledge: Knowledge) -> ActorMention:
    known = knowledge.actors.states.get(code)
    span = annotated.parse.token_span(mention.token)
    return ActorMention(span=span, text="", actor=code, state=code if known else None, name=known.name if known else code)


def _status(annotated: Annotated, mention: ActivityMention, words: Activities) -> Status | None:
    """What becomes of it: by its verb, its adjectives and its modality; None where the report denies that it took place."""
    parse, token = annotated.parse, mention.token
    adjectives = [words.adjectives[parse.lemmas[c]] for c in parse.dependents(token, "amod") if parse.lemmas[c] in words.adjectives]
    status = mention.status
    if status in {"cancelled", "postponed"}:
        return status  # type: ignore[return-value]  # codes are checked against the ontology when the table is read
    if mention.mark is not None and mention.mark.modality == "denied":
        return None
    planned = mention.mark is not None and mention.mark.modality in {"planned", "conditional"}
    if planned or status == "planned":
        return "planned"
    if adjectives:
        return adjectives[0]  # type: ignore[return-value]
    if status is None and mention.verb == token and parse.tags[token] == "VBG" and parse.dependent(token, "aux") is not None:
        return "under way"
    return status or "held"  # type: ignore[return-value]


# ---------------------------------------------------------------- one claim for each activity


def _same(one: Told, new: Told) -> bool:
    """Whether two mentions tell one activity: same type, actors within actors, no other person, times that fit."""
    if one.lead.type != new.lead.type:
        return False
    first, then = one.states(), new.states()
    if not (first <= then or then <= first) or (one.status in {"cancelled", "postponed"}) != (new.status in {"cancelled", "postponed"}):
        return False
    if one.lead.type == "visit" and one.lead.states_in("host") and new.lead.states_in("host") and not one.lead.states_in("host") & new.lead.states_in("host"):
        return False
    persons, others = one.persons(), new.persons()
    if any(persons[state].isdisjoint(others[state]) for state in persons.keys() & others.keys()):
        return False
    return _times_fit(one.when, new.when)


def _times_fit(first: When, then: When) -> bool:
    if first.basis not in DATED or then.basis not in DATED or not first.start or not then.start:
        return True
    return first.start <= (then.end or then.start) + "~" and then.start <= (first.end or first.start) + "~"


def _merge(one: Told, new: Told) -> None:
    one.mentions += new.mentions
    if one.when.basis not in DATED and new.when.basis in DATED:
        one.when = new.when
    if one.status == "planned" and new.status in {"under way", "held"} and new.lead.verb >= 0:
        one.status = new.status
    one.background = one.background and new.background


def _activity(annotated: Annotated, knowledge: Knowledge, told: Told) -> Activity:
    words, parse, lead = knowledge.activities, annotated.parse, told.lead
    parties = _parties(told, knowledge)
    evidence = tuple(dict.fromkeys(parse.sentence_span(m.token) for m in told.mentions))
    series = next((s for m in told.mentions if (s := series_in(annotated, m, words)) is not None), None)
    lemmas = [lemma for m in told.mentions for lemma in _clause(parse, m)]
    mark = lead.mark
    return Activity(
        id=claim_id(annotated.document.id, "activity", lead.type, None, evidence, parties),
        evidence=evidence,
        trigger=parse.token_span(lead.token),
        parties=parties,
        when=told.when,
        place=next((p for m in told.mentions if (p := _place(annotated, m, words)) is not None), None),
        modality=_modality(mark, told.status),
        background=told.background,
        amounts=_amounts(annotated, lead, words) if lead.type in WITH_DOMAINS else (),
        made_by=f"activities/{lead.type}/{parse.lemmas[lead.token].lower()}/{VERSION}",
        score=0.8 if lead.sure else 0.5,
        type=lead.type,
        status=told.status,
        title=series.name if series else _title(annotated, lead, words),
        series=series.name if series else None,
        domains=tuple(dict.fromkeys((*(series.domains if series else ()), *words.domains.codes(lemmas)))) if lead.type in WITH_DOMAINS else (),
        subject=_subject(annotated, lead, words),
        level=_level(parse, told, words),
        agreement=_basis(annotated, knowledge, lead),
    )


def _modality(mark: Mark | None, status: Status) -> Modality:
    """That of the telling; a plan stays a plan where no word of its own marks it."""
    if mark is not None:
        return mark.modality
    return "planned" if status == "planned" else "asserted"


def _parties(told: Told, knowledge: Knowledge) -> tuple[Party, ...]:
    found: list[Party] = []
    for role in ROLES:
        for mention in told.mentions:
            for actor in mention.roles.get(role, ()):
                plain = not actor.person and not actor.office and actor.actor == actor.state and actor.actor
                found.append(state_party(role, actor.actor, actor, knowledge) if plain and actor.actor else party_of(role, actor))
    named = {(p.role, p.actor.partition(":")[0]) for p in found if p.actor and p.person}
    return distinct(p for p in found if p.person or not p.actor or (p.role, p.actor.partition(":")[0]) not in named)


def _clause(parse: Parse, mention: ActivityMention) -> list[str]:
    """The lemmas of the noun phrase and, if it has one, of the verb's own objects and circumstances."""
    low, high = parse.edges[mention.token]
    tokens = set(range(low, high))
    if mention.verb >= 0:
        for child in parse.dependents(mention.verb, "obj", "obl", "nsubj"):
            tokens |= set(range(*parse.edges[child]))
    return [parse.lemmas[t].lower() for t in sorted(tokens)]


def _place(annotated: Annotated, mention: ActivityMention, words: Activities) -> Place | None:
    for token in (mention.token, mention.verb):
        for word, noun in obliques(annotated.parse, token) if token >= 0 else ():
            if word in words.links["place"] and (found := annotated.places_at.get(noun)):
                return found[0].place
    return None


def series_in(annotated: Annotated, mention: ActivityMention, words: Activities) -> Series | None:
    """The series of exercises that its sentence names."""
    if mention.type not in {"exercise", "training"}:
        return None
    parse, text = annotated.parse, annotated.document.text
    low, high = parse.sentences[parse.sentence_of[mention.token]]
    for token in range(low, high):
        for series in words.series.get(parse.words[token], ()):
            if any(text.startswith(name, parse.starts[token]) for name in series.names):
                return series
    return None


def _title(annotated: Annotated, mention: ActivityMention, words: Activities) -> str | None:
    """A name of its own: "exercise Northern Wind", "the Northern Wind drills", "drills dubbed Northern Wind"."""
    if mention.type not in {"exercise", "training", "project"} or not mention.noun:
        return None
    parse, token = annotated.parse, mention.token
    actors = {t for t in range(*parse.edges[token]) if t in annotated.actors_at}
    before = [c for c in parse.dependents(token, "compound") if parse.tags[c] == "NNP" and c not in actors and c < token]
    if before:
        return annotated.document.text[parse.starts[before[0]] : parse.ends[before[-1]]]
    for clause in parse.dependents(token, "acl"):
        if parse.lemmas[clause] in words.named:
            name = parse.dependent(clause, "xcomp", "obj", "obl", "ccomp")
            if name is not None and parse.pos[name] == "PROPN":
                return parse.subtree_span(name).of(annotated.document.text)
    return None


def _subject(annotated: Annotated, mention: ActivityMention, words: Activities) -> str | None:
    """What it is about: "talks on trade"."""
    parse = annotated.parse
    for token in (mention.token, mention.verb):
        for word, noun in obliques(parse, token) if token >= 0 else ():
            if word in words.links["topic"] and not annotated.dates_at.get(noun) and not annotated.places_at.get(noun):
                low, high = parse.edges[noun]
                low = next((t for t in range(low, high) if parse.pos[t] not in {"ADP", "DET"}), low)
                if high - low <= LONGEST_SUBJECT:
                    return " ".join(parse.span(low, high).of(annotated.document.text).split())
    return None


def _level(parse: Parse, told: Told, words: Activities) -> str | None:
    """The highest level among those who take part, by office, else by the words of the noun phrase."""
    offices = {words.level_of_office[a.office] for m in told.mentions for a in _everyone(m) if a.office in words.level_of_office}
    if not offices:
        low, high = parse.edges[told.lead.token]
        offices = set(words.level_words.codes([parse.lemmas[t].lower() for t in range(low, high)]))
    return next((level for level in words.levels if level in offices), None)


def _basis(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> str | None:
    """The agreement it rests on: "under the defence pact"."""
    parse, nouns = annotated.parse, knowledge.agreements.nouns
    for token in (mention.token, mention.verb):
        for word, noun in obliques(parse, token) if token >= 0 else ():
            strength = nouns.get(parse.lemmas[noun].lower())
            if word in knowledge.activities.links["basis"] and strength is not None and strength.strength == 2:
                low, high = parse.edges[noun]
                low = next((t for t in range(low, high) if parse.pos[t] not in {"ADP", "DET"}), low)
                return " ".join(parse.span(low, high).of(annotated.document.text).split())
    return None


def _amounts(annotated: Annotated, mention: ActivityMention, words: Activities) -> tuple[Amount, ...]:
    """How many troops, ships, aircraft the sentence counts."""
    parse = annotated.parse
    found: list[Amount] = []
    for token in range(*parse.sentences[parse.sentence_of[mention.token]]):
        kind = words.amounts.get(parse.lemmas[token].lower())
        number = parse.dependent(token, "nummod") if kind else None
        if kind and number is not None and (value := _number(parse.words[number])) is not None:
            found.append(Amount(what=kind[0], value=value, unit=kind[1], span=parse.span(number, token + 1)))
    return tuple(found)


def _number(word: str) -> float | None:
    plain = word.replace(",", "")
    return float(plain) if plain.isdigit() else None
