"""What rules did while a document was read: heard by a Trace, kept for ``dragoman explain``."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.claim import AnyClaim
from dragoman.model.reading import Reading
from dragoman.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule met its trigger at these words; ``lacked`` says what it missed, None where it made a claim."""

    rule: str
    span: Span
    lacked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A reading with all that its rules did; ``sentences`` are in text order, ``out_of_scope`` the claims that the scope left out."""

    reading: Reading
    sentences: tuple[Span, ...]
    out_of_scope: tuple[AnyClaim, ...]
    hits: tuple[Hit, ...]


class Listener:
    """A Trace that keeps what it hears."""

    def __init__(self) -> None:
        self._hits: dict[Hit, None] = {}

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits, in text order, none twice."""
        return tuple(sorted(self._hits, key=lambda hit: (hit.span, hit.rule, hit.lacked or "")))

    def matched(self, rule: str, span: Span) -> None:
        """A rule made a claim from these words."""
        self._hits[Hit(rule=rule, span=span)] = None

    def almost(self, rule: str, span: Span, lacked: str) -> None:
        """A rule's trigger stood here, but something was lacking."""
        self._hits[Hit(rule=rule, span=span, lacked=lacked)] = None
