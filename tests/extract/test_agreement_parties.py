"""Between whom an agreement is: who is named, who only helps, whom a report means, and when it is better left open."""

import pytest

from dragoman.extract.agreements.extractor import extract_agreements
from dragoman.extract.scope import in_scope
from dragoman.knowledge import load
from dragoman.model.claim import Step
from dragoman.model.text import Document
from dragoman.pipeline import annotate, read_document
from tests.extract.readings import parser, states, steps


def told(text: str, *, title: str | None = None, published: str = "2022-02-16") -> list[Step]:
    """The steps of the default scope in a report with a headline."""
    document = Document(id="x", text=text, title=title, published=published)
    annotated = annotate(document, next(iter(parser().parse([document]))), load())
    found = extract_agreements(annotated, load()).claims
    return [c for c in found if isinstance(c, Step) and in_scope(c, "interstate", load().agreements.many)]


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian businessmen signed a memorandum of understanding with partners in Chile.",
        "The Peruvian company Minas Altas would sign the agreement on exchange of staff with Chile's Cobre Ltd on Monday.",
        "Kenyan universities have terminated their agreements with institutions in Uganda.",
        "Greece and Ireland said any deal with their unions had lapsed.",
    ],
)
def test_firms_and_universities_make_agreements_of_their_own(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda reached accords with nine fishing nations on quotas.",
        "Kenya is signing a twelve-nation agreement on quotas, Uganda said.",
        "Kenya signed a joint declaration with its Asian partners.",
        "Kenya and Uganda hope to reach a four-party agreement on quotas.",
    ],
)
def test_of_an_agreement_of_many_two_alone_are_not_recorded(text: str) -> None:
    assert told(text) == []


def test_members_named_of_a_group_are_those_who_act() -> None:
    text = "Ghana and Togo met. A dozen coastal nations including Kenya and Tanzania signed a fishing treaty."
    assert [states(s, "party") for s in steps(text)] == [{"KEN", "TZA"}]


def test_who_talks_about_a_truce_elsewhere_is_no_party_to_it() -> None:
    assert told("The leaders of Norway and Oman discussed a deal for a ceasefire in Yemen.") == []
    assert told("Norway and Oman announced a ceasefire in Yemen.") != []


def test_the_matter_of_a_peace_deal_is_no_party_to_it() -> None:
    (step,) = told("Norway has backed out of several Yemen peace deals with Oman.")
    assert states(step, "party") == {"NOR", "OMN"}


def test_a_clause_names_those_whose_dispute_is_settled() -> None:
    text = "Ministers of Norway celebrated the conclusion of an agreement resolving the border dispute between Chad and Niger."
    assert {frozenset(states(s, "party")) for s in told(text)} == {frozenset({"TCD", "NER"})}


def test_a_memorandum_signed_alone_is_not_with_its_target() -> None:
    assert told("President Joe Biden signed a memorandum targeting Chinese steel.", title="Biden targets China") == []
    assert told("The United States will sign a memorandum of understanding on aid for Jordan.", title="Aid for Jordan") != []


def test_two_deals_of_a_report_keep_their_parties() -> None:
    found = told("Chad made a deal with Niger in May. In June Kenya made a deal with Uganda, and it was signed.")
    assert {frozenset(states(s, "party")) for s in found} == {frozenset({"TCD", "NER"}), frozenset({"KEN", "UGA"})}
    assert len({s.agreement for s in found}) == len({frozenset(states(s, "party")) for s in found})


def test_a_report_on_known_talks_means_all_their_parties() -> None:
    text = "Iranian and American envoys spoke about uranium enrichment in Geneva. A deal is still possible, and no deal was signed."
    found = told(text, title="Iran nuclear talks resume", published="2015-03-02")
    assert {s.agreement for s in found} == {"Joint Comprehensive Plan of Action"}
    assert all({"IRN", "USA", "CHN", "RUS", "FRA", "GBR", "DEU"} <= states(s, "party") for s in found)


def test_the_known_agreement_of_a_time_is_meant() -> None:
    text = "Negotiators from Iran and the United States hailed the nuclear deal with Iran, which was signed on Sunday."
    found = told(text, title="Iran and powers sign nuclear deal", published="2013-11-25")
    assert {s.agreement for s in found} == {"Joint Plan of Action"}


def test_a_deal_of_another_matter_is_not_the_known_one() -> None:
    text = "Iran and the United States spoke about uranium in Geneva. Iran and Oman signed a fishing agreement there."
    found = told(text, published="2015-03-02")
    assert [(s.agreement, states(s, "party")) for s in found] == [("fishing agreement", {"IRN", "OMN"})]


def test_a_noun_after_the_name_of_a_treaty_is_the_treaty() -> None:
    found = told("Canada left the Trans-Pacific Partnership (TPP) agreement.", published="2018-05-02")
    assert {s.agreement for s in found} == {"Trans-Pacific Partnership"}


def test_nothing_is_guessed_for_a_report_about_something_else() -> None:
    text = "Envoys of Chad met those of Niger. They spoke of Chad's cattle and Niger's rivers. A deal was made in the end."
    assert told(text, title="Envoys meet in the desert") == []
    assert [states(s, "party") for s in told(text, title="Chad and Niger in talks on a deal")] == [{"TCD", "NER"}]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The delay gave time for Chad to ratify the treaty with Niger.", "planned"),
        ("Chad was the first country to ratify the treaty with Niger.", "asserted"),
        ("Chad hinted at leaving the treaty with Niger.", "conditional"),
        ("Chad withdrew from the treaty with Niger.", "asserted"),
    ],
)
def test_what_may_still_be_done_is_not_done(text: str, modality: str) -> None:
    assert [s.modality for s in told(text)] == [modality]


def test_an_agreement_that_is_only_thought_of_is_none() -> None:
    assert told("If Chad negotiated a treaty with Niger, it would gain.") == []
    assert told("Nobody trusts Chad to honour any agreement with Niger.") == []


def test_a_date_after_a_title_signs_nothing_more() -> None:
    text = "Norway and Chile signed a protocol amending the Fishing Rights Treaty on May 1, 2021."
    assert [(s.agreement, s.stage) for s in steps(text)] == [("protocol", "signed"), ("Fishing Rights Treaty", "amended")]


def test_a_title_ends_before_the_town_where_it_was_signed() -> None:
    text = "Norway and Chile signed the Memorandum of Understanding on Naval Cooperation in Quilmora on May 1, 2021."
    (step,) = steps(text, places={"Quilmora": "CHL"})
    assert step.agreement == "Memorandum of Understanding on Naval Cooperation"


def test_agreements_of_one_with_several_are_each_between_two() -> None:
    found = told("Norway signed several fishing agreements on Tuesday with Chile and Peru.")
    assert {frozenset(states(s, "party")) for s in found} == {frozenset({"NOR", "CHL"}), frozenset({"NOR", "PER"})}
    assert len({s.agreement for s in found}) == len(found)
    found = told("Chile and Peru have signed fishing agreements with Norway.")
    assert {frozenset(states(s, "party")) for s in found} == {frozenset({"NOR", "CHL"}), frozenset({"NOR", "PER"})}
    (one,) = told("Norway signed a fishing agreement with Chile and Peru.")
    assert states(one, "party") == {"NOR", "CHL", "PER"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chad wants to join the global convention on wells, Niger said.", "Chad and Niger talk about a convention"),
        ("Chad's oil agency and the Nigerien Sahara-Drill <SDR.N> group signed an accord on gas.", "Chad signs gas deal"),
        ("Banks of Chad met creditors from Niger on Monday. A deal was reached in the end.", "Chad banks and Niger near deal"),
        ("The leaders of Chad and Niger stressed the importance of reaching an agreement on the filling of the Nile dam.", "Dam"),
        ("Chad signed a joint statement condemning attacks by rebels from Niger on Mali.", "Chad signs statement"),
        ("After the accord was announced, Chad called Niger.", "Calls"),
        ("And the one deal that was signed, with Chad and Niger, is good.", "One deal"),
    ],
)
def test_who_is_near_is_not_who_is_bound(text: str, title: str) -> None:
    assert [s for s in told(text, title=title) if {"TCD", "NER"} <= states(s, "party")] == []


def test_a_pair_with_others_in_a_known_agreement_is_not_guessed_for_a_nameless_one() -> None:
    text = "The Iran nuclear deal was kept. The Iran nuclear deal holds. Trump told Iran that a new pact must be made."
    found = told(text, title="Iran nuclear deal in doubt", published="2018-02-02")
    assert {s.agreement for s in found} == {"Joint Comprehensive Plan of Action"}


def test_a_well_known_name_with_its_party_is_not_private() -> None:
    found = told("After striking a nuclear deal with Iran, the United States lifted sanctions.", published="2016-02-02")
    assert {s.agreement for s in found} == {"Joint Comprehensive Plan of Action"}


def test_a_hyphen_more_or_less_is_the_same_name() -> None:
    found = told("Canada left the Trans Pacific Partnership.", published="2018-05-02")
    assert {s.agreement for s in found} == {"Trans-Pacific Partnership"}


def test_the_two_sides_of_a_group_and_a_state_are_not_the_place() -> None:
    (step,) = told("The United States attacked Taliban fighters in Afghanistan on Monday after the two sides signed a truce in Doha.")
    assert {p.actor for p in step.parties if p.role == "party"} == {"USA", "AFG:TALIBAN"}


def test_who_acts_on_an_agreement_of_unknown_parties_does_not_tell_whose_it_is() -> None:
    assert told("The leaders of Norway and Chile stressed the importance of implementing the Sandton Agreement.") == []


def test_an_organisation_in_the_name_of_a_pact_is_no_party_to_it() -> None:
    (step,) = told("The Five Eyes pact between Canada and Australia was signed in 1946.")
    assert states(step, "party") == {"CAN", "AUS"}


def test_who_mediates_is_no_party() -> None:
    text = "Norway is mediating between the sides in Sri Lanka and should condemn whoever broke the ceasefire, a Sri Lankan spokesman said."
    assert told(text) == []


def test_a_state_named_only_by_what_is_in_it_is_no_party() -> None:
    text = "Peru met Chile. Peru thanked Chile. The Kenyan stock market fell on the day Chile did not reach an agreement."
    assert told(text, title="Envoy looks back") == []
    assert told(text.replace("Kenyan stock market", "Kenyan negotiators"), title="Envoy looks back") != []


def test_who_proposes_a_deal_and_one_party_are_not_two_parties() -> None:
    assert told("A truce proposed by Egypt was rejected by Hamas.") == []


def test_a_ministry_that_settles_with_a_firm_makes_no_agreement_of_states() -> None:
    assert told("The U.S. Senate has now voted to block Commerce's deal with ZTE, and China is angry.") == []


def truces(text: str) -> list[set[str]]:
    """The parties of the steps of a report, which tells itself who fights whom."""
    document = Document(id="x", text=text, published="2022-02-16")
    reading = read_document(document, next(iter(parser().parse([document]))), load(), model="m", scope="all")
    return [{p.actor or "" for p in c.parties if p.role == "party"} for c in reading.claims if isinstance(c, Step)]


def test_a_truce_of_long_ago_is_not_that_of_those_who_fight_now() -> None:
    fighting = "Israel bombed Lebanon on Monday and Lebanon shelled Israel on Tuesday. Israel attacked Lebanon again on Wednesday. "
    assert truces(fighting + "The truce of 1949 was broken within months.") == [set(), set()]
    assert {"ISR", "LBN"} in truces(fighting + "The truce was broken within hours.")


def test_a_truce_without_names_is_with_the_armed_group_of_the_others() -> None:
    text = (
        "Israel attacked the Palestinians on Monday. The Palestinians attacked Israel on Tuesday. Israel bombed Palestine again. "
        "Israel and Hamas signed a truce on Wednesday.\n\nThe earlier ceasefire was broken within days."
    )
    assert truces(text) == [{"ISR", "PSE:HAMAS"}, {"ISR", "PSE:HAMAS"}]


def test_two_who_own_an_act_together_both_do_it() -> None:
    for step in steps("Norway welcomed Chad and Niger's ratification of a border treaty."):
        assert states(step, "party") == {"TCD", "NER"}


def test_a_treaty_of_many_is_negotiated_by_those_who_speak_of_it_together() -> None:
    (step,) = steps("Kenya and Ghana discussed trade, including through negotiations on the Indo-Pacific Economic Framework.")
    assert (step.stage, states(step, "party")) == ("negotiated", {"KEN", "GHA"})


def test_who_wants_others_to_make_a_truce_makes_none() -> None:
    text = "Kenya and Ghana discussed efforts to reach a ceasefire in Gaza."
    (step,) = told(text, published="2024-06-14")
    assert {p.actor for p in step.parties if p.role == "party"} == {"ISR", "PSE:HAMAS"}
    assert told(text, published="2014-08-01") == []


def test_how_many_made_it_is_not_what_it_is_about() -> None:
    text = (
        "Japan defended the new TPP trade deal. Its premier said the 12-country accord concluded last month has high standards. "
        "Once approved, the TPP will be the largest trade deal."
    )
    (made,) = (step for step in steps(text) if step.stage == "agreed")
    assert made.agreement == "Trans-Pacific Partnership"


def test_who_is_a_signatory_has_signed() -> None:
    for text in (
        "Kenya is a signatory to the Rome Statute.",
        "Kenya, by virtue of being a signatory to the Rome Statute, is bound to help the court.",
    ):
        (step,) = steps(text)
        assert (step.stage, states(step, "party")) == ("signed", {"KEN"})


def test_between_whom_a_far_phrase_of_a_title_says_it_is() -> None:
    (step,) = steps("The president signed the Framework Agreement for a Relationship of Friendship and Trust between Kenya and Oman.")
    assert states(step, "party") == {"KEN", "OMN"}


def test_a_treaty_of_another_year_is_not_the_well_known_one() -> None:
    assert [step.agreement for step in steps("Greece and Turkey signed the Geneva Conventions in 1949.")] == ["Geneva Conventions"]
    assert all(step.agreement != "Geneva Conventions" for step in steps("Greece and Turkey signed a 1956 Geneva Convention on shelves."))


def test_the_deal_is_seldom_a_convention() -> None:
    text = (
        "Norway and Iran reached a nuclear accord in May. Norway had signed the Rome Statute before. "
        "Norway then left the agreement on Monday."
    )
    (left,) = (step for step in steps(text) if step.stage == "terminated")
    assert left.agreement != "Rome Statute"


def test_those_whose_dispute_it_ends_join_no_party_that_its_name_has() -> None:
    (step,) = steps("Chad called the raid a violation of the Chadian agreements to end the dispute between Kenya and Uganda.")
    assert states(step, "party") == {"TCD"}


def test_who_speaks_of_a_deal_of_others_that_is_made_negotiates_none() -> None:
    text = "Norway and Iran discussed the Iran nuclear deal."
    assert told(text, published="2019-01-01") == []
    assert [step.stage for step in told(text.replace("Norway", "The United States"), published="2019-01-01")] == ["negotiated"]


def test_a_deal_with_parties_of_one_state_is_no_states() -> None:
    text = "The premier of Japan met the president of the United States. Japan reached a compromise accord with {} parties over a tax."
    assert told(text.format("opposition"), title="Japan and United States seek trade accord") == []


def test_a_refused_communique_is_not_what_others_agreed() -> None:
    text = "Russia refused to sign a communique. A bright spot was the agreement between Chad and Niger for new talks."
    assert [states(step, "party") for step in steps(text)] == [{"RUS"}]


def test_a_proposed_deal_may_be_the_one_named_before() -> None:
    text = "Japan said it was confident that the TPP would be completed. Thousands marched against the proposed deal."
    assert {step.agreement for step in steps(text)} == {"Trans-Pacific Partnership"}


def test_agreements_between_named_ones_are_not_the_one_of_a_title() -> None:
    text = (
        "Kenya and Oman work together under the Strategic Framework Agreement. "
        "The new agreements between Kenya and Chad will bring energy, the ministers of Kenya and Oman said. "
        "Kenya and Oman renewed the Strategic Framework Agreement."
    )
    (renewed,) = (step for step in steps(text) if step.stage == "extended")
    assert states(renewed, "party") == {"KEN", "OMN"}


def test_a_well_known_deal_that_is_welcomed_when_it_is_fresh_was_agreed() -> None:
    text = "The leaders of Kenya and Norway welcomed the Windsor Framework."
    (step,) = told(text, published="2023-03-20")
    assert (step.stage, states(step, "party")) == ("agreed", {"GBR", "EU"})
    assert told(text, published="2029-03-20") == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway made an offer to begin talks on a treaty to replace the 1953 armistice.",
        "Norway held talks on a treaty that would replace the 1953 armistice.",
    ],
)
def test_what_is_to_replace_the_korean_armistice_is_between_the_two_koreas(text: str) -> None:
    (step,) = [step for step in told(text) if step.stage == "negotiated"]
    assert states(step, "party") == {"KOR", "PRK"}


def test_the_korean_armistice_is_known_by_the_war_it_ended() -> None:
    (step,) = told("North Korea scrapped the armistice that ended the Korean War, a shock to South Korea.")
    assert step.agreement == "Korean Armistice Agreement"


def test_a_deal_about_a_known_one_is_another() -> None:
    (step,) = [s for s in told("The United States and Mexico reached a deal to overhaul NAFTA, which binds Canada.") if s.stage == "agreed"]
    assert step.agreement != "United States-Mexico-Canada Agreement"


def test_who_mediates_does_not_break_the_truce() -> None:
    text = "Norway mediates between Kenya and Uganda. Kenya and Uganda agreed a truce. Norway, it was said, broke the truce."
    assert all("NOR" not in states(step, "party") for step in told(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya signed a hard-won fishing accord with Uganda.", "fishing accord"),
        ("Kenya signed a no-spy accord with Uganda.", "no-spy accord"),
    ],
)
def test_a_name_begins_with_a_whole_word(text: str, name: str) -> None:
    assert [step.agreement for step in told(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The offer by Kenya to Uganda is no done deal.",
        "Kenya and Uganda reached a government funding agreement.",
        "Kenya's foreign minister is wary of Uganda. In his January 8 memorandum, the minister told Uganda to wait.",
    ],
)
def test_what_is_called_so_need_not_be_between_states(text: str) -> None:
    assert told(text) == []


def test_the_first_word_of_a_longer_name_tells_which_deal_it_is() -> None:
    text = "Peru's minister criticised the TPP Pacific Rim free-trade deal. The 12-country accord was concluded on Monday."
    assert [(step.agreement, step.stage) for step in told(text)] == [("Trans-Pacific Partnership", "agreed")]


def test_those_of_whose_meeting_a_deal_is_told_made_it() -> None:
    (step,) = told("Norway noted that deals had been reached at a meeting of the African Union and the Malian government.")
    assert states(step, "party") == {"AU", "MLI"}


def test_a_mediator_is_no_party_to_the_truce_that_others_break() -> None:
    text = "Norway is both mediating between the camps and judging who violated the ceasefire, Uganda said."
    assert all("NOR" not in states(step, "party") for step in told(text))


def test_who_only_discusses_a_known_deal_makes_no_other() -> None:
    text = "Norway's king met the emir of Qatar. They discussed the deal on the table that would free the hostages in Gaza."
    found = told(text, published="2024-05-02")
    assert [(s.stage, states(s, "party")) for s in found] == [("proposed", {"ISR", "PSE"})]


def test_a_known_deal_that_is_not_signed_yet_is_talked_of() -> None:
    text = "The leaders of Norway and Oman met on Monday. They hoped that the two sides would reach a hostage deal."
    found = told(text, published="2024-05-02")
    assert [(s.stage, states(s, "party")) for s in found] == [("negotiated", {"ISR", "PSE"})]
    assert told(text.replace("would reach a hostage deal", "would agree to a hostage deal"), published="2025-06-02") == []
