"""Rows of the tables made from the model, and back. What is queried has a column, the rest is the model's own JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.engine import Row

from dragoman.model.claim import Activity, AnyClaim, Event, Provision, Statement, Step
from dragoman.model.codec import decode, encode
from dragoman.model.mention import ActorMention, DateMention, PlaceMention
from dragoman.model.ports import Kept
from dragoman.model.reading import AnyMention, MadeBy, Reading
from dragoman.model.record import ActivityRecord, ActorRecord, AgreementRecord, AnyRecord, EventRecord, StatementRecord
from dragoman.model.text import Document, Issue

KINDS: Mapping[type, str] = {
    AgreementRecord: "agreement",
    ActivityRecord: "activity",
    EventRecord: "event",
    StatementRecord: "statement",
    ActorRecord: "actor",
}
CLAIMS: Mapping[str, type[AnyClaim]] = {"event": Event, "step": Step, "provision": Provision, "activity": Activity, "statement": Statement}
MENTIONS: Mapping[str, type[AnyMention]] = {"actor": ActorMention, "date": DateMention, "place": PlaceMention}


def document_row(kept: Kept) -> dict[str, Any]:
    """The row of a document."""
    document = kept.reading.document
    fields = encode(replace(document, text=""))
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "text": document.text,
        "fields": json.dumps(fields),
        "imprint": kept.imprint.shingles,
        "body": kept.imprint.body,
        "correction": kept.imprint.correction,
    }


def document_of(row: Row[Any]) -> Document:
    """The document of a row, with what was found out about it since."""
    document = decode(Document, json.loads(row.fields))
    return replace(document, text=row.text, duplicate_of=row.duplicate_of or document.duplicate_of)


def claim_rows(reading: int, claims: Sequence[AnyClaim]) -> list[dict[str, Any]]:
    """The rows of a reading's claims, in their order."""
    rows = []
    for position, claim in enumerate(claims):
        data = encode(claim)
        rows.append({"reading": reading, "position": position, "id": claim.id, "kind": data["kind"], "data": json.dumps(data)})
    return rows


def reading_of(row: Row[Any], claims: Iterable[str], *, mentions: str | None = None, issues: Iterable[str] = ()) -> Reading:
    """The reading of a document's row with its reading's columns, and the JSON of claims, mentions and issues."""
    return Reading(
        schema=row.schema,
        made_by=MadeBy(dragoman=row.dragoman, knowledge=row.knowledge, model=row.model),
        document=document_of(row),
        mentions=tuple(decode(MENTIONS[data["kind"]], data) for data in json.loads(mentions or "[]")),
        claims=tuple(decode(CLAIMS[data["kind"]], data) for data in map(json.loads, claims)),
        issues=tuple(decode(Issue, json.loads(issue)) for issue in issues),
    )


def record_rows(record: AnyRecord) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The row of a record, and one for each state that takes part in it."""
    kind = KINDS[type(record)]
    row = {"kind": kind, "id": record.id, "start": _start(record), "data": json.dumps(encode(record))}
    states = sorted({code.partition(":")[0] for code in _codes(record)})
    return row, [{"kind": kind, "state": state, "id": record.id} for state in states]


def _start(record: AnyRecord) -> str | None:
    """The first date of a record."""
    match record:
        case AgreementRecord():
            return min(
                (entry.when.start for entry in record.life if entry.when and entry.when.start and entry.status == "done"), default=None
            )
        case ActorRecord():
            return None
        case _:
            return record.when.start if record.when else None


def _codes(record: AnyRecord) -> Iterator[str]:
    """The actors that take part in a record."""
    match record:
        case AgreementRecord():
            yield from record.parties
        case ActivityRecord() | EventRecord():
            yield from (code for _, code in record.parties)
        case StatementRecord():
            yield from filter(None, (record.actor, record.state, *record.joint, *record.addressees))
        case ActorRecord():
            yield record.id
