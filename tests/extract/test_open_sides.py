"""Sides of an event that its own words leave open: by purpose, by place, by what was told of a thing, by other sanctions."""

import pytest

from dragoman.extract.events.extractor import extract_events
from dragoman.knowledge import load
from dragoman.model.claim import Event
from tests.extract.readings import read

Sides = tuple[str, set[str], set[str]]


def told(text: str, places: dict[str, str] | None = None) -> list[Sides]:
    claims = extract_events(read(text, places=places), load()).claims
    found: list[Sides] = []
    for event in (c for c in claims if isinstance(c, Event)):
        side = {role: {p.actor for p in event.parties if p.actor and p.role == role} for role in ("actor", "recipient")}
        found.append((event.type, side["actor"], side["recipient"]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Canada sent two frigates to the region to deter Iran.", ("MOBILIZE", {"CAN"}, {"IRN"})),
        ("Poland put its army on alert amid threats from Belarus.", ("MOBILIZE", {"POL"}, {"BLR"})),
        ("Japan deployed missiles in an effort to counter North Korea.", ("MOBILIZE", {"JPN"}, {"PRK"})),
        ("Britain sent a warship to protect Kuwait from Iraq.", ("MOBILIZE", {"GBR"}, {"IRQ"})),
        ("Ghana walked away from the table to protest Togo's threats.", ("SANCTION", {"GHA"}, {"TGO"})),
    ],
)
def test_a_purpose_or_occasion_tells_against_whom_a_step_is(text: str, expected: Sides) -> None:
    assert expected in told(text)


def test_ships_sent_to_help_are_meant_against_nobody_helped() -> None:
    assert ("MOBILIZE", {"GBR"}, {"KWT"}) not in told("Britain sent a warship to protect Kuwait from Iraq.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway imposed sanctions on Belarus. Norway will tighten its sanctions next week.",
            ("SANCTION", {"NOR"}, {"BLR"}),
        ),
        ("China imposed tariffs on Canadian canola. Canada will levy retaliatory tariffs in May.", ("SANCTION", {"CAN"}, {"CHN"})),
        ("Togo imposed an embargo on Ghana. A year later Togo lifted the embargo.", ("RETREAT", {"TGO"}, {"GHA"})),
    ],
)
def test_sanctions_without_a_target_have_that_of_the_nearest(text: str, expected: Sides) -> None:
    assert expected in told(text)


def test_goods_without_a_state_are_no_target_of_sanctions_told_elsewhere() -> None:
    assert ("SANCTION", {"CAN"}, {"CHN"}) not in told(
        "China imposed tariffs on Canadian canola. Norway was calm. Canada put tariffs on steel."
    )


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("Gunmen killed two Greek priests in Chad.", {"Chad": "TCD"}, ("ASSAULT", {"TCD:REB"}, {"GRC:REL"})),
        ("The attack on the Danish embassy in Islamabad left six dead.", {"Islamabad": "PAK"}, ("ASSAULT", {"PAK:REB"}, {"DNK:GOV"})),
        ("Rockets fired from Gaza hit an Israeli town.", {"Gaza": "PSE"}, ("ASSAULT", {"PSE"}, {"ISR"})),
        ("Israel shelled targets in Gaza. It later sent soldiers into the territory.", {"Gaza": "PSE"}, ("MOBILIZE", {"ISR"}, {"PSE"})),
        ("A French raid in Niger last week that killed two Malian rebels was praised.", None, ("ASSAULT", {"FRA"}, {"MLI:REB"})),
    ],
)
def test_places_tell_who_attacks_and_is_attacked(text: str, places: dict[str, str] | None, expected: Sides) -> None:
    assert expected in told(text, places)


@pytest.mark.parametrize(
    "text",
    [
        "The Dutch army killed two Greek priests in Chad.",
        "Gunmen may kill two Greek priests in Chad.",
        "Two Chadian priests were killed in Chad.",
    ],
)
def test_people_of_the_place_attack_only_where_nobody_is_named_and_it_is_told(text: str) -> None:
    assert all("TCD:REB" not in actors for _, actors, _ in told(text, {"Chad": "TCD"}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Norwegian tanker sank. On Friday Iran released the ship.", ("RETREAT", {"IRN"}, {"NOR:BUS"})),
        ("Liberian officers seized a boat belonging to the Ghanaian navy.", ("COERCE", {"LBR:MIL"}, {"GHA:MIL"})),
        ("The American president withdrew from the Iran nuclear deal.", ("SANCTION", {"USA:GOV"}, {"IRN"})),
        ("Chad took in refugees fleeing the violence in Sudan.", ("AID", {"TCD"}, {"SDN"})),
        ("Norway has 70 soldiers training Malian officers.", ("AID", {"NOR"}, {"MLI:MIL"})),
        ("Mauritania deported 50 Malians.", ("COERCE", {"MRT"}, {"MLI:CVL"})),
        ("India rushed reinforcements to its border with China.", ("MOBILIZE", {"IND"}, {"CHN"})),
    ],
)
def test_things_and_people_belong_to_whom_words_tie_them(text: str, expected: Sides) -> None:
    assert expected in told(text)


def test_interference_in_an_election_is_in_the_other_state_of_the_sentence() -> None:
    assert ("COERCE", {"BLR"}, {"NOR"}) in told("Norway punished Belarus over Belarusian meddling in the 2017 election.")


def test_a_plan_without_parties_swallows_nothing() -> None:
    text = "The European Union will publish a plan to levy a duty on all imports from Norway."
    assert any(kind == "SANCTION" and recipients == {"NOR"} for kind, _, recipients in told(text))


@pytest.mark.parametrize(("who", "together"), [("Chad, Togo and Niger", [3]), ("Chad, Togo, Niger, Ghana and Benin", [])])
def test_many_who_praise_something_together_do_not_mean_each_other(who: str, together: list[int]) -> None:
    text = f"The leaders of {who} met in Accra. They praised the long work of the mediators."
    assert [len(actors) for kind, actors, _ in told(text) if kind == "SUPPORT" and len(actors) > 1] == together
