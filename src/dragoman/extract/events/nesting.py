"""Events inside events: what is only the content or the object of another, and what goes on although it is promised."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dragoman.extract.events.frames.match import Match, states
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import FINITE

HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
FORBIDDING = frozenset({"SANCTION", "COERCE"})  # types of which a clause tells what may not be done
PAPER = frozenset({"AGREE", "SUPPORT"})  # types of agreements: a memorandum of understanding is one
ABSORBING = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN", "REJECT"})  # types whose content is no event of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """What becomes of triggers inside other events.

    ``used`` make no event of their own; ``continued`` are asserted though an auxiliary or a promise stands above them ("a
    commitment to continue supporting Ukraine"); ``hostile`` promise harm ("vowed to bomb"), which is a threat.
    """

    used: frozenset[int]
    continued: frozenset[int]
    hostile: frozenset[int]


def nesting(annotated: Annotated, events: Events, matches: list[Match]) -> Nesting:
    """How the matches of a document stand inside each other."""
    parse = annotated.parse
    complete = {m.trigger: m for m in matches if not m.missing}
    whole = complete.keys()
    met = {m.trigger for m in matches if not m.missing and m.frame.type == "CONSULT" and m.frame.mutual}
    aims = {m.trigger for m in matches if not m.frame.mutual and m.frame.type != "CONSULT" and _is_aim_of(annotated, m.trigger, whole)}
    aims |= {m.trigger for m in matches if m.frame.type == "CONSULT" and m.frame.part == "verb" and _is_aim_of(annotated, m.trigger, met)}
    continued: set[int] = set()
    harmful = {m.trigger for m in matches if m.frame.type in HARM or (m.frame.type == "THREATEN" and m.frame.part == "verb")}
    triggers = {m.trigger for m in matches}
    doing = events.classes.get("light", frozenset()) | events.classes.get("harm", frozenset())
    meant_well = events.classes.get("offer-word", frozenset())
    promised = [m for m in matches if m.frame.type == "AGREE" and parse.lemmas[m.trigger].lower() not in meant_well]
    hostile = {m.trigger for m in promised if _inside(annotated, m, triggers, doing) & harmful}
    types = {m.trigger: m.frame.type for m in matches if not m.missing}
    used = aims | {m.object for m in matches if m.object is not None and not m.missing and types.get(m.object) != m.frame.type}
    used |= {t for m in matches if not m.missing for t in m.obliques if types.get(t) not in HARM}
    used |= {
        m.trigger
        for m in matches
        if parse.labels[m.trigger] == "nmod" and m.frame.type in PAPER and types.get(parse.heads[m.trigger]) in PAPER
    }
    announcing = [m for m in matches if m.trigger in hostile and m.complement is None]
    announcing = [m for m in announcing if _is_sanction(_inside(annotated, m, triggers, doing), types)]
    used |= {m.trigger for m in announcing}
    plans = {m.object for m in announcing}
    for match in matches:
        clause = match.complement
        if clause is not None and match.frame.type in FORBIDDING and not match.missing:
            used.add(clause)  # "barred its banks from buying bonds"
        told = not match.missing and not _is_domestic(match)
        if clause is not None and match.frame.type in ABSORBING and match.trigger not in plans and told:
            inside = {t for t in parse.dependents(clause, "obj", "xcomp", "conj") if parse.tags[t] not in FINITE}
            goes_on = parse.lemmas[clause] in events.classes.get("continue", frozenset())
            if match.frame.type == "AGREE" and goes_on and inside & whole:
                used.add(match.trigger)
                continued |= inside
            else:
                used |= {clause, *inside}
        lender = match.lender
        if lender is not None and match.trigger in whole - used and lender.verb != match.trigger and not lender.phrase.startswith("*"):
            if not _is_spoken_of(match, complete.get(lender.verb)):
                used.add(lender.verb)
            elif not _names_another(annotated, match):
                used.add(match.trigger)
    return Nesting(used=frozenset(used), continued=frozenset(continued), hostile=frozenset(hostile))


def _is_domestic(match: Match) -> bool:
    """Whether somebody only orders his own people to act: "ordered the army to withdraw from Chad"."""
    doers, told = states(match.actors), states(match.recipients)
    return match.frame.type == "REQUEST" and bool(doers) and doers == told


def _is_spoken_of(noun: Match, verb: Match | None) -> bool:
    """Whether a verb lends its noun no subject but comments on what another does: "welcomed Togo's promise to hold elections"."""
    if verb is None or verb.frame.type == noun.frame.type or states(verb.actors) & states(noun.actors):
        return False
    return states(verb.recipients) >= states(noun.actors)


def _names_another(annotated: Annotated, noun: Match) -> bool:
    """Whether the phrase of a noun itself names whom its act is meant for: "Togo's promise to Benin"."""
    low, high = annotated.parse.edges[noun.trigger]
    return any(f.mentions and low <= f.token < high for f in noun.recipients)


def _is_sanction(tokens: set[int], types: Mapping[int, str]) -> bool:
    """Whether what is announced is a sanction: it tells itself that it is planned ("announced plans to impose tariffs")."""
    return any(types.get(token) == "SANCTION" for token in tokens)


def _inside(annotated: Annotated, match: Match, triggers: set[int], doing: frozenset[str]) -> set[int]:
    """The trigger that a match governs: the verb of its clause or of its object's ("announced plans to bomb"), else that verb's object.

    ``doing`` are verbs by which the act of their object is done: who ends a war threatens with none.
    """
    parse = annotated.parse
    clause = match.complement
    if clause is None and match.object is not None:
        clause = next((c for c in parse.dependents(match.object, "acl") if parse.tags[c] == "VB"), None)
    if clause is None:
        return set()
    if clause in triggers:
        return {clause}
    return {clause, *parse.dependents(clause, "obj", "obl")} if parse.lemmas[clause] in doing else {clause}


def _is_aim_of(annotated: Annotated, trigger: int, whole: AbstractSet[int]) -> bool:
    """Whether a verb only tells what another event is for: "gave money to help farmers", "met to discuss trade"."""
    parse = annotated.parse
    infinitive = any(parse.tags[c] == "TO" for c in parse.dependents(trigger, "mark", "aux"))
    return parse.labels[trigger] == "advcl" and infinitive and parse.heads[trigger] in whole
