"""Words a CPU second of Dragoman beside stock spaCy over the same text, in one run; what each part costs; the other scripts of bench/.

    python bench/run.py [PATH.jsonl]    default: real reports where ../shared stands beside the checkout, else the examples, repeated

Ratios are what counts: absolute speed depends on the machine. Each is taken from CPU time, after loading and a warm-up.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import spacy  # noqa: E402 -- threads are set before numpy loads

from dragoman.extract.events import extract_events  # noqa: E402
from dragoman.extract.events.frames.matcher import Matcher  # noqa: E402
from dragoman.knowledge import load  # noqa: E402
from dragoman.model.annotated import Annotated  # noqa: E402
from dragoman.model.claim import AnyClaim  # noqa: E402
from dragoman.model.sense import Senses  # noqa: E402
from dragoman.model.text import Document  # noqa: E402
from dragoman.parse import DEFAULT_MODEL, load_parser  # noqa: E402
from dragoman.pipeline import EXTRACTORS, STEPS, read_document  # noqa: E402
from dragoman.settings import from_environment  # noqa: E402

EXAMPLES = Path(__file__).parents[1] / "examples"
NEWS = Path(__file__).parents[2] / "shared" / "data" / "news" / "interstate.jsonl"
EVERY = 12  # of 2,460 real reports: 110,000 words, a minute
SCRIPTS = (
    ("claims to records", "reconcile.py"),
    ("copies", "copies.py"),
    ("files to documents", "reading.py"),
    ("runs that are killed", "killed.py"),
)
REPEATS = 12  # the examples hold 6,000 words: enough for a steady figure in half a minute
WARM_UP = 20  # documents
SENSING = "senses"  # what the encoder takes, with DRAGOMAN_ENCODER=1


def documents(path: str | None) -> list[Document]:
    """The text to measure on."""
    if path or NEWS.exists():
        lines = Path(path).read_text(encoding="utf-8").splitlines() if path else NEWS.read_text(encoding="utf-8").splitlines()[::EVERY]
        rows = [json.loads(line) for line in lines]
        return [Document(id=str(n), text=row["text"], title=row.get("title"), published=row.get("published")) for n, row in enumerate(rows)]
    texts = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.rglob("*.txt"))] * REPEATS
    return [Document(id=str(n), text=text, published="2022-02-16") for n, text in enumerate(texts)]


def main() -> None:
    texts = documents(sys.argv[1] if len(sys.argv) > 1 else None)
    words = sum(len(document.text.split()) for document in texts)
    parser, knowledge = load_parser(), load(encoder=from_environment(os.environ).encoder)
    stock = spacy.load(DEFAULT_MODEL)
    list(stock.pipe([d.text for d in texts[:WARM_UP]]))
    for document, parse in zip(texts[:WARM_UP], parser.parse(texts[:WARM_UP]), strict=True):
        read_document(document, parse, knowledge, model=parser.name)  # loads every table and builds every finder
    started = time.process_time()
    for _ in stock.pipe(document.text for document in texts):
        pass
    stock_time = time.process_time() - started
    started = time.process_time()
    parses = list(parser.parse(texts))
    parse_time = time.process_time() - started
    parts: dict[str, float] = {}
    matching = 0.0

    def timed(name: str, work: Callable[[], object]) -> object:
        begin = time.process_time()
        result = work()
        parts[name] = parts.get(name, 0.0) + time.process_time() - begin
        return result

    for document, parse in zip(texts, parses, strict=True):
        annotated = Annotated(document=document, parse=parse)
        for step in STEPS:
            annotated = timed(step.__name__, lambda step=step, a=annotated: step(a, knowledge))  # type: ignore[assignment,misc]  # bound at once
        inner = annotated.senses
        judged = Senses(len(inner), lambda number, inner=inner: timed(SENSING, lambda: inner[number]))  # type: ignore[misc,arg-type,return-value]
        annotated = replace(annotated, senses=judged)
        claims: tuple[AnyClaim, ...] = ()
        for extractor in EXTRACTORS:
            found = timed(extractor.__name__, lambda e=extractor, a=annotated, c=claims: e(a, knowledge, c, None))  # type: ignore[misc]  # bound at once
            claims += found.claims  # type: ignore[attr-defined]  # an Extraction
        begin = time.process_time()
        list(Matcher(annotated, knowledge.events).matches())  # once more, by itself: what the extractor does first
        matching += time.process_time() - begin
    sensing = parts.pop(SENSING, 0.0)  # done where an extractor asks, so it is in their time
    whole = parse_time + sum(parts.values())
    print(f"{words:,} words in {len(texts):,} documents\n")
    print(f"stock spaCy, whole pipeline   {words / stock_time:10,.0f} words a CPU second")
    print(f"Dragoman's parse              {words / parse_time:10,.0f}   {stock_time / parse_time:.2f} times stock spaCy")
    print(f"Dragoman, text to claims      {words / whole:10,.0f}   {stock_time / whole:.2f} times stock spaCy\n")
    print("share of the time of the parse, by part")
    for name, seconds in parts.items():
        print(f"  {name:24} {seconds / parse_time:6.3f}")
        if name == extract_events.__name__:
            print(f"  {'  of it matching frames':24} {matching / parse_time:6.3f}")
    print(f"  {'of these the encoder':24} {sensing / parse_time:6.3f}")
    annotators = sum(parts[step.__name__] for step in STEPS)
    print(f"  {'all annotators':24} {annotators / parse_time:6.3f}\n")
    for title, script in SCRIPTS:
        print(title, flush=True)
        command = [sys.executable, str(Path(__file__).with_name(script))]  # its own process: its peak memory is its own
        subprocess.run(command, check=True)  # noqa: S603 -- as written above
        print()


if __name__ == "__main__":
    main()
