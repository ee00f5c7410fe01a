"""What is a statement and what is none: clauses that the tree hangs elsewhere, where a passage ends, speech that is denied or to come."""

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def statements(text: str) -> list[Statement]:
    document = Document(id="d", text=text, published="2022-02-16", language="en")
    (parse,) = PARSER.parse([document])
    reading = read_document(document, parse, load(), model="m", scope="all")
    return [claim for claim in reading.claims if isinstance(claim, Statement)]


def words(text: str) -> list[str]:
    return [" ... ".join(span.of(text) for span in said.words) for said in statements(text)]


def spoken(text: str, role: str = "speaker") -> list[str]:
    return [party.span.of(text) for said in statements(text) for party in said.parties if party.role == role and party.span]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The bases, which officials said will close in May, lie near Dushanbe.", "which ... will close in May"),
        ("Macron said after the vote he would not sign the treaty.", "after the vote he would not sign the treaty"),
        ("Blinken told a meeting of African ministers that few states had paid their share.", "that few states had paid their share"),
        (
            "Sikorski noted Poland has a large fleet and talks with Norway would cover the sale of ships.",
            "Poland has a large fleet and talks with Norway would cover the sale of ships",
        ),
        ("One of the authors of the accord, Ari Vatanen, said the text would stand.", "the text would stand"),
        ("The presidents agreed on the need for a truce in Yemen.", "the need for a truce in Yemen"),
    ],
)
def test_clauses_are_told_where_the_tree_hangs_them_elsewhere(text: str, content: str) -> None:
    assert words(text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "When the funds ran out, Chile said enough.",
        "Oil prices would rise again, unless Kuwait agreed to sell more.",
        "Kofi Annan saved some of his harshest words for the council, which he left in May.",
        "Putin's decision suggests that the talks are over.",
        "The willingness of the Greek president to talk surprised Seoul.",
        "The Greek president's willingness to talk surprised Seoul.",
    ],
)
def test_nothing_is_told_where_a_word_of_speech_only_stands_beside(text: str) -> None:
    assert words(text) == []


def test_what_stands_before_a_colon_is_not_what_the_sentence_after_it_declares() -> None:
    assert words("It had rained for days: Chad declared war on Libya.") == ["war"]


def test_a_verb_that_goes_on_with_a_clause_has_its_subject() -> None:
    text = "The resolution backs the decision to end the strikes, urges Turkish President Turgut Ozal to leave the island and calls on "
    text += "the UN to help."
    demands = [said for said in statements(text) if said.stance == "demand"]
    told = [(d.words[0].of(text), p.span.of(text)) for d in demands for p in d.parties if p.role == "speaker" and p.span]
    assert told == [("to leave the island", "The resolution"), ("to help", "The resolution")]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Egypt said it would reopen the canal and accused Libya of arming the rebels.",
            ["it would reopen the canal", "Libya of arming the rebels"],
        ),
        ("The Greek minister said the talks had failed, blaming Turkey for the delay.", ["the talks had failed", "Turkey for the delay"]),
        (
            "The envoys welcomed the talks that took place in Oslo and reaffirmed support for the truce.",
            ["the talks that took place in Oslo", "support for the truce"],
        ),
        (
            "Norway opposes the bid of Sweden to build a dam and accuses Sweden of haste.",
            ["the bid of Sweden to build a dam", "Sweden of haste"],
        ),
        (
            "The king called on the army to join the fight and urged parliament to change the law.",
            ["to join the fight", "to change the law"],
        ),
    ],
)
def test_a_passage_ends_where_the_next_verb_of_its_speaker_begins(text: str, contents: list[str]) -> None:
    assert words(text) == contents


def test_a_participle_before_the_verb_that_reports_it_keeps_its_own_speaker() -> None:
    text = 'The Turkish president made a visit to Baku on Sunday, telling students that he "shared their joy", witnesses said.'
    assert "The Turkish president" in spoken(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Greek minister did not say who would come.",
        "The Greek government will announce a plan for the port.",
        "The Greek minister declined to say who would come.",
        "The Greek minister wants to urge Chad to close the camps.",
        "The Greek president will travel to Chad to highlight the need for talks.",
        "The envoys are expected to fly to Chad to brief the council on the talks.",
        "The Greek minister left without saying who would come.",
        "It is unclear whether Greece promised to pay.",
        "The deal will allow Greece to claim that it won.",
        "The ministers are eager to offer support to Chad.",
        "The trip is a chance to praise the friendship of Chad with France.",
    ],
)
def test_what_is_denied_or_to_come_or_only_possible_is_no_statement(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("We will continue to urge Chad to close the camps.", "to close the camps"),
        ("The Greek minister did not rule out a boycott.", "a boycott"),
        ("The Greek minister would say only that the port was open.", "only that the port was open"),
        ("The Greek minister could only confirm that the port was open.", "that the port was open"),
        ("Greece does not believe that the truce will hold.", "that the truce will hold"),
        ("The Greek minister met the king to express concern over the war.", "concern over the war"),
        ("The Greek president won by a hair, adding that he would not go.", "that he would not go"),
    ],
)
def test_an_attitude_is_told_by_its_denial_and_whoever_says_we_will_has_said_it(text: str, content: str) -> None:
    assert words(text) == [content]


def test_a_word_in_marks_is_not_said_by_whom_the_sentence_ends_with() -> None:
    text = 'The bans, which hit the navy\'s "old guard," drew an answer from Moscow, which described them as "folly".'
    assert [said.quoted[0].of(text) for said in statements(text) if said.quoted] == ["folly"]


def test_a_day_before_the_verb_is_not_who_is_told() -> None:
    text = 'The United States on Tuesday called the verdict "a milestone".'
    assert len(statements(text)) == 1
    assert spoken(text, "addressee") == []
