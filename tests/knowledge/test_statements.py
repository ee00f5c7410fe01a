"""Every example of a word of speech gives its statement, and no counter-example gives one; channels likewise."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.extract.statements.extractor import extract_statements
from dragoman.knowledge import load
from dragoman.knowledge.rows.statements import ONTOLOGY, build
from dragoman.knowledge.tables import ROOT, Row, Tables
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

TABLE = "lang/en/statements.toml"
TABLES = Tables()
SPEECH = [
    (row, example)
    for key in ("verb", "noun", "adjective", "according", "view")
    for row in TABLES.rows(TABLE, key)
    for example in row.rows("examples")
]
CHANNELS = [(row, example) for row in TABLES.rows(TABLE, "channel") for example in row.rows("examples")]
COUNTER = [text for key in ("verb", "noun", "adjective", "according") for row in TABLES.rows(TABLE, key) for text in row.texts("counter")]
CHANNEL_COUNTER = [(row, text) for row in TABLES.rows(TABLE, "channel") for text in row.texts("counter")]


def texts() -> Iterator[str]:
    yield from (example.text("text") for _, example in (*SPEECH, *CHANNELS))
    yield from COUNTER
    yield from (text for _, text in CHANNEL_COUNTER)


@pytest.fixture(scope="module")
def said() -> Mapping[str, tuple[Statement, ...]]:
    """The statements of each example text, all parsed in one batch."""
    knowledge = load()
    documents = [Document(id=text, text=text, published="2022-02-16") for text in dict.fromkeys(texts())]
    parses = load_parser().parse(documents)
    found = {}
    for document, parse in zip(documents, parses, strict=True):
        claims = extract_statements(annotate(document, parse, knowledge), knowledge).claims
        found[document.text] = tuple(claim for claim in claims if isinstance(claim, Statement))
    return found


def told(statement: Statement, text: str) -> tuple[str, str]:
    """What is reported, from the first of its words to the last, and the words for who says it."""
    speaker = next((p.span.of(text) for p in statement.parties if p.role == "speaker" and p.span), "")
    return text[statement.words[0].start : statement.words[-1].end], speaker


def name(pair: tuple[Row, Row]) -> str:
    return f"{pair[0].line}:{pair[1].text('text')[:40]}"


@pytest.mark.parametrize("pair", SPEECH, ids=name)
def test_examples_of_speech(pair: tuple[Row, Row], said: Mapping[str, tuple[Statement, ...]]) -> None:
    row, example = pair
    text = example.text("text")
    found = {told(statement, text): statement for statement in said[text]}
    wanted = (example.text("words"), example.text("speaker"))
    assert wanted in found
    if row.optional("stance"):
        assert found[wanted].stance == row.text("stance")
    assert all(span.of(text) in wanted[0] for span in found[wanted].quoted)


@pytest.mark.parametrize("text", COUNTER)
def test_counter_examples_report_nothing(text: str, said: Mapping[str, tuple[Statement, ...]]) -> None:
    assert [told(statement, text) for statement in said[text]] == []


@pytest.mark.parametrize("pair", CHANNELS, ids=name)
def test_examples_of_channels(pair: tuple[Row, Row], said: Mapping[str, tuple[Statement, ...]]) -> None:
    _, example = pair
    found = [(s.channel.kind, s.channel.name) for s in said[example.text("text")] if s.channel]
    assert found == [(example.text("kind"), example.optional("name"))]


@pytest.mark.parametrize("pair", CHANNEL_COUNTER, ids=lambda pair: pair[1])
def test_counter_examples_have_no_such_channel(pair: tuple[Row, str], said: Mapping[str, tuple[Statement, ...]]) -> None:
    row, text = pair
    assert row.text("kind") not in {s.channel.kind for s in said[text] if s.channel}


def test_every_class_of_verbs_has_an_example_and_every_stance_a_verb() -> None:
    rows = list(TABLES.rows(TABLE, "verb"))
    assert [row.line for row in rows if not row.rows("examples")] == []
    assert {row.text("code") for row in TABLES.rows(ONTOLOGY, "stance")} == {row.text("stance") for row in rows}


def test_every_kind_of_channel_has_words() -> None:
    kinds = {row.text("code") for row in TABLES.rows(ONTOLOGY, "channel")}
    assert kinds == {row.text("kind") for row in TABLES.rows(TABLE, "channel")}


def test_stances_tie_to_types_of_events() -> None:
    types = {row.text("code") for row in TABLES.rows("ontology/events.toml", "type")}
    assert {event for stance in load().statements.stances.values() for event in stance.events} <= types


def test_the_longest_phrase_comes_first() -> None:
    for some in load().statements.verbs.values():
        lengths = [len(word.rest) for word in some]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ('[[verb]]\nwords = ["say"]\nstance = "netural"\n', 1, "no such stance 'netural'"),
        ('[[verb]]\nwords = ["say"]\nstance = "neutral"\ntake = ["clause"]\n', 1, "no such key 'take'"),
        ('[[channel]]\nkind = "pigeon"\nwords = ["pigeon"]\n', 1, "no such kind 'pigeon'"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, table: str, line: int, what: str) -> None:
    for name, content in ((ONTOLOGY, (ROOT / ONTOLOGY).read_text(encoding="utf-8")), (TABLE, table)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        build(Tables(tmp_path), "en")
    assert (error.value.what, error.value.where, error.value.line) == (what, TABLE, line)
