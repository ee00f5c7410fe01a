"""What of a file cannot be read, as the placeholder that tells it."""

from __future__ import annotations

from dragoman.model.text import Incoming, Source
from dragoman.read.compression import Damage
from dragoman.read.text import unreadable

REMEDIES = {
    "cut-off": "what stands before is read; fetch the file again for the rest",
    "damaged": "what could be unpacked around it is read; fetch the file again for the rest",
    "too-large": "it is taken for a bomb and passed over; if it is none, unpack it first",
}


def damaged(damage: Damage, path: str) -> Incoming:
    """The placeholder for damage in a compressed file; ``source.offset`` is the damaged member's place in it, in bytes."""
    detail = f"{path}:{damage.offset}: {damage.detail}; {REMEDIES[damage.code]}"
    return unreadable(path, damage.code, detail, source=Source(path=path, offset=damage.member))
