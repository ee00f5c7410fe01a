"""Each example of the table of amounts gives its value to an event."""

import pytest

from dragoman.extract.events.extractor import extract_events
from dragoman.knowledge import load
from dragoman.knowledge.rows.amounts import AmountExample
from dragoman.model.claim import Amount
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

EXAMPLES = load().events.amounts.examples


@pytest.fixture(scope="module")
def told() -> dict[str, list[Amount]]:
    documents = [Document(id=str(n), text=e.text) for n, e in enumerate(EXAMPLES)]
    parses = load_parser().parse(documents)
    knowledge = load()
    return {
        d.text: [a for c in extract_events(annotate(d, p, knowledge), knowledge).claims for a in c.amounts]
        for d, p in zip(documents, parses, strict=True)
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.where}:{e.text[:30]}")
def test_examples_of_amounts(example: AmountExample, told: dict[str, list[Amount]]) -> None:
    assert [(a.what, a.value, a.unit) for a in told[example.text]] == [(example.measure.what, example.value, example.measure.unit)]


def test_the_words_of_an_amount_hold_its_number(told: dict[str, list[Amount]]) -> None:
    spans = [(text, a) for text, some in told.items() for a in some]
    assert all(any(c.isdigit() for c in a.span.of(text)) or a.span.of(text)[0].isalpha() for text, a in spans)
    assert len(spans) == len(EXAMPLES)
