"""How fast claims become records: synthetic claims of many pairs of states, agreements told over and over, with contradictions.

    python bench/reconcile.py                     20,000 claims, in memory
    python bench/reconcile.py --claims 1000000    the size to be ready for
    python bench/reconcile.py --store             through a store in a temporary folder, as ``dragoman read`` does; then ten reports more

Prints one JSON object: claims, CPU seconds of each part, claims a CPU second, peak memory, records of each kind.
"""

import argparse
import datetime as dt
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.knowledge import load
from dragoman.model.claim import Activity, AnyClaim, Event, Party, Statement, Step, claim_id
from dragoman.model.ports import Kept
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.record import ActivityRecord, ActorRecord, AgreementRecord, AnyRecord, EventRecord, StatementRecord
from dragoman.model.text import Document, Source, Span
from dragoman.model.when import When
from dragoman.reconcile import Relations, assemble, imprint, relate
from dragoman.run import bring_up_to_date
from dragoman.store import open_store

STATES = 60
CLAIMS_A_REPORT, EVENTS, STEPS = 10, 5, 2  # the others are 1 activity and 2 statements: as in the reports of examples/
MORE = 10  # reports that are added at the end
RECORDS: tuple[type[AnyRecord], ...] = (AgreementRecord, ActivityRecord, EventRecord, StatementRecord, ActorRecord)
BATCH = 32  # reports in one transaction, as run.reading has it
MATTERS = [
    f"{first}{second}"
    for first in ("avi", "mar", "agri", "hydro", "petro", "techno", "bio", "geo")
    for second in ("culture", "transit", "safety", "mining", "tourism")
]
KINDS = ("agreement", "protocol", "treaty", "memorandum")
STAGES = ("signed", "approved", "ratified", "in force")
TYPES = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "REJECT", "THREATEN")
DAYS = 10 * 365
RECALLED = 0.2  # share of claims that are background
SEED = 1
MADE_BY = MadeBy(dragoman="bench", knowledge="bench", model="bench")
FIRST_DAY = dt.date(2010, 1, 1)


def readings(claims: int, draw: random.Random) -> Iterator[Reading]:
    """Reports with their claims: many of each pair of states, so that most things are told several times."""
    for number in range(claims // CLAIMS_A_REPORT):
        day = draw.randrange(DAYS)
        pair = tuple(f"S{int(STATES * draw.random() ** 3):02}" for _ in range(2))  # a few pairs make most of the news
        words = " ".join(f"w{draw.randrange(5000)}" for _ in range(120))
        source = Document(
            id=f"{number:08x}",
            source=Source(path=f"{number}.txt"),
            outlet=f"Outlet {draw.randrange(40)}",
            published=(FIRST_DAY + dt.timedelta(days=day)).isoformat(),
            language="en",
            text=words,
        )
        yield Reading(made_by=MADE_BY, document=source, claims=tuple(_claims(source, pair, day, draw)))


def _claims(source: Document, pair: tuple[str, ...], day: int, draw: random.Random) -> Iterator[AnyClaim]:
    for place in range(CLAIMS_A_REPORT):
        evidence = (Span(place * 40, place * 40 + 38),)
        told = FIRST_DAY + dt.timedelta(days=day - draw.randrange(3))
        when = When(start=told.isoformat(), end=told.isoformat(), basis=draw.choice(("stated", "relative", "published")))
        shared: dict[str, Any] = {
            "evidence": evidence,
            "trigger": evidence[0],
            "when": when,
            "made_by": "bench/1",
            "score": 0.9,
            "background": draw.random() < RECALLED,
        }
        if place < EVENTS:
            people = _parties("actor", pair[:1]) + _parties("recipient", pair[1:])
            yield Event(
                id=claim_id(source.id, "event", str(place), None, evidence, people),
                parties=people,
                type=draw.choice(TYPES),
                quad=1,
                intensity=2.0,
                **shared,
            )
        elif place < EVENTS + STEPS:
            people = _parties("party", pair)
            title = f"{draw.choice(KINDS)} on {draw.choice(MATTERS)} cooperation"
            yield Step(
                id=claim_id(source.id, "step", str(place), title, evidence, people),
                parties=people,
                agreement=title,
                stage=draw.choice(STAGES),
                **shared,
            )
        elif place == EVENTS + STEPS:
            people = _parties("participant", pair)
            yield Activity(
                id=claim_id(source.id, "activity", "", None, evidence, people),
                parties=people,
                type=draw.choice(("exercise", "visit", "meeting")),
                status="held",
                **shared,
            )
        else:
            people = (Party(role="speaker", actor=pair[0], name=pair[0]),)
            yield Statement(
                id=claim_id(source.id, "statement", str(place), None, evidence, people),
                parties=people,
                direct=True,
                words=evidence,
                quoted=evidence,
                **shared,
            )


def _parties(role: str, codes: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(Party(role=role, actor=code, name=code, span=Span(0, 3)) for code in codes)  # type: ignore[arg-type]


def chance() -> random.Random:
    """The same numbers at every run."""
    return random.Random(SEED)  # noqa: S311 -- no secret


def in_memory(claims: int, spent: dict[str, float]) -> Counter[str]:
    """Relate and assemble, the claims being made as they are needed."""
    lexicon = load().records
    clock = time.process_time()
    relations: Relations = relate(imprint(one.document, lexicon) for one in readings(claims, chance()))
    spent["copies"] = time.process_time() - clock
    clock = time.process_time()
    made = list(readings(claims, chance()))
    spent["making claims"] = time.process_time() - clock
    clock = time.process_time()
    found = assemble(made, relations, lexicon)
    spent["assemble"] = time.process_time() - clock
    return Counter(type(record).__name__ for record in found.records)


def through_store(claims: int, spent: dict[str, float]) -> Counter[str]:
    """Write the readings and make their records, all anew; then add a few reports, and bring the records up to date."""
    lexicon = load().records
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "bench.db")) as store:

        def write(some: Iterable[Reading]) -> None:
            batch: list[Kept] = []
            for one in some:
                batch.append(Kept(reading=one, scope="interstate", imprint=imprint(one.document, lexicon)))
                if len(batch) == BATCH:
                    store.add(batch)
                    batch.clear()
            store.add(batch)

        def timed(name: str, work: Callable[[], object]) -> None:
            clock = time.process_time()
            work()
            spent[name] = time.process_time() - clock

        made = readings(claims + MORE * CLAIMS_A_REPORT, chance())
        timed("write claims", lambda: write(islice(made, claims // CLAIMS_A_REPORT)))
        timed("records", lambda: bring_up_to_date(store))
        write(made)
        timed(f"records, {MORE} reports later", lambda: bring_up_to_date(store))
        return Counter({kind.__name__: sum(1 for _ in store.records(kind)) for kind in RECORDS})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--store", action="store_true")
    given = parser.parse_args()
    spent: dict[str, float] = {}
    counted = (through_store if given.store else in_memory)(given.claims, spent)
    whole = sum(seconds for part, seconds in spent.items() if part != "making claims" and "later" not in part)
    told = {
        "claims": given.claims,
        "seconds": {part: round(seconds, 1) for part, seconds in spent.items()},
        "claims a CPU second": round(given.claims / whole),
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "records": dict(sorted(counted.items())),
    }
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
