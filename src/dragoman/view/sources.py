"""What a store was read from: each input with its reports, copies and failures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dragoman.model.ports import ManifestEntry

MANY = 20  # inputs of one report each in one folder: more are told together
UNNAMED = "(no name)"
PLACE = re.compile(r"^:\d+(?:[:-]\d+)*:? ?|^: ")  # line or place in a file, before what is wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureLine:
    """Why something could not be read, how often, and where it happened first."""

    reason: str
    count: int
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """One input (a file, an archive, an address), or with ``files`` above 1 all of a folder.

    ``reports`` are those that count now, ``copies`` how many of them are copies of others; ``read`` are the first and last time of
    reading (UTC), ``versions`` the versions of Dragoman that read it. ``report`` is its only report.
    """

    path: str
    files: int
    reports: int
    copies: int
    failed: int
    failures: tuple[FailureLine, ...]
    read: tuple[str, str]
    versions: tuple[str, ...]
    report: ManifestEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that was read."""

    reports: int
    copies: int
    failed: int
    inputs: tuple[InputLine, ...]


def sources_of(manifest: Iterable[ManifestEntry], *, together: bool = True) -> Sources:
    """The inputs in order of name; with ``together`` those of a folder that hold one report each are told in one line, if they are many."""
    by_path: dict[str, list[ManifestEntry]] = defaultdict(list)
    for entry in standing(manifest):
        by_path[entry.path or UNNAMED].append(entry)
    folders: Counter[str] = Counter(_folder(path) for path, entries in by_path.items() if len(entries) == 1)
    grouped: dict[tuple[str, bool], list[ManifestEntry]] = defaultdict(list)
    for path, entries in by_path.items():
        in_folder = together and len(entries) == 1 and folders[_folder(path)] > MANY
        grouped[_folder(path) if in_folder else path, in_folder].extend(entries)
    lines = tuple(_line(path, entries) for (path, _), entries in sorted(grouped.items()))
    return Sources(
        reports=sum(line.reports for line in lines),
        copies=sum(line.copies for line in lines),
        failed=sum(line.failed for line in lines),
        inputs=lines,
    )


def standing(entries: Iterable[ManifestEntry]) -> list[ManifestEntry]:
    """The readings that count, and of failures the last of each input that has not been read since."""
    latest: dict[str | None, ManifestEntry] = {}
    for entry in entries:
        if entry.current or entry.failure:
            name = entry.document or f"{entry.path} {(entry.failure or '').partition(' ')[0]}"  # a file has one failure a line
            if entry.current or name not in latest or not latest[name].current:
                latest[name] = entry
    return list(latest.values())


def _folder(path: str) -> str:
    """The folder of a file, as it was named; of an address its host."""
    scheme, found, rest = path.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/" if found else f"{PurePath(path).parent}/"


def _line(path: str, entries: Sequence[ManifestEntry]) -> InputLine:
    read = [entry for entry in entries if entry.failure is None]
    failed = [entry for entry in entries if entry.failure is not None]
    times = [entry.read_at for entry in entries]
    return InputLine(
        path=path,
        files=len({entry.path for entry in entries}),
        reports=len(read),
        copies=sum(entry.duplicate_of is not None for entry in read),
        failed=len(failed),
        failures=_failures(failed),
        read=(min(times), max(times)),
        versions=tuple(sorted({entry.version.made_by.dragoman for entry in entries})),
        report=entries[0] if len(entries) == 1 else None,
    )


def _failures(failed: Iterable[ManifestEntry]) -> tuple[FailureLine, ...]:
    """Reasons, the most frequent first; what only names the place is taken from before them."""
    where: dict[str, list[str]] = defaultdict(list)
    for entry in failed:
        told = entry.failure or ""
        rest = told.removeprefix(entry.path or "")
        reason = PLACE.sub("", rest, count=1) if rest != told else told
        where[reason].append(told.removesuffix(reason).rstrip(": ") or entry.path or entry.document or "")
    lines = [FailureLine(reason=reason, count=len(places), where=places[0]) for reason, places in where.items()]
    return tuple(sorted(lines, key=lambda line: (-line.count, line.reason)))
