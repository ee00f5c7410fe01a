"""What a match says once it is known whether it happened: no event, its own type, or another ("refused to meet" is REJECT)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.background import Act
from dragoman.extract.events.frames.match import Match, states
from dragoman.extract.events.frames.matcher import Matcher
from dragoman.extract.events.nesting import HARM
from dragoman.extract.grammar import actors_of
from dragoman.extract.parties import states_of
from dragoman.knowledge.rows.events import Events, EventType
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Party
from dragoman.model.mention import Mark, Modality
from dragoman.model.syntax import is_passive, subject
from dragoman.model.when import When

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # what several do upon nobody they do with each other: "both agreed to meet"
MATERIAL = frozenset({2, 4})  # quad classes of deeds, cooperative and conflictual
OPEN = frozenset({"planned", "conditional"})  # of a clause that tells what a visit will or may do
ONLY_TOLD = frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"})  # what is good of these is in the doing: who might do it has not
UNFINISHED = frozenset({"VB", "VBG"})
PROMISE = "AGREE"  # the type of what is friendly and still ahead
DECREED = frozenset({"SANCTION", "MOBILIZE"})  # done by the decision of a government, for the record: "decided to recall its ambassador"
SAID_SO = frozenset({"ACCUSE", "REQUEST"})
PRAISE = "051"  # CAMEO code of thanks and praise, which are said too; other support may be still to come
PAST = frozenset({"VBD", "VBN"})
ASSERTED = Mark(modality="asserted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a match says once its modality is taken into account."""

    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    mutual: bool
    modality: Modality


def act_of(kind: EventType, modality: Modality, people: Iterable[Party]) -> Act:
    """What bears on whether an event is recalled: what kind of act it is, whether it is a fact, and between whom."""
    states = frozenset(p.actor.partition(":")[0] for p in people if p.actor)
    return Act(deed=kind.quad in MATERIAL, promise=kind.code == PROMISE, real=modality == "asserted", states=states)


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
    if own is not None and (is_decreed(annotated, events, match.frame.type, own) or _is_said_so(annotated, events, match, own)):
        return ASSERTED
    if _is_asked_for(match):
        return ASSERTED
    return own or ASSERTED


def is_decreed(annotated: Annotated, events: Events, kind: str, mark: Mark) -> bool:
    """Whether a plan is a decision that is itself the act: "decided to expel the envoy" breaks with a state, though he has not left."""
    return kind in DECREED and mark.modality == "planned" and bool(_words(annotated, mark) & events.classes.get("deciding", frozenset()))


def _is_said_so(annotated: Annotated, events: Events, match: Match, mark: Mark) -> bool:
    """Whether what somebody did something for was said by it: "rang the king to thank him", "I would like to thank Chad"."""
    parse, token = annotated.parse, match.trigger
    praise = match.frame.type == "SUPPORT" and match.frame.cameo == PRAISE
    if not (praise or match.frame.type in SAID_SO) or parse.tags[token] != "VB" or mark.cue is None or mark.modality not in OPEN:
        return False
    cues = list(parse.tokens_in(mark.cue))
    if all(parse.lemmas[cue] in events.classes.get("wishing", frozenset()) for cue in cues):
        return match.frame.type != "REQUEST" and all(_is_only_courteous(annotated, cue) for cue in cues)
    head = parse.heads[token]
    unnamed = all(parse.tags[cue] == "TO" for cue in cues) and parse.labels[token] == "advcl"
    return unnamed and head not in annotated.marks and parse.tags[head] in PAST


def _is_asked_for(match: Match) -> bool:
    """Whether something is done because somebody asked, which he has: "will meet at Togo's request"."""
    return match.frame.type == "REQUEST" and match.lender is not None and match.lender.phrase.startswith("*")


def _is_only_courteous(annotated: Annotated, wish: int) -> bool:
    """Whether a wish is no more than a form of words: "I would like to", "he wished to"."""
    mark = annotated.marks.get(wish)
    return mark is None or mark.modality in OPEN


def _words(annotated: Annotated, mark: Mark) -> frozenset[str]:
    """The dictionary forms of the words that show a modality."""
    tokens = () if mark.cue is None else annotated.parse.tokens_in(mark.cue)
    return frozenset(annotated.parse.lemmas[token].lower() for token in tokens)


def unfit(annotated: Annotated, events: Events, match: Match, matcher: Matcher) -> str:
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


def code(annotated: Annotated, events: Events, match: Match, when: When, *, hostile: bool) -> Coded:
    """The codes of a match, rewritten where what is planned or refused is another type. What lies after publication is planned."""
    mark, frame = _mark(annotated, events, match), match.frame
    if (mark.modality == "denied" and _is_by_omission(match)) or (frame.type == "THREATEN" and mark.modality in frame.modality):
        mark = ASSERTED  # who says that he will answer has threatened
    published = annotated.document.published
    ahead = published and when.start and when.start > published and when.basis in {"stated", "relative"}
    if mark.modality == "asserted" and ahead and not _is_done(annotated, match) and not _is_asked_for(match):
        mark = Mark(modality="planned")
    menaced = frame.type in HARM and mark.modality == "conditional" and _is_own_word(annotated, events, match)
    aimed = frame.achieved and mark.modality in {"asserted", "conditional"} and annotated.parse.tags[match.trigger] in UNFINISHED
    signs = {
        "hostile": hostile, "menaced": menaced, "refused": mark.refused, "announced": is_announced(annotated, mark), "aimed": aimed,
    }  # fmt: skip
    told = [*(sign for sign, holds in signs.items() if holds), mark.modality]
    rewrite = next((found for case in told if (found := events.rewrites.get((frame.type, case))) is not None), None)
    if rewrite is None:
        return Coded(
            type=frame.type, mode=frame.mode, cameo=frame.cameo, contexts=frame.contexts, mutual=frame.mutual, modality=mark.modality
        )
    mutual = frame.mutual and rewrite.type in COOPERATIVE
    modality: Modality = mark.modality
    if rewrite.modality in {"asserted", "conditional"}:
        modality = "asserted" if rewrite.modality == "asserted" else "conditional"
    return Coded(type=rewrite.type, mode=None, cameo=rewrite.cameo, contexts=frame.contexts, mutual=mutual, modality=modality)


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


def is_announced(annotated: Annotated, mark: Mark) -> bool:
    """Whether it is an auxiliary that shows a plan."""
    if mark.modality != "planned" or mark.cue is None:
        return False
    return all(annotated.parse.labels[token] == "aux" for token in annotated.parse.tokens_in(mark.cue))
