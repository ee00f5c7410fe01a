"""The area encoder: a small language model that has learned from coded reports what a sentence tells."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """``model`` in ONNX, the file ``where``, with its ``tokenizer``.

    ``sentences`` and ``tokens`` name what it puts out of each, a column each, as log odds; of a passage it reads as many as ``longest``
    tokens. ``digest`` names the state of the files.
    """

    where: str
    model: bytes
    tokenizer: bytes
    sentences: tuple[str, ...]
    tokens: tuple[str, ...]
    longest: int
    digest: str


def build(root: Path, language: str) -> Encoder | None:
    """Read ``lang/<xx>/encoder/``; None for a language without one."""
    folder = root / "lang" / language / "encoder"
    if not (folder / "outcomes.json").exists():
        return None
    named, model, tokenizer = ((folder / name).read_bytes() for name in ("outcomes.json", "model.onnx", "tokenizer.json"))
    outcomes = json.loads(named)
    return Encoder(
        where=f"lang/{language}/encoder/model.onnx",
        model=model,
        tokenizer=tokenizer,
        sentences=tuple(outcomes["sentences"]),
        tokens=tuple(outcomes["tokens"]),
        longest=outcomes["longest"],
        digest=hashlib.sha256(named + model + tokenizer).hexdigest()[:8],
    )
