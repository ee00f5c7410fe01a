"""From inputs into a store, batch by batch: what was read is not read again, and a run that was stopped goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from dragoman import __version__
from dragoman.knowledge import load
from dragoman.model.ports import FinishedInput, Kept, Reader, ReadPage, Store, Version
from dragoman.model.reading import MadeBy
from dragoman.model.text import Incoming
from dragoman.read import Addresses, passing_over, read_inputs
from dragoman.reconcile import imprint
from dragoman.run.engine import Engine, Outcome
from dragoman.run.inputs import Input, Progress, list_inputs
from dragoman.run.reading import DOCUMENTS_AT_ONCE
from dragoman.run.updating import bring_up_to_date
from dragoman.settings import Settings

FILES_AT_ONCE = 1000  # files passed over, or empty, after which a batch is kept though it has few reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one report, or of a whole file that was passed over: ``documents`` is how many reports it holds.

    ``new`` is False, and ``outcome`` None, where the same version had read it before; ``document`` is None where its id is not known.
    """

    document: str | None
    outcome: Outcome | None
    new: bool
    documents: int = 1


Met: TypeAlias = Incoming | FinishedInput | None  # of an input: a report, what passes over all of it, and its end
Batch: TypeAlias = list[tuple[Input, Met]]


def record_all(
    names: Iterable[str], settings: Settings, store: Store, progress: Progress | None = None, *, everything: bool = False
) -> Iterator[Recorded]:
    """Read all inputs into the store, in input order, and bring its records up to date.

    What the store holds already by this version is not read again, and files that it read to their end, and that have not changed since,
    are not even opened, unless ``everything`` asks for the ids of their reports; pages of archives that it has read are not taken apart
    again. Each batch is kept as a whole or not at all, so a run that is stopped in whatever way goes on where it was when it is started
    again. Raises StoreError where the store cannot be written.
    """
    engine = Engine(settings)
    version = Version(
        made_by=MadeBy(dragoman=__version__, knowledge=engine.knowledge.digest, model=engine.parser.name), scope=settings.scope
    )
    inputs = list_inputs(names)
    recording = _Recording(store, settings, version, progress or Progress())
    recording.progress.begin(inputs)
    readers = passing_over(partial(store.page, version=version))
    batches = _batches(_met(inputs, {} if everything else store.finished(version), Addresses(settings.rules()), readers))
    if settings.workers > 1:
        yield from recording.in_processes(batches)
    else:
        for batch in batches:
            yield from recording.keep(batch, engine.read(recording.unknown(batch)))
    bring_up_to_date(store, settings.language)


def _batches(found: Iterable[tuple[Input, Met]]) -> Iterator[Batch]:
    """All that is met, so many reports at a time."""
    batch: Batch = []
    reports = 0
    for one, met in found:
        batch.append((one, met))
        reports += isinstance(met, Incoming)
        if reports == DOCUMENTS_AT_ONCE or len(batch) == FILES_AT_ONCE:
            yield batch
            batch, reports = [], 0
    if batch:
        yield batch


def _met(
    inputs: Iterable[Input], finished: Mapping[str, FinishedInput], addresses: Addresses, readers: Mapping[str, Reader]
) -> Iterator[tuple[Input, Met]]:
    for one in inputs:
        before = finished.get(one.name)
        if before is not None and (before.size, before.changed) == (one.size, one.changed):
            yield one, before
            continue
        for incoming in read_inputs([one.name], addresses, readers):
            yield one, incoming
        yield one, None


class _Recording:
    """Writes batches into a store; knows how far each input has come."""

    def __init__(self, store: Store, settings: Settings, version: Version, progress: Progress) -> None:
        self.progress = progress
        self._store, self._settings, self._version = store, settings, version
        self._lexicon = load(settings.language).records
        self._documents = 0  # of the input that is being read
        self._failed = False

    def unknown(self, batch: Batch) -> list[Incoming]:
        """The reports of a batch that this version has not read yet, each once."""
        met = [incoming for _, incoming in batch if isinstance(incoming, Incoming)]
        asked = [incoming.document for incoming in met if incoming.readable and not incoming.known]
        known = {incoming.document.id for incoming in met if incoming.known}
        known.update(self._store.known(asked, self._version) if asked else ())
        found = []
        for incoming in met:
            if incoming.document.id not in known:
                known.add(incoming.document.id)
                found.append(incoming)
        self.progress.found += len(met)
        return found

    def in_processes(self, batches: Iterator[Batch]) -> Iterator[Recorded]:
        """Keep all batches, with the reading done by other processes; this one alone writes."""
        from dragoman.run.processes import read_in_processes  # noqa: PLC0415 -- only who asks for processes pays for them

        waiting: deque[tuple[Batch, int]] = deque()

        def fresh() -> Iterator[list[Incoming]]:
            for batch in batches:
                unknown = self.unknown(batch)
                waiting.append((batch, len(unknown)))
                if unknown:
                    yield unknown

        done: list[Outcome] = []
        for outcome in read_in_processes(fresh(), self._settings):
            done.append(outcome)
            while waiting and len(done) >= waiting[0][1]:
                batch, size = waiting.popleft()
                yield from self.keep(batch, done[:size])
                done = done[size:]
        while waiting:
            batch, _ = waiting.popleft()
            yield from self.keep(batch, [])

    def keep(self, batch: Batch, outcomes: Sequence[Outcome]) -> Iterator[Recorded]:
        """Write the outcomes of one batch, and tell what became of each of its inputs."""
        fresh = {outcome.reading.document.id: outcome for outcome in outcomes}
        failed = {name for name, outcome in fresh.items() if not outcome.readable}
        self._store.add([self._kept(outcome) for outcome in outcomes], self._pages(batch, failed))
        told: list[Recorded] = []
        finished: list[FinishedInput] = []
        for one, met in batch:
            if isinstance(met, Incoming):
                outcome = fresh.pop(met.document.id, None)
                self._documents += 1
                self._failed |= outcome is not None and not outcome.readable
                self.progress.reached(one, met.document)
                told.append(Recorded(document=met.document.id, outcome=outcome, new=outcome is not None))
            elif isinstance(met, FinishedInput):
                self.progress.passed(one)
                told.append(Recorded(document=None, outcome=None, new=False, documents=met.documents))
            else:
                self.progress.passed(one)
                if one.changed is not None and not self._failed:
                    finished.append(FinishedInput(path=one.name, size=one.size, changed=one.changed, documents=self._documents))
                self._documents, self._failed = 0, False
        if finished:
            self._store.finish(finished, self._version)
        yield from told

    def _pages(self, batch: Batch, failed: Collection[str]) -> list[ReadPage]:
        """The pages of archives that need not be taken apart again: all but those that failed, which are tried again each time."""
        met = [incoming for _, incoming in batch if isinstance(incoming, Incoming) and not incoming.known]
        return [
            ReadPage(page=incoming.page, document=incoming.document.id, version=self._version)
            for incoming in met
            if incoming.page is not None and incoming.document.id not in failed
        ]

    def _kept(self, outcome: Outcome) -> Kept:
        document, issues = outcome.reading.document, outcome.reading.issues
        failure = None if outcome.readable else "; ".join(issue.detail for issue in issues) or "unreadable"
        return Kept(reading=outcome.reading, scope=self._settings.scope, imprint=imprint(document, self._lexicon), failure=failure)
