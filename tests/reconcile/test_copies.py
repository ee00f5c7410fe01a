import random
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge import load
from dragoman.model.text import Document
from dragoman.reconcile import SKETCH, Relations, imprint, relate
from tests.edits import EDITS, edited
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


@pytest.mark.parametrize(("share", "copy"), [(0.01, True), (0.1, True), (0.2, False)])
def test_how_many_words_may_differ(share: float, *, copy: bool) -> None:
    assert bool(found(document("a", STORY), document("b", changed(share))).copies) == copy


@pytest.mark.parametrize(("kept", "added", "copy"), [(40, 0, True), (20, 0, False), (100, 60, True), (200, 150, True), (40, 160, False)])
def test_what_may_be_cut_and_added(kept: int, added: int, *, copy: bool) -> None:
    """A short report is a copy of a long one that holds it, but not of one ten times its length."""
    other = " ".join(WORDS[:kept] + WORDS[400 - added :])
    assert bool(found(document("a", STORY), document("b", other)).copies) == copy


def test_formulas_that_come_again_after_months_are_no_copies() -> None:
    greeting = STORY.replace("word7 ", "2021 ")
    assert found(document("a", STORY, published="2021-01-01"), document("b", greeting, published="2021-01-20")).copies == {"b": "a"}
    assert found(document("a", STORY, published="2021-01-01"), document("b", greeting, published="2021-06-01")).copies == {}
    assert found(document("a", STORY, published="2021-01-01"), document("b", STORY, published="2021-06-01")).copies == {"b": "a"}


def test_a_round_up_does_not_make_copies_of_what_it_holds() -> None:
    one, two = " ".join(WORDS[:100]), " ".join(WORDS[100:200])
    everything = document("b", f"{one} {two}", published="2021-01-02")
    relations = found(document("a", one, published="2021-01-01"), everything, document("c", two, published="2021-01-03"))
    assert relations.copies == {"b": "a"}


def test_a_copy_much_like_another_copy_leads_to_their_original() -> None:
    """The fourth take of a story has little left of the first."""
    takes = [" ".join(WORDS[start : start + 200]) for start in (0, 60, 120)]
    names = [document(name, text, published=f"2021-01-0{day}") for day, (name, text) in enumerate(zip("abc", takes, strict=True), 1)]
    assert found(names[0], names[2]).copies == {}
    assert found(*names).copies == {"b": "a", "c": "a"}


def test_a_phrase_that_thousands_share_hides_no_copy() -> None:
    """Only neighbours are compared, but copies lead to their original however many there are."""
    formula = " ".join(WORDS[:30])
    many = [document(f"n{number:03}", f"{formula} " + " ".join(f"x{number}y{place}" for place in range(60))) for number in range(200)]
    copies = [document(f"z{number:03}", f"{STORY} and {number} words more") for number in range(200)]
    assert set(found(*many, *copies).copies.items()) == {(f"z{number:03}", "z000") for number in range(1, 200)}


def test_little_of_each_report_is_held_when_all_are_compared() -> None:
    documents = [document("a", STORY), document("b", changed(0.02)), *(one.document for one in examples())]
    whole = {one.document: one for one in (imprint(one, LEXICON) for one in documents)}
    asked: list[str] = []

    def shingles_of(names: Collection[str]) -> dict[str, bytes]:
        asked.extend(names)
        return {name: whole[name].shingles for name in names}

    sketches = [replace(one, shingles=one.shingles[: 4 * SKETCH]) for one in whole.values()]
    assert relate(sketches, shingles_of) == relate(whole.values())
    assert len(asked) == len(set(asked))


def test_how_a_text_is_written_makes_no_difference() -> None:
    """Quotation marks, dashes, case and white space are not words; letters beyond ASCII are."""
    plain = "The minister's 'own' words - that Şuşa is theirs - were read out in Baku, and " * 5
    other = plain.upper().replace("'", "\u2019").replace(" - ", "\u2014").replace(", ", ",\n\n")
    assert imprint(document("a", plain), LEXICON).body == imprint(document("a", other), LEXICON).body
    assert imprint(document("a", plain), LEXICON).body != imprint(document("a", plain.replace("Ş", "S")), LEXICON).body
    ascii_only, beyond = document("a", "he said 'no' twice " * 10), document("a", "he said \u2018no\u2019 twice " * 10)
    assert imprint(ascii_only, LEXICON) == imprint(beyond, LEXICON)


@given(st.text(), st.text(st.characters(max_codepoint=0x2FFF), min_size=1, max_size=3))
def test_shingles_are_the_runs_of_five_words(text: str, between: str) -> None:
    """The rolling hash gives one value to one run of words wherever it stands, and as many as there are different runs."""
    words = [word for word in (f"{text[:3]}{number}" for number in range(24)) if word.isalnum()]
    if len(words) < 24 or any(mark.isalnum() or f"a{mark}".isidentifier() for mark in between):
        return
    body = between.join(words)
    shingles = np.frombuffer(imprint(document("a", body), LEXICON).shingles, dtype=np.uint32)
    moved = np.frombuffer(imprint(document("a", f"zz yy {body}"), LEXICON).shingles, dtype=np.uint32)
    assert len(shingles) == 20
    assert set(shingles.tolist()) < set(moved.tolist())


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
    assert relations.copies == {
        "2020-08-15-anatolian-post": "2020-08-14-caspian-wire",
        "2022-02-05-anatolian-post-correction": "2022-02-04-anatolian-post",
    }
    assert relations.corrections == {"2022-02-05-anatolian-post-correction": "2022-02-04-anatolian-post"}


def test_a_correction_corrects_its_own_outlet() -> None:
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


@pytest.mark.parametrize("edit", EDITS)
def test_edits_that_agencies_make(edit: str) -> None:
    """Of the reports in examples/, each edited three times, nine in ten are found (eval/copies.py measures it on real ones)."""
    chance = random.Random(11)  # noqa: S311 -- no secret
    reports = [one.document for one in examples() if "correction" not in one.document.id and one.document.id != "2020-08-15-anatolian-post"]
    found_again = 0
    for one in reports:
        body = one.text[max((region.span.end for region in one.regions if region.kind == "header"), default=0) :]
        others = [other for other in reports if other.id != one.id]
        for number in range(3):
            later = document("later", edited(body, chance.choice(others).text, edit, chance), published=one.published)
            relations = found(replace(one, id="first"), later, *others)
            assert set(relations.copies) <= {"later"}, number
            found_again += relations.copies.get("later") == "first"
    assert found_again >= 0.9 * 3 * len(reports)
