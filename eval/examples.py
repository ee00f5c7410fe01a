"""The project's own gold: how much of ``examples/expected.toml`` the program finds. Needs nothing but the checkout.

Rows marked optional are not asked for, and finding them is no mistake. Matching is one to one, best first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"
ALIKE = {"training": "exercise", "call": "meeting"}  # which of the two it is is often a matter of taste
ROLES = ("participant", "host", "guest", "visitor", "trainer", "trainee")
Row = Mapping[str, Any]


def expected() -> list[Row]:
    """The hand-coded records, one a report."""
    return list(tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["report"])


def score(readings: Mapping[str, Row]) -> dict[str, float]:
    """Figures by name; ``readings`` maps file names (as in expected.toml) to lines of ``dragoman read --json``."""
    reports = [(row, readings[row["file"]]) for row in expected()]
    kinds: Mapping[str, tuple[str, Callable[[Row, Row, str], float]]] = {
        "event": ("event", _same_event),
        "step": ("step", _same_step),
        "activity": ("activity", _same_activity),
        "statement": ("statement", _same_statement),
    }
    figures: dict[str, float] = {}
    for name, (kind, alike) in kinds.items():
        figures |= {f"{name} {key}": value for key, value in _matched(reports, kind, alike).items()}
    fields = [(row.get(key), reading["document"][key]) for row, reading in reports for key in ("published", "outlet", "title")]
    figures["header right"] = round(sum(wanted == found for wanted, found in fields) / len(fields), 4)
    return figures


def _matched(reports: Iterable[tuple[Row, Row]], kind: str, alike: Callable[[Row, Row, str], float]) -> dict[str, float]:
    hits = wanted = said = 0
    for row, reading in reports:
        text = reading["document"]["text"]
        gold = row.get(kind, [])
        claims = [claim for claim in reading["claims"] if claim["kind"] == kind]
        pairs = sorted(((alike(g, c, text), i, j) for i, g in enumerate(gold) for j, c in enumerate(claims)), reverse=True)
        left: dict[int, int] = {}
        for likeness, i, j in pairs:
            if likeness > 0 and i not in left and j not in left.values():
                left[i] = j
        optional = {i for i, g in enumerate(gold) if g.get("optional")}
        hits += sum(i not in optional for i in left)
        wanted += len(gold) - len(optional)
        said += len(claims) - sum(i in optional for i in left)
    precision, recall = hits / (said or 1), hits / (wanted or 1)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / ((precision + recall) or 1), 4),
    }


def _states(claim: Row, *roles: str) -> set[str]:
    return {p["actor"].partition(":")[0] for p in claim["parties"] if p["actor"] and (not roles or p["role"] in roles)}


def _codes(row: Row, keys: Sequence[str]) -> set[str]:
    return {code.partition(":")[0] for key in keys for code in row.get(key, [])}


def _shared(wanted: set[str], found: set[str]) -> float:
    return len(wanted & found) / len(wanted | found) if wanted | found else 0.0


def _near(row: Row, claim: Row, text: str) -> bool:
    """Whether the claim's evidence touches the words that say it."""
    start = text.find(row["at"])
    return any(e["start"] < start + len(row["at"]) and start < e["end"] for e in claim["evidence"])


def _same_event(row: Row, claim: Row, text: str) -> float:
    wanted = _codes(row, ("actors", "recipients"))
    if row["type"] != claim["type"]:
        return 0.0
    likeness = _shared(wanted, _states(claim, "actor", "recipient"))
    return likeness + _near(row, claim, text) if likeness >= 0.5 else 0.0  # noqa: PLR2004 -- half of the states


def _same_step(row: Row, claim: Row, text: str) -> float:
    if row["stage"] != claim["stage"] or not _near(row, claim, text):
        return 0.0
    wanted = _codes(row, ("parties",))
    return 1 + _shared(wanted, _states(claim)) if not wanted or wanted & _states(claim) else 0.0


def _same_activity(row: Row, claim: Row, text: str) -> float:
    if ALIKE.get(row["type"], row["type"]) != ALIKE.get(claim["type"], claim["type"]):
        return 0.0
    likeness = _shared(_codes(row, ROLES), _states(claim, *ROLES))
    return likeness + _near(row, claim, text) if likeness >= 0.5 else 0.0  # noqa: PLR2004 -- half of the states


def _same_statement(row: Row, claim: Row, text: str) -> float:
    start = text.find(row["words"])
    speakers = _states(claim, "speaker")
    touches = any(w["start"] < start + len(row["words"]) and start < w["end"] for w in claim["words"])
    return 1.0 if touches and (row.get("state") in speakers or (not row.get("state") and not speakers)) else 0.0
