"""Events that no frame tells whole: weighed by traits, here with weights made for the tests."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from dragoman.extract.events.extractor import extract_events
from dragoman.extract.events.likely.likely import ENOUGH
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.weights import EventWeights, Weights
from dragoman.model.claim import Event
from dragoman.model.sense import Sense, Senses
from dragoman.model.text import Document, Span
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

DEALINGS = "Chad met Togo on Monday. Togo thanked Chad for its help. "  # what makes a report deal with states
LIGHTHOUSE = "Chad and the lighthouse of Togo were on everybody's lips."


@dataclass
class Heard:
    almost_: list[tuple[str, str]] = field(default_factory=list)
    matched_: list[str] = field(default_factory=list)

    def matched(self, rule: str, span: Span) -> None:  # noqa: ARG002 -- as a Trace is called
        self.matched_.append(rule)

    def almost(self, rule: str, span: Span, lacked: str) -> None:  # noqa: ARG002 -- as a Trace is called
        self.almost_.append((rule, lacked))


def table(outcomes: tuple[str, ...], rows: dict[str, tuple[float, ...]], always: float) -> Weights:
    matrix = np.array(list(rows.values()), dtype=np.float32).reshape(len(rows), len(outcomes))
    return Weights(
        outcomes=outcomes,
        rows={trait: place for place, trait in enumerate(rows)},
        matrix=matrix,
        always=np.full(len(outcomes), always, dtype=np.float32),
    )


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The tables with weights by which a lighthouse tells of aid, a subject gives and a possessor gets."""
    made = Knowledge()
    made.__dict__["weights"] = EventWeights(
        types=table(("AGREE", "AID"), {"word lighthouse": (0.0, 5.0), "word beacon": (4.0, 0.0), "word pier": (0.0, 1.5)}, -3.0),
        sides=table(
            ("actor", "recipient"),
            {"as nsubj": (4.0, -2.0), "as nmod": (-2.0, 4.0), "1 of the pair": (3.0, 0.0), "2 of the pair": (2.0, 0.0)},
            -1.0,
        ),
    )
    return made


def told(text: str, knowledge: Knowledge, heard: Heard | None = None) -> list[Event]:
    document = Document(id="d", text=text, published="2021-06-15")
    parse = next(load_parser().parse([document]))
    claims = extract_events(annotate(document, parse, knowledge), knowledge, trace=heard).claims
    return [claim for claim in claims if isinstance(claim, Event)]


def likely(text: str, knowledge: Knowledge) -> list[Event]:
    return [event for event in told(text, knowledge) if "likely" in event.made_by]


def sides(event: Event) -> list[tuple[str, str | None, bool]]:
    return [(party.role, party.actor, party.span is not None) for party in event.parties]


def test_a_sentence_tells_what_its_words_weigh(knowledge: Knowledge) -> None:
    (event,) = likely(DEALINGS + LIGHTHOUSE, knowledge)
    assert (event.type, event.made_by, event.quad) == ("AID", "events/likely-aid/1", 2)
    assert sides(event) == [("actor", "TCD", True), ("recipient", "TGO", True)]
    assert ENOUGH < event.score < 1
    assert event.when is not None
    assert event.when.start == "2021-06-14", "that of the lead"


def test_who_is_not_named_there_is_a_party_without_words(knowledge: Knowledge) -> None:
    (event,) = likely(DEALINGS + "A beacon burned.", knowledge)
    assert event.type == "AGREE"
    assert {(actor, words) for _, actor, words in sides(event)} == {("TCD", False), ("TGO", False)}


def test_a_report_on_markets_is_not_weighed(knowledge: Knowledge) -> None:
    assert likely(DEALINGS + LIGHTHOUSE, knowledge)
    assert likely(DEALINGS + LIGHTHOUSE + " Share prices rose.", knowledge) == []


def test_single_sentences_are_not_weighed(knowledge: Knowledge) -> None:
    assert likely(LIGHTHOUSE, knowledge) == []


def test_what_comes_near_is_told_to_a_trace(knowledge: Knowledge) -> None:
    heard = Heard()
    told(DEALINGS + "Chad and Togo stood at the pier.", knowledge, heard)
    assert ("events/likely-aid/1", f"likelihood {ENOUGH}") in [(rule, lacked.partition(",")[0]) for rule, lacked in heard.almost_]


def test_what_a_frame_tells_of_one_state_is_told_of_both_and_once(knowledge: Knowledge) -> None:
    text = DEALINGS + "Chad sent food to the people at the lighthouse."
    (event,) = [event for event in told(text, knowledge) if event.type == "AID"]
    assert event.made_by == "events/likely-aid/1"
    assert {actor for _, actor, _ in sides(event)} == {"TCD", "TGO"}


def test_no_event_between_states_is_told_twice(knowledge: Knowledge) -> None:
    told_by_frame = [event for event in told(DEALINGS + "Chad sent the lighthouse of Togo aid.", knowledge) if event.type == "AID"]
    assert len(told_by_frame) == 1


def test_what_is_asked_is_no_event(knowledge: Knowledge) -> None:
    assert likely(DEALINGS + "Did Chad and the lighthouse of Togo fall?", knowledge) == []


def test_a_frame_is_not_believed_where_all_else_speaks_against_it(knowledge: Knowledge) -> None:
    aid = "Chad sent aid to Togo."
    heard = Heard()
    assert [event.type for event in told(DEALINGS + aid, knowledge, heard) if event.type == "AID"] == []
    assert ("events/provide/1", "likelihood 0.1, has 0.04") in heard.almost_
    assert [event.type for event in told(aid, knowledge)] == ["AID"], "single sentences are not weighed"


def test_a_report_on_markets_must_be_surer(knowledge: Knowledge) -> None:
    aid = "Chad sent aid to Togo by the pier."
    assert [event.type for event in told(DEALINGS + aid, knowledge) if event.type == "AID"] == ["AID"]
    assert [event.type for event in told(DEALINGS + aid + " Share prices rose.", knowledge) if event.type == "AID"] == []


@pytest.mark.parametrize(
    ("sentence", "coded"),
    [
        ("Chad travels to help the lighthouse of Togo.", [("AID", "asserted")]),
        ("Chad will help the lighthouse of Togo.", [("AGREE", "planned")]),
        ("Chad may help the lighthouse of Togo.", []),
    ],
)
def test_a_kindness_is_done_or_promised(sentence: str, coded: list[tuple[str, str]], knowledge: Knowledge) -> None:
    assert [(event.type, event.modality) for event in likely(DEALINGS + sentence, knowledge)] == coded


def test_what_is_kind_is_done_to_somebody(knowledge: Knowledge) -> None:
    (event,) = likely(DEALINGS + "Chad and Togo lit the lighthouse.", knowledge)
    assert sides(event) == [("actor", "TCD", True), ("recipient", "TGO", True)]


def test_what_is_not_believed_is_not_told_as_matched(knowledge: Knowledge) -> None:
    heard = Heard()
    told(DEALINGS + "Chad sent aid to Togo.", knowledge, heard)
    assert "events/provide/1" not in heard.matched_
    assert "events/meet/1" in heard.matched_


def test_the_encoder_is_added_to_the_traits(knowledge: Knowledge) -> None:
    text = DEALINGS + LIGHTHOUSE
    document = Document(id="d", text=text, published="2021-06-15")
    annotated = annotate(document, next(load_parser().parse([document])), knowledge)
    asked: list[int] = []

    def types(odds: float) -> list[str]:
        def judge(number: int) -> Sense:
            asked.append(number)
            return Sense(types={"AGREE": -9.0, "AID": odds})

        claims = extract_events(replace(annotated, senses=Senses(3, judge)), knowledge).claims
        return [claim.type for claim in claims if isinstance(claim, Event) and "likely" in claim.made_by]

    assert types(4.0) == ["AID"]
    assert types(-4.0) == []
    assert 2 in asked


def test_of_a_sentence_without_hope_the_encoder_is_not_asked(knowledge: Knowledge) -> None:
    document = Document(id="d", text="Chad and Togo slept. Togo and Chad woke. Chad and Togo ate.", published="2021-06-15")
    annotated = annotate(document, next(load_parser().parse([document])), knowledge)

    def judge(number: int) -> Sense:
        raise AssertionError(number)

    extract_events(replace(annotated, senses=Senses(3, judge)), knowledge)
