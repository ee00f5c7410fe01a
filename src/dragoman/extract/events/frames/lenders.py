"""The verbs that lend an event noun their subject and obliques: "held talks", "came under attack", "the talks that began"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.extract.events.frames.match import Lender
from dragoman.model.parse import Parse
from dragoman.model.syntax import is_passive, preposition, resolved


class Lenders:
    """The lenders of the nouns of one document, each looked up once. ``content`` tells what a word of number or part is of."""

    def __init__(self, parse: Parse, occurrence: frozenset[str], phases: frozenset[str], content: Callable[[int], int]) -> None:
        self.parse = parse
        self._phases = phases
        self._occurrence = occurrence
        self._content = content
        self._known: dict[int, tuple[Lender, ...]] = {}

    def of(self, noun: int) -> tuple[Lender, ...]:
        """The verbs that may lend an event noun their subject and obliques."""
        found = self._known.get(noun)
        if found is None:
            found = self._known[noun] = tuple(self._find_lenders(noun))
        return found

    def _find_lenders(self, noun: int) -> Iterator[Lender]:
        parse = self.parse
        first = parse.heads[noun] if parse.labels[noun] == "conj" else noun
        if parse.labels[first] == "nmod" and self._content(parse.heads[first]) == first:
            first = parse.heads[first]  # "announced a round of tariffs"
        if parse.labels[first] == "nmod" and parse.lemmas[parse.heads[first]] in self._phases and preposition(parse, first) == "of":
            first = parse.heads[first]  # "said at the end of talks"
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
        return next((one for one in self.of(noun) if one.phrase in light and not one.as_subject), None)
