"""What the encoder makes of sentences: all outcomes by name, of the right sentence and state, the same each time."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from dragoman.annotate.senses.annotator import named_in, passages
from dragoman.annotate.senses.encoder import SentenceEncoder, encoder_of
from dragoman.annotate.senses.passages import Passage, Place, tokens_at
from dragoman.errors import KnowledgeError
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.sense import Sense, Senses
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

TITLE = "Chad and Togo end dispute"
TEXT = (
    "Chad and Togo signed a treaty on fishing in the capital on Monday. "
    "Rain fell all day on the market. "
    "Chad attacked Togo last month, and its army killed nine people. "
    "Benin condemned the attack."
)


def annotated(text: str = TEXT, title: str | None = TITLE, *, encoder: bool = True) -> Annotated:
    document = Document(id="x", text=text, title=title, published="2021-06-15")
    return annotate(document, next(iter(load_parser().parse([document]))), load(encoder=encoder))


def senses(one: Annotated) -> list[Sense]:
    return [one.senses[number] for number in range(len(one.senses))]


def test_each_sentence_has_its_sense() -> None:
    _, rain, attacked, condemned = senses(annotated())
    assert attacked.types["ASSAULT"] > 0 > max(rain.types.values())
    assert condemned.types["ACCUSE"] > 0 > condemned.types["ASSAULT"]


def test_who_does_it_to_whom_is_told_of_those_who_are_named() -> None:
    signed, rain, attacked, condemned = senses(annotated())
    assert signed.states.keys() == rain.states.keys() == {"TCD", "TGO"}  # those of the sentence before help with the next
    assert condemned.states.keys() == {"BEN", "TCD", "TGO"}
    assert attacked.states["TCD"].actor["ASSAULT"] > 0 > attacked.states["TGO"].actor["ASSAULT"]
    assert attacked.states["TGO"].recipient["ASSAULT"] > attacked.states["TCD"].recipient["ASSAULT"]


def test_every_type_has_an_outcome() -> None:
    sense = senses(annotated())[0]
    assert sense.types.keys() == load().events.types.keys()
    assert all(of.actor.keys() == of.recipient.keys() == sense.types.keys() for of in sense.states.values())


@pytest.mark.parametrize(
    "text",
    [
        "Chad opened a market. Chad's rain fell. Chad closed it.",  # one actor
        "Chad met Togo. They talked.",  # too short to be a report
        "",
    ],
)
def test_what_is_no_report_on_two_actors_is_not_judged(text: str) -> None:
    assert senses(annotated(text)) == []


def test_without_an_encoder_there_are_no_senses() -> None:
    assert senses(annotated(encoder=False)) == []


def test_what_read_a_report_names_the_encoder() -> None:
    plain, judged = load(), load(encoder=True)
    assert judged.encoder is not None
    assert judged.digest == f"{plain.digest}+{judged.encoder.digest}"


def test_without_its_libraries_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    encoder = load(encoder=True).encoder
    assert encoder is not None
    with pytest.raises(KnowledgeError, match="needs onnxruntime") as error:
        SentenceEncoder(encoder)
    assert error.value.remedy == "pip install 'dragoman[encoder]'"


def test_a_report_gives_the_same_numbers_each_time_whatever_was_read_before() -> None:
    first = senses(annotated())
    senses(annotated("Benin thanked Ghana. " * 40, title=None))
    again = annotated()
    assert [again.senses[number] for number in (3, 2, 1, 0)] == first[::-1]


def test_a_sentence_is_judged_only_where_it_is_asked_about() -> None:
    asked: list[int] = []

    def judge(number: int) -> Sense:
        asked.append(number)
        return Sense(types={})

    some = Senses(3, judge)
    assert len(some) == 3
    assert some[1] is some[1]
    assert asked == [1]


def test_a_passage_gives_a_row_for_it_and_for_each_of_its_tokens() -> None:
    encoder = load(encoder=True).encoder
    assert encoder is not None
    passage = Passage(text="Chad thanked Togo very much.", before="Headline . Before.")
    found = encoder_of(encoder).encode(passage)
    assert len(found.encoding) == found.tokens.shape[0]
    assert passage.text[slice(*found.encoding.offsets[1])] == "Chad"
    assert np.isfinite(found.sentence).all()
    assert found.sentence.shape == (len(encoder.sentences),)
    assert found.tokens.shape[1] == len(encoder.tokens)


def test_a_model_that_cannot_be_loaded_names_its_file() -> None:
    encoder = load(encoder=True).encoder
    assert encoder is not None
    with pytest.raises(KnowledgeError, match="not a model in ONNX") as error:
        SentenceEncoder(replace(encoder, model=b"no model"))
    assert error.value.where == "lang/en/encoder/model.onnx"


def test_what_a_long_passage_is_cut_before_has_no_tokens() -> None:
    encoder = load(encoder=True).encoder
    assert encoder is not None
    text = "Chad " + "and so on " * 200 + "Togo"
    found = encoder_of(encoder).encode(Passage(text=text, before=""))
    assert len(found.encoding) == encoder.longest
    assert found.at(Place(code="TCD", part=0, start=0, end=4)) is not None
    assert found.at(Place(code="TGO", part=0, start=len(text) - 4, end=len(text))) is None


def test_places_of_a_passage_are_where_its_words_are() -> None:
    one = annotated()
    encoder = load(encoder=True).encoder
    assert encoder is not None
    for passage, places in zip(passages(one), named_in(one), strict=True):
        found = encoder_of(encoder).encode(passage)
        for place in places:
            words = (passage.text, passage.before)[place.part][place.start : place.end]
            assert words in {"Chad", "Togo", "Benin", "its army", "its"}
            assert tokens_at(found.encoding, place)
