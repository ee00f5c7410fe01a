"""From the claims of a store to its records: all anew, or only those that new reports and judgements have to do with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman import __version__
from dragoman.knowledge import Knowledge, load
from dragoman.model.ports import Imprint, Keys, Store, Update
from dragoman.model.reading import Reading
from dragoman.model.record import ActorRecord, AnyRecord, Judgement
from dragoman.reconcile import (
    SKETCH,
    Relations,
    Verdicts,
    assemble,
    attach,
    context_of,
    judged_documents,
    keys_of,
    moved,
    possible_records,
    recounted,
    relate,
)

SKETCH_BYTES = 4 * SKETCH
AT_ONCE = 1000  # documents whose keys are written together
MOST_CHANGED = 0.25  # share of the documents: where more have changed, making all anew is no slower


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What records were made from: the last reading and the last judgement, the version and its tables."""

    reading: int
    judgement: int
    version: str

    def __str__(self) -> str:
        return f"{self.reading}/{self.judgement} {self.version}"


def bring_up_to_date(store: Store, language: str = "en") -> bool:
    """Make the store's records those of what it holds now; False where nothing they are made from has changed.

    Where a few reports or judgements were added since, only the records of their blocks are made anew: they come out as if all were.
    """
    knowledge = load(language)
    version = f"{__version__} {knowledge.digest}"
    now, before = _state(f"{store.state()} {version}"), _state(store.assembled())
    if now is None or before == now:
        return False
    counted = _Counted(store.imprints(SKETCH_BYTES))
    relations = relate(counted, store.shingles)
    judgements = store.judgements()
    verdicts = attach(judgements, store.readings(judged_documents(judgements)))
    if before is not None and before.version == version:
        changed = _changed(store, before, relations, judgements)
        if len(changed) <= MOST_CHANGED * counted.count:
            _update(store, _Change(before=before, now=now, documents=changed), relations, verdicts, knowledge)
            return True
    _rebuild(store, now, relations, verdicts, knowledge)
    return True


class _Counted:
    """Imprints, counted as they go by."""

    def __init__(self, imprints: Iterable[Imprint]) -> None:
        self._imprints = imprints
        self.count = 0

    def __iter__(self) -> Iterator[Imprint]:
        for one in self._imprints:
            self.count += 1
            yield one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The documents that were read since, or that count otherwise, or that were judged."""

    before: State
    now: State
    documents: frozenset[str]


def _state(told: str | None) -> State | None:
    """The state that was written so; None where it is none."""
    numbers, _, version = (told or "").partition(" ")
    reading, _, judgement = numbers.partition("/")
    if not (reading.isdigit() and judgement.isdigit()):
        return None
    return State(reading=int(reading), judgement=int(judgement), version=version)


def _changed(store: Store, before: State, relations: Relations, judgements: Collection[Judgement]) -> frozenset[str]:
    copies, corrections = store.related()
    changed = set(store.read_since(before.reading)) | moved(Relations(copies=copies, corrections=corrections), relations)
    changed |= judged_documents(store.judgements(before.judgement))
    for judgement in judgements:  # who was judged with a report that was read again may be judged with another claim of it now
        pair = judged_documents([judgement])
        if pair & changed:
            changed |= pair
    return frozenset(changed)


def _rebuild(store: Store, now: State, relations: Relations, verdicts: Verdicts, knowledge: Knowledge) -> None:
    """Make all records anew, and the keys of all claims on the way."""
    context = context_of(relations, verdicts, knowledge.records)

    def with_keys() -> Iterator[Reading]:
        keys: dict[str, Keys] = {}
        for reading in store.readings():
            keys[reading.document.id] = keys_of(reading, context)
            if len(keys) == AT_ONCE:
                store.keep_keys(keys)
                keys = {}
            yield reading
        store.keep_keys(keys)

    store.forget_records()  # until the new ones are there: a run that is stopped now must not take the keys for those of the old
    store.relate(relations.copies, relations.corrections)
    store.replace_records(assemble(with_keys(), relations, knowledge.records, verdicts).records, str(now))


def _update(store: Store, change: _Change, relations: Relations, verdicts: Verdicts, knowledge: Knowledge) -> None:
    """Make the records of the blocks anew in which changed documents have, or had, a claim."""
    context = context_of(relations, verdicts, knowledge.records)
    readings = list(store.readings(change.documents))
    keys = {reading.document.id: keys_of(reading, context) for reading in readings}
    reached = store.block(store.keys(change.documents).union(*(some for of_claims in keys.values() for some in of_claims)))
    others = {name: positions for name, positions in reached.items() if name not in change.documents}
    touched = [*readings, *_parts(store.readings(others), others)]
    claims = store.told(change.documents).union(claim.id for reading in touched for claim in reading.claims)
    made = assemble(touched, relations, knowledge.records, verdicts)
    records: list[AnyRecord] = [*made.agreements, *made.activities, *made.events, *made.statements]
    gone = list(possible_records(claims))
    actors, lost = recounted(list(store.records(ActorRecord)), store.found_records(gone), records, knowledge.records)
    store.update(
        Update(
            made_from=str(change.now),
            copies=relations.copies,
            corrections=relations.corrections,
            gone=[*gone, *(("actor", name) for name in (*lost, *(actor.id for actor in actors)))],
            records=[*records, *actors],
            keys=keys,
            fresh=store.read_since(change.before.reading),
        )
    )


def _parts(readings: Iterable[Reading], positions: Mapping[str, frozenset[int]]) -> Iterator[Reading]:
    """Readings with only the claims at these positions."""
    for reading in readings:
        chosen = positions[reading.document.id]
        yield replace(reading, claims=tuple(claim for place, claim in enumerate(reading.claims) if place in chosen))
