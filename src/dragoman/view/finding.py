"""From what a person types to the record meant: an id or its beginning, words of a title, the code or name of a state."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from dragoman.errors import NotFoundError
from dragoman.model.record import AgreementRecord

SHORTEST_ID = 4  # characters of an id's beginning


def find_agreement(wanted: str, agreements: Sequence[AgreementRecord]) -> AgreementRecord:
    """The agreement of this id, or of a beginning of it that only one has, or with all these words in a title.

    Raises NotFoundError with the nearest titles where there is none, or several.
    """
    by_id = [record for record in agreements if len(wanted) >= SHORTEST_ID and record.id.startswith(wanted.lower())]
    if len(by_id) == 1:
        return by_id[0]
    words = set(re.findall(r"\w+", wanted.lower()))
    by_title = [
        record for record in agreements if words and any(words <= set(re.findall(r"\w+", title.lower())) for title in record.titles)
    ]
    exact = [record for record in by_title if any(set(re.findall(r"\w+", title.lower())) == words for title in record.titles)]
    found = exact if len(exact) == 1 else by_title
    if len(found) == 1:
        return found[0]
    if found or by_id:
        several = ", ".join(f"{record.id[:8]} ({record.title})" for record in (found or by_id)[:6])
        raise NotFoundError(f"'{wanted}' is the name of several agreements", remedy=f"name one by its id: {several}")
    titles = {title: record for record in agreements for title in record.titles}
    near = [titles[title] for title in difflib.get_close_matches(wanted, list(titles), n=3, cutoff=0.3)]
    hint = "; ".join(dict.fromkeys(f"{record.id[:8]} ({record.title})" for record in near))
    raise NotFoundError(
        f"no agreement '{wanted}' in the store", remedy=f"nearest: {hint}" if hint else "dragoman show agreements lists all"
    )


def find_states(wanted: Iterable[str], names: Mapping[str, str], known: Iterable[str]) -> tuple[str, ...]:
    """The codes of states or organisations given by code or name; they must take part in something the store holds (``known``)."""
    known = set(known)
    codes = {name.lower(): code for code, name in names.items()}
    found = []
    for one in wanted:
        code = one.upper() if one.upper() in names or one.upper() in known else codes.get(one.lower())
        if code is None:
            near = difflib.get_close_matches(one, [*names, *names.values()], n=3, cutoff=0.5)
            raise NotFoundError(f"no state or organisation '{one}'", remedy=f"use a code such as {', '.join(near or ['AZE', 'TUR'])}")
        if code not in known:
            held = ", ".join(sorted(known)[:12]) or "none"
            raise NotFoundError(f"the store holds nothing of {names.get(code, code)} ({code})", remedy=f"it holds: {held}")
        found.append(code)
    return tuple(found)
