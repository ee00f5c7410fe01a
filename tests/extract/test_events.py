"""Events of whole texts: parties, modality, merging, reporters, what is inside another event."""

from collections.abc import Mapping

import pytest

from dragoman.extract.events.extractor import extract_events
from dragoman.knowledge import load
from dragoman.model.claim import Event
from dragoman.model.text import Document, Span
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

TEXTS = {
    "told twice": "Turkey invaded Syria on Monday.\n\nThe Turkish invasion of Syria shocked Europe.",
    "two acts of speech": "Turkey condemned Syria on Monday. On Tuesday Turkey condemned Syria again.",
    "visit and talks": "The Turkish president visited Iran on Monday. Turkey and Iran held talks.",
    "joint": "France and Spain condemned the storm.",
    "reporter": "Iraq said Turkey bombed Syria.",
    "question": "Did Turkey bomb Syria?",
    "promise": "Turkey promised to send aid to Syria.",
    "alleged": "Israel accused Iran of supplying missiles to Hezbollah.",
    "going on": "Japan and Canada stressed their commitment to continue supporting Ukraine.",
    "refused": "Turkey refused to meet the Syrian envoy.",
    "cancelled": "China cancelled a visit to Japan.",
    "decreed": "Chad has decided to expel the Togolese ambassador.",
    "decision": "Ghana regrets the decision by Chad to suspend trade with Togo.",
    "only planned": "Chad plans to expel the Togolese ambassador.",
    "said by telephone": "The Chadian president rang the Togolese president to thank him.",
    "to be said": "The Chadian president will ring the Togolese president to thank him.",
    "like to thank": "The Chadian president said that he would like to thank Togo.",
    "at the request": "The envoys of Niger will meet in May at the request of Togo.",
    "future date": "Turkey and Iran hold joint exercises on 20 July 2030.",
    "passive": "Kuwait was invaded by Iraq in 1990.",
    "relative": "Iraq, which invaded Kuwait, withdrew its troops.",
    "inherited": "Iran agreed to release the sailors and thanked Oman.",
    "nobody": "The weather in the capital was fine.",
    "partitive": "Iran seized dozens of Turkish ships.",
    "own troops": "Kenya withdrew its peacekeepers from Somalia.",
    "pointed at": "Russian jets attacked a Georgian village on Monday. Poland condemned the attack.",
    "pointed at by another word": "Hamas fired rockets at Israel. France urged an end to the attacks.",
    "victim left out": "France promised Ukraine help in the face of Russian aggression.",
    "told to": "President Macron told President Erdogan that France rejected the plan.",
    "blamed for": "Japan criticised China for jailing two Canadian traders.",
    "round of": "China announced a round of tariffs on American goods.",
    "sum of": "China raised tariffs on $9 billion in Canadian-made engines.",
    "instrument": "The Arab League adopted a decree slapping sanctions on Eritrea.",
    "walked out": "North Korea walked out of the talks with South Korea.",
    "made by": "India imposed tariffs on American-made goods.",
    "end of war": "Canada promised to end the war in Mali.",
    "troops offered": "Australia offered to send troops to Fiji.",
    "not ratified": "Spain did not ratify the treaty with Morocco.",
    "subject of the auxiliary": "Norway was opposed to Russian drilling.",
    "both should": "China and Singapore should work together, China said.",
    "accused by nobody": "A Kenyan minister was accused of theft in Uganda.",
    "predicate": "Qatar was a vocal opponent of the Syrian government.",
    "planned sanctions": "The United States announced plans to impose tariffs on Mexican steel.",
    "barred from": "The United States barred its companies from trading with Cuba.",
    "any act before": "Estonia called for a ban on Latvian fish. Latvia rejected the proposal.",
    "taken by": "Egypt was critical of the decision taken by Ethiopia.",
    "that they launched": "Poland condemned the raid that Belarus launched.",
    "own people told": "The Spanish premier ordered Spanish prosecutors to investigate Morocco.",
    "might do": "Chad said that it could attack Niger.",
    "might be done": "Chad said that Mali could attack Niger.",
    "hung too low": "Nepal raised the matter of the dam with India.",
    "place to which": "The Peruvian president cancelled a trip to Lyon.",
    "would not": "Serbia would not bow to Croatian pressure.",
    "no talks": "No talks with Japan will be held, North Korea said.",
    "hears of itself": "Fiji told Tonga that it would face consequences.",
    "denied charges": "Qatar denied accusations by Egypt.",
    "called void": "The annexation of Ukrainian land by Russia was declared void.",
    "objects apart": "Japan praised Kenya for its visit to Peru and Chile, the first by a minister in decades.",
    "defends itself": "Norwegian envoys promised to back Ukraine as it defends its land in the face of Russian aggression.",
    "together": "Chad and Libya agreed to deepen the ties of Chad and Libya.",
    "implied": "Talks resumed in Vienna as Iran pressed the United States.",
    "implied in a report of nothing else": "Kenya's talks will go on at a hotel, said a guide who comes from Chad.",
    "implied inside the words": "Kenya bought 40,000 tonnes of Ugandan maize.",
    "growers": "Danish growers met Ethiopian officials on Monday.",
    "head of a federation": "Olaf Berg, head of a Danish growers' federation, asked Ethiopia for coffee.",
    "state and firm": "Ghana and the Danish shipping company signed an accord.",
    "brought by others": "A Danish lawsuit against Ghana was filed by growers.",
    "each with banks": "Ghana and Togo reached an agreement with commercial banks.",
    "banks between": "Talks between banks and Ghana, Togo and Benin went on.",
    "talks with two": "There was progress in the talks with Ghana and Togo.",
    "did not happen": "Ghana did not meet the Togolese envoy.",
    "raids halted": "Ghana called for a halt to Togolese attacks on Benin.",
    "not yet": "Ghana and Togo have not yet agreed on a border.",
    "done before a day ahead": "Ghana has cancelled a visit to Togo on 20 July 2030.",
    "found for a day ahead": "Ghana and Togo have found common ground on a helicopter for the year 2040.",
    "loans of firms": "Danish banks sold their Ghanaian loans.",
    "all of them": "Ghana, NATO and the United Nations called on Togo to wait.",
    "allies": "Ghana and its allies Togo, Benin and Mali met in Accra.",
    "joined name": "Ghana held consultations with the IMF and World Bank.",
    "money": "Ghana asked for 44 U.S. dollars.",
    "forecast": "Ghana will press Togo to wait, a banker said.",
    "hoped for": "Togo is expected to give aid to Ghana.",
    "expected by another": "Benin expects Ghana to press Togo for an answer.",
    "visit ahead": "The Ghanaian king's visit to Togo could soothe them.",
    "leaders of firms": "Ghanaian and EU business leaders met in Accra.",
    "only possible": "Togo might sell gas to Ghana.",
    "both back it": "Ghana and Togo backed the idea.",
    "at the end": "Chancellor Olaf Scholz smiled at the end of a meeting with the leaders of Kenya, Ghana and Togo.",
    "group of states": "Iran accused the E3 of delay.",
}


class Trace:
    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def matched(self, rule: str, span: Span) -> None:
        self.rows.append((rule, "", f"{span.start}"))

    def almost(self, rule: str, span: Span, lacked: str) -> None:
        self.rows.append((rule, lacked, f"{span.start}"))


def documents() -> dict[str, Document]:
    return {case: Document(id=case, text=text, published="2022-02-16") for case, text in TEXTS.items()}


@pytest.fixture(scope="module")
def told() -> Mapping[str, tuple[Event, ...]]:
    cases = documents()
    parses = load_parser().parse(cases.values())
    found = {}
    for (case, document), parse in zip(cases.items(), parses, strict=True):
        claims = extract_events(annotate(document, parse, load()), load()).claims
        found[case] = tuple(c for c in claims if isinstance(c, Event))
    return found


def sides(event: Event) -> tuple[str, set[str], set[str]]:
    states = {role: {(p.actor or "").partition(":")[0] for p in event.parties if p.role == role} for role in ("actor", "recipient")}
    return event.type, states["actor"], states["recipient"]


def test_one_happening_told_twice_is_one_event_with_both_sentences(told: Mapping[str, tuple[Event, ...]]) -> None:
    (event,) = told["told twice"]
    assert sides(event) == ("ASSAULT", {"TUR"}, {"SYR"})
    assert len(event.evidence) == 2


def test_acts_of_speech_on_two_days_are_two(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(e) for e in told["two acts of speech"]] == [("ACCUSE", {"TUR"}, {"SYR"})] * 2


def test_a_visit_is_not_the_talks_held_on_it(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [e.mode for e in told["visit and talks"]] == ["visit", None]


def test_who_acts_upon_nobody_with_a_code_acts_alone(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(e)[1] for e in told["joint"]] == [{"FRA"}, {"ESP"}]


def test_who_tells_is_a_party(told: Mapping[str, tuple[Event, ...]]) -> None:
    (event,) = told["reporter"]
    assert sides(event) == ("ASSAULT", {"TUR"}, {"SYR"})
    assert [p.actor for p in event.parties if p.role == "reporter"] == ["IRQ"]


@pytest.mark.parametrize(
    "case",
    ["question", "nobody", "both should", "did not happen", "not yet", "forecast", "hoped for", "only possible", "expected by another"],
)
def test_no_event(case: str, told: Mapping[str, tuple[Event, ...]]) -> None:
    assert told[case] == ()


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("promise", ("AGREE", {"TUR"}, {"SYR"})),
        ("refused", ("REJECT", {"TUR"}, {"SYR"})),
        ("cancelled", ("REJECT", {"CHN"}, {"JPN"})),
        ("future date", ("AGREE", {"TUR", "IRN"}, set())),
        ("going on", ("SUPPORT", {"JPN", "CAN"}, {"UKR"})),
        ("passive", ("ASSAULT", {"IRQ"}, {"KWT"})),
        ("partitive", ("COERCE", {"IRN"}, {"TUR"})),
        ("barred from", ("SANCTION", {"USA"}, {"CUB"})),
        ("own troops", ("SANCTION", {"KEN"}, {"SOM"})),
        ("told to", ("REJECT", {"FRA"}, {"TUR"})),
        ("round of", ("SANCTION", {"CHN"}, {"USA"})),
        ("sum of", ("SANCTION", {"CHN"}, {"CAN"})),
        ("instrument", ("SANCTION", {"ARABLEAGUE"}, {"ERI"})),
        ("walked out", ("SANCTION", {"PRK"}, {"KOR"})),
        ("made by", ("SANCTION", {"IND"}, {"USA"})),
        ("end of war", ("AGREE", {"CAN"}, {"MLI"})),
        ("troops offered", ("AGREE", {"AUS"}, {"FJI"})),
        ("not ratified", ("REJECT", {"ESP"}, {"MAR"})),
        ("subject of the auxiliary", ("ACCUSE", {"NOR"}, {"RUS"})),
        ("predicate", ("ACCUSE", {"QAT"}, {"SYR"})),
        ("together", ("AGREE", {"TCD", "LBY"}, set())),
    ],
)
def test_the_one_event_of_a_sentence(case: str, expected: tuple[str, set[str], set[str]], told: Mapping[str, tuple[Event, ...]]) -> None:
    (event,) = told[case]
    assert sides(event) == expected


def test_who_did_what_is_only_pointed_at(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert ("ACCUSE", {"POL"}, {"RUS"}) in [sides(e) for e in told["pointed at"]]
    assert ("REQUEST", {"FRA"}, {"PSE"}) in [sides(e) for e in told["pointed at by another word"]]


def test_an_attack_is_on_whom_its_sentence_helps(told: Mapping[str, tuple[Event, ...]]) -> None:
    (attack,) = [e for e in told["victim left out"] if e.type == "ASSAULT"]
    assert sides(attack) == ("ASSAULT", {"RUS"}, {"UKR"})
    assert attack.score < 0.5
    assert ("ASSAULT", {"RUS"}, {"UKR"}) in [sides(e) for e in told["defends itself"]]


def test_whom_an_apposition_follows_is_the_object(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert ("SUPPORT", {"JPN"}, {"KEN"}) in [sides(e) for e in told["objects apart"]]


def test_who_is_blamed_does_the_deed(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(e) for e in told["blamed for"]] == [("ACCUSE", {"JPN"}, {"CHN"}), ("COERCE", {"CHN"}, {"CAN"})]


def test_nobody_is_made_to_accuse_who_is_only_accused(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [e for e in told["accused by nobody"] if {p.role for p in e.parties} >= {"actor", "recipient"}] == []


def test_announced_sanctions_are_planned_ones_and_no_promise(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [(e.type, e.modality) for e in told["planned sanctions"]] == [("SANCTION", "planned")]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("decreed", {("SANCTION", "asserted")}),
        ("decision", {("SANCTION", "asserted")}),
        ("only planned", {("THREATEN", "asserted")}),
        ("said by telephone", {("SUPPORT", "asserted")}),
        ("to be said", {("AGREE", "asserted")}),
        ("like to thank", {("SUPPORT", "asserted")}),
        ("at the request", {("REQUEST", "asserted")}),
    ],
)
def test_what_is_done_by_deciding_or_saying_it(case: str, expected: set[tuple[str, str]], told: Mapping[str, tuple[Event, ...]]) -> None:
    assert expected <= {(event.type, event.modality) for event in told[case]}


def test_what_an_accusation_alleges_is_alleged(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert {e.type: e.modality for e in told["alleged"]} == {"ACCUSE": "asserted", "AID": "alleged"}


def test_subjects_of_relative_and_joined_clauses(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert ("ASSAULT", {"IRQ"}, {"KWT"}) in [sides(e) for e in told["relative"]]
    assert ("SUPPORT", {"IRN"}, {"OMN"}) in [sides(e) for e in told["inherited"]]


@pytest.mark.parametrize(
    "case",
    [
        "implied in a report of nothing else", "growers", "head of a federation", "state and firm", "brought by others", "each with banks",
        "banks between", "talks with two",
        "leaders of firms", "loans of firms", "money", "both back it",
    ],
)  # fmt: skip
def test_no_dealing_of_two_states(case: str, told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(e) for e in told[case] if len({(p.actor or "").partition(":")[0] for p in e.parties if p.actor}) > 1] == []


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("implied inside the words", ("COOPERATE", {"KEN"}, {"UGA"})),
        ("visit ahead", ("AGREE", {"GHA"}, {"TGO"})),
        ("raids halted", ("ASSAULT", {"TGO"}, {"BEN"})),
        ("done before a day ahead", ("REJECT", {"GHA"}, {"TGO"})),
        ("found for a day ahead", ("AGREE", {"GHA", "TGO"}, set())),
        ("all of them", ("REQUEST", {"GHA", "NATO", "UN"}, {"TGO"})),
        ("allies", ("CONSULT", {"GHA", "TGO", "BEN", "MLI"}, set())),
        ("joined name", ("CONSULT", {"GHA", "IMF", "WB"}, set())),
    ],
)
def test_all_parties_and_a_deed_that_was_done(
    case: str, expected: tuple[str, set[str], set[str]], told: Mapping[str, tuple[Event, ...]]
) -> None:
    assert [(sides(e), e.modality) for e in told[case] if e.type == expected[0]] == [((expected[0], expected[1], expected[2]), "asserted")]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("any act before", ("REJECT", {"LVA"}, {"EST"})),
        ("taken by", ("ACCUSE", {"EGY"}, {"ETH"})),
        ("that they launched", ("ACCUSE", {"POL"}, {"BLR"})),
        ("own people told", ("ACCUSE", {"ESP"}, {"MAR"})),
        ("might do", ("THREATEN", {"TCD"}, {"NER"})),
        ("hung too low", ("REQUEST", {"NPL"}, {"IND"})),
        ("place to which", ("REJECT", {"PER"}, {"FRA"})),
        ("would not", ("REJECT", {"SRB"}, {"HRV"})),
        ("no talks", ("REJECT", {"PRK"}, {"JPN"})),
        ("denied charges", ("ACCUSE", {"EGY"}, {"QAT"})),
        ("called void", ("COERCE", {"RUS"}, {"UKR"})),
    ],
)
def test_hostile_words_and_whom_they_are_for(
    case: str, expected: tuple[str, set[str], set[str]], told: Mapping[str, tuple[Event, ...]]
) -> None:
    assert expected in [sides(e) for e in told[case]]


def test_what_another_might_do_is_no_threat(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [e for e in told["might be done"] if e.type == "THREATEN"] == []


def test_who_is_told_of_himself_is_threatened(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert ("THREATEN", {"FJI"}, {"TON"}) in [sides(e) for e in told["hears of itself"]]


def test_an_implied_party_makes_the_score_low(told: Mapping[str, tuple[Event, ...]]) -> None:
    named = told["promise"][0]
    (implied,) = [e for e in told["implied"] if e.type == "CONSULT"] or [named]
    assert implied is named or implied.score < named.score


def test_every_event_says_by_which_words_and_rule(told: Mapping[str, tuple[Event, ...]]) -> None:
    cases = documents()
    for case, some in told.items():
        for event in some:
            text = cases[case].text
            assert event.evidence[0].contains(event.trigger)
            assert 0 <= event.evidence[0].start < event.evidence[0].end <= len(text)
            assert event.made_by.startswith("events/")
            assert 0 < event.score <= 1
            assert load().events.types[event.type].quad == event.quad


def test_the_trace_names_what_matched_and_what_lacked() -> None:
    document = documents()["cancelled"]
    (parse,) = load_parser().parse([document])
    trace = Trace()
    extract_events(annotate(document, parse, load()), load(), (), trace)
    assert any(rule == "events/cancel/1" and not lacked for rule, lacked, _ in trace.rows)
    assert any(lacked for _, lacked, _ in trace.rows)


def test_who_speaks_at_the_end_of_a_meeting_was_there(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(event) for event in told["at the end"]] == [("CONSULT", {"DEU", "KEN", "GHA", "TGO"}, set())]


def test_what_is_done_to_a_group_of_states_is_done_to_its_members(told: Mapping[str, tuple[Event, ...]]) -> None:
    assert [sides(event) for event in told["group of states"]] == [("ACCUSE", {"IRN"}, {"GBR", "FRA", "DEU"})]
