"""``dragoman judge``: a person's verdict on what the record holds."""

from __future__ import annotations

import re
import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import DEFAULT_STORE, StoreOption
from dragoman.cli.show import opened
from dragoman.errors import NotFoundError
from dragoman.model.claim import Provision, Step
from dragoman.model.record import ActivityRecord, AgreementRecord, StatementRecord

if TYPE_CHECKING:
    from dragoman.store import SqlStore

JUDGED: tuple[type[AgreementRecord | ActivityRecord | StatementRecord], ...] = (AgreementRecord, ActivityRecord, StatementRecord)
SHORTEST = 4  # characters of an id's beginning


class VerdictChoice(str, Enum):  # noqa: UP042 -- typer shows the values of this kind
    """What can be said of a claim, or of two."""

    same = "same"
    different = "different"
    wrong = "wrong"
    right = "right"


VerdictArgument = Annotated[VerdictChoice, typer.Argument(help="Of two claims: same or different. Of one: wrong or right.")]
Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID [ID]", help="A claim, a record (then its first claim), by id or its beginning; an agreement also by words of its title."
    ),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges.")]
Note = Annotated[str, typer.Option("--note", help="Why.")]


def judge(verdict: VerdictArgument, ids: Ids, *, by: By, note: Note = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that two claims are about one thing or two, or that one is wrong. The record follows; a later verdict undoes an earlier."""
    from dragoman.run import judge as keep

    wanted = 2 if verdict in {VerdictChoice.same, VerdictChoice.different} else 1
    if len(ids) != wanted:
        raise typer.BadParameter(f"'{verdict.value}' is said of {'two claims' if wanted > 1 else 'one claim'}; {len(ids)} given")
    with opened(store) as held:
        claims = [_claim(held.store, one) for one in ids]
        made = keep(held.store, verdict.value, claims[0], other=claims[1] if wanted > 1 else None, by=by, note=note)
    sys.stdout.write(f"{made.id}  {made.verdict}: {' '.join(made.passage.quote.split())}\n")
    if made.other:
        sys.stdout.write(f"{' ' * len(made.id)}  and: {' '.join(made.other.quote.split())}\n")


def _claim(store: SqlStore, wanted: str) -> str:
    """The claim meant: itself, the first of the record meant, or the first of an agreement by the title meant."""
    found = dict.fromkeys(store.find_claims(wanted)) if len(wanted) >= SHORTEST else {}
    records = [record for kind in JUDGED for record in store.records(kind)]
    if len(wanted) >= SHORTEST:
        found |= {record.sources[0].claim: None for record in records if record.id.startswith(wanted)}
    if not found:
        found = dict.fromkeys(_by_title(store, wanted, [record for record in records if isinstance(record, AgreementRecord)])[:1])
    if len(found) != 1:
        what = "no claim or record" if not found else "more than one claim or record"
        raise NotFoundError(f"{what} '{wanted}' in the store", remedy="dragoman show agreements and show agreement ID name them")
    return next(iter(found))


def _by_title(store: SqlStore, wanted: str, records: list[AgreementRecord]) -> list[str]:
    """The claims that call an agreement by these words, in order of publication."""
    from dragoman.view import find_agreement

    record = find_agreement(wanted, records)
    order = {citation.document: place for place, citation in reversed(list(enumerate(record.sources)))}
    words = set(re.findall(r"\w+", wanted.lower()))
    claims = [
        (order[reading.document.id], claim.evidence[0], claim.id)
        for reading in store.readings(order)
        for claim in reading.claims
        if isinstance(claim, (Step, Provision)) and words <= set(re.findall(r"\w+", claim.agreement.lower()))
    ]
    return [claim for _, _, claim in sorted(claims)]
