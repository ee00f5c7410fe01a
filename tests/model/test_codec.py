"""The public JSON: all fields always there, spans flattened, and what is encoded can be decoded."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.claim import Activity, AgreementLink, Amount, Channel, Event, Party, Provision, Statement, Step, claim_id
from dragoman.model.codec import decode, encode, json_schema
from dragoman.model.mention import ActorMention, DateMention, Place, PlaceMention
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.text import Document, Issue, Region, Source, Span, document_id
from dragoman.model.when import When

WHEN = When(start="2021-06-15", end="2021-06-15", basis="relative", timex=None)
PLACE = Place(name="Shusha", state="AZE", lat=39.76, lon=46.75, geonames=585226)
PARTY = Party(role="party", actor="TUR:GOV", name="Turkey", span=Span(0, 6))
COMMON = {
    "id": "0", "evidence": (Span(0, 30),), "trigger": Span(7, 13), "parties": (PARTY, Party(role="by", actor=None, name="he")),
    "when": WHEN, "place": PLACE,
    "made_by": "rule/1", "score": 0.5, "amounts": (Amount(what="dead", value=3.0, unit="persons", span=Span(1, 2)),),
}  # fmt: skip
CLAIMS = (
    Event(**COMMON, type="AID", quad=2, intensity=4.0),  # type: ignore[arg-type]  # one dictionary for five classes
    Step(**COMMON, agreement="Pact", stage="signed", topics=("arms",), links=(AgreementLink(kind="amends", agreement="Treaty"),)),  # type: ignore[arg-type]
    Provision(**COMMON, agreement="Pact", type="mutual defence", promise=Span(3, 9)),  # type: ignore[arg-type]
    Activity(**COMMON, type="visit", status="held"),  # type: ignore[arg-type]
    Statement(**COMMON, direct=True, words=(Span(0, 9),), quoted=(Span(1, 8),), channel=Channel(kind="speech")),  # type: ignore[arg-type]
)
MENTIONS = (
    ActorMention(span=Span(0, 6), text="Turkey", actor="TUR", state="TUR", name="Turkey", head=4),
    DateMention(span=Span(7, 11), text="1992", when=When(start="1992", end="1992", basis="stated"), head=5),
    PlaceMention(span=Span(7, 11), text="Shusha", place=PLACE, head=6),
)
READING = Reading(
    made_by=MadeBy(dragoman="0", knowledge="k", model="m"),
    document=Document(id="d", source=Source(path="a.txt"), text="Turkey signed it.", regions=(Region(kind="header", span=Span(0, 1)),)),
    mentions=MENTIONS,
    claims=CLAIMS,
    issues=(Issue(code="reference-open", span=None, detail="it"), Issue(code="x", span=Span(1, 2))),
)


def test_a_reading_survives_a_round_trip_but_for_internal_fields() -> None:
    data = json.loads(json.dumps(encode(READING)))
    plain = tuple(replace(m, head=-1) for m in MENTIONS)
    assert decode(Reading, data) == replace(READING, mentions=plain)


def test_the_record_is_as_the_contract_says() -> None:
    data = encode(READING)
    assert list(data) == ["schema", "made_by", "document", "mentions", "claims", "issues"]
    assert data["mentions"][0] == {
        "kind": "actor", "start": 0, "end": 6, "text": "Turkey", "actor": "TUR", "state": "TUR", "name": "Turkey",
        "person": None, "office": None,
    }  # fmt: skip
    assert data["mentions"][1]["when"] == {"start": "1992", "end": "1992", "basis": "stated", "timex": None}
    assert data["document"]["regions"] == [{"kind": "header", "start": 0, "end": 1}]
    assert data["issues"][0] == {"code": "reference-open", "start": None, "end": None, "detail": "it"}
    assert [claim["kind"] for claim in data["claims"]] == ["event", "step", "provision", "activity", "statement"]
    assert data["claims"][0]["evidence"] == [{"start": 0, "end": 30}]
    party = data["claims"][0]["parties"][1]
    assert party == {"role": "by", "actor": None, "name": "he", "person": None, "office": None, "start": None, "end": None}


def test_the_schema_takes_the_record_and_refuses_others() -> None:
    schema, data = json_schema(), json.loads(json.dumps(encode(READING)))
    jsonschema.validate(data, schema)
    changes: tuple[dict[str, object], ...] = ({"schema": None}, {"claims": [{}]}, {"extra": 1})
    for change in changes:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data | change, schema)


def test_a_claim_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="a step was expected"):
        decode(Step, encode(CLAIMS[0]))


def test_a_field_that_an_older_version_did_not_know_takes_its_default() -> None:
    data = encode(CLAIMS[1])
    assert data.pop("links") == [{"kind": "amends", "agreement": "Treaty"}]
    assert decode(Step, data) == replace(CLAIMS[1], links=())
    del data["stage"]
    with pytest.raises(KeyError):
        decode(Step, data)


@given(st.lists(st.one_of(st.none(), st.text(max_size=5)), min_size=4, max_size=4), st.text(max_size=9))
def test_ids_tell_documents_apart(parts: list[str | None], text: str) -> None:
    one = document_id(url=None, outlet=parts[0], published=parts[1], title=parts[2], text=text)
    assert one == document_id(url=None, outlet=parts[0], published=parts[1], title=parts[2], text=text)
    assert one != document_id(url=None, outlet=parts[0], published=parts[1], title=parts[2], text=text + "x")


def test_a_claim_id_depends_on_its_parties_not_on_their_order() -> None:
    other = Party(role="party", actor="AZE", name="Azerbaijan")

    def make(*parties: Party) -> str:
        return claim_id("d", "step", "signed", "Pact", (Span(0, 9),), parties)

    assert make(PARTY, other) == make(other, PARTY)
    assert make(PARTY) != make(other)
