"""From the labels of spaCy's English models (ClearNLP) to Universal Dependencies (version 2, basic)."""

from __future__ import annotations

from dataclasses import dataclass

UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON",
    "EX": "PRON", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX",
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV", "DT": "DET", "PDT": "DET",
    "WDT": "PRON", "CC": "CCONJ", "CD": "NUM", "IN": "ADP", "TO": "PART", "RP": "ADP", "POS": "PART", "UH": "INTJ",
    "FW": "X", "LS": "X", "ADD": "X", "AFX": "ADJ", "GW": "X", "XX": "X", "SYM": "SYM", "$": "SYM",
    "HYPH": "PUNCT", "NFP": "PUNCT", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
    "``": "PUNCT", "''": "PUNCT",
}  # fmt: skip
RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "neg": "advmod:neg", "poss": "nmod:poss", "relcl": "acl:relcl", "npadvmod": "obl:npmod", "prt": "compound:prt",
    "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp", "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj",
    "intj": "discourse", "meta": "dep", "pobj": "obl", "pcomp": "advcl", "prep": "advmod", "agent": "advmod", "ROOT": "root",
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
ADPOSITIONS = frozenset({"prep", "agent", "dative", "pcomp", "conj"})


@dataclass(slots=True)
class Tree:
    """One sentence under conversion: heads count from its first token, a root is its own head."""

    heads: list[int]
    labels: list[str]
    pos: list[str]
    lemmas: list[str]

    def children(self, token: int) -> list[int]:
        """The dependents of a token, in order."""
        return [t for t, head in enumerate(self.heads) if head == token and t != token]


def to_universal(heads: list[int], labels: list[str], pos: list[str], lemmas: list[str]) -> Tree:
    """Convert one sentence; the lists are taken over, not copied."""
    tree = Tree(heads, labels, pos, lemmas)
    _invert_adpositions(tree)
    _invert_copulas(tree)
    tree.labels[:] = [RENAMED.get(label, label) for label in tree.labels]
    for token, lemma in enumerate(lemmas):
        if lemma == "to" and tree.labels[token] == "aux":  # the infinitive marker
            tree.labels[token] = "mark"
    _flatten_coordination(tree)
    for token, label in enumerate(tree.labels):
        if label in AUXILIARY:
            tree.pos[token] = "AUX"
    return tree


def _invert_adpositions(tree: Tree) -> None:
    """Hang the object of a preposition on the preposition's governor, and the preposition on its object."""
    objects: dict[int, int] = {}
    for token, label in enumerate(tree.labels):
        governor = tree.heads[token]
        if governor == token or tree.labels[governor] not in ADPOSITIONS or tree.pos[governor] not in {"ADP", "PART"}:
            continue
        if label == "pobj" or (label == "pcomp" and tree.pos[token] != "ADP"):
            objects.setdefault(governor, token)
    for adposition, token in objects.items():  # from left to right: outer prepositions come first
        label, clause = tree.labels[adposition], tree.labels[token] == "pcomp"
        governor = tree.heads[adposition]
        if label == "conj":  # "in Ankara and in Baku"
            governor, new = objects.get(governor, governor), "conj"
        else:
            if governor in objects and objects[governor] != adposition:  # a preposition under a preposition: "from among"
                governor = objects[governor]
            noun = tree.pos[governor] in NOMINAL
            new = ("acl" if noun else "advcl") if clause else "obl:agent" if label == "agent" else "nmod" if noun else "obl"
        if governor == token:
            continue
        for child in tree.children(adposition):
            tree.heads[child] = token
        tree.heads[token], tree.labels[token] = governor, new
        tree.heads[adposition], tree.labels[adposition] = token, "mark" if clause else "case"


def _invert_copulas(tree: Tree) -> None:
    """Make the predicate the head of its copula; after "there is" it is the subject instead."""
    for token in range(len(tree.heads)):
        if tree.lemmas[token] != "be" or tree.labels[token] in AUXILIARY | {"auxpass"}:
            continue
        children = tree.children(token)
        predicate = next((c for c in children if tree.labels[c] in {"attr", "acomp"}), None)
        if predicate is None:
            continue
        if any(tree.labels[c] == "expl" for c in children):
            tree.labels[predicate] = "nsubj"
            continue
        for child in children:
            if child != predicate:
                tree.heads[child] = predicate
        root = tree.heads[token] == token
        tree.heads[predicate] = predicate if root else tree.heads[token]
        tree.labels[predicate] = tree.labels[token]
        tree.heads[token], tree.labels[token] = predicate, "cop"


def _flatten_coordination(tree: Tree) -> None:
    """Hang every conjunct on the first one, and each conjunction on the conjunct that follows it."""
    for token, label in enumerate(tree.labels):
        if label != "conj":
            continue
        first, seen = tree.heads[token], {token}
        while tree.labels[first] == "conj" and tree.heads[first] != first and first not in seen:
            seen.add(first)
            first = tree.heads[first]
        tree.heads[token] = first
    for token, label in enumerate(tree.labels):
        if label == "cc":
            head = tree.heads[token]
            first = tree.heads[head] if tree.labels[head] == "conj" else head
            after = [t for t, other in enumerate(tree.labels) if other == "conj" and tree.heads[t] == first and t > token]
            if after:
                tree.heads[token] = after[0]
