"""Draw what is to be judged by eye: events of a run, or agreements of a record. Sentences go to the screen only.

    dragoman read NEWS.jsonl --json > run.jsonl
    python eval/samples/draw.py events run.jsonl
    dragoman read NEWS.jsonl --store news.db && dragoman show agreements --store news.db --json > agreements.json
    python eval/samples/draw.py agreements agreements.json --store news.db

The same input and seed give the same draw, in whatever order the input stands. With ``--csv FILE`` the rows to fill in
(ids, offsets, rule, type or stages; verdict and kind of error empty) are written too: never a word of a report.

Verdicts on events: right (type, coded parties and whether it happened), wrong type, wrong party, modality, not interstate, no event.
On agreements: right (it exists, is negotiated or proposed, between these parties), parties wrong or missing, not an agreement,
merged wrongly; a wrong stage of a right one is noted under ``error``. Offsets are those of the first sentence.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dragoman.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEED = 4
EVENTS, AGREEMENTS = 100, 50  # how many are judged
EVENT_COLUMNS = ("document", "start", "end", "rule", "type", "actors", "recipients", "verdict", "error")
AGREEMENT_COLUMNS = ("document", "start", "end", "rule", "stage", "parties", "sources", "verdict", "error")

Row = dict[str, Any]
T = TypeVar("T")


def draw(found: Iterable[tuple[str, T]], number: int, seed: int) -> list[T]:
    """So many of them, by their keys: neither the order of the input nor what is not drawn matters to the order shown."""
    ordered = sorted(found, key=lambda pair: pair[0])
    chosen = random.Random(seed).sample(ordered, min(number, len(ordered)))  # noqa: S311 -- a sample, not a secret
    return [one for _, one in chosen]


def codes(claim: Row, role: str) -> str:
    """The codes of the parties in a role; who has none is "(uncoded)", for names are words of the report."""
    return " ".join(party["actor"] or "(uncoded)" for party in claim["parties"] if party["role"] == role)


def draw_events(run: Path, number: int, seed: int) -> list[Row]:
    """Events of a run, with the share of events a story told on the way."""
    documents = [json.loads(line) for line in run.open(encoding="utf-8")]
    events = [(c["id"], (d, c)) for d in documents for c in d["claims"] if c["kind"] == "event"]
    print(f"{len(documents)} reports, {len(events)} events, {len(events) / max(1, len(documents)):.3f} a report\n")
    rows = []
    for n, (document, claim) in enumerate(draw(events, number, seed), 1):
        start, end = claim["evidence"][0]["start"], claim["evidence"][0]["end"]
        text, trigger = document["document"]["text"], claim["trigger"]
        row = {
            "document": document["document"]["id"], "start": start, "end": end, "rule": claim["made_by"], "type": claim["type"],
            "actors": codes(claim, "actor"), "recipients": codes(claim, "recipient"), "verdict": "", "error": "",
        }  # fmt: skip
        rows.append(row)
        sides = f"{row['actors']} -> {row['recipients'] or '-'}"
        more = f"{claim['modality']}{', background' if claim['background'] else ''}, {claim['score']}"
        print(f"{n:3} {row['document']} {claim['id'][:8]} {claim['made_by']} {claim['type']}: {sides} [{more}]")
        print(f"    {document['document']['title']} ({document['document']['published']})")
        before = " ".join(text[max(0, start - 250) : start].split())
        print(f"    ...{before}\n    = {shown(text, start, end, trigger['start'], trigger['end'])}\n")
    return rows


def shown(text: str, start: int, end: int, first: int, last: int) -> str:
    """A sentence in one line, with the words that express the claim marked."""
    marked = f"{text[start:first]}[[{text[first:last]}]]{text[last:end]}" if start <= first < last <= end else text[start:end]
    return " ".join(marked.split())


def draw_agreements(listed: Path, store: str, number: int, seed: int) -> list[Row]:
    """Agreements of a list made by ``show agreements --json``; the store knows the rules and the reports."""
    agreements = json.loads(listed.read_text(encoding="utf-8"))
    print(f"{len(agreements)} agreements\n")
    rows = []
    with open_store(store) as held:
        for n, one in enumerate(draw(((a["id"], a) for a in agreements), number, seed), 1):
            sources = one["sources"]
            documents = sorted({source["document"] for source in sources})
            rules = {claim.id: claim.made_by for reading in held.readings(documents) for claim in reading.claims}
            stages = " ".join(f"{s['stage'].replace(' ', '-')}:{s['status']}" for s in one["life"])
            between = "; ".join([*one["parties"], *(["others"] if one["others"] else [])])
            row = {
                "document": sources[0]["document"], "start": sources[0]["start"], "end": sources[0]["end"],
                "rule": rules.get(sources[0]["claim"], ""), "stage": stages, "parties": between,
                "sources": len(sources), "verdict": "", "error": "",
            }  # fmt: skip
            rows.append(row)
            print(f"{n:3} {one['id'][:8]} {one['title']!r} ({one['kind']}) {row['parties']} | {stages} | {len(documents)} reports")
            for title in one["other_titles"]:
                print(f"      also {title!r}")
            for source in sources[:6]:
                print(f"    {source['document']} {source['start']} {rules.get(source['claim'])} {source['published']}: {source['title']}")
                print(f"      = {' '.join(source['sentence'].split())}")
            print()
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, draw, and write the empty rows where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("events", "agreements"))
    parser.add_argument("file", type=Path, help="the run (JSONL), or the list of agreements (JSON)")
    parser.add_argument("--store", help="the store that the agreements were listed from")
    parser.add_argument("--number", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--csv", type=Path, help="where to write the rows to fill in")
    given = parser.parse_args(arguments)
    if given.what == "events":
        rows, columns = draw_events(given.file, given.number or EVENTS, given.seed), EVENT_COLUMNS
    elif given.store:
        rows, columns = draw_agreements(given.file, given.store, given.number or AGREEMENTS, given.seed), AGREEMENT_COLUMNS
    else:
        parser.error("agreements need --store")
    if given.csv:
        with given.csv.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
