"""The time of a claim, and whether it is news."""

import pytest

from dragoman.annotate.dates.annotator import find_dates
from dragoman.annotate.modality import mark_modality
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
        ("Iran thanked the envoy for the release last week.", "thank", "2021-06-20", False),
        ("Iran thanked the envoy for the attack on the base.", "attack", "2021-06-20", True),
        ("Iran called for an attack on the base.", "attack", "2021-06-20", False),
        ("They have quarrelled since Iran attacked the base.", "attack", None, True),
        ("Iran thanked the envoy for the first time in 2019.", "thank", "2019", True),
        ("Chad recalled its envoy on Friday, two days after Iran attacked the base.", "attack", "2021-06-16", False),
        ("The envoy left a day after Iran attacked the base.", "attack", "2021-06-19", False),
        ("The envoy left decades after Iran attacked the base.", "attack", "2021-06-20", False),
        ("They marked the 30th anniversary of the attack on the base.", "attack", "1991", True),
        ("They marked an anniversary of the attack on the base.", "attack", "2021-06-20", True),
        ("The envoy left the base on Friday. Iran condemned the attack.", "condemn", "2021-06-18", False),
        ("The envoy left the base on Friday. Iran condemns the attack.", "condemn", "2021-06-20", False),
        ("The king spoke.\n\nThe envoy left the base on Friday. He condemned the attack.", "condemn", "2021-06-18", False),
        ("The king spoke.\n\nThe envoy left the base on Friday. Iran condemned the attack.", "condemn", "2021-06-20", False),
    ],
)
def test_time_and_background(text: str, lemma: str, start: str | None, background: bool) -> None:
    document = Document(id="x", text=text, published="2021-06-20")
    (parse,) = PARSER.parse([document])
    annotated = find_dates(Annotated(document=document, parse=parse), load())
    token = parse.lemmas.index(lemma)
    when = when_of(annotated, token, load())
    assert (when.start, is_background(annotated, token, when, load())) == (start, background)


@pytest.mark.parametrize(
    ("text", "said", "start"),
    [
        ("Iran said on Tuesday that it would help the rebels.", True, "2021-06-15"),
        ("Iran said on Tuesday that it would help the rebels.", False, "2021-06-20"),
        ("Iran asked for arms on Tuesday and said that it would help the rebels.", True, "2021-06-15"),
        ("Iran said on Tuesday that it helped the rebels.", True, "2021-06-20"),
    ],
)
def test_a_promise_is_of_the_day_on_which_it_was_said(text: str, said: bool, start: str) -> None:
    document = Document(id="x", text=text, published="2021-06-20")
    (parse,) = PARSER.parse([document])
    annotated = mark_modality(find_dates(Annotated(document=document, parse=parse), load()), load())
    assert when_of(annotated, parse.lemmas.index("help"), load(), said=said).start == start


def test_without_a_publication_date_the_time_is_open() -> None:
    document = Document(id="x", text="Iran attacked the base.")
    (parse,) = PARSER.parse([document])
    when = when_of(Annotated(document=document, parse=parse), 1, load())
    assert (when.start, when.end, when.basis) == (None, None, "open")
