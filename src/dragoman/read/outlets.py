"""Who published a report, by the name the table has for it, and the wire that a copy came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.knowledge.rows.outlets import Outlet, Outlets
from dragoman.model.text import Document, Incoming

BRACKETED = re.compile(r"\(([^()]+)\)")
HOST = re.compile(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", re.IGNORECASE)


def name_outlet(incoming: Incoming, outlets: Outlets) -> Incoming:
    """Name the outlet by the address of the report, where its fields leave it open or were read from a page.

    A page calls its own site many things; the table has one name for each domain. What whoever made the input gave is kept.
    """
    document = incoming.document
    if document.outlet is not None and not incoming.extracted:
        return incoming
    known = outlets.of_address(document.url) or outlets.of_address(document.source.url) or outlets.of_name(document.outlet or "")
    name = known.name if known else document.outlet
    if name is None and incoming.extracted and (host := HOST.match(document.url or document.source.url or "")):
        name = host[1].lower()
    return incoming if name == document.outlet else replace(incoming, document=replace(document, outlet=name))


def credit_wires(incoming: Incoming, outlets: Outlets) -> Incoming:
    """Add to the byline the wires that a report of another outlet came from, as its dateline and its last lines tell them."""
    document = incoming.document
    own = outlets.of_name(document.outlet or "")
    if incoming.extracted:
        byline = tuple(dict.fromkeys(_in_full(name, outlets) for name in document.byline))
        document = replace(document, outlet=_in_full(document.outlet, outlets) if document.outlet else None, byline=byline)
    wires = dict.fromkeys(wire.name for wire in _credited(document, outlets) if wire is not own)
    byline = document.byline + tuple(name for name in wires if name not in {*document.byline, document.outlet})
    return replace(incoming, document=replace(document, byline=byline))


def _credited(document: Document, outlets: Outlets) -> Iterator[Outlet]:
    for region in document.regions:
        text = region.span.of(document.text)
        if region.kind == "dateline":
            names = [part for match in BRACKETED.finditer(text) for part in match[1].split("/")]
        elif region.kind == "boilerplate":
            names = outlets.wires.findall(text)
        else:
            continue
        for name in names:
            known = outlets.of_name(name)
            if known is not None and known.kind == "wire":
                yield known


def _in_full(name: str, outlets: Outlets) -> str:
    """A wire by its whole name: "AP" is the Associated Press."""
    known = outlets.of_name(name)
    return known.name if known and known.kind == "wire" else name
