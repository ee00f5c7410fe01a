"""``dragoman explain``: why something is in the record, and why not."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, JsonOption, ScopeOption, StoreOption, settings
from dragoman.errors import NotFoundError
from dragoman.model.codec import encode
from dragoman.model.text import Span

if TYPE_CHECKING:
    from dragoman.model.reading import Reading
    from dragoman.model.tracing import Traced
    from dragoman.view.explanation import Explanation

Input = Annotated[
    str,
    typer.Argument(
        metavar="PATH|-|ID", help="The file that holds the report, - for standard input, or the id of a claim or report in the store."
    ),
]
DocumentOption = Annotated[str | None, typer.Option("--document", metavar="ID", help="Which report of the file (default: the first).")]
SpanOption = Annotated[str | None, typer.Option("--span", metavar="START:END", help="Only sentences that touch these code points.")]
WordsOption = Annotated[str | None, typer.Option("--words", metavar="TEXT", help="Only sentences that hold these words.")]
ClaimOption = Annotated[str | None, typer.Option("--claim", metavar="ID", help="Only sentences that this claim rests on.")]


def explain(
    path: Input,
    *,
    document: DocumentOption = None,
    span: SpanOption = None,
    words: WordsOption = None,
    claim: ClaimOption = None,
    scope: ScopeOption = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Show, sentence by sentence, which rule made a claim, which rules almost did and what they lacked, and what was dropped."""
    from dragoman.run.explaining import trace_document, trace_stored
    from dragoman.view.explanation import explain as explain_traced

    if path == "-" or Path(path).exists() or not Path(store).exists():
        traced = trace_document([path], settings(scope), document)
    else:
        traced, claim = trace_stored(_stored(store, path), path, settings(scope))
    explanation = explain_traced(traced, span=_span(traced, span, words), claim=claim)
    if not explanation.sentences and (span or words or claim):
        raise typer.BadParameter("no sentence of the report is meant by this; without it all are shown")
    if as_json:
        sys.stdout.write(json.dumps(encode(explanation), ensure_ascii=False) + "\n")
    else:
        _print(explanation)


def _stored(store: str, name: str) -> Reading:
    """The reading in the store that a claim or report of this id, or of an id that begins so, belongs to."""
    from dragoman.store import open_store

    with open_store(store) as held:
        documents = {entry.document for entry in held.manifest() if entry.document is not None}
        found = set(held.find_claims(name).values()) or {document for document in documents if document.startswith(name)}
        reading = held.reading(str(*found)) if len(found) == 1 else None
    if reading is None:
        how = "more than one claim or report begins" if len(found) > 1 else "no file, claim or report is called"
        raise NotFoundError(f"{how} '{name}'", where=store, remedy="name a file, or an id that dragoman show prints")
    return reading


def _span(traced: Traced, span: str | None, words: str | None) -> Span | None:
    if words is not None:
        start = traced.reading.document.text.find(words)
        if start < 0:
            raise typer.BadParameter(f"the report does not hold the words '{words}'")
        return Span(start, start + len(words))
    if span is None:
        return None
    start_text, _, end_text = span.partition(":")
    if not (start_text.isdigit() and end_text.isdigit()):
        raise typer.BadParameter(f"'{span}' is no span; write START:END, two numbers")
    return Span(int(start_text), int(end_text))


def _print(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    head = " · ".join(part for part in (explanation.published, explanation.title, explanation.document) if part)
    console.print(Text(head, style="bold"))
    for issue in explanation.issues:
        console.print(Text(f"  ! {issue.code}: {issue.detail}", style="yellow"))
    for sentence in explanation.sentences:
        console.print()
        console.print(Text(f"{sentence.span.start}:{sentence.span.end}  {' '.join(sentence.text.split())}"))
        for claim in sentence.claims:
            style = "green" if claim.dropped is None else "dim"
            console.print(Text(f"  + {claim.kind} {claim.what} ({', '.join(claim.parties)})", style=style))
            console.print(Text(f"      by {claim.rule} at '{claim.words}', score {claim.score:.2f}, id {claim.id}", style="dim"))
            if claim.dropped:
                console.print(Text(f"      left out: {claim.dropped}", style="yellow"))
        for miss in sentence.almost:
            console.print(Text(f"  - almost {miss.rule} at '{miss.words}': lacked {miss.lacked}", style="dim"))
        for issue in sentence.issues:
            console.print(Text(f"  ! {issue.code} at '{issue.words}': {issue.detail}", style="yellow"))
