"""Events: who did what to whom, coded by PLOVER."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.background import is_background
from dragoman.extract.events.amounts import amounts_of
from dragoman.extract.events.coding import COOPERATIVE, MATERIAL, TOGETHER, Coded, act_of, code, unfit
from dragoman.extract.events.frames.match import Match, states
from dragoman.extract.events.frames.matcher import Matcher
from dragoman.extract.events.frames.slots import HYPHENS
from dragoman.extract.events.likely import Likely
from dragoman.extract.events.merging import UNDATED, merged
from dragoman.extract.events.nesting import nesting
from dragoman.extract.events.parties.seeking import with_parties
from dragoman.extract.events.parties.sides import parties
from dragoman.extract.membership import with_members
from dragoman.extract.parties import party_of
from dragoman.extract.place import place_of
from dragoman.extract.scope import states_dealing
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim, Event, Party, claim_id
from dragoman.model.ports import Trace
from dragoman.model.syntax import preposition, subject
from dragoman.model.when import When

VERSION = 1
PART_OF_ANOTHER = "part of another event"
BESIDE_THEM = "with"
FEW = 3  # states that may mean each other by what they praise together
BEFORE_HEAD = 2  # words looked at before a name
UNSURE: dict[str, float] = {"asserted": 1.0, "planned": 0.9, "conditional": 0.5, "denied": 0.6, "alleged": 0.5}  # factor of the score


def extract_events(annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None) -> Extraction:  # noqa: ARG001 -- every extractor is called alike
    """One event for each happening that a report tells, merged over its mentions, in text order.

    A word that triggers a frame makes one event; what is asked, promised, threatened or refused is part of the act that does so. What no
    frame tells whole is weighed afterwards, as is what frames tell.
    ``claims`` is not read. Raises nothing.
    """
    told = told_by_frames(annotated, knowledge, trace)
    weighing = Likely(told.annotated, knowledge, told.matcher, told.matches, told.events, told.ruled_out)
    likely = list(weighing.events(trace))
    whole = {(event.type, event.evidence) for event in likely}
    believed = weighing.believed(trace)
    rest = (event for event in believed if len(states_dealing(event)) > 1 or (event.type, event.evidence) not in whole)
    found = sorted((*rest, *likely), key=lambda event: event.evidence[0])
    return Extraction(claims=tuple(merged(found, annotated.document.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What frames told of a document: ``annotated`` as they read it, their matches, and the events made of these, not yet merged.

    ``ruled_out`` are the triggers of matches whose parties are there, but that make no event, or none between states.
    """

    annotated: Annotated
    matcher: Matcher
    matches: tuple[Match, ...]
    events: tuple[Event, ...]
    ruled_out: frozenset[int]


def told_by_frames(annotated: Annotated, knowledge: Knowledge, trace: Trace | None = None) -> Told:
    """The frames matched in a document with the events they tell, each in the order of its trigger."""
    annotated = with_members(_without_foes(annotated, knowledge.events), knowledge.actors)
    matcher = Matcher(annotated, knowledge.events, trace)
    matches = with_parties(annotated, matcher, knowledge.events)
    nested = nesting(annotated, knowledge.events, matches)
    annotated = replace(annotated, marks={token: mark for token, mark in annotated.marks.items() if token not in nested.continued})
    found: list[tuple[Match, Event]] = []
    ruled_out: set[int] = set()
    for match in matches:
        rule = f"events/{match.frame.id}/{VERSION}"
        span = annotated.parse.token_span(match.trigger)
        lacked = PART_OF_ANOTHER if match.trigger in nested.used else unfit(annotated, knowledge.events, match, matcher)
        events = (
            ()
            if lacked
            else tuple(_events(annotated, knowledge, match, hostile=match.trigger in nested.hostile, apart=_is_apart(matcher, match)))
        )
        found += ((match, event) for event in events)
        if (lacked and lacked != PART_OF_ANOTHER and not match.missing) or len(events) > 1 or _is_private(matcher, match):
            ruled_out.add(match.trigger)
        if trace is not None and not events:
            trace.almost(rule, span, lacked or "parties")
    ahead = _ahead(annotated, found)
    held = (event for match, event in found if not (states_dealing(event) in ahead and _is_only_named(annotated, match, event)))
    return Told(annotated=annotated, matcher=matcher, matches=tuple(matches), events=tuple(held), ruled_out=frozenset(ruled_out))


def _ahead(annotated: Annotated, found: Sequence[tuple[Match, Event]]) -> frozenset[frozenset[str]]:
    """Who will meet, visit or talk by what the report says: a promise to consult, dated after publication."""
    published = annotated.document.published
    return frozenset(
        states_dealing(event)
        for match, event in found
        if (match.frame.type, event.type) == ("CONSULT", "AGREE") and published and event.when and (event.when.start or "") > published
    )


def _is_only_named(annotated: Annotated, match: Match, event: Event) -> bool:
    """Whether a meeting is only named or meant, in no time of its own: "during his visit", "the first to visit"."""
    if (match.frame.type, event.type) != ("CONSULT", "CONSULT") or event.when is None or event.when.basis not in UNDATED:
        return False
    return match.lender is None if match.frame.part == "noun" else annotated.parse.tags[match.trigger] == "VB"


def _without_foes(annotated: Annotated, events: Events) -> Annotated:
    """The document without mentions of those whom a word is against: "anti-Syrian groups" are not Syria."""
    against, parse = events.classes.get("against-prefix", frozenset()), annotated.parse
    kept = tuple(
        m
        for m in annotated.actors
        if m.head < BEFORE_HEAD or parse.words[m.head - 1] not in HYPHENS or parse.words[m.head - 2].lower() not in against
    )
    return annotated if len(kept) == len(annotated.actors) else replace(annotated, actors=kept)


def _is_deed(events: Events, match: Match) -> bool:
    """Whether a noun stands for something done rather than said: such a one may only be talked about."""
    return match.frame.part == "noun" and match.lender is None and events.types[match.frame.type].quad in MATERIAL


def _events(annotated: Annotated, knowledge: Knowledge, match: Match, *, hostile: bool, apart: bool) -> Iterator[Event]:
    """The event of a match; where several act each upon nobody who has a code ("France and Spain condemned the storm"), one for each.

    So too where several deal with others who act for no state, which makes them ``apart``: "Chad and Niger met their bankers".
    """
    when = when_of(annotated, match.trigger, knowledge, deed=_is_deed(knowledge.events, match), said=True)
    coded = code(annotated, knowledge.events, match, when, hostile=hostile)
    if coded.mutual:
        people = parties(annotated, "actor", (*match.actors, *match.recipients))
        for group in _each(people) if apart else (people,):
            yield _event(annotated, knowledge, match, coded, when, group)
        return
    actors = parties(annotated, "actor", match.actors)
    recipients = parties(annotated, "recipient", match.recipients, frozenset(p.actor for p in actors if p.actor))
    home = {p.actor.partition(":")[0] for p in actors if p.actor}
    if not any(p.actor for p in recipients) and len(home) > 1 and _is_mutual(annotated, knowledge.events, match):
        yield _event(annotated, knowledge, match, coded, when, actors)
        return
    abroad = tuple(p for p in recipients if not p.actor or p.actor.partition(":")[0] not in home)
    together = coded.type in TOGETHER or match.frame.mutual or _is_by_all(coded, match)
    if any(p.actor for p in abroad) or (together and len(home) > 1):  # "agreed to deepen their ties": none is done to who also does it
        recipients = abroad
    for group in _groups(actors, recipients, together=together):
        yield _event(annotated, knowledge, match, coded, when, group)


def _is_mutual(annotated: Annotated, events: Events, match: Match) -> bool:
    """Whether several actors deal with one another: "blamed each other", "severed ties"."""
    parse = annotated.parse
    words = events.classes.get("reciprocal", frozenset())
    held = parse.dependent(match.trigger, "obj", "nsubj:pass")
    inside = {parse.lemmas[f.token].lower() for f in match.recipients if f.token >= 0}
    return bool(words & (inside | ({parse.lemmas[held].lower()} if held is not None else set())))


def _is_by_all(coded: Coded, match: Match) -> bool:
    """Whether a word for two or three does something friendly, which they then do together: "they praised the long work".

    Many, as in a joint statement of a dozen leaders, do it to whom they speak of.
    """
    few = len(states(match.actors)) <= FEW
    return few and coded.type in COOPERATIVE and any(m.reach == "reference" for f in match.actors for m in f.mentions)


def _is_apart(matcher: Matcher, match: Match) -> bool:
    """Whether those named deal with others, who have no code or are not named, and not with each other: "talks with A and B"."""
    if any(matcher.private.is_other(filler) for filler in (*match.recipients, *match.actors)):
        return True
    beside = [preposition(matcher.parse, filler.token) for filler in match.recipients if filler.mentions]
    return match.frame.part == "noun" and not states(match.actors) and bool(beside) and set(beside) == {BESIDE_THEM}


def _is_private(matcher: Matcher, match: Match) -> bool:
    """Whether those take part who act for no state: firms, growers, private persons."""
    return any(filler.token in matcher.private or matcher.private.is_other(filler) for filler in (*match.recipients, *match.actors))


def _each(people: tuple[Party, ...]) -> Iterator[tuple[Party, ...]]:
    """Each party that has a code, with those who have none."""
    others = tuple(p for p in people if not p.actor)
    yield from ((one, *others) for one in people if one.actor)


def _groups(actors: tuple[Party, ...], recipients: tuple[Party, ...], *, together: bool) -> Iterator[tuple[Party, ...]]:
    """The parties of each event: all in one, unless nobody on one side has a code, so that those on the other have no dealings."""
    known_actors, known_recipients = any(p.actor for p in actors), any(p.actor for p in recipients)
    if actors and not known_recipients and not together:
        yield from ((actor, *recipients) for actor in actors)
    elif recipients and not known_actors:
        yield from ((*actors, recipient) for recipient in recipients)
    elif actors or recipients:
        yield (*actors, *recipients)


def _event(annotated: Annotated, knowledge: Knowledge, match: Match, coded: Coded, when: When, people: tuple[Party, ...]) -> Event:
    kind = knowledge.events.types[coded.type]
    parse = annotated.parse
    evidence = (parse.sentence_span(match.trigger),)
    act = act_of(kind, coded.modality, people)
    everyone = (*people, *_reporters(annotated, knowledge.events, match.trigger, people))
    return Event(
        id=claim_id(annotated.document.id, "event", coded.type, None, evidence, everyone),
        evidence=evidence, trigger=parse.token_span(match.trigger), parties=everyone, when=when, place=place_of(annotated, match.trigger),
        modality=coded.modality, background=is_background(annotated, match.trigger, when, knowledge, act),
        amounts=amounts_of(annotated, match.trigger, (*match.actors, *match.recipients), knowledge.events.amounts),
        made_by=f"events/{match.frame.id}/{VERSION}", score=round(match.frame.score * UNSURE[coded.modality], 3),
        type=coded.type, mode=coded.mode, contexts=coded.contexts, cameo=coded.cameo, quad=kind.quad, intensity=kind.intensity(coded.mode),
    )  # fmt: skip


def _reporters(annotated: Annotated, events: Events, token: int, people: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who tells the event, where its clause is what somebody says and who is not a party to it."""
    parse, speech = annotated.parse, events.classes.get("speech", frozenset())
    for place in (token, *parse.ancestors(token)):
        if parse.labels[place] == "ccomp" and parse.lemmas[parse.heads[place]] in speech:
            teller = subject(parse, parse.heads[place])
            mentions = () if teller is None else annotated.actors_at.get(teller, ())
            known = {p.actor for p in people}
            return tuple(party_of("reporter", m) for m in mentions if m.actor and m.actor not in known)
    return ()
