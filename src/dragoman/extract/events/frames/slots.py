"""Which words fill the slots of a trigger, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.extract.events.frames.clauses import STOPS, Clauses
from dragoman.extract.events.frames.lenders import Lenders
from dragoman.extract.events.frames.match import Filler, Lender
from dragoman.extract.events.frames.whose import Whose, lies_in
from dragoman.extract.grammar import actors_of, named_at, owners_of
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import conjuncts, direct_object, is_passive, obliques, preposition, resolved, subject, surface_subject

HYPHENS = frozenset({"-", "/"})
LOCATED_DEPTH = 2  # prepositional phrases inside each other
NAMES = frozenset({"NOUN", "PROPN"})
TO_WHOM = frozenset({"with", "from"})  # slots of one who is dealt with
BEFORE_NOUN = ("nmod:poss", "amod", "compound")


class Slots:
    """Fills the slots of triggers in one document; what several frames ask for is looked up once."""

    def __init__(self, annotated: Annotated, events: Events) -> None:
        self.annotated = annotated
        self.parse = annotated.parse
        self._occurrence = events.classes.get("occurrence", frozenset())
        self._located = events.classes.get("located", frozenset())
        self._partitive = events.classes.get("partitive", frozenset())
        self._examples = events.classes.get("for-example", frozenset())
        self._people = events.classes.get("people", frozenset())
        self._deciders = events.classes.get("decider", frozenset())
        self._own = {label: events.classes.get(f"own-of-{label}", frozenset()) for label in ("nmod", "conj")}
        self._taking_part = events.classes.get("taking-part", frozenset())
        self._keeping = events.classes.get("keeping", frozenset())
        self._light = events.classes.get("light", frozenset())
        self._instruments = events.classes.get("instrument", frozenset())
        self._charged = events.classes.get("charge-preposition", frozenset())
        self._doing = events.classes.get("done-by", frozenset())
        self._sums = events.classes.get("sum", frozenset())
        self._speech = events.classes.get("speech", frozenset())
        self._clauses = Clauses(annotated, events, self.filler)
        self.lenders = Lenders(self.parse, self._occurrence, events.classes.get("phase", frozenset()), self.content)
        self._objects_of: dict[int, int | None] = {}
        self._phrases_at: dict[int, tuple[tuple[str, int], ...]] = {}
        self._places_at: dict[tuple[int, int | None], tuple[int, ...]] = {}
        self._obliques_at: dict[tuple[int, str, int | None], tuple[int, ...]] = {}
        self._fillers_at: dict[int, tuple[Filler, ...]] = {}
        self._whose = Whose(annotated, events)

    # ------------------------------------------------------------ verbs and adjectives

    def subject(self, trigger: int) -> int | None:
        """Who does it, of a verb or predicate adjective."""
        if self.parse.pos[trigger] == "ADJ":
            after = self.parse.labels[trigger] == "amod" and self.parse.heads[trigger] < trigger  # "a resolution critical of Iran"
            return self.parse.heads[trigger] if after else surface_subject(self.parse, trigger)
        if self.is_lead(trigger):
            return self.parse.heads[trigger]
        charged = self._charged_with(trigger)
        found = subject(self.parse, trigger) if charged is None else charged
        if found is None and self.parse.labels[trigger] == "acl":  # "the decision by Iran to cut aid"
            found = next((noun for word, noun in obliques(self.parse, self.parse.heads[trigger]) if word in self._deciders), None)
        return found if found is None else self._whose.killer(trigger, found)

    def _charged_with(self, gerund: int) -> int | None:
        """Who does what somebody is blamed, thanked or kept from: "criticised China for jailing the monks" is no act of the critic."""
        parse = self.parse
        verb = parse.heads[gerund]
        if parse.tags[gerund] != "VBG" or parse.labels[gerund] not in {"advcl", "acl"} or parse.pos[verb] != "VERB":
            return None
        if not any(parse.lemmas[m] in self._charged for m in parse.dependents(gerund, "mark")) or parse.dependent(gerund, "nsubj"):
            return None
        held = self.object(verb)
        if held is None or held > gerund:
            return None
        somebody = parse.pos[held] in {"PRON", "PROPN"} or parse.lemmas[held].lower() in self._people
        return held if somebody or self.names(held) else None

    def teller(self, trigger: int) -> int | None:
        """Who says the clause of a trigger: "it is vital that Iran stop, France said"."""
        parse = self.parse
        for place in (trigger, *parse.ancestors(trigger)):
            if parse.labels[place] in {"ccomp", "parataxis"} and parse.lemmas[parse.heads[place]] in self._speech:
                return subject(parse, parse.heads[place])
        return None

    def is_lead(self, verb: int) -> bool:
        """Whether a verb is the main one, though the parse takes it for a participle: "Ivanov, a minister, called for talks"."""
        parse = self.parse
        noun = parse.heads[verb]
        return (
            (parse.labels[verb], parse.tags[verb], parse.labels[noun]) == ("acl", "VBN", "root")
            and parse.pos[noun] in NAMES
            and parse.pos[verb - 1] == "PUNCT"
            and parse.dependent(noun, "nsubj", "cop") is None
            and parse.dependent(verb, "obl:agent") is None
        )

    def object(self, trigger: int) -> int | None:
        """To whom a verb does it; where it governs an infinitive also that one's own subject ("urged Iran to stop")."""
        if trigger not in self._objects_of:
            self._objects_of[trigger] = self._find_object(trigger)
        return self._objects_of[trigger]

    def _find_object(self, trigger: int) -> int | None:
        objects = self._objects(trigger)
        if len(objects) > 1:
            return self.content(resolved(self.parse, objects[-1]))
        found = self.parse.dependent(trigger, "obj") if self.is_lead(trigger) else direct_object(self.parse, trigger)
        if found is not None:
            return self.content(found)
        clause = self.complement(trigger, "infinitive") or self._verbless(trigger)
        return None if clause is None else self.parse.dependent(clause, "nsubj")

    def _objects(self, trigger: int) -> tuple[int, ...]:
        """The objects of a verb side by side ("offered Nepal a loan"); one that stands apart says more of what was told before."""
        found = tuple(self.parse.dependents(trigger, "obj"))
        return found[:1] if found and any(self.parse.words[t] in STOPS for t in range(found[0] + 1, found[-1])) else found

    def _verbless(self, trigger: int) -> int | None:
        """The predicate of a clause without a verb, whose subject is the trigger's object: "held Iran responsible", "let them in"."""
        parse = self.parse
        for clause in parse.dependents(trigger, "ccomp", "xcomp"):
            if parse.pos[clause] in {"ADJ", "NOUN", "ADP"} and parse.dependent(clause, "cop", "mark", "aux") is None:
                return clause
        return None

    def content(self, noun: int) -> int:
        """The noun itself, or what it is a part or number of: "dozens of ships", "some of its troops"."""
        lemma = self.parse.lemmas[noun].lower()
        if lemma in self._partitive or lemma in self._sums or self.parse.pos[noun] == "NUM":
            number = self.parse.pos[noun] == "NUM" or lemma in self._sums
            words = {"of", "in", "worth"} if number else {"of"}  # "60 billion in goods"
            inner = next((n for word, n in obliques(self.parse, noun) if word in words), None)
            return noun if inner is None or inner in self.annotated.dates_at else inner
        return noun

    def indirect_object(self, trigger: int) -> int | None:
        """To whom something is given, where no preposition says so."""
        objects = self._objects(trigger)
        return objects[0] if len(objects) > 1 else self.parse.dependent(trigger, "iobj")

    def complement(self, trigger: int, kind: str | None) -> int | None:
        """The verb of the clause that a trigger governs, of the kind that a frame asks for."""
        return self._clauses.complement(trigger, kind)

    # ------------------------------------------------------------ nouns

    def possessors(self, noun: int) -> tuple[Filler, ...]:
        """Whose an event is: "Iran's attack", "the Iranian attack", "Iran-Israel talks", "its war"; of "Iran's Cuba trip" only Iran's."""
        parse = self.parse
        for place in (noun, parse.heads[noun]) if parse.labels[noun] == "conj" else (noun,):
            found = []
            owned = parse.dependent(place, "nmod:poss") is not None
            for child in parse.dependents(place, *(("nmod:poss",) if owned else BEFORE_NOUN)):
                joined = tuple(c for c in parse.dependents(child, *BEFORE_NOUN) if parse.words[c + 1] in HYPHENS)  # "the Iran-Iraq war"
                mentions = tuple(m for member in (*joined, *conjuncts(parse, child)) for m in named_at(self.annotated, member))
                if not mentions and parse.labels[child] == "nmod:poss":
                    mentions = owners_of(self.annotated, child)
                if mentions or parse.labels[child] == "nmod:poss":
                    found.append(Filler(token=child, mentions=mentions))
            if found:
                return tuple(found)
            made = self._made_by(place)
            if made:
                return (Filler(token=made[0].head, mentions=made),)
        return ()

    def goal(self, noun: int) -> tuple[Filler, ...]:
        """What stands before a noun that has an owner besides: "Iran's Cuba trip", "his Havana visit"."""
        parse = self.parse
        if parse.dependent(noun, "nmod:poss") is None:
            return ()
        names = (c for c in parse.dependents(noun, "amod", "compound") if parse.pos[c] == "PROPN")
        return tuple(Filler(token=c, mentions=named_at(self.annotated, c)) for c in names)

    # ------------------------------------------------------------ all

    def oblique(self, trigger: int, word: str, lender: Lender | None) -> tuple[int, ...]:
        """The nouns that stand with a preposition on a trigger, on its object, or on the verb that lends it its subject."""
        key = (trigger, word, None if lender is None else lender.verb)
        found = self._obliques_at.get(key)
        if found is None:
            found = self._obliques_at[key] = tuple(self._find_obliques(trigger, word, lender))
        return found

    def _find_obliques(self, trigger: int, word: str, lender: Lender | None) -> Iterator[int]:
        seen: set[int] = set()
        places = self._places_of(trigger, lender)
        for place in places:
            if self.parse.heads[place] == trigger and word in self._own.get(self.parse.labels[place], ()) and not self._is_part(place):
                continue
            for case, noun in (*self._phrases(place), *self._named_by_participle(place, word)):
                if self._is_with(word, case) and noun not in seen and noun != trigger and noun not in self.annotated.dates_at:
                    seen.add(noun)
                    yield self.content(noun)
        if not seen and self.parse.pos[trigger] == "VERB" and word in TO_WHOM:
            yield from (n for n in self._lower(places, word) if named_at(self.annotated, n) or owners_of(self.annotated, n))

    def _is_part(self, noun: int) -> bool:
        """Whether a noun only says of what the noun above is: what belongs to the one belongs to the other."""
        return preposition(self.parse, noun) == "of"

    def _named_by_participle(self, place: int, word: str) -> list[tuple[str, int]]:
        """The objects of a participle or relative clause that stands for a preposition: "talks involving Iran", "which included Iran"."""
        parse = self.parse
        return [(word, n) for c in parse.dependents(place, "acl") if parse.lemmas[c] == word for n in parse.dependents(c, "obj")]

    def _is_with(self, word: str, case: str) -> bool:
        return word in {case, case.rpartition(" ")[2]}

    def _lower(self, places: tuple[int, ...], word: str) -> Iterator[int]:
        """Nouns with a preposition that the parse hangs too low: "raised the matter of the dam with Chad"."""
        for place in places:
            for _, inner in obliques(self.parse, place):
                yield from (noun for case, noun in obliques(self.parse, inner) if self._is_with(word, case))

    def _phrases(self, place: int) -> tuple[tuple[str, int], ...]:
        """The prepositional phrases of a word, looked up once."""
        found = self._phrases_at.get(place)
        if found is None:
            found = self._phrases_at[place] = tuple(obliques(self.parse, place))
        return found

    def _places_of(self, trigger: int, lender: Lender | None) -> tuple[int, ...]:
        """The words on which what goes with a trigger may stand, looked up once."""
        key = (trigger, None if lender is None else lender.verb)
        found = self._places_at.get(key)
        if found is None:
            found = self._places_at[key] = tuple(self._places(trigger, lender))
        return found

    def _places(self, trigger: int, lender: Lender | None) -> Iterator[int]:
        parse = self.parse
        yield trigger
        if parse.pos[trigger] == "VERB":
            held = parse.dependent(trigger, "obj")
            if held is None and is_passive(parse, trigger):
                held = parse.dependent(trigger, "nsubj")
            if held is not None:
                yield held
                yield from (c for c in parse.dependents(held, "acl") if parse.tags[c] == "VBN")  # "lifted sanctions imposed on Iran"
                if self.content(held) != held:
                    yield self.content(held)
            return
        if parse.labels[trigger] == "conj":
            yield parse.heads[trigger]
        if lender is not None:
            yield lender.verb
        yield from (c for c in parse.dependents(trigger, "acl") if parse.tags[c] == "VBN")  # "tariffs aimed at Iran"
        for other in self.lenders.of(trigger):
            if other.as_subject or parse.lemmas[other.verb] in self._occurrence:
                yield other.verb
        yield from (
            noun for noun in parse.dependents(trigger, "conj") if parse.pos[noun] in {"NOUN", "PROPN"}
        )  # "talks and drills with Iran"
        beside = (noun for noun in parse.dependents(trigger, "nmod") if parse.pos[noun] == "NOUN" or parse.tags[noun] == "NNPS")
        yield from beside  # "talks on trade with Iran", "the arrest of four Danes by Iran"

    def filler(self, token: int | None) -> tuple[Filler, ...]:
        """What one noun fills a slot with: whom it names, whose it is, or where it lies ("the border with Iran", "targets in Syria")."""
        if token is None:
            return ()
        found = self._fillers_at.get(token)
        if found is None:
            found = self._fillers_at[token] = self._find_filler(self.content(token))
        return found

    def _find_filler(self, token: int) -> tuple[Filler, ...]:
        mentions = actors_of(self.annotated, token) or self._made_by(token) or self._among(token) or self._carried_out(token)
        mentions = mentions or self._whose.tied_to(token) or self._around(token, LOCATED_DEPTH) or self._whose.spoken_of(token)
        return (Filler(token=token, mentions=mentions),)

    def doer(self, token: int | None) -> tuple[Filler, ...]:
        """As ``filler``, of who does something: an instrument or a force acts for who gives or keeps it ("passed a law banning it")."""
        found = self.filler(token)
        sent = () if token is None else self._whose.sent_from(token)
        if token is not None and sent:
            return (Filler(token=token, mentions=sent),)
        if token is None or any(f.mentions for f in found):
            return found
        verb, label = self.parse.heads[token], self.parse.labels[token]
        if label == "nsubj" and self.parse.labels[verb] == "ccomp" and self.parse.tags[verb] == "VBG":
            verb, label = self.parse.heads[verb], "obj"  # "Norway has 70 soldiers training Malians"
        held = label == "obj" and self.parse.lemmas[verb] in self._keeping
        if not held and self.parse.lemmas[token].lower() not in self._instruments:
            return found
        giver = subject(self.parse, verb) if label == "obj" else None
        issued = () if giver is None or giver == token else self.filler(giver)
        return issued if any(f.mentions for f in issued) else found

    def _made_by(self, noun: int) -> tuple[ActorMention, ...]:
        """Who is joined to the participle before a noun: "American-made goods", "the Saudi-led raids"."""
        parse = self.parse
        for word in parse.dependents(noun, "amod"):
            if parse.words[word].lower() in self._doing and parse.words[word - 1] in HYPHENS:
                found = tuple(
                    m
                    for d in parse.dependents(word, "obl:npmod", "obl", "compound", "npadvmod", "advmod")
                    for m in named_at(self.annotated, d)
                )
                found = found or named_at(self.annotated, word - 2)
                if found:
                    return found
        return ()

    def _carried_out(self, noun: int) -> tuple[ActorMention, ...]:
        """Who did what a noun stands for, by the clause after it: "the decision taken by Chad", "the raid that Chad launched"."""
        parse = self.parse
        for clause in parse.dependents(noun, "acl", "acl:relcl"):
            if parse.lemmas[clause] in self._light or parse.words[clause].lower() in self._doing:
                passive = is_passive(parse, clause)
                doer = parse.dependent(clause, "obl:agent" if passive else "nsubj")
                if doer is not None and resolved(parse, doer) != noun and (passive or parse.labels[clause] == "acl:relcl"):
                    return actors_of(self.annotated, resolved(parse, doer))
        return ()

    def _among(self, noun: int) -> tuple[ActorMention, ...]:
        """Those whom a noun names as examples: "five presidents, including those of Mali and Chad"."""
        parse = self.parse
        places = (noun, parse.heads[noun]) if parse.tags[noun] == "NNS" else (noun,)  # the parse may hang the examples on the verb
        for place in places:
            inside = [inner for word, inner in obliques(parse, place) if word in self._examples and inner > noun]
            inside += [
                inner
                for word in parse.children[place]
                if word > noun and parse.words[word].lower() in self._examples
                for inner in parse.dependents(word, "obl", "nmod", "obj")
            ]
            if inside:
                return tuple(m for inner in inside for m in actors_of(self.annotated, inner) if not self._is_thing_of(inner, m))
        return ()

    def _is_thing_of(self, noun: int, owner: ActorMention) -> bool:
        """Whether a noun is a thing that an actor made or has, and not people: "weapons, including Chadian tanks"."""
        lemma = self.parse.lemmas[noun].lower()
        return owner.head != noun and self.parse.pos[noun] == "NOUN" and lemma not in self._people and lemma not in self._located

    def place(self, token: int) -> tuple[Filler, ...]:
        """The state in which a place lies, for a slot that a place may fill: "flew to Tokyo", "shelled a base near Mariupol"."""
        located = token >= 0 and self.parse.lemmas[token].lower() in self._located
        around = tuple(noun for _, noun in obliques(self.parse, token)) if located else ()
        here = (found for spot in (token, *around) if (found := lies_in(self.annotated, spot)))
        found = next(here, ()) or (() if token < 0 else self._whose.last_place(token))
        return (Filler(token=token, mentions=found),) if found else ()

    def _around(self, noun: int, depth: int) -> tuple[ActorMention, ...]:
        """The actors around a noun of place or of something going on: "the border with Iran", "steps in relations between A and B"."""
        if not depth or self.parse.lemmas[noun].lower() not in self._located:
            return ()
        told = [clause for clause in self.parse.dependents(noun, "acl") if self.parse.tags[clause] == "VBN"]  # "reached between A and B"
        around = [inner for _, inner in obliques(self.parse, noun)]
        around += [inner for place in told for word, inner in obliques(self.parse, place) if word in self._taking_part]
        inside = [inner for inner in around if inner not in self.annotated.dates_at]
        found = next((mentions for inner in inside if (mentions := actors_of(self.annotated, inner))), ())
        return found or next((mentions for inner in inside if (mentions := self._around(inner, depth - 1))), ())

    def across(self, fillers: Iterable[Filler], known: frozenset[str]) -> tuple[Filler, ...]:
        """On whose side what borders on ``known`` lies: "sent tanks to its border with Iran"."""
        beyond = (Filler(token=f.token, mentions=self._around(f.token, LOCATED_DEPTH)) for f in fillers if f.token >= 0)
        return tuple(f for f in beyond if any(m.actor and m.actor.partition(":")[0] not in known for m in f.mentions))

    def fillers(self, tokens: Iterable[int]) -> tuple[Filler, ...]:
        """What several nouns fill a slot with."""
        return tuple(filler for token in tokens for filler in self.filler(token))

    def names(self, token: int) -> bool:
        """Whether a word itself, or one of its conjuncts, names an actor or people of one ("Iranian students")."""
        for member in conjuncts(self.parse, token):
            people = self.parse.lemmas[member].lower() in self._people
            if named_at(self.annotated, member) or (people and (owners_of(self.annotated, member) or self._around(member, LOCATED_DEPTH))):
                return True
        return False
