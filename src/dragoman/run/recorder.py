"""Documents into a store, a few at a time: for those who have documents, not the names of inputs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dragoman import __version__
from dragoman.model.ports import Kept, Store, Version
from dragoman.model.reading import MadeBy
from dragoman.model.text import Incoming
from dragoman.reconcile import imprint
from dragoman.run.engine import Engine
from dragoman.run.updating import bring_up_to_date
from dragoman.settings import Settings


class Recorder:
    """Reads documents into a store. The engine is loaded when the first is read, and stays."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._settings)

    def record(self, batch: Sequence[Incoming]) -> int:
        """Read these into the store, all or none; what it holds already by this version is not read again. Returns how many were."""
        engine, scope = self._engine, self._settings.scope
        made_by = MadeBy(dragoman=__version__, knowledge=engine.knowledge.digest, model=engine.parser.name)
        met = {one.document.id: one for one in batch}
        known = self._store.known([one.document for one in met.values() if one.readable], Version(made_by=made_by, scope=scope))
        outcomes = engine.read([one for name, one in met.items() if name not in known])
        lexicon = engine.knowledge.records
        self._store.add(
            [
                Kept(
                    reading=outcome.reading,
                    scope=scope,
                    imprint=imprint(outcome.reading.document, lexicon),
                    failure=None if outcome.readable else "; ".join(issue.detail for issue in outcome.reading.issues) or "unreadable",
                )
                for outcome in outcomes
            ]
        )
        return len(outcomes)

    def bring_up_to_date(self) -> bool:
        """Make the store's records anew if anything they are made from has changed; False where nothing has."""
        return bring_up_to_date(self._store, self._settings.language)
