"""Patterns and phrases: how the words of agreements and activities are written."""

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.rows.phrases import OBJECT, SUBJECT, Phrases, pattern
from dragoman.knowledge.tables import Row

ROW = Row("words.toml", 3, {})


@pytest.mark.parametrize(
    ("text", "head", "slots", "needs"),
    [
        ("sign A", "sign", (("a", OBJECT),), ()),
        ("A enter into force", "enter", (("a", SUBJECT),), ("into", "force")),
        ("pull out_of A", "pull", (("a", "out of"),), ()),
        ("put pen to paper on A", "put", (("a", "on"),), ("pen", "to", "paper")),
        ("withdrawal from A", "withdrawal", (("a", "from"),), ()),
        ("HOST invite VISITOR to HOST", "invite", (("host", SUBJECT), ("visitor", OBJECT), ("host", "to")), ()),
    ],
)
def test_patterns(text: str, head: str, slots: tuple[tuple[str, str], ...], needs: tuple[str, ...]) -> None:
    found = pattern(text, "x", ROW)
    assert (found.head, found.slots, found.needs) == (head, slots, needs)


def test_a_pattern_without_a_word_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no word in small letters") as caught:
        pattern("A B", "x", ROW)
    assert (caught.value.where, caught.value.line) == ("words.toml", 3)


def test_phrases_give_the_codes_of_all_that_are_met_once() -> None:
    phrases = Phrases.of([("free trade", "trade"), ("trade", "trade"), ("air defence", "air"), ("air", "air")])
    assert phrases.codes(["free", "trade", "and", "air", "defence"]) == ("trade", "air")
    assert phrases.codes(["defence"]) == ()
