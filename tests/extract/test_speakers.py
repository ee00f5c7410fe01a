"""Who speaks where the words beside the speech do not name an actor: titles, references, documents, pronouns."""

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def speakers(text: str, words: str, title: str | None = None, published: str = "2019-03-06") -> list[str | None]:
    """The actors of the speakers of the statement that holds some words."""
    document = Document(id="d", text=text, title=title, published=published, outlet="Reuters", language="en")
    (parse,) = PARSER.parse([document])
    reading = read_document(document, parse, load(), model="m", scope="all")
    found = [s for s in reading.claims if isinstance(s, Statement) and any(words in span.of(text) for span in s.words)]
    assert len(found) == 1, [[span.of(text) for span in s.words] for s in found]
    return [party.actor for party in found[0].parties if party.role == "speaker"]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # a participle after what is said, a preposition taken for a conjunction
        (
            (
                "A senior French diplomat said firms would have to choose between Iran and the United States, adding: "
                '"Generally that is soon done in favor of the U.S."'
            ),
            "soon done",
            ["FRA:GOV"],
        ),
        (
            'A senior Danish official before the talks with Libya described a step that would keep the ships "out of every port."',
            "out of every port",
            ["DNK:GOV"],
        ),
        # who serves a part of a state, and titles that hold the name of one
        (
            'Norway met Libya in Oslo.\n\nSenator Paul Gray of Ohio warned Libya against delay. "We are not there," Gray told reporters.',
            "We are not there",
            ["USA:LEG"],
        ),
        ('Assistant U.S. Attorney Ann Low said the ship "will stay in Libya."', "will stay in Libya", ["USA"]),
        # who leads a club does not serve the organisation that the report is about
        (
            (
                "The United Nations met on Chad, and the UN voted on Monday.\n\nGreg Hale, executive director for the Committee "
                'for Human Rights in Chad, saw the camps. Hale said "it was grueling".'
            ),
            "it was grueling",
            [None],
        ),
        # words in capitals that cry are no title
        ('Danish Prime Minister Lars Rasmussen was in Libya on Friday. "WORK, WORK, WORK!" he tweeted.', "WORK, WORK", ["DNK:GOV"]),
        # spokesmen whose organ was named before, and the ministry of the minister named
        (
            'A UN spokeswoman told reporters that the mission in Mali would stay.\n\n"All must keep calm," spokeswoman Ada Nilsen said.',
            "All must keep calm",
            ["UN"],
        ),
        ("Peruvian Foreign Minister Carlos Rojas will visit Bolivia on Monday, the foreign ministry said.", "will visit", ["PER:GOV"]),
        (
            (
                "Peruvian Foreign Minister Carlos Rojas will visit Bolivia, the foreign ministry said. "
                "The visit is the first, the ministry's spokeswoman Rosa Quispe told reporters."
            ),
            "The visit is the first",
            ["PER:GOV"],
        ),
        (
            (
                "Ali Demir, the spokesman of the Turkish Foreign Ministry, said that Iran was late. US envoy John Doe warned Iran. "
                "The spokesman said that Iran knew."
            ),
            "that Iran knew",
            ["TUR:GOV"],
        ),
        # persons of whom only the name is known, by what is said of them
        (
            (
                "Talks with Peru are off, the Bolivian foreign ministry said.\n\n"
                "Carlos Furno, head of economic relations for the ministry, said that Peru knew."
            ),
            "that Peru knew",
            ["BOL:GOV"],
        ),
        (
            (
                "Talks are off, the Bolivian foreign ministry said.\n\nCarlos Furno, head of economic relations for the ministry, "
                'said Peru knew.\n\nHe cited the "well-known troubles" of the border.'
            ),
            "well-known troubles",
            ["BOL:GOV"],
        ),
        ("Paulo Reis, who heads the UN mission in Chad, said the camps were full.", "the camps were full", ["UN"]),
        ("The head of the OSCE mission to Moldova, Anna Lind, said the talks went on.", "the talks went on", ["OSCE"]),
        ("The mayor of Osaka, Ken Ito, said China should wait.", "China should wait", ["JPN"]),
        # documents
        (
            "The presidents of Zambia and Malawi met. The border will be marked, said a joint statement issued by the two countries.",
            "will be marked",
            ["ZMB", "MWI"],
        ),
        (
            'Kenya\'s foreign ministry issued a statement on Sunday. "We regret the loss of life," the statement read.',
            "We regret",
            ["KEN:GOV"],
        ),
        ("Chad closed the road, the Malian minister said. The road is open, a report said.", "The road is open", [None]),
        # agencies named so are no outlets
        ("The International Atomic Energy Agency said help had come.", "help had come", ["IAEA"]),
        ("Iran's official news agency said help had come.", "help had come", [None]),
        # firms speak for themselves
        ("Swedish carmakers said the tax would cost jobs.", "the tax would cost jobs", [None]),
        # those named so before
        ("Peruvian diplomatic sources said Chile was told. The sources said the ships were late.", "the ships were late", ["PER"]),
        # the list whose first member the parse hangs on the last
        ("The U.S. and European Union declared a truce.", "a truce", ["EU", "USA"]),
        ("FEMA said Canada had sent help.", "had sent help", ["USA:GOV"]),
    ],
)
def test_speakers_are_placed(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


def test_he_goes_on_after_paragraphs_of_quotation() -> None:
    text = (
        '"We will not wait," Norwegian Prime Minister Ine Solberg said.\n\n"We have waited long enough for Denmark.\n\n'
        '"And we shall act."\n\n"That is all," she said.'
    )
    assert speakers(text, "That is all") == ["NOR:GOV"]


def test_a_quotation_alone_is_of_whom_the_sentence_before_is_about() -> None:
    text = (
        "Norwegian Foreign Minister Ine Solberg sounded hopeful after the talks with Denmark.\n\n"
        '"We have never been so close to a deal, and I think that both sides know it."'
    )
    assert speakers(text, "so close to a deal") == ["NOR:GOV"]


def test_who_only_the_words_of_another_name_is_not_meant_outside_of_them() -> None:
    text = (
        "French President Emmanuel Macron broke off the talks with the junta. A retired admiral called it "
        '"an insult to the Malian people and President Assimi Goita." The president blamed the junta for the attack.'
    )
    assert speakers(text, "the junta for the attack") == ["FRA:GOV"]


def test_a_mark_may_stand_at_a_word_without_a_space() -> None:
    assert speakers('"Trade has helped all countries,"Kenyan minister Omar Said said.', "Trade has helped") == ["KEN:GOV"]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # "he" after an official without a name
        ('"Gas costs too much," a Peruvian official said. "It cannot last," he said.', "It cannot last", ["PER:GOV"]),
        # a paragraph that is all quotation, after one that tells what was said
        (
            'Norway will build a bridge, a Norwegian official told us.\n\n"It will take us four years to build it and to pay for it."',
            "It will take us",
            ["NOR:GOV"],
        ),
        # "she" is who asked for calm before the colon, and not whom the sentence before names
        (
            (
                "Swedish Foreign Minister Eva Berg spoke first. Norwegian Foreign Minister Ine Lund asked for calm: "
                '"We must wait for them," she said.'
            ),
            "We must wait",
            ["NOR:GOV"],
        ),
        # "she" is a woman whom nobody names
        (
            'President Ali Bongo of Gabon left. A woman called on France to help. "We cannot live so," she said.',
            "We cannot live so",
            [None],
        ),
        # a document that has a name of its own
        (
            'Peruvian President Ana Paz wrote in an op-ed that Peru would not yield. "We will be strong," the op-ed states.',
            "We will be strong",
            ["PER:GOV"],
        ),
        ('Canada\'s parliament passed a motion on Peru. The motion said that Canada "would never bow".', "would never bow", ["CAN:LEG"]),
        # who is criticised does not speak
        ("Chadian minister Idriss Bala has been criticised for his words about Libya.", "his words about Libya", []),
        ("The Russian spokesman said so. The report by NBC News said that Chad knew.", "that Chad knew", [None]),
        ("The Russian spokesman said so. The interim report said that Chad knew.", "that Chad knew", [None]),
        # an official after another of the same ministry
        (
            "Chile broke off talks with Peru, a foreign ministry official said.\n\nAna Paz, head of trade at the ministry, said it was so.",
            "it was so",
            ["CHL:GOV"],
        ),
        # an officer of where he serves
        ("Col. Ali Zaid, spokesman for the task force in Benghazi, said the blast was strong.", "the blast was strong", ["LBY:MIL"]),
        # whose another is, is not who speaks
        ("Azerbaijani President Ilham Aliyev met him. His Turkish guest said that Baku was right.", "that Baku was right", ["TUR"]),
        ("Azerbaijani President Ilham Aliyev met him. His guest said that Iran was late.", "that Iran was late", [None]),
        ("Peru's neighbour Chile said that it would wait.", "it would wait", ["CHL"]),
        (
            "The Russian minister said in a statement that all was well. A resolution demanding peace said that Chad knew.",
            "Chad knew",
            [None],
        ),
        # a name that no woman bears
        ('Norwegian minister Eva Berg met Russian President Vladimir Putin. Putin smiled. "It was bad," she said.', "It was bad", [None]),
        # who voices concern, and not who gives cause for it
        ("Norwegian minister Ine Lund voiced grave concern over tests by North Korea.", "concern over tests", ["NOR:GOV"]),
        # a report on something else than what was said before
        ("The Russian spokesman said so. The report alleging details of it suggests that Chad knew.", "that Chad knew", [None]),
        # who is told does not, where the parser loses the subject
        (
            "Speaking after long talks in Lausanne, Switzerland, Norwegian Foreign Minister Ine Lund told reporters that Sweden paid.",
            "Sweden paid",
            ["NOR:GOV"],
        ),
        # a name that looks like a verb
        ('British Prime Minister Theresa May met him. May praised the "deep" alliance with Japan.', "alliance with Japan", ["GBR:GOV"]),
    ],
)
def test_who_speaks_is_found_by_what_was_told_before(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


def test_what_a_participle_brings_is_of_its_own_speaker() -> None:
    text = 'Iran said that the deal, hailed by US Secretary of State Mike Pompeo as "a big step", would not last.'
    document = Document(id="d", text=text, published="2019-03-06", language="en")
    (parse,) = PARSER.parse([document])
    said = [s for s in read_document(document, parse, load(), model="m").claims if isinstance(s, Statement)]
    told = [([p.actor for p in s.parties if p.role == "speaker"], [span.of(text) for span in s.quoted]) for s in said]
    assert told == [(["IRN"], []), (["USA:GOV"], ["a big step"])]


def test_a_heading_in_marks_is_nobody_s_statement() -> None:
    document = Document(id="d", text='Peru will wait, the Peruvian minister said.\n\n"A SLOW DIALOGUE"\n\nChile agreed.', language="en")
    (parse,) = PARSER.parse([document])
    said = [s for s in read_document(document, parse, load(), model="m").claims if isinstance(s, Statement)]
    assert [s.quoted for s in said if s.direct] == []


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        (
            'Norwegian Foreign Minister Ine Solberg argued that Denmark was in need, asking openly: "Why would we link aid and talks?"',
            "Why would we link",
            ["NOR:GOV"],
        ),
        (
            'Norwegian Foreign Minister Ine Solberg claimed modern threats, such as "storms and floods" were not solvable by one state.',
            "storms and floods",
            ["NOR:GOV"],
        ),
        ('A Chinese woman Catherine Chan told reporters: "Yes, we are afraid of them."', "we are afraid", [None]),
        ('"This sets a bad precedent," Miller\'s British lawyer, Jennifer Roberts, said.', "a bad precedent", [None]),
        ('The Kremlin on Thursday dismissed as "pure fantasy" an article by a newspaper.', "pure fantasy", ["RUS:GOV"]),
        ('The Kremlin blasted the article as "pure fantasy".', "pure fantasy", ["RUS:GOV"]),
    ],
)
def test_marks_where_the_words_for_the_speaker_stand_apart(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


def test_marks_belong_to_whom_an_outlet_quotes() -> None:
    text = (
        "Norwegian Prime Minister Erna Solberg warned Libya, saying that the blockade was "
        '"a step too far," the newspaper reported on Friday.'
    )
    document = Document(id="d", text=text, title=None, published="2019-03-06", outlet="Reuters", language="en")
    (parse,) = PARSER.parse([document])
    said = [s for s in read_document(document, parse, load(), model="m", scope="all").claims if isinstance(s, Statement) and s.quoted]
    assert [[p.actor for p in s.parties if p.role == "speaker"] for s in said] == [["NOR:GOV"]]


def test_a_quotation_set_apart_again_is_told_once() -> None:
    text = (
        'The envoys met in Oslo. "The road to Libya is open and it stays open," Norwegian Prime Minister Erna Solberg said.\n\n'
        '"The road to Libya is open and it stays open." — Erna Solberg\n\n'
        '"The harbours are another matter for the Libyans." — Erna Solberg'
    )
    document = Document(id="d", text=text, title=None, published="2019-03-06", outlet="Reuters", language="en")
    (parse,) = PARSER.parse([document])
    said = [s for s in read_document(document, parse, load(), model="m", scope="all").claims if isinstance(s, Statement)]
    quoted = [span.of(text) for s in said for span in s.quoted]
    assert quoted == ["The road to Libya is open and it stays open,", "The harbours are another matter for the Libyans."]


def test_whose_state_stands_before_a_name_that_two_share() -> None:
    document = "Saudi Arabia's King Abdullah said that the talks with Chad had helped."
    assert speakers(document, "had helped", published="2006-03-06") == ["SAU:GOV"]
