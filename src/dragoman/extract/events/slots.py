"""Which words fill the slots of a trigger, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.extract.grammar import actors_of, named_at, owners_of
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.syntax import conjuncts, direct_object, is_passive, obliques, preposition, resolved, subject, surface_subject

CLAUSES = ("xcomp", "ccomp", "advcl", "acl")
TOLD = frozenset({"obligation", "fault", "merit"})  # clauses that may also stand before who says them: "Iran must stop, Paris said"
HYPHENS = frozenset({"-", "/"})
LOCATED_DEPTH = 2  # prepositional phrases inside each other
NAMES = frozenset({"NOUN", "PROPN"})
BOUND = frozenset({"amod", "compound", "nmod", "nmod:poss"})  # what only says more of a noun
STOPS = frozenset({",", ";", ":", "-", "\u2014"})
BEFORE_NOUN = ("nmod:poss", "amod", "compound")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A word that fills a slot, and the actors that it and its conjuncts name; none where it names nobody who has a code."""

    token: int
    mentions: tuple[ActorMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """The verb of which an event noun is object, subject or oblique. ``phrase`` is how the class "light" would write it."""

    verb: int
    phrase: str
    as_subject: bool = False
    holder: int | None = None  # who takes part, where it is a noun and not the verb's subject


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
        self._obligation = events.classes.get("obligation", frozenset())
        self._judged = {kind: events.classes.get(kind, frozenset()) for kind in ("fault", "merit")}
        self._instruments = events.classes.get("instrument", frozenset())
        self._verdict = events.classes.get("verdict", frozenset())
        self._duty = events.classes.get("duty", frozenset())
        self._charged = events.classes.get("charge-preposition", frozenset())
        self._doing = events.classes.get("done-by", frozenset())
        self._sums = events.classes.get("sum", frozenset())
        self._harm = events.classes.get("harm", frozenset())
        self._has_to = events.classes.get("have-to", frozenset())
        self._speech = events.classes.get("speech", frozenset())
        self._lenders: dict[int, tuple[Lender, ...]] = {}

    # ------------------------------------------------------------ verbs and adjectives

    def subject(self, trigger: int) -> int | None:
        """Who does it, of a verb or predicate adjective."""
        if self.parse.pos[trigger] == "ADJ":
            after = self.parse.labels[trigger] == "amod" and self.parse.heads[trigger] < trigger  # "a resolution critical of Iran"
            return self.parse.heads[trigger] if after else surface_subject(self.parse, trigger)
        if self.is_lead(trigger):
            return self.parse.heads[trigger]
        charged = self._charged_with(trigger)
        return subject(self.parse, trigger) if charged is None else charged

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
        """The predicate of a clause without a verb, whose subject is the trigger's object: "held Iran responsible"."""
        parse = self.parse
        for clause in parse.dependents(trigger, "ccomp", "xcomp"):
            if parse.pos[clause] in {"ADJ", "NOUN"} and parse.dependent(clause, "cop", "mark", "aux") is None:
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
        """The verb of the clause that a trigger governs: an infinitive, a gerund, a finite clause, or any of them."""
        if kind == "verdict":
            return self._verdict_on(trigger)
        for clause in self.parse.dependents(trigger, *CLAUSES):
            if self.parse.labels[clause] == "acl:relcl" or (clause < trigger and kind not in TOLD):
                continue
            if kind in {None, "any"} or self.kind_of_clause(clause) == kind:
                return clause
            if (kind == "obligation" and self._obliges(clause)) or (kind in self._judged and self._judges(clause, kind)):
                return clause
            if self._is_about(clause, kind):
                return clause
        return None

    def _is_about(self, clause: int, kind: str | None) -> bool:
        """Whether a clause without a subject tells of a duty, or of harm."""
        lemma, form = self.parse.lemmas[clause], self.kind_of_clause(clause)
        match kind:
            case "duty":
                return form == "infinitive" and lemma in self._duty
            case "harm":
                return form in {"infinitive", "gerund"} and lemma in self._harm
        return False

    def _verdict_on(self, trigger: int) -> int | None:
        """What somebody calls another, if it is bad: "called the raid illegal", "described it as a provocation"."""
        parse = self.parse
        for token in range(trigger + 1, parse.edges[trigger][1]):
            if parse.pos[token] == "PUNCT" and parse.words[token] in STOPS:
                return None
            bound = parse.labels[token] in BOUND and parse.pos[parse.heads[token]] in NAMES
            if parse.lemmas[token].lower() in self._verdict and not bound:
                return token
        return None

    def _judges(self, clause: int, kind: str) -> bool:
        """Whether a finite clause blames somebody ("had violated"), or praises him ("was a reliable partner"), and is no denial."""
        parse = self.parse
        words = self._judged[kind]
        if parse.labels[clause] != "ccomp" or parse.lemmas[clause] not in words or parse.dependent(clause, "nsubj") is None:
            return False
        mark = self.annotated.marks.get(clause)
        return mark is None or mark.modality in {"asserted", "alleged"}

    def _obliges(self, clause: int) -> bool:
        """Whether a finite clause says what somebody has to do: by an auxiliary ("must"), or by its bare verb ("insisted that he go")."""
        if self.parse.labels[clause] != "ccomp" or self.parse.dependent(clause, "nsubj", "nsubj:pass") is None:
            return False
        auxiliaries = [self.parse.lemmas[a] for a in self.parse.dependents(clause, "aux", "aux:pass")]
        if self.parse.lemmas[clause] in self._has_to and self.parse.dependent(clause, "xcomp") is not None:
            return True
        return any(a in self._obligation for a in auxiliaries) or (self.parse.tags[clause] == "VB" and not auxiliaries)

    def kind_of_clause(self, clause: int) -> str | None:
        """Infinitive, gerund or clause; None for another use of a verb, such as a participle clause without preposition."""
        parse = self.parse
        label = parse.labels[clause]
        marks = [m for m in parse.dependents(clause, "mark", "aux") if m < clause]
        if any(parse.tags[m] == "TO" for m in marks):
            return "infinitive"
        bare = parse.dependent(clause, "nsubj", "aux") is None
        if parse.tags[clause] == "VBG" and bare and (label == "xcomp" or any(parse.pos[m] in {"ADP", "SCONJ"} for m in marks)):
            return "gerund"
        if label == "ccomp" or (label in {"acl", "advcl"} and any(parse.lemmas[m] == "that" for m in marks)):
            return "clause"
        return "infinitive" if label == "xcomp" and parse.tags[clause] == "VB" else None

    # ------------------------------------------------------------ nouns

    def lenders(self, noun: int) -> tuple[Lender, ...]:
        """The verbs that may lend an event noun their subject and obliques."""
        found = self._lenders.get(noun)
        if found is None:
            found = self._lenders[noun] = tuple(self._find_lenders(noun))
        return found

    def _find_lenders(self, noun: int) -> Iterator[Lender]:
        parse = self.parse
        first = parse.heads[noun] if parse.labels[noun] == "conj" else noun
        if parse.labels[first] == "nmod" and self.content(parse.heads[first]) == first:
            first = parse.heads[first]  # "announced a round of tariffs"
        label, verb = parse.labels[first], parse.heads[first]
        if parse.dependent(first, "cop") is not None:
            yield Lender(verb=first, phrase="be")  # "is a critic of Iran"
        if label in {"obj", "iobj", "nsubj:pass"} and parse.pos[verb] == "VERB":
            yield Lender(verb=verb, phrase=parse.lemmas[verb])
        elif label == "nsubj" and parse.lemmas[verb] in self._occurrence:
            yield Lender(verb=verb, phrase=parse.lemmas[verb], as_subject=True)
        elif label in {"obl", "nmod"}:
            yield from self._by_preposition(first, verb)
        for clause in parse.dependents(first, "acl"):
            yield from self._by_clause(first, clause)

    def _by_preposition(self, noun: int, head: int) -> Iterator[Lender]:
        parse, word = self.parse, preposition(self.parse, noun)
        if parse.pos[head] in {"VERB", "ADJ"}:
            yield Lender(verb=head, phrase=f"* {word}")  # "praised it during a visit": who praised is on the visit
        elif parse.pos[head] == "PROPN":
            yield Lender(verb=head, phrase=f"* {word}", holder=head)
        if parse.pos[head] == "VERB":
            yield Lender(verb=head, phrase=f"{parse.lemmas[head]} {word}")
            held = parse.dependent(head, "obj")
            if held is not None:
                yield Lender(verb=head, phrase=f"{parse.lemmas[head]} {parse.lemmas[held]} {word}")
        elif parse.labels[head] == "obj":  # "took part in exercises": the parse hangs the noun on "part"
            yield Lender(verb=parse.heads[head], phrase=f"{parse.lemmas[parse.heads[head]]} {parse.lemmas[head]} {word}")

    def _by_clause(self, noun: int, clause: int) -> Iterator[Lender]:
        """The verb of a relative clause or participle after the noun: "the talks that began in May", "the talks held in May"."""
        parse, lemma = self.parse, self.parse.lemmas[clause]
        if parse.labels[clause] == "acl:relcl":
            inner, passive = parse.dependent(clause, "nsubj"), is_passive(parse, clause)
            as_subject = inner is not None and resolved(parse, inner) == noun
            if not as_subject or lemma in self._occurrence or passive:
                yield Lender(verb=clause, phrase=lemma, as_subject=as_subject and not passive)
        elif parse.tags[clause] == "VBN":
            yield Lender(verb=clause, phrase=lemma)

    def lender(self, noun: int, light: frozenset[str] | None) -> Lender | None:
        """The verb that lends its subject to a noun: one of the light verbs that its frame names."""
        if light is None:
            return None
        return next((one for one in self.lenders(noun) if one.phrase in light and not one.as_subject), None)

    def possessors(self, noun: int) -> tuple[Filler, ...]:
        """Whose an event is: "Iran's attack", "the Iranian attack", "Iran-Israel talks", "its war"."""
        parse = self.parse
        for place in (noun, parse.heads[noun]) if parse.labels[noun] == "conj" else (noun,):
            found = []
            for child in parse.dependents(place, *BEFORE_NOUN):
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

    # ------------------------------------------------------------ all

    def oblique(self, trigger: int, word: str, lender: Lender | None) -> Iterator[int]:
        """The nouns that stand with a preposition on a trigger, on its object, or on the verb that lends it its subject."""
        seen: set[int] = set()
        for place in self._places(trigger, lender):
            for case, noun in obliques(self.parse, place):
                if word in {case, case.rpartition(" ")[2]} and noun not in seen and noun != trigger and noun not in self.annotated.dates_at:
                    seen.add(noun)
                    yield self.content(noun)

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
        for other in self.lenders(trigger):
            if other.as_subject or parse.lemmas[other.verb] in self._occurrence:
                yield other.verb
        yield from (
            noun for noun in parse.dependents(trigger, "conj") if parse.pos[noun] in {"NOUN", "PROPN"}
        )  # "talks and drills with Iran"
        yield from (noun for noun in parse.dependents(trigger, "nmod") if parse.pos[noun] == "NOUN")  # "talks on trade with Iran"

    def filler(self, token: int | None) -> tuple[Filler, ...]:
        """What one noun fills a slot with: whom it names, whose it is, or where it lies ("the border with Iran", "targets in Syria")."""
        if token is None:
            return ()
        token = self.content(token)
        mentions = actors_of(self.annotated, token) or self._made_by(token) or self._among(token) or self._around(token, LOCATED_DEPTH)
        return (Filler(token=token, mentions=mentions),)

    def doer(self, token: int | None) -> tuple[Filler, ...]:
        """As ``filler``, of who does something: an instrument acts for who gives it ("passed a resolution condemning the raid")."""
        found = self.filler(token)
        if token is None or any(f.mentions for f in found) or self.parse.lemmas[token].lower() not in self._instruments:
            return found
        verb = self.parse.heads[token]
        giver = subject(self.parse, verb) if self.parse.labels[token] == "obj" else None
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

    def _among(self, noun: int) -> tuple[ActorMention, ...]:
        """Those whom a noun names as examples: "five presidents, including those of Mali and Chad"."""
        found = (inner for word, inner in obliques(self.parse, noun) if word in self._examples)
        return tuple(m for inner in found for m in actors_of(self.annotated, inner))

    def place(self, token: int) -> tuple[Filler, ...]:
        """The state in which a place lies, for a slot that a place may fill: "flew to Tokyo", "shelled a base near Mariupol"."""
        located = token >= 0 and self.parse.lemmas[token].lower() in self._located
        around = tuple(noun for _, noun in obliques(self.parse, token)) if located else ()
        for mention in (m for spot in (token, *around) for m in self.annotated.places_at.get(spot, ())):
            state = mention.place.state
            if state is not None:
                actor = ActorMention(span=mention.span, text=mention.text, actor=state, state=state, name=None, head=token, reach="metonym")
                return (Filler(token=token, mentions=(actor,)),)
        return ()

    def _around(self, noun: int, depth: int) -> tuple[ActorMention, ...]:
        """The actors around a noun of place or of something going on: "the border with Iran", "steps in relations between A and B"."""
        if not depth or self.parse.lemmas[noun].lower() not in self._located:
            return ()
        told = [clause for clause in self.parse.dependents(noun, "acl") if self.parse.tags[clause] == "VBN"]  # "reached between A and B"
        inside = [inner for place in (noun, *told) for _, inner in obliques(self.parse, place) if inner not in self.annotated.dates_at]
        found = next((mentions for inner in inside if (mentions := actors_of(self.annotated, inner))), ())
        return found or next((mentions for inner in inside if (mentions := self._around(inner, depth - 1))), ())

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
