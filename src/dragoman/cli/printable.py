"""Words of files and reports, made fit for a terminal."""

from __future__ import annotations

CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def printable(text: str) -> str:
    """The text with its control characters written out: the name of a file must not steer the terminal it is told on."""
    return text.translate(CONTROLS)
