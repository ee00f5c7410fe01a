"""Any text at all goes through the whole pipeline: no crash, and every span, id and line is sound."""

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.codec import decode, encode
from dragoman.model.reading import Reading
from dragoman.model.text import Document, Incoming
from dragoman.run.engine import Engine
from dragoman.run.processes import read_in_processes
from dragoman.settings import Settings

VALIDATOR = jsonschema.Draft202012Validator(json.loads((files("dragoman.model") / "schema.json").read_text(encoding="utf-8")))
NAMES = (
    "Turkey|Azerbaijan|France|Congo|Georgia|NATO|Ankara|the Kremlin|Mr. Erdogan|President Ilham Aliyev|İstanbul|the two countries|his counterpart"  # noqa: E501 -- a list of words
    "|Hamas|the U.S.|U.N. Security Council|the ministry|they|he|we|its forces"
)
VERBS = "signed|ratified|said that|said|attacked|will train|did not meet|visited|accused|would approve|held|condemned|promised to|has been told by"  # noqa: E501 -- a list of words
NOUNS = "a treaty|the agreement|joint drills|talks|an exercise|sanctions|the 1992 accord on arms|its troops|the Shusha Declaration|three soldiers"  # noqa: E501 -- a list of words
REST = "on June 15|31 February 2022|in 1992|last week|eight months after|in|of|with|between|and|or|who|20225|7%|$3 million|\u0130\u0131"
MARKS = ", |. |; |: |\"|“|”|‘|’|'|(|)|[|]|—| - |...|?|!|\n\n|\n|\u00a0|\u2009|\t|\x00|\u0301|\u200f|🙂|\ud800|سلام|\ufeff"
PIECES = [piece for words in (NAMES, VERBS, NOUNS, REST, MARKS) for piece in words.split("|")]
NEWS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
SHAPES = (
    str,
    str.upper,
    str.lower,
    str.title,
    lambda text: "".join(c for c in text if c.isalnum() or c == " "),
    lambda text: text.replace(" ", "\u00a0"),
)
REPORTS = st.builds(lambda text, shape: shape(text), NEWS, st.sampled_from(SHAPES))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
DAYS = st.sampled_from([None, "2022-02-16", "1987-03-01", "2024-02-29"])

SIGNED = "Turkey and Iran signed a treaty in Ankara and said that they will hold drills, "
HARD = {
    "a sentence of 5,000 words": SIGNED * 310,
    "quotation marks": "\"“'" * 1500 + " Turkey signed. " + '”"’' * 1500,
    "nested brackets": "(" * 800 + " France met Iran " + ")" * 800,
    "nested quotations": '"Turkey said “we signed it with Iran,” ' * 150,
    "a list of names": ", ".join(["France", "Iran", "Kenya", "Mr. Smith", "Hamas"] * 400) + " signed a treaty.",
    "a table of figures": "\n".join(f"France {n} {n}.{n % 9} {1900 + n} {n % 99}%" for n in range(250)),
    "one name": "Azerbaijan " * 2000,
    "nothing but blanks": " \u00a0\n\t" * 500,
    "right to left": "قالت تركيا " * 100 + "Turkey signed a pact with Iran. " + "אמר " * 100,
    "combining marks": "T\u0301u\u0308r\u0300k\u0301ey s\u0301igned a pact with I\u0327ran. " * 40,
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings(scope="all"))


def incoming(text: str, published: str | None = "2022-02-16", name: str = "x") -> Incoming:
    # the language is given: finding it is tested elsewhere, and would leave most of these texts unread
    return Incoming(document=Document(id=name, published=published, language="en", text=text))


def spans(data: object) -> Iterable[tuple[int, int]]:
    """Every pair of start and end in a reading, however deep; those of no words (null) and times, which are text, left out."""
    if isinstance(data, dict):
        if isinstance(data.get("start"), int):
            yield data["start"], data["end"]
        data = [value for key, value in data.items() if key != "document"]
    if isinstance(data, list):
        for value in data:
            yield from spans(value)


def check(reading: Reading) -> None:
    data = json.loads(json.dumps(encode(reading)))
    text = reading.document.text
    VALIDATOR.validate(data)
    assert encode(decode(Reading, data)) == data  # what only annotators use is not in the line
    assert "internal-error" not in {issue.code for issue in reading.issues}, reading.issues
    assert all(0 <= start < end <= len(text) for start, end in spans([data["mentions"], data["claims"]]))
    assert all(text[m["start"] : m["end"]] == m["text"] for m in data["mentions"])
    ids = [claim["id"] for claim in data["claims"]]
    assert len(ids) == len(set(ids))
    evidence = [words for claim in data["claims"] for words in claim["evidence"]]
    for region in data["document"]["regions"]:
        assert not any(words["start"] < region["end"] and region["start"] < words["end"] for words in evidence)


@settings(max_examples=60)
@given(text=ANY_TEXT, published=DAYS)
def test_any_text(engine: Engine, text: str, published: str | None) -> None:
    for outcome in engine.read([incoming(text, published)]):
        check(outcome.reading)


@settings(max_examples=120)
@given(texts=st.lists(REPORTS, min_size=1, max_size=4), published=DAYS)
def test_words_names_and_marks_in_any_order(engine: Engine, texts: list[str], published: str | None) -> None:
    for outcome in engine.read([incoming(text, published) for text in texts]):
        check(outcome.reading)


@pytest.mark.parametrize("name", HARD)
def test_hard_texts(engine: Engine, name: str) -> None:
    (outcome,) = engine.read([incoming(HARD[name])])
    check(outcome.reading)


def test_the_same_twice_and_in_two_processes(engine: Engine) -> None:
    drawn = random.Random(11)  # noqa: S311  # examples, no secrets
    batch = [incoming(" ".join(drawn.choices(PIECES, k=60)), name=str(n)) for n in range(12)]
    once = [outcome.reading for outcome in engine.read(batch)]
    assert [outcome.reading for outcome in engine.read(batch)] == once
    two = read_in_processes(iter([batch[:6], batch[6:]]), replace(engine.settings, workers=2))
    assert [outcome.reading for outcome in two] == once
