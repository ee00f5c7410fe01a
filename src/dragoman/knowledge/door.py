"""The one door to the tables. Each area is compiled when first asked for, and kept beside the tables for the next time."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from dragoman.knowledge.rows import (
    activities,
    actors,
    agreements,
    dates,
    events,
    modality,
    outlets,
    places,
    reading,
    records,
    statements,
    topics,
    weights,
)
from dragoman.knowledge.rows.encoder import build as build_encoder
from dragoman.knowledge.tables import ROOT, Tables

T = TypeVar("T")
VERSION = f"{sys.version_info.major}{sys.version_info.minor}"


class Knowledge:
    """All tables of one language, by area. ``digest`` names the state of the tables; ``tables`` gives them as files.

    With ``encoder`` also the small language model that has learned what sentences tell, if the language has one: ``digest`` names it too.
    """

    def __init__(self, language: str = "en", root: Path = ROOT, *, encoder: bool = False) -> None:
        self.language = language
        self.tables = Tables(root)
        self._folder = root / "compiled"
        self.encoder = build_encoder(root, language) if encoder else None
        self.digest = self.tables.digest + (f"+{self.encoder.digest}" if self.encoder is not None else "")
        self._key = _digest_with_code(self.tables.digest)

    @cached_property
    def actors(self) -> actors.Actors:
        """States, organisations, groups, organs, offices and their holders, with the names that tell them."""
        return self._area("actors", actors.build)

    @cached_property
    def places(self) -> places.Places:
        """Toponyms with state and coordinates."""
        return self._area("places", places.build)

    @cached_property
    def dates(self) -> dates.Dates:
        """The words of calendar expressions."""
        return self._area("dates", dates.build)

    @cached_property
    def modality(self) -> modality.ModalityCues:
        """The words that tell plans, conditions, denials and the past."""
        return self._area("modality", modality.build)

    @cached_property
    def events(self) -> events.Events:
        """PLOVER types with their frames."""
        return self._area("events", events.build)

    @cached_property
    def weights(self) -> weights.EventWeights:
        """What the traits of a sentence tell of events that no frame tells whole."""
        return self._area("weights", weights.build)

    @cached_property
    def agreements(self) -> agreements.Agreements:
        """Stages, kinds and provision types, with their words."""
        return self._area("agreements", agreements.build)

    @cached_property
    def topics(self) -> topics.Topics:
        """What agreements and statements are about, with the words."""
        return self._area("topics", topics.build)

    @cached_property
    def activities(self) -> activities.Activities:
        """Activity types, domains and series, with their words."""
        return self._area("activities", activities.build)

    @cached_property
    def statements(self) -> statements.Statements:
        """Speech verbs with stance, and channels."""
        return self._area("statements", statements.build)

    @cached_property
    def reading(self) -> reading.Reading:
        """Words of headers and boilerplate."""
        return self._area("reading", reading.build)

    @cached_property
    def outlets(self) -> outlets.Outlets:
        """News outlets and official sources, by name and domain."""
        return self._area("outlets", outlets.build)

    @cached_property
    def records(self) -> records.Records:
        """Words that tell whether two reports are about one thing, and the names of actors by code."""
        return self._area("records", records.build)

    def check(self) -> None:
        """Load every area; raises KnowledgeError at the first row that cannot be used."""
        for name, area in vars(type(self)).items():
            if isinstance(area, cached_property):
                getattr(self, name)

    def _area(self, name: str, build: Callable[[Tables, str], T]) -> T:
        """The area from its compiled file if it was made of these tables by this code, else from the tables."""
        path = self._folder / f"{name}-{self.language}-{self._key}-py{VERSION}.pickle"
        gc.disable()  # thousands of small rows: collecting between them costs half of the time
        try:
            with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError):
                return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # noqa: S301 -- written below, by this class
            area = build(self.tables, self.language)
            _keep(path, area)
            return area
        finally:
            gc.enable()


def _digest_with_code(tables: str) -> str:
    """The digest of the tables and of the code that turns them into rows: either makes a compiled area stale."""
    whole = hashlib.sha256(tables.encode())
    for path in sorted((Path(__file__).parent / "rows").glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _keep(path: Path, area: object) -> None:
    """Write a compiled area whole or not at all; where the folder cannot be written, it is compiled anew each time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        for old in path.parent.glob(f"{path.name.partition('-')[0]}-*.pickle"):
            old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(area, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(temporary).replace(path)


def load(language: str = "en", *, encoder: bool = False) -> Knowledge:
    """The knowledge of a language, the same object at every call; with its encoder where that is asked for."""
    return _loaded(language, encoder)


@cache
def _loaded(language: str, encoder: bool) -> Knowledge:  # noqa: FBT001 -- by position, so that a call by any form is the same
    return Knowledge(language, encoder=encoder)


def languages() -> frozenset[str]:
    """The languages with tables of their own, as ISO 639-1 codes."""
    return frozenset(path.name for path in (ROOT / "lang").iterdir() if path.is_dir())
