import random

import pytest

from dragoman.knowledge import load
from dragoman.model.text import Document
from dragoman.reconcile import Relations, imprint, relate
from tests.records import document, examples

LEXICON = load().records
WORDS = [f"word{number}" for number in range(400)]
STORY = " ".join(WORDS[:200])


def found(*documents: Document) -> Relations:
    return relate(imprint(one, LEXICON) for one in documents)


def changed(share: float) -> str:
    """The story with some of its words, spread evenly, replaced."""
    every = round(1 / share)
    return " ".join(f"other{place}" if place % every == 0 else word for place, word in enumerate(WORDS[:200]))


def test_an_exact_copy_and_a_near_one() -> None:
    relations = found(
        document("original", STORY, published="2021-01-01"),
        document("exact", STORY, published="2021-01-02"),
        document("near", STORY + " and one clause more, the agency reports", published="2021-01-02"),
        document("other", " ".join(WORDS[200:])),
    )
    assert relations.copies == {"exact": "original", "near": "original"}


@pytest.mark.parametrize(("share", "copy"), [(0.01, True), (0.1, False)])
def test_how_many_words_may_differ(share: float, *, copy: bool) -> None:
    assert bool(found(document("a", STORY), document("b", changed(share))).copies) == copy


def test_the_earliest_is_the_original_of_one_day_the_lowest_id() -> None:
    assert found(document("b", STORY, published="2021-01-01"), document("a", STORY, published="2021-01-02")).copies == {"a": "b"}
    assert found(document("b", STORY), document("a", STORY)).copies == {"b": "a"}


def test_a_copy_of_a_copy_leads_to_the_original() -> None:
    one, two, three = STORY, STORY + " " + " ".join(WORDS[300:320]), STORY + " " + " ".join(WORDS[300:340])
    names = [
        document(name, text, published=f"2021-01-0{day}") for day, (name, text) in enumerate((("a", one), ("b", two), ("c", three)), 1)
    ]
    assert set(found(*names).copies.values()) == {"a"}


def test_short_texts_are_copies_only_if_equal() -> None:
    assert found(document("a", "Talks were held in Baku."), document("b", "Talks were held in Baku!")).copies == {"b": "a"}
    assert found(document("a", "Talks were held in Baku."), document("b", "Talks were held in Ankara.")).copies == {}
    assert found(document("a", ""), document("b", "")).copies == {}


def test_order_does_not_matter() -> None:
    documents = [one.document for one in examples()] + [document("x", STORY), document("y", STORY)]
    assert found(*random.Random(5).sample(documents, len(documents))) == found(*documents)  # noqa: S311 -- no secret


def test_the_copy_and_the_correction_among_the_examples() -> None:
    relations = found(*(one.document for one in examples()))
    assert relations.copies == {"2020-08-15-anatolian-post": "2020-08-14-caspian-wire"}
    assert relations.corrections == {"2022-02-05-anatolian-post-correction": "2022-02-04-anatolian-post"}


def test_a_correction_is_no_copy_and_corrects_its_own_outlet() -> None:
    note = "CORRECTION: An earlier report gave a wrong date.\n\n" + STORY
    documents = [
        document("wrong", STORY, published="2021-01-01", outlet="Post"),
        document("elsewhere", STORY + " more", published="2021-01-01", outlet="Wire"),
        document("right", note, published="2021-01-02", outlet="Post"),
    ]
    assert found(*documents).corrections == {"right": "wrong"}


@pytest.mark.parametrize("text", LEXICON.examples)
def test_notes_of_correction(text: str) -> None:
    assert imprint(document("a", text), LEXICON).correction


@pytest.mark.parametrize("text", LEXICON.counter)
def test_no_notes_of_correction(text: str) -> None:
    assert not imprint(document("a", text), LEXICON).correction
