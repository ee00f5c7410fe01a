"""Codings by hand keep their passages as offsets, and get their words back from the text."""

import pytest

from eval.coded import FOLDER, with_offsets, with_words
from eval.coded import _rows as rows

TEXT = 'Chile signed a customs accord with Ghana. "It will last," said Minister Owusu.'
CODING = {
    "id": "one",
    "events": [{"type": "SUPPORT", "actors": ["CHL", "GHA"], "recipients": [], "anchor": "Chile signed a customs accord"}],
    "agreements": [{"name": "customs accord", "parties": ["CHL", "GHA"], "stages": [], "anchor": "signed a customs accord"}],
    "activities": [],
    "statements": [
        {"speaker": "Minister Owusu", "state": "GHA", "direct": True, "quotes": ["It will last,"], "anchor": "said Minister Owusu"}
    ],
}


def test_passages_come_back_from_their_offsets() -> None:
    kept = with_offsets(CODING, TEXT)
    assert kept["events"][0]["anchor"] == [0, 29]
    assert "Owusu" not in str(kept)
    again = with_words(kept, TEXT)
    assert again["events"] == CODING["events"]
    assert again["agreements"] == CODING["agreements"]
    assert again["statements"][0]["quotes"] == ["It will last,"]


def test_a_passage_that_is_not_in_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="one: not in the text: 'signed a customs accord'"):
        with_offsets(CODING | {"events": []}, "Chile and Ghana talked.")


def test_what_is_kept_holds_no_words_of_a_report() -> None:
    for file in FOLDER.rglob("*.jsonl"):
        for row in rows(file):
            for one in (*row["events"], *row["activities"], *row["statements"], *row["agreements"]):
                assert [type(offset) for offset in one["anchor"]] == [int, int]
                assert "speaker" not in one
