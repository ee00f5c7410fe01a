from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman.knowledge import load
from dragoman.model.claim import AgreementLink, AnyClaim, Step
from dragoman.model.reading import Reading
from dragoman.model.record import AgreementRecord, Judgement, Passage, Verdict
from dragoman.model.text import Document
from dragoman.reconcile import Relations, assemble, attach
from tests.records import document, reading, step

LEXICON = load().records
FIRST = document("a", published="2021-06-16", outlet="Caspian Wire")
SECOND = document("b", published="2021-06-17", outlet="Baku Courier")
PAIR = 2
THIRD = document("c", published="2022-03-01", outlet="Channel Marmara")


def agreements(readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> tuple[AgreementRecord, ...]:
    return assemble(readings, Relations(), LEXICON, attach(judgements, readings)).agreements


def two(first: AnyClaim, second: AnyClaim) -> list[Reading]:
    return [reading(FIRST, first), reading(SECOND, second)]


def judgement(verdict: Verdict, first: AnyClaim, second: AnyClaim, name: str = "j1") -> Judgement:
    passages = [
        Passage(document=source.id, claim=claim.id, start=claim.evidence[0].start, end=claim.evidence[0].end, quote="")
        for source, claim in ((FIRST, first), (SECOND, second))
    ]
    return Judgement(id=name, verdict=verdict, passage=passages[0], other=passages[1], by="a reader")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a name, however long it is written
        (("Shusha Declaration", "signed", "2021-06-15"), ("Shusha Declaration on Allied Relations", "approved", "2022-02-01")),
        # a description and a name, signed on one day
        (("memorandum of alliance", "signed", "2021-06-15"), ("Shusha Declaration", "signed", "2021-06-15")),
        # no words at all, but the day
        (("agreement", "signed", "2021-06-15"), ("agreement on military education", "signed", "2021-06-15")),
        # the same description, the date told less exactly
        (("agreement on military education", "signed", "1992"), ("1992 agreement on military education", "signed", "1992-08-11")),
        # a slip of some days in the date of one name
        (("Shusha Declaration", "signed", "2021-06-15"), ("Shusha Declaration", "signed", "2021-06-16")),
        # a part whose number is written otherwise
        (("phase one deal", "agreed", "2019-12-13"), ("Phase 1 deal", "agreed", "2019-12-13")),
        # told without a date
        (("Treaty of Friendship", "ratified", None), ("treaty of friendship", "signed", "2021-06-15")),
    ],
)
def test_one_agreement(one: tuple[str, str, str | None], other: tuple[str, str, str | None]) -> None:
    (record,) = agreements(two(step(FIRST, *one), step(SECOND, *other)))
    assert {source.document for source in record.sources} == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # annual protocols of one title
        (("protocol on cultural cooperation", "signed", "2020-06-15"), ("protocol on cultural cooperation", "signed", "2021-06-15")),
        # two names
        (("Shusha Declaration", "signed", "2021-06-15"), ("Baku Declaration", "signed", "2021-07")),
        # two matters, though of one day
        (("agreement on visas", "signed", "2020-02-25"), ("preferential trade agreement", "signed", "2020-02-25")),
        # two instruments of one day
        (
            ("treaty on friendship and cooperation", "signed", "1994-02-09"),
            ("protocol on cooperation and assistance", "signed", "1994-02-09"),
        ),
        # two parts, told apart by a number however it is written
        (("phase one deal", "agreed", "2019-12-13"), ("phase 2 deal", "negotiated", None)),
        # one and several
        (("energy deal", "signed", None), ("energy deals", "signed", None)),
        # deals without a name, made in two years
        (("agreement", "agreed", "2013"), ("agreement", "agreed", "2016")),
        # general words only have too little in common
        (("agreement on military cooperation", "signed", "1996-06-10"), ("agreement on military education", "signed", None)),
        # in force before the other was signed
        (("agreement on fisheries", "in force", "2015-01-01"), ("agreement on fisheries", "signed", "2021-06-15")),
    ],
)
def test_two_agreements(one: tuple[str, str, str | None], other: tuple[str, str, str | None]) -> None:
    assert len(agreements(two(step(FIRST, *one), step(SECOND, *other)))) == 2


@pytest.mark.parametrize(
    ("title", "published", "count"),
    [
        ("the deal", "2021-06-20", 1),  # the deal of that week
        ("the deal", "2021-12-20", 2),  # another, half a year later
        ("trade deal", "2021-12-20", 1),
        ("trade deal", "2029-12-20", 2),
        ("deal on fisheries", "2024-12-20", 1),
        ("deal on fisheries", "2029-12-20", 2),  # later it is another
        ("truce on the border", "2021-12-20", 2),  # truces follow each other
        ("Comprehensive Plan of Action", "2029-12-20", 1),
    ],
)
def test_how_long_a_title_without_a_date_is_remembered(title: str, published: str, count: int) -> None:
    later = document("later", published=published)
    readings = [reading(FIRST, step(FIRST, title, "agreed")), reading(later, step(later, title, "rejected"))]
    assert len(agreements(readings)) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deal", "treaty"),  # nouns that say nothing but what it is
        ("deal", "deals"),  # one, and several of earlier years
        ("Joint Plan of Action", "Joint Comprehensive Plan of Action"),  # both are well known
        ("North American Free Trade Agreement", "free trade agreement"),  # one is
    ],
)
def test_what_two_reports_of_a_week_call_by_other_names(one: str, other: str) -> None:
    later = document("later", published="2021-06-20")
    assert len(agreements([reading(FIRST, step(FIRST, one, "agreed")), reading(later, step(later, other, "rejected"))])) == 2


def test_news_that_gives_no_day_does_not_cut_a_name_in_two() -> None:
    first = step(FIRST, "Shusha Declaration", "signed", "2021-06-15")
    again = step(THIRD, "Shusha Declaration", "signed", "2022-03-01", basis="published")
    assert len(agreements([reading(FIRST, first), reading(THIRD, again)])) == 1
    other = step(FIRST, "protocol on culture", "signed", "2021-06-15")
    next_one = step(THIRD, "protocol on culture", "signed", "2022-03-01", basis="published")
    assert len(agreements([reading(FIRST, other), reading(THIRD, next_one)])) == 2


def test_a_declaration_signed_there_in_the_news_of_those_days() -> None:
    named = step(FIRST, "Shusha Declaration", "signed", "2021-06-15", place="Shusha")
    news = step(SECOND, "declaration", "signed", "2021-06-17", basis="published", place="Shusha")
    much_later = step(THIRD, "declaration", "signed", "2022-03-01", basis="published", place="Shusha")
    assert len(agreements(two(named, news))) == 1
    assert len(agreements([reading(FIRST, named), reading(THIRD, much_later)])) == 2


def test_a_deal_still_to_be_made_is_not_the_one_made_before() -> None:
    later = document("later", published="2021-06-20")
    made, hoped = step(FIRST, "deal", "agreed"), step(later, "deal", "negotiated")
    assert len(agreements([reading(FIRST, made), reading(later, hoped)])) == 2
    hoped, made = step(FIRST, "deal", "negotiated"), step(later, "deal", "agreed")
    assert len(agreements([reading(FIRST, hoped), reading(later, made)])) == 1  # what was hoped for came
    made, hoped = step(FIRST, "trade deal", "agreed"), step(later, "trade deal", "negotiated")
    assert len(agreements([reading(FIRST, made), reading(later, hoped)])) == 2  # the next round


def test_parties_in_brackets_are_no_name() -> None:
    first, later = step(FIRST, "deal (United States, China)", "agreed"), step(THIRD, "deal (United States, China)", "rejected")
    assert len(agreements([reading(FIRST, first), reading(THIRD, later)])) == 2


def test_a_treaty_of_many_is_between_all_whom_reports_name() -> None:
    first = step(FIRST, "Paris Agreement", "terminated", of=("USA",))
    (record,) = agreements([reading(FIRST, first), reading(THIRD, step(THIRD, "Paris Agreement", "terminated", of=("BRA",)))])
    assert record.parties == ("BRA", "USA")


def test_other_parties_make_another_agreement() -> None:
    title = ("agreement on military education", "signed", "1992-08-11")
    assert len(agreements(two(step(FIRST, *title), step(SECOND, *title, of=("AZE", "GEO"))))) == 2


def test_a_report_that_names_one_party_of_a_named_agreement() -> None:
    title = ("New START", "signed", "2010-04-08")
    (record,) = agreements(two(step(FIRST, *title, of=("RUS", "USA")), step(SECOND, "New START", "suspended", "2023-02-21", of=("RUS",))))
    assert record.parties == ("RUS", "USA")


def test_an_undated_mention_goes_to_the_nearer_of_two_annual_protocols() -> None:
    old = reading(document("o", published="2015-05-02"), step(document("o"), "protocol on culture", "signed", "2015-05-01"))
    new = reading(document("n", published="2022-02-02"), step(document("n"), "protocol on culture", "signed", "2022-02-01"))
    later = reading(THIRD, step(THIRD, "protocol on culture", "ratified"))
    found = {frozenset(source.document for source in record.sources) for record in agreements([old, new, later])}
    assert found == {frozenset({"o"}), frozenset({"n", "c"})}


def test_a_merge_is_made_and_undone_by_judgements() -> None:
    first, second = step(FIRST, "Shusha Declaration", "signed", "2021-06-15"), step(SECOND, "Baku Declaration", "signed", "2021-07")
    readings = two(first, second)
    same = judgement("same", first, second)
    assert len(agreements(readings)) == 2
    assert len(agreements(readings, [same])) == 1
    assert len(agreements(readings, [same, judgement("different", first, second, "j2")])) == 2


def test_a_judgement_keeps_apart_what_would_be_joined() -> None:
    first, second = step(FIRST, "Shusha Declaration", "signed", "2021-06-15"), step(SECOND, "Shusha Declaration", "approved", "2022-02-01")
    assert len(agreements(two(first, second), [judgement("different", first, second)])) == 2


def test_a_merge_takes_along_what_each_was_joined_with() -> None:
    first, second = step(FIRST, "Shusha Declaration", "signed", "2021-06-15"), step(SECOND, "Baku Declaration", "signed", "2021-07")
    readings = [*two(first, second), reading(THIRD, step(THIRD, "Shusha Declaration", "ratified", "2022-02-20"))]
    (record,) = agreements(readings, [judgement("same", first, second)])
    assert {source.document for source in record.sources} == {"a", "b", "c"}


def test_what_is_apart_from_one_is_apart_from_what_is_the_same() -> None:
    first, second = step(FIRST, "Shusha Declaration", "signed", "2021-06-15"), step(SECOND, "Shusha Declaration", "approved", "2022-02-01")
    other = document("d", published="2022-02-03")
    third = step(other, "Shusha Declaration", "ratified", "2022-02-02")
    passages = [Passage(document=d.id, claim=c.id, start=0, end=1, quote="") for d, c in ((FIRST, first), (other, third))]
    apart = Judgement(id="j3", verdict="different", passage=passages[0], other=passages[1], by="a reader")
    found = agreements([*two(first, second), reading(other, third)], [judgement("same", first, second), apart])
    assert {frozenset(source.document for source in record.sources) for record in found} == {frozenset({"a", "b"}), frozenset({"d"})}


def test_the_id_stays_when_later_reports_come() -> None:
    first = reading(FIRST, step(FIRST, "Shusha Declaration", "signed", "2021-06-15"))
    later = reading(THIRD, step(THIRD, "Shusha Declaration", "ratified", "2022-02-20"))
    assert agreements([first])[0].id == agreements([first, later])[0].id


def test_titles_names_first_then_the_most_used() -> None:
    readings = [
        reading(FIRST, step(FIRST, "memorandum of alliance", "signed", "2021-06-15")),
        reading(SECOND, step(SECOND, "Shusha Declaration", "signed", "2021-06-15")),
        reading(THIRD, step(THIRD, "memorandum of alliance", "signed", "2021-06-15")),
    ]
    (record,) = agreements(readings)
    assert (record.title, record.titles) == ("Shusha Declaration", ("Shusha Declaration", "memorandum of alliance"))


def test_recalled_only() -> None:
    (record,) = agreements([reading(FIRST, step(FIRST, "agreement on military education", "signed", "1992-08-11", background=True))])
    assert record.recalled


def linked_steps(document: Document, protocol: str, *links: tuple[str, str]) -> list[Step]:
    """The signing of a protocol with links to other agreements, as one report tells it."""
    signed = step(document, protocol, "signed", "2021-06-15")
    return [replace(signed, links=tuple(AgreementLink(kind=kind, agreement=title) for kind, title in links))]


def links_of(records: Sequence[AgreementRecord]) -> dict[str, list[tuple[str, str]]]:
    titles = {record.id: record.title for record in records}
    return {record.title: [(kind, titles[other]) for kind, other in record.links] for record in records if record.links}


TREATY, PACT = "treaty on fisheries", "pact on railways"


def test_links_lead_to_the_agreement_that_the_report_calls_so() -> None:
    claims = [
        *linked_steps(FIRST, "protocol on culture", ("amends", TREATY), ("under", PACT), ("replaces", "Lima Charter")),
        step(FIRST, TREATY, "signed", "1979"),
        step(FIRST, PACT, "signed", "1985"),
    ]
    assert links_of(agreements([reading(FIRST, *claims)])) == {"protocol on culture": [("amends", TREATY), ("under", PACT)]}


def test_a_title_that_only_another_report_has_leads_to_what_is_one_with_it() -> None:
    claims = [*linked_steps(FIRST, "protocol on culture", ("amends", "Fisheries Treaty")), step(FIRST, TREATY, "signed", "1979-03-04")]
    other = step(SECOND, "fisheries treaty", "signed", "1979-03-04")
    found = agreements([reading(FIRST, *claims), reading(SECOND, other)])
    assert [kind for record in found for kind, _ in record.links] == ["amends"]
    assert links_of(agreements([reading(FIRST, *claims)])) == {}  # without the other report nothing says which is meant


def test_a_title_of_another_report_alone_is_left_out() -> None:
    first = reading(FIRST, *linked_steps(FIRST, "protocol on culture", ("amends", TREATY)))
    assert links_of(agreements([first, reading(SECOND, step(SECOND, TREATY, "signed", "1979"))])) == {}


def test_links_do_not_depend_on_the_order_of_claims_and_reports() -> None:
    first = [
        *linked_steps(FIRST, "protocol on culture", ("under", PACT), ("amends", TREATY)),
        step(FIRST, TREATY, "signed", "1979"),
        step(FIRST, PACT, "signed", "1985"),
    ]
    second = [*linked_steps(SECOND, "protocol on culture", ("follows", TREATY), ("amends", TREATY)), step(SECOND, TREATY, "signed", "1979")]
    there = agreements([reading(FIRST, *first), reading(SECOND, *second)])
    back = agreements([reading(SECOND, *reversed(second)), reading(FIRST, *reversed(first))])
    assert there == back
    (protocol,) = [record for record in there if record.links]
    assert list(protocol.links) == sorted(protocol.links)
    assert sorted(links_of(there)["protocol on culture"]) == [("amends", TREATY), ("follows", TREATY), ("under", PACT)]


def test_an_agreement_has_no_link_to_itself() -> None:
    claims = linked_steps(FIRST, "protocol on culture", ("amends", "protocol on culture"))
    assert links_of(agreements([reading(FIRST, *claims)])) == {}


def test_two_that_one_report_tells_as_signed_stay_two() -> None:
    one, other = step(FIRST, "memorandum", "signed", "2021-06-15"), step(FIRST, "memorandum of understanding", "signed", "2021-06-15")
    assert len(agreements([reading(FIRST, one, other)])) == PAIR
    agreed = step(FIRST, "memorandum of understanding", "agreed", "2021-06-15")
    assert len(agreements([reading(FIRST, one, agreed)])) == 1


def test_two_deals_without_a_name_that_one_report_sets_apart_stay_two() -> None:
    first = document("2022-03-01", "1")
    told = [step(first, "agreement", "agreed", basis="published"), step(first, "separate agreement", "negotiated", basis="published")]
    assert len(agreements([reading(first, *told)])) == 2


def test_a_deal_dated_otherwise_than_the_other_report_lets_it_be_is_another() -> None:
    first, then = document("2022-03-01", "1"), document("2022-12-01", "2")
    one = [step(first, "trade deal", "agreed", basis="published")]
    assert len(agreements([reading(first, *one), reading(then, step(then, "trade deal", "agreed", "2022-11"))])) == PAIR
    assert len(agreements([reading(first, *one), reading(then, step(then, "trade deal", "agreed", "2022-02"))])) == 1
    talks = [step(then, "trade deal", "negotiated", basis="published")]
    told = [step(first, "trade deal", "agreed", "2021-01")]
    assert len(agreements([reading(first, *told), reading(then, *talks)])) == PAIR


@pytest.mark.parametrize(("title", "others"), [("Paris Agreement", True), ("New START", False), ("agreement on visas", False)])
def test_a_treaty_of_many_has_more_parties_than_reports_name(title: str, others: bool) -> None:
    (record,) = agreements([reading(FIRST, step(FIRST, title, "signed", None))])
    assert record.others is others
