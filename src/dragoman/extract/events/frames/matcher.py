"""The matcher: which frame a word triggers, and who fills its slots. Each token is asked once; a frame looks only at its neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.events.frames.filling import Filling
from dragoman.extract.events.frames.match import Filler, Lender, Match, states
from dragoman.extract.events.frames.private import Private
from dragoman.extract.events.frames.slots import HYPHENS, Slots
from dragoman.knowledge.rows.events import Events, Frame, Words
from dragoman.model.annotated import Annotated
from dragoman.model.ports import Trace
from dragoman.model.syntax import is_passive, obliques

ON_THE_SPOT = frozenset({"CONSULT", "AID", "RETREAT", "MOBILIZE", "COERCE", "ASSAULT"})  # a place stands for the state that it is in
SPOKEN_TO = frozenset({"REJECT", "ACCUSE"})  # of these the place "to" which is: "cancelled a trip to Lyon"
DIPLOMATIC = "diplomatic"  # of what is done about embassies it does too: "reopened its embassy in Sanaa"
WHERE = frozenset({"object", "compound", "in", "to", "into", "for", "from", "on", "near", "of", "at", "over", "along"})
GOVERNING = frozenset({"REQUEST", "THREATEN", "REJECT"})  # of these an infinitive is the content, even if the frame asks for none
CALLED_OFF = frozenset({"REJECT", "SANCTION"})  # what these do away with is no event of its own: "walked out of the talks"
OF_ANYBODY = frozenset({"PROTEST", "SANCTION"})  # types of what people do, or are kept from doing, as those of their state
FOR_STATES = frozenset({"CONSULT", "REQUEST", "SUPPORT"})  # types of which others than states are no object: "praised the firm"
BESIDE = frozenset({"with", "between", "among"})  # slots of a mutual event that name with whom it is
CITIZENS = ":CVL"  # PLOVER's sector of people at large
ENOUGH = 2  # parties of a mutual event
NO_VERB = frozenset({"amod", "compound", "aux", "aux:pass", "cop", "case", "mark"})
NO_NOUN = frozenset({"compound", "nmod:poss"})


class Matcher:
    """Asks the tokens of one document for the frames they trigger; each answer is kept."""

    def __init__(self, annotated: Annotated, events: Events, trace: Trace | None = None) -> None:
        self.slots = Slots(annotated, events)
        self.private = Private(annotated, events)
        self.parse = annotated.parse
        self._annotated = annotated
        self._events = events
        self._trace = trace
        self._filling = Filling(annotated, events, self.slots, self.match)
        self._known: dict[int, Match | None] = {}
        self._particles: dict[int, str] = {}

    def matches(self) -> Iterator[Match]:
        """All matches of the document, in order of their triggers."""
        for token in range(len(self.parse)):
            if self.candidates(token):
                found = self.match(token)
                if found is not None:
                    yield found

    def candidates(self, token: int) -> tuple[Frame, ...]:
        """The frames that a word could trigger, by its lemma and part of speech alone."""
        parse = self.parse
        match parse.pos[token]:
            case "VERB":
                if parse.labels[token] in NO_VERB:
                    return ()
                as_noun = self._events.nouns.get(parse.words[token].lower(), ()) if parse.tags[token] == "VBG" else ()  # "fighting"
                return as_noun + self._events.verbs.get(parse.lemmas[token], ())
            case "NOUN" | "PROPN":
                return () if parse.labels[token] in NO_NOUN else self._events.nouns.get(parse.lemmas[token].lower(), ())
            case "ADJ":
                after = parse.labels[token] == "amod" and parse.heads[token] < token
                return () if parse.labels[token] in NO_VERB and not after else self._events.adjectives.get(parse.lemmas[token], ())
        return ()

    def match(self, token: int) -> Match | None:
        """The best frame of a token: the one with most conditions, of those the one with most parties named."""
        if token in self._known:
            return self._known[token]
        self._known[token] = None  # a clause that leads back to itself matches nothing
        best: tuple[float, Match] | None = None
        for frame in self.candidates(token):
            if best is not None and frame.specificity + 2 <= best[0]:
                continue  # its parties cannot make up for what it lacks in conditions
            lacked = self._lacking(frame, token)
            if lacked:
                self._almost(frame, token, lacked)
                continue
            found = self._filled(frame, token, self.slots.lenders.lender(token, frame.light))
            named = sum(any(f.mentions for f in side) for side in (found.actors, found.recipients))
            value = frame.specificity + 0.9 * (not found.missing) + 0.5 * named
            if best is None or value > best[0]:
                best = (value, found)
        self._known[token] = None if best is None else best[1]
        return self._known[token]

    def _almost(self, frame: Frame, token: int, lacked: str) -> None:
        if self._trace is not None:
            self._trace.almost(f"events/{frame.id}/1", self.parse.token_span(token), lacked)

    # ------------------------------------------------------------ conditions

    def _lacking(self, frame: Frame, token: int) -> str:
        """The first condition that does not hold, in words for people; empty if all do."""
        form = self._formally_lacking(frame, token)
        if form:
            return form
        if frame.object is not None and not self._holds(frame.object, self._object(frame, token)):
            return "object"
        if frame.subject is not None and not self._holds(frame.subject, self.slots.subject(token)):
            return "subject"
        if frame.modifier is not None and not self._modified(frame.modifier, token if frame.part == "noun" else self._object(frame, token)):
            return "modifier"
        if frame.complement is not None and not self._governs(frame, token):
            return f"complement {frame.complement}"
        for word, wanted in frame.prep.items():
            lender = self.slots.lenders.lender(token, frame.light)
            if not any(self._holds(wanted, noun) for noun in self.slots.oblique(token, word, lender)):
                return f"preposition {word}"
        return ""

    def _formally_lacking(self, frame: Frame, token: int) -> str:
        """As ``_lacking``, of the form of the trigger itself."""
        if frame.part == "verb" and self._particle(token, frame.particle) != (frame.particle or ""):
            return f"particle {frame.particle or 'none'}"
        if frame.voice and is_passive(self.parse, token) != (frame.voice == "passive"):
            return f"voice {frame.voice}"
        mark = self._annotated.marks.get(token)
        if frame.modality and ("asserted" if mark is None else mark.modality) not in frame.modality:
            return f"modality {' or '.join(sorted(frame.modality))}"
        if frame.bare and (self.slots.complement(token, "any") is not None or self.parse.dependent(token, "xcomp", "ccomp") is not None):
            return "nothing more said of its object"
        return ""

    def _governs(self, frame: Frame, token: int) -> bool:
        """Whether a word has the complement that its frame asks for, with a head word that it allows."""
        clause = self.slots.complement(token, frame.complement)
        return clause is not None and (frame.clause is None or self._holds(frame.clause, clause))

    def _particle(self, verb: int, wanted: str | None) -> str:
        parse = self.parse
        if verb not in self._particles:
            found = parse.dependent(verb, "compound:prt")
            self._particles[verb] = "" if found is None else parse.lemmas[found]
        if not wanted or self._particles[verb]:
            return self._particles[verb]
        if any(parse.lemmas[c] == wanted for c in parse.dependents(verb, "advmod")):
            return wanted
        return wanted if any(case.partition(" ")[0] == wanted for case, _ in obliques(parse, verb)) else ""

    def _object(self, frame: Frame, token: int) -> int | None:
        return self.slots.object(token) if frame.part == "verb" else None

    def _holds(self, words: Words, token: int | None) -> bool:
        if token is None:
            return "none" in words.special or not (words.wanted or words.special)
        lemma = self.parse.lemmas[token].lower()
        if lemma in words.unwanted or lemma.removesuffix("s") in words.unwanted:
            return False
        if not words.wanted and not words.special:
            return True
        if lemma in words.wanted or lemma.removesuffix("s") in words.wanted or "any" in words.special:
            return True
        if "person" in words.special and any(m.person for m in self._annotated.actors_at.get(token, ())):
            return True
        if "name" in words.special and self.parse.pos[token] in {"PROPN", "PRON"}:
            return True
        if "owned" in words.special and any(f.mentions for f in self.slots.filler(token)):
            return True
        if "actor" in words.special and self.slots.names(token):
            return True
        return bool(words.wanted) and self._events.classes.get("people", frozenset()) <= words.wanted and self._is_nation(token)

    def _is_nation(self, token: int) -> bool:
        """Whether a word means people of a state by its name: "deported four Danes"."""
        named = self._annotated.actors_at.get(token, ())
        return self.parse.tags[token] == "NNPS" and any(m.actor and m.actor.endswith(CITIZENS) for m in named)

    def _modified(self, words: Words, token: int | None) -> bool:
        if token is None:
            return False
        parts = list(self.parse.dependents(token, "amod", "compound", "nmod:poss", "nummod"))
        before = [p for c in parts for p in self.parse.dependents(c, "amod", "compound")]
        parts += [p for p in before if self.parse.words[p + 1] in HYPHENS]  # "live-fire"
        found = {self.parse.lemmas[c].lower() for c in parts}
        return not found & words.unwanted and (not words.wanted or bool(found & words.wanted))

    # ------------------------------------------------------------ slots

    def _filled(self, frame: Frame, token: int, lender: Lender | None) -> Match:
        actors = self._first(frame, frame.actor, token, lender, ())
        if frame.mutual and frame.part == "noun" and self.parse.labels[token] == "conj" and self._names_both(frame, token):
            actors = ()  # "its missiles and the talks between Chad and Niger"
        recipients = self._first(frame, frame.recipient, token, lender, actors)
        if frame.type not in OF_ANYBODY:
            actors = self.private.without(self._filling.agents(token) if frame.part == "noun" and self._is_by_others(token) else actors)
        if frame.mutual or frame.type in FOR_STATES:
            recipients = self.private.without(recipients)
        if frame.mutual and frame.part == "noun" and lender is not None and len(states((*actors, *recipients))) < ENOUGH:
            actors += tuple(f for f in self._filling.doer(frame, token, lender) if states((f,)) - states((*actors, *recipients)))
        missing = _missing(frame, actors, recipients, lender)
        governs = frame.complement or "complement-object" in frame.recipient or (frame.part == "verb" and frame.type in GOVERNING)
        clause = self.slots.complement(token, frame.complement or "infinitive") if governs else None
        named = frame.object is not None and (frame.object.wanted or frame.type == "REJECT")
        held = self._object(frame, token) if named else None
        off = frame.part == "verb" and frame.type in CALLED_OFF
        asked = tuple(n for word, w in frame.prep.items() if off and w.wanted for n in self.slots.oblique(token, word, lender))
        return Match(
            obliques=asked,
            frame=frame,
            trigger=token,
            actors=actors,
            recipients=recipients,
            missing=missing,
            lender=lender,
            complement=clause,
            object=held,
        )

    def _is_by_others(self, noun: int) -> bool:
        """Whether an agent who has no state's code does it: "the Spanish case brought by growers"."""
        agents = self._filling.agents(noun)
        return bool(agents) and all(f.token in self.private for f in agents)

    def _names_both(self, frame: Frame, token: int) -> bool:
        """Whether one of a noun's own prepositional phrases names two states."""
        return any(word in frame.recipient and len(states(self.slots.filler(n))) >= ENOUGH for word, n in obliques(self.parse, token))

    def _first(
        self, frame: Frame, slots: tuple[str, ...], token: int, lender: Lender | None, others: tuple[Filler, ...]
    ) -> tuple[Filler, ...]:
        """The first slot that names an actor of another state than the other side, else any actor, else the first that holds a noun."""
        taken, known = {f.token for f in others}, states(others)
        same: tuple[Filler, ...] = ()
        unnamed: tuple[Filler, ...] = ()
        goal = slots is frame.recipient or "subject" in frame.recipient  # a place does nothing itself
        placed = goal and (frame.type in ON_THE_SPOT or DIPLOMATIC in frame.contexts)
        for slot in slots:
            found = tuple(f for f in self._filling.fill(frame, slot, token, lender) if f.token not in taken)
            spot = (placed and slot in WHERE) or (slot == "to" and frame.type in SPOKEN_TO)
            if spot and not any(f.mentions for f in found):
                found = tuple(place for f in found for place in self.slots.place(f.token)) or found
            if slot == "complement-subject" and frame.type == "REQUEST" and states(found) > known:
                continue  # "said the two countries should work together" asks nothing of the other
            if states(found) and states(found) <= known:
                found = self.slots.across(found, known) or found
            if states(found) - known or (frame.mutual and slot in BESIDE and any(self.private.is_other(f) for f in found)):
                return found
            if any(f.mentions for f in found):
                same = same or found
            unnamed = unnamed or found
        return same or unnamed


def _missing(frame: Frame, actors: tuple[Filler, ...], recipients: tuple[Filler, ...], lender: Lender | None) -> tuple[str, ...]:
    """What a frame needs and has not got; a noun without a light verb needs both sides, whatever the frame says."""
    needs = ("actor", "recipient") if frame.part == "noun" and lender is None else tuple(n for n in frame.needs if n != "light")
    if frame.mutual:
        sides = (*actors, *recipients)
        people = {m.actor or m.name or str(f.token) for f in sides for m in f.mentions} | {str(f.token) for f in sides if not f.mentions}
        enough = len(people) >= (ENOUGH if "recipient" in frame.needs else 1)
        found: tuple[str, ...] = () if enough else ("recipient",) if people else ("actor",)
    else:
        found = tuple(role for role in needs if not (actors if role == "actor" else recipients))
    return (*found, "light verb") if "light" in frame.needs and lender is None else found
