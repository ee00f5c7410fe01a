"""The public JSON of the model: encode, decode, and the JSON Schema, all three derived from the dataclasses.

A field called ``span`` is flattened into ``start`` and ``end``; fields marked internal are left out; unions of records are told
apart by ``kind``. Every field is always written, null or [] where empty; of what an older version wrote, a field that it did not know
yet takes its default.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union

from dragoman.model.claim import Activity, Event, Provision, Statement, Step
from dragoman.model.mention import ActorMention, DateMention, PlaceMention
from dragoman.model.reading import Reading
from dragoman.model.text import Span

T = TypeVar("T")
Json = Any  # what json.loads gives: recursive, so not spelled out
KINDS: Mapping[type, str] = types.MappingProxyType(
    {
        ActorMention: "actor",
        DateMention: "date",
        PlaceMention: "place",
        Event: "event",
        Step: "step",
        Provision: "provision",
        Activity: "activity",
        Statement: "statement",
    }
)


def encode(record: object) -> Json:
    """The JSON of a record of the model, with its fields in the order of their declaration."""
    return _encoder(_hint(type(record)))(record)


def decode(kind: type[T], data: Json) -> T:
    """The record that ``encode`` made this from; raises KeyError, TypeError or ValueError if it is not one."""
    return typing.cast("T", _decoder(_hint(kind))(data))


def json_schema() -> dict[str, Json]:
    """The JSON Schema (draft 2020-12) of one line of ``dragoman read --json``."""
    definitions: dict[str, Json] = {}
    top = _schema_of(Reading, definitions)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dragoman reading", **top, "$defs": definitions}


def _hint(kind: object) -> Any:
    """A class as a type hint: mypy does not take classes for hashable."""
    return kind


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Public fields of a dataclass with their types."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, hints[f.name]) for f in dataclasses.fields(kind) if not f.metadata.get("internal"))


def _members(hint: Any) -> tuple[Any, ...] | None:
    """The members of a union, else None."""
    return typing.get_args(hint) if typing.get_origin(hint) in {Union, types.UnionType} else None


@cache
def _encoder(hint: Any) -> Callable[[Any], Json]:
    if members := _members(hint):
        return _encode_union(members)
    if typing.get_origin(hint) is tuple:
        item = _encoder(typing.get_args(hint)[0])
        return lambda values: [item(value) for value in values]
    if dataclasses.is_dataclass(hint):
        return _encode_record(_hint(hint))
    return lambda value: value


def _encode_union(members: tuple[Any, ...]) -> Callable[[Any], Json]:
    """A union of records goes by the class of the value; any other is one type or None."""

    def one(value: Any) -> Json:
        if value is None:
            return None
        return _encoder(_hint(type(value)))(value) if dataclasses.is_dataclass(value) else value

    if all(m is type(None) or m in {str, int, float, bool} for m in members):
        return lambda value: value
    return one


def _encode_record(kind: type) -> Callable[[Any], Json]:
    parts = [(name, _encoder(hint)) for name, hint in _fields(kind)]
    label = KINDS.get(kind)

    def whole(record: Any) -> Json:
        out: dict[str, Json] = {} if label is None else {"kind": label}
        for name, encoder in parts:
            value = getattr(record, name)
            if name == "span":
                out["start"], out["end"] = (None, None) if value is None else (value.start, value.end)
            else:
                out[name] = encoder(value)
        return out

    return whole


@cache
def _decoder(hint: Any) -> Callable[[Json], Any]:
    if members := _members(hint):
        records = {KINDS[m]: _decoder(m) for m in members if m in KINDS}
        if records:
            return lambda data: None if data is None else records[data["kind"]](data)
        inner = _decoder(next(m for m in members if m is not type(None)))
        return lambda data: None if data is None else inner(data)
    if typing.get_origin(hint) is tuple:
        item = _decoder(typing.get_args(hint)[0])
        return lambda data: tuple(item(value) for value in data)
    if dataclasses.is_dataclass(hint):
        return _decode_record(_hint(hint))
    return lambda data: data


def _decode_record(kind: type) -> Callable[[Json], Any]:
    fields = _fields(kind)
    label = KINDS.get(kind)
    spanned = any(name == "span" for name, _ in fields)
    optional = {f.name for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
    parts = [(name, _decoder(hint)) for name, hint in fields if name != "span"]

    def whole(data: Json) -> Any:
        if label is not None and data["kind"] != label:
            message = f"a {label} was expected, not a {data['kind']}"
            raise ValueError(message)
        values = {name: decoder(data[name]) for name, decoder in parts if name in data or name not in optional}
        if spanned:
            values["span"] = None if data["start"] is None else Span(data["start"], data["end"])
        return kind(**values)

    return whole


_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _schema_of(hint: Any, definitions: dict[str, Json]) -> dict[str, Json]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if typing.get_origin(hint) is Literal:
        return {"enum": list(typing.get_args(hint))}
    if members := _members(hint):
        return {"anyOf": [_schema_of(m, definitions) for m in members]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(hint)[0], definitions)}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}  # taken now: records may refer to each other
        definitions[hint.__name__] = _record_schema(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _record_schema(kind: type, definitions: dict[str, Json]) -> dict[str, Json]:
    properties: dict[str, Json] = {}
    label = KINDS.get(kind)
    for name, hint in _fields(kind):
        if name == "span":
            offset = {"type": ["integer", "null"] if _members(hint) else "integer", "minimum": 0}
            properties |= {"start": offset, "end": offset}
        else:
            properties[name] = _schema_of(hint, definitions)
    if label is not None:
        properties = {"kind": {"const": label}} | properties
    if kind is Span:
        properties = {name: {"type": "integer", "minimum": 0} for name in properties}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
