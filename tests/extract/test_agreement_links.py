"""How agreements stand to each other: the examples of the table, and where the links of a report are kept."""

from collections.abc import Mapping

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.rows import agreements
from dragoman.knowledge.tables import Row, Tables
from tests.extract.readings import steps

TABLE = "lang/en/agreements.toml"
ROWS = {row.text("code"): row for row in Tables().rows(TABLE, "link")}
EXAMPLES = [(code, one.text("text"), one.texts("link")) for code, row in ROWS.items() for one in row.rows("examples")]
COUNTER = [text for row in ROWS.values() for text in row.texts("counter")]


def links(text: str) -> set[tuple[str, str, str]]:
    return {(step.agreement, link.kind, link.agreement) for step in steps(text) for link in step.links}


@pytest.mark.parametrize(("code", "text", "link"), EXAMPLES)
def test_examples(code: str, text: str, link: tuple[str, str]) -> None:
    found = {(one, kind, other) for one, kind, other in links(text) if kind == code}
    assert len(found) == 1, links(text)
    ((one, _, other),) = found
    assert one.startswith(link[0])
    assert other.startswith(link[1])
    assert len(links(text)) == 1


@pytest.mark.parametrize("text", COUNTER)
def test_counter_examples(text: str) -> None:
    assert links(text) == set()


def test_every_kind_has_both() -> None:
    ontology = {row.text("code") for row in Tables().rows(agreements.ONTOLOGY, "link")}
    assert ROWS.keys() == ontology
    assert all(row.values["examples"] and row.values["counter"] for row in ROWS.values())


@pytest.mark.parametrize("values", [{"verbs": ["A amend"]}, {"nouns": ["A successor to B"]}])
def test_a_pattern_without_its_slots_is_refused(values: Mapping[str, list[str]]) -> None:
    row = Row(TABLE, 7, values)
    (key,) = values
    with pytest.raises(KnowledgeError, match="must have the slots"):
        agreements._link_pattern(values[key][0], "amends", row, {"a", "b"} if key == "verbs" else {"b"})


def test_a_well_known_agreement_is_called_by_its_name() -> None:
    text = "The United States, Mexico and Canada signed USMCA, which replaced NAFTA."
    assert links(text) == {("United States-Mexico-Canada Agreement", "replaces", "North American Free Trade Agreement")}


def test_a_relative_clause_after_the_parties_is_of_the_agreement() -> None:
    text = "Kenya signed a trade pact with Uganda, which replaces the 2004 customs accord between them."
    assert {(kind, other) for _, kind, other in links(text)} == {("replaces", "2004 customs accord")}


def test_a_participle_after_the_sentence_is_of_what_it_makes() -> None:
    made = "Kenya and Uganda signed a trade pact, replacing the 2004 customs accord."
    assert {(kind, other) for _, kind, other in links(made)} == {("replaces", "2004 customs accord")}


def test_what_no_step_tells_in_its_sentence_goes_to_the_first_step() -> None:
    text = (
        "Kenya and Uganda signed a trade pact on Monday. Kenya's parliament ratified the trade pact on Tuesday. "
        "The trade pact is a replacement for the 2004 customs accord between Kenya and Uganda."
    )
    found = {step.stage: [(link.kind, link.agreement) for link in step.links] for step in steps(text) if step.agreement == "trade pact"}
    assert found["signed"] == [("replaces", "2004 customs accord")]
    assert found["ratified"] == []


def test_what_a_protocol_is_linked_to_is_another_agreement() -> None:
    told = "Chile and Peru signed a framework agreement on energy in 1998. On Monday they signed {} the framework agreement."
    one, two = ({step.agreement for step in steps(told.format(words))} for words in ("again", "an implementing protocol to"))
    assert one == {"framework agreement on energy"}
    assert len(two) == 2
