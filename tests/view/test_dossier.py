import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import NotFoundError
from dragoman.knowledge import load
from dragoman.model.claim import AgreementLink
from dragoman.model.codec import decode, encode
from dragoman.model.ports import Kept
from dragoman.model.record import AgreementRecord
from dragoman.reconcile import assemble, imprint, relate
from dragoman.store import SqlStore, open_store
from dragoman.view import Dossier, Tracker, Words, dossier, find_agreement, find_states, trackers
from tests.records import document, examples, reading, step

LEXICON = load().records


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store with what a perfect reader makes of the examples."""
    with open_store(str(tmp_path_factory.mktemp("view") / "examples.db")) as opened:
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, LEXICON)) for one in examples()])
        relations = relate(opened.imprints())
        opened.relate(relations.copies, relations.corrections)
        opened.replace_records(assemble(opened.readings(), relations, LEXICON).records, "test")
        yield opened


@pytest.fixture(scope="module")
def view(store: SqlStore) -> Dossier:
    return dossier(store, ("AZE", "TUR"), LEXICON.names)


def agreement(view: Dossier, words: str) -> Tracker:
    (found,) = [one for one in view.agreements if words in one.title]
    return found


def test_what_a_dossier_says_of_its_sources(view: Dossier) -> None:
    assert view.states == ("Azerbaijan", "Turkey")
    assert (view.reports, view.copies) == (14, 2)
    assert (view.first_report, view.last_report) == ("1994-02-10", "2022-10-24")
    assert "Caspian Wire" in view.outlets


def test_agreements_come_by_date_with_their_lives(view: Dossier) -> None:
    assert [one.began for one in view.agreements] == sorted(one.began or "9999" for one in view.agreements)
    shusha = agreement(view, "Shusha")
    assert (shusha.status, shusha.background) == ("ratified", False)
    assert [(line.stage, line.party) for line in shusha.life][:3] == [("signed", None), ("approved", "Azerbaijan"), ("approved", "Turkey")]
    assert agreement(view, "ilitary education").background


def test_every_line_has_its_source_and_sentence(view: Dossier) -> None:
    cited = [line.sources for lines in (view.activities, view.events, view.statements, view.agreements) for line in lines]
    sources = [source for some in cited for source in some]
    assert all(cited)
    assert all(source.outlet and source.published and source.sentence for source in sources)
    texts = {one.document.id: " ".join(one.document.text.split()) for one in examples()}
    assert all(source.sentence in texts[source.document] for source in sources)


def test_the_lists_come_by_date(view: Dossier) -> None:
    for lines in (view.activities, view.events, view.statements):
        dates = [line.when.start for line in lines if line.when and line.when.start]
        assert dates == sorted(dates)


def test_the_timeline_tells_steps_activities_and_events_once(view: Dossier) -> None:
    lines = view.timeline.lines
    assert [line.when.start for line in lines if line.when] == sorted(line.when.start or "" for line in lines if line.when)
    assert {line.kind for line in lines} == {"agreement", "activity", "event"}
    signed = [line for line in lines if line.when and line.when.start == "2021-06-15"]
    assert [line.what for line in signed if line.kind == "agreement"] == ["signed: Shusha Declaration on Allied Relations"]
    sentence = "the two men signed the Shusha Declaration"
    assert not [line for line in signed if line.kind == "event" and all(sentence in source.sentence for source in line.sources)]
    assert all(line.sources for line in lines)


def test_only_what_both_take_part_in(view: Dossier) -> None:
    assert {name for line in view.events for name in (*line.actors, *line.recipients)} >= {"Azerbaijan", "Turkey"}
    assert all({"Azerbaijan", "Turkey"} <= {*line.actors, *line.recipients} for line in view.events)
    assert {line.state for line in view.statements} == {"Azerbaijan", "Turkey"}


def test_a_view_is_json_and_back(view: Dossier) -> None:
    assert decode(Dossier, json.loads(json.dumps(encode(view)))) == view


def test_a_dossier_does_not_depend_on_the_order_of_reading(store: SqlStore, view: Dossier, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "other.db")) as other:
        for one in reversed(examples()):
            other.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, LEXICON))])
        relations = relate(other.imprints())
        other.relate(relations.copies, relations.corrections)
        other.replace_records(assemble(other.readings(), relations, LEXICON).records, "test")
        assert dossier(other, ("AZE", "TUR"), LEXICON.names) == view
        assert [encode(record) for record in other.records(AgreementRecord)] == [
            encode(record) for record in store.records(AgreementRecord)
        ]


def test_an_agreement_is_found_by_id_beginning_and_words(store: SqlStore) -> None:
    records = list(store.records(AgreementRecord))
    (shusha,) = [record for record in records if "Shusha" in record.title]
    assert find_agreement(shusha.id, records) == shusha
    assert find_agreement(shusha.id[:8], records) == shusha
    assert find_agreement("shusha declaration", records) == shusha


def test_an_agreement_that_is_not_there(store: SqlStore) -> None:
    records = list(store.records(AgreementRecord))
    with pytest.raises(NotFoundError) as missing:
        find_agreement("Shushan Declaration", records)
    assert "Shusha Declaration on Allied Relations" in (missing.value.remedy or "")
    with pytest.raises(NotFoundError, match="several"):
        find_agreement("agreement", records)


def test_states_by_code_and_name() -> None:
    assert find_states(["aze", "Turkey"], LEXICON.names, ["AZE", "TUR"]) == ("AZE", "TUR")
    with pytest.raises(NotFoundError) as wrong:
        find_states(["Azerbaijn"], LEXICON.names, ["AZE"])
    assert "Azerbaijan" in (wrong.value.remedy or "")
    with pytest.raises(NotFoundError, match="nothing of Fiji"):
        find_states(["FJI"], LEXICON.names, ["AZE"])


def test_a_tracker_shows_contradictions_with_their_standing(store: SqlStore) -> None:
    records = [record for record in store.records(AgreementRecord) if "Shusha" in record.title]
    (view,) = trackers(records, Words(store, LEXICON.names, records))
    (turkey,) = [line for line in view.life if (line.stage, line.party) == ("approved", "Turkey")]
    told = [(value.when.start, value.standing, {source.outlet for source in value.sources}) for value in turkey.values if value.when]
    assert told == [("2022-02-03", "chosen", {"The Anatolian Post"}), ("2022-02-04", "contradicts", {"SILK ROAD REVIEW"})]


def test_a_tracker_shows_links_with_the_title_of_the_other_agreement(tmp_path: Path) -> None:
    """Also where the other is not among the records shown."""
    source = document("a", "Peru and Chile signed a protocol.")
    signed = replace(
        step(source, "protocol on culture", "signed", "2021-06-15", of=("CHL", "PER")),
        links=(AgreementLink(kind="amends", agreement="treaty on museums"),),
    )
    claims = (signed, step(source, "treaty on museums", "signed", "1979", of=("CHL", "PER")))
    with open_store(str(tmp_path / "links.db")) as opened:
        opened.replace_records(assemble([reading(source, *claims)], relate([]), LEXICON).records, "test")
        protocol, treaty = sorted(opened.records(AgreementRecord), key=lambda record: record.title)
        (view,) = trackers([protocol], Words(opened, LEXICON.names, [protocol]))
    assert [(link.kind, link.agreement, link.title) for link in view.links] == [("amends", treaty.id, "Treaty on museums")]
