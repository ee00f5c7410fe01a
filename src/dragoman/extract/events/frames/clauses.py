"""Which clause a trigger governs, and of what kind: a duty, a fault, what its teller himself might do."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.extract.events.frames.match import Filler
from dragoman.knowledge.rows.events import Events
from dragoman.model.annotated import Annotated
from dragoman.model.syntax import conjuncts, obliques, subject

CLAUSES = ("xcomp", "ccomp", "advcl", "acl")
TOLD = frozenset({"obligation", "fault", "merit"})  # clauses that may also stand before who says them: "Iran must stop, Paris said"
NAMES = frozenset({"NOUN", "PROPN"})
SINGULAR = frozenset({"NN", "NNP"})
STOPS = frozenset({",", ";", ":", "-", "\u2014"})
BOUND = frozenset({"amod", "compound", "nmod", "nmod:poss"})  # what only says more of a noun


class Clauses:
    """The clauses that the triggers of one document govern. ``fill`` says whom a word names."""

    def __init__(self, annotated: Annotated, events: Events, fill: Callable[[int | None], tuple[Filler, ...]]) -> None:
        self.annotated = annotated
        self.parse = annotated.parse
        self._fill = fill
        self._obligation = events.classes.get("obligation", frozenset())
        self._judged = {kind: events.classes.get(kind, frozenset()) for kind in ("fault", "merit")}
        self._virtue = events.classes.get("virtue", frozenset())
        self._guilt = events.classes.get("guilt-preposition", frozenset())
        self._committing = events.classes.get("committing", frozenset())
        self._called = {kind: events.classes.get(name, frozenset()) for kind, name in (("verdict", "verdict"), ("tribute", "merit"))}
        self._duty = events.classes.get("duty", frozenset())
        self._harm = events.classes.get("harm", frozenset())
        self._forecast = events.classes.get("forecast", frozenset())
        self._has_to = events.classes.get("have-to", frozenset())

    def complement(self, trigger: int, kind: str | None) -> int | None:
        """The verb of the clause that a trigger governs: an infinitive, a gerund, a finite clause, or any of them."""
        if kind in self._called:
            return self._verdict_on(trigger, self._called[kind])
        for clause in self.parse.dependents(trigger, *CLAUSES):
            fronted = kind in TOLD or (kind == "clause" and self.parse.labels[clause] == "ccomp")
            relative = self.parse.labels[clause] == "acl:relcl" and self.kind_of_clause(clause) != "infinitive"  # "threats to strike"
            if relative or (clause < trigger and not fronted):
                continue
            if kind in {None, "any"} or self.kind_of_clause(clause) == kind:
                return clause
            if (kind == "obligation" and self._obliges(clause)) or (kind in self._judged and self._judges(clause, kind)):
                return clause
            if self._is_about(clause, kind):
                return clause
        return None

    def _is_about(self, clause: int, kind: str | None) -> bool:
        """Whether a clause tells of a duty or of harm, or names in an infinitive who is to act ("called for Iran to stop")."""
        lemma, form = self.parse.lemmas[clause], self.kind_of_clause(clause)
        match kind:
            case "for-to":
                return form == "infinitive" and self.parse.dependent(clause, "nsubj", "nsubj:pass") is not None
            case "own-harm":
                tried = (self.parse.lemmas[inner] for inner in self.parse.dependents(clause, "xcomp"))  # "vowed it would try to crush"
                return form == "clause" and bool(self._harm & {lemma, *tried}) and self._is_own(clause)
            case "duty":
                return form == "infinitive" and lemma in self._duty
            case "harm":
                return form in {"infinitive", "gerund"} and lemma in self._harm
        return False

    def _is_own(self, clause: int) -> bool:
        """Whether a finite clause tells what its teller himself would do: "hinted that it might cut off the gas"."""
        doer, mark = self.parse.dependent(clause, "nsubj"), self.annotated.marks.get(clause)
        if doer is None or mark is None or mark.modality not in {"planned", "conditional"}:
            return False
        above = self._fill(subject(self.parse, self.parse.heads[clause]))
        tellers = {m.actor.partition(":")[0] for f in above for m in f.mentions if m.actor}
        return bool(tellers & {m.actor.partition(":")[0] for f in self._fill(doer) for m in f.mentions if m.actor})

    def _verdict_on(self, trigger: int, words: frozenset[str]) -> int | None:
        """What somebody calls another, if it is one of some words: "called the raid illegal", "described it as a provocation"."""
        parse = self.parse
        for token in range(trigger + 1, parse.edges[trigger][1]):
            if parse.pos[token] == "PUNCT" and parse.words[token] in STOPS:
                return None
            bound = parse.labels[token] in BOUND and parse.pos[parse.heads[token]] in NAMES
            if parse.lemmas[token].lower() in words and not bound:
                return token
        return None

    def _judges(self, clause: int, kind: str) -> bool:
        """Whether a finite clause blames somebody ("had violated"), or praises him ("was a reliable partner"), and is no denial."""
        parse = self.parse
        words = self._judged[kind]
        if parse.labels[clause] != "ccomp" or parse.dependent(clause, "nsubj", "nsubj:pass") is None:
            return False
        mark = self.annotated.marks.get(clause)
        if mark is not None and mark.modality == "denied":
            return kind == "fault" and not mark.refused and parse.lemmas[clause] in self._virtue  # "has not kept its word"
        if mark is not None and mark.modality != "alleged":
            return False
        done = parse.dependents(clause, "obj") if parse.lemmas[clause] in self._committing else ()  # "poses a threat"
        said = {parse.lemmas[place] for place in (*conjuncts(parse, clause), *done)}
        return bool(words & said) or (kind == "fault" and any(word in self._guilt for word, _ in obliques(parse, clause)))

    def _obliges(self, clause: int) -> bool:
        """Whether a finite clause says what somebody has to do: by an auxiliary ("must"), or by its bare verb ("insisted that he go")."""
        parse = self.parse
        doer = parse.dependent(clause, "nsubj", "nsubj:pass")
        if parse.labels[clause] != "ccomp" or doer is None or parse.lemmas[doer].lower() in self._forecast:
            return False
        if parse.lemmas[clause] in self._has_to and parse.dependent(clause, "xcomp") is not None:
            return True
        if any(parse.lemmas[a] in self._obligation for a in parse.dependents(clause, "aux")):
            return True
        return all(parse.tags[a] == "VB" for a in parse.dependents(clause, "aux")) and self._is_subjunctive(clause)

    def _is_subjunctive(self, clause: int) -> bool:
        """Whether a finite clause has a bare verb: "insisted that he go", "that the camp be closed", "insisted Iran withdraw"."""
        parse = self.parse
        if any(parse.tags[verb] == "VB" for verb in (clause, *parse.dependents(clause, "aux", "cop"))):
            return True
        doer = parse.dependent(clause, "nsubj")
        return parse.tags[clause] == "VBP" and doer is not None and parse.tags[doer] in SINGULAR and parse.dependent(doer, "conj") is None

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
