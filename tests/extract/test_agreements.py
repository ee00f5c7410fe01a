"""Agreements in a report: which names are one, who is bound, who took a step, when and how surely."""

import pytest

from dragoman.extract.scope import in_scope
from dragoman.knowledge import load
from dragoman.knowledge.tables import Tables
from tests.extract.readings import provisions, states, steps


def stage(text: str, code: str) -> list[str]:
    return [step.agreement for step in steps(text) if step.stage == code]


def test_a_description_and_a_title_signed_by_the_same_two_are_one() -> None:
    found = steps(
        "On March 3, Estonia and Finland signed a memorandum of cooperation.\n\n"
        "The Tartu Declaration on Joint Defence that President Alar Karis of Estonia and President Sauli Niinisto of Finland "
        "signed covers drills at sea."
    )
    assert [(s.stage, s.agreement) for s in found] == [("signed", "Tartu Declaration on Joint Defence")]
    assert found[0].when is not None
    assert (found[0].when.start or "").endswith("-03-03")
    assert len(found[0].evidence) == 2
    assert {p.person for p in found[0].parties if p.role == "signatory"} == {"Alar Karis", "Sauli Niinisto"}


def test_two_treaties_stay_two() -> None:
    text = "Chile and Peru signed a fishing treaty in 1996. Chile and Peru signed a tax treaty in 2001."
    assert {(s.agreement, s.when.start) for s in steps(text) if s.when} == {("fishing treaty", "1996"), ("tax treaty", "2001")}


def test_anaphora_takes_up_the_agreement_before_it() -> None:
    text = (
        "Kenya and Uganda signed a railway treaty in 2010. The parliament of Kenya ratified this important document in May. "
        "Uganda's parliament has not ratified the pact."
    )
    found = [(s.stage, s.agreement, s.modality, states(s, "by")) for s in steps(text)]
    assert ("ratified", "railway treaty", "asserted", {"KEN"}) in found
    assert ("ratified", "railway treaty", "denied", {"UGA"}) in found
    assert {agreement for _, agreement, _, _ in found} == {"railway treaty"}


def test_the_pronoun_of_a_ratification() -> None:
    assert stage("Ghana and Togo signed a border accord. The two presidents ratified it.", "ratified") == ["border accord"]


def test_a_year_before_a_name_is_its_signing_and_background() -> None:
    found = steps("Officials praised the 1992 customs treaty between Egypt and Sudan.")
    assert [(s.stage, s.when.start, s.when.basis, s.background) for s in found if s.when] == [("signed", "1992", "stated", True)]
    assert states(found[0], "party") == {"EGY", "SDN"}


def test_a_year_before_a_truce_is_when_it_came_into_force() -> None:
    assert [s.stage for s in steps("Officials recalled the 1988 truce between Iran and Iraq.")] == ["in force"]


def test_a_promise_to_ratify_is_planned() -> None:
    found = [s for s in steps("Norway promised to ratify the fishing treaty with Iceland.") if s.stage == "ratified"]
    assert [(s.modality, states(s, "by")) for s in found] == [("planned", {"NOR"})]


def test_mere_possibilities_of_a_deal_are_no_steps() -> None:
    assert stage("If a trade deal is reached between Canada and Brazil, prices will fall.", "agreed") == []
    assert stage("Any deal reached between Canada and Brazil must be fair.", "agreed") == []


def test_no_deal_is_a_denial() -> None:
    assert [s.modality for s in steps("No trade deal was signed by Canada and Brazil.")] == ["denied"]


def test_efforts_to_reach_a_deal_are_negotiation() -> None:
    assert [s.stage for s in steps("Canada and Brazil continued their efforts to reach a trade deal.")] == ["negotiated"]


def test_who_brokers_a_truce_is_its_mediator() -> None:
    found = steps("Qatar brokered a truce between Sudan and Chad.")
    assert [(states(s, "mediator"), states(s, "party")) for s in found] == [({"QAT"}, {"SDN", "TCD"})]


def test_a_parliament_takes_the_step_for_its_state() -> None:
    found = steps("The Turkish parliament on Friday approved a free trade agreement with Georgia.")
    assert [(s.stage, states(s, "by"), states(s, "party")) for s in found] == [("approved", {"TUR"}, {"TUR", "GEO"})]


def test_signatories_have_person_and_office() -> None:
    found = steps("President Ilham Aliyev of Azerbaijan and President Recep Tayyip Erdogan of Turkey signed a gas treaty.")
    people = {(p.person, p.office) for p in found[0].parties if p.role == "signatory"}
    assert people == {("Ilham Aliyev", "head of state"), ("Recep Tayyip Erdogan", "head of state")}


@pytest.mark.parametrize(
    "text",
    [
        "Georgia and Moldova signed a tax treaty in Quilmora.",
        "Georgia and Moldova signed a tax treaty during a visit to Quilmora.",
    ],
)
def test_place_of_signing(text: str) -> None:
    found = steps(text, places={"Quilmora": "MDA"})
    assert [s.place.name if s.place else None for s in found] == ["Quilmora"]


@pytest.mark.parametrize(
    "text",
    [
        "An agreement between the airline and its unions in France was signed, Germany said.",
        "The French bank Crédit Mural signed a licensing agreement with the German firm Obermaier.",
        "France and Germany had a great deal of luck.",
        "France and Germany were in agreement about the weather.",
        "The White House issued a statement after Germany spoke.",
    ],
)
def test_what_is_no_agreement_between_states(text: str) -> None:
    assert [s for s in steps(text) if in_scope(s, "interstate")] == []


def test_well_known_treaties_bring_their_parties() -> None:
    found = [s for s in steps("The United States withdrew from the INF Treaty.") if s.stage == "terminated"]
    assert [(s.agreement, states(s, "party"), states(s, "by")) for s in found] == [
        ("Intermediate-Range Nuclear Forces Treaty", {"USA", "RUS"}, {"USA"})
    ]


def test_clauses_hung_on_the_wrong_word_still_find_their_agreement() -> None:
    text = "They praised the trade agreement between Laos and Chile signed in 2000 that entered into force in 2001."
    assert {(s.stage, s.when.start) for s in steps(text) if s.when} == {("signed", "2000"), ("in force", "2001")}


def test_kind_and_topics() -> None:
    (found,) = steps("Oman and Qatar signed an agreement on military education and weapon equipment.")
    assert found.agreement_kind == "agreement"
    assert {"military education", "arms"} <= set(found.topics)


def test_topics_are_also_told_after_the_parties() -> None:
    (found,) = steps("Ties began with an agreement signed between the Omani and Qatari governments on military education.")
    assert "military education" in found.topics
    assert states(found, "party") == {"OMN", "QAT"}


def test_provisions_take_over_from_sentence_to_sentence() -> None:
    text = (
        "Serbia and Croatia signed the Vukovar Declaration on Partnership. It affirms joint efforts against foreign threats. "
        "Moreover, the two nations pledge to modernize their armed forces. According to the declaration, Serbia and Croatia "
        "will reopen all transport routes."
    )
    found = provisions(text)
    assert {p.type for p in found} == {"mutual defence", "force modernisation", "economic and transport links"}
    assert {p.agreement for p in found} == {"Vukovar Declaration on Partnership"}
    assert all(states(p, "party") == {"SRB", "HRV"} for p in found)
    defence = next(p for p in found if p.type == "mutual defence")
    assert defence.promise.of(text) == "joint efforts against foreign threats"


def test_what_any_deal_would_do_is_no_provision() -> None:
    assert provisions("The arms deal between Kenya and Uganda will allow inspections of Kenya and Uganda.")
    assert provisions("Any arms deal between Kenya and Uganda will allow inspections of Kenya and Uganda.") == []


def test_domains_of_a_provision() -> None:
    text = "The defence pact obliges Serbia and Croatia to carry out joint projects at sea, in the air and in space."
    assert [set(p.domains) for p in provisions(text) if p.type == "joint projects"] == [{"sea", "air", "space"}]


def test_the_passive_promises_nothing() -> None:
    assert provisions("The pact of Serbia and Croatia was limited by missiles.") == []


def test_every_step_stands_in_its_evidence() -> None:
    text = "Laos and Chile signed a visa treaty. The treaty will enter into force in May."
    for step in steps(text):
        assert step.evidence[0].contains(step.trigger)
        assert step.when is not None
        assert step.made_by.startswith("steps/")


def test_stages_come_after_known_ones() -> None:
    known = load().agreements.stages
    assert all(set(s.after) <= set(known) for s in known.values())
    assert set(known) >= {"proposed", "initialled", "signed", "ratified", "in force", "terminated"}


def test_every_stage_kind_and_provision_has_words() -> None:
    tables = Tables()
    for key, name in (("stage", "agreements"), ("kind", "agreements"), ("provision", "provisions")):
        codes = {row.text("code") for row in tables.rows("ontology/agreements.toml", key)}
        assert {row.text("code") for row in tables.rows(f"lang/en/{name}.toml", key)} == codes


def test_the_pronoun_goes_on_from_sentence_to_sentence() -> None:
    text = (
        "Ghana and Togo signed a border accord in 2010. Ghana's parliament approved it in 2011. It entered into force in 2012. "
        "The two countries extended it in 2020."
    )
    found = [(s.stage, s.when.start) for s in steps(text) if s.when and s.agreement == "border accord"]
    assert found == [("signed", "2010"), ("approved", "2011"), ("in force", "2012"), ("extended", "2020")]


def test_a_possessive_pronoun_is_the_agreement() -> None:
    text = "Ghana and Togo signed a border accord. Its ratification by Togo took a year."
    assert stage(text, "ratified") == ["border accord"]


def test_what_is_sent_to_parliament_is_to_be_ratified() -> None:
    found = steps("The border treaty between Ghana and Togo was sent to parliament for ratification.")
    assert ("ratified", "planned") in {(s.stage, s.modality) for s in found}


def test_a_date_after_a_name_is_its_signing() -> None:
    found = steps("Officials praised the customs treaty of 11 August 1992 between Egypt and Sudan.")
    assert [(s.stage, s.when.start, s.background) for s in found if s.when] == [("signed", "1992-08-11", True)]


def test_not_to_comply_is_to_violate() -> None:
    assert [s.stage for s in steps("Iraq is not complying with the truce with Iran.")] == ["violated"]
    assert stage("Iraq might not comply with the truce with Iran.", "violated") == []


def test_a_signed_statement_was_signed() -> None:
    assert len(stage("The result was a signed declaration between Chad and Niger.", "signed")) == 1


def test_two_nouns_that_the_parse_equates_are_one() -> None:
    text = "Egypt and Sudan signed a water treaty. The treaty is the last pact between them. Sudan left the pact in May."
    assert {s.agreement for s in steps(text)} == {"water treaty"}


def test_what_something_to_come_waits_for_is_to_come() -> None:
    text = "Chad and Niger signed a water treaty. The document will enter into force after both parliaments have ratified it."
    assert [(s.stage, s.modality) for s in steps(text)][1:] == [("in force", "planned"), ("ratified", "planned")]


def test_a_verb_left_out_is_understood() -> None:
    text = "The parliament of Chad approved the water pact with Niger on 1 May 2019 and the Nigerien parliament on 4 June 2019."
    found = [(s.when.start, states(s, "by")) for s in steps(text) if s.stage == "approved" and s.when]
    assert found == [("2019-05-01", {"TCD"}), ("2019-06-04", {"NER"})]


def test_within_weeks_is_no_date() -> None:
    text = "Chad and Niger signed the water treaty on 15 June 2021. Both presidents ratified it within weeks."
    assert [s.when.start for s in steps(text) if s.stage == "ratified" and s.when] == [None]


def test_three_who_sign_a_statement_do_not_sign_the_pact_of_two() -> None:
    text = "Chad and Niger signed a defence pact in August 2010. Mali, Chad and Togo signed the statement that ended the war."
    assert {frozenset(states(s, "party")) for s in steps(text)} == {frozenset({"TCD", "NER"}), frozenset({"MLI", "TCD", "TGO"})}


def test_who_brokers_a_truce_is_no_party_to_it() -> None:
    found = steps("A truce in Syria brokered by Russia and the United States collapsed.")
    assert all(not states(s, "party") & {"RUS", "USA"} for s in found)


def test_talk_of_an_agreement_is_negotiation() -> None:
    for text in ("Britain and India are close to a trade deal.", "Hopes for a border treaty between Chad and Niger faded."):
        assert [s.stage for s in steps(text)] == ["negotiated"]


def test_a_year_in_a_name_does_not_date_what_is_done_to_it() -> None:
    found = steps("Iran and the European Union discussed the 2005 fishing deal between them.")
    assert [(s.stage, s.when.start) for s in found if s.when and s.stage == "negotiated"] == [("negotiated", "2022-02-16")]


def test_an_agreement_called_after_a_place_does_not_bind_it() -> None:
    found = steps("Chad and Niger signed the Barbados Agreement. Chad violated the Barbados Agreement.")
    assert all("BRB" not in states(s, "party") for s in found)


def test_the_peace_of_a_state_with_its_own_is_between_no_others() -> None:
    found = steps("The United States supports the full implementation of Colombia's 2016 Peace Agreement.")
    assert all(states(s, "party") == {"COL"} for s in found)


def test_a_name_that_describes_means_no_later_treaty() -> None:
    text = "Iran and the European Union are negotiating the Iran nuclear deal."
    assert steps(text)[0].agreement == "Joint Comprehensive Plan of Action"


def test_what_is_punished_is_a_fact() -> None:
    found = steps("Japan decided to recommend sanctions against Chad for violations of the fishing treaty with Japan.")
    assert [(s.stage, s.modality) for s in found] == [("violated", "asserted")]


def test_the_month_in_a_name_does_not_date_a_breach() -> None:
    found = steps("Officials discussed Chad's violations of a September 1986 agreement with Niger.")
    assert [s.when.start for s in found if s.when and s.stage == "violated"] == ["2022-02-16"]
