"""Readings made by hand: from short sentences, and from the coded record of the reports in examples/."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.knowledge import load
from dragoman.model.claim import Activity, AnyClaim, Channel, Event, Party, Provision, Role, Statement, Step, claim_id
from dragoman.model.mention import Place
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.text import Document, Incoming, Source, Span
from dragoman.model.when import When
from dragoman.read import mark_regions

EXAMPLES = Path(__file__).parent.parent / "examples"
MADE_BY = MadeBy(dragoman="0.1.0", knowledge="tables", model="none 1.0")
ROLES: Mapping[str, Role] = {
    "actors": "actor",
    "recipients": "recipient",
    "parties": "party",
    "by": "by",
    "visitor": "visitor",
    "host": "host",
    "participant": "participant",
    "trainer": "trainer",
    "trainee": "trainee",
}


def when(start: str | None, end: str | None = None, basis: str = "stated") -> When:
    return When(start=start, end=end or start, basis=basis if start else "open")  # type: ignore[arg-type]


def parties(**roles: Iterable[str]) -> tuple[Party, ...]:
    """Parties by role: ``parties(party=["AZE", "TUR"])``."""
    return tuple(Party(role=role, actor=code, name=code) for role, codes in roles.items() for code in codes)  # type: ignore[arg-type]


def document(name: str, text: str = "", *, published: str | None = "2022-02-01", outlet: str | None = "Caspian Wire") -> Document:
    return Document(id=name, source=Source(path=f"{name}.txt"), published=published, outlet=outlet, language="en", text=text)


def reading(source: Document, *claims: AnyClaim) -> Reading:
    return Reading(made_by=MADE_BY, document=source, claims=claims)


def step(
    source: Document,
    agreement: str,
    stage: str,
    date: str | None = None,
    *,
    of: Iterable[str] = ("AZE", "TUR"),
    by: Iterable[str] = (),
    modality: str = "asserted",
    background: bool = False,
    basis: str = "stated",
    kind: str | None = None,
    place: str | None = None,
    signatories: Iterable[str] = (),
    topics: Iterable[str] = (),
) -> Step:
    """A step in the only sentence of a document; its place in the text is made from what it says."""
    people = parties(party=of, by=by) + tuple(Party(role="signatory", actor=None, name=name, person=name) for name in signatories)
    evidence = (Span(sum(map(ord, f"{agreement}{stage}{date}{modality}")) % 9973, 9999),)
    return Step(
        id=claim_id(source.id, "step", stage, agreement, evidence, people) + (modality if modality != "asserted" else ""),
        evidence=evidence,
        trigger=evidence[0],
        parties=people,
        when=when(date, basis=basis),
        place=Place(name=place) if place else None,
        modality=modality,  # type: ignore[arg-type]
        background=background,
        made_by="test/1",
        score=1.0,
        agreement=agreement,
        stage=stage,
        agreement_kind=kind,
        topics=tuple(topics),
    )


def examples(folder: str = "") -> list[Reading]:
    """The readings that a perfect reader would make of the reports in examples/."""
    coded = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["report"]
    return [_coded(report) for report in coded if folder in report["file"]]


def _coded(report: Mapping[str, Any]) -> Reading:
    text = (EXAMPLES / report["file"]).read_text(encoding="utf-8")
    bare = Document(id=report["file"].removesuffix(".txt"), source=Source(path=report["file"]), text=text)
    marked = mark_regions(Incoming(document=bare), load().reading).document
    source = replace(marked, published=report["published"], outlet=report["outlet"], language="en")
    return reading(source, *_claims(source, report))


def _claims(source: Document, report: Mapping[str, Any]) -> Iterator[AnyClaim]:
    for row in report["step"]:
        yield Step(
            **_shared(source, row, "step", row["stage"]),
            agreement=row["agreement"],
            stage=row["stage"],
            topics=tuple(row.get("topics", ())),
        )
    for row in report["provision"]:
        shared = _shared(source, row, "provision", row["type"])
        yield Provision(**shared, agreement=row["agreement"], type=row["type"], promise=shared["trigger"])
    for row in report["activity"]:
        yield Activity(
            **_shared(source, row, "activity", row["type"]),
            type=row["type"],
            status=row["status"],
            title=row.get("title"),
            series=row.get("series"),
            domains=tuple(row.get("domains", ())),
        )
    for row in report["event"]:
        yield Event(**_shared(source, row, "event", row["type"]), type=row["type"], quad=1, intensity=3.0)
    for row in report["statement"]:
        shared = _shared(source, {**row, "at": row["words"]}, "statement", "said")
        speaker = Party(
            role="speaker", actor=row.get("state"), name=row["speaker"], person=row["speaker"] if row["speaker"].istitle() else None
        )
        quoted = tuple(_find(source.text, quote) for quote in row["quotes"])
        shared["parties"] = (speaker,)
        shared["evidence"] = (shared["evidence"][0], *quoted)
        shared["id"] = claim_id(source.id, "statement", "said", None, shared["evidence"], (speaker,))
        channel = Channel(kind="social media" if row.get("channel") == "Twitter" else row["channel"]) if "channel" in row else None
        yield Statement(**shared, direct=row["direct"], words=quoted or (shared["evidence"][0],), quoted=quoted, channel=channel)


def _shared(source: Document, row: Mapping[str, Any], kind: str, what: str) -> dict[str, Any]:
    words = _find(source.text, row["at"])
    evidence = (_sentence(source.text, words),)
    people = tuple(Party(role=role, actor=code, name=code) for key, role in ROLES.items() for code in row.get(key, ()))
    people += tuple(Party(role="signatory", actor=None, name=name, person=name) for name in row.get("signatories", ()))
    modality = row.get("modality", "asserted")
    return {
        "id": claim_id(source.id, kind, f"{what}/{modality}/{words.start}", row.get("agreement"), evidence, people),
        "evidence": evidence,
        "trigger": words,
        "parties": people,
        "when": when(row.get("date"), row.get("end"), row.get("basis", "relative")),
        "place": Place(name=row["place"]) if "place" in row else None,
        "modality": modality,
        "background": row.get("background", False),
        "made_by": "test/1",
        "score": 1.0,
    }


def _find(text: str, words: str) -> Span:
    """Where the words stand; a word that is quoted in another inflection is found by its beginning."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    match = pattern.search(text) or re.search(re.escape(" ".join(words.split()[:2])), text)
    assert match, words
    return Span(*match.span())


def _sentence(text: str, words: Span) -> Span:
    starts = [match.end() for match in re.finditer(r"[.!?][\"”’)]*\s+(?=[\"“A-Z])|\n\n", text)]
    end = re.search(r"[.!?][\"”’)]*(?=\s|$)|\n\n", text[words.end - 1 :])
    return Span(max((start for start in starts if start <= words.start), default=0), words.end - 1 + end.end() if end else len(text))
