"""Which claims belong to the record: by default those between states or organisations."""

from __future__ import annotations

from typing import Literal

from dragoman.model.claim import AnyClaim, Statement

Scope = Literal["interstate", "all"]


def in_scope(claim: AnyClaim, scope: Scope) -> bool:
    """Whether two different states or organisations take part in the claim; of a statement, whether its speaker speaks for one."""
    if scope == "all":
        return True
    if isinstance(claim, Statement):
        return any(party.role == "speaker" and party.actor for party in claim.parties)
    return len({party.actor.partition(":")[0] for party in claim.parties if party.actor and party.role != "reporter"}) > 1
