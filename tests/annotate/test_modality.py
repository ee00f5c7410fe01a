"""Every example of a cue has its modality; a counter-example has none."""

from collections.abc import Mapping

import pytest

from dragoman.annotate.modality import mark_modality
from dragoman.knowledge import load
from dragoman.knowledge.rows.modality import CueExample
from dragoman.model.annotated import Annotated
from dragoman.model.mention import Mark
from dragoman.model.text import Document
from dragoman.parse import load_parser

EXAMPLES = load().modality.examples
OTHERS = {
    "refused": "Syria refused to sign the accord.",
    "will not": "Syria will not sign the accord.",
    "not": "Syria did not sign the accord.",
    "question": "Did Syria sign the accord?",
    "conjunct": "Syria will sign and ratify the accord.",
    "own tense": "The king will come and Syria signed the accord.",
    "promised, denied": "Syria did not agree to sign the accord.",
    "purpose": "The minister flew to Rome to sign the accord.",
    "prevented": "The minister flew to Rome to try to prevent a war.",
}


def marks(texts: list[str]) -> Mapping[str, Mapping[str, Mark]]:
    """The marks of each text, by the word that bears them."""
    documents = [Document(id=str(n), text=text) for n, text in enumerate(texts)]
    found = {}
    for document, parse in zip(documents, load_parser().parse(documents), strict=True):
        annotated = mark_modality(Annotated(document=document, parse=parse), load())
        found[document.text] = {parse.words[token]: mark for token, mark in annotated.marks.items()}
    return found


@pytest.fixture(scope="module")
def marked() -> Mapping[str, Mapping[str, Mark]]:
    return marks([*dict.fromkeys(e.text for e in EXAMPLES), *OTHERS.values()])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.where}:{e.word}")
def test_examples_of_cues(example: CueExample, marked: Mapping[str, Mapping[str, Mark]]) -> None:
    assert example.word in example.text
    mark = marked[example.text].get(example.word)
    assert (mark.modality if mark else None) == example.modality


@pytest.mark.parametrize(
    ("case", "word", "modality", "refused"),
    [
        ("refused", "sign", "denied", True),
        ("will not", "sign", "denied", True),
        ("not", "sign", "denied", False),
        ("conjunct", "ratify", "planned", False),
        ("promised, denied", "sign", "denied", True),
        ("purpose", "sign", "planned", False),
        ("prevented", "war", "denied", False),
    ],
)
def test_two_ways_of_not_being_so(case: str, word: str, modality: str, *, refused: bool, marked: Mapping[str, Mapping[str, Mark]]) -> None:
    mark = marked[OTHERS[case]][word]
    assert (mark.modality, mark.refused) == (modality, refused)


def test_a_question_is_marked_as_such(marked: Mapping[str, Mapping[str, Mark]]) -> None:
    assert marked[OTHERS["question"]]["sign"].question


def test_a_clause_of_its_own_tense_takes_nothing_from_the_one_before(marked: Mapping[str, Mapping[str, Mark]]) -> None:
    assert "signed" not in marked[OTHERS["own tense"]]


def test_the_cue_is_the_word_that_shows_it(marked: Mapping[str, Mapping[str, Mark]]) -> None:
    text = OTHERS["refused"]
    cue = marked[text]["sign"].cue
    assert cue is not None
    assert cue.of(text) == "refused"
