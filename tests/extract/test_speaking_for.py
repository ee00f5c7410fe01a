"""For which state those speak who are named without it: aides, cited officials, spokesmen, envoys, papers of a state."""

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def statements(text: str, outlet: str = "Reuters", published: str = "2019-03-06") -> list[Statement]:
    document = Document(id="d", text=text, title=None, published=published, outlet=outlet, language="en")
    (parse,) = PARSER.parse([document])
    reading = read_document(document, parse, load(), model="m", scope="all")
    return [claim for claim in reading.claims if isinstance(claim, Statement)]


def speakers(text: str, words: str, outlet: str = "Reuters", published: str = "2019-03-06") -> list[str | None]:
    """The actors of the speakers of the last statement that holds some words."""
    found = [s for s in statements(text, outlet, published) if any(words in span.of(text) for span in s.words)]
    return [party.actor for party in found[-1].parties if party.role == "speaker"]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # a participle hung on a thing is that of the subject
        (
            'Oslo has drawn its own lines for any coming pact accusing the Libyans of committing "plain theft."',
            "plain theft",
            ["NOR:GOV"],
        ),
        # others of the same side
        ("A Norwegian official said the pact was dead. A second official said Libya had killed it.", "Libya had killed", ["NOR:GOV"]),
        (
            "A Norwegian official said the pact was dead. Another official, who asked not to be named, said Libya had killed it.",
            "Libya had killed",
            ["NOR:GOV"],
        ),
        # titles with an owner before them, and heads of missions
        ('"We are late," insisted White House chief economic advisor Ann Moe.', "We are late", ["USA:GOV"]),
        ('"We are late," said Ann Moe, the head of the Norwegian mission to the EU.', "We are late", ["NOR"]),
        ('"We are late," Norwegian UN spokesman Ola Berg said.', "We are late", ["NOR:GOV"]),
        # who held an office speaks for the organisation that sends him now
        ("UN envoy Martti Ahtisaari said Chad was late. Ahtisaari said the raid was folly.", "the raid was folly", ["UN"]),
        # a speaker announced before a colon, with the source behind the marks
        ('Emmanuel Macron said in Paris: "We wait for Libya," according to a local report.', "We wait", ["FRA:GOV"]),
        # a sentence that the parser takes for a noun with a participle
        (
            "The two Norwegian envoys condemned in the strongest possible terms Libya's growing support for the brutal war against Chad.",
            "growing support",
            ["NOR:GOV"],
        ),
        # papers of a state, and its agency in a commentary
        ("Norway has no plan, the People's Daily said on Monday.", "no plan", ["CHN:JRN"]),
        ("KCNA said in a commentary that the drill was folly.", "the drill was folly", ["PRK:JRN"]),
        ("KCNA said that the drill was over.", "the drill was over", [None]),
        # documents: a tweet, a piece
        ("Norway's trade ministry tweeted that it was late.\n\n“We urge Libya to wait,” the tweet said.", "We urge", ["NOR:GOV"]),
        # the ministry of a minister, the official beside a state's act, the organ just named
        (
            "Norwegian Foreign Minister Ola Berg will visit Libya for talks with Libyan leaders, a foreign ministry official said.",
            "will visit Libya",
            ["NOR:GOV"],
        ),
        ('Norway also weighed in, with a Foreign Ministry spokesman calling the raids on Libya "a shame."', "a shame", ["NOR:GOV"]),
        ('Norway\'s Foreign Ministry praised the move, with a spokeswoman saying Libya was "free."', "was", ["NOR:GOV"]),
        ('Norway\'s trade ministry said the offer of Libya was late.\n\n"We wait," a spokesperson said.', "We wait", ["NOR:GOV"]),
        ('The company said the offer of Libya was late.\n\n"We wait," a spokesperson said.', "We wait", [None]),
        # a state named in marks is not that of the ministry outside them
        (
            'Norway denied charges by Libya. "There is no truth in what Libya tells," the Foreign Ministry said.',
            "There is no truth",
            ["NOR:GOV"],
        ),
        # who is cited by an agency
        ('Reuters, citing a Norwegian official, says Libya will wait and that talks "are dead."', "are dead", ["NOR:GOV"]),
        # two titles of one person
        (
            "Norwegian Trade Minister and Vice Premier Ola Berg said Libya was late. It was worth it, he added.",
            "It was worth it",
            ["NOR:GOV"],
        ),
        # words in the marks are no speakers of what stands outside
        (
            (
                'Norwegian spokeswoman Ann Moe was in Oslo. Noting that there are "great strains in the town and the land" for Norway '
                'to take a tough stand on Libya, she said, "Here was an hour in which we simply had to act."'
            ),
            "great strains",
            ["NOR:GOV"],
        ),
        # a name that ends like a preposition
        ('South Korean President Moon Jae-in said he "could hardly wait" for Norway.', "could hardly wait", ["KOR:GOV"]),
        # whom an agency cites behind the marks
        (
            '"The answer will be fair. We will work on it with Norway," the RIA news agency cited a Libyan ministry source as saying.',
            "The answer will be fair",
            ["LBY"],
        ),
        # who is only passed on, and speaks himself afterwards
        (
            (
                "Years of delay explain why Norway will act, according to an official with the Norwegian trade ministry.\n\n"
                '"Libya uses these talks," the official said.'
            ),
            "uses these talks",
            ["NOR:GOV"],
        ),
        # the second subject of a verb stands outside the marks
        ('"So sad that the letters were leaked. No more letters to Libya," Macron wrote on Twitter.', "No more letters", ["FRA:GOV"]),
    ],
)
def test_for_whom_somebody_speaks(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


def test_names_that_the_parser_takes_for_common_words_are_names() -> None:
    text = "Norway talked to Trump. Huntsman, Trump and the envoys were late. Trump fired back: “We wait for Norway.”"
    assert speakers(text, "We wait") == ["USA:GOV"]
    text = "U.S. Ambassador Jon Huntsman went to Oslo. Huntsman on Friday said it was “most unlikely” to last."
    assert speakers(text, "most unlikely") == ["USA:GOV"]


def test_a_junior_is_who_is_named_before() -> None:
    text = "Today, President Joseph R. Biden, Jr. met with Foreign Minister Ana Rai of Nepal to reaffirm the pledge to Nepal."
    assert speakers(text, "the pledge", published="2022-03-01") == ["USA:GOV"]


def test_lawmakers_are_known_where_the_report_names_no_state() -> None:
    assert speakers(
        "Senator Bob Corker, chairman of the panel, said he would wait for Libya.", "he would wait", published="2018-03-06"
    ) == ["USA:LEG"]


def test_a_mayor_speaks_for_the_state_of_the_city() -> None:
    assert speakers("London Mayor Ann Moe said Libya was late.", "Libya was late", outlet="CNN") == ["GBR:GOV"]


def test_vice_presidents_of_firms_speak_for_no_state() -> None:
    text = '"Norway is anxious," said Ann Moe, senior vice president for Asia and Norway chair with the Center for Peace.'
    assert speakers(text, "is anxious", outlet="USA TODAY") == [None]


def test_what_witnesses_tell_is_said_by_whom_they_heard() -> None:
    text = 'The Norwegian minister went to Tripoli, telling residents that he "felt their grief," witnesses said.'
    said = [s for s in statements(text) if s.quoted]
    assert [[p.actor for p in s.parties if p.role == "speaker"] for s in said] == [["NOR:GOV"]]


def test_who_was_asked_answers() -> None:
    text = 'The Norwegian premier was asked whether Libya should wait, to which he replied that "it is a fair question."'
    (said,) = [s for s in statements(text) if s.quoted]
    assert [span.of(text) for span in said.words] == ['that "it is a fair question."']


def test_the_answer_to_a_question_is_kept_apart_from_it() -> None:
    text = (
        "Asked whether Norway would accept Libyan insistence that any pact name East Sirte as part of the Union, she replied: "
        '"That clause is missing in the draft which our side gave."'
    )
    assert [[span.of(text) for span in s.quoted] for s in statements(text) if s.quoted] == [
        ["That clause is missing in the draft which our side gave."]
    ]
