"""The words that tell plans, conditions, denials and allegations.

A cue (lang/<xx>/modality.toml) names words by what they are, and the modality they give to what they govern::

    [[cue]]
    id = "expect"
    verbs = ["expect"]               # or nouns, adjectives: they govern ("call-off": with a particle);
                                     # or auxiliaries, subordinators, modifiers (of nouns), negations
    modality = "planned"             # planned, conditional, denied, alleged; "factual" lets the governor's own modality through
    refused = true                   # of denied: by will, not by fact
    backshift = true                 # of auxiliaries: planned in reported speech
    present = true                   # of subordinators: only of a verb in the present tense ("when they meet next week")
    negated = "denied"               # of auxiliaries: what they give together with a negation ("could not agree")
    takes = ["infinitive", "for"]    # what is governed: infinitive, gerund, clause, object, subject (of a passive), a preposition
    examples = [{ text = "Iran is expected to sign.", word = "sign" }]
    counter = [{ text = "Iran expected Iraq, which signed, in the group.", word = "signed" }]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.knowledge.tables import Row, Tables

MODALITIES = ("planned", "conditional", "denied", "alleged", "factual")
PARTS = ("verbs", "nouns", "adjectives", "auxiliaries", "subordinators", "modifiers", "negations", "exceptions", "prepositions", "perfects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What a word does to what it governs.

    ``backshift`` marks the auxiliary that is "will" in reported speech ("said it would"), ``negated`` what one gives with a negation,
    ``present`` the subordinator that counts only before a present tense.
    """

    id: str
    modality: str
    refused: bool
    backshift: bool
    negated: str | None
    present: bool
    takes: frozenset[str]


Cues = Mapping[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueExample:
    """A sentence and the word in it that has, or has not (``modality`` is None), the modality of a cue."""

    cue: str
    where: str
    text: str
    word: str
    modality: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityCues:
    """All cues, by lemma.

    ``exceptions`` are words after which a negation does not negate ("not only"), ``prepositions`` those by which an event
    lies in the time of its clause ("will sign during a visit"), ``perfects`` the auxiliaries by which an infinitive tells what has been
    done ("is reported to have signed").
    """

    verbs: Cues
    nouns: Cues
    adjectives: Cues
    auxiliaries: Cues
    subordinators: Cues
    modifiers: Cues
    negations: frozenset[str]
    exceptions: frozenset[str]
    prepositions: frozenset[str]
    perfects: frozenset[str]
    examples: tuple[CueExample, ...] = field(repr=False)


def build(tables: Tables, language: str) -> ModalityCues:
    """Read the cues; a word may have several, which take different things. Raises KnowledgeError at a row that cannot be used."""
    by_part: dict[str, dict[str, tuple[Cue, ...]]] = {part: {} for part in PARTS}
    examples: list[CueExample] = []
    for row in tables.rows(f"lang/{language}/modality.toml", "cue"):
        row.only("id", "modality", "refused", "backshift", "present", "negated", "takes", "examples", "counter", *PARTS)
        cue = Cue(
            id=row.text("id"), modality=row.code("modality", MODALITIES), refused=row.flag("refused"), backshift=row.flag("backshift"),
            negated=row.code("negated", MODALITIES) if "negated" in row.values else None,
            present=row.flag("present"), takes=frozenset(row.texts("takes")),
        )  # fmt: skip
        for part in PARTS:
            for word in row.texts(part):
                by_part[part][word] = (*by_part[part].get(word, ()), cue)
        examples += _examples(row, cue)
    return ModalityCues(
        verbs=by_part["verbs"], nouns=by_part["nouns"], adjectives=by_part["adjectives"], auxiliaries=by_part["auxiliaries"],
        subordinators=by_part["subordinators"], modifiers=by_part["modifiers"], negations=frozenset(by_part["negations"]),
        exceptions=frozenset(by_part["exceptions"]), prepositions=frozenset(by_part["prepositions"]),
        perfects=frozenset(by_part["perfects"]), examples=tuple(examples),
    )  # fmt: skip


def _examples(row: Row, cue: Cue) -> Iterator[CueExample]:
    for key, modality in (("examples", cue.modality), ("counter", None)):
        for example in row.rows(key):
            example.only("text", "word", "modality")
            wanted = example.text("modality", modality) if modality else None
            wanted = None if wanted == "factual" else wanted
            yield CueExample(
                cue=cue.id, where=f"{row.where}:{row.line}", text=example.text("text"), word=example.text("word"), modality=wanted
            )
