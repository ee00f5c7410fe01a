"""Whose things and bands are that name nobody themselves: by what they are tied to, where they come from, or what was said of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dragoman.extract.grammar import actors_of, named_at
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import obliques, preposition

FAR = 6  # sentences looked back for whose a thing is
KINDS = ("ship", "aircraft", "pact", "legation")  # classes of words for one thing: "an Iranian tanker ... the ship"


class Whose:
    """Answers for the nouns of one document; what was said of things is collected once."""

    def __init__(self, annotated: Annotated, events: Events) -> None:
        self._annotated = annotated
        self._parse = annotated.parse
        self._classes = events.classes

    def _class(self, name: str) -> frozenset[str]:
        return self._classes.get(name, frozenset())

    def tied_to(self, noun: int) -> tuple[ActorMention, ...]:
        """Whom words tie a noun to: "firms linked to Iran", "a boat belonging to Chad", "the Iran nuclear deal"."""
        parse = self._parse
        if parse.lemmas[noun].lower() in self._class("pact") | self._class("vote"):
            for name in parse.dependents(noun, "nmod"):
                found = named_at(self._annotated, name) if name < noun and not preposition(parse, name) else ()
                if found:
                    return found
        for word in parse.dependents(noun, "acl", "acl:relcl", "amod"):
            if word > noun and parse.lemmas[word] in self._class("flee"):
                found = self._anywhere_in(word)
                if found:
                    return found
            if word > noun and parse.lemmas[word] in self._class("tied"):
                found = tuple(m for _, inner in obliques(parse, word) for m in actors_of(self._annotated, inner))
                if found:
                    return found
        return ()

    def _anywhere_in(self, clause: int) -> tuple[ActorMention, ...]:
        """The one state that a clause names: "families fleeing the war in Mali"."""
        heads = range(*self._parse.edges[clause])
        found = [m for t in heads for m in (*self._annotated.actors_at.get(t, ()), *lies_in(self._annotated, t)) if m.actor]
        return tuple(found[:1]) if len({m.actor.partition(":")[0] for m in found if m.actor}) == 1 else ()

    def sent_from(self, noun: int) -> tuple[ActorMention, ...]:
        """From where, or by whom, missiles and attacks come: "rockets fired from Gaza", "shells from Chad", "a raid blamed on Iran"."""
        parse = self._parse
        if parse.lemmas[noun].lower() not in self._class("missile") | self._class("violence"):
            return ()
        sent = [c for c in parse.dependents(noun, "acl") if parse.tags[c] == "VBN"]
        if parse.labels[noun] == "nsubj":
            sent.append(parse.heads[noun])  # "rockets fired from Gaza hit a town", where the parse takes "fired" for the main verb
        for place in (*sent, noun):
            blamed = parse.lemmas[place] in self._class("attribute")
            for word, inner in obliques(parse, place):
                if blamed or word in self._class("source"):
                    found = actors_of(self._annotated, inner) or lies_in(self._annotated, inner)
                    if found:
                        return found
        return ()

    def spoken_of(self, noun: int) -> tuple[ActorMention, ...]:
        """Whose a thing is by what an earlier sentence said: "the tanker", after "an Iranian tanker"; "the deal", after "the Iran deal"."""
        parse = self._parse
        kind = self._kind(noun)
        plain = self._parse.lemmas[noun].lower() in self._class("uprooted")  # of them few say "the": "took in 900 refugees"
        if kind is None or not (plain or self._points_back(noun)):
            return ()
        for earlier, mentions in reversed(self._said.get(kind, ())):
            if earlier < noun:
                near = parse.sentence_of[noun] - parse.sentence_of[earlier] <= FAR
                return mentions if near else ()
        return ()

    def killer(self, verb: int, subject: int) -> int:
        """The attack that a relative clause of killing is about, where the parse hangs the clause on a time or place after it.

        "A raid last week that killed two", "strikes in Mali that wounded ten".
        """
        parse, violence = self._parse, self._class("violence")
        adrift = subject in self._annotated.dates_at or subject in self._annotated.places_at
        if not adrift or parse.labels[verb] != "acl:relcl" or parse.lemmas[verb] not in self._class("casualty"):
            return subject
        for place in parse.ancestors(subject):
            near = [place, *parse.dependents(place, "obj", "nsubj", "obl", "nmod")]
            found = [noun for noun in near if noun < subject and parse.lemmas[noun].lower() in violence and parse.pos[noun] == "NOUN"]
            if found:
                return found[-1]
        return subject

    def last_place(self, noun: int) -> tuple[ActorMention, ...]:
        """Which land "the territory" or "the city" is: that of the place named last, in its sentence or the one before."""
        parse = self._parse
        if parse.lemmas[noun].lower() not in self._class("ground") or not self._points_back(noun):
            return ()
        for mention in reversed(self._annotated.places):
            if 0 <= mention.head < noun:
                near = parse.sentence_of[noun] - parse.sentence_of[mention.head] <= 1
                return lies_in(self._annotated, mention.head) if near else ()
        return ()

    def _points_back(self, noun: int) -> bool:
        parse = self._parse
        return any(parse.lemmas[d].lower() in self._class("pointer") for d in parse.dependents(noun, "det", "det:predet"))

    def _kind(self, noun: int) -> str | None:
        lemma = self._parse.lemmas[noun].lower()
        if lemma not in self._class("thing") or self._parse.pos[noun] != "NOUN":
            return None
        return next((kind for kind in KINDS if lemma in self._class(kind)), lemma)

    @cached_property
    def _said(self) -> Mapping[str, tuple[tuple[int, tuple[ActorMention, ...]], ...]]:
        """The things that words say somebody has or made, by kind, in text order."""
        found: dict[str, list[tuple[int, tuple[ActorMention, ...]]]] = {}
        for noun in range(len(self._parse)):
            kind = self._kind(noun)
            mentions = () if kind is None else self._owners(noun, kind)
            if kind is not None and mentions:
                found.setdefault(kind, []).append((noun, mentions))
        return {kind: tuple(some) for kind, some in found.items()}

    def _owners(self, noun: int, kind: str) -> tuple[ActorMention, ...]:
        """Those that a noun belongs to, or that a pact is with; not where it stands for somebody itself."""
        mentions = actors_of(self._annotated, noun) or self.tied_to(noun)
        if not mentions and kind == "pact":
            sides = (inner for word, inner in obliques(self._parse, noun) if word in self._class("partner"))
            mentions = tuple(m for inner in sides for m in actors_of(self._annotated, inner))
        return tuple(m for m in mentions if m.actor)


def lies_in(annotated: Annotated, token: int) -> tuple[ActorMention, ...]:
    """The state in which a place lies."""
    for mention in annotated.places_at.get(token, ()):
        state = mention.place.state
        if state is not None:
            return (ActorMention(span=mention.span, text=mention.text, actor=state, state=state, name=None, head=token, reach="metonym"),)
    return ()
