"""Activities: visits, meetings, calls, exercises, training and projects, one claim for each that a report tells."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection
from dataclasses import replace

from dragoman.extract.activities.claims import Told, activity_of
from dragoman.extract.activities.dating import OFF, time_of
from dragoman.extract.activities.exercises import own_clause, settle_exercise
from dragoman.extract.activities.mention import ActivityMention
from dragoman.extract.activities.mentions import find_mentions
from dragoman.extract.activities.resting import basis_of
from dragoman.extract.activities.slots import fillers, series_in
from dragoman.extract.background import is_background
from dragoman.extract.membership import with_members
from dragoman.extract.pair import PAIR, TERRITORIES, acting_in, main_pair, other_side, pair_meant
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.activities import Activities, Series
from dragoman.model.annotated import Annotated, Extraction
from dragoman.model.claim import AnyClaim, Event, Provision, Status
from dragoman.model.mention import ActorMention
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.syntax import obliques
from dragoman.model.when import When

BACK = 3  # sentences: how far back "the exercise" may point
TOLD_ON = frozenset({"exercise", "training"})  # what a report goes on telling of by its noun alone
LONGEST_VISIT = 6  # days: most visits end within a week
REAL = frozenset({"held", "under way"})
DATED = ("stated", "relative")
DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "REJECT", "SANCTION"})  # types of events that bear out an activity
ROWS = frozenset({"THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})  # and those of states at odds


def extract_activities(
    annotated: Annotated, knowledge: Knowledge, claims: tuple[AnyClaim, ...] = (), trace: Trace | None = None
) -> Extraction:
    """The activities of a report in text order, each with all sentences that tell it."""
    annotated = with_members(annotated, knowledge.actors)
    told: list[Told] = []
    main = main_pair(annotated)
    promised = [c.promise for c in claims if isinstance(c, Provision)]
    for mention in find_mentions(annotated, knowledge):
        span, resting = annotated.parse.token_span(mention.token), basis_of(annotated, knowledge, mention) is not None
        if mention.noun and not resting and any(promise.contains(span) for promise in promised):
            continue  # "provides for joint projects": the agreement promises it
        _complete(annotated, knowledge, mention, main)
        status = _status(annotated, mention, knowledge.activities)
        before = _meant(annotated, mention, told, knowledge.activities) if status is not None else None
        if before is not None and status is not None:
            when = time_of(annotated, knowledge, mention, status)
            _merge(before, Told(mention, when, status, background=before.background))
            continue
        if status is None or len(mention.states) < PAIR or any({code, TERRITORIES.get(code)} == mention.states for code in mention.states):
            if trace is not None:
                trace.almost(f"activities/{mention.type}", annotated.parse.token_span(mention.token), "two different actors")
            continue
        when = time_of(annotated, knowledge, mention, status)
        background = is_background(annotated, mention.token, when, knowledge)
        new = Told(mention, when, _as_dated(status, when, annotated), background=background)
        same = next((one for one in told if _same(one, new)), None)
        if same is None:
            told.append(new)
        else:
            _merge(same, new)
    for one in told:
        one.status = _as_dated(one.status, one.when, annotated)
    dealings, rows = ([_states(c) for c in claims if isinstance(c, Event) and c.type in types] for types in (DEALINGS, ROWS))
    real = [one for one in told if _is_borne_out(one, dealings) and not _is_of_rivals(one, rows)]
    found = [activity_of(annotated, knowledge, one, claims) for one in real]
    if trace is not None:
        for claim in found:
            trace.matched(claim.made_by, claim.trigger)
    return Extraction(claims=tuple(sorted(found, key=lambda claim: (claim.trigger, claim.id))))


def _as_dated(status: Status, when: When, annotated: Annotated) -> Status:
    """What becomes of it, seen with its time: what is still to come is planned."""
    return "planned" if status in REAL and (when.start or "") > (annotated.document.published or "9999") else status


def _meant(annotated: Annotated, mention: ActivityMention, told: list[Told], words: Activities) -> Told | None:
    """The activity told before that "the exercise" means, where it names nobody."""
    parse = annotated.parse
    definite = any(parse.lemmas[c].lower() in words.links["definite"] for c in parse.dependents(mention.token, "det"))
    if not mention.noun or mention.states or not definite or mention.type not in TOLD_ON:
        return None
    here = parse.sentence_of[mention.token]
    return next((one for one in reversed(told) if one.lead.type == mention.type and here - parse.sentence_of[one.last] <= BACK), None)


def _is_of_rivals(one: Told, rows: list[frozenset[str]]) -> bool:
    """Whether those whom an exercise's own words do not name are at odds in the report, and so do not exercise together."""
    return (
        one.lead.type == "exercise" and all(m.guessed for m in one.mentions) and any(len(one.states() & states) >= PAIR for states in rows)
    )


def _is_borne_out(one: Told, dealings: list[frozenset[str]]) -> bool:
    """Whether its words name who takes part, or else an event of the report tells that two of them deal with each other."""
    return not all(m.inferred for m in one.mentions) or any(len(one.states() & states) >= PAIR for states in dealings)


def _states(event: Event) -> frozenset[str]:
    return frozenset(p.actor.partition(":")[0] for p in event.parties if p.actor and p.role in {"actor", "recipient"})


def _complete(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, main: dict[str, ActorMention]) -> None:
    """What the trigger's grammar leaves out: who shares it, a series' usual participants, a visit's host."""
    if (
        mention.type in {"meeting", "call", "exercise", "project"}
        and len(mention.states) < PAIR
        and _is_shared(annotated.parse, mention, knowledge.activities)
    ):
        mention.add("participant", pair_meant(annotated, mention.token, mention.states, main).values())
        mention.sure, mention.guessed = False, True
    if mention.titled and len(mention.states) < PAIR:
        mention.infer(annotated.parse, pair_meant(annotated, mention.token, mention.states, main).values())
    if mention.open and mention.states < main.keys():
        mention.add("participant", [m for code, m in main.items() if code not in mention.states])
    _add_usual(annotated, knowledge, mention)
    places = mention.roles.pop("place", [])
    if mention.type == "exercise":
        places = settle_exercise(annotated, knowledge, mention, places)
    if mention.type == "meeting" and places and mention.states and (mention.there or any(m.state is None for m in _all(mention))):
        mention.add("host", places)  # who holds a summit of an organisation takes part in it
    if len(mention.states) == 1 and mention.noun and mention.type == "meeting":
        mention.infer(annotated.parse, other_side(annotated, mention.token, mention.states, main))
    if len(mention.states) == 1 and mention.type in {"meeting", "exercise"} and places:
        mention.add("host", places)
        mention.sure = False
    if mention.type == "visit" and not mention.roles.get("host"):
        _find_host(annotated, knowledge, mention, main)


def _add_usual(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> None:
    """Who takes part in a series: whoever the clause says does so, else the usual ones."""
    series = _series_of(annotated, knowledge.activities, mention)
    if series is not None and mention.type == "exercise" and len(mention.states) < PAIR:
        acting = acting_in(annotated, mention.token)
        mention.add("participant", acting.values() if len(acting) >= PAIR else ())
    if series is not None and (len(mention.states) < PAIR or mention.type == "meeting"):
        mention.add("participant", [_implied(code, mention, annotated, knowledge) for code in series.participants])
        mention.sure = False


def _find_host(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention, main: dict[str, ActorMention]) -> None:
    """Whom a visit is to, where no slot says so: where one is for it, the one other state of its clause, else of the report's main pair."""
    visitors = mention.states_in("visitor")
    places = [m for m in _where(annotated, knowledge, mention) if m.state not in visitors]
    if mention.elsewhere or places:
        mention.add("host", places)
        return
    clause = own_clause(annotated.parse, mention.verb if mention.verb >= 0 else mention.token)
    others = [m for t in clause for m in annotated.actors_at.get(t, ()) if m.actor and m.state and m.state not in visitors]
    if visitors and others and len({m.state for m in others}) == 1:
        mention.add("host", others[:1])
        mention.sure = False
    elif visitors and not others and mention.noun and visitors < main.keys():
        mention.add("host", [m for code, m in main.items() if code not in visitors])
        mention.sure = False


def _where(annotated: Annotated, knowledge: Knowledge, mention: ActivityMention) -> list[ActorMention]:
    """The place in which somebody is on a visit: "is in Chad for a visit", "Chad, where he was on a visit"."""
    parse, above = annotated.parse, annotated.parse.heads[mention.token]
    if parse.labels[mention.token] != "obl":
        return []
    venues = [noun for word, noun in obliques(parse, above) if word in knowledge.activities.links["venue"]]
    if parse.labels[above] == "acl:relcl" and any(parse.tags[c] == "WRB" for c in parse.dependents(above, "advmod")):
        venues.append(parse.heads[above])
    return [m for noun in venues for m in fillers(annotated, knowledge, noun, "host")]


def _all(mention: ActivityMention) -> list[ActorMention]:
    return [m for some in mention.roles.values() for m in some]


def _series_of(annotated: Annotated, words: Activities, mention: ActivityMention) -> Series | None:
    """The series that an exercise belongs to, or that talks do, if most who take part in them are named in the report."""
    if mention.type in {"exercise", "training"}:
        return series_in(annotated, mention.token, words)
    if mention.type != "meeting" or not mention.noun:
        return None
    series = series_in(annotated, mention.token, words, "meeting")
    named = {m.actor.partition(":")[0] for m in annotated.actors if m.actor}
    return series if series is not None and len(named & set(series.participants)) * 2 > len(series.participants) else None


def _is_shared(parse: Parse, mention: ActivityMention, words: Activities) -> bool:
    """Whether its noun phrase says that several take part: "joint exercises", "their talks"."""
    return mention.noun and any(
        parse.lemmas[c].lower() in words.shared for head in _conjoined(parse, mention.token) for c in parse.children[head] if c < head
    )


def _conjoined(parse: Parse, token: int) -> tuple[int, ...]:
    """A noun and that to which it is joined: "joint drills and projects"."""
    return (token, parse.heads[token]) if parse.labels[token] == "conj" else (token,)


def _implied(code: str, mention: ActivityMention, annotated: Annotated, knowledge: Knowledge) -> ActorMention:
    known = knowledge.actors.states.get(code)
    span = annotated.parse.token_span(mention.token)
    return ActorMention(span=span, text="", actor=code, state=code if known else None, name=known.name if known else code)


def _status(annotated: Annotated, mention: ActivityMention, words: Activities) -> Status | None:
    """What becomes of it: by its verb, adjectives and modality; None where the report denies that it took place."""
    parse, token = annotated.parse, mention.token
    adjectives = [words.adjectives[parse.lemmas[c]] for c in parse.dependents(token, "amod") if parse.lemmas[c] in words.adjectives]
    status = mention.status
    if status in OFF:
        return status  # type: ignore[return-value]  # codes are checked against the ontology when the table is read
    off = _called_off(annotated, mention, words)
    if off is not None:
        return off
    if mention.mark is not None and mention.mark.modality == "denied" and not _is_opposed(annotated, mention, words):
        return "cancelled" if mention.type == "exercise" and _is_given_up(annotated, mention) else None
    planned = mention.mark is not None and mention.mark.modality in {"planned", "conditional"}
    if planned or status == "planned":
        return "planned"
    if adjectives:
        return adjectives[0]  # type: ignore[return-value]  # the table was checked against the statuses
    if status in {None, "held"} and mention.verb >= 0 and parse.tags[mention.verb] == "VBG":
        auxiliaries = [parse.tags[c] for c in parse.dependents(mention.verb, "aux")]
        if auxiliaries and (mention.verb == token or auxiliaries[0] in {"VBP", "VBZ"}):
            return "under way"
    return status or "held"  # type: ignore[return-value]  # the table was checked against the statuses


def _called_off(annotated: Annotated, mention: ActivityMention, words: Activities) -> Status | None:
    """What its own relative clause, or the word that it remains so, tells: "drills that were suspended", "drills will stay suspended"."""
    parse, token = annotated.parse, mention.token
    if not mention.noun or mention.status is not None:
        return None
    clauses = [c for c in parse.dependents(token, "acl", "acl:relcl") if parse.tags[c] == "VBN" and not annotated.marks.get(c)]
    told = [words.becomes.get(parse.lemmas[c]) for c in clauses]
    if mention.verb >= 0 and parse.heads[token] == mention.verb and parse.labels[token] == "nsubj":
        told += [words.adjectives.get(parse.words[c].lower()) for c in parse.dependents(mention.verb, "xcomp")]
    off: tuple[Status, ...] = ("cancelled", "postponed")
    return next((status for status in off if status in told), None)


def _is_given_up(annotated: Annotated, mention: ActivityMention) -> bool:
    """Whether what is denied was not to be held, rather than not held: "will not hold the drills", "decided not to hold them"."""
    if mention.status is None:
        return False
    marks = (mention.mark, annotated.marks.get(mention.verb))
    parse = annotated.parse
    bare = parse.tags[mention.verb] == "VB" and parse.dependent(mention.verb, "aux", "aux:pass") is None  # "demands that they not hold"
    return bare or any(mark.refused for mark in marks if mark is not None)


def _is_opposed(annotated: Annotated, mention: ActivityMention, words: Activities) -> bool:
    """Whether somebody is only against an exercise: "to protest against the drills", which are held for all that."""
    return mention.type == "exercise" and mention.verb >= 0 and annotated.parse.lemmas[mention.verb] in words.links["against"]


# ---------------------------------------------------------------- one claim for each activity


def _same(one: Told, new: Told) -> bool:
    """Whether two mentions tell one activity: same type, actors within actors, no other host or person, times that fit."""
    if one.lead.type != new.lead.type or (one.status in OFF) != (new.status in OFF):
        return False
    first, then = one.states(), new.states()
    if not (first <= then or then <= first) or _are_whole(one, new, first ^ then):
        return False
    if one.lead.type == "visit" and _differ(one.lead.states_in("host"), new.lead.states_in("host")):
        return False
    persons, others = one.persons(), new.persons()
    return not any(_differ(persons[s], others[s]) for s in persons.keys() & others.keys()) and _times_fit(one, new)


def _are_whole(one: Told, new: Told, more: frozenset[str]) -> bool:
    """Whether both name all who take part, so that a meeting with one and a summit with two more are two."""
    told = (*one.mentions, new.lead)
    some = (m for mention in told for role, mentions in mention.roles.items() if role != "host" for m in mentions)
    further = {m.actor.partition(":")[0] for m in some if m.actor}
    return one.lead.type == "meeting" and bool(more & further) and all(m.sure and not m.inferred for m in (one.lead, new.lead))


def _differ(some: Collection[str], others: Collection[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(some) and bool(others) and set(some).isdisjoint(others)


def _times_fit(one: Told, new: Told) -> bool:
    """Whether two times can be those of one activity: one is not told, or they overlap; a visit may last some days."""
    first, then = one.when, new.when
    if not first.start or not then.start:
        return True
    if first.basis not in DATED or then.basis not in DATED:
        dated, news = (first, then) if first.basis in DATED else (then, first)
        return dated.basis not in DATED or news.basis != "published" or (dated.end or dated.start or "")[:7] >= (news.start or "")[:7]
    if one.lead.passing or new.lead.passing:
        return True
    if one.lead.type == "visit" and one.persons() and _days_between(first.start, then.start) <= LONGEST_VISIT:
        return True
    return first.start <= (then.end or then.start) + "~" and then.start <= (first.end or first.start) + "~"


def _days_between(one: str, other: str) -> float:
    """The days between two ISO dates; infinite where one of them is less exact than a day."""
    if min(len(one), len(other)) < len("2022-02-16"):
        return math.inf
    return abs((datetime.date.fromisoformat(one[:10]) - datetime.date.fromisoformat(other[:10])).days)


def _merge(one: Told, new: Told) -> None:
    one.mentions += new.mentions
    if new.when.basis == "published" and new.when.end != new.when.start and one.when.start and (new.when.end or "") > one.when.start:
        one.when = replace(one.when, end=new.when.end)  # "it will run until May 9" tells its last day only
    if new.when.basis in DATED and (one.when.basis not in DATED or one.lead.passing):
        one.when = new.when
    if one.status == "planned" and new.status in REAL and new.lead.verb >= 0:
        one.status = new.status
    one.background = one.background and new.background
