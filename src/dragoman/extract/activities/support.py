"""The verb with which an activity noun is told: "held talks", "took part in drills", "the visit was postponed"."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.rows.activities import Activities
from dragoman.model.parse import Parse

ARGUMENT = frozenset({"obj", "nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The verb that governs an activity noun: its forms as tables write them, and the noun's relation to it.

    ``label`` is obj, nsubj, nsubj:pass or obl; ``circumstance`` if the noun's preposition only tells when or where.
    """

    verb: int
    forms: tuple[str, ...]
    label: str
    circumstance: bool


def support_of(parse: Parse, token: int, words: Activities) -> Support | None:
    """The governing verb, through one noun: "took part in drills", "held a round of talks"."""
    place = parse.heads[token] if parse.labels[token] == "conj" else token
    through = None
    for _ in range(2):
        head = parse.heads[place]
        if head == place:
            return None
        above = parse.heads[head]
        if parse.pos[head] == "VERB" and parse.lemmas[head] in words.named and parse.pos[above] == "VERB" and through is None:
            head = above  # "will hold drills dubbed Northern Wind", where the parse makes the drills the subject of "dubbed"
        if parse.pos[head] == "VERB":
            lemma = parse.lemmas[head]
            forms = (f"{lemma} {parse.lemmas[through]}" if through is not None else "", _with_particle(parse, head), lemma)
            label = parse.labels[place] if parse.labels[place] in ARGUMENT else "obl"
            prepositions = [parse.lemmas[c] for c in parse.dependents(place, "case", "mark")]
            return Support(verb=head, forms=forms, label=label, circumstance=" ".join(prepositions) in words.links["circumstance"])
        place = through = head
    return None


def _with_particle(parse: Parse, verb: int) -> str:
    particle = parse.dependent(verb, "compound:prt")
    return f"{parse.lemmas[verb]} {parse.lemmas[particle]}" if particle is not None else parse.lemmas[verb]
