"""Records depend on what was told, and on nothing else: not on its order, not on how it was cut, not on being told twice."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge import load
from dragoman.model.claim import Activity, AgreementLink, Event, Statement, Status, claim_id
from dragoman.model.codec import encode
from dragoman.model.reading import Reading
from dragoman.model.text import Document, Span
from dragoman.reconcile import Relations, assemble, imprint, relate
from tests.records import document, examples, parties, reading, step, when

LEXICON = load().records
TITLES = ("Shusha Declaration", "declaration on allied relations", "trade agreement", "protocol on culture", "the agreement")
DATES = ("2021", "2021-06", "2021-06-15", "2021-06-16", "2021-12-01", "2022-06-15", None)
PAIRS = (("AZE", "TUR"), ("AZE", "TUR", "PAK"), ("ARM", "AZE"), ("AZE",))
STAGES = ("signed", "approved", "ratified", "in force", "extended", "suspended")
MODALITIES = ("asserted", "asserted", "planned", "denied")
BASES = ("stated", "published")
LINKS = st.lists(st.builds(AgreementLink, kind=st.sampled_from(("amends", "under")), agreement=st.sampled_from(TITLES)), max_size=2).map(
    tuple
)


@st.composite
def told(draw: st.DrawFn) -> list[Reading]:
    """Some reports, each with some steps, an activity, an event and a statement out of few values, so that many agree or contradict."""
    readings = []
    for number in range(draw(st.integers(1, 5))):
        published = draw(st.sampled_from(("2021-06-16", "2021-07-01", "2022-07-01", None)))
        source = document(f"d{number}", "one two three four five six", published=published, outlet=draw(st.sampled_from(("A", "B"))))
        steps = [
            step(
                source,
                draw(st.sampled_from(TITLES)),
                draw(st.sampled_from(STAGES)),
                draw(st.sampled_from(DATES)),
                of=draw(st.sampled_from(PAIRS)),
                by=draw(st.sampled_from(((), ("AZE",), ("TUR",)))),
                modality=draw(st.sampled_from(MODALITIES)),
                basis=draw(st.sampled_from(BASES)),
                background=draw(st.booleans()),
            )
            for _ in range(draw(st.integers(0, 4)))
        ]
        unique = [replace(one, links=draw(LINKS)) for one in {one.id: one for one in steps}.values()]
        readings.append(reading(source, *unique, *_others(draw, source)))
    return readings


def _others(draw: st.DrawFn, source: Document) -> Sequence[Activity | Event | Statement]:
    date = when(draw(st.sampled_from(DATES)), basis=draw(st.sampled_from(BASES)))
    people = parties(participant=draw(st.sampled_from(PAIRS)))
    sides = parties(actor=["AZE"], recipient=[draw(st.sampled_from(("TUR", "ARM")))])
    shared: dict[str, Any] = {"evidence": (Span(0, 27),), "trigger": Span(0, 3), "when": date, "made_by": "test/1", "score": 1.0}
    names = {kind: claim_id(source.id, kind, "", None, (Span(0, 27),), people) for kind in ("activity", "event", "statement")}
    name = draw(st.sampled_from((None, "Anatolian Eagle 2021")))
    statuses: tuple[Status, ...] = ("planned", "held")
    status = draw(st.sampled_from(statuses))
    mode = draw(st.sampled_from((None, "meet", "call")))
    return (
        Activity(id=names["activity"], parties=people, type="exercise", status=status, title=name, **shared),
        Event(id=names["event"], parties=sides, type="CONSULT", mode=mode, quad=1, intensity=2.0, **shared),
        Statement(
            id=names["statement"], parties=parties(speaker=["AZE"]), direct=False, words=(Span(0, draw(st.integers(7, 27))),), **shared
        ),
    )


def written(readings: Sequence[Reading], relations: Relations | None = None) -> str:
    """The records of some readings, to the byte."""
    found = relations or relate(imprint(one.document, LEXICON) for one in readings)
    return json.dumps([encode(record) for record in assemble(readings, found, LEXICON).records])


@given(told(), st.randoms(use_true_random=False))
def test_order_does_not_matter(readings: list[Reading], chance: random.Random) -> None:
    shuffled = chance.sample(readings, len(readings))
    turned = [reading(one.document, *reversed(one.claims)) for one in shuffled]
    assert written(turned) == written(readings)


@given(told(), st.randoms(use_true_random=False))
def test_cuts_do_not_matter(readings: list[Reading], chance: random.Random) -> None:
    pieces = [reading(one.document, claim) for one in readings for claim in one.claims]
    relations = relate(imprint(one.document, LEXICON) for one in readings)
    assert written(chance.sample(pieces, len(pieces)), relations) == written(readings, relations)


@given(told())
def test_reading_twice_changes_nothing(readings: list[Reading]) -> None:
    relations = relate(imprint(one.document, LEXICON) for one in readings)
    assert written([*readings, *readings], relations) == written(readings, relations)


def test_the_examples_give_the_same_bytes_in_any_order() -> None:
    readings = examples()
    assert written(readings[::-1]) == written(readings)


@given(told())
def test_every_claim_is_in_one_record_of_its_kind(readings: list[Reading]) -> None:
    """Nothing is lost, and no agreement or statement takes what is another's."""
    found = assemble(readings, Relations(), LEXICON)
    for kind, records in ((Activity, found.activities), (Event, found.events), (Statement, found.statements)):
        cited = [source.claim for record in records for source in record.sources]
        assert sorted(cited) == sorted(claim.id for one in readings for claim in one.claims if isinstance(claim, kind))
