"""The time of a claim, and whether it is news."""

import pytest

from dragoman.annotate.dates.annotator import find_dates
from dragoman.annotate.modality import mark_modality
from dragoman.extract.background import PLAIN, Act, is_background, signs
from dragoman.extract.time import when_of
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document
from dragoman.model.when import When
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

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
        ("They have been allies since 1992 and signed a pact until 2030.", "sign", "2021-06-20", True),
        ("Iran thanked the envoy for the release last week.", "thank", "2021-06-20", False),
        ("Iran thanked the envoy for the attack on the base.", "attack", "2021-06-20", True),
        ("Iran called for an attack on the base.", "attack", "2021-06-20", False),
        ("They have quarrelled since Iran attacked the base.", "attack", None, True),
        ("Iran thanked the envoy for the first time in 2019.", "thank", "2019", True),
        ("Chad recalled its envoy on Friday, two days after Iran attacked the base.", "attack", "2021-06-16", False),
        ("The envoy left a day after Iran attacked the base.", "attack", "2021-06-19", False),
        ("The envoy left decades after Iran attacked the base.", "attack", "2021-06-20", False),
        ("Chad recalled its envoy on Friday, two weeks after Iran attacked the base.", "attack", "2021-06-04", True),
        ("Chad recalled its envoy on Friday, eight months after Iran attacked the base.", "attack", "2020-10", True),
        ("Chad recalled its envoy on Friday, four years after Iran attacked the base.", "attack", "2017", True),
        ("The envoy left a day after Iran answered by shelling the base.", "shell", "2021-06-19", False),
        ("Both states may leave the pact signed in April in Oslo.", "pact", "2021-04", True),
        ("Both states may leave the pact that they signed last year.", "pact", "2020", True),
        ("Both states may leave the pact to be signed in April 2022.", "pact", "2021-06-20", False),
        ("Under the offer made three years ago they would meet.", "offer", "2018", True),
        ("Both states may leave a six-year-old border treaty.", "treaty", "2015", True),
        ("Both states may leave an old border treaty.", "treaty", "2021-06-20", False),
        ("He said on Friday that he was tired. He accused Iran of the raid.", "accuse", "2021-06-18", False),
        ("He said on Friday that he was tired. Chad accused Iran of the raid.", "accuse", "2021-06-20", False),
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


@pytest.mark.parametrize(
    ("text", "lemma", "told", "background"),
    [
        ("He spoke. In March 1999 the king fell ill, and Iran attacked the base.", "attack", PLAIN, True),
        ("He spoke. The king was well, and Iran attacked the base.", "attack", PLAIN, False),
        ("He spoke. Iran attacked the base that it built in 1999.", "attack", PLAIN, True),
        ("He spoke for an hour. They agreed to leave the base that Iran built in 1999.", "agree", PLAIN, True),
        ("He spoke for an hour. They agreed to leave the base that Iran built in 1999.", "agree", Act(promise=True, real=False), False),
        ("The king fell ill in 1999. Chad drew up the accords.", "accord", PLAIN, True),
        ("The king fell ill on Friday. Chad drew up the accords.", "accord", PLAIN, True),
        ("The king fell ill on Friday. Chad drew up an accord.", "accord", PLAIN, False),
        ("He spoke. Both of them then welcomed recent talks in Oslo.", "talk", PLAIN, True),
        ("He spoke. Both of them then began further talks in Oslo.", "talk", PLAIN, True),
        ("He spoke. Both of them then began a further round of talk.", "round", PLAIN, False),
        ("He spoke at length. Iran occupies the base.", "occupy", Act(deed=True), True),
        ("He spoke at length. Iran condemns the raid.", "condemn", PLAIN, False),
    ],
)
def test_signs_of_what_is_recalled(text: str, lemma: str, told: Act, background: bool) -> None:
    document = Document(id="x", text=text, published="2021-06-20")
    (parse,) = PARSER.parse([document])
    annotated = find_dates(Annotated(document=document, parse=parse), load())
    token = parse.lemmas.index(lemma)
    assert is_background(annotated, token, when_of(annotated, token, load()), load(), told) == background


def test_what_is_between_the_states_that_a_report_is_about_is_rather_its_news() -> None:
    text = "Chad met Togo. Chad helps Togo. Niger had been on the way for long, and Ghana then drew up the accords."
    document = Document(id="x", text=text, published="2021-06-20")
    (parse,) = PARSER.parse([document])
    annotated = annotate(document, parse, load())
    token = parse.lemmas.index("accord")

    def found(*states: str) -> bool:
        return "main pair" in signs(annotated, token, When(), load(), Act(states=frozenset(states)))

    assert annotated.foremost == ("TCD", "TGO")
    assert found("TCD", "TGO")
    assert not found("NER", "TGO")
    assert not found()


def test_without_a_publication_date_the_time_is_open() -> None:
    document = Document(id="x", text="Iran attacked the base.")
    (parse,) = PARSER.parse([document])
    when = when_of(Annotated(document=document, parse=parse), 1, load())
    assert (when.start, when.end, when.basis) == (None, None, "open")
