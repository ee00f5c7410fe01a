"""PLOVER types, and the frames by which the words of a language tell them.

How to write a frame (lang/<xx>/events/<type>.toml; docs/reference/frames.md says more and has examples). A file opens with
``type`` (a PLOVER type) and ``source``; then each frame is a table::

    [[frame]]
    id = "accuse-of"               # unique among all frames; the receipt of a claim names it: "events/accuse-of/1"
    verbs = ["accuse"]             # or nouns = [...], or adjectives = [...]: dictionary forms, lower case, one word each
    type = "ACCUSE"                # only where it is not the file's
    mode = "allege"                # PLOVER mode of the type
    cameo = "112"                  # CAMEO code
    contexts = ["legal"]           # PLOVER contexts
    score = 0.8                    # 0 to 1, default 0.8: how often it is right

    # conditions, all of which must hold; the frame with most of them wins
    particle = "out"               # of the verb: "carry out"; a frame without one does not take a verb that has one
    subject = ["@force"]           # head lemma of the subject: words, @classes (lang/<xx>/classes.toml), "!x" forbids;
    object = ["@agreement", "!x"]  # the same of the object; "@actor": it names an actor; "@name": a proper name or pronoun;
                                   # "@person": it names somebody; "@owned": it names an actor or is one's ("the Iranian dam");
                                   # "@any", "@none": there is one, none
    prep = { with = ["@actor"] }   # obliques that must be there; [] for any noun
    complement = "infinitive"      # or "gerund", "clause", "obligation" ("must", "insisted that he go"), "any", or one whose verb is of
                                   # a class: "fault", "merit", "verdict", "tribute", "duty", "harm"; "own-harm": what the teller himself
                                   # might do ("hinted that it might attack"); "for-to": an infinitive with its subject ("called for Iran to
                                   # stop")
    clause = ["!say"]              # condition: the head word of the complement
    modifier = ["joint", "@x"]     # an adjective or noun before a noun trigger (or before the object of a verb)
    voice = "passive"              # or "active"
    bare = true                    # of verbs: no clause and no predicate depends on it ("called Iran", not "called Iran a threat")
    modality = ["planned"]         # the trigger is told so ("will retaliate"); also asserted, conditional, denied, alleged
    light = true                   # nouns: needs a light verb (class "light") to lend its subject; a list names other verbs or classes
    needs = ["actor", "recipient"] # parties that must be found (default: verbs and light nouns actor, other nouns both; mutual: two)

    # slots, each one or a list tried in order
    actor = "subject"              # default: verbs and adjectives "subject", nouns ["possessor", "by", "subject"]
    recipient = ["object", "with"] # default: verbs "object", nouns and adjectives none
    mutual = true                  # all who fill any slot are actors
    presupposed = true             # nouns: it happened even where it is only talked about ("discussed the invasion of ...")
    achieved = true                # verbs: as an infinitive or a gerund it is only aimed at ("discussed deepening their ties")

    examples = [{ text = "...", actor = ["IRN"], recipient = ["ISR"] }]   # and type, where rules of modality change it
    counter = ["..."]              # sentences of which this frame makes no event

Slots: ``subject`` (agent of a passive; of a noun the subject of its light verb), ``object``, ``iobj``, ``possessor`` ("Iran's
attack", "the Iranian attack"), ``compound`` (what a noun that has an owner bears before it: "Iran's Cuba trip"), any preposition,
``complement-subject`` ("demanded that Iran stop"), ``complement-object`` ("threatened to attack Iran", "accused it of arming
Hezbollah"), ``owner`` (of the object: "seized a Turkish ship"), ``content`` (who takes part in the event that the object or a
required oblique names: "called for talks with Iran"), ``complement-within`` (the one other state that the clause names anywhere:
"warned that the step would harm ties with Iran"), ``teller`` (who says the clause: "it is vital that Iran stop, France said").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dragoman.knowledge.rows.amounts import Amounts, build_amounts
from dragoman.knowledge.tables import Row, Tables

PartOfSpeech = Literal["verb", "noun", "adjective"]
COMPLEMENTS = (
    "infinitive", "gerund", "clause", "obligation", "fault", "merit", "verdict", "tribute", "duty", "harm", "own-harm", "for-to", "any",
)  # fmt: skip
CONDITIONS = ("subject", "object", "modifier", "clause")
SLOTS = frozenset((
    "subject", "object", "iobj", "possessor", "compound", "owner", "complement-subject", "complement-object", "complement-within",
    "content", "teller", "aside",
))  # fmt: skip
MODALITIES = ("asserted", "planned", "conditional", "denied", "alleged")
DEFAULT_SCORE = 0.8
NOTHING: Mapping[str, Words] = {}  # of frames that ask for no preposition
KEYS = (
    "id", "verbs", "nouns", "adjectives", "type", "mode", "cameo", "contexts", "score", "particle", "subject", "object", "prep",
    "complement", "clause", "modifier", "voice", "bare", "modality", "light", "needs", "actor", "recipient", "mutual", "presupposed",
    "achieved", "examples", "counter", "source", "unverified",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A condition on a head lemma. ``special`` holds "actor", "owned", "name", "person", "any" or "none"; one without words takes all."""

    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A PLOVER type; ``cameo`` is its most general code, ``score`` its intensity, ``modes`` those of its modes with one of their own."""

    code: str
    cameo: str
    quad: int
    score: float
    modes: Mapping[str, float]

    def intensity(self, mode: str | None) -> float:
        """The score of the mode if it has one, else that of the type."""
        return self.modes.get(mode or "", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What an event of one type becomes if it is not asserted: a planned visit is AGREE."""

    type: str
    cameo: str
    modality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One construction that tells an event. ``light`` is the verbs that lend a noun their subject."""

    id: str
    type: str
    part: PartOfSpeech
    words: tuple[str, ...]
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    score: float
    particle: str | None
    subject: Words | None
    object: Words | None
    prep: Mapping[str, Words]
    complement: str | None
    clause: Words | None
    modifier: Words | None
    voice: str | None
    bare: bool
    modality: frozenset[str]
    light: frozenset[str] | None
    needs: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    presupposed: bool
    achieved: bool
    specificity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence of which a frame makes an event of these actor codes; of a counter-example it makes none (``type`` is None)."""

    frame: str
    where: str
    text: str
    type: str | None
    actor: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """All frames by the lemma that triggers them, the ontology they code to, and the classes of words that grammar needs."""

    types: Mapping[str, EventType]
    rewrites: Mapping[tuple[str, str], Rewrite]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    amounts: Amounts
    examples: tuple[Example, ...] = field(repr=False)


def build(tables: Tables, language: str) -> Events:
    """Read the ontology, the classes and all frames; raises KnowledgeError at a row that cannot be used."""
    types, rewrites, cameo, contexts = _ontology(tables)
    classes = _classes(tables, language)
    by_part: dict[PartOfSpeech, dict[str, list[Frame]]] = {"verb": {}, "noun": {}, "adjective": {}}
    examples: list[Example] = []
    seen: dict[str, Row] = {}
    for name in tables.names(f"lang/{language}/events"):
        head = Row(name, 1, {k: v for k, v in tables.toml(name).items() if k != "frame"})
        head.only("type", "source")
        head.text("source")
        default = head.code("type", types)
        for row in tables.rows(name, "frame"):
            row.only(*KEYS)
            frame_id = row.text("id")
            if frame_id in seen:
                raise row.error(f"there is a frame '{frame_id}' already: {seen[frame_id].where}:{seen[frame_id].line}", "choose another id")
            seen[frame_id] = row
            _check_codes(row, types[row.code("type", types) if "type" in row.values else default], cameo, contexts)
            made = list(_frames(row, default, classes))
            if not made:
                raise row.error("the frame has no words", "give verbs, nouns or adjectives")
            for frame in made:
                for word in frame.words:
                    by_part[frame.part].setdefault(word, []).append(frame)
            examples += _examples(row, made[0])
    index = {
        part: {word: tuple(sorted(some, key=lambda f: -f.specificity)) for word, some in found.items()} for part, found in by_part.items()
    }
    return Events(
        types=types,
        rewrites=rewrites,
        verbs=index["verb"],
        nouns=index["noun"],
        adjectives=index["adjective"],
        classes=classes,
        amounts=build_amounts(tables, language),
        examples=tuple(examples),
    )


def _ontology(tables: Tables) -> tuple[dict[str, EventType], dict[tuple[str, str], Rewrite], frozenset[str], frozenset[str]]:
    name = "ontology/events.toml"
    modes: dict[str, dict[str, float]] = {}
    for row in tables.rows(name, "mode"):
        modes.setdefault(row.text("type"), {})[row.text("code")] = row.number("score")
    cameo = frozenset(row.text("code") for row in tables.rows(name, "cameo"))
    types = {
        code: EventType(
            code=code, cameo=row.code("cameo", cameo), quad=int(row.number("quad")), score=row.number("score"), modes=modes.get(code, {})
        )
        for row in tables.rows(name, "type")
        for code in [row.text("code")]
    }
    contexts = frozenset(row.text("code") for row in tables.rows(name, "context"))
    rewrites = {
        (row.code("type", types), row.text("if")): Rewrite(
            type=row.code("becomes", types), cameo=row.code("cameo", cameo), modality=row.text("modality")
        )
        for row in tables.rows(name, "rewrite")
    }
    return types, rewrites, cameo, contexts


def _classes(tables: Tables, language: str) -> dict[str, frozenset[str]]:
    """The classes by name; one that names another ("@ship") holds its words, if that one stands above it."""
    found: dict[str, frozenset[str]] = {}
    for row in tables.rows(f"lang/{language}/classes.toml", "class"):
        row.only("name", "words", "meaning", "source")
        name = row.text("name")
        words: set[str] = set(found.get(name, frozenset()))
        for word in row.texts("words"):
            words |= _class(row, word, found) if word.startswith("@") else {word}
        found[name] = frozenset(words)
    return found


def _class(row: Row, word: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if word[1:] not in classes:
        raise row.error(f"no such class '{word}'", f"use one of {', '.join(sorted(classes))}, or add it to classes.toml")
    return classes[word[1:]]


def _check_codes(row: Row, kind: EventType, cameo: frozenset[str], contexts: frozenset[str]) -> None:
    if "mode" in row.values:
        row.code("mode", kind.modes)
    if "cameo" in row.values:
        row.code("cameo", cameo)
    for context in row.texts("contexts"):
        Row(row.where, row.line, {"context": context}).code("context", contexts)
    for slot in (*row.texts("actor"), *row.texts("recipient")):
        if slot not in SLOTS and not slot.isalpha():  # a word alone is a preposition
            raise row.error(f"no such slot '{slot}'", f"use a preposition or one of {', '.join(sorted(SLOTS))}")
    if "complement" in row.values:
        row.code("complement", COMPLEMENTS)
    if "voice" in row.values:
        row.code("voice", ("active", "passive"))
    for modality in row.texts("modality"):
        Row(row.where, row.line, {"modality": modality}).code("modality", MODALITIES)


def _words(row: Row, items: tuple[str, ...], classes: Mapping[str, frozenset[str]]) -> Words:
    sides: dict[bool, set[str]] = {True: set(), False: set()}
    special: set[str] = set()
    for item in items:
        wanted, word = not item.startswith("!"), item.removeprefix("!")
        if wanted and word in {"@actor", "@owned", "@name", "@person", "@any", "@none"}:
            special.add(word[1:])
        else:
            sides[wanted] |= _class(row, word, classes) if word.startswith("@") else {word}
    return Words(wanted=frozenset(sides[True]), unwanted=frozenset(sides[False]), special=frozenset(special))


def _frames(row: Row, default: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Frame]:
    parts: tuple[tuple[PartOfSpeech, str], ...] = (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
    for part, key in parts:
        words: set[str] = set()
        for word in row.texts(key):
            words |= _class(row, word, classes) if word.startswith("@") else {word}
        if words:
            yield _frame(row, default, classes, part, tuple(sorted(words)))


def _frame(row: Row, default: str, classes: Mapping[str, frozenset[str]], part: PartOfSpeech, words: tuple[str, ...]) -> Frame:
    mutual = row.flag("mutual")
    conditions = {key: _words(row, row.texts(key), classes) if key in row.values else None for key in CONDITIONS}
    prep_row = Row(row.where, row.line, row.values.get("prep", {}))
    prep = {word: _words(row, prep_row.texts(word), classes) for word in prep_row.values}
    light = _light(row, classes)
    usual = ("actor", "recipient") if mutual or (part == "noun" and light is None) else ("actor",)
    specificity = (
        2 * (row.optional("particle") is not None)
        + 2 * sum(words is not None and bool(words.wanted or words.special) for words in conditions.values())
        + 2 * len(prep)
        + (row.optional("complement") is not None)
        + (row.optional("voice") is not None)
        + ("modality" in row.values)
    )
    return Frame(
        id=row.text("id"), type=row.text("type", default), part=part, words=words, mode=row.optional("mode"), cameo=row.optional("cameo"),
        contexts=row.texts("contexts"), score=row.number("score", DEFAULT_SCORE), particle=row.optional("particle"),
        subject=conditions["subject"], object=conditions["object"], modifier=conditions["modifier"], prep=prep or NOTHING,
        clause=conditions["clause"], complement=row.optional("complement"), voice=row.optional("voice"), bare=row.flag("bare"),
        modality=frozenset(row.texts("modality")), light=light, needs=row.texts("needs") if "needs" in row.values else usual,
        actor=row.texts("actor") if "actor" in row.values else ("possessor", "by", "subject") if part == "noun" else ("subject",),
        recipient=row.texts("recipient") if "recipient" in row.values else ("object",) if part == "verb" else (),
        mutual=mutual, presupposed=row.flag("presupposed"), achieved=row.flag("achieved"), specificity=specificity,
    )  # fmt: skip


def _light(row: Row, classes: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    value = row.values.get("light")
    if value is None or value is False:
        return None
    words = _words(row, ("@light",) if value is True else row.texts("light"), classes)
    return words.wanted - words.unwanted


def _examples(row: Row, frame: Frame) -> Iterator[Example]:
    where = f"{row.where}:{row.line}"
    for example in row.rows("examples"):
        example.only("text", "type", "actor", "recipient")
        yield Example(
            frame=frame.id, where=where, text=example.text("text"), type=example.text("type", frame.type),
            actor=frozenset(example.texts("actor")), recipient=frozenset(example.texts("recipient")),
        )  # fmt: skip
    for text in row.texts("counter"):
        yield Example(frame=frame.id, where=where, text=text, type=None)
