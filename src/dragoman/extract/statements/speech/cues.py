"""Words of speech: verbs, nouns, adjectives and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.knowledge.rows.statements import VOICED, SpeechWord, Statements
from dragoman.model.parse import Parse
from dragoman.model.syntax import preposition

PHRASE = 5  # words of the longest phrase such as "in the view of"
OWNED = frozenset({"DET", "ADJ", "PRON", "PROPN", "NOUN", "VERB"})  # one of these before a singular noun makes it somebody


@dataclass(slots=True, kw_only=True)
class Cue:
    """A verb, noun or phrase of speech: its head token, the words found for it, and the token of its speaker if grammar tells one."""

    token: int
    words: tuple[SpeechWord, ...] = ()
    source: int | None = None  # of "according to the ministry": ministry
    end: int = 0  # token after the phrase
    shares: int | None = None  # the cue whose speaker it has: "said that it would end and added that ..."

    def word(self, shape: str) -> SpeechWord | None:
        """The row by which this cue takes a shape or a preposition."""
        return next((w for w in self.words if shape in w.takes or shape in w.prepositions), None)


def find_cues(parse: Parse, words: Statements, inside: frozenset[int]) -> Iterator[Cue]:
    """The words of speech of a text that stand outside quotations, in text order; of 'voiced "deep concern"' the noun counts too."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token]
        if token in inside:
            head = parse.heads[token]
            voiced = parse.labels[token] == "obj" and head not in inside and parse.lemmas[head] in words.support
            felt = any(VOICED in word.takes for word in words.nouns.get(lemma, ()))  # 'voiced "deep concern" about the raid'
            if voiced and lemma in words.nouns and (felt or parse.dependent(token, "acl", "nmod") is None):
                yield Cue(token=token, words=words.nouns[lemma], end=token + 1)
            continue
        cue = None
        if parse.words[token].lower() in words.sources.by_first:
            cue = _source_at(parse, token, words)
        told = tag in {"JJ", "VBN"} and parse.words[token].lower() in words.adjectives and _is_predicate(parse, token)
        if cue is None and lemma in words.verbs and tag[0] == "V" and not told and not _attributive(parse, token):
            cue = _verb_at(parse, token, words)
        elif lemma in words.nouns and tag in {"NN", "NNS"}:
            cue = Cue(token=token, words=words.nouns[lemma], end=token + 1)
        elif told:  # "Sweden is committed to the truce", and not "Sweden committed to keep it"
            cue = Cue(token=token, words=words.adjectives[parse.words[token].lower()], end=token + 1)
        elif lemma in words.views:
            cue = _view_at(parse, token)
        if cue is not None:
            yield cue


def is_supported(parse: Parse, noun: int, words: Statements) -> bool:
    """Whether a verb brings a noun of speech: "made a promise", "agreed on the need for a truce"."""
    verb = parse.lemmas[parse.heads[noun]]
    if parse.labels[noun] == "obl":
        return f"{verb} {preposition(parse, noun)}" in words.support
    return parse.labels[noun] == "obj" and verb in words.support


def _source_at(parse: Parse, token: int, words: Statements) -> Cue | None:
    """A phrase such as "according to" with whose words it brings."""
    window = [word.lower() for word in parse.words[token : token + PHRASE]]
    length = next((length for _, length in words.sources.at(window, 0)), 0)
    if not length:
        return None
    last = token + length - 1
    noun = parse.heads[last]
    if parse.labels[last] not in {"case", "mark"} or noun < last:
        return None
    if parse.tags[noun] == "NN" and not any(parse.pos[c] in OWNED for c in parse.children[noun] if c != last):
        return None  # "paid according to rank"
    return Cue(token=token, source=noun, end=token + length)


def _verb_at(parse: Parse, token: int, words: Statements) -> Cue | None:
    """A verb of speech with the words that must follow it; the longest phrase counts; none if what follows makes it an act."""
    if " ".join(parse.lemmas[token : token + 2]) in words.acts:
        return None
    found = [w for w in words.verbs[parse.lemmas[token]] if not w.rest or _followed(parse, token, w.rest)]
    longest = max((len(w.rest) for w in found), default=0)
    kept = tuple(w for w in found if len(w.rest) == longest)
    return Cue(token=token, words=kept, end=token + 1 + longest) if kept else None


def _view_at(parse: Parse, token: int) -> Cue | None:
    """A phrase such as "in his words"."""
    owner, link = parse.dependent(token, "nmod:poss"), parse.dependent(token, "case")
    if owner is None or link is None or parse.labels[token] != "obl" or parse.pos[parse.heads[token]] in {"DET", "PRON"}:
        return None  # "some of his words"
    return Cue(token=link, source=owner, end=token + 1)


def _is_predicate(parse: Parse, adjective: int) -> bool:
    """Whether somebody is or remains as an adjective says."""
    verb = parse.heads[adjective]
    remains = parse.labels[adjective] == "xcomp" and parse.dependent(verb, "obj") is None and parse.dependent(adjective, "mark") is None
    return remains or parse.dependent(adjective, "cop", "aux:pass") is not None


def _attributive(parse: Parse, token: int) -> bool:
    """Whether a participle merely stands before its noun ("the stated aim")."""
    return parse.labels[token] in {"amod", "compound"} or parse.labels[token] == "case"


def _followed(parse: Parse, token: int, rest: tuple[str, ...]) -> bool:
    """Whether the further words of a phrase follow: at once, or as a particle after the object."""
    near = tuple(parse.lemmas[token + 1 : token + 1 + len(rest)])
    if near == rest:
        return True
    return len(rest) == 1 and any(parse.lemmas[c] == rest[0] for c in parse.dependents(token, "compound"))
