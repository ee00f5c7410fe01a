"""Calendar expressions: every example of the table, and what must stay open."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.dates import calendar
from dragoman.annotate.dates.annotator import find_dates
from dragoman.knowledge import load
from dragoman.knowledge.rows.dates import DateExample
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document
from dragoman.parse import load_parser

PUBLISHED = "2021-06-20"
EXAMPLES = load().dates.examples
PARSER = load_parser()


def read(*texts: str, published: str | None = PUBLISHED) -> list[Annotated]:
    documents = [Document(id=str(n), text=text, published=published) for n, text in enumerate(texts)]
    parses = PARSER.parse(documents)
    return [find_dates(Annotated(document=d, parse=p), load()) for d, p in zip(documents, parses, strict=True)]


def values(annotated: Annotated) -> list[tuple[str, str | None]]:
    return [(m.text, m.when.timex or m.when.start) for m in annotated.dates]


@pytest.fixture(scope="module")
def readings() -> dict[str, Annotated]:
    return dict(zip([e.text for e in EXAMPLES], read(*(e.text for e in EXAMPLES)), strict=True))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.text)
def test_examples_of_the_table(example: DateExample, readings: dict[str, Annotated]) -> None:
    found = values(readings[example.text])
    if example.at is None:
        assert found == []
    else:
        assert (example.at, example.value) in found


def test_spans_are_the_words_of_the_text() -> None:
    text = "They met on\u00a0June\u00a015, 2021 – and\nlast week."
    (annotated,) = read(text)
    assert [m.span.of(text) for m in annotated.dates] == [m.text for m in annotated.dates]
    assert values(annotated)[0][1] == "2021-06-15"


def test_without_a_publication_date_relative_dates_stay_open() -> None:
    (annotated,) = read("They met on Tuesday and will meet next month; a pact dates from 1992.", published=None)
    assert [(m.text, m.when.start, m.when.basis) for m in annotated.dates] == [
        ("Tuesday", None, "open"),
        ("next month", None, "open"),
        ("1992", "1992", "stated"),
    ]
    assert [issue.code for issue in annotated.issues] == ["date-open", "date-open"]


def test_a_day_that_is_not_in_the_calendar_is_no_date() -> None:
    (annotated,) = read("They met on February 31, 2021.")
    assert all(m.when.start != "2021-02-31" for m in annotated.dates)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They signed it on December 15.", "2020-12-15"),
        ("They will sign it on December 15.", "2021-12-15"),
        ("They plan to sign it in March.", "2022-03"),
        ("They signed it in March.", "2021-03"),
        ("Talks will begin on Monday.", "2021-06-21"),
        ("Talks began on Monday.", "2021-06-14"),
        ("The envoy is to travel to Chad on Monday.", "2021-06-21"),
        ("The talks between Kenya and Uganda are set for February.", "2022-02"),
        ("Both sides asked for talks in February.", "2021-02"),
        ("The envoy will leave later on Sunday.", "2021-06-20"),
        ("Chad threatened early Monday to leave.", "2021-06-21"),
        ("Chad threatened on Monday to leave.", "2021-06-14"),
        ("The plan will be discussed when he arrives on Friday.", "2021-06-25"),
        ("In August 2010 they signed a pact. That December they ratified it.", "2010-12"),
        ("In 2010 they quarrelled. Two years later they signed a pact.", "2012"),
        ("They quarrelled on June 2. The next day they signed a pact.", "2021-06-03"),
        ("They quarrelled on June 2 over a pact of 1999. The same evening they signed another.", "2021-06-02"),
        ("They quarrelled on June 2. The day before, they had signed a pact.", "2021-06-01"),
        ("They will leave on July 2 and sign a pact the next day.", "2021-07-03"),
        ("The pact, signed in August by both states, remains in force.", "2020-08"),
        ("The talks, planned for August by both states, are at risk.", "2021-08"),
        ("Chad denied that it would sign a pact at the talks scheduled Monday in Oslo.", "2021-06-21"),
    ],
)
def test_tense_tells_which_year_and_week(text: str, value: str) -> None:
    (annotated,) = read(text)
    assert values(annotated)[-1][1] == value


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2300, 1, 1)), st.integers(-500, 500))
def test_months_are_added_within_the_calendar(date: datetime.date, count: int) -> None:
    there = calendar.add_months(date, count)
    assert (there.year * 12 + there.month) - (date.year * 12 + date.month) == count
    assert there.day <= date.day


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2300, 1, 1)))
def test_a_week_begins_on_monday_and_holds_its_day(date: datetime.date) -> None:
    when = calendar.week(date, "relative")
    assert when.start is not None
    assert when.end is not None
    assert when.start <= date.isoformat() <= when.end
    assert datetime.date.fromisoformat(when.start).weekday() == 0
