"""Quotation marks of every style: what stands in them, and what lacks a partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.quotations.annotator import find_quotations
from dragoman.annotate.quotations.marks import AHEAD, UNCLOSED, UNOPENED, pair_marks
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.text import Document, Span
from dragoman.parse import load_parser

MARKS = "\"'“”‘’„‟«»\u2039\u203a「」『』`\uff02\u201a"


def paragraphs(text: str) -> list[Span]:
    """The lines of a text, as spans."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in pair_marks(text, paragraphs(text)).spans]


def codes(text: str) -> list[str]:
    return [issue.code for issue in pair_marks(text, paragraphs(text)).issues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," he said. "Come now."', ["We are ready,", "Come now."]),
        ("“We are ready,” he said. “Come now.”", ["We are ready,", "Come now."]),
        ("„Wir sind bereit“, said the note.", ["Wir sind bereit"]),
        ("«Nous sommes prêts», he said, and « d'accord ».", ["Nous sommes prêts", "d'accord"]),
        ("»Wir sind bereit«, he said.", ["Wir sind bereit"]),
        ("\u2039Oui\u203a, he said.", ["Oui"]),
        ("「はい」と述べた。", ["はい"]),
        ("''We are ready,'' he said.", ["We are ready,"]),
        ("``We are ready,'' he said.", ["We are ready,"]),
        ("'We are ready,' he said, 'and the ministers' plan is not.'", ["We are ready,", "and the ministers' plan is not."]),
        ("‘We’re ready,’ he said.", ["We’re ready,"]),
        ("He called it “a disgrace“.", ["a disgrace"]),
        ("It was (“so to say”) over.", ["so to say"]),
        ("The plan—“a farce”—failed.", ["a farce"]),
        ('He said:"We are ready."', ["We are ready."]),
        ('It was late, he said. " And we are ready."', ["And we are ready."]),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"He told me 'not today' and left,\" she said.", ["He told me 'not today' and left,"]),
        ("“He told me ‘not today’ and left,” she said.", ["He told me ‘not today’ and left,"]),
        ("“He told me “not today” and left,” she said.", ["He told me “not today” and left,"]),
        ("'He told me \"not today\" and left,' she said.", ['He told me "not today" and left,']),
        ("''I said 'wait,''' he recalled.", ["I said 'wait,'"]),
        ("“In the ‘one nation, two states’ spirit,” it said.", ["In the ‘one nation, two states’ spirit,"]),
    ],
)
def test_nested_marks_are_kept_whole(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Turkey's ministers' plan wasn't the states' own.",
        "In the '90s rock 'n' roll reached Baku.",
        'It is 6\'2" tall and the pipe is 12" wide.',
        "The deal’s terms weren’t the parties’ own.",
        "Nothing is quoted here.",
        '""',
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_each_paragraph_opens_and_only_the_last_closes() -> None:
    text = "“We came in peace.\n“We stayed in peace.\n“We leave in peace,” he said."
    assert quoted(text) == ["We came in peace.", "We stayed in peace.", "We leave in peace,"]
    assert codes(text) == []


def test_a_quotation_may_run_on_without_new_marks() -> None:
    text = "“We came in peace.\nWe stayed in peace.\nWe leave in peace,” he said. Nobody replied."
    assert quoted(text) == ["We came in peace.", "We stayed in peace.", "We leave in peace,"]
    assert codes(text) == []


def test_but_not_for_ever() -> None:
    text = "“We came in peace.\n" + "The war went on.\n" * (AHEAD + 1) + "It was a mistake.”"
    assert quoted(text) == ["We came in peace."]
    assert codes(text) == [UNCLOSED, UNOPENED]


def test_a_missing_closer_costs_its_paragraph_and_is_told() -> None:
    text = '"We are ready, he said.\nThe fleet sailed.'
    assert quoted(text) == ["We are ready, he said."]
    assert codes(text) == [UNCLOSED]


def test_a_missing_closer_ends_before_the_next_quotation() -> None:
    text = 'He said: "We are ready. The envoy replied: "So are we."'
    assert quoted(text) == ["We are ready.", "So are we."]
    assert codes(text) == [UNCLOSED]


def test_a_closer_without_opener_is_told() -> None:
    assert codes("We are ready,” he said.") == [UNOPENED]
    assert quoted("We are ready,” he said.") == []


@given(st.lists(st.sampled_from([*MARKS, "''", "word", "said", " ", ".", ",", "s", "5", "(", "-", "\n", "\u2028"])).map("".join))
def test_any_marks_in_any_order(text: str) -> None:
    lines = paragraphs(text)
    found = pair_marks(text, lines)
    assert list(found.spans) == sorted(found.spans)
    for before, after in zip(found.spans, found.spans[1:], strict=False):
        assert before.end <= after.start
    for span in found.spans:
        assert any(line.contains(span) for line in lines)
        assert span.of(text).strip() == span.of(text) != ""
    for issue in found.issues:
        assert issue.span is not None
        assert any(line.contains(issue.span) for line in lines)
    assert pair_marks(text, lines) == found


@given(st.text(alphabet=MARKS + "ab ,.\n"))
def test_any_text_of_marks(text: str) -> None:
    found = pair_marks(text, paragraphs(text))
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@given(st.lists(st.sampled_from(['"', "word", "said", " ", ".", ",", "(", "-", "'s"]), max_size=30).map("".join))
def test_an_odd_number_of_marks_in_a_paragraph_is_told(text: str) -> None:
    line = text.strip()
    if line.count('"') % 2:
        assert set(codes(line)) & {UNCLOSED, UNOPENED}


@given(st.lists(st.sampled_from(["“", "”", "word", "said", " ", ".", ","]), max_size=30).map("".join))
def test_so_is_one_of_marks_that_have_two_forms(text: str) -> None:
    line = text.strip()
    if (line.count("“") + line.count("”")) % 2:
        assert set(codes(line)) & {UNCLOSED, UNOPENED}


@given(st.lists(st.text(alphabet="abc ", min_size=1).filter(str.strip).map(str.strip), min_size=1, max_size=5))
def test_what_is_put_in_marks_comes_out(pieces: list[str]) -> None:
    text = " he said ".join(f"“{piece}”" for piece in pieces)
    assert quoted(text) == pieces
    assert codes(text) == []


SPEECH = {
    '"We will never yield," the minister said.': [True],
    'The minister called it "a sad day".': [True],
    'The film "The Long Road Home" opened in Baku.': [False],
    'The so-called "friendship bridge" was closed.': [False],
    'He bought a "used" car.': [False],
    'The minister said on "Meet the Press," blaming others, that talks were over.': [False],
    'On "60 Minutes," the minister said that talks were over.': [False],
    'The exercise, dubbed "Steel Wind", ended on Friday.': [False],
    '"Yes," he said.': [True],
}


def test_speech_is_told_from_titles_and_scare_quotes() -> None:
    documents = [Document(id=text, text=text) for text in SPEECH]
    parses = load_parser().parse(documents)
    found = [find_quotations(Annotated(document=d, parse=p), load()) for d, p in zip(documents, parses, strict=True)]
    assert {a.document.text: [q.speech for q in a.quotations] for a in found} == SPEECH


def test_single_marks_alone_may_lack_their_partner_too() -> None:
    text = "He said it was 'wrong that the fleet hasn't left. \n'No ships, and no talks.'\nIt needs 'a word and a date."
    assert quoted(text) == ["wrong that the fleet hasn't left.", "No ships, and no talks.", "a word and a date."]
    assert codes(text) == [UNCLOSED, UNCLOSED]


def test_but_elisions_open_nothing() -> None:
    assert quoted("'Twas so. The '90s were over, the minister said.") == []
    assert quoted('He said "yes" and \'twas over for them all.') == ["yes"]
