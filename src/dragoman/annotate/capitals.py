"""Whether a capital stands for its government: told by the grammar around it, as the tables say."""

from __future__ import annotations

from dragoman.annotate.names import Hit
from dragoman.knowledge.rows.references import CapitalGrammar
from dragoman.model.parse import Parse
from dragoman.model.syntax import is_passive, preposition


def stands_for_government(parse: Parse, grammar: CapitalGrammar, hit: Hit) -> bool:
    """Whether this capital acts, is dealt with or owns as a government does; False where it is, or may be, the town."""
    token = hit.head
    after = hit.high
    if after < len(parse) and parse.words[after] == "-" and after + 1 < len(parse):
        return parse.lemmas[after + 1].lower() in grammar.participles or parse.pos[after + 1] == "PROPN"
    label, governor = parse.labels[token], parse.heads[token]
    if label == "conj":
        label, token, governor = parse.labels[governor], governor, parse.heads[governor]
    if label == "appos" or (
        after < len(parse)
        and parse.words[after] == ","
        and after + 1 < len(parse)
        and parse.labels[after + 1] == "appos"
        and parse.pos[after + 1] == "PROPN"
    ):
        return False
    if label in {"nsubj", "csubj"}:
        return not _predicate_of_place(parse, grammar, governor)
    if label == "nsubj:pass":
        return parse.lemmas[governor] not in grammar.standing | grammar.visited
    if label == "obl:agent":
        return True
    if label == "nmod:poss":
        return parse.lemmas[governor] not in grammar.urban
    if label == "obj":
        return parse.lemmas[governor] not in grammar.visited | grammar.movement
    if label in {"compound", "amod"}:
        return parse.lemmas[governor] in grammar.governing
    if label in {"obl", "nmod", "iobj"}:
        return _after_preposition(parse, grammar, token, governor)
    return False


def _predicate_of_place(parse: Parse, grammar: CapitalGrammar, predicate: int) -> bool:
    lemma = parse.lemmas[predicate]
    if lemma in grammar.standing or (parse.dependent(predicate, "cop") is not None and lemma in grammar.town):
        return True
    return is_passive(parse, predicate)


def _after_preposition(parse: Parse, grammar: CapitalGrammar, token: int, governor: int) -> bool:
    word = preposition(parse, token).split(" ")[0]
    if word in grammar.place or word not in grammar.dealing:
        return False
    return parse.lemmas[governor].lower() not in grammar.movement
