from collections.abc import Iterable

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import Step
from dragoman.model.reading import Reading
from dragoman.model.record import AgreementRecord, LifeEntry
from dragoman.reconcile import Relations, assemble, imprint, relate
from tests.records import document, examples, reading, step

LEXICON = load().records


def told(*steps: tuple[str, dict[str, object]], relations: Relations | None = None) -> AgreementRecord:
    """One agreement told by reports a, b, c ..., each with one step; the first value is the day of publication."""
    readings = []
    for name, (published, fields) in zip("abcdefgh", steps, strict=False):
        source = document(name, published=published, outlet=f"Outlet {name.upper()}")
        readings.append(reading(source, step(source, "Shusha Declaration", **fields)))  # type: ignore[arg-type]
    (record,) = assemble(readings, relations or Relations(), LEXICON).agreements
    return record


def entry(record: AgreementRecord, stage: str, party: str | None = None) -> LifeEntry:
    (found,) = [one for one in record.life if (one.stage, one.party) == (stage, party)]
    return found


def signed(date: str | None, **more: object) -> dict[str, object]:
    return {"stage": "signed", "date": date, **more}


def start(one: LifeEntry) -> str | None:
    return one.when.start if one.when else None


def test_the_more_exact_of_dates_that_agree() -> None:
    one = entry(told(("2021-06-16", signed("2021-06-15")), ("2022-02-01", signed("2021-06")), ("2022-02-02", signed("2021"))), "signed")
    assert start(one) == "2021-06-15"
    assert one.reason == "most exact; all 3 reports agree"
    assert [value.standing for value in one.values] == ["chosen", "agrees", "agrees"]


def test_most_reports_win_and_the_others_stand_beside() -> None:
    one = entry(
        told(("2021-06-16", signed("2021-06-15")), ("2021-06-17", signed("2021-06-14")), ("2021-06-18", signed("2021-06-15"))), "signed"
    )
    assert start(one) == "2021-06-15"
    assert one.reason == "told by 2 of 3 reports"
    assert [(value.when.start, value.standing) for value in one.values if value.when] == [
        ("2021-06-15", "chosen"),
        ("2021-06-14", "contradicts"),
    ]


def test_of_two_reports_the_one_nearest_to_the_day() -> None:
    one = entry(told(("2022-10-24", signed("2022-02-04")), ("2022-02-04", signed("2022-02-03"))), "signed")
    assert (start(one), one.reason) == ("2022-02-03", "told by 1 of 2 reports; nearest to the day")


def test_copies_count_once() -> None:
    steps = (
        ("2021-06-16", signed("2021-06-14")),
        ("2021-06-16", signed("2021-06-14")),
        ("2021-06-16", signed("2021-06-15")),
        ("2021-06-17", signed("2021-06-15")),
    )
    assert start(entry(told(*steps, relations=Relations(copies={"b": "a"})), "signed")) == "2021-06-15"


def test_a_correction_takes_back_what_it_corrects() -> None:
    steps = (("2022-02-04", signed("2022-01-31")), ("2022-02-05", signed("2022-02-01")))
    one = entry(told(*steps, relations=Relations(corrections={"b": "a"})), "signed")
    assert (start(one), one.reason) == ("2022-02-01", "one report; Outlet A has corrected its report")
    assert [value.standing for value in one.values] == ["chosen", "withdrawn"]


def test_a_day_of_publication_yields_to_a_date_told() -> None:
    one = entry(told(("2021-06-16", signed("2021-06-16", basis="published")), ("2021-06-20", signed("2021-06-15"))), "signed")
    assert (start(one), one.reason) == ("2021-06-15", "both reports agree")


def test_a_report_long_after_that_gives_no_date_contradicts_nothing() -> None:
    one = entry(told(("2021-06-16", signed("2021-06-15")), ("2022-02-04", signed("2022-02-04", basis="published"))), "signed")
    assert (start(one), one.reason) == ("2021-06-15", "one report")
    assert [(value.when, value.standing) for value in one.values[1:]] == [(None, "agrees")]


def test_news_before_the_day_contradicts_it() -> None:
    one = entry(told(("2021-06-10", signed("2021-06-10", basis="published")), ("2021-06-16", signed("2021-06-15"))), "signed")
    assert [value.standing for value in one.values] == ["chosen", "contradicts"]


def test_no_date_of_what_is_only_recalled_without_one() -> None:
    one = entry(told(("2022-10-24", signed("2022-10-24", basis="published", background=True))), "signed")
    assert one.when is not None
    assert (one.when.start, one.when.end) == (None, "2022-10-24")


def test_ratified_before_signed_is_flagged_not_hidden() -> None:
    record = told(("2021-06-16", signed("2021-06-15")), ("2021-06-17", {"stage": "ratified", "date": "2021-06-10", "by": ("AZE",)}))
    assert entry(record, "ratified", "AZE").issues == ("ratified (2021-06-10) before signed (2021-06-15)",)
    assert record.issues


def test_what_is_implied_is_marked_as_derived() -> None:
    record = told(("2021-07-02", {"stage": "ratified", "date": "2021-07-01", "by": ("TUR",)}))
    one = entry(record, "signed")
    assert (one.derived, one.values, one.reason) == (True, (), "implied: ratified")
    assert one.when is not None
    assert (one.when.start, one.when.end) == (None, "2021-07-01")
    assert [line.stage for line in record.life] == ["signed", "ratified"]


def plan(date: str | None, **more: object) -> dict[str, object]:
    return {"stage": "approved", "date": date, "modality": "planned"} | more


@pytest.mark.parametrize(("planned", "outcome"), [("2022-02-03", "kept"), ("2022-02", "kept"), (None, "kept"), ("2022-01-10", "late")])
def test_a_plan_that_a_later_report_keeps(planned: str | None, outcome: str) -> None:
    record = told(("2022-01-02", plan(planned, by=("TUR",))), ("2022-02-04", {"stage": "approved", "date": "2022-02-03", "by": ("TUR",)}))
    one = entry(record, "approved", "TUR")
    assert one.status == "done"
    (promise,) = one.promises
    assert promise.outcome == outcome
    assert [source.document for source in promise.kept_by] == ["b"]


def test_a_ratification_announced_after_the_approval_is_still_to_come() -> None:
    done: dict[str, object] = {"stage": "approved", "date": "2022-02-03", "by": ("TUR",)}
    record = told(("2022-02-04", done), ("2022-02-04", plan("2022-02-03", stage="ratified", by=("TUR",))))
    assert entry(record, "approved", "TUR").promises == ()
    assert entry(record, "ratified", "TUR").status == "planned"
    earlier = told(("2022-02-04", done), ("2022-01-04", plan(None, stage="ratified", by=("TUR",))))
    assert [promise.outcome for promise in entry(earlier, "approved", "TUR").promises] == ["kept"]


def test_a_plan_of_both_parliaments_is_one_of_each() -> None:
    record = told(("2021-06-16", plan(None)), ("2022-02-02", {"stage": "approved", "date": "2022-02-01", "by": ("AZE",)}))
    assert entry(record, "approved", "AZE").promises[0].outcome == "kept"
    still = entry(record, "approved", "TUR")
    assert (still.status, still.promises[0].outcome) == ("planned", "open")


def test_a_plan_told_after_the_act_is_about_another() -> None:
    record = told(
        ("2022-02-04", {"stage": "extended", "date": "2022-02-03"}),
        ("2023-06-01", {"stage": "extended", "date": "2024", "modality": "planned"}),
    )
    assert [(one.stage, one.status) for one in record.life if one.stage == "extended"] == [("extended", "done"), ("extended", "planned")]


def test_a_step_that_can_be_repeated_is_told_once_for_each_time() -> None:
    record = told(("2022-02-04", {"stage": "extended", "date": "2022-02-03"}), ("2023-02-04", {"stage": "extended", "date": "2023-02-03"}))
    assert [start(one) for one in record.life if one.stage == "extended"] == ["2022-02-03", "2023-02-03"]


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([signed("2021-06-15")], ("signed", ())),
        ([signed("2021-06-15"), {"stage": "approved", "date": "2022-02-01", "by": ("AZE",)}], ("approved", ("AZE",))),
        (
            [{"stage": "approved", "date": "2022-02-01", "by": ("AZE",)}, {"stage": "approved", "date": "2022-02-03", "by": ("TUR",)}],
            ("approved", ()),
        ),
        (
            [{"stage": "in force", "date": "2022-03-01"}, {"stage": "suspended", "date": "2023-02-21", "by": ("TUR",)}],
            ("suspended", ("TUR",)),
        ),
        (
            [signed("2015-07-14"), {"stage": "terminated", "date": "2018-05"}, {"stage": "negotiated", "date": "2018-05-21"}],
            ("terminated", ()),
        ),
        ([{"stage": "suspended", "date": "2022-03-01"}, {"stage": "extended", "date": "2023-02-21"}], ("in force", ())),
        ([{"stage": "signed", "date": "2025", "modality": "planned"}], ("planned", ())),
        ([{"stage": "ratified", "date": None, "modality": "denied"}], ("denied", ())),
    ],
)
def test_where_it_stands_now(steps: Iterable[dict[str, object]], status: tuple[str, tuple[str, ...]]) -> None:
    record = told(*(("2024-01-01", fields) for fields in steps))
    assert (record.status, record.reached_by) == status


def coded() -> tuple[list[Reading], Relations]:
    readings = examples()
    return readings, relate(imprint(one.document, LEXICON) for one in readings)


def test_the_shusha_declaration_of_the_examples() -> None:
    readings, relations = coded()
    (record,) = [one for one in assemble(readings, relations, LEXICON).agreements if "Shusha" in one.title]
    assert record.status == "ratified"
    assert start(entry(record, "signed")) == "2021-06-15"
    assert entry(record, "signed").signatories == ("Ilham Aliyev", "Recep Tayyip Erdogan")
    azerbaijan, turkey = entry(record, "approved", "AZE"), entry(record, "approved", "TUR")
    assert (start(azerbaijan), azerbaijan.reason) == ("2022-02-01", "all 3 reports agree; The Anatolian Post has corrected its report")
    assert (start(turkey), turkey.reason) == ("2022-02-03", "told by 1 of 2 reports; nearest to the day")
    assert [(value.when.start, value.standing) for value in turkey.values if value.when] == [
        ("2022-02-03", "chosen"),
        ("2022-02-04", "contradicts"),
    ]
    assert {promise.outcome for promise in turkey.promises} == {"kept"}


def test_the_agreements_of_the_examples_are_those_that_were_coded() -> None:
    readings, relations = coded()
    labels = {claim.agreement for one in readings for claim in one.claims if isinstance(claim, Step)}
    found = assemble(readings, relations, LEXICON).agreements
    assert len(found) == len(labels)
    assert all(len(record.titles) == 1 for record in found)


def test_each_state_signs_a_treaty_of_many_on_a_day_of_its_own() -> None:
    source = document("a", published="2016-05-01")
    signings = [
        step(source, "Paris Agreement", "signed", date, of=(state,), by=(state,)) for state, date in (("BRA", "2015"), ("NOR", "2016"))
    ]
    (record,) = assemble([reading(source, *signings)], Relations(), LEXICON).agreements
    assert [(start(one), one.party) for one in record.life if one.stage == "signed"] == [("2015", "BRA"), ("2016", "NOR")]
