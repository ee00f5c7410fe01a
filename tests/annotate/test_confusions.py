"""The table of confusions: each name is an actor in the examples of its row, and none in the counter-examples."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from dragoman.knowledge.tables import Row, Tables
from dragoman.model.annotated import Annotated
from tests.annotate.actor_reading import read_all

ROWS = list(Tables().rows("lang/en/confusions.toml", "confusion"))


def cases() -> Iterator[tuple[Row, Mapping[str, Any] | None, str]]:
    """Row, example or None, text."""
    for row in ROWS:
        for example in row.values.get("examples", ()):
            yield row, example, example["text"]
        for text in row.values.get("counter", ()):
            yield row, None, text


CASES = list(cases())


@pytest.fixture(scope="module")
def told() -> Mapping[str, Annotated]:
    texts = list(dict.fromkeys(text for _, _, text in CASES))
    return dict(zip(texts, read_all(texts), strict=True))


@pytest.mark.parametrize(("row", "example", "text"), [c for c in CASES if c[1] is not None], ids=[c[2] for c in CASES if c[1] is not None])
def test_the_name_is_an_actor(row: Row, example: Mapping[str, Any], text: str, told: Mapping[str, Annotated]) -> None:
    """People of a state may be civilians (USA:CVL) where the example only says whose they are."""
    found = {m.actor for m in told[text].actors}
    assert found & {example["actor"], f"{example['actor']}:CVL"}, (row.where, row.line, found)


@pytest.mark.parametrize(("row", "text"), [(c[0], c[2]) for c in CASES if c[1] is None], ids=[c[2] for c in CASES if c[1] is None])
def test_the_name_is_no_actor(row: Row, text: str, told: Mapping[str, Annotated]) -> None:
    name = row.text("name").lower()
    wrong = [m for m in told[text].actors if m.actor and m.text.lower() == name]
    assert not wrong, (row.where, row.line, wrong)
