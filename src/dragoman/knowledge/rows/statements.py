"""The rows of the area statements: stances and channels, the words of speech, and what names quotations that are no speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.knowledge.rows.phrases import Phrases
from dragoman.knowledge.tables import Row, Tables

ONTOLOGY = "ontology/statements.toml"
CLAUSE, QUOTE, INFINITIVE, GERUND = "clause", "quote", "infinitive", "gerund"
OBJECT, COMPLEMENT, AS, VOICED = "object", "complement", "as", "voiced"
SHAPES = frozenset({CLAUSE, QUOTE, INFINITIVE, GERUND, OBJECT, COMPLEMENT, AS, VOICED})  # what is said may also come with a preposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A kind of speech act; ``events`` are the PLOVER types it is or may be."""

    code: str
    meaning: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWord:
    """A verb, noun or adjective of speech: its lemma, and ``rest``, the words that must follow it ("out" of "point out").

    ``takes`` are the shapes in which it brings what is said; ``prepositions`` those that bring it. ``to`` are the places of the
    addressee: "object" or prepositions. A ``weak`` word reports an attitude rather than words. ``but`` are the objects with which it is
    no speech, and of ``things`` it says something, but not of people ("welcomed the truce", and not "welcomed Lee").
    """

    lemma: str
    rest: tuple[str, ...]
    stance: str
    takes: frozenset[str]
    prepositions: frozenset[str]
    to: frozenset[str]
    weak: bool
    but: frozenset[str]
    things: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelWord:
    """A word that tells a channel: ``lemma`` with the ``rest`` before it ("press" of "press conference"); ``name`` if it tells one.

    ``speaks``: it can itself be the subject of a verb of speech ("the statement said").
    """

    kind: str
    name: str | None
    speaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What the annotator of quotations and the extractor of statements look up. Lemmas in lower case."""

    stances: Mapping[str, Stance]
    verbs: Mapping[str, tuple[SpeechWord, ...]]
    nouns: Mapping[str, tuple[SpeechWord, ...]]
    adjectives: Mapping[str, tuple[SpeechWord, ...]]
    first_words: frozenset[str]
    sources: Phrases
    views: frozenset[str]
    channels: Phrases
    channel_words: Mapping[str, ChannelWord]
    channel_verbs: Mapping[str, ChannelWord]
    outlets: Phrases
    outlet_words: Mapping[str, ChannelWord]
    comments: frozenset[str]
    epithets: frozenset[str]
    owned: frozenset[str]
    papers: frozenset[str]
    press: frozenset[str]
    further: frozenset[str]
    naming: frozenset[str]
    relays: frozenset[str]
    support: frozenset[str]
    audience: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    heads: frozenset[str]
    authors: frozenset[str]
    silent: frozenset[str]
    acts: frozenset[str]
    unsaid: frozenset[str]
    own: frozenset[str]
    limits: frozenset[str]
    private: frozenset[str]
    others: frozenset[str]
    counsel: frozenset[str]
    local: frozenset[str]
    through: frozenset[str]


def build(tables: Tables, language: str) -> Statements:
    """Read the tables of this area."""
    words = f"lang/{language}/statements.toml"
    stances = {row.text("code"): _stance(row) for row in tables.rows(ONTOLOGY, "stance")}
    kinds = frozenset(row.text("code") for row in tables.rows(ONTOLOGY, "channel"))
    verbs = _speech_words(tables.rows(words, "verb"), stances)
    nouns = _speech_words(tables.rows(words, "noun"), stances)
    channels, channel_verbs, outlets = _channels(tables.rows(words, "channel"), kinds)
    return Statements(
        stances=stances,
        verbs=verbs,
        nouns=nouns,
        adjectives=_speech_words(tables.rows(words, "adjective"), stances),
        first_words=frozenset(verbs) | frozenset(nouns) | frozenset(channel_verbs),
        sources=Phrases.of((word, "source") for row in tables.rows(words, "according") for word in row.texts("words")),
        views=_list(tables, words, "view"),
        channels=Phrases.of((word, word) for word in channels),
        channel_words=channels,
        channel_verbs=channel_verbs,
        outlets=Phrases.of((word, word) for word in outlets),
        outlet_words=outlets,
        comments=_list(tables, words, "comment"),
        epithets=_list(tables, words, "epithet"),
        owned=_list(tables, words, "owned"),
        papers=_list(tables, words, "paper"),
        press=_list(tables, words, "press"),
        further=_list(tables, words, "further"),
        naming=_list(tables, words, "naming"),
        relays=_list(tables, words, "relay"),
        support=_list(tables, words, "support"),
        audience=_list(tables, words, "audience"),
        people=_list(tables, words, "people"),
        bodies=_list(tables, words, "body"),
        heads=_list(tables, words, "head"),
        authors=_list(tables, words, "author"),
        silent=_list(tables, words, "silent"),
        acts=_list(tables, words, "act"),
        unsaid=_list(tables, words, "unsaid"),
        own=_list(tables, words, "own"),
        limits=_list(tables, words, "limit"),
        private=_list(tables, words, "private"),
        others=_list(tables, words, "other"),
        counsel=_list(tables, words, "counsel"),
        local=_list(tables, words, "local"),
        through=_list(tables, words, "through"),
    )


def _stance(row: Row) -> Stance:
    row.only("code", "meaning", "events")
    return Stance(code=row.text("code"), meaning=row.text("meaning"), events=row.texts("events"))


def _speech_words(rows: Iterable[Row], stances: Mapping[str, Stance]) -> Mapping[str, tuple[SpeechWord, ...]]:
    """Words by their first lemma, those with more words first."""
    found: dict[str, list[SpeechWord]] = {}
    for row in rows:
        row.only("words", "stance", "takes", "to", "weak", "but", "things", "examples", "counter")
        takes = row.texts("takes")
        stance = row.code("stance", stances)
        for phrase in row.texts("words"):
            lemma, *rest = phrase.split()
            word = SpeechWord(
                lemma=lemma,
                rest=tuple(rest),
                stance=stance,
                takes=frozenset(takes) & SHAPES,
                prepositions=frozenset(takes) - SHAPES,
                to=frozenset(row.texts("to")),
                weak=row.flag("weak"),
                but=frozenset(row.texts("but")),
                things=row.flag("things"),
            )
            found.setdefault(lemma, []).append(word)
    return {lemma: tuple(sorted(some, key=lambda word: -len(word.rest))) for lemma, some in found.items()}


def _channels(
    rows: Iterable[Row], kinds: frozenset[str]
) -> tuple[Mapping[str, ChannelWord], Mapping[str, ChannelWord], Mapping[str, ChannelWord]]:
    """Phrases, verbs and outlets that tell a channel."""
    nouns: dict[str, ChannelWord] = {}
    verbs: dict[str, ChannelWord] = {}
    outlets: dict[str, ChannelWord] = {}
    for row in rows:
        row.only("kind", "name", "words", "verbs", "outlets", "speaks", "source", "examples", "counter")
        channel = ChannelWord(kind=row.code("kind", kinds), name=row.optional("name"), speaks=row.flag("speaks"))
        nouns |= dict.fromkeys(row.texts("words"), channel)
        verbs |= dict.fromkeys(row.texts("verbs"), channel)
        for outlet in row.texts("outlets"):
            written = outlet.lower().replace("'s ", " 's ")  # as the parser cuts a genitive
            outlets[written] = ChannelWord(kind=channel.kind, name=outlet, speaks=True)
    return nouns, verbs, outlets


def _list(tables: Tables, table: str, key: str) -> frozenset[str]:
    return frozenset(word for row in tables.rows(table, key) for word in row.texts("words"))
