"""Reads one document again with a listener, so that what its rules did can be told."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import NotFoundError
from dragoman.model.reading import Reading
from dragoman.model.text import Incoming
from dragoman.model.tracing import Listener, Traced
from dragoman.read import Addresses, read_inputs
from dragoman.run.engine import Engine
from dragoman.settings import Settings


def trace_document(names: Iterable[str], settings: Settings, document: str | None = None) -> Traced:
    """Trace the document of this id among the inputs, or the first; raises NotFoundError where there is none."""
    for incoming in read_inputs(names, Addresses(settings.rules())):
        if incoming.readable and document in {None, incoming.document.id}:
            return trace(incoming, Engine(settings))
    what = f"no document '{document}' in these inputs" if document else "no readable document in these inputs"
    raise NotFoundError(what, remedy="name a file that holds it; dragoman read FILE --json shows the ids")


def trace_stored(reading: Reading, name: str, settings: Settings) -> tuple[Traced, str | None]:
    """Trace a stored document anew, and give the id of the claim that the name begins, None where it names the document."""
    traced = trace(Incoming(document=reading.document), Engine(settings))
    return traced, next((claim.id for claim in reading.claims if claim.id.startswith(name)), None)


def trace(incoming: Incoming, engine: Engine) -> Traced:
    """What the rules did with one input."""
    listener = Listener()
    reading, everything, sentences = engine.read_traced(incoming, listener)
    kept = {claim.id for claim in reading.claims}
    left_out = tuple(claim for claim in everything if claim.id not in kept)
    return Traced(reading=reading, sentences=sentences, out_of_scope=left_out, hits=listener.hits)
