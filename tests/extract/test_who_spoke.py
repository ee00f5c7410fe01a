"""For whom those speak whom a report names in a roundabout way: by who spoke before, by an organ's short form, by a paper's owner."""

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def speakers(
    text: str, words: str, *, title: str | None = None, outlet: str = "Reuters", published: str = "2016-05-10"
) -> list[str | None]:
    """The actors of the speakers of the last statement that holds some words in marks, else of the last that holds them."""
    document = Document(id="d", text=text, title=title, published=published, outlet=outlet, language="en")
    (parse,) = PARSER.parse([document])
    reading = read_document(document, parse, load(), model="m", scope="all")
    found = [s for s in reading.claims if isinstance(s, Statement) and any(words in span.of(text) for span in s.words)]
    quoting = [s for s in found if any(words in span.of(text) for span in s.quoted)]
    return sorted((p.actor for p in (quoting or found)[-1].parties if p.role == "speaker"), key=str)


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # "it" after a document that a person issued
        (
            (
                'Norwegian Prime Minister Erna Solberg ordered the ships home, her office said.\n\n"We go," said the statement.\n\n'
                '"We stay in Mali," it said.'
            ),
            "We stay in Mali",
            ["NOR:GOV"],
        ),
        # "he" after several others is the person before them
        (
            'Belgian Trade Minister Jan Moe said Peru would wait.\n\nU.S. officials say that is wrong.\n\nHe said he was "very glad."',
            "very glad",
            ["BEL:GOV"],
        ),
        # but for whom the sentence before brings in
        (
            (
                "Belgian minister Ann Moe said Peru would wait.\n\nU.S. officials say it is over.\n\n"
                'A woman called for help. "Go home," she said.'
            ),
            "Go home",
            [None],
        ),
        # nor a woman where the name is a man's
        (
            'Ukrainian President Viktor Petrenko said Peru would wait.\n\nU.S. officials say that is wrong.\n\nShe said it was "very sad."',
            "very sad",
            [None],
        ),
        # who is called by a trait; and no trait of a private person
        ('Norwegian minister Jan Moe left Peru. He said it rained. "We stay," the controversial hardliner added.', "We stay", ["NOR:GOV"]),
        # a thing before a colon, in the words of who spoke before
        (
            'The Norwegian foreign ministry said that talks "should go on." The venue was open: "We only want them to be held soon."',
            "We only want them",
            ["NOR:GOV"],
        ),
        # who told more than that something is so
        (
            (
                "Chief Norwegian trade negotiator Kari Moe said on the Bergen radio station a good deal would be hard to make, but, "
                '"We are ready to try it again."'
            ),
            "We are ready",
            ["NOR:GOV"],
        ),
        # the person of the sentence before, placed by who spoke before
        (
            (
                'An official of Hamas spoke of progress.\n\nOmar al-Deb said it was "very slow." Al-Deb denied reports of a deal. '
                '"It is a step, but the road is long and hard."'
            ),
            "It is a step",
            ["PSE:HAMAS"],
        ),
        # papers: with the owner's name, taken up again, and after another paper
        ('North Korea\'s state-run newspaper called it "a bad farce."', "a bad farce", ["PRK:JRN"]),
        ('North Korea\'s daily newspaper called it "a bad farce."', "a bad farce", [None]),
        ('North Korea\'s Rodong Sinmun newspaper said it was late. "We wait," the paper said.', "We wait", ["PRK:JRN"]),
        (
            'North Korea\'s Rodong Sinmun newspaper said it was late. The editorial urged Seoul to "stop the war games."',
            "stop the war games",
            ["PRK:JRN"],
        ),
        ('Rodong Sinmun said it was late. The Morning Star said it was not. "We wait," the paper said.', "We wait", [None]),
        # what the press tells at the end of a sentence was said by whom it names
        (
            'The Norwegian premier said on Monday that Peru would show "patience and calm," local media said.',
            "patience and calm",
            ["NOR:GOV"],
        ),
        # a paragraph that is all quotation, after an advertisement
        (
            'Norwegian minister Jan Moe said it was "late."\n\nMore on this: ships\n\n"We want them to come home, and we want it soon."',
            "We want them",
            ["NOR:GOV"],
        ),
        # a feeling in marks with what it is about
        ('Peru expressed "serious concern" about the raid, which was short.', "serious concern", ["PER"]),
    ],
)
def test_who_spoke_before_is_meant(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # organs and those who serve them
        (
            "The Norwegian trade ministry was shut. Danish and Peruvian envoys left. Ministry officials said it rained.",
            "it rained",
            ["NOR:GOV"],
        ),
        (
            'The Norwegian trade ministry was asked about the Danish and Peruvian ambassadors. "We wait," ministry spokesman Jan Moe said.',
            "We wait",
            ["NOR:GOV"],
        ),
        (
            'The Norwegian trade ministry was asked about the Danish and Peruvian ambassadors. "We wait," the ministry spokeswoman said.',
            "We wait",
            ["NOR:GOV"],
        ),
        ('France\'s Socialist Party sent Ana Roy to Israel. "We wait," party spokesman Jan Roche said.', "We wait", ["FRA:PTY"]),
        (
            'A Foreign Ministry official said Japan would wait. "We wait," Ken Mori of the Foreign Ministry\'s European Division said.',
            "We wait",
            ["JPN:GOV"],
        ),
        (
            'The Philippine foreign ministry was shut. "We wait," said Ana Cruz, executive director of the ministry\'s Asian desk.',
            "We wait",
            ["PHL:GOV"],
        ),
        ("Iran may end it. The head of parliament's trade committee, Ali Rad earlier said Tehran could go on.", "could go on", ["IRN:LEG"]),
        (
            "A ship that sank off Peru was listed as lost by the Norwegian navy. The crew had slept, the military said.",
            "The crew had slept",
            ["NOR:MIL"],
        ),
        (
            "The Lord's Resistance Army fled from Ugandan troops. Uganda gave chase. The army said it was over.",
            "it was over",
            ["UGA:MIL"],
        ),
        # officials of the state of whose acts they tell, not of the one most spoken of
        (
            "The Philippine navy summoned Beijing's envoy about Chinese ships off a Chinese reef, an official said. China denied it.",
            "summoned",
            ["PHL:GOV"],
        ),
        # short forms in brackets
        (
            "Ghana's Export Finance Department (EFD) is shut. Chad waits. The head of EFD's debt division, Ann Moe, said it would open.",
            "it would open",
            ["GHA:GOV"],
        ),
        # the page of whom a statement stands on
        (
            'The U.S. Embassy in Kabul is shut. "Three of us died," said a statement posted on the embassy\'s Twitter page.',
            "Three of us",
            ["USA:GOV"],
        ),
        # a movement that acts in the sentence before
        ('Hamas claimed victory over Israel. "We stay," said a spokesman, Jan Abu Moe.', "We stay", ["PSE:HAMAS"]),
        # embassies of those who own them
        ('Mexico was angry. The country\'s embassy in Washington said that it was "very sad."', "very sad", ["MEX:GOV"]),
        # titles of many words
        (
            "Assistant Secretary of Defence for nuclear export policy Ann Moe said it would end.",
            "it would end",
            ["USA:GOV"],
        ),
        ("Jan Moe, the U.N. humanitarian coordinator for Chad, said it would end.", "it would end", ["UN"]),
        ('The U.N. special envoy for Yemen, Jan Moe, left. "We wait," Moe said.', "We wait", ["UN"]),
        ('Smiling, Ambassador of Mali to Peru, Dr. Omar Deb said, "We stay with you here."', "We stay with you", ["MLI:GOV"]),
        ('Hong Kong\'s Civic party leader Alan Bo met him. "We stay," Bo said.', "We stay", ["HKG:PTY"]),
        ('A Hong Kong pro-democracy group called it "a bad farce."', "a bad farce", ["HKG:OPP"]),
        ("Gaza Health Ministry spokesman Omar Deb said Israel had fired.", "Israel had fired", ["PSE:GOV"]),
        # names of several parts
        ('Johannes van der Moe, the U.N. envoy, left. "We stay," Van der Moe said.', "We stay", ["UN"]),
        ('IADB president Antonio Ortiz Vela left. "We stay," Ortiz said.', "We stay", ["IADB"]),
        ("ROK chief negotiator Kim Dae-soon said in Oslo Monday that talks would go on.", "talks would go on", ["KOR:GOV"]),
        ('Hamas official Omar al-Deb left. "We stay," added Al-Deb.', "We stay", ["PSE:HAMAS"]),
        # where a report is from
        ("LILLE, France - President Donald Trump said it would end.", "it would end", ["USA:GOV"]),
    ],
)
def test_titles_and_organs_place_who_speaks(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # people counted before are no states; persons of whom one acts for nobody
        ("Norway and Peru and Chad agreed. Three climbers were freed in Peru. The three said they were glad.", "they were glad", [None]),
        (
            (
                "North Korea let the United States see two climbers.\n\nAnn Hill and Bo Moe said they hoped to be home by May. "
                "But they said they were tired too."
            ),
            "they were tired",
            [None],
        ),
        # the leaders of whom it was told last
        (
            "NATO leaders met in Riga and praised Albania, Croatia and Montenegro. The leaders said it was good.",
            "it was good",
            ["NATO"],
        ),
        # a group of people, and no organisation named before
        (
            "A group of former envoys met. Peru left the World Trade Organization (WTO). The group wrote that it was late.",
            "it was late",
            [None],
        ),
        # private persons
        ('Iran is silent. "We hope," says hotel clerk Amir Rad.', "We hope", [None]),
        ('The soldier\'s father, Jan, a professor at Tel Aviv University, said it was "a sad day."', "a sad day", [None]),
    ],
)
def test_people_of_no_state_speak_for_none(text: str, words: str, actors: list[str | None]) -> None:
    assert speakers(text, words) == actors


def test_two_officials_of_one_title_speak_for_both() -> None:
    title = "Readout of National Security Advisor Jake Sullivan's Call with Japan's National Security Advisor Ken Mori"
    text = "Jake Sullivan spoke with Ken Mori of Japan. The two National Security Advisors reaffirmed the pledge to Peru."
    assert speakers(text, "the pledge", title=title, outlet="The White House", published="2022-05-10") == ["JPN:GOV", "USA:GOV"]
