"""Officials whose state a report does not tell: those of its readers, or of the state that it is about."""

import pytest

from tests.annotate.actor_reading import at, meant, read

LAKE = "Kenya and Uganda share the lake. "


@pytest.mark.parametrize(
    ("text", "outlet", "words", "actor"),
    [
        # of the outlet, where no other state is spoken of by far
        ("The harbour is closed. Mayor Ana Ruiz said so on Monday.", "The Boston Globe", "Mayor Ana Ruiz", "USA:GOV"),
        ("The harbour is closed. Mayor Ana Ruiz said so on Monday.", "Toronto Star", "Mayor Ana Ruiz", "CAN:GOV"),
        (LAKE + "Senate Majority Leader Ann Hall said it was deep.", "CNN (Web News)", "Senate Majority Leader Ann Hall", "USA:LEG"),
        # a wire writes for readers of all states
        (LAKE + "Mayor Ana Ruiz said it was deep.", "Reuters", "Mayor Ana Ruiz", None),
        # of the state that the report is about
        ("Peru is at peace. Finance Minister Ana Ruiz said Peru would pay.", "Reuters", "Finance Minister Ana Ruiz", "PER:GOV"),
        # the state of the outlet has no such office
        ("Peru would pay. Finance Minister Ana Ruiz said so.", "The Boston Globe", "Finance Minister Ana Ruiz", "PER:GOV"),
        # a minister is of the state of the president named before
        ("We met President Bala of Peru, Foreign Minister Ana Ruiz and Bo.", "The Boston Globe", "Foreign Minister Ana Ruiz", "PER:GOV"),
        ("Foreign Minister Ana Ruiz spoke.", "The White House", "Foreign Minister Ana Ruiz", None),
        # a state that issues a text has no other leader than the one whom the tables know
        ("We met President Omar Bala in Lima.", "The White House", "President Omar Bala", None),
        # an organ is enough of a title, with a rank before the name too
        (LAKE + "Interior Ministry spokesman Ali Rad spoke.", "BBC", "Interior Ministry spokesman Ali Rad", "GBR:GOV"),
        ("Jets flew. Defense Department spokesman Maj. Bo Hill spoke.", "Reuters", "Defense Department spokesman Maj. Bo Hill", "USA:MIL"),
        # who holds an office of organisations serves the one that the report is about, and no state
        ("The EU warned Chad. Energy Commissioner Ana Ruiz said so.", "Reuters", "Energy Commissioner Ana Ruiz", "EU"),
        ("The EU warned Chad. River Club Executive Director Ana Ruiz said so.", "The Boston Globe", "Executive Director Ana Ruiz", None),
        # who is known keeps their own state
        ("Peru is glad. National Security Adviser Jake Sullivan said so.", "Reuters", "National Security Adviser Jake Sullivan", "USA:GOV"),
    ],
)  # fmt: skip
def test_a_title_without_a_state_is_placed(text: str, outlet: str, words: str, actor: str | None) -> None:
    assert meant(read(text, outlet=outlet, published="2022-05-03"), words) == [actor]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Police said two men had fled.", "Police", "USA:COP"),
        ("Federal prosecutors said they would appeal.", "Federal prosecutors", "USA:JUD"),
        ("The bridge will open, a law enforcement source told Reuters.", "a law enforcement source", "USA:COP"),
        ("The bridge will open, according to local officials.", "local officials", "USA:GOV"),
        ("The bridge fell, witnesses and officials said.", "officials", "USA:GOV"),
    ],
)
def test_officials_who_speak_are_those_of_the_report(text: str, words: str, actor: str) -> None:
    assert meant(read(text, outlet="The Boston Globe"), words) == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "Western officials said the talks were off.",
        "Union officials said the talks were off.",
        "Officials of the bank said the talks were off.",
        "A spokesman said the firm would pay.",
        "A diplomat said the talks were off.",
        "Officials left the hall by the back door.",
    ],
)
def test_others_are_not(text: str) -> None:
    assert all(mention.actor is None for mention in read(text, outlet="The Boston Globe").actors)


def test_a_spokesperson_speaks_for_the_organ_that_spoke_before() -> None:
    text = 'The UK Ministry of Defence said it would stay. "We keep our word to Estonia," the spokesperson added.'
    assert meant(read(text, outlet="BBC"), "the spokesperson") == ["GBR:MIL"]


def test_american_parties_and_those_in_them_speak_for_no_other_state() -> None:
    text = (
        "Russia sold the ships. Republicans called for sanctions. "
        '"It is too little," said Ann Hall of Ohio, the ranking Republican on the committee. "Far too little," Hall said.'
    )
    annotated = read(text, outlet="Reuters")
    assert meant(annotated, "Republicans") == ["USA:PTY"]
    assert [m.person for m in annotated.actors if m.text == "Hall"] == ["Ann Hall"]
    assert (at(annotated, "Hall").actor or "").startswith("USA:")


@pytest.mark.parametrize(
    ("text", "surname", "person", "actor"),
    [
        ("UNICEF chief Ana Ruiz flew to Dili. Ruiz said aid would come.", "Ruiz", "Ana Ruiz", "UNICEF"),
        ("The head of the British delegation, Ann Hall, agreed. Hall said no more.", "Hall", "Ann Hall", "GBR:GOV"),
        ("The exiled leader of Hamas Khaled Meshaal came. Meshaal spoke.", "Meshaal", "Khaled Meshaal", "PSE:HAMAS"),
    ],
)  # fmt: skip
def test_who_is_introduced_by_rank_and_body_is_known_by_surname(text: str, surname: str, person: str, actor: str) -> None:
    found = [m for m in read(text).actors if m.text == surname]
    assert [(m.person, m.actor) for m in found] == [(person, actor)]


def test_a_surname_that_is_a_town_means_the_person_introduced() -> None:
    text = 'President Ricardo Lagos of Chile spoke in Santiago. "The channels to Peru are open," Lagos said.'
    lagos = at(read(text, published="2005-11-04"), "Lagos")
    assert (lagos.person, lagos.actor) == ("Ricardo Lagos", "CHL:GOV")
    assert meant(read("Lagos said the oil would flow.", published="2005-11-04"), "Lagos") != ["CHL:GOV"]


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Senate Majority Leader Mitch McConnell", "Mitch McConnell"),  # not Mike McConnell, Director of National Intelligence to 2009
        ("Director of National Intelligence Mike McConnell", "Mike McConnell"),
        ("Defense Secretary Robert M. Gates", "Robert Gates"),
        ("Defense Secretary Bob Gates", "Robert Gates"),
    ],
)
def test_given_names_must_agree(written: str, person: str) -> None:
    annotated = read(f"{written} said the United States would wait.", published="2008-03-01", outlet="CNN")
    assert [m.person for m in annotated.actors if m.text.endswith(written)] == [person]


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        ("Ben Hall, the Norwegian defence minister, agreed. Hall left.", "Hall", "Ben Hall"),
        ("U.S. Rep. Ann Wasserman Hall agreed. Wasserman Hall left.", "Wasserman Hall", "Ann Wasserman Hall"),
        ("U.S. Sen. Robert Hall agreed. Bob Hall left.", "Bob Hall", "Robert Hall"),
    ],
)
def test_names_that_look_like_particles_and_names_of_several_words(text: str, words: str, person: str) -> None:
    assert at(read(text), words).person == person
    assert at(read(text), words).actor is not None


@pytest.mark.parametrize(
    ("text", "surname", "person", "actor"),
    [
        # between a state or an organ and the name
        ("Iranian security chief Ali Rad spoke. Rad left.", "Rad", "Ali Rad", "IRN:GOV"),
        ("Belarussian parliament deputy Ivan Rak spoke. Rak left.", "Rak", "Ivan Rak", "BLR:LEG"),
        # envoys with where they are sent, and portfolios
        ("The U.S. ambassador to Libya Ann Hill spoke. Hill left.", "Hill", "Ann Hill", "USA:GOV"),
        ("Swiss ambassador to the UK Max Frei spoke. Frei left.", "Frei", "Max Frei", "CHE:GOV"),
        ("U.S. Undersecretary of State for Economic Affairs Al Wall spoke. Wall left.", "Wall", "Al Wall", "USA:GOV"),
        (
            "Michael Berg, Under Secretary of State for Political Affairs, was asked about Peru. Berg left.",
            "Berg",
            "Michael Berg",
            "USA:GOV",
        ),
        # by what is said of them, where that names an organ of no state
        ("Peru is glad. Ana Paz, head of trade at the Ministry of Commerce, spoke. Paz left.", "Paz", "Ana Paz", "PER:GOV"),
        (
            "Peru and Chile met. Peruvian officials said little. Ana Paz, head of trade at the Ministry of Commerce, spoke. Paz left.",
            "Paz",
            "Ana Paz",
            "PER:GOV",
        ),
    ],
)
def test_officials_are_placed_by_the_words_around_their_names(text: str, surname: str, person: str, actor: str) -> None:
    found = [m for m in read(text, outlet="Reuters").actors if m.text == surname]
    assert [(m.person, m.actor) for m in found] == [(person, actor)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Swedish telecom chief Hans Berg spoke.", "Hans Berg"),
        ("Japan exports cars. American Toyota president Tetsuo Ito spoke.", "Tetsuo Ito"),
        ("Algeria sells gas, company officials said.", "company officials"),
        ("The deal with Peru is done, said Tom Hale, director of the River Club.", "Tom Hale"),
        ("Peru is glad. Ana Paz, an analyst at the Ministry of Commerce, said so.", "Ana Paz"),
    ],
)
def test_managers_and_private_persons_are_not(text: str, name: str) -> None:
    assert all(m.actor is None for m in read(text, outlet="Reuters").actors if name in m.text)


def test_a_body_tells_of_the_acts_of_its_own_state() -> None:
    text = "Chadian jets struck a camp in Niger, the army said."
    assert meant(read(text, outlet="Reuters"), "the army") == ["TCD:MIL"]
    text = "Chile broke off talks with Peru, a foreign ministry official said."
    assert meant(read(text, outlet="Reuters"), "a foreign ministry official") == ["CHL:GOV"]
    text = "Chile broke off talks with Peru, a senior official said."
    assert meant(read(text, outlet="Reuters"), "a senior official") == []


@pytest.mark.parametrize(("state", "actor"), [("Canada", "CAN:LEG"), ("Britain", "GBR:LEG")])
def test_a_house_that_two_states_have_is_that_of_the_one_spoken_of(state: str, actor: str) -> None:
    assert meant(read(f"{state} waited. The House of Commons agreed.", outlet="Reuters"), "The House of Commons") == [actor]


def test_a_shorter_name_is_of_the_one_named_in_full() -> None:
    text = "President Sheikh Salim bin Hamad Al Said of Oman called. Ann Hill and President Sheikh Salim agreed."
    found = at(read(text, outlet="The White House"), "President Sheikh Salim")
    assert (found.actor, found.person) == ("OMN:GOV", "Sheikh Salim bin Hamad Al Said")


def test_a_name_ends_before_a_dash() -> None:
    text = "The bill is aimed at leaders — including President Recep Tayyip Erdogan — and officers of Turkey."
    assert at(read(text), "President Recep Tayyip Erdogan").person == "Recep Tayyip Erdogan"
    assert (
        at(read("South Korean Foreign Minister Huh Sun-yong spoke."), "South Korean Foreign Minister Huh Sun-yong").person == "Huh Sun-yong"
    )


def test_who_is_for_a_state_is_not_its_own() -> None:
    text = "Abdel Salim, chairman of the pro-Iranian Supreme Council in Iraq, spoke."
    assert all("IRN" not in (m.actor or "") for m in read(text).actors if m.person is not None)


def test_the_member_of_a_party_is_who_was_named() -> None:
    text = "U.S. Sen. Ann Rounds came. The Ohio Republican agreed. Republicans waited."
    annotated = read(text)
    found = at(annotated, "The Ohio Republican")
    assert (found.actor, found.person) == ("USA:LEG", "Ann Rounds")
    assert meant(annotated, "Republicans") == ["USA:PTY"]


@pytest.mark.parametrize(
    ("text", "surname", "actor"),
    [
        # the state in the words beside the name goes before that of the readers
        ("The US waited. Syed Shah, an opposition lawmaker of the Pakistan Peoples Party, spoke. Shah left.", "Shah", "PAK:LEG"),
        (
            "Russia waited. Rep. Ann Hall, the leading Democrat on the U.S. House Foreign Affairs Committee, spoke. Hall left.",
            "Hall",
            "USA:LEG",
        ),
        # an adviser has no state by the word alone
        ("Iran waited. Hesam Rad, an adviser to the firm, spoke. Rad left.", "Rad", None),
    ],
)
def test_what_stands_beside_a_name_goes_before_the_readers(text: str, surname: str, actor: str | None) -> None:
    assert meant(read(text, outlet="The Boston Globe"), surname) == [actor]


def test_an_embassy_is_of_who_sent_it() -> None:
    assert meant(read("Chad's Paris embassy closed."), "Chad's Paris embassy") == ["TCD:GOV"]
