"""The time of a claim, and whether it is news."""

import pytest

from dragoman.annotate.dates.annotator import find_dates
from dragoman.extract.background import is_background
from dragoman.extract.time import when_of
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document
from dragoman.parse import load_parser

PARSER = load_parser()


@pytest.mark.parametrize(
    ("text", "lemma", "start", "background"),
    [
        ("Iran attacked the base.", "attack", "2021-06-20", False),
        ("Iran attacked the base on Tuesday.", "attack", "2021-06-15", False),
        ("Iran attacked the base in 1988.", "attack", "1988", True),
        ("Iran had attacked the base.", "attack", None, True),
        ("Iran previously attacked the base.", "attack", None, True),
        ("He said on Tuesday that Iran will attack the base next month.", "attack", "2021-07", False),
        ("He said on Tuesday that Iran attacked the base.", "attack", "2021-06-20", False),
        ("The minister met his guest on Friday and signed the pact.", "sign", "2021-06-18", False),
        ("Ties emerged in 1994, with a pact signed by both states.", "sign", "1994", True),
        ("The pact that both states signed remains in force.", "sign", None, True),
        ("They quarrelled eight months after the war.", "war", None, True),
        ("They have been allies since 1992 and signed a pact until 2030.", "sign", "2021-06-20", False),
    ],
)
def test_time_and_background(text: str, lemma: str, start: str | None, background: bool) -> None:
    document = Document(id="x", text=text, published="2021-06-20")
    (parse,) = PARSER.parse([document])
    annotated = find_dates(Annotated(document=document, parse=parse), load())
    token = parse.lemmas.index(lemma)
    when = when_of(annotated, token, load())
    assert (when.start, is_background(annotated, token, when, load())) == (start, background)


def test_without_a_publication_date_the_time_is_open() -> None:
    document = Document(id="x", text="Iran attacked the base.")
    (parse,) = PARSER.parse([document])
    when = when_of(Annotated(document=document, parse=parse), 1, load())
    assert (when.start, when.end, when.basis) == (None, None, "open")
