"""Steps in the lives of agreements: verbs and nouns of signing, ratifying, breaking, leaving, with who takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.agreement_coreference import Agreement
from dragoman.extract.agreement_names import Naming, noun_lemma, public
from dragoman.extract.grammar import actors_of, owners_of
from dragoman.knowledge.rows.agreements import Agreements
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Pattern
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention, Mark
from dragoman.model.parse import Parse
from dragoman.model.syntax import conjuncts, direct_object, is_passive, obliques, subject, surface_subject

DEEP = 3  # dependents of dependents: as far as the words of an idiom stand from its verb
BACK = 1  # sentences: how far "it" points back


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMention:
    """One place where a step is told. ``takers`` take it; ``mediators`` bring it about; ``mark`` is its modality.

    ``private`` is True where somebody who is no state takes it.
    """

    token: int
    stage: str
    agreement: Agreement
    naming: Naming
    takers: tuple[ActorMention, ...]
    mediators: tuple[ActorMention, ...]
    mark: Mark | None
    rule: str
    private: bool = False
    existence: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The agreements of a report by the token that heads a naming of them."""

    annotated: Annotated
    words: Agreements
    at: dict[int, tuple[Naming, Agreement]]

    def find(self, token: int | None, *, pronoun: bool = False) -> list[tuple[Naming, Agreement]]:
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

    def before_year(self, token: int | None) -> list[tuple[Naming, Agreement]]:
        """The agreement before a date on which its clause was hung: "the pact signed in 2000 that entered into force"."""
        parse = self.annotated.parse
        if token is None or not (token in self.annotated.dates_at or parse.pos[token] == "NUM"):
            return []
        first = parse.sentences[parse.sentence_of[token]][0]
        return next(([self.at[t]] for t in range(token, first - 1, -1) if t in self.at), [])

    def _meant(self, token: int) -> list[tuple[Naming, Agreement]]:
        """The agreement a pronoun means: the nearest before it in this sentence or the one before, of its number."""
        parse = self.annotated.parse
        if self.annotated.actors_at.get(token):
            return []
        plural = parse.lemmas[token] != "it"
        here = parse.sentence_of[token]
        near = [t for t in self.at if t < token and here - parse.sentence_of[t] <= BACK and self.at[t][0].plural == plural]
        return [self.at[max(near)]] if near else []


def find_steps(annotated: Annotated, words: Agreements, at: dict[int, tuple[Naming, Agreement]]) -> Iterator[StepMention]:
    """All steps told, in text order; one trigger may tell a step of several agreements."""
    parse = annotated.parse
    reference = Reference(annotated, words, at)
    for token, lemma in enumerate(parse.lemmas):
        word = lemma if parse.pos[token] in {"VERB", "AUX"} else lemma.lower()
        if parse.pos[token] == "VERB" or (parse.pos[token] == "AUX" and parse.labels[token] != "aux"):
            for pattern in (*words.verbs.get(word, ()), *words.mediated.get(word, ())):
                yield from _verbal(reference, token, pattern, mediated=pattern in words.mediated.get(word, ()))
        elif parse.pos[token] in {"NOUN", "PROPN"}:
            for pattern in words.nominal.get(word, ()):
                yield from _nominal(reference, token, pattern)


# ---------------------------------------------------------------- verbs


def _verbal(reference: Reference, verb: int, pattern: Pattern, *, mediated: bool) -> Iterator[StepMention]:
    annotated, words = reference.annotated, reference.words
    parse = annotated.parse
    if not _has(parse, verb, pattern.needs):
        return
    place = pattern.slots[0][1]
    pronoun = verb_takes_pronoun(parse, verb, words)
    filler = _filler(parse, verb, place, idiom=bool(pattern.needs))
    named = reference.find(filler, pronoun=pronoun) or reference.before_year(filler)
    if pattern.texts:
        named = [one for one in named if one[0].kind in words.texts]
    if not named and place == OBJECT and parse.labels[verb] == "acl" and parse.dependent(verb, "obj") is None:
        named = reference.find(_above(reference, parse.heads[verb]))
    if not named and place == OBJECT:
        named = _beside(reference, verb)
    takers = () if place == SUBJECT else _takers(annotated, verb, words)
    for naming, agreement in named:
        if naming.bare and not naming.plural and not takers and not naming.parties:
            continue
        mark = annotated.marks.get(verb) or _notional(parse, naming, words)
        stage = _while_negotiating(parse, verb, pattern.code, words, mark)
        if stage != pattern.code and mark is not None and mark.modality != "denied":
            mark = None  # what is only worked for is worked for indeed
        if _only_thought_of(mark, stage, words):
            continue
        yield StepMention(
            token=verb,
            stage=stage,
            agreement=agreement,
            naming=naming,
            takers=() if mediated else takers,
            mediators=takers if mediated else (),
            mark=mark,
            rule=f"steps/{pattern.code}/{pattern.head}",
            private=place != SUBJECT and _by_others(annotated, verb, takers, words),
        )


def verb_takes_pronoun(parse: Parse, verb: int, words: Agreements) -> bool:
    """Whether "it" beside this verb may be an agreement."""
    return parse.lemmas[verb] in words.words["pronoun.verbs"]


def _filler(parse: Parse, verb: int, place: str, *, idiom: bool) -> int | None:
    """The token in a slot of a verb: its subject, its object, or the noun after a preposition."""
    if place == SUBJECT:
        found = surface_subject(parse, verb)
        if parse.dependent(verb, "obj") is not None and not idiom:
            return None  # "the armistice that ended the war": it did not end
        return None if is_passive(parse, verb) and parse.dependent(verb, "obl:agent") is not None else found
    if place == OBJECT:
        return _acted_upon(parse, verb)
    for word, noun in phrases_of(parse, verb):
        if word == place:
            return noun
    held = parse.dependent(verb, "obj")
    for word, noun in obliques(parse, held) if held is not None else ():  # "took his country out of it", hung on the country
        if word == place:
            return noun
    particle = [c for c in parse.children[verb] if parse.lemmas[c] == place and parse.labels[c] in {"compound:prt", "advmod"}]
    return _acted_upon(parse, verb) if particle else None


def _acted_upon(parse: Parse, verb: int) -> int | None:
    """The object of a verb; of "the accord signed in Oslo", read as a sentence with a past tense, its subject."""
    found = direct_object(parse, verb)
    if found is None and parse.labels[verb] == "amod" and parse.tags[verb] == "VBN":
        return parse.heads[verb]  # "a signed statement"
    if found is None and parse.labels[verb] == "acl" and parse.tags[verb] == "VBD":
        return parse.heads[verb]
    if found is None and parse.tags[verb] in {"VBD", "VBN"} and parse.dependent(verb, "ccomp", "xcomp", "aux") is None:
        return parse.dependent(verb, "nsubj")
    return found


def _beside(reference: Reference, verb: int) -> list[tuple[Naming, Agreement]]:
    """The agreement of which the object is a part, hung on the verb: "kept its promises under the pact"."""
    parse = reference.annotated.parse
    held = direct_object(parse, verb)
    if held is None or noun_lemma(parse, held) not in reference.words.words["part.words"]:
        return []
    return [reference.at[noun] for _, noun in obliques(parse, verb) if noun in reference.at]


def _above(reference: Reference, noun: int) -> int | None:
    """The agreement to whose phrase a noun belongs: in "a pact between both countries signed in May" the countries."""
    parse = reference.annotated.parse
    for place in parse.ancestors(noun):
        if place in reference.at:
            return place
        if parse.pos[place] not in {"NOUN", "PROPN"}:
            break
    return None


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


def _takers(annotated: Annotated, verb: int, words: Agreements) -> tuple[ActorMention, ...]:
    """Who does it, and with whom: "signed with Chile", "signed between the governments of Chile and Peru"."""
    found = _subject_actors(annotated, verb)
    for word, noun in obliques(annotated.parse, verb):
        if word in words.words["name.both"] or word in words.words["name.open"]:
            found += actors_of(annotated, noun)
    return public(dict.fromkeys(found))


def _by_others(annotated: Annotated, verb: int, takers: tuple[ActorMention, ...], words: Agreements) -> bool:
    """Whether a name that is no state's does it, or it is done with one: firms, unions, creditors."""
    parse = annotated.parse
    doer = subject(parse, verb)
    if doer is not None and not takers and parse.pos[doer] == "PROPN" and not annotated.actors_at.get(doer):
        return True
    return any(
        word in words.words["name.open"] and not public(actors_of(annotated, noun))
        for word, noun in obliques(parse, verb)
        if parse.pos[noun] in {"NOUN", "PROPN"}
    )


def _subject_actors(annotated: Annotated, verb: int) -> tuple[ActorMention, ...]:
    """Who does it."""
    doer = subject(annotated.parse, verb)
    return actors_of(annotated, doer) if doer is not None else ()


def _while_negotiating(parse: Parse, token: int, stage: str, words: Agreements, mark: Mark | None) -> str:
    """Agreeing that is only worked for is a negotiation: "efforts to reach a deal"."""
    if stage != "agreed" or (mark is None and parse.tags[token] not in {"VB", "VBG"}):
        return stage
    above = list(parse.ancestors(token))[:2]
    return "negotiated" if any(parse.lemmas[t].lower() in words.words["negotiating.words"] for t in above) else stage


def _notional(parse: Parse, naming: Naming, words: Agreements) -> Mark | None:
    """What the article alone tells: "any deal signed" is thought of only, "no deal was signed" is a denial."""
    for child in parse.dependents(naming.token, "det"):
        if parse.lemmas[child] in words.words["notional.any"]:
            return Mark(modality="conditional", cue=parse.token_span(child))
        if parse.lemmas[child] in words.words["notional.none"]:
            return Mark(modality="denied", cue=parse.token_span(child))
    return None


def _only_thought_of(mark: Mark | None, stage: str, words: Agreements) -> bool:
    """Whether a step is a mere possibility, of a stage that is recorded only as a fact, a plan or a denial."""
    return mark is not None and mark.modality == "conditional" and words.stages[stage].firm


# ---------------------------------------------------------------- nouns


def _nominal(reference: Reference, noun: int, pattern: Pattern) -> Iterator[StepMention]:
    """A step told by a noun: "the signing of the pact by Chad", "treaty violations", "Iran's withdrawal from it"."""
    annotated, words = reference.annotated, reference.words
    parse = annotated.parse
    idiom = _run_on(parse, noun, pattern.needs)
    if not idiom and not _has(parse, noun, pattern.needs):
        return
    place = pattern.slots[0][1]
    named: list[tuple[Naming, Agreement]] = []
    bearers = [
        noun,
        *(idiom or (c for c in parse.dependents(noun, "nmod") if parse.lemmas[c].lower() in pattern.needs)),
    ]
    for word, other in (phrase for bearer in bearers for phrase in obliques(parse, bearer)):
        if word == place:
            named += reference.find(other)
    owned = next((c for c in parse.dependents(noun, "nmod:poss", "compound") if c in reference.at), None)
    if not named and place == "of" and owned is not None:
        named = [reference.at[owned]]
    if not named:
        return
    takers = owners_of(annotated, noun) if owned is None else ()
    for word, other in obliques(parse, noun):
        if word in words.words["name.both"] and other not in reference.at:
            takers += actors_of(annotated, other)
    takers += _supporting(annotated, noun, words)
    stage = pattern.code
    for naming, agreement in named:
        mark = _nominal_mark(annotated, noun, words) or _notional(parse, naming, words)
        if _only_thought_of(mark, stage, words):
            continue
        yield StepMention(
            token=noun,
            stage=stage,
            agreement=agreement,
            naming=naming,
            takers=public(dict.fromkeys(takers)),
            mediators=(),
            mark=mark,
            rule=f"steps/{stage}/{pattern.head}",
        )


def _run_on(parse: Parse, noun: int, needs: tuple[str, ...]) -> list[int]:
    """The tokens of an idiom that stands right after its noun ("entry into force"), however the parse has hung them."""
    after = list(range(noun + 1, noun + 1 + len(needs)))
    return after if needs and after[-1] < len(parse) and [parse.lemmas[t].lower() for t in after] == list(needs) else []


def _governor(parse: Parse, noun: int) -> int:
    """The verb that a noun, or the noun it belongs to, is an argument of; -1 for none."""
    for place in parse.ancestors(noun):
        if parse.pos[place] == "VERB":
            return place
        if parse.pos[place] not in {"NOUN", "PROPN"}:
            break
    return -1


def _supporting(annotated: Annotated, noun: int, words: Agreements) -> tuple[ActorMention, ...]:
    """The subject of a verb such as "witnessed the signing", who takes part in it."""
    verb = _governor(annotated.parse, noun)
    if verb < 0 or annotated.parse.labels[noun] != "obj" or words.support.get(annotated.parse.lemmas[verb]) != "asserted":
        return ()
    return _subject_actors(annotated, verb)


def _nominal_mark(annotated: Annotated, noun: int, words: Agreements) -> Mark | None:
    own = annotated.marks.get(noun)
    if own is not None:
        return own
    verb = _governor(annotated.parse, noun)
    if verb < 0:
        return None
    if words.support.get(annotated.parse.lemmas[verb]) == "planned" and annotated.parse.labels[noun] in {
        "obj",
        "nsubj:pass",
        "obl",
    }:
        return Mark(modality="planned", cue=annotated.parse.token_span(verb))
    return annotated.marks.get(verb) if annotated.parse.labels[noun] in {"obj", "nsubj", "nsubj:pass"} else None
