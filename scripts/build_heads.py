"""Set the `source` column of heads.csv from Archigos 4.1 and REIGN, and list the leaders of both that no row covers.

A term is confirmed if a leader of that name led that state throughout it and one end of the term is an end of the
leader's spell, to 31 days: both sets know the one effective leader of a state, and a man who went from prime minister
to president without a break has one spell there and two rows here. Where neither set confirms, the row keeps a source
set by hand, or becomes `unverified`. Names and other offices are written by hand; the sets have little but surnames.

Archigos: Goemans, Gleditsch and Chiozza 2009, "Introducing Archigos", Journal of Peace Research 46(2), 269-283.
REIGN: Bell 2016, "The Rulers, Elections, and Irregular Governance Dataset", version of August 2021.

    python scripts/build_heads.py --leaders DIR --codes FILE [--table heads.csv] [--write] [--missing]
"""

from __future__ import annotations

import argparse
import calendar
import csv
import difflib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "src/dragoman/knowledge/actors/heads.csv"
COLUMNS = ["state", "office", "person", "names", "from", "to", "source"]
FIRST_YEAR = 1985
DAYS = 31  # REIGN gives ends by month, and the sets count elections and oaths differently
ALIKE = 0.8  # least likeness of two spellings of one word: "Sarnay" and "Sarney", "Jabir" and "Jaber"
NEARLY = 0.9  # worth of a word only nearly the same, so that an exact namesake goes first
EVER = date(9999, 12, 31)

# COW numbers that the table of codes lacks, or that mean several states of ours in turn.
STATES = {
    "260": ("DEU",), "255": ("DEU",), "265": ("DDR",), "315": ("CSK",), "365": ("RUS",), "345": ("YUG", "SCG", "SRB"),
    "340": ("SRB",), "347": ("XKX",), "678": ("YEM",), "679": ("YEM",), "680": ("YMD",), "816": ("VNM",),
}  # fmt: skip
# fmt: off
TITLES = frozenset([  # parts of names that tell nobody apart
    "al", "and", "ayatollah", "ben", "bin", "da", "de", "dos", "el", "ibn", "khalifah", "lyonpo", "mullah", "ould",
    "ratu", "sheikh", "the", "van", "von",
])
# fmt: on
SHORT = 3  # letters; below four, one letter more or less makes another name
PLAIN = str.maketrans("\u0131\u0142\u0111\u00f8\u00f0", "ildod")  # letters that have no decomposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One unbroken time in power; ``end`` is ``EVER`` where the set stops before the leader does."""

    states: tuple[str, ...]
    leader: str
    start: date
    end: date
    source: str


def fold(text: str) -> str:
    """Lower case without diacritics, words parted by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def bounds(prefix: str) -> tuple[date, date]:
    """First and last day that an ISO prefix (`1992`, `2021-06`, `2021-06-15`) may mean."""
    match [int(part) for part in prefix.split("-")]:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
    raise ValueError(f"not an ISO prefix: {prefix!r}")


def read_codes(path: Path) -> dict[str, tuple[str, ...]]:
    """State codes by COW number."""
    with path.open(encoding="utf-8", newline="") as rows:
        codes = {row["cown"]: (row["iso3c"],) for row in csv.DictReader(rows) if row["cown"] and row["iso3c"]}
    return codes | STATES


def read_archigos(path: Path, codes: dict[str, tuple[str, ...]]) -> Iterator[Spell]:
    """Spells that reach into ``FIRST_YEAR`` or later; those at the end of the set's coverage are open."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for first, last, *_ in row["spells"]:
            end = EVER if last in ("2014-12-31", "2015-12-31") else date.fromisoformat(last.strip())
            if end.year < FIRST_YEAR or row["ccode"] not in codes:
                continue
            start = date.fromisoformat(first.strip())
            yield Spell(states=codes[row["ccode"]], leader=row["leader"], start=start, end=end, source="archigos 4.1")


def read_reign(path: Path, codes: dict[str, tuple[str, ...]]) -> Iterator[Spell]:
    """Spells that reach into ``FIRST_YEAR`` or later, their ends known by month."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        end = bounds(row["end"])[1] if row["end"] else EVER
        if row["start"] and end.year >= FIRST_YEAR and row["ccode"] in codes:
            start = bounds(row["start"])[0]
            yield Spell(states=codes[row["ccode"]], leader=row["leader"], start=start, end=end, source="reign 2021-08")


def likeness(leader: str, row: dict[str, str]) -> float:
    """Share of the words of the set's name that are, or nearly are, words of the row's names."""
    ours = {word for word in fold(f"{row['person']} {row['names']}").split() if len(word) > 1} - TITLES
    theirs = [word for word in fold(leader).split() if len(word) > 1 and word not in TITLES]
    near_ones = [w for w in theirs if w not in ours and len(w) > SHORT and difflib.get_close_matches(w, ours, 1, ALIKE)]
    same = sum(word in ours for word in theirs)
    return (same + NEARLY * len(near_ones)) / len(theirs) if theirs else 0.0


def near(one: date, low: date, high: date) -> bool:
    return low.toordinal() - DAYS <= one.toordinal() <= high.toordinal() + DAYS


def confirms(spell: Spell, row: dict[str, str]) -> bool:
    """Whether the spell covers the whole term and shares one of its ends; the name is not looked at."""
    start = bounds(row["from"])
    end = bounds(row["to"]) if row["to"] else (EVER, EVER)
    if spell.start.toordinal() - DAYS > start[1].toordinal() or spell.end.toordinal() + DAYS < end[0].toordinal():
        return False
    return near(spell.start, *start) or (bool(row["to"]) and near(spell.end, *end))


def holders(spell: Spell, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows that name the leader of the spell for a time that meets it: those whose names are most alike.

    Only the best, since a prime minister Kim under a president Kim shares a word with him.
    """
    alike: dict[float, list[dict[str, str]]] = {}
    for row in rows:
        end = bounds(row["to"])[1] if row["to"] else EVER
        if bounds(row["from"])[0] <= spell.end and spell.start <= end:
            alike.setdefault(likeness(spell.leader, row), []).append(row)
    best = max(alike, default=0.0)
    return alike[best] if best else []


def set_sources(rows: list[dict[str, str]], spells: list[Spell]) -> list[Spell]:
    """Write the source of every row that a spell confirms, in place; the spells whose leader no row names come back."""
    by_state: dict[str, list[dict[str, str]]] = {}
    sets = {spell.source for spell in spells} | {""}
    for row in rows:
        by_state.setdefault(row["state"], []).append(row)
        if row["source"] in sets:
            row["source"] = "unverified"
    missing: list[Spell] = []
    for spell in spells:
        named = holders(spell, [row for state in spell.states for row in by_state.get(state, [])])
        for row in named:
            if row["source"] == "unverified" and confirms(spell, row):
                row["source"] = spell.source
        if not named:
            missing.append(spell)
    return missing


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--leaders", type=Path, required=True, help="folder with the two leader sets")
    parser.add_argument("--codes", type=Path, required=True, help="country_codes.csv")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--write", action="store_true", help="write the table back with its sources")
    parser.add_argument("--missing", action="store_true", help="list the leaders that no row covers")
    options = parser.parse_args()
    codes = read_codes(options.codes)
    spells = list(read_archigos(options.leaders / "leaders_archigos41.jsonl", codes))
    spells += read_reign(options.leaders / "leaders_reign2021.jsonl", codes)
    with options.table.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    missing = set_sources(rows, spells)
    if options.write:
        with options.table.open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    for source, count in sorted(Counter(row["source"] for row in rows).items()):
        print(f"{source}\t{count}")
    if options.missing:
        for spell in missing:
            print(f"missing\t{'/'.join(spell.states)}\t{spell.leader}\t{spell.start}\t{spell.end}\t{spell.source}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
