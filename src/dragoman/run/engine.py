"""The loaded parser and tables of one process: each document goes through the pipeline, and one that fails costs only itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.extract.scope import within_scope
from dragoman.knowledge import Knowledge, load
from dragoman.model.claim import AnyClaim
from dragoman.model.parse import Parse
from dragoman.model.ports import Trace
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.text import Document, Incoming, Issue, Span
from dragoman.parse import SpacyParser, load_parser
from dragoman.pipeline import read_document
from dragoman.read import credit_wires, mark_regions, name_outlet, without_surrogates
from dragoman.read.language import find_language
from dragoman.settings import Settings

LOG = logging.getLogger("dragoman")
LONGEST_TEXT = 300_000  # code points, 50,000 words: a longer "report" is a dump; its beginning is read, all of it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A reading, and whether its input could be read at all."""

    reading: Reading
    readable: bool


def marked(incoming: Incoming, knowledge: Knowledge) -> Incoming:
    """What can be told of a report without parsing it: its outlet, its regions, what its header says of date, title and author."""
    outlets = knowledge.outlets
    incoming = mark_regions(name_outlet(without_surrogates(incoming), outlets), knowledge.reading)
    return credit_wires(incoming, outlets, knowledge.reading)


class Engine:
    """The loaded parser and tables of one process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.knowledge: Knowledge = load(settings.language, encoder=settings.encoder)
        self.parser: SpacyParser = load_parser(settings.model)

    def prepare(self, incoming: Incoming) -> Incoming:
        """Name the outlet, mark regions, find the language, and say what will not be read."""
        if not incoming.readable or not incoming.document.text.strip():
            return incoming
        incoming = marked(incoming, self.knowledge)
        document = incoming.document
        language = (None if incoming.extracted else document.language) or find_language(document.text) or document.language
        issues = incoming.issues
        if language not in {None, self.knowledge.language}:
            detail = f"no pipeline for language '{language}'; the report is kept, not read"
            issues += (Issue(code="language-unsupported", detail=detail),)
        if len(document.text) > LONGEST_TEXT:
            detail = f"only the first {LONGEST_TEXT:,} of {len(document.text):,} characters are read; cut the input into reports"
            issues += (Issue(code="too-long", detail=detail),)
        return replace(incoming, document=replace(document, language=language), issues=issues)

    def read(self, batch: Sequence[Incoming]) -> list[Outcome]:
        """The outcomes of some inputs, in order."""
        prepared = [self.prepare(incoming) for incoming in batch]
        parses = self.parser.parse(self._text_to_parse(incoming) for incoming in prepared)
        return [self._read_one(incoming, parse) for incoming, parse in zip(prepared, parses, strict=True)]

    def read_traced(self, incoming: Incoming, trace: Trace) -> tuple[Reading, tuple[AnyClaim, ...], tuple[Span, ...]]:
        """One input in this scope, with all claims of any scope and the sentences they were read from; the trace hears every rule."""
        incoming = self.prepare(incoming)
        parse = next(self.parser.parse([self._text_to_parse(incoming)]))
        document, name = incoming.document, self.parser.name
        if not len(parse):
            return self._empty(document, incoming.issues), (), ()
        everything = read_document(document, parse, self.knowledge, model=name, scope="all", trace=trace)
        claims = within_scope(everything.claims, self.settings.scope, self.knowledge.agreements.many)
        reading = replace(everything, claims=claims, issues=incoming.issues + everything.issues)
        return reading, everything.claims, tuple(parse.span(low, high) for low, high in parse.sentences)

    def _text_to_parse(self, incoming: Incoming) -> Document:
        document = incoming.document
        if document.language not in {None, self.knowledge.language}:
            return replace(document, text="", regions=())
        return replace(document, text=document.text[:LONGEST_TEXT])

    def _read_one(self, incoming: Incoming, parse: Parse) -> Outcome:
        document, issues = incoming.document, incoming.issues
        if not len(parse):
            return Outcome(reading=self._empty(document, issues), readable=incoming.readable)
        try:
            reading = read_document(document, parse, self.knowledge, model=self.parser.name, scope=self.settings.scope)
        except DragomanError:
            raise  # a fault of the tables or the model, not of the document: nothing could be read with them
        except Exception as error:
            LOG.exception("document %s could not be read", document.id)
            detail = f"{type(error).__name__}: {error}; this is a fault of the program, please report it with the document"
            return self.give_up(incoming, Issue(code="internal-error", detail=detail))
        return Outcome(reading=replace(reading, issues=issues + reading.issues), readable=incoming.readable)

    def give_up(self, incoming: Incoming, issue: Issue) -> Outcome:
        """The outcome of a document that could not be read, for this reason."""
        return Outcome(reading=self._empty(incoming.document, (*incoming.issues, issue)), readable=False)

    def _empty(self, document: Document, issues: tuple[Issue, ...]) -> Reading:
        made_by = MadeBy(dragoman=__version__, knowledge=self.knowledge.digest, model=self.parser.name)
        return Reading(made_by=made_by, document=document, issues=issues)
