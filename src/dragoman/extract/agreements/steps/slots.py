"""Which agreement stands in the slot of a verb or noun: by name, as a part of one, by pronoun, or where the parse has hung it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.extract.agreements.naming.coreference import Agreement
from dragoman.extract.agreements.naming.names import Naming
from dragoman.extract.agreements.naming.sides import noun_lemma
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, is_passive, obliques, surface_subject

Named = tuple[Naming, Agreement]
DEEP = 3  # dependents of dependents: as far as the words of an idiom stand from its verb
NEAR = 6  # tokens: how far before "which" the noun it means may stand
NEGOTIATED = "negotiated"
BACK = 1  # sentences: how far "it" points back


@dataclass(frozen=True, slots=True)
class Reference:
    """The agreements of a report by the token that heads a naming of them."""

    annotated: Annotated
    words: Agreements
    at: dict[int, Named]
    meant: dict[int, Named] = field(default_factory=dict)

    def find(self, token: int | None, *, pronoun: bool = False) -> list[Named]:
        """What a token and its conjuncts name: an agreement, a part of one, or by "it" the one named last."""
        if token is None:
            return []
        parse, found = self.annotated.parse, []
        for member in conjuncts(parse, token):
            if member in self.at:
                found.append(self.at[member])
            elif noun_lemma(parse, member) in self.words.words["part.words"]:
                inner = [self.at[n] for _, n in obliques(parse, member) if n in self.at]
                found += inner or [self.at[c] for c in parse.dependents(member, "compound", "nmod:poss") if c in self.at]
        if not found and pronoun and parse.tags[token] == "PRP" and parse.pos[token] == "PRON":
            found += self._meant(token)
        return found

    def before_year(self, token: int | None) -> list[Named]:
        """The agreement before a date on which its clause was hung: "the pact signed in 2000 that entered into force"."""
        parse = self.annotated.parse
        if token is None or not (token in self.annotated.dates_at or parse.pos[token] == "NUM"):
            return []
        first = parse.sentences[parse.sentence_of[token]][0]
        return next(([self.at[t]] for t in range(token, first - 1, -1) if t in self.at), [])

    def _meant(self, token: int) -> list[Named]:
        """The agreement a pronoun means: the nearest before it in this sentence or the one before, of its number."""
        parse = self.annotated.parse
        plural = parse.lemmas[token] not in self.words.words["pronoun.singular"]
        here = parse.sentence_of[token]
        known = self.at | self.meant
        near = [t for t in known if t < token and here - parse.sentence_of[t] <= BACK and known[t][0].plural == plural]
        if not near:
            return []
        self.meant[token] = known[max(near)]  # the next "it" may go on from here
        return [self.meant[token]]

    def of_verb(self, verb: int, pattern: Pattern) -> list[Named]:
        """The agreements in the slot of a verb pattern; none where the words of its idiom are lacking."""
        parse = self.annotated.parse
        if _is_of_topic(parse, verb, self.words.words["notional.topic"]) or self._is_in_title(verb):
            return []
        if not _has(parse, verb, pattern.needs) or (pattern.active and is_passive(parse, verb)) or _is_other_verb(parse, verb, pattern):
            return []
        place = pattern.slots[0][1]
        filler = _filler(parse, verb, place, self._aspect, idiom=bool(pattern.needs))
        pronoun = parse.lemmas[verb] in self.words.words["pronoun.verbs"]
        before = self.words.stages[pattern.code].told_before and pattern.code != NEGOTIATED  # "a negotiated settlement": one by talks
        if filler is not None and parse.labels[verb] == "amod" and not before:
            return []
        named = self.find(filler, pronoun=pronoun) or (self.before_year(filler) if place in {SUBJECT, OBJECT} else [])
        if pattern.texts:
            named = [one for one in named if one[0].kind in self.words.texts]
        if not named and place == OBJECT and parse.labels[verb] == "acl" and parse.dependent(verb, "obj") is None:
            named = self.find(self.above(parse.heads[verb]))
        which = next((c for c in parse.dependents(verb, "nsubj", "nsubj:pass") if parse.tags[c] == "WDT"), None)
        if (
            not named
            and filler is not None
            and which is not None
            and place in {SUBJECT, OBJECT}
            and (place == SUBJECT or is_passive(parse, verb))
        ):
            named = next(
                (
                    [self.at[t]]
                    for t in range(which - 1, max(0, which - NEAR), -1)
                    if t in self.at and not _is_of_noun_after(parse, verb, t)
                ),
                [],
            )  # "a pact with Chad, which"
        return named or (self._beside(verb) or self._before_main(verb) if place == OBJECT else [])

    def of_noun(self, noun: int, pattern: Pattern) -> list[Named]:
        """The agreements in the slot of a noun pattern, or before the noun: "treaty violations", "truce talks", "its ratification"."""
        parse, place = self.annotated.parse, pattern.slots[0][1]
        idiom = _run_on(parse, noun, pattern.needs)
        if not idiom and not _has(parse, noun, pattern.needs):
            return []
        inner = idiom or [c for c in parse.dependents(noun, "nmod") if parse.lemmas[c].lower() in pattern.needs]
        phrases = [phrase for bearer in (noun, *inner) for phrase in obliques(parse, bearer)]
        named = [one for word, other in phrases if word == place for one in self.find(other)]
        talks = place == "on" and parse.lemmas[noun].lower() in self.words.words["negotiating.nouns"]
        if named or not (place == "of" or talks):
            return named
        owned = [self.at[c] for c in parse.dependents(noun, "nmod:poss", "compound") if c in self.at][:1]
        if not owned and parse.lemmas[noun].lower() in self.words.words["pronoun.nouns"]:
            owned = [one for c in parse.dependents(noun, "nmod:poss") if parse.tags[c] == "PRP$" for one in self._meant(c)]
        return owned

    def _is_in_title(self, verb: int) -> bool:
        """Whether a verb is a word in the name of a well-known agreement: "the Agreed Framework"."""
        word = self.annotated.parse.words[verb].lower()
        return any(
            naming.treaty is not None and naming.low <= verb < naming.high and word in naming.treaty.name.lower().split()
            for naming, _ in self.at.values()
        )

    @property
    def _aspect(self) -> Mapping[str, frozenset[str]]:
        return {key: self.words.words[f"unfinished.{key}"] for key in ("past", "onward", "period")}

    def above(self, noun: int) -> int | None:
        """The agreement to whose phrase a noun belongs: in "a pact between both countries signed in May" the countries."""
        parse = self.annotated.parse
        for place in parse.ancestors(noun):
            if place in self.at:
                return place
            if parse.pos[place] not in {"NOUN", "PROPN"}:
                break
        return None

    def _beside(self, verb: int) -> list[Named]:
        """The agreement of which the object is a part, hung on the verb: "kept its promises under the pact"."""
        parse = self.annotated.parse
        held = direct_object(parse, verb)
        if held is None or noun_lemma(parse, held) not in self.words.words["part.words"]:
            return []
        return [self.at[noun] for _, noun in obliques(parse, verb) if noun in self.at]

    def _before_main(self, verb: int) -> list[Named]:
        """The agreement that a participle is said of before its clause: "once approved, the pact will", "signed in May, the pact is"."""
        parse = self.annotated.parse
        bare = parse.labels[verb] == "advcl" and parse.tags[verb] == "VBN" and verb < parse.heads[verb]
        if not bare or parse.dependent(verb, "nsubj", "nsubj:pass", "obj", "aux") is not None:
            return []
        return self.find(surface_subject(parse, parse.heads[verb]))


def _is_of_topic(parse: Parse, verb: int, phrases: frozenset[str]) -> bool:
    """Whether the words around a verb only tell what is spoken of: "when it comes to the pact"."""
    around = " ".join(lemma.lower() for lemma in parse.lemmas[max(0, verb - 2) : verb + 2])
    return around in phrases


def _is_of_noun_after(parse: Parse, verb: int, token: int) -> bool:
    """Whether a clause tells of a noun after the name at ``token``: in "a pact to settle the war that broke out" the war did."""
    told = parse.heads[verb]
    return told > token and parse.pos[told] == "NOUN"


def _is_other_verb(parse: Parse, verb: int, pattern: Pattern) -> bool:
    """Whether a particle that is not the pattern's makes another verb of it: "backed up the pact", "signed off"."""
    return any(parse.lemmas[c].lower() not in pattern.words for c in parse.dependents(verb, "compound:prt"))


def _filler(parse: Parse, verb: int, place: str, aspect: Mapping[str, frozenset[str]], *, idiom: bool) -> int | None:
    """The token in a slot of a verb: its subject, its object, or the noun after a preposition."""
    if place == SUBJECT:
        found = surface_subject(parse, verb)
        if parse.lemmas[verb] in aspect["past"] and parse.tags[verb] not in {"VBD", "VBN"}:
            return None
        if _is_of_period(parse, verb, aspect["period"]):
            return None
        onward = parse.lemmas[verb] in aspect["onward"] and parse.dependent(verb, "xcomp") is not None  # "the pact begins to bear fruit"
        if (parse.dependent(verb, "obj") is not None or onward) and not idiom:
            return None  # "the armistice that ended the war": it did not end
        return None if is_passive(parse, verb) and parse.dependent(verb, "obl:agent") is not None else found
    if place == OBJECT:
        said = parse.dependent(verb, "xcomp")
        judged = said is not None and parse.pos[said] == "ADJ" and not idiom  # "makes the pact easier" makes no pact
        return None if judged else _acted_upon(parse, verb)
    for word, noun in phrases_of(parse, verb):
        if word == place:
            return noun
    held = parse.dependent(verb, "obj")
    for word, noun in obliques(parse, held) if held is not None else ():  # "took his country out of it", hung on the country
        if word == place:
            return noun
    particle = [c for c in parse.children[verb] if parse.lemmas[c] == place and parse.labels[c] in {"compound:prt", "advmod"}]
    return _acted_upon(parse, verb) if particle else None


def _is_of_period(parse: Parse, verb: int, period: frozenset[str]) -> bool:
    """Whether a time ends or begins, and no agreement: "the fiscal year, ending June 30", "between May 1986 and end 1987"."""
    before = verb - 2 if verb > 1 and parse.words[verb - 1] == "," else verb - 1
    bare = parse.tags[verb] == "VB" and parse.labels[verb] == "conj" and parse.tags[parse.heads[verb]] != "VB"
    return bare or (parse.tags[verb] == "VBG" and before >= 0 and parse.lemmas[before].lower() in period)


def _acted_upon(parse: Parse, verb: int) -> int | None:
    """The object of a verb; of "the accord signed in Oslo", read as a sentence with a past tense, its subject."""
    found = direct_object(parse, verb)
    if found is None and parse.labels[verb] == "amod" and parse.tags[verb] == "VBN":
        return parse.heads[verb]  # "a signed statement"
    if found is None and parse.labels[verb] == "acl" and parse.tags[verb] == "VBD":
        return parse.heads[verb]
    if found is None and parse.tags[verb] in {"VBD", "VBN"} and parse.dependent(verb, "xcomp", "aux") is None:
        said = parse.dependent(verb, "ccomp")
        return parse.dependent(verb, "nsubj") if said is None or _is_main(parse, said) else None
    return found


def _is_main(parse: Parse, verb: int) -> bool:
    """Whether what the parse hangs on a participle is the verb of the sentence: "the accord concluded in May has a long preamble"."""
    return parse.tags[verb] in {"VBZ", "VBD", "MD"} and parse.dependent(verb, "nsubj", "nsubj:pass", "mark", "csubj") is None


def phrases_of(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """The prepositional phrases of a verb or noun, those under an adverb ("out of", "away from") too."""
    yield from obliques(parse, token)
    for child in parse.children[token]:
        if parse.labels[child] in {"advmod", "compound:prt"}:
            for word, noun in obliques(parse, child):
                yield f"{parse.words[child].lower()} {word}", noun
                yield word, noun


def _has(parse: Parse, token: int, needs: tuple[str, ...]) -> bool:
    """Whether all words of an idiom stand below its verb or noun."""
    if not needs:
        return True
    near, below = {token}, [token]
    for _ in range(DEEP):
        below = [c for t in below for c in parse.children[t]]
        near.update(below)
    lemmas = {parse.lemmas[t].lower() for t in near}
    return lemmas.issuperset(needs)


def _run_on(parse: Parse, noun: int, needs: tuple[str, ...]) -> list[int]:
    """The tokens of an idiom that stands right after its noun ("entry into force"), however the parse has hung them."""
    after = list(range(noun + 1, noun + 1 + len(needs)))
    return after if needs and after[-1] < len(parse) and [parse.lemmas[t].lower() for t in after] == list(needs) else []
