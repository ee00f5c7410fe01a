"""How right pages are read: title, day, first words and authors of the pages of the development set.

python eval/pages.py               the figures
python eval/pages.py --misses day  also what is wrong: title, day, words or authors
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.read.language import find_language
from dragoman.read.pages.extraction import extract_page

ROOT = Path(__file__).parents[1]
FOLDER = ROOT.parent / "shared" / "data" / "pages"
GOLD = FOLDER / "pages.gold.jsonl"
WORD = re.compile(r"\w+")
LEAD = 6  # words: the gold of first words often begins with the caption of a picture; its last six are of the text then
ZONES = (-8, 9)  # hours from UTC, California to Japan: where the pages of the set were made
HALF = 0.5


@dataclass(slots=True)
class Tally:
    """Of how many pages that have gold a field was given, and right."""

    gold: int = 0
    given: int = 0
    right: int = 0
    misses: list[tuple[str, object, object]] = field(default_factory=list)

    def count(self, name: str, gold: object, found: object, *, right: bool) -> None:
        self.gold, self.given, self.right = self.gold + 1, self.given + bool(found), self.right + right
        if not right:
            self.misses.append((name, gold, found))


def days(gold: str) -> set[str]:
    """The days that are right: the day itself or, of a time in UTC, the days it had somewhere where the pages were made."""
    if len(gold) == len("2020-02-03"):
        return {gold}
    instant = datetime.datetime.fromisoformat(gold)
    return {(instant + datetime.timedelta(hours=hours)).date().isoformat() for hours in (*ZONES, 0)}


def words(text: str | None) -> str:
    return " ".join(WORD.findall((text or "").lower()))


def names(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower()) if word not in {"by", "and"}}


def judge(gold: dict[str, Any], found: dict[str, Any], name: str, tallies: dict[str, Tally]) -> None:
    """Compare what was found in one page with its gold, field by field."""
    if title := gold.get("title"):
        own, other = words(title), words(found["title"])
        tallies["title"].count(name, title, found["title"], right=own == other)
        tallies["title contained"].count(name, title, found["title"], right=bool(other) and (own in other or other in own))
    day = gold.get("date") or gold.get("date_published")
    if isinstance(day, str):
        tallies["day"].count(name, day, found["published"], right=found["published"] in days(day))
        tallies["day in UTC"].count(name, day, found["published"], right=found["published"] == day[:10])
    if first := gold.get("first13"):
        text, own = words(found["text"]), words(first)
        tallies["first words"].count(name, first, found["text"][:100], right=own in text)
        tallies["lead"].count(name, first, found["text"][:100], right=" ".join(own.split()[-LEAD:]) in text)
    if author := gold.get("author"):
        own_names, other_names = names(author), names(" ".join(found["byline"]))
        alike = len(own_names & other_names) / max(1, len(own_names | other_names)) >= HALF
        tallies["authors"].count(name, author, ", ".join(found["byline"]), right=alike)


def pages() -> Iterator[tuple[dict[str, Any], bytes]]:
    with GOLD.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row, gzip.decompress((FOLDER / row["html"]).read_bytes())


def read() -> tuple[dict[str, dict[str, Tally]], float]:
    """The tallies of all pages and of those in English, and the pages taken apart in a CPU second."""
    kinds = ("title", "title contained", "day", "day in UTC", "first words", "lead", "authors")
    tallies = {group: {kind: Tally() for kind in kinds} for group in ("all", "English")}
    seconds = 0.0
    count = 0
    for row, content in pages():
        started = time.process_time()
        page = extract_page(content, url=row["url"])
        seconds += time.process_time() - started
        count += 1
        found = {"title": page.title, "published": page.published, "text": page.text, "byline": page.byline}
        judge(row["gold"], found, row["id"], tallies["all"])
        if find_language(page.text) == "en":
            judge(row["gold"], found, row["id"], tallies["English"])
    return tallies, count / seconds


def score() -> dict[str, float]:
    """The figures, flattened to one name each."""
    tallies, _ = read()
    figures: dict[str, float] = {}
    for group, kinds in tallies.items():
        for kind, tally in kinds.items():
            figures[f"{group}: {kind} right"] = tally.right / tally.gold
            if kind in {"title", "day", "authors"}:
                figures[f"{group}: {kind} right where given"] = tally.right / max(1, tally.given)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", default="", help="list what is wrong of this kind")
    options = parser.parse_args()
    tallies, rate = read()
    for group, kinds in tallies.items():
        for kind, tally in kinds.items():
            print(
                f"{group:8} {kind:16} {tally.right / tally.gold:.3f} of {tally.gold}, where given {tally.right / max(1, tally.given):.3f}"
            )
    for miss in tallies["all"][options.misses].misses if options.misses else ():
        print(*miss, sep=" | ")
    print(f"{rate:.1f} pages a CPU second", file=sys.stderr)


if __name__ == "__main__":
    main()
