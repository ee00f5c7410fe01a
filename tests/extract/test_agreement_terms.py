"""The terms of an agreement: duration, renewal, notice and secrecy, as far as a report tells them of the agreement itself."""

import pytest

from tests.extract.readings import provisions, states


def told(text: str) -> list[tuple[str, str]]:
    """The type and the words of each provision."""
    return [(p.type, text[p.promise.start : p.promise.end]) for p in provisions(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The lease agreement between Kyrgyzstan and Russia may be extended for 25 years.", "may be extended for 25 years"),
        (
            "The treaty between Norway and Finland can be terminated by either side on six months' notice.",
            "can be terminated by either side on six months' notice",
        ),
        ("The agreement between Chile and Peru is automatically renewed.", "is automatically renewed"),
        ("The accord between Serbia and Hungary is valid for five years.", "is valid for five years"),
        ("The gas contract between Qatar and Egypt runs until 2030.", "runs until 2030"),
        ("The 1971 treaty between India and Russia was signed for twenty years.", "was signed for twenty years"),
        ("The accord between Armenia and Georgia has no time limit.", "has no time limit"),
        (
            "Either party may withdraw from the treaty between China and North Korea by giving one year's notice.",
            "may withdraw from the treaty between China and North Korea by giving one year's notice",
        ),
    ],
)
def test_how_long_it_lasts_and_how_it_ends(text: str, words: str) -> None:
    assert ("duration", words) in told(text)


def test_each_term_of_a_sentence_is_told() -> None:
    text = "Russia and Cuba signed a treaty. It is valid for ten years and will be extended automatically for five-year periods."
    (first, second) = provisions(text)
    assert states(first) == states(second) == {"RUS", "CUB"}


def test_what_is_not_to_be_disclosed_is_secret() -> None:
    text = "Details of the agreement between Israel and Morocco shall not be disclosed to third parties."
    assert told(text) == [("secrecy", "shall not be disclosed to third parties")]


def test_a_text_that_remains_secret_is_no_duration() -> None:
    assert [kind for kind, _ in told("The text of the deal between Turkey and Libya remains secret.")] == ["secrecy"]


@pytest.mark.parametrize(
    "text",
    [
        "The truce between Chad and Sudan lasted two weeks.",
        "The accord between Chad and Sudan was extended on Monday.",
        "The United States may withdraw from the treaty with Russia this year.",
        "Chad and Sudan concluded the agreement in March 1998.",
    ],
)
def test_what_happened_to_it_is_no_term(text: str) -> None:
    assert told(text) == []
