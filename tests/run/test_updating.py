"""Records brought up to date with a few new reports are those that making all anew gives, to the byte, however reports come and go."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.knowledge import load
from dragoman.model.codec import encode
from dragoman.model.ports import Kept
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.record import ActivityRecord, ActorRecord, AgreementRecord, EventRecord, StatementRecord, Verdict
from dragoman.reconcile import assemble, attach, imprint, relate
from dragoman.run import bring_up_to_date, judge, updating
from dragoman.store import SqlStore, open_store
from tests.reconcile.test_properties import told
from tests.records import document, examples, reading, step

LEXICON = load().records
KINDS = (AgreementRecord, ActivityRecord, EventRecord, StatementRecord, ActorRecord)
VERDICTS: tuple[Verdict, ...] = ("same", "different", "wrong")
NUMBERS = count()


def add(store: SqlStore, readings: Sequence[Reading], version: str) -> None:
    made_by = MadeBy(dragoman=version, knowledge="tables", model="none 1.0")
    made = [replace(one, made_by=made_by) for one in readings]
    store.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, LEXICON)) for one in made])


def held(store: SqlStore) -> str:
    return json.dumps(sorted((kind.__name__, encode(record)["id"], encode(record)) for kind in KINDS for record in store.records(kind)))


def all_anew(store: SqlStore) -> str:
    judgements = store.judgements()
    relations = relate(store.imprints())
    made = assemble(store.readings(), relations, LEXICON, attach(judgements, store.readings()))
    return json.dumps(sorted((type(record).__name__, encode(record)["id"], encode(record)) for record in made.records))


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often all was made anew; however much has changed only the blocks concerned are, once there are records."""
    calls: list[object] = []
    original = updating._rebuild

    def rebuild(*given: Any) -> None:  # noqa: ANN401 -- whatever it is given
        calls.append(given)
        original(*given)

    monkeypatch.setattr(updating, "_rebuild", rebuild)
    monkeypatch.setattr(updating, "MOST_CHANGED", 1)
    return calls


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(told(), min_size=2, max_size=4), chance=st.randoms(use_true_random=False))
def test_a_few_reports_more_give_what_all_anew_gives(
    tmp_path: Path,
    rebuilt: list[object],
    batches: list[list[Reading]],
    chance: Any,  # noqa: ANN401 -- Random
) -> None:
    """Later batches bring new reports, and newer readings of reports that are there: other claims, days and outlets of the same names."""
    rebuilt.clear()
    with open_store(str(tmp_path / f"{next(NUMBERS)}.db")) as store:
        for number, batch in enumerate(batches):
            named = [_renamed(one, f"{one.document.id}{chance.choice('xy')}") for one in batch]
            add(store, named, str(number))
            bring_up_to_date(store)
            assert held(store) == all_anew(store)
            for verdict in chance.sample(VERDICTS, 1) if chance.random() < 0.5 else ():
                claims = [claim.id for one in store.readings() for claim in one.claims]
                if len(claims) > 1:
                    one, other = chance.sample(claims, 2)
                    judge(store, verdict, one, other=other if verdict != "wrong" else None, by="a reader")
                    assert held(store) == all_anew(store)
        assert len(rebuilt) == 1


def _renamed(one: Reading, name: str) -> Reading:
    """The same reading of another report; its claims are others than those of the first."""
    claims = tuple(replace(claim, id=f"{claim.id}{name}") for claim in one.claims)
    return replace(one, document=replace(one.document, id=name), claims=claims)


def test_the_examples_one_by_one(tmp_path: Path, rebuilt: list[object]) -> None:
    with open_store(str(tmp_path / "store.db")) as store:
        for number, one in enumerate(examples()):
            add(store, [one], "1")
            assert bring_up_to_date(store)
            if number % 5 == 4:
                assert held(store) == all_anew(store)
        assert held(store) == all_anew(store)
        assert not bring_up_to_date(store)
        assert store.search("Shusha Declaration") == tuple(
            sorted(
                one.document.id
                for one in examples()
                if "shusha" in one.document.text.lower() and "declaration" in one.document.text.lower()
            )
        )
    assert len(rebuilt) == 1


@pytest.fixture
def two_pairs(tmp_path: Path, rebuilt: list[object]) -> Iterator[SqlStore]:  # noqa: ARG001 -- lets nothing be made anew
    """A store of reports of two pairs of states that have nothing to do with each other."""
    with open_store(str(tmp_path / "store.db")) as store:
        for name, pair in (("a", ("AZE", "TUR")), ("b", ("FRA", "DEU"))):
            source = document(name, f"Report {name} of an agreement that was signed, with words of its own.")
            add(store, [reading(source, step(source, "trade agreement", "signed", "2021-06-15", of=pair))], "1")
        bring_up_to_date(store)
        yield store


def test_a_new_report_touches_only_its_block(two_pairs: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = SqlStore.readings

    def readings(self: SqlStore, documents: Any = None) -> Iterator[Reading]:  # noqa: ANN401 -- as the store's
        for one in original(self, documents):
            read.append(one.document.id)
            yield one

    monkeypatch.setattr(SqlStore, "readings", readings)
    source = document("c", "Another report, in other words, that it was ratified by both.")
    add(two_pairs, [reading(source, step(source, "trade agreement", "ratified", "2021-07-15", of=("AZE", "TUR")))], "1")
    bring_up_to_date(two_pairs)
    assert sorted(read) == ["a", "c"]
    assert sorted(len(record.sources) for record in two_pairs.records(AgreementRecord)) == [1, 2]


def test_an_update_that_is_cut_off_is_done_again(two_pairs: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    source = document("c", "Another report, in other words, that it was ratified by both.")
    add(two_pairs, [reading(source, step(source, "trade agreement", "ratified", "2021-07-15", of=("AZE", "TUR")))], "1")
    before = held(two_pairs)
    with monkeypatch.context() as broken:
        broken.setattr("dragoman.store.derived._set_assembled", _stop)
        with pytest.raises(InterruptedError):
            bring_up_to_date(two_pairs)
    assert held(two_pairs) == before
    bring_up_to_date(two_pairs)
    assert held(two_pairs) == all_anew(two_pairs) != before


def _stop(*_: object) -> None:
    raise InterruptedError
