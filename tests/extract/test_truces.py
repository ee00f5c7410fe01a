"""Truces, with and without a hyphen, of states and of movements: who makes them, offers them, and only talks of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dragoman.extract.agreements.extractor import extract_agreements
from dragoman.extract.events import extract_events
from dragoman.extract.scope import in_scope
from dragoman.knowledge import load
from dragoman.model.claim import Step
from tests.extract.readings import read, states, steps


def bound(step: Step) -> set[str]:
    return {p.actor for p in step.parties if p.role == "party" and p.actor}


def told(text: str) -> list[tuple[str, set[str]]]:
    return [(s.stage, bound(s)) for s in steps(text)]


def of_report(title: str, text: str) -> Iterator[Step]:
    """The steps in scope of a report with a headline, whose events tell who fights."""
    annotated = read(text)
    annotated = replace(annotated, document=replace(annotated.document, title=title))
    events = extract_events(annotated, load()).claims
    found = (c for c in extract_agreements(annotated, load(), events).claims if isinstance(c, Step))
    return (step for step in found if in_scope(step, "interstate"))


@pytest.mark.parametrize("noun", ["cease-fire", "ceasefire", "truce", "cease-fire agreement"])
def test_a_hyphen_makes_no_other_noun(noun: str) -> None:
    assert told(f"Israel and Lebanon agreed to a {noun} on Monday.") == [("agreed", {"ISR", "LBN"})]


def test_a_cease_fire_is_the_truce_named_after_it() -> None:
    found = steps("Egypt brokered a cease-fire between Iran and Iraq. Iran violated the truce on Monday.")
    assert [(s.stage, s.agreement) for s in found] == [
        ("agreed", "cease-fire between Iran and Iraq"),
        ("violated", "cease-fire between Iran and Iraq"),
    ]


def test_a_government_and_a_movement_of_its_state_are_two_sides() -> None:
    found = steps("The Colombian government and the ELN signed a truce on Monday.")
    assert [(s.stage, bound(s)) for s in found] == [("signed", {"COL", "COL:ELN"})]
    assert in_scope(found[0], "interstate")
    assert told("The truce between the Colombian government and the ELN was extended.") == [("extended", {"COL", "COL:ELN"})]


def test_what_is_no_end_of_fighting_has_one_state_only() -> None:
    (step,) = steps("The Colombian government and the FARC signed a deal on schools.")
    assert {code.partition(":")[0] for code in bound(step)} == {"COL"}
    assert not in_scope(step, "interstate")


def test_the_truce_of_a_report_is_between_the_two_it_is_about() -> None:
    text = (
        "The Sri Lankan army shelled a village on Monday. The Tamil Tigers said that they had killed nobody.\n\n"
        "The Tamil Tigers accused Sri Lanka of ignoring the truce. The ceasefire was broken again on Sunday."
    )
    assert {(s.stage, frozenset(bound(s))) for s in of_report("Fighting goes on", text)} == {("violated", frozenset({"LKA", "LKA:LTTE"}))}


def test_where_another_state_fights_the_movement_its_government_is_not_meant() -> None:
    text = (
        "Saudi Arabia bombed Houthi camps in Yemen. Saudi jets attacked the Houthis again on Monday. Yemen asked for help.\n\n"
        "The ceasefire was broken on Sunday."
    )
    assert all(bound(s) != {"YEM", "YEM:HOUTHI"} for s in of_report("Fighting goes on", text))


def test_the_headline_tells_whose_truce_it_is() -> None:
    text = "Chad and Niger moved troops to the border. Chad called Niger a danger.\n\nThe truce was broken again on Sunday."
    assert [s.stage for s in of_report("Chad and Niger trade words despite cease-fire", text)] == ["violated"]
    assert list(of_report("Chad and Niger trade words", text)) == []


def test_one_state_told_in_two_ways_is_one_side() -> None:
    text = (
        "Israel bombed Hamas camps on Monday, and Hamas fired rockets at Israel. Israeli jets attacked Hamas again.\n\n"
        "The Israeli government agreed to a 12-hour truce on Friday. Israel agreed to the truce for the sake of the wounded."
    )
    assert ("agreed", {"ISR", "PSE:HAMAS"}) in [(s.stage, bound(s)) for s in of_report("Fighting goes on", text)]


def test_who_offers_a_truce_offers_his_own() -> None:
    found = {s.stage: states(s, "party") for s in steps("Chad agreed on Sunday to a truce offered by Niger.")}
    assert found == {"agreed": {"TCD", "NER"}, "proposed": {"TCD", "NER"}}


def test_who_is_pressed_to_accept_a_truce_negotiates_none() -> None:
    assert steps("The strikes were meant to press Chad to accept a truce with Niger.") == []
    assert steps("The strikes go on with the aim of pressing Chad to accept a truce with Niger.") == []


def test_a_proposal_that_is_rejected_was_made() -> None:
    found = {s.stage: s.modality for s in steps("Chad rejected a proposal for a truce with Niger.")}
    assert found == {"proposed": "asserted", "rejected": "asserted"}
    assert "rejected" in [s.stage for s in steps("Chad rejected a truce proposal by Niger.")]


def test_a_first_sentence_tells_that_a_report_is_about_an_agreement() -> None:
    text = "Chad has agreed to open its market to Niger, officials said.\n\nThe accord was reached on Sunday."
    assert [(s.stage, bound(s)) for s in of_report("Chad opens market to Niger", text)] == [("agreed", {"TCD", "NER"})]
    text = "Chad has begun to open its market to Niger, officials said.\n\nThe accord was reached on Sunday."
    assert list(of_report("Chad opens market to Niger", text)) == []


def test_a_cease_fire_without_an_article_is_the_truce_too() -> None:
    found = steps("Egypt brokered a truce between Iran and Iraq. Iran violated cease-fire on Monday.")
    assert {(s.stage, s.agreement) for s in found} == {(code, "truce between Iran and Iraq") for code in ("agreed", "violated")}
