"""Documents into a store: read once, records that follow."""

from pathlib import Path

from dragoman.model.record import AgreementRecord
from dragoman.model.text import Document, Incoming, Issue
from dragoman.run import Recorder
from dragoman.run.engine import Engine
from dragoman.settings import Settings
from dragoman.store import open_store

TEXT = "Azerbaijan and Turkey signed the Shusha Declaration in Shusha on June 15, 2021."


def incoming(name: str, text: str = TEXT, *, readable: bool = True) -> Incoming:
    issues = () if readable else (Issue(code="cannot-fetch", detail=f"{name} is not there"),)
    return Incoming(document=Document(id=name, published="2021-06-16", text=text), issues=issues, readable=readable)


def test_documents_are_read_once_and_records_follow(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store.db")) as store:
        recorder = Recorder(Settings(), store)
        assert recorder.record([incoming("a"), incoming("a"), incoming("b", "", readable=False)]) == 2
        assert [(entry.document, entry.failure) for entry in store.manifest()] == [("a", None), (None, "b is not there")]
        assert list(store.records(AgreementRecord)) == []
        assert recorder.bring_up_to_date()
        assert not recorder.bring_up_to_date()
        assert ["Shusha Declaration" in record.title for record in store.records(AgreementRecord)] == [True]
        assert recorder.record([incoming("a"), incoming("c")]) == 1
        assert Recorder(Settings(), store).record([incoming("a")]) == 0
        assert recorder.record([incoming("a", "Turkey ratified the Shusha Declaration.")]) == 1, "the text has changed"


def test_the_model_is_loaded_only_where_something_is_read(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store.db")) as store:
        recorder = Recorder(Settings(model="no such model"), store)
        assert recorder.bring_up_to_date()
        assert "_engine" not in vars(recorder)
        assert isinstance(Recorder(Settings(), store)._engine, Engine)
