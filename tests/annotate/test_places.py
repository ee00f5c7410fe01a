"""Places: every example of the table, namesakes, what is no place, and what hypothesis can think of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.actors.annotator import find_actors
from dragoman.annotate.dates.annotator import find_dates
from dragoman.annotate.places.annotator import find_places
from dragoman.knowledge import load
from dragoman.knowledge.tables import Row, Tables
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document, Region, Span
from dragoman.parse import load_parser

EXAMPLES = tuple(Tables().rows("lang/en/places.toml", "example"))
PARSER = load_parser()


def read(*texts: str, dateline: Span | None = None) -> list[Annotated]:
    regions = (Region(kind="dateline", span=dateline),) if dateline else ()
    documents = [Document(id=str(n), text=text, published="2021-06-20", regions=regions) for n, text in enumerate(texts)]
    found = []
    for document, parse in zip(documents, PARSER.parse(documents), strict=True):
        annotated = Annotated(document=document, parse=parse)
        for step in (find_dates, find_actors, find_places):
            annotated = step(annotated, load())
        found.append(annotated)
    return found


def told(annotated: Annotated) -> list[str]:
    return [f"{m.text} = {m.place.state}" if m.place.state else m.text for m in annotated.places]


@pytest.fixture(scope="module")
def readings() -> dict[str, Annotated]:
    texts = [row.text("text") for row in EXAMPLES]
    return dict(zip(texts, read(*texts), strict=True))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.text("text"))
def test_examples_of_the_table(row: Row, readings: dict[str, Annotated]) -> None:
    assert told(readings[row.text("text")]) == list(row.texts("at"))


def test_a_mention_gives_the_place_as_it_stands_in_the_tables() -> None:
    (annotated,) = read("They signed it in Bombay, India.")
    (mention,) = annotated.places
    assert (mention.text, mention.span.of(annotated.document.text)) == ("Bombay", "Bombay")
    assert (mention.place.name, mention.place.state, mention.place.geonames) == ("Mumbai", "IND", 1275339)
    assert mention.place.lat == pytest.approx(19.07, abs=0.1)
    assert mention.place.lon == pytest.approx(72.88, abs=0.1)
    assert annotated.places_at[mention.head] == (mention,)


def test_a_state_under_a_preposition_of_place_is_actor_and_place() -> None:
    (annotated,) = read("Armenia arrested two men in Turkey.")
    assert [m.actor for m in annotated.actors if m.text == "Turkey"] == ["TUR"]
    assert told(annotated) == ["Turkey = TUR"]


def test_one_name_means_one_place_in_a_report() -> None:
    (annotated,) = read("The plant stands in Cambridge, Ontario. Cambridge lies on a river. They toured Cambridge on Monday.")
    assert {m.place.state for m in annotated.places if m.text == "Cambridge"} == {"CAN"}


def test_the_region_named_tells_which_namesake_is_meant() -> None:
    alabama, england = read(
        "Alabama sent troops. The governor spoke in Birmingham.", "England sent troops. The minister spoke in Birmingham."
    )
    assert told(alabama)[-1] == "Birmingham = USA"
    assert told(england)[-1] == "Birmingham = GBR"


def test_a_dateline_is_no_place_of_the_report_but_helps_to_tell() -> None:
    text = "VALENCIA, Venezuela (AP) - Soldiers gathered in Valencia on Monday."
    (annotated,) = read(text, dateline=Span(0, text.index("Soldiers")))
    assert [m.span.start for m in annotated.places] == [text.rindex("Valencia")]


def test_text_in_capitals() -> None:
    (annotated,) = read("IRANIAN WARSHIPS SAILED FROM BANDAR ABBAS TO RIO DE JANEIRO")
    assert {m.place.name for m in annotated.places} == {"Bandar Abbas", "Rio de Janeiro"}


def test_typographic_marks_and_spaces_in_names() -> None:
    (annotated,) = read("The envoys met in Sana\u2019a and in Tel\u00a0Aviv.")
    assert told(annotated) == ["Sana\u2019a = YEM", "Tel\u00a0Aviv = ISR"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ",,,", "In", "in , in"])
def test_text_without_names_gives_no_places(text: str) -> None:
    (annotated,) = read(text)
    assert annotated.places == ()


WORDS = st.sampled_from(
    ["in", "Nice", ",", "France", "Fort", "Lake", "County", "Gulf", "of", "New", "York", "(", "the", "San", "met", ".", "-", "Jordan"]
)


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=12))
def test_mentions_lie_in_the_text_in_order_without_overlap(words: list[str]) -> None:
    text = " ".join(words)
    (annotated,) = read(text)
    ends = 0
    for mention in annotated.places:
        assert mention.span.start >= ends
        assert mention.span.of(text) == mention.text
        assert mention.head in annotated.parse.tokens_in(mention.span)
        ends = mention.span.end
