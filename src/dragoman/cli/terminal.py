"""Views in a terminal: plain text in 80 columns or more, with colour where there is some."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from dragoman.cli.printable import printable
from dragoman.model.when import When
from dragoman.view import ActivityLine, Dossier, EventLine, SourceLine, Sources, StatementLine, Timeline, Tracker
from dragoman.view.timeline import coded, sides
from dragoman.view.tracker import ProvisionLine, StageLine

WIDTH = 100  # columns of a page that is piped: no wider than a terminal is read with ease
DATE = 14  # columns of a date
SENTENCE = 220  # code points of a sentence that a list shows; `show agreement` and --json have all
STATUS_STYLE = {
    "in force": "green",
    "ratified": "green",
    "held": "green",
    "terminated": "red",
    "rejected": "red",
    "cancelled": "red",
    "suspended": "yellow",
}
REASONS = 5  # different reasons of failure that are told of one input
SIGN = {"kept": "kept", "late": "kept late", "open": "not told yet"}


def console() -> Console:
    """A console for standard output; piped, it writes plain text of a fixed width."""
    width = None if sys.stdout.isatty() else WIDTH
    return Console(file=sys.stdout, highlight=False, soft_wrap=False, width=width, emoji=False, markup=False)


def day(when: When | None) -> str:
    """A time as a column shows it: as exact as it is told, ``~`` where it is not told by the text itself."""
    if when is None or when.start is None:
        return f"by {when.end}" if when is not None and when.end else ""
    if when.basis == "vague" and when.end:
        return f"by {when.end}"
    return f"{'~' if when.basis == 'published' else ''}{when.start}"


def span(when: When | None) -> str:
    """A time with its end, where it lasts."""
    if when is None or not when.start or not when.end or when.end == when.start or when.basis == "vague":
        return day(when)
    return f"{day(when)} to {when.end}"


def published(source: SourceLine) -> str:
    """Outlet and day: "Caspian Wire, 2 Feb 2022"."""
    try:
        date = dt.date.fromisoformat(source.published or "")
        told = f"{date.day} {date:%b %Y}"
    except ValueError:
        told = source.published or ""
    name = source.outlet or source.title or source.document
    return f"{name}, {told}" if told else name


def cited(sources: Sequence[SourceLine]) -> str:
    """The first source, and how many more reports tell it; copies are named as such."""
    reports = list({source.document: source for source in sources}.values())
    if not reports:
        return ""
    copies = sum(source.copy for source in reports[1:])
    more = len(reports) - 1 - copies
    parts = ([f"{more} more"] if more else []) + ([f"{copies} {'copies' if copies > 1 else 'copy'}"] if copies else [])
    return published(reports[0]) + (f" (+ {', '.join(parts)})" if parts else "")


def shorten(text: str, most: int = SENTENCE) -> str:
    """The text up to a word's end, with an ellipsis if something is left out."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " ..."


def assembled(parts: Iterable[str | tuple[str, str]]) -> Text:
    """Words and styled words as one text, without what would steer the terminal."""
    return Text.assemble(*(printable(part) if isinstance(part, str) else (printable(part[0]), part[1]) for part in parts))


class Page:
    """Writes lines and blocks to a console."""

    def __init__(self, out: Console) -> None:
        self._out = out

    def heading(self, text: str, note: str = "") -> None:
        """A section's name."""
        self._out.print()
        self.line((text.upper(), "bold"), (f"  {note}" if note else "", "dim"))

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph, wrapped inside its indent."""
        for piece in assembled(parts).wrap(self._out, max(30, self._out.width - indent)):
            piece.rstrip()
            self._out.print(Text.assemble(" " * indent, piece), no_wrap=True, overflow="ignore", crop=False)

    def dated(self, when: str, *parts: str | tuple[str, str], indent: int = 2) -> None:
        """A date and what was on it; what wraps stands under itself."""
        start = Text(" " * indent + when.ljust(DATE), "cyan")
        body = assembled(parts)
        width = max(30, self._out.width - indent - DATE)
        for number, piece in enumerate(body.wrap(self._out, width)):
            piece.rstrip()
            self._out.print(
                Text.assemble(start if number == 0 else " " * (indent + DATE), piece), no_wrap=True, overflow="ignore", crop=False
            )

    def quote(self, source: SourceLine | None, sources: Sequence[SourceLine] = (), indent: int = 2, most: int = SENTENCE) -> None:
        """A sentence and where it stands."""
        if source is not None:
            self.dated("", (f"“{shorten(source.sentence, most)}”", "italic"), indent=indent)
            self.dated("", (cited(sources or (source,)), "dim"), indent=indent)

    def quotes(self, sources: Iterable[SourceLine]) -> None:
        """Every sentence whole, each once, with all reports in which it stands."""
        by_sentence: dict[str, list[SourceLine]] = {}
        for source in sources:
            by_sentence.setdefault(source.sentence, []).append(source)
        for sentence, told in by_sentence.items():
            self.dated("", (f"“{sentence}”", "italic"))
            self.dated(
                "", ("; ".join(dict.fromkeys(f"{published(one)}{' (copy)' if one.copy else ''} [{one.claim[:8]}]" for one in told)), "dim")
            )

    # ---------------------------------------------------------------- agreements

    def tracker(self, view: Tracker, *, full: bool = False) -> None:
        """An agreement with its life; ``full`` shows every source and sentence."""
        self._out.print()
        who = f" ({', '.join(view.reached_by)})" if view.reached_by else ""
        self.line(
            (view.title, "bold"),
            "  ",
            (view.status + who, STATUS_STYLE.get(view.status, "magenta")),
            ("  background" if view.background else "", "dim"),
        )
        parts = [view.id[:8], *filter(None, [view.kind]), view.between, ", ".join(view.topics)]
        self.line((" · ".join(filter(None, parts)), "dim"), indent=2)
        if view.other_titles and full:
            self.line(("also: " + "; ".join(view.other_titles), "dim"), indent=2)
        for link in view.links:
            self.line((f"{link.kind} ", ""), (link.title, "bold"), (f" [{link.agreement[:8]}]", "dim"), indent=2)
        for stage in view.life:
            self.stage(stage, full=full)
        if view.provisions:
            self.provisions(view.provisions, full=full)

    def stage(self, line: StageLine, *, full: bool) -> None:
        """One stage: when, who, where, why this date, what else was told."""
        status = "" if line.status == "done" else f" ({line.status})"
        told = [line.party, line.place.name if line.place else None, ", ".join(line.signatories)]
        style = "bold" if line.status == "done" else "dim"
        self.dated(day(line.when) or "undated", (f"{line.stage}{status}", style), *(f"  {part}" for part in told if part))
        several = len([value for value in line.values if value.when and value.when.start]) > 1
        if several or line.derived:
            self.dated("", (line.reason, "dim"))
        for value in line.values[1:] if several else ():
            if value.standing in {"contradicts", "withdrawn"} or (full and value.when):
                word = {"contradicts": "but", "withdrawn": "withdrawn:", "agrees": "also"}.get(value.standing, "")
                self.dated(
                    "", (f"{word} {day(value.when)}", "yellow" if value.standing == "contradicts" else "dim"), f"  {cited(value.sources)}"
                )
        for promise in line.promises:
            when = f" for {day(promise.when)}" if promise.when and promise.when.start else ""
            if line.status == "done":
                self.dated(
                    "",
                    (
                        f"announced{when} by {cited(promise.sources)}: {SIGN[promise.outcome]}",
                        "green" if promise.outcome == "kept" else "yellow",
                    ),
                )
        for issue in line.issues:
            self.dated("", (f"! {issue}", "red"))
        if full:
            self.quotes([source for value in line.values for source in value.sources])
        elif line.source is not None:
            self.quote(line.source, [source for value in line.values if value.standing in {"chosen", "agrees"} for source in value.sources])

    def provisions(self, lines: Iterable[ProvisionLine], *, full: bool) -> None:
        """What an agreement obliges to."""
        self.line(("obliges to", "bold"), indent=2)
        for line in lines:
            domains = f" ({', '.join(line.domains)})" if line.domains else ""
            self.dated("", (f"{line.type}{domains}", ""), (f"  {cited(line.sources)}", "dim"))
            if full:
                self.quotes(line.sources)

    # ---------------------------------------------------------------- lists

    def activities(self, lines: Iterable[ActivityLine]) -> None:
        """Activities, one block each."""
        for line in lines:
            who = "; ".join(
                f"{role} {', '.join(name for _, name in some)}" for role, some in groupby(line.parties, key=lambda pair: pair[0])
            )
            title = f" {line.title}" if line.title else ""
            where = f"  in {line.place.name}" if line.place else ""
            domains = f"  {', '.join(line.domains)}" if line.domains else ""
            note = ("  background", "dim") if line.background else ("", "")
            self.dated(
                day(line.when),
                (line.type + title, "bold"),
                "  ",
                (line.status, STATUS_STYLE.get(line.status, "magenta")),
                f"  {who}{where}{domains}",
                note,
            )
            if span(line.when) != day(line.when):
                self.dated("", (span(line.when), "cyan"))
            if line.agreement:
                self.dated("", (f"under agreement {line.agreement[:8]}", "dim"))
            if len(line.history) > 1:
                self.dated("", (" -> ".join(f"{entry.status} {span(entry.when)}".strip() for entry in line.history), "dim"))
            self.quote(line.sources[0], line.sources)

    def events(self, lines: Iterable[EventLine]) -> None:
        """Events, one block each, by year."""
        for year, some in groupby(lines, key=lambda line: (line.when.start or "")[:4] if line.when and line.when.start else ""):
            self.line((year or "without a date", "bold cyan"), indent=2)
            for line in some:
                note = "  background" if line.background else ""
                self.dated(day(line.when), (coded(line), "bold"), f"  {sides(line.actors, line.recipients)}", (note, "dim"))
                self.quote(line.sources[0], line.sources)

    def timeline(self, view: Timeline) -> None:
        """Everything by year; sentences only of what no list above has."""
        for year, some in groupby(view.lines, key=lambda line: (line.when.start or "")[:4] if line.when else ""):
            self.line((year, "bold cyan"), indent=2)
            for line in some:
                note = "  background" if line.background else ""
                self.dated(day(line.when), (line.what, "bold" if line.kind == "event" else ""), f"  {line.who}", (note, "dim"))
                if line.kind == "event":
                    self.quote(line.sources[0], line.sources)
                else:
                    self.dated("", (cited(line.sources), "dim"))

    def statements(self, lines: Iterable[StatementLine]) -> None:
        """Statements, one block each."""
        for line in lines:
            who = f"{line.speaker or 'unnamed'}{f' ({line.state})' if line.state and line.state != line.speaker else ''}"
            who = ", ".join((who, *line.joint))
            to = f" to {', '.join(line.addressees)}" if line.addressees else ""
            through = f"  {line.channel}" if line.channel else ""
            self.dated(day(line.when), (who, "bold"), (to + through, "dim"), ("  background" if line.background else "", "dim"))
            self.dated("", (shorten(line.said), "italic"))
            about = f"  about {', '.join(line.topics)}" if line.topics else ""
            self.dated("", (cited(line.sources) + about, "dim"))

    def dossier(self, view: Dossier) -> None:
        """Everything between two states."""
        self.line((" AND ".join(view.states).upper(), "bold"))
        copies = f", {view.copies} of them {'copies' if view.copies > 1 else 'a copy'}" if view.copies else ""
        dates = f", {view.first_report} to {view.last_report}" if view.first_report else ""
        self.line((f"{view.reports} reports{copies}, of {len(view.outlets)} outlets{dates}", "dim"))
        self.line(("~ the text gives no day: that of publication", "dim"))
        self.heading("Agreements", str(len(view.agreements)))
        for tracker in view.agreements:
            self.tracker(tracker)
        self.heading("Activities", str(len(view.activities)))
        self.activities(view.activities)
        self.heading("Statements", str(len(view.statements)))
        self.statements(view.statements)
        self.heading("Timeline", str(len(view.timeline.lines)))
        self.timeline(view.timeline)


def inputs(out: Page, view: Sources) -> None:
    """What was read, and what failed and why."""
    copies = f", {view.copies:,} of them {'copies' if view.copies > 1 else 'a copy'}" if view.copies else ""
    failed = f"; {view.failed:,} could not be read" if view.failed else ""
    out.line((f"{view.reports:,} report{'' if view.reports == 1 else 's'}{copies}{failed}", "bold"))
    for line in view.inputs:
        if line.report is not None and line.report.failure is None:
            report = line.report
            copy = f"  copy of {report.duplicate_of[:12]}" if report.duplicate_of else ""
            told = "  ".join(filter(None, (report.outlet, report.title))) or line.path
            out.dated(report.published or "", told, (f"  {report.document or ''}{copy}", "dim"))
            continue
        parts = [f"{line.files:,} files"] if line.files > 1 else []
        parts += [f"{line.reports:,} report{'' if line.reports == 1 else 's'}"] if line.reports else []
        parts += [f"{line.copies:,} of them copies"] if line.copies else []
        parts += [f"{line.failed:,} could not be read"] if line.failed else []
        out.dated(line.read[1][:10], (line.path, ""), (f"  {', '.join(parts)}", "dim"))
        for failure in line.failures[:REASONS]:
            where = failure.where.removeprefix(line.path).lstrip(":")
            at = f"at {where}: " if where and failure.count == 1 else ""
            times = f" ({failure.count:,} times{f', first at {where}' if where else ''})" if failure.count > 1 else ""
            out.dated("", (f"! {at}{failure.reason}{times}", "red"))
        if len(line.failures) > REASONS:
            out.dated("", (f"! {len(line.failures) - REASONS:,} other reasons; --json tells all", "red"))
