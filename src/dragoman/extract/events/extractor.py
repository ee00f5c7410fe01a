"""Events: who did what to whom, coded by PLOVER."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.extract.agreements.pair import main_pair
from dragoman.extract.background import is_background
from dragoman.extract.events.amounts import amounts_of
from dragoman.extract.events.frames import Match, Matcher, states
from dragoman.extract.events.implied import completed, dealings
from dragoman.extract.events.merging import merged
from dragoman.extract.events.nesting import HARM, nesting
from dragoman.extract.events.recalling import recalled
from dragoman.extract.events.sides import parties
from dragoman.extract.events.slots import HYPHENS
from dragoman.extract.events.targets import targeted
from dragoman.extract.events.unnamed import by_locals, in_whose_vote, opposed, where_they_are
from dragoman.extract.grammar import actors_of
from dragoman.extract.parties import party_of, states_of
from dragoman.extract.place import place_of
from dragoman.extract.time import when_of
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim, Event, Party, claim_id
from dragoman.model.mention import Mark, Modality
from dragoman.model.ports import Trace
from dragoman.model.syntax import is_passive, preposition, subject
from dragoman.model.when import When

MATERIAL = frozenset({2, 4})  # quad classes of deeds, cooperative and conflictual
VERSION = 1
BESIDE_THEM = "with"
BEFORE_HEAD = 2  # words looked at before a name
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
OPEN = frozenset({"planned", "conditional"})  # of a clause that tells what a visit will or may do
ONLY_TOLD = frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"})  # what is good of these is in the doing: who might do it has not
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # what several do upon nobody they do with each other: "both agreed to meet"
ASSERTED = Mark(modality="asserted")
UNSURE: dict[str, float] = {"asserted": 1.0, "planned": 0.9, "conditional": 0.5, "denied": 0.6, "alleged": 0.5}  # factor of the score


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """What a match says once its modality is taken into account."""

    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    mutual: bool
    modality: Modality


def extract_events(annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None) -> Extraction:  # noqa: ARG001 -- every extractor is called alike
    """One event for each happening that a report tells, merged over its mentions, in text order.

    A word that triggers a frame makes one event; what is asked, promised, threatened or refused is part of the act that does so.
    ``claims`` is not read. Raises nothing.
    """
    annotated = _without_foes(annotated, knowledge.events)
    matcher = Matcher(annotated, knowledge.events, trace)
    main = main_pair(annotated)
    classes = knowledge.events.classes
    people = classes.get("people", frozenset()) | classes.get("counterpart", frozenset()) | classes.get("outsider", frozenset())
    asides = classes.get("aside", frozenset())
    found_first = list(matcher.matches())
    pointers = classes.get("pointer", frozenset())
    shells = classes.get("shell", frozenset())
    looked_back = [recalled(annotated, m, found_first[:n], pointers, shells, matcher.candidates) for n, m in enumerate(found_first)]
    named = classes.get("goods", frozenset()) | classes.get("outsider", frozenset())
    aimed = targeted(annotated, [opposed(annotated, matcher.slots, match, classes) for match in looked_back], named)
    aimed = [in_whose_vote(annotated, by_locals(annotated, match, classes), main, classes) for match in aimed]
    aimed = [where_they_are(annotated, match, classes) for match in aimed]
    told, topics = dealings(aimed), classes.get("topic-preposition", frozenset())
    matches = [
        match if matcher.slots.content(match.trigger) != match.trigger else completed(annotated, match, main, people, asides, told, topics)
        for match in aimed
    ]  # of a round of something the words for that thing tell who takes part
    nested = nesting(annotated, knowledge.events, matches)
    annotated = replace(annotated, marks={token: mark for token, mark in annotated.marks.items() if token not in nested.continued})
    found: list[Event] = []
    for match in matches:
        rule = f"events/{match.frame.id}/{VERSION}"
        span = annotated.parse.token_span(match.trigger)
        lacked = "part of another event" if match.trigger in nested.used else _unfit(annotated, knowledge.events, match, matcher)
        events = (
            ()
            if lacked
            else tuple(_events(annotated, knowledge, match, hostile=match.trigger in nested.hostile, apart=_is_apart(matcher, match)))
        )
        found += events
        if trace is not None:
            if events:
                trace.matched(rule, span)
            else:
                trace.almost(rule, span, lacked or "parties")
    return Extraction(claims=tuple(merged(found, annotated.document.id)))


def _without_foes(annotated: Annotated, events: Events) -> Annotated:
    """The document without mentions of those whom a word is against: "anti-Syrian groups" are not Syria."""
    against, parse = events.classes.get("against-prefix", frozenset()), annotated.parse
    kept = tuple(
        m
        for m in annotated.actors
        if m.head < BEFORE_HEAD or parse.words[m.head - 1] not in HYPHENS or parse.words[m.head - 2].lower() not in against
    )
    return annotated if len(kept) == len(annotated.actors) else replace(annotated, actors=kept)


def _mark(annotated: Annotated, events: Events, match: Match) -> Mark:
    """The modality of the trigger; a noun without signs of its own has that of its light verb ("would impose sanctions")."""
    own = annotated.marks.get(match.trigger)
    if own is not None and match.lender is not None and own.cue == annotated.parse.token_span(match.lender.verb):
        own = annotated.marks.get(match.lender.verb)  # "denied the charges": what the frame asks for
    if own is None and match.lender is not None and not match.lender.phrase.startswith("*") and match.lender.holder is None:
        own = annotated.marks.get(match.lender.verb)
    if own is None and match.frame.type == "CONSULT" and match.frame.presupposed and annotated.parse.labels[match.trigger] == "nsubj":
        above = annotated.marks.get(annotated.parse.heads[match.trigger])  # "the king's visit could soothe them"
        own = Mark(modality="planned", cue=above.cue) if above is not None and above.modality in OPEN else None
    ending = events.classes.get("ending", frozenset())
    if own is not None and own.modality == "denied" and match.frame.presupposed and _words(annotated, own) & ending:
        return ASSERTED  # "a halt to the raids": they went on until then
    return own or ASSERTED


def _words(annotated: Annotated, mark: Mark) -> frozenset[str]:
    """The dictionary forms of the words that show a modality."""
    tokens = () if mark.cue is None else annotated.parse.tokens_in(mark.cue)
    return frozenset(annotated.parse.lemmas[token].lower() for token in tokens)


def _unfit(annotated: Annotated, events: Events, match: Match, matcher: Matcher) -> str:
    """Why a match makes no event; empty if it does."""
    mark = _mark(annotated, events, match)
    if mark.question:
        return "a question"
    if mark.modality == "denied" and not _is_kept_denied(annotated, events, match, mark):
        return "did not happen"
    if mark.modality == "conditional" and match.frame.type in ONLY_TOLD and "conditional" not in match.frame.modality:
        return "only possible"
    if mark.modality == "planned" and _is_hoped_for(annotated, events, match, mark):
        return "only hoped for"
    if mark.modality == "planned" and _is_forecast(matcher, match):
        return "a forecast"
    if match.missing:
        return f"{', '.join(match.missing)}"
    bare_noun = match.frame.part == "noun" and match.lender is None
    if bare_noun and not match.frame.presupposed and _is_topic(annotated, events, match.trigger):
        return "only talked about"
    return ""


def _is_hoped_for(annotated: Annotated, events: Events, match: Match, mark: Mark) -> bool:
    """Whether another expects it of the doer ("Togo expects Ghana to press for it"); of help, whether it is only expected."""
    parse = annotated.parse
    words = events.classes.get("hoped-for", frozenset())
    hoping = [] if mark.cue is None else [token for token in parse.tokens_in(mark.cue) if parse.lemmas[token].lower() in words]
    doers = {filler.token for filler in match.actors}
    by_others = any(not is_passive(parse, token) and subject(parse, token) not in doers for token in hoping)
    return bool(hoping) and (match.frame.type == "AID" or by_others)


def _is_forecast(matcher: Matcher, match: Match) -> bool:
    """Whether somebody who acts for no state says what one will do: "Ghana will press Togo, a banker said"."""
    teller = matcher.slots.teller(match.trigger)
    doers = {f.token for f in match.actors}
    return teller is not None and teller not in doers and teller in matcher.private


def _is_by_omission(match: Match) -> bool:
    """Whether not doing something is the act of a frame: "did not bow to", "will not hesitate to strike"."""
    return "denied" in match.frame.modality and match.frame.type not in COOPERATIVE


def _is_kept_denied(annotated: Annotated, events: Events, match: Match, mark: Mark) -> bool:
    """Whether what did not happen is an event: a refusal ("refused to meet"), or a deed that somebody denies.

    What has not been agreed yet is no refusal.
    """
    parse, kind = annotated.parse, match.frame.type
    if _is_by_omission(match):
        return True
    cue = _words(annotated, mark)
    if ("refused" if mark.refused else "denied") not in {case for type_, case in events.rewrites if type_ == kind}:
        return bool(cue & events.classes.get("denial", frozenset()))
    around = {parse.lemmas[token] for token in parse.dependents(match.trigger, "advmod")}
    return mark.refused or not (cue | around) & events.classes.get("so-far", frozenset())


def _is_topic(annotated: Annotated, events: Events, noun: int) -> bool:
    """Whether a noun is what talks, plans or papers are about."""
    parse = annotated.parse
    label, head = parse.labels[noun], parse.heads[noun]
    if label == "obj" and parse.lemmas[head] in events.classes.get("topic-verb", frozenset()):
        return True
    words = events.classes.get("topic-preposition", frozenset())
    return label in {"obl", "nmod"} and any(parse.lemmas[c] in words for c in parse.dependents(noun, "case"))


def _coded(annotated: Annotated, events: Events, match: Match, when: When, *, hostile: bool) -> _Coded:
    """The codes of a match, rewritten where what is planned or refused is another type. What lies after publication is planned."""
    mark, frame = _mark(annotated, events, match), match.frame
    if (mark.modality == "denied" and _is_by_omission(match)) or (frame.type == "THREATEN" and mark.modality in frame.modality):
        mark = ASSERTED  # who says that he will answer has threatened
    published = annotated.document.published
    ahead = published and when.start and when.start > published and when.basis in {"stated", "relative"}
    if mark.modality == "asserted" and ahead and not _is_done(annotated, match):
        mark = Mark(modality="planned")
    menaced = frame.type in HARM and mark.modality == "conditional" and _is_own_word(annotated, events, match)
    signs = {"hostile": hostile, "menaced": menaced, "refused": mark.refused, "announced": _is_announced(annotated, mark)}
    told = [*(sign for sign, holds in signs.items() if holds), mark.modality]
    rewrite = next((found for case in told if (found := events.rewrites.get((frame.type, case))) is not None), None)
    if rewrite is None:
        return _Coded(
            type=frame.type, mode=frame.mode, cameo=frame.cameo, contexts=frame.contexts, mutual=frame.mutual, modality=mark.modality
        )
    mutual = frame.mutual and rewrite.type in COOPERATIVE
    modality: Modality = "asserted" if rewrite.modality == "asserted" else mark.modality
    return _Coded(type=rewrite.type, mode=None, cameo=rewrite.cameo, contexts=frame.contexts, mutual=mutual, modality=modality)


def _is_own_word(annotated: Annotated, events: Events, match: Match) -> bool:
    """Whether the doer himself says that he might do it: "Chad said that it could strike"."""
    parse, speech = annotated.parse, events.classes.get("speech", frozenset())
    verb = parse.heads[match.trigger]
    if parse.labels[match.trigger] != "ccomp" or parse.lemmas[verb] not in speech:
        return False
    teller = subject(parse, verb)
    return teller is not None and bool(states_of(actors_of(annotated, teller)) & states(match.actors))


def _is_done(annotated: Annotated, match: Match) -> bool:
    """Whether the verb tells that the act was done, so that a day ahead is that of something else: "cancelled a trip tomorrow"."""
    parse, lender = annotated.parse, match.lender
    trigger = match.trigger if lender is None or lender.phrase.startswith("*") else lender.verb
    auxiliaries = {parse.lemmas[a] for a in parse.dependents(trigger, "aux")}
    return parse.tags[trigger] == "VBD" or (parse.tags[trigger] == "VBN" and auxiliaries == {"have"})


def _is_announced(annotated: Annotated, mark: Mark) -> bool:
    """Whether it is an auxiliary that shows a plan."""
    if mark.modality != "planned" or mark.cue is None:
        return False
    return all(annotated.parse.labels[token] == "aux" for token in annotated.parse.tokens_in(mark.cue))


def _is_deed(events: Events, match: Match) -> bool:
    """Whether a noun stands for something done rather than said: such a one may only be talked about."""
    return match.frame.part == "noun" and match.lender is None and events.types[match.frame.type].quad in MATERIAL


def _events(annotated: Annotated, knowledge: Knowledge, match: Match, *, hostile: bool, apart: bool) -> Iterator[Event]:
    """The event of a match; where several act each upon nobody who has a code ("France and Spain condemned the storm"), one for each.

    So too where several deal with others who act for no state, which makes them ``apart``: "Chad and Niger met their bankers".
    """
    when = when_of(annotated, match.trigger, knowledge, deed=_is_deed(knowledge.events, match))
    coded = _coded(annotated, knowledge.events, match, when, hostile=hostile)
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


def _is_by_all(coded: _Coded, match: Match) -> bool:
    """Whether a word for all of them does something friendly, which they then do together: "they praised the long work"."""
    return coded.type in COOPERATIVE and any(m.reach == "reference" for f in match.actors for m in f.mentions)


def _is_apart(matcher: Matcher, match: Match) -> bool:
    """Whether those named deal with others, who have no code or are not named, and not with each other: "talks with A and B"."""
    if any(matcher.private.is_other(filler) for filler in (*match.recipients, *match.actors)):
        return True
    beside = [preposition(matcher.parse, filler.token) for filler in match.recipients if filler.mentions]
    return match.frame.part == "noun" and not states(match.actors) and bool(beside) and set(beside) == {BESIDE_THEM}


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


def _event(annotated: Annotated, knowledge: Knowledge, match: Match, coded: _Coded, when: When, people: tuple[Party, ...]) -> Event:
    kind = knowledge.events.types[coded.type]
    parse = annotated.parse
    evidence = (parse.sentence_span(match.trigger),)
    everyone = (*people, *_reporters(annotated, knowledge.events, match.trigger, people))
    return Event(
        id=claim_id(annotated.document.id, "event", coded.type, None, evidence, everyone),
        evidence=evidence, trigger=parse.token_span(match.trigger), parties=everyone, when=when, place=place_of(annotated, match.trigger),
        modality=coded.modality, background=_is_background(annotated, knowledge, match, coded, when),
        amounts=amounts_of(annotated, match.trigger, (*match.actors, *match.recipients), knowledge.events.amounts),
        made_by=f"events/{match.frame.id}/{VERSION}", score=round(match.frame.score * UNSURE[coded.modality], 3),
        type=coded.type, mode=coded.mode, contexts=coded.contexts, cameo=coded.cameo, quad=kind.quad, intensity=kind.intensity(coded.mode),
    )  # fmt: skip


def _is_background(annotated: Annotated, knowledge: Knowledge, match: Match, coded: _Coded, when: When) -> bool:
    deed = knowledge.events.types[coded.type].quad in MATERIAL
    return is_background(annotated, match.trigger, when, knowledge, deed=deed, real=coded.modality == "asserted")


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
