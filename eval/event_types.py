"""Precision, recall and F1 of events by PLOVER type, with intervals, from what `eval/run.py` has read.

Intervals hold 95 of 100 draws of as many documents with replacement (bootstrap over documents, since the events of one report are not
independent). A type of few events has a wide one: that is what it is for.
"""

from __future__ import annotations

import importlib.util
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

DRAWS = 1000
SEED = 1
TAIL = 0.025  # share of the draws that lies below the interval, and above it
ALL = "all"
Counts = tuple[int, int, int]  # hits, said, gold
Row = Mapping[str, Any]


def by_type(scorer: Path, task: str, gold: Path, found: Path) -> list[dict[str, Counts]]:
    """For each document the counts of each type, and of all of them, matched as the shared scorer matches them."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(scorer)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    count: Callable[[Any, Row, Row], dict[str, Counts]] = {"reports": _of_report, "sentences": _of_sentence}[task]
    return [count(score, wanted, output) for wanted, output in score.join(gold, found)]


def _of_report(score: Any, wanted: Row, output: Row) -> dict[str, Counts]:  # noqa: ANN401 -- a module
    gold = [event for event in map(score.gold_event, wanted["events"]) if len(event[1]) > 1]
    said = [event for _, event in score.said_events(output)]
    counts = {ALL: _matched(score, gold, said)}
    for code in {event[0] for event in (*gold, *said)}:
        counts[code] = _matched(score, [e for e in gold if e[0] == code], [e for e in said if e[0] == code])
    return counts


def _matched(score: Any, gold: Sequence[Any], said: Sequence[Any]) -> Counts:  # noqa: ANN401 -- a module
    return len(score.match(gold, said, score.same_kind_and_states, 0.5)), len(said), len(gold)


def _of_sentence(score: Any, wanted: Row, output: Row) -> dict[str, Counts]:  # noqa: ANN401 -- a module
    root = lambda code: score.OLD_NAMES.get(code, code)  # noqa: E731 -- as the scorer has it
    gold = Counter({root(event["type"]) for event in wanted["events"]})
    said = Counter({root(claim["type"]) for claim in score.claims_of(output, "event")})
    counts = {code: ((gold & said)[code], said[code], gold[code]) for code in gold | said}
    return {ALL: (sum((gold & said).values()), said.total(), gold.total()), **counts}


def table(documents: Sequence[Mapping[str, Counts]]) -> list[str]:
    """The lines of a table: a row a type in order of how often it occurs, all of them last."""
    total = _sum(documents)
    draws = [_sum(drawn) for drawn in _drawn(documents)]
    lines = ["| type | gold | precision | recall | F1 | 95 % of draws |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for code in sorted(total, key=lambda c: (c == ALL, -total[c][2], c)):
        precision, recall, f1 = _figures(total[code])
        inside = sorted(_figures(draw[code])[2] for draw in draws if code in draw)
        low, high = inside[int(TAIL * len(inside))], inside[int((1 - TAIL) * (len(inside) - 1))]
        lines.append(f"| {code} | {total[code][2]} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {low:.2f} to {high:.2f} |")
    return lines


def _drawn(documents: Sequence[Mapping[str, Counts]]) -> Iterable[list[Mapping[str, Counts]]]:
    chance = random.Random(SEED)  # noqa: S311 -- a sample, not a secret
    for _ in range(DRAWS):
        yield chance.choices(documents, k=len(documents))


def _sum(documents: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for counts in documents:
        for code, (hits, said, gold) in counts.items():
            known = total.get(code, (0, 0, 0))
            total[code] = (known[0] + hits, known[1] + said, known[2] + gold)
    return total


def _figures(counts: Counts) -> tuple[float, float, float]:
    hits, said, gold = counts
    precision, recall = hits / (said or 1), hits / (gold or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)
