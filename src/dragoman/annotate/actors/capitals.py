"""Whether a capital stands for its government: told by the grammar around it, as the tables say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.annotate.actors.names import Hit
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
    if label == "appos" or _with_state(parse, after):
        return False
    lemma = parse.lemmas[governor]
    tests: Mapping[str, Callable[[], bool]] = {
        "nsubj": lambda: not _predicate_of_place(parse, grammar, governor),
        "nsubj:pass": lambda: lemma not in grammar.standing | grammar.visited,
        "obl:agent": lambda: True,
        "nmod:poss": lambda: lemma not in grammar.urban,
        "obj": lambda: lemma not in grammar.visited | grammar.movement,
        "compound": lambda: lemma in grammar.governing,
        "amod": lambda: lemma in grammar.governing,
        "obl": lambda: _after_preposition(parse, grammar, token, governor),
        "nmod": lambda: _after_preposition(parse, grammar, token, governor),
        "iobj": lambda: _after_preposition(parse, grammar, token, governor),
    }
    return label in tests and tests[label]()


def _with_state(parse: Parse, after: int) -> bool:
    """Whether the state follows, as after towns: "Paris, France"."""
    if after + 1 >= len(parse) or parse.words[after] != ",":
        return False
    return parse.labels[after + 1] == "appos" and parse.pos[after + 1] == "PROPN"


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
