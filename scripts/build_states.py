"""Fill the code and date columns of ``knowledge/actors/states.csv`` from published code tables.

    python scripts/build_states.py CODES [STATES]

CODES is a folder with ``country_codes.csv`` (ISO 3166, Correlates of War, Gleditsch-Ward and FIPS 10-4 side by side),
``gwstates.csv`` and ``cowstates.csv`` (the two lists of states with their dates). The columns ``code, name, within,
capital`` are written by hand and kept; rows that no table knows keep what they hold.

``from`` and ``to`` are the days of the last spell in the Gleditsch-Ward list, else in that of Correlates of War. Both
lists open on 1816-01-01, which is not the birth of a state, so that day is left out; 9999-12-31 means "still there".
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

COLUMNS = ("code", "name", "iso2", "cow", "cowc", "gw", "gwc", "fips", "from", "to", "within", "capital", "source")
STATES = Path(__file__).parents[1] / "src/dragoman/knowledge/actors/states.csv"
LISTS_OPEN = "1816-01-01"
LISTS_END = "9999-12-31"
SOURCE = "ISO 3166; COW and Gleditsch-Ward state lists; FIPS 10-4"

# Where the crosswalk is empty, or names the predecessor. Values are (column, value) pairs that win over it.
CORRECTIONS: Mapping[str, Mapping[str, str]] = {
    # Correlates of War counts Serbia as the continuing Yugoslavia.
    "SRB": {"cow": "345", "cowc": "YUG", "gw": "340", "gwc": "SER"},
    # Gleditsch and Ward count united Yemen as the continuing Arab Republic, united Vietnam as the Democratic Republic.
    "YEM": {"gw": "678", "gwc": "YEM"},
    "VNM": {"gw": "816", "gwc": "DRV"},
    # Microstates whose Gleditsch-Ward number is not that of Correlates of War.
    "KIR": {"gw": "970", "gwc": "KBI"},
    "NRU": {"gw": "971", "gwc": "NAU"},
    "TON": {"gw": "972", "gwc": "TON"},
    "TUV": {"gw": "973", "gwc": "TUV"},
    "GEO:ABKHAZIA": {"gw": "396", "gwc": "ABK"},
    "GEO:SOUTH-OSSETIA": {"gw": "397", "gwc": "SOT"},
    # Vatican City is no Papal States (327), which ended in 1870.
    "VAT": {"cow": "", "cowc": "", "gw": "", "gwc": "", "from": "1929-02-11"},
    "XKX": {"iso2": "XK", "cow": "347", "cowc": "KOS", "gw": "347", "gwc": "KOS", "fips": "KV"},
    "SSD": {"fips": "OD"},
    # ISO 3166-3: states that are gone. South Yemen, East Germany and Czechoslovakia are in both lists.
    "DDR": {"iso2": "DD", "cow": "265", "cowc": "GDR", "gw": "265", "gwc": "GDR", "fips": "GC"},
    "CSK": {"iso2": "CS", "cow": "315", "cowc": "CZE", "gw": "315", "gwc": "CZE", "fips": "CZ"},
    "YMD": {"iso2": "YD", "cow": "680", "cowc": "YPR", "gw": "680", "gwc": "YPR", "fips": "YS"},
    # Both lists run Yugoslavia together with Serbia and Montenegro; ISO 3166 parts them in February 2003.
    "YUG": {"iso2": "YU", "cow": "345", "cowc": "YUG", "gw": "345", "gwc": "YUG", "fips": "YO",
            "from": "1918-12-01", "to": "2003-02-04"},
    "SCG": {"iso2": "CS", "cow": "345", "cowc": "YUG", "gw": "345", "gwc": "YUG", "fips": "YI",
            "from": "2003-02-04", "to": "2006-06-04"},
}  # fmt: skip

# Entities no table dates: days on which they were declared, or ended.
ENTITIES: Mapping[str, tuple[str, str]] = {
    "PSE": ("", ""),
    "ESH": ("1976-02-27", ""),
    "CYP:TRNC": ("1983-11-15", ""),
    "GEO:ABKHAZIA": ("1992-07-23", ""),
    "GEO:SOUTH-OSSETIA": ("1991-12-21", ""),
    "MDA:TRANSNISTRIA": ("1990-09-02", ""),
    "SOM:SOMALILAND": ("1991-05-18", ""),
    "AZE:NAGORNO-KARABAKH": ("1991-09-02", "2024-01-01"),
    "UKR:DNR": ("2014-04-07", "2022-09-30"),
    "UKR:LNR": ("2014-04-27", "2022-09-30"),
    "IRQ:KURDISTAN": ("1992-07-04", ""),
}


def main() -> None:
    """Rewrite the table in place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", type=Path)
    parser.add_argument("states", type=Path, nargs="?", default=STATES)
    arguments = parser.parse_args()
    codes: Path = arguments.codes
    path: Path = arguments.states
    crosswalk = {row["iso3c"]: row for row in _rows(codes / "country_codes.csv") if row["iso3c"]}
    gleditsch_ward = _rows(codes / "gwstates.csv")
    spells = (_spells(gleditsch_ward, "gwcode"), _spells(_rows(codes / "cowstates.csv"), "cowcode"))
    microstates = {row["gwcode"]: row["gwc"] for row in gleditsch_ward if row["microstate"] == "True"}
    filled = [_fill(row, crosswalk.get(row["code"]), microstates, spells) for row in _rows(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(filled)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _spells(rows: Iterable[Mapping[str, str]], column: str) -> dict[str, tuple[str, str]]:
    """Number of a state to the first and last day of its last spell."""
    return {row[column].removesuffix(".0"): (row["start"], row["end"]) for row in rows}


def _fill(
    row: Mapping[str, str],
    known: Mapping[str, str] | None,
    microstates: Mapping[str, str],
    spells: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]],
) -> dict[str, str]:
    filled = dict(row)
    if known is not None:
        filled |= {"iso2": known["iso2c"], "cow": known["cown"], "cowc": known["cowc"]}
        filled |= {"gw": known["gwn"], "gwc": known["gwc"], "fips": known["fips"]}
        if not known["gwn"] and known["cown"] in microstates:  # the crosswalk leaves them out; most share a number
            filled |= {"gw": known["cown"], "gwc": microstates[known["cown"]]}
    filled |= CORRECTIONS.get(row["code"], {})
    if "from" not in CORRECTIONS.get(row["code"], {}):
        start, end = spells[0].get(filled["gw"]) or spells[1].get(filled["cow"]) or ("", "")
        start, end = ENTITIES.get(row["code"], (start, end))
        filled["from"] = "" if start == LISTS_OPEN else start
        filled["to"] = "" if end == LISTS_END else end
    filled["source"] = f"{SOURCE}; date: general knowledge (unverified)" if row["code"] in ENTITIES else SOURCE
    return filled


if __name__ == "__main__":
    main()
