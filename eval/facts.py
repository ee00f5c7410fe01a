"""How many agreements of a store agree, in parties and day of signing, with what treaty collections have on record.

    python eval/facts.py STORE [FACTS]           FACTS: a folder with the UN list, ATOP and DESTA as JSON Lines
    python eval/facts.py STORE --list            each match with what agrees and what does not

- **UN** (multilateral treaties deposited with the Secretary-General): matched by title; a party agrees if it takes part in the treaty.
- **DESTA** (trade agreements): matched by title where it is a name (COMESA); where its title is the pair of states, by the pair, if the
  record is called a trade agreement and no more than that. It has the year only.
- **ATOP 5.1** (alliances) has no titles: matched are records that oblige to what an alliance does, or are called one, by pair and year.

What was matched by its pair says nothing of parties, so they are compared only where titles match.

A date agrees if it is the same as far as both go: the record's year with DESTA's, its day with the UN's.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dragoman.knowledge import load  # noqa: E402 -- the folder must be on the path first
from dragoman.model.record import AgreementRecord  # noqa: E402
from dragoman.store import open_store  # noqa: E402

FACTS = ROOT.parent / "shared" / "data" / "agreements"
CODES = Path("..") / "codes" / "country_codes.csv"  # from the folder of facts
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
KINDS = {"agreement", "treaty", "convention", "protocol", "pact", "accord", "deal", "charter", "act", "amendment"}
SMALL = {
    "the",
    "of",
    "on",
    "and",
    "to",
    "in",
    "for",
    "a",
    "an",
    "its",
    "concerning",
    "relating",
    "between",
    "additional",
    "optional",
    "final",
}
EMPTY = frozenset(KINDS | SMALL | {"international", "new", "york", "geneva"})  # words that many titles have, and where the UN sits
ALLIANCE = frozenset({"mutual defence", "non-aggression", "consultation", "neutrality"})  # what ATOP's alliances oblige to
ALLIED = re.compile(
    r"\b(?:alliance|allied|defen[cs]e (?:pact|treaty)|mutual (?:defen[cs]e|security)|non-?aggression|friendship)\b", re.IGNORECASE
)
TRADE = re.compile(r"\b(?:trade|customs|tariff|economic partnership|FTA)\b", re.IGNORECASE)
ANY_TRADE = frozenset({"free", "bilateral", "promotion", "partnership", "economic", "reciprocal", "proposed", "u.s", "us", "area", "union"})
ALIKE = 0.7  # share of the words of both titles
FEWEST = 2  # words that a title must have beside the empty ones to be matched by them
PAIR = 2
NEAR_YEARS = 1  # between the record's year and ATOP's: pacts are signed and begin in different ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An agreement on record. ``words`` are those of its title, ``dated`` its day or year of signing."""

    source: str
    id: str
    title: str
    words: frozenset[str]
    parties: frozenset[str]
    dated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record and the fact that it is about. ``parties`` and ``date`` are None where there is nothing to compare."""

    record: AgreementRecord
    fact: Fact
    signed: str | None
    parties: bool | None
    date: bool | None


def words_of(title: str) -> frozenset[str]:
    """The words of a title that tell which it is."""
    return frozenset(word.lower().removesuffix("'s").removesuffix("’s") for word in WORD.findall(title)) - EMPTY


def un_facts(folder: Path) -> Iterator[Fact]:
    names: dict[str, str] = {}
    for name, senses in load().actors.names.items():
        for sense in senses:
            if sense.actor and ":" not in sense.actor:
                names.setdefault(name.lower(), sense.actor)
    for row in _rows(folder / "agreements_untreaties.jsonl"):
        title = re.split(r"[.*(]", row["title"])[0].strip()
        states = {_state(entry["Participant"], names) for entry in row["participants"] if "Participant" in entry}
        dated = None
        if row["date"]:
            try:
                dated = dt.datetime.strptime(row["date"], "%d %B %Y").date().isoformat()  # noqa: DTZ007 -- a day
            except ValueError:
                dated = None
        yield Fact(
            source="UN",
            id=row["id"],
            title=title,
            words=words_of(title),
            parties=frozenset(state for state in states if state),
            dated=dated,
        )


def _state(name: str, names: Mapping[str, str]) -> str | None:
    plain = re.sub(r"\s*\(.*?\)|[\d,*\s]+$", "", name).strip().lower()
    candidates = (
        plain,
        plain.removeprefix("the "),
        plain.partition(" of great britain")[0],
        plain.replace("republic of ", ""),
        plain.replace(" federation", ""),
    )
    return next((names[one] for one in candidates if one in names), None)


def desta_facts(folder: Path) -> Iterator[Fact]:
    iso = {row["iso3n"].lstrip("0"): row["iso3c"] for row in csv.DictReader((folder / CODES).open(encoding="utf-8")) if row["iso3n"]}
    for row in _rows(folder / "agreements_desta.jsonl"):
        if row["entry_type"] == "base_treaty":
            members = frozenset(iso[number] for number in row["members_iso_num"] if number in iso)
            yield Fact(source="DESTA", id=row["id"], title=row["title"], words=words_of(row["title"]), parties=members, dated=row["year"])


def atop_facts(folder: Path) -> Iterator[Fact]:
    cow = {row["cown"]: row["iso3c"] for row in csv.DictReader((folder / CODES).open(encoding="utf-8")) if row["cown"] and row["iso3c"]}
    cow |= {"365": "RUS", "260": "DEU", "255": "DEU", "345": "YUG", "315": "CSK"}
    for row in _rows(folder / "agreements_atop51.jsonl"):
        members = frozenset(cow.get(number, f"cow {number}") for number in row["members_cow"])
        yield Fact(source="ATOP", id=row["id"], title="", words=frozenset(), parties=members, dated=row["begin"])


def _rows(path: Path) -> list[dict]:  # type: ignore[type-arg]  # whatever a line holds
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def signed_on(record: AgreementRecord) -> str | None:
    """When the record says it was signed, as exact as it says; None where it does not, or it has not happened."""
    return next(
        (
            entry.when.start
            for entry in record.life
            if entry.stage == "signed" and entry.status == "done" and entry.when and entry.when.start and entry.when.basis != "published"
        ),
        None,
    )


def match(record: AgreementRecord, facts: Sequence[Fact], states: frozenset[str]) -> Match | None:
    """The fact that a record is about."""
    parties = frozenset(code.partition(":")[0] for code in record.parties) & states
    signed = signed_on(record)
    by_title = [fact for fact in facts if fact.words and any(_same_title(title, fact) for title in record.titles)]
    if by_title:
        fact = min(by_title, key=lambda one: (len(one.title), one.id))
        return Match(
            record=record, fact=fact, signed=signed, parties=parties <= fact.parties if parties else None, date=_agree(signed, fact)
        )
    pairs = [fact for fact in facts if len(parties) >= PAIR and parties == fact.parties and _may_be(record, signed, fact)]
    if not pairs:
        return None
    fact = min(pairs, key=lambda one: (abs(_year(signed) - _year(one.dated)), one.id))
    return Match(record=record, fact=fact, signed=signed, parties=None, date=_agree(signed, fact))


def _same_title(title: str, fact: Fact) -> bool:
    words = words_of(title)
    if title[:1].isupper() and len(title.split()) >= PAIR and words and fact.title.lower().startswith(title.lower()):
        return True
    return len(words) >= FEWEST and len(words & fact.words) / len(words | fact.words) >= ALIKE


def _may_be(record: AgreementRecord, signed: str | None, fact: Fact) -> bool:
    """Whether a record of the same parties can be this trade agreement or alliance."""
    if fact.source == "DESTA":
        plain = any(TRADE.search(title) and not words_of(TRADE.sub(" ", title)) - ANY_TRADE for title in record.titles)
        return plain and (signed is None or abs(_year(signed) - _year(fact.dated)) <= NEAR_YEARS + 1)
    if fact.source == "ATOP" and signed:
        allied = bool(ALLIANCE & {promise.type for promise in record.provisions}) or any(ALLIED.search(title) for title in record.titles)
        return allied and abs(_year(signed) - _year(fact.dated)) <= NEAR_YEARS
    return False


def _year(date: str | None) -> int:
    return int(date[:4]) if date else 0


def _agree(signed: str | None, fact: Fact) -> bool | None:
    if signed is None or fact.dated is None:
        return None
    least = min(len(signed), len(fact.dated))
    return signed[:least] == fact.dated[:least]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("facts", nargs="?", type=Path, default=FACTS)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    facts = [*un_facts(given.facts), *desta_facts(given.facts), *atop_facts(given.facts)]
    states = frozenset(load().actors.states)
    with open_store(given.store) as store:
        records = list(store.records(AgreementRecord))
    matches = [found for record in records if (found := match(record, facts, states)) is not None]
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for one in matches:
        for name in (one.fact.source, "all"):
            told[name]["matched"] += 1
            for what, agrees in (("parties", one.parties), ("date", one.date)):
                told[name][f"{what} compared"] += agrees is not None
                told[name][f"{what} agree"] += bool(agrees)
        if given.list:
            marks = [
                f"{what} {'-' if agrees is None else 'agree' if agrees else 'DIFFER'}"
                for what, agrees in (("parties", one.parties), ("date", one.date))
            ]
            print(one.fact.source, *marks, "|", one.record.title, one.record.parties, one.signed, "|", one.fact.title, one.fact.dated)
    print(f"{len(records)} agreements\n\n| source | matched | parties compared | of these agree | dates compared | of these agree |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, count in sorted(told.items()):
        print(
            f"| {name} |",
            " | ".join(str(count[key]) for key in ("matched", "parties compared", "parties agree", "date compared", "date agree")),
            "|",
        )


if __name__ == "__main__":
    main()
