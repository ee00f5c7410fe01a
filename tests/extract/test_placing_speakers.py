"""For whom those speak whose rank, place, party or name tells it, and how long in a report it holds."""

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Statement
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def speakers(text: str, words: str) -> list[str | None]:
    """The actors of the speakers of the last statement that holds some words."""
    document = Document(id="d", text=text, title=None, published="2016-05-10", outlet="Reuters", language="en")
    (parse,) = PARSER.parse([document])
    reading = read_document(document, parse, load(), model="m", scope="all")
    found = [s for s in reading.claims if isinstance(s, Statement) and any(words in span.of(text) for span in s.words)]
    return [party.actor for party in found[-1].parties if party.role == "speaker"]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # a rank in a body, which holds for the surname afterwards
        ('"No," said Omar Deb, Hamas spokesman in Tyre. "We stay," Deb said.', "We stay", ["PSE:HAMAS"]),
        ('Hamas spokesman Omar Abu Dib left Tyre. "We stay," Abu Dib said.', "We stay", ["PSE:HAMAS"]),
        ('"No," said Jan Moe, who leads the Malian desk of the African Union. "We stay," Moe said.', "We stay", ["AU"]),
        ('UN special rapporteur Kari Moe left Chad. "We stay," Moe said.', "We stay", ["UN"]),
        ('"No," Kari Moe, WHO representative in Chad, said. "We stay," Moe said.', "We stay", ["WHO"]),
        ('"We stay," Kari Moe of the World Food Programme told the station.', "We stay", ["WFP"]),
        ('"We stay," said the Red Cross\'s Kari Moe.', "We stay", ["ICRC"]),
        (
            'A senior Hamas official said talks went on.\n\nOmar al-Deb said that Chad was "softening."\n\n"We stay," added al-Deb.',
            "We stay",
            ["PSE:HAMAS"],
        ),
        # the chief named before is whose spokeswoman somebody is, if it is one
        ('UN Secretary-General Kofi Annan left Chad. "We stay," spokeswoman Kari Moe said.', "We stay", ["UN"]),
        (
            'French President Jacques Chirac met Abdelaziz Bouteflika. Bouteflika left. "We stay," spokesman Jan Moe said.',
            "We stay",
            [None],
        ),
        # and no body where a state's name makes it the state's
        ('Omar Deb, head of the Malian UN mission, left Oslo. "We stay," Deb said.', "We stay", ["MLI:GOV"]),
        ('Mali\'s UN mission said that it was "late."', "late", ["MLI:GOV"]),
        ('Hamas left Oslo. "No," said Omar Deb, a spokesman for the group. "We stay," Deb said.', "We stay", ["PSE:HAMAS"]),
        ("Hamas fired at a port. The group said its men had seen no ships.", "its men had", ["PSE:HAMAS"]),
        ('"No," a Hamas spokesman, Omar Deb, said. "We stay," Deb said.', "We stay", ["PSE:HAMAS"]),
        ("Hamas left Oslo. The group of tourists said it was late.", "it was late", [None]),
        # party and seat, party and territory
        ('"We stay," said Ann Bell (R-Idaho). "We wait," Bell said.', "We wait", ["USA:LEG"]),
        ('A frequent guest, Ann Bell, D-Ohio, said it was "folly."', "folly", ["USA:LEG"]),
        ('"We stay," Ann Bell, ranking Republican on the Senate Intelligence Committee, wrote in Lyon.', "We stay", ["USA:PTY"]),
        ('Hong Kong Civic Party leader Alan Bo met him. "We stay," Bo said.', "We stay", ["HKG:PTY"]),
        # surnames with a hyphen, and given names with one
        ('Norwegian envoy Kari Moe-Dahl left. "We stay," Moe-Dahl said.', "We stay", ["NOR:GOV"]),
        (
            (
                'South Korea wrote to North Korea. South Korea waits.\n\n"We stay," the South\'s deputy foreign minister, '
                'Song Min-jae, said.\n\n"We wait," Song said.'
            ),
            "We wait",
            ["KOR:GOV"],
        ),
        ('Kuwaiti cabinet spokesman Abdul-Aziz al-Dib left. "We stay," Dib said.', "We stay", ["KWT:GOV"]),
        # titles with where somebody is sent to, of one power only, of many words
        ('"No," the ambassador of Mali to Chad, Dr. Omar Deb, said. "We stay," Deb said.', "We stay", ["MLI:GOV"]),
        ('"No," Ann Bell, undersecretary of state for trade, told us. "We stay," Bell said.', "We stay", ["USA:GOV"]),
        ('Norwegian Assistant Minister of Commerce Kari Moe left. "We stay," Moe said.', "We stay", ["NOR:GOV"]),
        ('"No," said Vatican spokesman Rev. Paolo Riva. "We stay," said Father Riva.', "We stay", ["VAT:GOV"]),
        # a place before local offices
        ('Rotterdam police called it "an ugly fight."', "an ugly fight", ["NLD"]),
        ('"No," Haifa police chief Dan Levi said. "We stay," Levi said.', "We stay", ["ISR"]),
        # an official without a name who is named later, if it is a person
        (
            (
                'The Norwegian deputy foreign minister offered ships.\n\n"We are ready to send them," Kari Moe told the station.\n\n'
                '"We wait," Moe said.'
            ),
            "We wait",
            ["NOR:GOV"],
        ),
        ('The Norwegian deputy foreign minister offered ships. "It will cost more," Dahl Brothers said.', "cost more", [None]),
        # the agency of a state
        (
            '"They burned it," acting governor Omar Deb was quoted as saying by the SUNA agency.',
            "They burned it",
            ["SDN:GOV"],
        ),
        ('"They burned it," KCNA quoted a foreign ministry spokesman as saying.', "They burned it", ["PRK:GOV"]),
        # headings in capitals over quotations, which make no transcript
        (
            'President Donald Trump spoke.\n\nTRUMP: "We have won this one."\n\nFACTS: He has not won it.\n\nFACTS: Nobody won it.',
            "We have won",
            ["USA:GOV"],
        ),
        # the subject of the sentence above
        ('Barack Obama used a walk through a garden to declare, "We shall wait."', "We shall wait", ["USA:GOV"]),
        ('Obama defended the plan when asked about it in Oslo: "We hold them to what they signed."', "We hold them", ["USA:GOV"]),
        # the chair of a house's committee, a body of one state, a minister's charge
        ('Chad shut its mines. House Agriculture Committee Chairwoman Ann Bell said: "We wait."', "We wait", ["USA:LEG"]),
        ('"We wait," said Ann Bell, who chairs the House Energy and Commerce Committee.', "We wait", ["USA:LEG"]),
        ('The State Council Tariff Commission said that it had "no choice."', "no choice", ["CHN:GOV"]),
        (
            'Norway put off a visit. The minister of development co-operation, Kari Moe, left Oslo. "We wait," she said.',
            "We wait",
            ["NOR:GOV"],
        ),
        # of the state of whose acts an official tells in two halves of a sentence
        (
            ('Norway was "ready in full" to lend Chad two tankers but no order was given, a deputy foreign minister said on Friday.'),
            "ready in full",
            ["NOR:GOV"],
        ),
        (
            (
                "Norway has offered boats after a request from the UN but an order has not been given, "
                "a deputy foreign minister said on Monday."
            ),
            "has not been given",
            ["NOR:GOV"],
        ),
        # whom the page of an outlet quotes
        (
            (
                'President Obama pointed to France as a friend and said the country was "in full charge" of and "bound to" the project, '
                'which would "double the flow," FoxNews.com reports.'
            ),
            "in full charge",
            ["USA:GOV"],
        ),
        # the website of who was named with it
        ('The port is shut, according to Norway\'s website. "Ships may wait," the website states.', "Ships may wait", ["NOR"]),
        # bodies that no table knows make nobody a state's, nor do attorneys of persons
        ('"We stay," said Kari Moe, deputy director of the Norwegian Plum Growers Union.', "We stay", [None]),
        ('"We stay," said Kari Moe, the director of trade at Dahl Brothers in Norway.', "We stay", [None]),
        # what leaders commit to, and who claims a raid
        (
            "President Hollande and President Obama met. The two leaders committed to continue the patrols.",
            "to continue the patrols",
            ["FRA:GOV", "USA:GOV"],
        ),
        ("Hamas claimed responsibility for the raid.", "responsibility for the raid", ["PSE:HAMAS"]),
    ],
)
def test_who_is_placed(text: str, words: str, actors: list[str | None]) -> None:
    assert sorted(speakers(text, words), key=str) == actors
