"""How fast copies are found, and in how much memory: made-up reports, a fifth of them copies that were cut, updated or set anew.

    python bench/copies.py                      20,000 reports
    python bench/copies.py --reports 100000     the size to be ready for

Prints one JSON object: reports a CPU second of imprints (each report alone), of relating them, and of both; memory before and at the
peak, and what each report adds; beside it what MinHash signatures by rensa would cost, over the same shingles and over words.
"""

import argparse
import json
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dragoman.knowledge import load
from dragoman.model.ports import Imprint
from dragoman.model.text import Document
from dragoman.reconcile import SKETCH, imprint, relate

WORDS = 500  # a report, as the real ones at hand have on average
VOCABULARY = [
    f"{first}{second}{third}" for first in "bdfgklmnprst" for second in ("a", "en", "ir", "o") for third in ("", "ly", "tion", "ed")
]
COPIES = 0.2
SEED = 3


def reports(count: int) -> Iterator[Document]:
    """Reports of ten years; a copy comes within days after its original."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    recent: list[list[str]] = []
    for number in range(count):
        if recent and chance.random() < COPIES:
            words = list(chance.choice(recent))
            words = words[: chance.randrange(200, WORDS)] if chance.random() < 0.5 else chance.choices(VOCABULARY, k=60) + words[40:]  # noqa: PLR2004 -- half
        else:
            words = chance.choices(VOCABULARY, k=WORDS)
            recent = [*recent[-50:], words]
        published = f"{2010 + 10 * number // count}-{1 + number * 120 // count % 12:02}-15"
        yield Document(id=f"{number:08x}", published=published, outlet="Wire", text=" ".join(words))


class Disk:
    """Shingles in a database file, as a store has them."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path)
        self._file.execute("CREATE TABLE shingles (id TEXT PRIMARY KEY, data BLOB)")

    def keep(self, made: Imprint) -> Imprint:
        """The imprint with its beginning only; the whole goes to disk."""
        self._file.execute("INSERT INTO shingles VALUES (?, ?)", (made.document, made.shingles))
        return replace(made, shingles=made.shingles[: 4 * SKETCH])

    def get(self, names: Collection[str]) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        wanted = list(names)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            found |= dict(self._file.execute(f"SELECT id, data FROM shingles WHERE id IN ({marks})", part))  # noqa: S608 -- question marks
        return found

    def close(self) -> None:
        self._file.close()


def memory() -> float:
    """Peak so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def beside(sample: list[Document]) -> dict[str, int]:
    """Reports a CPU second by rensa, 128 hashes each."""
    import rensa  # noqa: PLC0415 -- measured, not used

    lexicon = load().records
    hashes = [
        [int.from_bytes(one.shingles[i : i + 4], "little") for i in range(0, len(one.shingles), 4)]
        for one in (imprint(d, lexicon) for d in sample)
    ]
    clock = time.process_time()
    rensa.RMinHash.digest_matrix_from_token_hash_sets(hashes, 128, 42)
    signed = time.process_time() - clock
    clock = time.process_time()
    words = [document.text.lower().split() for document in sample]
    sets = [[" ".join(some[place : place + 5]) for place in range(len(some) - 4)] for some in words]
    rensa.RMinHash.digest_matrix_from_token_sets(sets, 128, 42)
    whole = time.process_time() - clock
    return {"signatures of given shingles": round(len(sample) / signed), "shingles of words, and signatures": round(len(sample) / whole)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--rensa", action="store_true", help="also what rensa costs (pip install rensa)")
    given = parser.parse_args()
    lexicon = load().records
    imprint(next(reports(1)), lexicon)  # loads its tables
    before = memory()
    alone = 0.0
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder) / "shingles.db")

        def kept() -> Iterator[Imprint]:
            nonlocal alone
            for document in reports(given.reports):
                clock = time.process_time()
                made = imprint(document, lexicon)
                alone += time.process_time() - clock
                yield disk.keep(made)

        clock = time.process_time()
        making = 0.0

        def timed() -> Iterator[Imprint]:
            nonlocal making
            begun = time.process_time()
            for one in kept():
                making += time.process_time() - begun
                yield one
                begun = time.process_time()

        relations = relate(timed(), disk.get)
        together = time.process_time() - clock - making
        disk.close()
    peak = memory()
    told: dict[str, object] = {
        "reports": given.reports,
        "copies": len(relations.copies),
        "reports a CPU second": {
            "imprints": round(given.reports / alone),
            "relating": round(given.reports / together),
            "both": round(given.reports / (alone + together)),
        },
        "memory MiB": {"before": round(before), "peak": round(peak), "KiB a report": round((peak - before) * 1024 / given.reports, 2)},
    }
    if given.rensa:
        told["rensa, reports a CPU second"] = beside(list(reports(2000)))
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
