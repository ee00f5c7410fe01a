"""The tables of places: what they must hold, and that the compiled area says the same."""

import pickle
from collections import Counter
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import load
from dragoman.knowledge.rows.names import plain
from dragoman.knowledge.rows.places import KINDS, build
from dragoman.knowledge.tables import ROOT, Tables

PLACES = load().places
TABLES = Tables()
REGIONS = tuple(TABLES.csv("places/regions.csv"))


def states_of(name: str) -> set[str]:
    return {PLACES.state(number) for number in PLACES.called(plain(name))}


def test_regions_have_a_kind_a_position_and_a_source() -> None:
    assert len(REGIONS) >= 500
    for row in REGIONS:
        assert row.text("source")
        assert -90 <= row.number("lat") <= 90, row.error("no such latitude")
        assert -180 <= row.number("lon") <= 180, row.error("no such longitude")


def test_no_region_stands_twice() -> None:
    count = Counter((row.text("name"), row.text("state", "")) for row in REGIONS)
    assert [key for key, n in count.items() if n > 1] == []


def test_states_of_places_are_states_of_the_actor_tables() -> None:
    known = {row.text("code") for row in TABLES.csv("actors/states.csv")} | {""}
    assert {row.text("state", "") for row in REGIONS} <= known
    assert {row.text("state") for row in TABLES.csv("places/cities.csv")} - known == set()


def test_every_capital_of_the_actor_tables_is_a_place() -> None:
    missing = []
    for row in TABLES.rows("lang/en/states.toml", "state"):
        state = row.text("code")
        missing += [f"{state} {word}" for word in row.texts("capital") if ":" not in state and state not in states_of(word)]
    assert [m for m in missing if m != "DDR East Berlin"] == []


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Kiev", "UKR"), ("Rangoon", "MMR"), ("Bombay", "IND"), ("Peking", "CHN"), ("Saigon", "VNM"), ("Leningrad", "RUS"),
        ("Crimea", "UKR"), ("Donbas", "UKR"), ("Gaza", "PSE"), ("West Bank", "PSE"), ("Golan Heights", "SYR"), ("Sinai", "EGY"),
        ("Tibet", "CHN"), ("Xinjiang", "CHN"), ("Chechnya", "RUS"), ("Darfur", "SDN"), ("Karabakh", "AZE"), ("Catalonia", "ESP"),
        ("Incirlik", "TUR"), ("Guantanamo Bay", "CUB"), ("Bavaria", "DEU"), ("Ontario", "CAN"), ("Texas", "USA"), ("Mecca", "SAU"),
    ],
)  # fmt: skip
def test_names_that_news_uses(name: str, state: str) -> None:
    assert PLACES.state(PLACES.called(name)[0]) == state


@pytest.mark.parametrize("name", ["Kashmir", "Kurdistan", "South China Sea", "Black Sea", "Middle East", "Africa"])
def test_waters_and_wide_or_divided_regions_belong_to_no_state(name: str) -> None:
    assert PLACES.place(PLACES.called(name)[0]).state is None


def test_the_best_known_place_of_a_name_comes_first() -> None:
    for number in PLACES.shared:
        weights = [PLACES.weights[n] for n in number]
        assert weights == sorted(weights, reverse=True)


def test_a_name_in_titles_is_found_by_its_capitals() -> None:
    assert PLACES.called("Rio De Janeiro") == ()
    assert PLACES.titled("Rio De Janeiro") == PLACES.called("Rio de Janeiro")


def test_lengths_of_longer_names_are_those_of_the_forms() -> None:
    lengths = {n for n in range(64) if PLACES.several["Rio"] >> n & 1}
    assert {len("Rio de Janeiro"), len("Rio Grande")} <= lengths
    assert all(any(len(f) == n and f.startswith("Rio") for f in PLACES.numbers) for n in lengths)


def test_the_compiled_area_is_the_same_after_it_is_written_and_read() -> None:
    again = pickle.loads(pickle.dumps(PLACES))  # noqa: S301  # what the line itself has written
    number = PLACES.called("Ganja")[0]
    assert again.place(number) == PLACES.place(number)
    assert again.numbers == PLACES.numbers
    assert {PLACES.kind(n) for n in range(0, len(PLACES.names), 7)} <= set(KINDS)


@pytest.mark.parametrize(
    ("table", "line", "what"),
    [
        ("places/regions.csv", "Nowhere,,,,moon,0,0,a source\n", "no such kind 'moon'"),
        ("places/regions.csv", "Nowhere,,,,sea,north,0,a source\n", "'lat' must be a number"),
        ("places/regions.csv", "Nowhere,,,,sea,0,0,\n", "'source' must be a text"),
        ("lang/en/places.toml", '\n[[name]]\nof = "Atlantis"\nstate = "GRC"\nnames = ["Poseidonis"]\n', "no place 'Atlantis' in GRC"),
        ("lang/en/places.toml", '\n[[famous]]\nstate = "GRC"\nnames = ["Atlantis"]\n', "no place 'Atlantis' in GRC"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, table: str, line: str, what: str) -> None:
    for name in ("actors/states.csv", "places/states.csv", "places/regions.csv", "lang/en/states.toml", "lang/en/places.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    header, *cities = (ROOT / "places/cities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    named = {row.text("of") for row in TABLES.rows("lang/en/places.toml", "name")}
    named |= {name for row in TABLES.rows("lang/en/places.toml", "famous") for name in row.texts("names")}
    few = [line for line in cities if line.partition(",")[0] in named]  # all that the other tables name, so that only our row is wrong
    (tmp_path / "places/cities.csv").write_text("".join([header, *few]), encoding="utf-8")
    with (tmp_path / table).open("a", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(KnowledgeError, match=what) as caught:
        build(Tables(tmp_path), "en")
    assert str(caught.value).startswith(table)
