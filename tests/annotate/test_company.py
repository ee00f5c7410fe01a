"""Who takes part in what a report is about, and the words that mean all of them afterwards."""

import pytest

from tests.annotate.actor_reading import meant, read

HOUSE = "The White House"
LINES = """King Felipe VI met on Friday with the Visegrad Group. Joining the king at the dinner were the following leaders:

-   Polish President Andrzej Duda
-   Czech Prime Minister Petr Fiala
-   Slovak Prime Minister Robert Fico

The leaders spoke about farming. They agreed to meet in Prague."""


def of(words: str, text: str) -> set[str]:
    """The states that the words mean."""
    return {(code or "?").partition(":")[0] for code in meant(read(text, published="2024-05-06"), words)}


@pytest.mark.parametrize("words", ["Visegrad Group", "The leaders", "They"])
def test_lines_with_a_name_each_tell_who_takes_part(words: str) -> None:
    assert of(words, LINES) >= {"POL", "CZE", "SVK"}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("participants", "The ministers of Peru, Chile and Bolivia met in Lima. On trade, participants agreed to lower tariffs."),
        ("The group", "The foreign ministers of Peru, Chile and Bolivia met in Lima. The group condemned the coup."),
        ("They", "Talks were held on Monday. The meeting included ministers of Peru, Chile and Bolivia. They condemned the coup."),
        ("her counterparts", "Annalena Baerbock met with the foreign ministers of Peru, Chile and Bolivia. She thanked her counterparts."),
    ],
)
def test_all_who_take_part_are_meant(words: str, text: str) -> None:
    assert of(words, text) >= {"PER", "CHL", "BOL"}


def test_an_own_leader_is_no_counterpart() -> None:
    text = "Annalena Baerbock met with the foreign ministers of Peru, Chile and Bolivia. She thanked her counterparts."
    assert "DEU" not in of("her counterparts", text)


def test_two_are_no_company() -> None:
    assert of("The group", "The foreign ministers of Peru and Chile met in Lima. The group of miners went on strike.") == set()


def test_counterparts_from_several_states_are_company() -> None:
    text = "Jake Sullivan met on Monday with counterparts from three allies: Estonia, Latvia and Lithuania. They spoke about the war."
    assert of("They", text) == {"USA", "EST", "LVA", "LTU"}


def test_of_a_readout_they_are_its_two_sides() -> None:
    title = "Readout of President Biden's Meeting with President Pirc of Slovenia"
    text = (
        "President Joe Biden met today with President Nataša Pirc Musar of Slovenia. "
        "President Biden reacted angrily to Russia. They also spoke about clean energy."
    )
    annotated = read(text, published="2024-10-08", title=title, outlet=HOUSE)
    assert {(code or "?").partition(":")[0] for code in meant(annotated, "They")} == {"USA", "SVN"}
