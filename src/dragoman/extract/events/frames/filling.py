"""Who fills the slots that a frame names: by the trigger itself, its light verb, or the clause, event or thing that it governs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.extract.events.frames.match import Filler, Lender, Match, states
from dragoman.extract.events.frames.slots import Slots
from dragoman.knowledge.rows.events import Events, Frame
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import is_passive, obliques

AGENT = "by"  # the slot that also takes agents of passives


class Filling:
    """Fills the slots of frames in one document. ``match`` tells which frame another word triggers: what is asked for, or done."""

    def __init__(self, annotated: Annotated, events: Events, slots: Slots, match: Callable[[int], Match | None]) -> None:
        self.parse = annotated.parse
        self.slots = slots
        self._annotated = annotated
        self._match = match
        self._perceived = events.classes.get("perceive", frozenset())
        self._times = events.classes.get("at-what-time", frozenset())

    def fill(self, frame: Frame, slot: str, token: int, lender: Lender | None) -> tuple[Filler, ...]:
        """What fills one slot of a frame at its trigger."""
        slots = self.slots
        match slot:
            case "subject":
                found = self.doer(frame, token, lender)
            case "object":
                found = self._done_to(frame, token, lender)
            case "iobj":
                found = slots.filler(slots.indirect_object(token if lender is None or frame.part != "noun" else lender.verb))
            case "possessor" | "compound":
                found = self._before_noun(frame, slot, token)
            case "owner":
                found = self._owner(token)
            case "content":
                found = self._content(frame, token, lender)
            case "aside":
                found = self._aside(token)
            case "teller":
                found = slots.filler(slots.teller(token))
            case "complement-subject" | "complement-object" | "complement-within":
                found = self._in_clause(slot, slots.complement(token, frame.complement), token)
            case _:
                found = (self.agents(token) if slot == AGENT else ()) or slots.fillers(slots.oblique(token, slot, lender))
        return found

    def _before_noun(self, frame: Frame, slot: str, token: int) -> tuple[Filler, ...]:
        """Who is named before a noun: whose it is ("Iran's trip"), or where it goes ("Iran's Cuba trip")."""
        if frame.part != "noun":
            return ()
        return self.slots.possessors(token) if slot == "possessor" else self.slots.goal(token)

    def _owner(self, token: int) -> tuple[Filler, ...]:
        """Whose the object is: "seized a Turkish ship"."""
        held = self.slots.object(token)
        return () if held is None else tuple(replace(f, token=held) for f in self.slots.filler(held) if f.mentions)

    def _in_clause(self, slot: str, clause: int | None, token: int) -> tuple[Filler, ...]:
        """Who fills a slot that lies in the clause which a trigger governs."""
        if clause is None:
            return ()
        if slot == "complement-object":
            return self._below(clause, token)
        if slot == "complement-within":
            return self._within(clause, token)
        own = self.parse.dependent(clause, "nsubj", "nsubj:pass")
        if own is None and self.parse.lemmas[clause] in self._perceived:  # "would like to see Chad withdraw"
            inner = self.slots.complement(clause, None)
            own = None if inner is None else self.parse.dependent(inner, "nsubj", "nsubj:pass")
        return self.slots.filler(self.slots.object(token) if own is None else own)

    def doer(self, frame: Frame, token: int, lender: Lender | None) -> tuple[Filler, ...]:
        """The subject of a verb or adjective; of a noun that of its light verb."""
        if frame.part != "noun":
            found = self.slots.doer(self.slots.subject(token))
            return found or (self._aside(token) if frame.type == "ASSAULT" and is_passive(self.parse, token) else ())
        if lender is None:
            return ()
        return self.slots.doer(self.slots.subject(lender.verb) if lender.holder is None else lender.holder)

    def _aside(self, token: int) -> tuple[Filler, ...]:
        """Who does it by the clause beside a passive without agent: "were killed when Israeli troops opened fire"."""
        parse = self.parse
        verbs = (token, *parse.dependents(token, "conj"))
        for clause in (c for verb in verbs for c in parse.dependents(verb, "advcl")):
            act = self._match(clause)
            if act is not None and act.frame.type == "ASSAULT":
                return tuple(f for f in act.actors if f.mentions)
        return ()

    def _done_to(self, frame: Frame, token: int, lender: Lender | None) -> tuple[Filler, ...]:
        """The object of a verb; of a noun that of the verb in whose clause it only stands ("told the envoy at talks")."""
        if frame.part != "noun":
            return self.slots.filler(self.slots.object(token))
        aside = lender is not None and lender.phrase.startswith("*") and lender.holder is None
        return self.slots.filler(self.slots.object(lender.verb)) if aside and lender is not None else ()

    def agents(self, token: int) -> tuple[Filler, ...]:
        """Who does it by a passive: of the trigger, or of a verb that the trigger is object or subject of."""
        places = (token, *(one.verb for one in self.slots.lenders.of(token)))
        agents = (n for place in places for n in self.parse.dependents(place, "obl:agent") if n not in self._annotated.dates_at)
        return self.slots.fillers(agents)

    def _content(self, frame: Frame, token: int, lender: Lender | None) -> tuple[Filler, ...]:
        """Who takes part in the event that is asked for or called off: "called for talks with Iran", "demanded an end to Iranian raids".

        Of what binds a state to others, these come before itself: "hailed Iran's friendship with Iraq".
        """
        slots = self.slots
        held = slots.object(token) if frame.part == "verb" else None
        nouns = [n for word in (*frame.prep, *(("for",) if frame.part == "noun" else ())) for n in slots.oblique(token, word, lender)]
        own = states(slots.filler(slots.subject(token))) if frame.part == "verb" else frozenset()
        for noun in nouns if held is None else (held, *nouns):
            found = self._match(noun)
            if found is not None:
                named = tuple(f for f in (*found.actors, *found.recipients) if f.mentions)
                if named:
                    return named
            around = tuple(f for f in slots.filler(noun) if f.mentions)
            beyond = () if states(around) - own else tuple(f for f in self._around(noun) if states((f,)) - own)
            if beyond or around:
                return beyond or around
        return ()

    def _below(self, clause: int, trigger: int) -> tuple[Filler, ...]:
        """Whom the act of a clause is done to: by its own frame, that of its object, or of what its object is for, else its object.

        "To hold talks with Iran", "to look for means to deepen ties with Iran"; to whom something is given or sent comes before
        what is ("to lend Iran a ship", "to send its envoy to Tehran").
        """
        slots = self.slots
        is_noun = self.parse.pos[trigger] == "NOUN"
        own = states(slots.filler(trigger if is_noun else slots.subject(trigger)))
        held = slots.object(clause)
        aim = None if held is None else next((c for c in self.parse.dependents(held, "acl") if self.parse.tags[c] == "VB"), None)
        for place in (clause, held, slots.complement(clause, "infinitive"), aim, None if aim is None else slots.object(aim)):
            found = None if place is None else self._match(place)
            named = () if found is None else tuple(f for f in found.recipients if f.mentions) or self._dealt_with(found)
            if states(named) - own:
                return named
        itself = slots.filler(held)
        for fillers in (slots.filler(slots.indirect_object(clause)), itself):
            if states(fillers) - own:
                return fillers
        places = (clause, *self.parse.dependents(clause, "xcomp"), *(() if held is None else (held,)), *(() if is_noun else (trigger,)))
        around = tuple(f for place in places for f in self._around(place))
        return tuple(f for f in around if states((f,)) - own)[:1] or itself or around[:1]

    def _within(self, place: int, trigger: int) -> tuple[Filler, ...]:
        """The one state besides that of the trigger's subject that a clause or phrase names anywhere."""
        annotated, slots = self._annotated, self.slots
        own = states(slots.filler(slots.subject(trigger)))
        others = {
            m.actor.partition(":")[0]: Filler(token=t, mentions=(m,))
            for t in range(*self.parse.edges[place])
            for m in annotated.actors_at.get(t, ())
            if m.actor and m.actor.partition(":")[0] not in own
        }
        return tuple(others.values()) if len(others) == 1 else ()

    def _dealt_with(self, found: Match) -> tuple[Filler, ...]:
        """Those named in a mutual event of which nobody is named as the one who acts: "cooperation with Iran"."""
        mutual = found.frame.part == "noun" and found.frame.mutual and found.missing
        return tuple(f for f in found.actors if f.mentions) if mutual else ()

    def _around(self, token: int) -> tuple[Filler, ...]:
        """The obliques of a word, but for those that only tell when."""
        around = ((word, noun) for word, noun in obliques(self.parse, token) if noun not in self._annotated.dates_at)
        return self.slots.fillers(noun for word, noun in around if word not in self._times)
