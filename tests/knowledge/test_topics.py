"""Every example of a topic has it, no counter-example has it, and both lists of words know only topics that exist."""

from collections.abc import Mapping

import pytest

from dragoman.knowledge import load
from dragoman.knowledge.tables import Tables
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

ROWS = list(Tables().rows("lang/en/topics.toml", "topic"))
EXAMPLES = [(row.text("code"), text) for row in ROWS for text in row.texts("examples")]
COUNTER = [(row.text("code"), text) for row in ROWS for text in row.texts("counter")]


@pytest.fixture(scope="module")
def topics() -> Mapping[str, frozenset[str]]:
    """The topics of what is said in each text."""
    texts = list(dict.fromkeys(text for _, text in (*EXAMPLES, *COUNTER)))
    documents = [Document(id=str(n), text=text, published="2020-05-04", language="en") for n, text in enumerate(texts)]
    readings = [
        read_document(document, parse, load(), model="m", scope="all")
        for document, parse in zip(documents, load_parser().parse(documents), strict=True)
    ]
    said = [[claim for claim in reading.claims if isinstance(claim, Statement)] for reading in readings]
    assert [text for text, some in zip(texts, said, strict=True) if not some] == []  # each text is a statement
    return {text: frozenset(topic for one in some for topic in one.topics) for text, some in zip(texts, said, strict=True)}


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_an_example_has_its_topic(code: str, text: str, topics: Mapping[str, frozenset[str]]) -> None:
    assert code in topics[text]


@pytest.mark.parametrize(("code", "text"), COUNTER)
def test_a_counter_example_has_not(code: str, text: str, topics: Mapping[str, frozenset[str]]) -> None:
    assert code not in topics[text]


def test_each_topic_has_words_an_example_and_a_counter_example() -> None:
    known = [row.text("code") for row in Tables().rows("ontology/topics.toml", "topic")]
    assert [row.text("code") for row in ROWS] == known
    assert [row.line for row in ROWS if not row.texts("examples") or not row.texts("counter")] == []


def test_words_of_names_tell_nothing_in_what_is_said() -> None:
    words = load().topics
    assert words.named.codes(["start", "treaty"]) == ("arms control",)
    assert words.of_words(["talk", "start"]) == ()


def test_the_longest_phrase_counts_and_some_tell_nothing() -> None:
    of_words = load().topics.of_words
    assert of_words(["trade", "war", "and", "war"]) == ("trade", "war")
    assert of_words(["trade", "union"]) == ("labour",)
    assert of_words(["war", "of", "word"]) == ()
