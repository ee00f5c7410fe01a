"""Events, activities and statements across reports."""

from dataclasses import replace
from typing import Any

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Activity, Event, Party, Statement, claim_id
from dragoman.model.record import ActivityRecord, EventRecord, StatementRecord
from dragoman.model.text import Document, Span
from dragoman.reconcile import Assembly, Relations, assemble
from tests.records import document, parties, reading, step, when

LEXICON = load().records


def shared(
    source: Document, what: str, people: tuple[Party, ...], date: str | None, end: str | None, basis: str, background: bool
) -> dict[str, Any]:
    evidence = (Span(0, len(source.text) or 1),)
    return {
        "id": claim_id(source.id, what, str(date), None, evidence, people),
        "evidence": evidence,
        "trigger": evidence[0],
        "parties": people,
        "when": when(date, end, basis),
        "background": background,
        "made_by": "test/1",
        "score": 1.0,
    }


def event(
    source: Document,
    date: str | None,
    *,
    actor: str = "AZE",
    recipient: str = "TUR",
    basis: str = "stated",
    background: bool = False,
    **more: Any,  # noqa: ANN401 -- any field
) -> Event:
    people = parties(actor=[actor], recipient=[recipient])
    fields: dict[str, Any] = {"type": "CONSULT", "quad": 1, "intensity": 2.0} | more
    return Event(**shared(source, str(more), people, date, None, basis, background), **fields)


def activity(
    source: Document,
    date: str | None,
    end: str | None = None,
    *,
    of: tuple[str, ...] = ("AZE", "TUR"),
    basis: str = "stated",
    **more: Any,  # noqa: ANN401 -- any field
) -> Activity:
    people = more.pop("people", None) or parties(participant=of)
    fields: dict[str, Any] = {"type": "exercise", "status": "held"} | more
    return Activity(**shared(source, str(more), people, date, end, basis, background=False), **fields)


def together(*claims: tuple[Document, Any], relations: Relations | None = None) -> Assembly:
    return assemble([reading(source, claim) for source, claim in claims], relations or Relations(), LEXICON)


A = document("a", published="2021-06-16", outlet="A")
B = document("b", published="2021-06-17", outlet="B")
C = document("c", published="2022-01-01", outlet="C")


def events(*claims: tuple[Document, Event]) -> tuple[EventRecord, ...]:
    return together(*claims).events


def test_one_event_however_often_reported() -> None:
    (record,) = events((A, event(A, "2021-06-15")), (B, event(B, "2021-06-15", background=True)))
    assert [source.document for source in record.sources] == ["a", "b"]
    assert not record.background


def test_news_without_a_day_joins_the_day_told() -> None:
    (record,) = events((A, event(A, "2021-06-15")), (B, event(B, "2021-06-17", basis="published")))
    assert record.when is not None
    assert record.when.start == "2021-06-15"


@pytest.mark.parametrize(
    "other",
    [
        event(B, "2021-06-16"),
        event(B, "2021-06-15", actor="TUR", recipient="AZE"),
        event(B, "2021-06-15", type="SUPPORT"),
        event(B, "2021-06-15", modality="denied"),
        event(B, "2021-06-15", actor="ARM"),
    ],
)
def test_two_events(other: Event) -> None:
    assert len(events((A, event(A, "2021-06-15")), (B, other))) == 2


def test_modes_that_differ_are_two_and_no_mode_goes_with_either() -> None:
    assert len(events((A, event(A, "2021-06-15", mode="meet")), (B, event(B, "2021-06-15", mode="call")))) == 2
    assert len(events((A, event(A, "2021-06-15", mode="meet")), (B, event(B, "2021-06-15")))) == 1


def test_a_month_joins_the_only_event_in_it_and_no_other() -> None:
    assert len(events((A, event(A, "2021-06-15")), (C, event(C, "2021-06")))) == 1
    assert len(events((A, event(A, "2021-06-15")), (B, event(B, "2021-06-10")), (C, event(C, "2021-06")))) == 3


def activities(*claims: tuple[Document, Activity]) -> tuple[ActivityRecord, ...]:
    return together(*claims).activities


def test_an_exercise_from_plan_to_end() -> None:
    name: dict[str, Any] = {"title": "Anatolian Eagle 2021"}
    (record,) = activities(
        (A, activity(A, "2021-07-01", "2021-07-10", status="planned", **name)),
        (C, activity(C, "2021-07-08", status="held", **name)),
    )
    assert record.status == "held"
    assert [entry.status for entry in record.history] == ["planned", "held"]
    assert record.when is not None
    assert record.when.start == "2021-07-08"


def test_a_named_exercise_may_be_moved_and_postponed() -> None:
    (record,) = activities(
        (A, activity(A, "2021-07-01", status="planned", series="Sea Breeze")),
        (B, activity(B, "2021-08-10", status="postponed", series="Sea Breeze")),
    )
    assert record.status == "postponed"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"title": "Anatolian Eagle 2020"}, {"title": "Anatolian Eagle 2021"}, 2),
        ({"title": "Anatolian Eagle 2021"}, {"title": "Sea Breeze 2021"}, 2),
        ({"title": "Anatolian Eagle 2021"}, {}, 1),
        ({"of": ("AZE", "TUR", "PAK")}, {}, 1),
        ({"of": ("ARM", "AZE")}, {}, 2),
        ({"type": "meeting"}, {}, 2),
    ],
)
def test_which_exercises_are_one(one: dict[str, Any], other: dict[str, Any], count: int) -> None:
    assert len(activities((A, activity(A, "2021-07-01", **one)), (B, activity(B, "2021-07-02", **other)))) == count


def test_the_agreement_that_an_exercise_rests_on() -> None:
    under = activity(B, "2021-07-02", agreement="military pact")
    signing = [reading(A, step(A, "military pact", "signed", "2020-01-01")), reading(B, step(B, "military pact", "in force"), under)]
    found = assemble(signing, Relations(), LEXICON)
    assert [one.agreement for one in found.activities] == [found.agreements[0].id]
    assert activities((A, activity(A, "2021-07-01", agreement="a pact that has no claims")))[0].agreement is None


def test_a_visit_and_its_return_are_two() -> None:
    there = activity(A, "2021-06-15", type="visit", people=parties(visitor=["TUR"], host=["AZE"]))
    back = activity(B, "2021-06-17", type="visit", people=parties(visitor=["AZE"], host=["TUR"]))
    again = activity(B, "2021-06-16", type="visit", people=parties(visitor=["TUR"], host=["AZE"]))
    assert len(activities((A, there), (B, back))) == 2
    assert len(activities((A, there), (B, again))) == 1


def test_a_habit_is_not_an_exercise() -> None:
    assert len(activities((A, activity(A, "2021-06-15")), (C, activity(C, "2013", "2021")))) == 2


def test_undated_activities_of_a_copy_are_those_of_the_original() -> None:
    told = ((A, activity(A, None)), (B, activity(B, None)))
    assert len(together(*told).activities) == 2
    assert len(together(*told, relations=Relations(copies={"b": "a"})).activities) == 1


def statement(source: Document, words: str, *, speaker: Party, quoted: bool = True) -> Statement:
    start = source.text.index(words)
    span = Span(start, start + len(words))
    fields = shared(source, words, (speaker,), source.published, None, "published", background=False)
    return Statement(**fields, direct=quoted, words=(span,), quoted=(span,) if quoted else ())


def texts(first: str, second: str) -> tuple[Document, Document]:
    return document("a", first, published="2021-06-16", outlet="A"), document("b", second, published="2021-06-17", outlet="B")


MINISTER = Party(role="speaker", actor="TUR:GOV", name="Turkish foreign minister", person="Mevlut Cavusoglu")
OFFICIAL = Party(role="speaker", actor="TUR:GOV", name="Turkish official")
GREEK = Party(role="speaker", actor="GRC:GOV", name="Greek official")


def statements(one: Document, other: Document, words: str, speakers: tuple[Party, Party]) -> tuple[StatementRecord, ...]:
    claims = [(source, statement(source, words, speaker=speaker)) for source, speaker in zip((one, other), speakers, strict=True)]
    return together(*claims).statements


def test_the_same_words_are_one_statement_of_the_named_speaker() -> None:
    one, other = texts('He said: "This is a beginning for us".', 'An official: "This is a beginning for us", again')
    (record,) = statements(one, other, "This is a beginning for us", (OFFICIAL, MINISTER))
    assert (record.speaker, record.state, record.quotes) == ("Mevlut Cavusoglu", "TUR", ("This is a beginning for us",))
    assert record.when is not None
    assert record.when.start == "2021-06-16"


def test_the_topics_of_all_who_tell_it_are_those_of_the_statement() -> None:
    one, other = texts('He said: "This is a beginning for us".', 'An official: "This is a beginning for us", again')
    claims = [statement(source, "This is a beginning for us", speaker=MINISTER) for source in (one, other)]
    told = [(one, replace(claims[0], topics=("trade", "border"))), (other, replace(claims[1], topics=("aid", "trade")))]
    (record,) = together(*told).statements
    assert record.topics == ("aid", "border", "trade")


def test_the_same_words_from_two_states_are_two_statements() -> None:
    one, other = texts('He said: "This is a beginning for us".', 'Athens: "This is a beginning for us".')
    assert len(statements(one, other, "This is a beginning for us", (OFFICIAL, GREEK))) == 2


def test_who_said_it_together_is_kept_with_the_speaker() -> None:
    (one, _) = texts('They said: "This is a beginning for us".', "x")
    claim = statement(one, "This is a beginning for us", speaker=MINISTER)
    (record,) = together((one, replace(claim, parties=(*claim.parties, GREEK)))).statements
    assert (record.actor, record.joint) == ("TUR:GOV", ("GRC:GOV",))


def test_few_words_can_be_said_twice() -> None:
    one, other = texts('He said: "historic day".', 'She said: "historic day".')
    assert len(statements(one, other, "historic day", (MINISTER, MINISTER))) == 2


def test_actors_are_counted_by_record() -> None:
    found = together(
        (A, event(A, "2021-06-15", actor="AZE:GOV")), (B, event(B, "2021-06-15", actor="AZE:GOV")), (B, activity(B, "2021-06-15"))
    )
    assert {actor.id: dict(actor.counts) for actor in found.actors} == {
        "AZE": {"event": 1, "activity": 1},
        "AZE:GOV": {"event": 1},
        "TUR": {"event": 1, "activity": 1},
    }
    assert [actor.name for actor in found.actors] == ["Azerbaijan", "Azerbaijan (GOV)", "Turkey"]
