"""Who has spoken so far in a report, for those whom it calls "he", "it" or "the hardliner" afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.claim import Party

STILL = 4  # paragraphs of quotation that one person may speak before "he added"
FAR = 2  # paragraphs: from there on, who spoke last is no longer who a document speaks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One who spoke: ``word`` heads the words for the speaker, in a ``paragraph``.

    ``human`` is one person, named or not; ``written`` a document, which "it" may mean though a person issued it; ``many`` several
    people or a body, whom "he" cannot mean.
    """

    parties: tuple[Party, ...]
    word: int
    paragraph: int
    human: bool
    written: bool
    many: bool


@dataclass(slots=True)
class Memory:
    """The last turn, and the last one of a single person."""

    last: Turn | None = None
    person: Turn | None = None

    def keep(self, turn: Turn) -> None:
        """Remember a turn."""
        self.last = turn
        if turn.human and len(turn.parties) == 1:
            self.person = turn

    def near(self, paragraph: int) -> tuple[Party, ...]:
        """Who spoke last, if that was in this paragraph or the one before."""
        return self.last.parties if self.last is not None and paragraph - self.last.paragraph < FAR else ()

    def spoke(self, word: int) -> bool:
        """Whether a word is that for the last speaker, who is a person."""
        return self.last is not None and self.last.human and self.last.word == word

    def meant(self, paragraph: int, *, human: bool) -> tuple[Party, ...]:
        """Whom "he" or "it" stands for: who spoke last, else the last person before several others did."""
        last = self.last
        if human and last is not None and last.many:
            last = self.person
        fits = last is not None and (last.human == human or (not human and last.written))
        return last.parties if last is not None and fits and len(last.parties) == 1 and paragraph - last.paragraph <= STILL else ()
