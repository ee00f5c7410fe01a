"""What is one agreement and what is two, what it is called, and who only stands beside it."""

import pytest

from dragoman.extract.agreements.naming.names import find_namings
from dragoman.knowledge import load
from dragoman.model.claim import Step
from dragoman.model.text import Document
from dragoman.pipeline import read_document
from tests.extract.readings import parser, read, states, steps
from tests.extract.test_agreement_parties import told, truces


def labels(text: str) -> list[str]:
    """What the agreements of a report are called, each once, in text order."""
    return list(dict.fromkeys(step.agreement for step in steps(text)))


def stages(text: str) -> list[tuple[str, str]]:
    """Stage and modality of the steps of a report."""
    return [(step.stage, step.modality) for step in steps(text)]


# ---------------------------------------------------------------- one or two


def test_a_further_one_of_a_sentence_is_another() -> None:
    text = "Kenya offered Ghana a zero-tariff deal, although a zero-tariff agreement was signed between Chad and Niger last week."
    assert [(s.agreement, states(s, "party")) for s in steps(text) if s.stage == "signed"] == [("zero-tariff agreement", {"TCD", "NER"})]


def test_a_framework_for_an_agreement_is_not_the_agreement() -> None:
    text = (
        "Kenya and Ghana agreed on a Framework for an Agreement on Coastal Fishing. "
        "In May, Kenya and Ghana will finalize the Agreement on Coastal Fishing."
    )
    assert labels(text) == ["Framework for an Agreement on Coastal Fishing", "Agreement on Coastal Fishing"]


def test_what_a_deal_is_called_is_its_name() -> None:
    assert labels("Washington and Pyongyang made a deal called the Agreed Framework in 1994.") == ["Agreed Framework"]


def test_the_name_after_a_dash_is_that_of_what_stands_before() -> None:
    text = (
        "Kenya's president needs votes to complete negotiations on the largest trade deal of his country "
        "- the Trans-Pacific Partnership agreement, involving twelve nations."
    )
    assert [(step.agreement, step.stage) for step in steps(text)] == [("Trans-Pacific Partnership", "negotiated")]


def test_an_agreement_with_its_year_and_parties_is_none_named_by_its_matter() -> None:
    text = "A fishing deal is being negotiated. It would be like the 2015 agreement that Kenya struck with Ghana."
    assert [s.agreement for s in steps(text) if s.stage == "agreed"] == ["2015 agreement"]


def test_agreements_of_which_a_clause_tells_are_not_a_known_treaty() -> None:
    text = "Kenya hailed the Paris Agreement. It wonders whether the agreements we produce in such meetings are of value."
    assert not [s for s in steps(text) if s.agreement == "Paris Agreement" and s.stage == "agreed"]


def test_the_deal_is_not_one_of_long_ago_that_is_named_by_the_way() -> None:
    text = (
        "Kenya and Ghana reached a fishing deal on Monday. A senator likened it to the Munich Agreement of 1938. "
        "The foreign ministers said that the agreement was signed in secret."
    )
    assert {s.agreement for s in steps(text) if s.modality == "asserted" and s.stage == "signed"} != {"Munich Agreement"}
    assert "fishing deal" in {s.agreement for s in steps(text) if s.stage == "signed"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya and Norway hailed the 2021 Washington Declaration.", False),
        ("South Korea and the United States hailed the 2023 Washington Declaration.", True),
        ("Kenya and Ghana welcomed the May signing of a Bilateral Security Agreement.", False),
        ("The United States and Afghanistan welcomed the May signing of a Bilateral Security Agreement.", True),
    ],
)
def test_a_year_before_the_talks_or_other_parties_tell_another_agreement(text: str, name: bool) -> None:
    assert any(naming.treaty is not None for naming in find_namings(read(text), load().agreements)) is name


@pytest.mark.parametrize("name", ["Good Friday Agreement", "Good   Friday Agreement", "Good\nFriday Agreement", "good-friday Agreement"])
def test_a_name_may_be_broken_between_lines(name: str) -> None:
    (naming,) = find_namings(read(f"Kenya praised the {name}."), load().agreements)
    assert naming.treaty is not None


def test_a_common_phrase_in_small_letters_is_no_name() -> None:
    (naming,) = find_namings(read("Kenya signed a troop withdrawal agreement."), load().agreements)
    assert naming.treaty is None


def test_a_deal_that_is_to_curb_others_is_not_the_one_a_report_is_about() -> None:
    text = "Britain and the European Union disagree on Brexit.\n\nBritain has negotiated an agreement to curb {} ambitions."
    assert [step.agreement for step in told(text.format("its"), published="2018-11-01")] == ["Brexit withdrawal agreement"]
    assert "Brexit withdrawal agreement" not in {step.agreement for step in told(text.format("Oman's"), published="2018-11-01")}


def test_the_treaty_of_two_is_not_that_of_many_which_is_called_alike() -> None:
    (naming,) = find_namings(read("They recalled the Treaty of Amity between Kenya and Norway."), load().agreements)
    assert naming.treaty is None


# ---------------------------------------------------------------- what it is called


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya and Ghana met. The minister signed the fishing accord for Kenya.", "fishing accord"),
        ("Kenya and Ghana reached agreement at their fishing talks in Accra.", "agreement"),
        ("An agreement had been reached between Kenya, Ghana and Togo.", "agreement"),
        ("Kenya left a recently struck fishing deal with Ghana.", "fishing deal"),
        ("Kenya and Ghana issued the following joint statement.", "joint statement"),
        ("Kenya and Ghana agreed to a Protocol to the Treaty on Fishing (the Protocol.", "Protocol to the Treaty on Fishing"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert labels(text) == [name]


# ---------------------------------------------------------------- who only stands beside it


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Later they forged an agreement with Norway's ally Oman.", {"OMN"}),
        ("Brazil is negotiating a regional trade deal that involves many states, though not China.", {"BRA"}),
        (
            "Norway stressed the role of Chile -- the largest country there and one of only two nations to have signed a pact with Jordan.",
            {"JOR"},
        ),
        ("Norway said that Oman should keep the agreements they made.", set()),
        ("Norwegian diplomats resent Oman's proposed trade pact.", {"OMN"}),
        ("Norway has reached a deal that will give the Omani cable giant Zed new life.", {"NOR"}),
        ("Kenya called the launches a violation of last year's inter-Korean agreements.", {"KOR", "PRK"}),
    ],
)
def test_who_is_named_by_the_way_is_no_party(text: str, parties: set[str]) -> None:
    assert [states(s, "party") for s in steps(text) if not states(s, "party") <= parties] == []
    assert not parties or any(states(s, "party") == parties for s in steps(text))


def test_the_text_of_a_body_is_not_between_two_of_its_members() -> None:
    (step,) = told("Canada has backed out of the G7 communique, to the dismay of France.")
    assert (states(step, "party"), states(step, "by")) == ({"G7"}, {"CAN"})


def test_the_two_sides_of_a_report_on_banks_are_no_states() -> None:
    text = (
        "Kenya and the banks that lent to it parted without a result in their debt talks. Some Ugandan banks will decide in May.\n\n"
        "The two sides reached an agreement on the credit lines of Kenya."
    )
    assert told(text) != []
    assert told(text, title="KENYA, BANKS FAIL IN DEBT TALKS") == []


def test_who_bombs_the_rebels_of_a_state_makes_no_truce_with_it() -> None:
    fighting = "Russia bombed Syria on Monday. Russia attacked Syria again on Tuesday. "
    assert {"RUS", "SYR"} in truces(fighting + "A truce was broken within hours.")
    assert {"RUS", "SYR"} not in truces(fighting + "The Free Syrian Army fled. A truce was broken within hours.")


def test_a_group_that_a_report_names_oftener_than_its_government_is_who_fights() -> None:
    text = (
        "Israel bombed the Palestinians on Monday. The Palestinians attacked Israel on Tuesday. Israel attacked the Palestinians again. "
        "Hamas said that Hamas would go on, and that Hamas was strong. "
        "The Palestinian foreign minister was in Rome.\n\nThe uneasy truce was broken within days."
    )
    assert {"ISR", "PSE:HAMAS"} in truces(text)


def test_a_movement_that_speaks_of_a_known_treaty_of_its_state_is_no_party_to_it() -> None:
    document = Document(id="x", text="Hamas has rejected the Oslo Accords with Israel.", published="2022-02-16")
    reading = read_document(document, next(iter(parser().parse([document]))), load(), model="m", scope="all")
    (step,) = (c for c in reading.claims if isinstance(c, Step))
    assert {p.actor for p in step.parties if p.role == "party"} == {"ISR", "PSE"}


# ---------------------------------------------------------------- what did not come about


@pytest.mark.parametrize(
    "text",
    [
        "A senator says when it comes to the fishing agreement, there is nothing new between Kenya and Ghana.",
        "Kenya and Ghana met. A lawmaker in Kenya said the president should ditch her agreement to the plan of Ghana.",
        "Observers are not holding out much hope for a fishing deal between Kenya and Ghana.",
    ],
)
def test_what_is_only_talk_is_no_step(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kenya urged Ghana to lift the ban completely, sign a new fishing treaty, and restore trade.",
        "Kenya and Ghana met. Their tasks:\n\nSign the Treaty on Fishing.",
        "The sooner the Fishing Treaty between Kenya and Ghana is signed, the better.",
        "Kenya takes whatever agreement with Ghana is reached.",
        "Kenya has talked about reworking the Fishing Treaty with Ghana.",
        "Kenya and Ghana intend to change their laws in time for the entry into force of the Fishing Treaty.",
        "Kenya may fish there within a year of entry into force of the Fishing Treaty with Ghana.",
        "Kenya and Ghana have the opportunity they want most: Striking a deal.",
        "Kenya stressed the importance of the modernization of the Fishing Treaty with Ghana.",
    ],
)
def test_what_is_wanted_or_imagined_is_not_told_as_done(text: str) -> None:
    assert "asserted" not in {modality for _, modality in stages(text)}


def test_when_a_known_treaty_of_long_ago_was_made_is_not_when_it_is_recalled() -> None:
    (step,) = steps("Envoys showed patience, as in reaching the Oslo Accords.")
    assert step.background
    assert step.when is None or step.when.start is None


@pytest.mark.parametrize("help_", ["the help of Togo", "help from Togo", "the mediation of Togo", "the support of Togo"])
def test_who_helps_is_no_party(help_: str) -> None:
    (step,) = steps(f"Chad signed a pact with Niger with {help_} on Monday.")
    assert {p.actor for p in step.parties if p.role == "party"} == {"TCD", "NER"}
    assert {p.actor for p in step.parties if p.role == "mediator"} == {"TGO"}


def test_every_agreement_is_none_of_them() -> None:
    assert not steps("Chad has broken every agreement it has made with Niger.")
    assert steps("Chad has broken the agreement it has made with Niger.")


def test_an_agreed_framework_is_not_the_agreed_framework() -> None:
    assert {p.actor for s in steps("Kenya and Ghana signed an agreed framework for trade.") for p in s.parties} <= {"KEN", "GHA"}
    (step,) = [s for s in steps("North Korea broke the Agreed Framework.") if s.stage == "violated"]
    assert states(step, "party") == {"PRK", "USA"}
