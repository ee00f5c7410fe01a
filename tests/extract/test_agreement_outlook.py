"""What stage a step has reached, and whether it is done: plans to work for a deal, wishes, what is nearly done, what rests on a deal."""

import pytest

from tests.extract.readings import states, steps


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya and Uganda will work to conclude the customs accord.", ("agreed", "planned")),
        ("Kenya and Uganda are working to conclude the customs accord.", ("negotiated", "asserted")),
        ("Kenya and Uganda had almost reached a customs accord.", ("negotiated", "asserted")),
        ("Kenya and Uganda reached a customs accord.", ("agreed", "asserted")),
        ("The customs accord between Kenya and Uganda began to bear fruit.", None),
        ("The customs accord between Kenya and Uganda began on Monday.", ("in force", "asserted")),
        ("Kenya and Uganda will lower fees pending ratification of the customs accord.", ("ratified", "planned")),
        ("Kenya and Uganda lowered fees after ratification of the customs accord.", ("ratified", "asserted")),
        ("The customs accord between Kenya and Uganda requires approval by lawmakers.", ("approved", "planned")),
        ("Talks between Kenya and Uganda yielded a customs accord between Kenya and Uganda.", ("agreed", "asserted")),
        ("Kenya and Uganda are on the verge of a customs accord.", ("negotiated", "asserted")),
        ("The new rules make the customs accord between Kenya and Uganda harmless.", None),
    ],
)
def test_how_far_a_step_is(text: str, told: tuple[str, str] | None) -> None:
    found = [(step.stage, step.modality) for step in steps(text) if states(step, "party") == {"KEN", "UGA"}]
    assert (told in found) if told else (found == [])


def test_what_is_urged_is_not_agreed() -> None:
    assert steps("Norway urged that Kenya and Uganda agree to a truce.") == []


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Kenya accused Uganda of breaking the customs accord.", "violated"),
        ("Kenya accused Uganda of failing to honour the customs accord.", "violated"),
        ("Kenya blamed Uganda for blocking the customs accord.", "rejected"),
    ],
)
def test_the_accused_do_what_they_are_accused_of(text: str, stage: str) -> None:
    (step,) = steps(text)
    assert (step.stage, step.modality, states(step, "by")) == (stage, "alleged", {"UGA"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya opened two ports to ships from Uganda, pursuant to the Kenya-Uganda Maritime Agreement.", True),
        ("They praised their cooperation under the Kenya-Uganda Maritime Agreement.", True),
        ("Kenya and Uganda act in line with the Kenya-Uganda Maritime Agreement.", True),
        ("Norway has rights under the Kenya-Uganda Maritime Agreement.", False),
        ("Kenya and Uganda act in line with the United Nations Charter.", False),
    ],
)
def test_what_rests_on_a_titled_agreement_carries_it_out(text: str, found: bool) -> None:
    assert bool([step for step in steps(text) if step.stage == "implemented"]) is found


def test_who_acts_under_a_treaty_of_many_carries_it_out() -> None:
    text = "The presidents of Chile and Peru spoke of their joint work under the Los Angeles Declaration on Migration and Protection."
    (step,) = [step for step in steps(text) if step.stage == "implemented"]
    assert states(step, "by") == {"CHL", "PER"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The September 22 Joint Statement of Kenya and Uganda speaks of ports.", ("agreed", "2021-09-22")),
        ("The 1951 U.S.-Philippines Mutual Defense Treaty binds both.", ("signed", "1951")),
        ("Last September's customs accord between Kenya and Uganda speaks of ports.", ("agreed", "2021-09")),
    ],
)
def test_a_date_before_a_name_dates_it(text: str, told: tuple[str, str]) -> None:
    (step,) = steps(text)
    assert (step.stage, step.when.start if step.when else None) == told


def test_a_dated_memorandum_that_one_wrote_is_no_agreement() -> None:
    assert steps("In his Nov. 8 memorandum the adviser wrote that the United States should help Iraq.") == []


def test_what_a_report_names_in_brackets_it_then_means() -> None:
    text = (
        "Kenya and Uganda concluded a Framework for an Agreement on Ports and Ferries (Agreement). It builds on the 1994 Treaty on Lakes. "
        "Kenya and Uganda will sign the Agreement in May."
    )
    names = {step.stage: step.agreement for step in steps(text)}
    assert names["signed"].startswith("Agreement on Ports and Ferries")
    assert names["agreed"].startswith("Framework")


def test_what_others_welcome_has_been_agreed() -> None:
    (step,) = steps("Norway welcomed the customs accord between Kenya and Uganda.")
    assert (step.stage, states(step, "party"), states(step, "by")) == ("agreed", {"KEN", "UGA"}, set())
    found = steps("Norway welcomed the customs accord between Kenya and Uganda. Kenya and Uganda signed it in May.")
    assert [step.stage for step in found] == ["signed"]
    assert steps("Norway would welcome a customs accord between Kenya and Uganda.") == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kenya and Uganda failed to reach a customs accord.", ["denied"]),
        ("Kenya and Uganda will raise fees if they fail to reach a customs accord.", []),
        ("Kenya and Uganda will raise fees if they cannot agree on a customs accord.", []),
        ("Fees will rise if no customs accord between Kenya and Uganda is reached.", []),
        ("Reaching a customs accord between Kenya and Uganda would be a triumph.", []),
        ("Fees will fall as soon as a customs accord between Kenya and Uganda is reached.", []),
        ("Ministers want to see a deal between Kenya and Uganda made soon.", []),
        ("A customs accord between Kenya and Uganda is going to be made.", ["planned"]),
    ],
)
def test_what_may_fail_is_no_denial(text: str, modality: list[str]) -> None:
    assert [step.modality for step in steps(text) if step.stage == "agreed"] == modality


def test_a_breach_that_one_side_tells_is_alleged() -> None:
    (said,) = steps("Kenya said Uganda had violated the customs accord with Kenya.")
    (known,) = steps("Uganda violated the customs accord with Kenya.")
    assert (said.stage, said.modality, known.stage, known.modality) == ("violated", "alleged", "violated", "asserted")


def test_a_breakthrough_is_made_in_talks() -> None:
    (step,) = steps("Kenya and Uganda made a breakthrough on the customs accord.")
    assert step.stage == "negotiated"


def test_the_signing_of_what_is_a_possibility_is_none() -> None:
    text = "The signing of the customs accord between Kenya and Uganda is a distinct possibility."
    assert steps(text) == []
    assert steps(text.replace("is a distinct possibility", "was a triumph")) != []


def test_what_rests_on_an_agreement_just_signed_does_not_carry_it_out() -> None:
    text = "Kenya and Uganda praised their cooperation through the Lake Victoria Memorandum of Understanding that the ministers signed."
    assert "implemented" not in {step.stage for step in steps(text)}
    assert "implemented" in {step.stage for step in steps(text.replace(" that the ministers signed", ""))}


def test_what_is_dated_after_the_report_is_planned() -> None:
    ends, ended = (
        steps("The customs accord between Kenya and Uganda expires in 2050."),
        steps("The accord between Kenya and Uganda expired in 2010."),
    )
    assert [(s.stage, s.modality) for s in (*ends, *ended)] == [("terminated", "planned"), ("terminated", "asserted")]


def test_a_month_without_a_year_is_no_time_to_come() -> None:
    (step,) = steps("Kenya and Uganda met to build on the customs accord signed by the two neighbours in May.")
    assert (step.stage, step.modality) == ("signed", "asserted")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya and Uganda discussed steps to conclude negotiations on a fishing agreement.", [("negotiated", "asserted")]),
        ("Kenya became the first African state to join the Artemis Accords.", [("signed", "asserted")]),
        ("Norway welcomed Kenya becoming the first African state to join the Artemis Accords.", [("signed", "asserted")]),
        ("Kenya and Uganda reaffirmed their commitment to the customs accord.", [("in force", "asserted")]),
        ("Kenya and Uganda are committed to a splendid customs accord.", []),
        ("Kenya and Uganda signed a border treaty to replace the 1990 customs accord.", [("signed", "asserted")]),
        ("Kenya and Uganda will work to finalize the Kenya-Uganda Customs Agreement.", [("agreed", "planned")]),
        ("Kenya and Uganda hope to finalize a customs agreement.", [("negotiated", "asserted"), ("agreed", "planned")]),
    ],
)
def test_what_is_presupposed_of_a_step(text: str, told: list[tuple[str, str]]) -> None:
    dated = [step for step in steps(text) if step.made_by != "steps/signed/year/1" and states(step, "party") & {"KEN"}]
    assert [(step.stage, step.modality) for step in dated] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Museveni pointed to a Kenyan-Ugandan agreement to share the lake.", [("agreed", "asserted")]),
        ("Traders left Kisumu in the wake of the agreement between Kenya and Uganda to close the port.", [("agreed", "asserted")]),
        ("Traders would welcome an agreement between Kenya and Uganda to close the port.", []),
        ("Traders want the Kenyan-Ugandan agreement to close the port.", []),
    ],
)
def test_an_agreement_of_which_only_the_matter_is_told_was_made(text: str, told: list[tuple[str, str]]) -> None:
    assert [(step.stage, step.modality) for step in steps(text)] == told


def test_who_wants_a_deal_with_another_talks_to_him() -> None:
    with_him = steps("Kenya wants to make a trade deal with Uganda.")
    of_two = steps("Trade between Kenya and Uganda fell. Kenya wants to make a deal, said President Museveni of Uganda.")
    for (step,) in (with_him, of_two):
        assert (step.stage, step.modality, states(step, "party")) == ("negotiated", "asserted", {"KEN", "UGA"})
    assert steps("Kenya wants to make a trade deal.") == []


def test_a_day_to_come_is_not_that_of_a_treaty_made() -> None:
    assert steps("Kenya said it would start negotiations with Uganda on a fishing agreement in June.") == []


def test_what_it_matters_to_carry_out_is_not_carried_out_yet() -> None:
    (step,) = steps("Norway reaffirmed the importance of implementing all parts of the Kenya-Uganda Customs Agreement.")
    assert (step.stage, step.modality) == ("implemented", "planned")


def test_since_when_it_binds_is_not_told_by_who_stands_by_it() -> None:
    (step,) = steps("Kenya and Uganda reaffirmed their commitment to the customs accord.")
    assert step.when is not None
    assert (step.when.start, step.when.end) == (None, "2022-02-16")


def test_a_promise_that_is_renewed_prolongs_no_treaty() -> None:
    assert [step.stage for step in steps("Kenya and Uganda renewed their commitment to the customs accord.")] == ["in force"]
    assert [step.stage for step in steps("Kenya and Uganda renewed the customs accord.")] == ["extended"]


def test_a_decision_dates_what_was_decided() -> None:
    (step,) = steps("Kenya's decision in January to leave the customs accord with Uganda was criticised.")
    assert step.when is not None
    assert step.when.start == "2022-01"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A trade agreement between Kenya and Uganda is under negotiation.", ("negotiated", "asserted")),
        ("Kenya underscored its commitments to Uganda under the Kenya-Uganda Mutual Defence Treaty.", ("in force", "asserted")),
        ("Norway spoke of the need to finalize the customs accord between Kenya and Uganda.", ("negotiated", "asserted")),
        ("Kenya is looking for a customs accord with Uganda.", ("negotiated", "asserted")),
        ("Norway praised the development of a customs accord between Kenya and Uganda.", ("negotiated", "asserted")),
        ("Norway spoke of obstacles to the customs accord between Kenya and Uganda.", ("negotiated", "asserted")),
        ("Kenya and Uganda are bringing the customs accord to closure.", ("negotiated", "asserted")),
    ],
)
def test_talks_told_by_what_is_done_for_a_deal(text: str, told: tuple[str, str]) -> None:
    found = [(step.stage, step.modality) for step in steps(text) if states(step, "party") >= {"KEN", "UGA"}]
    assert told in found


def test_who_refuses_to_sign_rejects_what_others_made() -> None:
    (step,) = [s for s in steps("Kenya has refused to sign the customs accord with Uganda.") if s.stage != "negotiated"]
    assert (step.stage, step.modality, states(step, "by")) == ("rejected", "asserted", {"KEN"})
    assert [s.stage for s in steps("Kenya has not signed the customs accord with Uganda.")] == ["signed"]


def test_what_nobody_ratifies_is_signed_by_who_joins_it() -> None:
    (step,) = steps("Kenya joined the Artemis Accords on Monday.")
    assert (step.stage, states(step, "by")) == ("signed", {"KEN"})
    assert [s.stage for s in steps("Kenya joined the Chemical Weapons Convention on Monday.")] == ["ratified"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda held customs accord talks in Nairobi.",
        "Kenya and Uganda opened talks aimed at a customs accord.",
    ],
)
def test_talks_are_on_the_deal_they_are_named_by(text: str) -> None:
    assert "negotiated" in {step.stage for step in steps(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway spoke of talks on replacing the 1992 accord between Kenya and Uganda with a wider treaty.",
        "Norway made an offer to begin talks on a treaty to replace the 1992 accord between Kenya and Uganda.",
    ],
)
def test_what_another_is_to_replace_has_not_ended(text: str) -> None:
    assert "terminated" not in {step.stage for step in steps(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fish prices fell under the accord between Kenya and Uganda.", ["agreed"]),
        ("Quotas were cut as part of the fishing accord between Kenya and Uganda.", ["agreed"]),
        ("Under the accord between Kenya and Uganda prices would fall.", []),
        ("Norway asked for an accord between Kenya and Uganda.", []),
    ],
)
def test_what_is_done_under_a_deal_lets_know_that_it_was_made(text: str, told: list[str]) -> None:
    assert [step.stage for step in steps(text)] == told


def test_a_visit_to_congratulate_tells_that_the_deal_was_made() -> None:
    (step,) = steps("Norway's minister called to congratulate them on the fishing accord between Kenya and Uganda.")
    assert (step.stage, states(step, "party")) == ("agreed", {"KEN", "UGA"})


@pytest.mark.parametrize(
    "text",
    [
        "Kenya signed a grain accord with Uganda. The accord signed then covers maize, all for use in the year, ending this June 30.",
        "The grain accord between Kenya and Uganda was for debts due between May 1986 and end 1987.",
    ],
)
def test_a_year_that_ends_does_not_end_the_deal(text: str) -> None:
    assert "terminated" not in {step.stage for step in steps(text)}


def test_to_say_that_one_launches_a_declaration_is_to_make_it() -> None:
    assert [s.stage for s in steps("Today Kenya and Uganda are launching a Joint Declaration on Fisheries.")] == ["agreed"]
    assert [s.stage for s in steps("Kenya and Uganda are striking a fishing deal.")] == ["negotiated"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Once approved by both parliaments, the treaty between Kenya and Uganda will lower tolls.", [("approved", "planned")]),
        ("If approved by both parliaments, the treaty between Kenya and Uganda will lower tolls.", []),
        ("Signed in 1992, the treaty between Kenya and Uganda lowered tolls.", [("signed", "asserted")]),
    ],
)
def test_what_a_participle_before_its_clause_tells_of_a_treaty(text: str, told: list[tuple[str, str]]) -> None:
    assert [(step.stage, step.modality) for step in steps(text)] == told


def test_a_bill_to_carry_out_a_treaty_approves_it() -> None:
    (step,) = steps("Kenya's parliament passed a bill to implement the customs treaty with Uganda.")
    assert (step.stage, step.modality, states(step, "by")) == ("approved", "asserted", {"KEN"})


def test_a_draft_that_is_there_proposes_nothing() -> None:
    assert steps("The draft of the customs accord between Kenya and Uganda has ten chapters.") == []


def test_who_puts_a_stop_to_a_deal_rejects_it() -> None:
    (step,) = steps("Kenya put a stop to the customs accord with Uganda.")
    assert (step.stage, states(step, "by")) == ("rejected", {"KEN"})


def outlook(text: str) -> list[tuple[str, str]]:
    return [(step.stage, step.modality) for step in steps(text)]


def test_a_deal_that_two_may_reach_is_worked_for() -> None:
    assert outlook("Norway hopes that the two will reach a deal between Norway and Iceland.") == [("negotiated", "asserted")]


def test_what_else_is_told_of_a_deal_counts_more_than_hopes() -> None:
    text = "Norway and Iceland signed a fishing deal in May. Norway had hoped that the two would reach a fishing deal with Iceland."
    assert [stage for stage, _ in outlook(text)] == ["signed"]


def test_a_negotiated_settlement_tells_no_talks() -> None:
    assert outlook("Norway and Iceland said they wanted peace. They favour a negotiated peace settlement between Chad and Niger.") == []


@pytest.mark.parametrize("words", ["now on the table", "that is on the table", "currently on the table"])
def test_what_lies_on_the_table_is_proposed(words: str) -> None:
    assert outlook(f"Norway said that the deal with Iceland {words} was fair.") == [("proposed", "asserted")]


def test_options_on_the_table_are_no_deals() -> None:
    assert outlook("Norway said that the deal with Iceland was signed and that all options were on the table.") == [("signed", "asserted")]


def test_two_agree_on_what_no_noun_of_agreements_names() -> None:
    assert outlook("Norway and Iceland agreed on a system to warn each other of storms.") == [("agreed", "asserted")]
    assert outlook("Norway and Iceland praised a system to warn each other of storms.") == []
    assert outlook("Norway and Iceland agreed on the system's merits. The system was signed.") == []


def test_who_does_not_live_up_to_his_end_of_it_breaks_it() -> None:
    assert outlook("Iceland failed to live up to its end of the border pact with Norway.") == [("violated", "asserted")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway called the deal with Iceland the worst deal ever negotiated.", []),
        ("Norway and Iceland seek a treaty to settle the war that began in 1950.", ["negotiated"]),
        ("Norway and Iceland began the cease-fire on Sunday.", ["in force"]),
        ("Norway deplored the breaching of the cease-fire between Chad and Niger.", ["violated"]),
        ("Oman called on the two to reach a deal between Chad and Niger.", []),
        ("Norway and Iceland agreed on a fishing pact. The system was extended on Monday.", ["agreed"]),
        ("Norway and Iceland agreed on a plan for patrols. The plan was extended on Monday.", ["agreed", "extended"]),
        ("Norway must ensure that Chad and Niger respect the truce between Chad and Niger.", []),
    ],
)
def test_what_the_words_beside_it_make_of_a_step(text: str, told: list[str]) -> None:
    assert [stage for stage, _ in outlook(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chad repeated its offer to hold talks with Niger on a border treaty.", "proposed"),
        ("Chad welcomed a proposal aimed at ending the dispute with a treaty between Chad and Niger.", "proposed"),
        ("Chad rejected the offer to meet after it signed a pact with Niger.", "signed"),
    ],
)
def test_what_a_proposal_is_for_is_proposed(text: str, told: str) -> None:
    assert [stage for stage, _ in outlook(text)] == [told]
