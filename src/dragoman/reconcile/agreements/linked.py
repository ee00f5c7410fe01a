"""To which records of agreements the links that reports tell lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from dragoman.model.claim import AgreementLink
from dragoman.model.record import AgreementRecord

Labels = Mapping[tuple[str, str], str]  # ids of agreements by document and what it calls them


def linked(
    records: Collection[AgreementRecord], labels: Labels, told: Mapping[tuple[str, str], Iterable[AgreementLink]]
) -> Iterator[AgreementRecord]:
    """The records with their links, in order of kind and id; ``told`` are the links by document and what it calls the one that has them.

    A link leads to what its document calls so, else to the only agreement in it that other reports call so. Others are left out.
    """
    titles = {record.id: frozenset(title.casefold() for title in record.titles) for record in records}
    there: dict[str, set[str]] = defaultdict(set)
    for (document, _), name in labels.items():
        there[document].add(name)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (document, label), links in told.items():
        own = labels[document, label]
        for link in links:
            exact = labels.get((document, link.agreement))
            fitting = {exact} if exact else {name for name in there[document] if link.agreement.casefold() in titles[name]}
            if len(fitting) == 1 and own not in fitting:
                found[own].update((link.kind, name) for name in fitting)
    for record in records:
        yield replace(record, links=tuple(sorted(found[record.id]))) if record.id in found else record
