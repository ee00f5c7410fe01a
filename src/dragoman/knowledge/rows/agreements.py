"""The rows of the area agreements: stages, kinds, provisions, with their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from dragoman.knowledge.rows import topics
from dragoman.knowledge.rows.phrases import Pattern, Phrases, by_head, pattern
from dragoman.knowledge.tables import Row, Tables

ONTOLOGY = "ontology/agreements.toml"
VERBAL = ("verbs", "texts", "planned", "active", "denied")  # lists of verb patterns of a stage
TREATIES = "ontology/treaties.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage in the life of an agreement; see ontology/agreements.toml for the fields."""

    code: str
    after: tuple[str, ...]
    mutual: bool
    bound: bool
    firm: bool
    broken: str | None

    @property
    def told_before(self) -> bool:
        """Whether a participle before the noun tells it: "the signed statement", but not "an updated treaty"."""
        return self.mutual or not self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementNoun:
    """A noun that may head the name of an agreement.

    ``strength`` 2: by itself; 1: with one of ``needs``, with a capital (where ``capital``), or where it is signed; 0: pointing back only.
    One that is only ``agreed`` is what somebody agrees on ("agreed on a plan"), and nothing else.
    """

    kind: str | None
    strength: int
    needs: frozenset[str] = frozenset()
    capital: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """A well-known agreement: ``signed`` an ISO prefix; ``parties`` codes, empty where they are many.

    ``described`` are the word and the states, and ``parties`` all that may be named, where a mere description means it after
    it was signed, or ``begun`` to be negotiated: "the nuclear accord with Tehran"; empty where none does.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    parties: tuple[str, ...]
    signed: str | None
    topics: tuple[str, ...]
    described: tuple[str, ...] = ()
    begun: str | None = None

    @property
    def states(self) -> frozenset[str]:
        """The states and organisations among its parties; of a group its state."""
        return frozenset(code.partition(":")[0] for code in self.parties)

    @property
    def since(self) -> str:
        """The first day on which a description can mean it."""
        return self.begun or self.signed or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRule:
    """One way to tell a provision: every group of phrases must be met in the promise."""

    code: str
    groups: tuple[Phrases, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promising:
    """The words that frame a promise."""

    verbs: frozenset[str]
    pledging: frozenset[str]
    framing: frozenset[str]
    under: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words of duration, renewal, notice and secrecy.

    ``lasting``, ``made`` and ``ending`` are verbs and adjectives told of an agreement, ``having`` verbs of which ``limits`` are the object;
    of ``units`` (where counted), ``measures`` and ``automatic`` one must be told of it; ``may`` are the auxiliaries of what is
    permitted, ``secret`` those of ``hiding`` that tell secrecy without a negation; ``leaving`` and ``spanning`` the prepositions before
    what is left and before a time.
    """

    lasting: frozenset[str]
    made: frozenset[str]
    ending: frozenset[str]
    having: frozenset[str]
    limits: frozenset[str]
    units: frozenset[str]
    measures: frozenset[str]
    automatic: frozenset[str]
    may: frozenset[str]
    hiding: frozenset[str]
    secret: frozenset[str]
    leaving: frozenset[str]
    spanning: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """All words that may trigger a term."""
        return self.lasting | self.made | self.ending | self.having | self.hiding


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The words that link two agreements: patterns with the slots ``a`` and ``b``, prepositions that stand between the two.

    Nouns have the slot ``b`` only. ``general`` are kinds that count only where no other kind is told of the same two.
    """

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    between: Mapping[str, str]
    general: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """What the extractors of steps and provisions look up. All words are lemmas in lower case."""

    stages: Mapping[str, Stage]
    nouns: Mapping[str, AgreementNoun]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nominal: Mapping[str, tuple[Pattern, ...]]
    mediated: Mapping[str, tuple[Pattern, ...]]
    support: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    not_names: frozenset[str]
    provisions: tuple[ProvisionRule, ...]
    promising: Promising
    terms: Terms
    linking: Linking
    treaties: Mapping[str, tuple[Treaty, ...]]
    described: tuple[Treaty, ...]
    many: frozenset[str]
    existing: Mapping[str, str]
    texts: frozenset[str]
    groups: frozenset[str]


def build(tables: Tables, language: str) -> Agreements:
    """Read the tables of this area."""
    words = f"lang/{language}/agreements.toml"
    provisions = f"lang/{language}/provisions.toml"
    stages = {row.text("code"): _stage(row) for row in tables.rows(ONTOLOGY, "stage")}
    for row in tables.rows(ONTOLOGY, "stage"):
        for earlier in row.texts("after"):
            if earlier not in stages:
                raise row.error(f"no such stage '{earlier}'", f"use one of {', '.join(stages)}")
    kinds = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "kind"))
    known = _treaties(tables, kinds, frozenset(topics.codes(tables)))
    told = list(tables.rows(words, "stage"))
    for row in told:
        row.only("code", *VERBAL, "nouns", "mediated", "examples", "counter")
    return Agreements(
        stages=stages,
        nouns=_nouns(tables, words, kinds),
        verbs=by_head(_verb_pattern(text, key, row.code("code", stages), row) for row in told for key in VERBAL for text in row.texts(key)),
        nominal=by_head(pattern(text, row.code("code", stages), row) for row in told for text in row.texts("nouns")),
        mediated=by_head(pattern(text, row.code("code", stages), row) for row in told for text in row.texts("mediated")),
        support={verb: row.text("outlook") for row in tables.rows(words, "support") for verb in row.texts("verbs")},
        words=_sets(tables, words),
        not_names=frozenset(name for row in tables.rows(words, "not_name") for name in row.texts("names")),
        provisions=_provisions(tables, provisions),
        promising=_promising(tables, provisions),
        terms=_terms(tables, provisions),
        linking=_linking(tables, words),
        treaties=_by_first_word(known),
        described=tuple(sorted((treaty for treaty in known if treaty.described), key=lambda treaty: treaty.since, reverse=True)),
        many=frozenset(treaty.name for treaty in known if not treaty.parties),
        existing={row.text("code"): row.code("existing", stages) for row in tables.rows(ONTOLOGY, "kind") if row.optional("existing")},
        groups=frozenset(row.text("code") for row in tables.csv("actors/groups.csv")),
        texts=frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "kind") if row.flag("text")),
    )


def _verb_pattern(text: str, key: str, code: str, row: Row) -> Pattern:
    """A pattern of a verb, read from the list ``key`` of a stage."""
    one = pattern(text, code, row)
    return replace(one, texts=key == "texts", planned=key == "planned", active=key == "active", denied=key == "denied")


def _stage(row: Row) -> Stage:
    row.only("code", "meaning", "after", "mutual", "bound", "firm", "broken")
    return Stage(
        code=row.text("code"),
        after=row.texts("after"),
        mutual=row.flag("mutual"),
        bound=row.flag("bound"),
        firm=row.flag("firm"),
        broken=row.optional("broken"),
    )


def _nouns(tables: Tables, words: str, kinds: frozenset[str]) -> Mapping[str, AgreementNoun]:
    found: dict[str, AgreementNoun] = {}
    for row in tables.rows(words, "kind"):
        row.only("code", "words", "weak", "needs", "capital", "agreed")
        kind, needs = row.code("code", kinds), frozenset(row.texts("needs"))
        weak = AgreementNoun(kind=kind, strength=1, needs=needs, capital=row.flag("capital"))
        found |= dict.fromkeys(row.texts("weak"), weak)
        found |= dict.fromkeys(row.texts("agreed"), AgreementNoun(kind=kind, strength=1, agreed=True))
        found |= {word: AgreementNoun(kind=kind, strength=2) for word in row.texts("words")}
    for row in tables.rows(words, "pointer"):
        found |= {word: AgreementNoun(kind=None, strength=0) for word in row.texts("back")}
    return found


def _sets(tables: Tables, words: str) -> Mapping[str, frozenset[str]]:
    """The small lists, as "table.key" -> words: "part.words", "name.inside"."""
    lists = (
        "failing", "truce", "pointer", "not_agreement", "part", "pronoun", "name", "negotiating", "lawmaking", "notional", "private",
        "unfinished", "linking", "resting", "standing",
    )  # fmt: skip
    return {f"{table}.{key}": frozenset(row.texts(key)) for table in lists for row in tables.rows(words, table) for key in row.values}


def _provisions(tables: Tables, words: str) -> tuple[ProvisionRule, ...]:
    known = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "provision"))
    found: list[ProvisionRule] = []
    for row in tables.rows(words, "provision"):
        row.only("code", "told", "examples", "counter")
        code = row.code("code", known)
        for way in row.values.get("told", ()):
            if not isinstance(way, list) or not all(isinstance(group, str) for group in way):
                raise row.error("'told' must be a list of lists of texts")
            groups = tuple(Phrases.of((word, code) for word in group.split("|")) for group in way)
            found.append(ProvisionRule(code=code, groups=groups))
    return tuple(found)


def _promising(tables: Tables, words: str) -> Promising:
    def all_of(table: str, key: str) -> frozenset[str]:
        return frozenset(word for row in tables.rows(words, table) for word in row.texts(key))

    return Promising(
        verbs=all_of("promising", "verbs"),
        pledging=all_of("pledging", "verbs"),
        framing=all_of("pledging", "framing"),
        under=all_of("under", "prepositions"),
    )


def _terms(tables: Tables, words: str) -> Terms:
    rows = list(tables.rows(words, "term"))
    return Terms(**{one.name: frozenset(word for row in rows for word in row.texts(one.name)) for one in fields(Terms)})


def _linking(tables: Tables, words: str) -> Linking:
    kinds = {row.text("code"): row for row in tables.rows(ONTOLOGY, "link")}
    for row in kinds.values():
        row.only("code", "meaning", "general")
    told = [(row, row.code("code", kinds)) for row in tables.rows(words, "link")]
    for row, _ in told:
        row.only("code", "verbs", "nouns", "between", "examples", "counter")
    return Linking(
        verbs=by_head(_link_pattern(text, code, row, {"a", "b"}) for row, code in told for text in row.texts("verbs")),
        nouns=by_head(_link_pattern(text, code, row, {"b"}) for row, code in told for text in row.texts("nouns")),
        between={word: code for row, code in told for word in row.texts("between")},
        general=frozenset(code for code, row in kinds.items() if row.flag("general")),
    )


def _link_pattern(text: str, code: str, row: Row, roles: set[str]) -> Pattern:
    """A pattern that has these slots, else an error."""
    one = pattern(text, code, row)
    if {role for role, _ in one.slots} != roles:
        raise row.error(f"the pattern '{text}' must have the slots {', '.join(sorted(roles)).upper()}")
    return one


def _treaties(tables: Tables, kinds: frozenset[str], known: frozenset[str]) -> list[Treaty]:
    """Well-known agreements."""
    found: list[Treaty] = []
    for row in tables.csv(TREATIES) if tables.has(TREATIES) else ():
        row.only("name", "aliases", "kind", "parties", "signed", "topics", "described", "begun", "source")
        row.text("source")
        names = (row.text("name"), *filter(None, row.text("aliases", "").split("|")))
        about = tuple(filter(None, row.text("topics", "").split(";")))
        if not known.issuperset(about):
            raise row.error(f"no such topic among {about}")
        treaty = Treaty(
            name=names[0],
            names=names,
            kind=row.code("kind", kinds),
            parties=tuple(filter(None, row.text("parties", "").split(";"))),
            signed=row.optional("signed"),
            topics=about,
            described=tuple(filter(None, row.text("described", "").split(";"))),
            begun=row.optional("begun"),
        )
        found.append(treaty)
    return found


def _by_first_word(treaties: Iterable[Treaty]) -> Mapping[str, tuple[Treaty, ...]]:
    """Well-known agreements by ``first_word`` of each of their names."""
    found: dict[str, list[Treaty]] = {}
    for treaty in treaties:
        for first in {first_word(name) for name in treaty.names}:
            found.setdefault(first, []).append(treaty)
    return {first: tuple(some) for first, some in found.items()}


def first_word(text: str) -> str:
    """What a text begins with, up to the first sign that is no letter or figure, in lower case: parsers differ on hyphens."""
    return re.split(r"\W", text, maxsplit=1)[0].lower()
