"""A short account of what one report says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.cli.terminal import Page, day, shorten
from dragoman.model.claim import Activity, AnyClaim, Event, Party, Provision, Statement, Step
from dragoman.model.reading import Reading

MOST = 8  # claims that a short account names
WORDS = 110  # code points of what was said
NAMES = {Event: "event", Step: "step", Provision: "provision", Activity: "activity", Statement: "statement"}
PLURAL = {"activity": "activities"}


def account(page: Page, reading: Reading, *, full: bool = False) -> None:
    """Title, outlet and date, how many claims of each kind, and the main ones, a line each.

    ``full`` has all of them, with their sentences.
    """
    document = reading.document
    title = document.title or _first_line(document.text) or document.source.path or document.id
    page.line((shorten(title, 90), "bold"))
    told = [
        document.outlet,
        document.published,
        document.source.path,
        f"copy of {document.duplicate_of}" if document.duplicate_of else None,
    ]
    page.line((" · ".join(part for part in told if part), "dim"), indent=2)
    counted = Counter(NAMES[type(claim)] for claim in reading.claims)
    counts = ", ".join(f"{count} {kind if count == 1 else PLURAL.get(kind, kind + 's')}" for kind, count in sorted(counted.items()))
    page.line(counts or "nothing between states", indent=2)
    shown = _in_order(reading) if full else _main(reading)
    for claim in shown:
        text = document.text
        notes = [
            word for word in (claim.modality if claim.modality != "asserted" else "", "background" if claim.background else "") if word
        ]
        page.dated(day(claim.when), *_words(claim, text), (f"  {', '.join(notes)}" if notes else "", "dim"))
        if full:
            page.dated("", (f"“{' '.join(claim.evidence[0].of(text).split())}”", "italic"))
            page.dated("", (f"{claim.id}  {claim.made_by}", "dim"))
    for issue in reading.issues if full else [issue for issue in reading.issues if issue.span is None]:
        page.dated("", (f"! {issue.code}: {issue.detail}" if issue.detail else f"! {issue.code}", "yellow"))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _in_order(reading: Reading) -> list[AnyClaim]:
    return sorted(reading.claims, key=lambda claim: (claim.evidence[0], claim.id))


def _main(reading: Reading) -> list[AnyClaim]:
    """Steps, activities, then the surest events, then statements: the news before the background; in text order."""
    ranks = {Step: 0, Activity: 1, Event: 2, Statement: 3, Provision: 4}
    best = sorted(reading.claims, key=lambda claim: (claim.background, ranks[type(claim)], -claim.score, claim.evidence[0], claim.id))
    chosen = {claim.id for claim in best[:MOST]}
    return [claim for claim in _in_order(reading) if claim.id in chosen]


def _words(claim: AnyClaim, text: str) -> Iterator[str | tuple[str, str]]:
    match claim:
        case Step():
            by = _names(claim.parties, "by")
            yield (claim.stage, "bold")
            yield f"  {claim.agreement}  {by or _names(claim.parties, 'party')}"
        case Provision():
            yield (claim.type, "bold")
            yield f"  {claim.agreement}"
        case Activity():
            yield (f"{claim.type} {claim.title or claim.series or ''}".strip(), "bold")
            yield f"  {claim.status}  {_names(claim.parties)}"
        case Event():
            to = _names(claim.parties, "recipient")
            yield (claim.type, "bold")
            yield f"  {_names(claim.parties, 'actor')}{f' -> {to}' if to else ''}"
        case Statement():
            said = " ... ".join(" ".join(span.of(text).split()) for span in (claim.quoted or claim.words))
            yield (_names(claim.parties, "speaker") or "unnamed", "bold")
            yield f"  {shorten(said, WORDS)}"


def _names(parties: tuple[Party, ...], *roles: str) -> str:
    """Codes, or names of who has none, of the parties in these roles."""
    told = (
        party.person or party.actor or party.name if party.role == "speaker" else party.actor or party.name
        for party in parties
        if not roles or party.role in roles
    )
    return ", ".join(dict.fromkeys(name for name in told if name))
