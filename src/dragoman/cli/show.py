"""``dragoman show``: the record of a store, as lists and dossiers, each line with its source and sentence."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dragoman.cli.options import DEFAULT_STORE, JsonOption, StoreOption, must_exist
from dragoman.errors import NotFoundError
from dragoman.model.codec import encode
from dragoman.model.record import ActivityRecord, ActorRecord, AgreementRecord, AnyRecord, EventRecord, StatementRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dragoman.cli.terminal import Page
    from dragoman.store import SqlStore
    from dragoman.view import StatementLine

R = TypeVar("R", bound=AnyRecord)
PAIR = 2  # states that a dossier is about, at least
show = typer.Typer(help="Show what a store holds.", no_args_is_help=True)

States = Annotated[list[str], typer.Argument(metavar="STATE STATE", help="Codes or names of states: AZE TUR.")]
Between = Annotated[list[str] | None, typer.Option("--between", metavar="STATE", help="Only with this state; may be given twice.")]
StatusOption = Annotated[str | None, typer.Option("--status", help="Only those that stand here: signed, in force ...")]
ActivityType = Annotated[str | None, typer.Option("--type", help="exercise, training, visit, meeting, call or project.")]
EventType = Annotated[str | None, typer.Option("--type", help="A PLOVER type: AGREE, CONSULT, SUPPORT ...")]
Speaker = Annotated[str | None, typer.Option("--speaker", help="Words of the speaker's name or office, or the code of a state.")]
About = Annotated[
    str | None,
    typer.Option("--about", help="Words of the statement, its sentence or the title of its report, or a topic (trade, sanctions)."),
]
Name = Annotated[str, typer.Argument(metavar="ID|TITLE", help="Its id, the beginning of it, or words of its title.")]
DocumentName = Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")]
Every = Annotated[bool, typer.Option("--all", help="Every file of a folder on a line of its own.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only from this day on (2021, 2021-06, 2021-06-15).")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only up to this day.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An open store whose records are up to date, and the names of actors."""

    store: SqlStore
    names: Mapping[str, str]

    def states(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The codes of the states meant."""
        from dragoman.view import find_states

        return find_states(wanted, self.names, (record.id for record in self.store.records(ActorRecord)))

    def records(self, kind: type[R], states: Sequence[str] | None) -> list[R]:
        """Records of a kind in which these states take part."""
        return list(self.store.records(kind, self.states(states or [])))


@contextmanager
def opened(store: str) -> Iterator[Opened]:
    """Open a store that is there; what was read since its records were made is worked into them first."""
    from dragoman.knowledge import load
    from dragoman.run import bring_up_to_date
    from dragoman.store import open_store

    must_exist(store)
    with open_store(store) as held:
        bring_up_to_date(held)
        yield Opened(store=held, names=load().records.names)


def write_json(views: object) -> None:
    """One JSON value on standard output."""
    data = [encode(view) for view in views] if isinstance(views, (list, tuple)) else encode(views)
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def page() -> Page:
    """The page that the terminal shows."""
    from dragoman.cli.terminal import Page, console

    return Page(console())


@show.command("dossier")
def show_dossier(states: States, *, store: StoreOption = DEFAULT_STORE, as_json: JsonOption = False) -> None:
    """Everything between two states: agreements with their lives, activities, statements, events."""
    from dragoman.view import dossier

    if len(states) < PAIR:
        raise typer.BadParameter("name two states, such as: dragoman show dossier AZE TUR")
    with opened(store) as held:
        view = dossier(held.store, held.states(states), held.names)
    if as_json:
        write_json(view)
    else:
        page().dossier(view)


@show.command("agreements")
def show_agreements(
    *,
    between: Between = None,
    status: StatusOption = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """All agreements, by their first date."""
    from dragoman.view import Words, trackers

    with opened(store) as held:
        records = [record for record in held.records(AgreementRecord, between) if status in {None, record.status}]
        views = trackers(records, Words(held.store, held.names, records))
    if as_json:
        write_json(views)
        return
    out = page()
    for view in views:
        out.tracker(view)


@show.command("agreement")
def show_agreement(
    name: Name,
    *,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """One agreement with every source of its life."""
    from dragoman.view import Words, find_agreement, track

    with opened(store) as held:
        record = find_agreement(name, list(held.store.records(AgreementRecord)))
        view = track(record, Words(held.store, held.names, [record]))
    if as_json:
        write_json(view)
    else:
        page().tracker(view, full=True)


@show.command("activities")
def show_activities(
    *,
    between: Between = None,
    kind: ActivityType = None,
    since: Since = None,
    until: Until = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Exercises, training, visits, meetings, calls and projects, by date."""
    from dragoman.view import Words, activity_lines

    with opened(store) as held:
        records = [r for r in held.records(ActivityRecord, between) if kind in {None, r.type} and _within(r, since, until)]
        views = activity_lines(records, Words(held.store, held.names, records))
    if as_json:
        write_json(views)
    else:
        page().activities(views)


@show.command("events")
def show_events(
    *,
    between: Between = None,
    kind: EventType = None,
    since: Since = None,
    until: Until = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Events, by date."""
    from dragoman.view import Words, event_lines

    with opened(store) as held:
        records = [r for r in held.records(EventRecord, between) if (kind or r.type).upper() == r.type and _within(r, since, until)]
        views = event_lines(records, Words(held.store, held.names, records))
    if as_json:
        write_json(views)
    else:
        page().events(views)


@show.command("statements")
def show_statements(
    *,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """Who said what, by date."""
    from dragoman.view import Words, statement_lines

    with opened(store) as held:
        records = [r for r in held.records(StatementRecord, None) if _spoken_by(r, speaker, held.names) and _within(r, since, until)]
        views = statement_lines(records, Words(held.store, held.names, records))
    if about:
        wanted = _begins_word(about)
        views = tuple(v for v in views if about.lower() in v.topics or any(wanted.search(text) for text in _texts(v)))
    if as_json:
        write_json(views)
    else:
        page().statements(views)


@show.command("document")
def show_document(
    name: DocumentName,
    *,
    store: StoreOption = DEFAULT_STORE,
    as_json: JsonOption = False,
) -> None:
    """What one report says: its claims, each with its words."""
    import difflib

    from dragoman.cli.account import account

    with opened(store) as held:
        ids = sorted({entry.document for entry in held.store.manifest() if entry.document})
        found = [name] if name in ids else [one for one in ids if one.startswith(name)]
        if len(found) != 1:
            near = found[:5] or difflib.get_close_matches(name, ids, n=3, cutoff=0.3) or ids[:3]
            raise NotFoundError(
                f"{'no' if not found else 'more than one'} document '{name}' in the store", remedy=f"nearest: {', '.join(near)}"
            )
        reading = held.store.reading(found[0])
    if reading is None:
        raise NotFoundError(f"document '{found[0]}' could not be read", remedy="dragoman show sources says why")
    if as_json:
        write_json(reading)
    else:
        account(page(), reading, full=True)


@show.command("sources")
def show_sources(*, every: Every = False, store: StoreOption = DEFAULT_STORE, as_json: JsonOption = False) -> None:
    """What was read, input by input: reports, copies, and what failed and why."""
    from dragoman.cli.terminal import inputs
    from dragoman.view import sources_of

    with opened(store) as held:
        view = sources_of(held.store.manifest(), together=not every and not as_json)
    if as_json:
        write_json(view)
    else:
        inputs(page(), view)


def _within(record: ActivityRecord | EventRecord | StatementRecord, since: str | None, until: str | None) -> bool:
    """Whether a record's time lies between two days; of what has no time the day of the first report counts."""
    when = record.when
    start = (when.start if when else None) or record.sources[0].published or ""
    end = (when.end if when else None) or start
    return (since is None or end >= since) and (until is None or start[: len(until)] <= until)


def _texts(line: StatementLine) -> Iterator[str]:
    """The words of a statement, its sentences and the titles of its reports."""
    yield line.said
    for source in line.sources:
        yield source.sentence
        yield source.title or ""


def _spoken_by(record: StatementRecord, speaker: str | None, names: Collection[str]) -> bool:
    """Whether somebody said it who is meant by a code, or whose name or office has a word that begins so."""
    if speaker is None:
        return True
    codes = {record.state, record.actor, *record.joint, *(code.partition(":")[0] for code in record.joint)}
    told = " ".join(filter(None, (record.speaker, record.office)))
    return speaker.upper() in codes if speaker.upper() in names else _begins_word(speaker).search(told) is not None


def _begins_word(text: str) -> re.Pattern[str]:
    """Finds a text where a word begins: "Rus" is in Russia, not in Jerusalem."""
    return re.compile(rf"(?<!\w){re.escape(text)}", re.IGNORECASE)
