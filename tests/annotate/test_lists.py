"""Lists of names: members that the parser loses are joined to the first."""

import pytest

from dragoman.extract.grammar import actors_of
from dragoman.model.annotated import Annotated
from tests.annotate.actor_reading import read


def joined_to(annotated: Annotated, words: str) -> set[str]:
    """The states of the list whose first member is a mention of these words."""
    first = next(m for m in annotated.actors if m.text == words)
    return {m.actor.partition(":")[0] for m in actors_of(annotated, first.head) if m.actor}


GUESTS = (
    "King Felipe met yesterday with President Park Min Seo of the Republic of Korea, Prime Minister Tanaka Ichiro of Japan, "
    "Prime Minister Colin Ward of New Zealand, and Deputy Prime Minister and Defense Minister Ruth Hale of Australia."
)


@pytest.mark.parametrize(
    ("text", "first", "states"),
    [
        (
            GUESTS,
            "President Park Min Seo of the Republic of Korea",
            {"KOR", "JPN", "NZL", "AUS"},
        ),
        (
            "The foreign ministers of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan met on Monday.",
            "The foreign ministers of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan",
            {"KAZ", "KGZ", "TJK", "UZB"},
        ),
    ],
)
def test_members_that_the_parser_loses(text: str, first: str, states: set[str]) -> None:
    assert joined_to(read(text), first) == states


@pytest.mark.parametrize(
    "text",
    [
        "As good friends and NATO members, Prime Minister Pedro Sánchez and President Emmanuel Macron discussed trade.",
        "The king has been to three EU summits, in Italy, Malta and Spain.",
    ],
)
def test_what_is_no_list_stays_as_it_was_parsed(text: str) -> None:
    annotated = read(text)
    codes = [{m.actor.partition(":")[0] for m in actors_of(annotated, one.head) if m.actor} for one in annotated.actors]
    assert not any(len(some) > 2 and some & {"NATO", "BRA", "EU"} for some in codes)
