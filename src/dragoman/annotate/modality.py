"""What did not happen, might, shall, or is only said: the modality of clauses and event nouns.

The distinctions are those of FactBank (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.modality import Cue, ModalityCues
from dragoman.model.annotated import Annotated
from dragoman.model.mention import Mark, Modality
from dragoman.model.parse import Parse
from dragoman.model.syntax import FINITE, preposition

PREDICATES = frozenset({"VERB", "ADJ", "NOUN"})
NOMINAL = frozenset({"NOUN"})
PAST = frozenset({"VBD", "VBN"})
PRESENT = frozenset({"VBP", "VBZ"})
TELLING = PAST | {"VBG"}  # of the verb above: "saying it would" is as a rule told in the past
QUESTION = "?"


def mark_modality(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Mark each clause and noun whose modality is other than asserted, with the words that show it.

    What counts: auxiliaries, negation, subordinators, the verb or noun that governs it, adjectives before a noun; a conjunct
    without signs of its own takes those of its first conjunct. Questions are conditional and marked as such. Raises nothing.
    """
    doers = frozenset(m.head for m in annotated.actors)
    reader = _Reader(annotated.parse, knowledge.modality, knowledge.events.classes, doers)
    marks = {
        token: mark
        for token in range(len(annotated.parse))
        if annotated.parse.pos[token] in PREDICATES and (mark := reader.mark(token)) is not None
    }
    return replace(annotated, marks=marks)


class _Reader:
    """The marks of one text, each worked out once."""

    def __init__(self, parse: Parse, cues: ModalityCues, classes: object, doers: frozenset[int]) -> None:
        self.parse = parse
        self.cues = cues
        self._doers = doers
        named = cast("dict[str, frozenset[str]]", classes)
        self._light = named.get("light", frozenset()) | named.get("provide", frozenset())
        self._partitive = named.get("partitive", frozenset())
        self._occurrence = named.get("occurrence", frozenset())
        self._known: dict[int, Mark | None] = {}
        self._questions = [
            parse.words[high - 1] == QUESTION or (high - low > 1 and parse.words[high - 2] == QUESTION) for low, high in parse.sentences
        ]

    def mark(self, token: int) -> Mark | None:
        if token not in self._known:
            self._known[token] = None  # a loop in the tree governs nothing
            if self._questions[self.parse.sentence_of[token]]:
                self._known[token] = Mark(modality="conditional", question=True)
            else:
                nominal = self.parse.pos[token] in NOMINAL and self.parse.dependent(token, "cop") is None
                self._known[token] = self._of_noun(token) if nominal else self._of_clause(token)
        return self._known[token]

    # ------------------------------------------------------------ clauses

    def _of_clause(self, token: int) -> Mark | None:
        own = self._own(token)
        if own is not None and own.modality != "planned":
            return own
        above = self._governed(token)
        if above is not None and (own is None or above.modality in {"alleged", "conditional"}):
            return above
        return own

    def _own(self, token: int) -> Mark | None:
        """What the auxiliaries, negations and subordinators of a clause say."""
        parse, found, negation, impossible = self.parse, None, None, None
        for child in parse.children[token]:
            label, lemma = parse.labels[child], parse.lemmas[child]
            if label in {"aux", "mark", "advmod"} and found is None:
                cues = self.cues.auxiliaries.get(lemma, ()) if label == "aux" else self._subordinating(lemma, token)
                if cues and not (label == "mark" and parse.tags[child] == "TO"):
                    found, impossible = self._marked(cues[0], child), cues[0].negated
                    if cues[0].backshift and (self._told_in_the_past(token) or self._is_willed(token)):
                        found = replace(found, modality="planned")
            if lemma in self.cues.negations and label in {"advmod", "advmod:neg", "det", "cc:preconj", "cc"} and not self._excepted(child):
                negation = child
        if negation is not None and impossible is not None:
            return Mark(modality=cast("Modality", impossible), cue=parse.token_span(negation))
        if negation is not None and (found is None or found.modality in {"planned", "denied"}):
            return Mark(modality="denied", cue=parse.token_span(negation), refused=found is not None)
        subject = parse.dependent(token, "nsubj")
        if found is not None and found.modality == "conditional" and impossible is None and self._is_supposed(token):
            return found  # "if no deal is reached"
        if negation is None and subject is not None and self._nobody(subject):
            return Mark(modality="denied", cue=parse.token_span(subject), refused=found is not None and found.modality == "planned")
        return found

    def _subordinating(self, lemma: str, token: int) -> tuple[Cue, ...]:
        present = self.parse.tags[token] in PRESENT and self.parse.dependent(token, "aux", "aux:pass", "cop") is None
        return tuple(cue for cue in self.cues.subordinators.get(lemma, ()) if present or not cue.present)

    def _is_supposed(self, token: int) -> bool:
        """Whether a clause is one that a subordinator makes a condition."""
        marks = self.parse.dependents(token, "mark")
        return any(cue.modality == "conditional" for m in marks for cue in self._subordinating(self.parse.lemmas[m], token))

    def _nobody(self, subject: int) -> bool:
        return any(self.parse.lemmas[c] in self.cues.negations and self.parse.labels[c] == "det" for c in self.parse.children[subject])

    def _excepted(self, negation: int) -> bool:
        after = negation + 1
        return after < len(self.parse) and self.parse.lemmas[after] in self.cues.exceptions

    def _told_in_the_past(self, token: int) -> bool:
        """Whether an auxiliary is the future of a report ("he said he would"), not a condition."""
        parse = self.parse
        place = parse.heads[token] if parse.labels[token] == "conj" else token
        if parse.tags[token] in PAST or parse.labels[place] not in {"ccomp", "parataxis"} or parse.tags[parse.heads[place]] not in TELLING:
            return False
        inner = (c for c in parse.dependents(place, "advcl"))
        return not any(self._subordinating(parse.lemmas[m], clause) for clause in inner for m in parse.dependents(clause, "mark"))

    def _is_willed(self, token: int) -> bool:
        """Whether "would not" tells what somebody refuses: "Iran would not bow", but not "a step that would not help"."""
        parse = self.parse
        negated = any(parse.lemmas[c] in self.cues.negations and parse.labels[c] in {"advmod", "advmod:neg"} for c in parse.children[token])
        doer = parse.dependent(token, "nsubj")
        return negated and doer in self._doers and parse.labels[token] == "root" and parse.dependent(token, "advcl") is None

    def _governed(self, token: int) -> Mark | None:
        """What the clause or noun above a clause makes of it."""
        parse = self.parse
        label, head = parse.labels[token], parse.heads[token]
        if head == token:
            return None
        if label == "conj":
            bare = parse.dependent(token, "nsubj", "aux") is None and not (parse.tags[token] in FINITE and parse.tags[head] == "VB")
            return self.mark(head) if bare and parse.pos[head] in PREDICATES else None
        if label not in {"xcomp", "ccomp", "acl", "advcl"}:
            return None
        kind = self._kind(token, label)
        cue = self._cue(head, (kind, self._mark_word(token)))
        if cue is not None:
            return self._through(cue, head)
        if kind == "infinitive":
            return self._unnamed_infinitive(token, label, head)
        bare = parse.dependent(token, "nsubj", "aux") is None  # "visited Rome, meeting the Pope", not "left while troops are coming"
        if kind == "gerund" or label == "xcomp" or (label == "advcl" and parse.tags[token] == "VBG" and bare):
            return self.mark(head)
        return None

    def _unnamed_infinitive(self, token: int, label: str, head: int) -> Mark | None:
        """An infinitive under a word that no cue names: a purpose or a plan, unless it is only possible."""
        cue = self.parse.token_span(next((c for c in self.parse.dependents(token, "mark", "aux") if self.parse.tags[c] == "TO"), token))
        above = self.mark(head)
        if above is not None and above.modality != "planned":
            return above
        if label == "xcomp" and any(self.parse.lemmas[a] in self.cues.perfects for a in self.parse.dependents(token, "aux")):
            return above  # "is reported to have bought"
        return Mark(modality="planned" if label in {"advcl", "acl"} else "conditional", cue=cue)

    def _kind(self, token: int, label: str) -> str:
        parse = self.parse
        marks = [m for m in parse.dependents(token, "mark", "aux") if m < token]
        if any(parse.tags[m] == "TO" for m in marks):
            return "infinitive"
        bare = parse.dependent(token, "nsubj", "aux") is None
        if parse.tags[token] == "VBG" and bare and (label == "xcomp" or any(parse.pos[m] in {"ADP", "SCONJ"} for m in marks)):
            return "gerund"
        return "clause" if label in {"ccomp", "acl"} else "infinitive" if label == "xcomp" and parse.tags[token] == "VB" else ""

    def _mark_word(self, token: int) -> str:
        return next((self.parse.lemmas[m] for m in self.parse.dependents(token, "mark") if self.parse.pos[m] == "ADP"), "")

    def _cue(self, head: int, roles: tuple[str, ...]) -> Cue | None:
        """The cue of a governor that takes something in one of these roles; a verb with a particle is first looked up with it."""
        tables = {"VERB": self.cues.verbs, "NOUN": self.cues.nouns, "ADJ": self.cues.adjectives}
        table, lemma = tables.get(self.parse.pos[head], {}), self.parse.lemmas[head]
        particle = self.parse.dependent(head, "compound:prt")
        whole = () if particle is None else table.get(f"{lemma}-{self.parse.lemmas[particle]}", ())
        cues = whole or table.get(lemma, ())
        return next((cue for cue in cues if any(role in cue.takes for role in roles if role)), None)

    def _through(self, cue: Cue, head: int) -> Mark | None:
        """The modality that a governor gives, seen together with its own: who did not agree to sign did not sign."""
        above = self.mark(head)
        if cue.modality == "factual":
            return above
        if above is not None and above.modality == "denied":
            return None if cue.modality == "denied" else replace(above, refused=above.refused or cue.modality == "planned")
        if above is not None and above.modality == "conditional" and cue.modality == "denied" and self._is_supposed(head):
            return above  # "if they fail to agree": they may yet
        return self._marked(cue, head)

    def _marked(self, cue: Cue, word: int) -> Mark:
        return Mark(modality=cast("Modality", cue.modality), cue=self.parse.token_span(word), refused=cue.refused)

    # ------------------------------------------------------------ nouns

    def _of_noun(self, token: int) -> Mark | None:
        parse = self.parse
        for child in parse.children[token]:
            if child > token:
                break
            lemma, label = parse.lemmas[child], parse.labels[child]
            if label in {"amod", "det", "compound", "advmod"}:
                if lemma in self.cues.negations and not self._excepted(child):
                    above = self.mark(parse.heads[token]) if parse.labels[token] in {"nsubj", "nsubj:pass", "obj"} else None
                    refused = above is not None and (above.modality == "planned" or above.refused)  # "there will be no talks"
                    return Mark(modality="denied", cue=parse.token_span(child), refused=refused)
                for cue in self.cues.modifiers.get(lemma, ()) or self.cues.modifiers.get(parse.words[child].lower(), ()):
                    return self._marked(cue, child)
        for clause in parse.dependents(token, "acl"):  # "talks scheduled for May"
            plan = self._cue(clause, ("object",)) if parse.tags[clause] == "VBN" else None
            if plan is not None and plan.modality == "planned":
                return self._marked(plan, clause)
        label, head = parse.labels[token], parse.heads[token]
        if head == token:
            return None
        if label == "conj":
            return self.mark(head) if parse.pos[head] in NOMINAL else None
        return self._of_argument(token, label, head)

    def _of_argument(self, token: int, label: str, head: int) -> Mark | None:
        """A noun under the verb or noun that governs it: "called for talks", "talks will be held", "a threat of war"."""
        roles = _roles(label, preposition(self.parse, token))
        cue = self._cue(head, roles)
        if cue is not None:
            return self._through(cue, head)
        owner = self.parse.dependent(token, "nmod:poss")  # "will brief him on Tom's visit" tells no plan of Tom
        own = owner is None or self.parse.pos[owner] == "PRON"
        if label == "obl" and own and any(self.parse.lemmas[c] in self.cues.prepositions for c in self.parse.dependents(token, "case")):
            above = self.mark(head)  # "will sign it during a visit"
            return above if above is not None and above.modality == "planned" else None
        if label == "nmod" and self.parse.lemmas[head] in self._partitive:
            return self.mark(head)  # "the next round of talks"
        if self.parse.pos[head] != "VERB":
            return None
        if label == "nsubj":
            return self.mark(head) if self.parse.lemmas[head] in self._occurrence else None
        word = preposition(self.parse, token) if label == "obl" else ""
        return self.mark(head) if f"{self.parse.lemmas[head]} {word}".strip() in self._light else None


def _roles(label: str, word: str) -> tuple[str, ...]:
    match label:
        case "obj" | "iobj":
            return ("object",)
        case "nsubj:pass":
            return ("object", "subject")
        case "nsubj":
            return ("subject",)
        case "obl" | "nmod":
            return (word,)
    return ()
