"""From all places that tell an activity to its one claim: parties, place, title, domains, subject, level, amounts."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.naming import name_of
from dragoman.extract.activities.resting import agreement_of
from dragoman.extract.activities.slots import series_in
from dragoman.extract.parties import distinct, party_of, state_party
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities
from dragoman.knowledge.rows.amounts import Amounts
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Activity, Amount, AnyClaim, Party, Provision, Role, Status, Step, claim_id
from dragoman.model.mention import ActorMention, Mark, Modality, Place
from dragoman.model.parse import Parse
from dragoman.model.syntax import obliques
from dragoman.model.when import When

VERSION = "1"
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

    @property
    def last(self) -> int:
        """The token of the last place that tells it."""
        return self.mentions[-1].token

    def states(self) -> frozenset[str]:
        """All who take part, as any mention tells."""
        return frozenset().union(*(m.states for m in self.mentions))

    def persons(self) -> dict[str, set[str]]:
        """The persons named for each state."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            for actor in everyone(mention):
                if actor.person and actor.actor:
                    found.setdefault(actor.actor.partition(":")[0], set()).add(actor.person)
        return found


def everyone(mention: ActivityMention) -> Iterable[ActorMention]:
    """All who take part as one mention tells it, in whatever role."""
    return (actor for some in mention.roles.values() for actor in some)


def activity_of(annotated: Annotated, knowledge: Knowledge, told: Told, claims: tuple[AnyClaim, ...]) -> Activity:
    """The claim that all its mentions make together; earlier claims name the agreement it may rest on."""
    words, parse, lead = knowledge.activities, annotated.parse, told.lead
    parties = _parties(told, knowledge)
    evidence = tuple(dict.fromkeys(parse.sentence_span(m.token) for m in told.mentions))
    series = next((s for m in told.mentions if m.type in WITH_DOMAINS and (s := series_in(annotated, m.token, words)) is not None), None)
    lemmas = [lemma for m in told.mentions for lemma in _clause(parse, m)]
    mark = lead.mark
    known = dict.fromkeys(c.agreement for c in claims if isinstance(c, Step | Provision))
    return Activity(
        id=claim_id(annotated.document.id, "activity", lead.type, None, evidence, parties),
        evidence=evidence,
        trigger=parse.token_span(lead.token),
        parties=parties,
        when=told.when,
        place=next((p for m in told.mentions if (p := _place(annotated, m, words)) is not None), None),
        modality=_modality(mark, told.status),
        background=told.background,
        amounts=_amounts(annotated, lead, words, knowledge.events.amounts) if lead.type in WITH_DOMAINS else (),
        made_by=f"activities/{lead.type}/{parse.lemmas[lead.token].lower()}/{VERSION}",
        score=0.8 if lead.sure else 0.5,
        type=lead.type,
        status=told.status,
        title=series.name if series else next((name for m in told.mentions if (name := name_of(annotated, m, words))), None),
        series=series.name if series else None,
        domains=tuple(dict.fromkeys((*(series.domains if series else ()), *words.domains.codes(lemmas))))
        if lead.type in WITH_DOMAINS
        else (),
        subject=_subject(annotated, lead, words),
        level=_level(parse, told, words),
        agreement=next((name for m in told.mentions if (name := agreement_of(annotated, knowledge, m, known))), None),
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
    held = {a.office for m in told.mentions for a in everyone(m) if a.office}
    offices = {words.level_of_office[office] for office in held if office in words.level_of_office}
    if not offices:
        low, high = parse.edges[told.lead.token]
        offices = set(words.level_words.codes([parse.lemmas[t].lower() for t in range(low, high)]))
    return next((level for level in words.levels if level in offices), None)


def _amounts(annotated: Annotated, mention: ActivityMention, words: Activities, numbers: Amounts) -> tuple[Amount, ...]:
    """How many troops, ships, aircraft the sentence counts."""
    parse = annotated.parse
    found: list[Amount] = []
    for token in range(*parse.sentences[parse.sentence_of[mention.token]]):
        kind = words.amounts.get(parse.lemmas[token].lower())
        number = parse.dependent(token, "nummod") if kind else None
        if kind and number is not None and (value := _number(parse.words[number], numbers)) is not None:
            found.append(Amount(what=kind[0], value=value, unit=kind[1], span=parse.span(number, token + 1)))
    return tuple(found)


def _number(word: str, numbers: Amounts) -> float | None:
    plain = word.replace(",", "").lower()
    return float(plain) if plain.isdigit() else numbers.numbers.get(plain)
