"""Headers, datelines and boilerplate: marked, never cut; what they say fills the open fields."""

import pytest

from dragoman.knowledge import load
from dragoman.model.text import Document, Incoming
from dragoman.parse import load_parser
from dragoman.read import mark_regions
from dragoman.read.headers import find_day

WORDS = load().reading
BODY = "Turkey and Azerbaijan held talks in Baku on Monday, the foreign ministry said."


def marked(text: str, **fields: str) -> Incoming:
    return mark_regions(Incoming(document=Document(id="x", text=text, **fields)), WORDS)  # type: ignore[arg-type]  # texts only


def regions(incoming: Incoming) -> list[tuple[str, str]]:
    return [(r.kind, r.span.of(incoming.document.text).strip()) for r in incoming.document.regions]


@pytest.mark.parametrize(
    ("header", "published", "outlet", "byline", "title"),
    [
        (" date 2021-06-16 By Gulf Courier\n\nBy Ann Marsh\n\n", "2021-06-16", "Gulf Courier", ("Ann Marsh",), None),
        ("The Northern Post\nFriday, February 4, 2022\nBy Ann Marsh and Tom Wood\n\nTalks open in Baku\n\n",
         "2022-02-04", "The Northern Post", ("Ann Marsh", "Tom Wood"), "Talks open in Baku"),
        ("Title: Talks open\nSource: Northern Post\nPublished: 3 February 2022\nAuthor: Ann Marsh\n\n",
         "2022-02-03", "Northern Post", ("Ann Marsh",), "Talks open"),
        ("NORTHERN POST\n19.04.2021 | BAKU\n\nTalks open in Baku\n\n", "2021-04-19", "NORTHERN POST", (), "Talks open in Baku"),
        ("Talks open in Baku\n\n", None, None, (), "Talks open in Baku"),
    ],
)  # fmt: skip
def test_a_header_gives_date_outlet_author_and_title(
    header: str, published: str | None, outlet: str | None, byline: tuple[str, ...], title: str | None
) -> None:
    document = marked(header + BODY).document
    assert (document.published, document.outlet, document.byline, document.title) == (published, outlet, byline, title)
    assert document.text == header + BODY
    assert [r.kind for r in document.regions] == ["header"]
    assert document.regions[0].span.end <= len(header)


@pytest.mark.parametrize(
    ("dateline", "published", "outlet"),
    [
        ("BAKU, Dec. 22, 2010 (Gulf Wire) - ", "2010-12-22", "Gulf Wire"),
        ("BEIRUT, 29 August 2020 (Gulf Wire) -- ", "2020-08-29", "Gulf Wire"),
        ("Ankara, Nov. 15 (Gulf Wire) -- ", None, "Gulf Wire"),
        ("MOSCOW/WASHINGTON — ", None, None),
        ("NORFOLK, Va. (Gulf Wire) - ", None, "Gulf Wire"),
        ("(Gulf Wire) - ", None, "Gulf Wire"),
    ],
)
def test_a_dateline_is_marked_and_read(dateline: str, published: str | None, outlet: str | None) -> None:
    incoming = marked(dateline + BODY)
    assert regions(incoming) == [("dateline", dateline.strip())]
    assert (incoming.document.published, incoming.document.outlet) == (published, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "European Community (EC) ministers met.",
        "The Abuja-based bloc ECOWAS (EC) said on Monday that it would go on.",
        "From September 30 – October 2, ministers met.",
        "Turkey - a member of NATO - agreed.",
        "BP said it would drill off Baku.",
        BODY,
    ],
)
def test_a_lead_is_no_dateline(text: str) -> None:
    assert regions(marked(text, title="T", outlet="O")) == []


@pytest.mark.parametrize("line", WORDS.examples)
def test_boilerplate_is_marked(line: str) -> None:
    assert regions(marked(f"{BODY}\n\n{line}\n", title="T", outlet="O")) == [("boilerplate", line.strip())]


@pytest.mark.parametrize("line", WORDS.counter)
def test_evidence_is_no_boilerplate(line: str) -> None:
    assert regions(marked(f"{BODY}\n\n{line}\n", title="T", outlet="O")) == []


def test_fields_that_are_given_are_kept() -> None:
    document = marked("BAKU, Dec. 22, 2010 (Gulf Wire) - " + BODY, published="2011-01-01", outlet="Mine").document
    assert (document.published, document.outlet) == ("2011-01-01", "Mine")


def test_a_day_that_is_not_in_the_calendar_is_told_and_left_open() -> None:
    incoming = marked("Published: 31 February 2022\nBy Ann Marsh\n\n" + BODY)
    assert incoming.document.published is None
    assert [issue.code for issue in incoming.issues] == ["bad-date"]


@pytest.mark.parametrize(("line", "day"), [("2022-02-16", "2022-02-16"), ("16 Feb. 2022", "2022-02-16"), ("Feb 16th, 2022", "2022-02-16"),
                                           ("16.02.2022", "2022-02-16"), ("20225-02-16", None), ("no date 12", "none")])  # fmt: skip
def test_full_dates(line: str, day: str | None) -> None:
    found = find_day(line, WORDS.months)
    assert (found.day if found else "none") == day


def test_a_box_on_a_person_inside_a_sentence_is_left_out_of_it() -> None:
    text = "Sen. Ann Hall Annabel (Ann) Mary HallSenate votes on ships | Fleet leaves port MORE (R-Ohio) said the fleet would stay."
    document = marked(text, title="Fleet").document
    assert regions(marked(text, title="Fleet")) == [
        ("boilerplate", "Annabel (Ann) Mary HallSenate votes on ships | Fleet leaves port MORE")
    ]
    (parse,) = load_parser().parse([document])
    assert len(parse.sentences) == 1
    assert "Annabel" not in parse.words
    assert {"Hall", "stay"} <= set(parse.words)


def test_a_politician_with_party_and_state_is_no_dateline() -> None:
    assert regions(marked("Ann Hall (R-Ohio) said the fleet would stay.", title="Fleet")) == []
    assert regions(marked("Oslo (Reuters) - The fleet will stay.", title="Fleet")) == [("dateline", "Oslo (Reuters) -")]
