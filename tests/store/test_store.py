"""One suite over all stores: SQLite always, PostgreSQL where DRAGOMAN_REQUIRE names it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dragoman.errors import StoreError
from dragoman.knowledge import load
from dragoman.model.mention import ActorMention
from dragoman.model.ports import FinishedInput, Kept, ReadPage, Update, Version
from dragoman.model.reading import MadeBy, Reading
from dragoman.model.record import AgreementRecord, Judgement, Passage
from dragoman.model.text import Document, Issue, Source, Span
from dragoman.model.watching import FeedState, SiteState
from dragoman.reconcile import Relations, assemble, imprint, possible_records, relate
from dragoman.store import SqlStore, open_store
from dragoman.store.engine import MIGRATIONS, connect
from dragoman.store.schema import VERSION, metadata
from tests.records import MADE_BY, document, reading, step

LEXICON = load().records
ROOT = Path(__file__).parent.parent.parent
THIS = Version(made_by=MADE_BY, scope="interstate")
NEWER = MadeBy(dragoman="0.2.0", knowledge="tables", model="none 1.0")
BEFORE = "0001"  # the migration before the one that adds the tables of files and blocks
SERVER = "DRAGOMAN_TEST_POSTGRES"  # the URL of a server in which a test may make databases


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs("postgres"))])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store may be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    server = sa.create_engine(os.environ[SERVER], isolation_level="AUTOCOMMIT")
    name = f"dragoman_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(os.environ[SERVER]).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def store(place: str) -> Iterator[SqlStore]:
    with open_store(place) as opened:
        yield opened


def kept(one: Reading, *, failure: str | None = None, scope: str = "interstate") -> Kept:
    return Kept(reading=one, scope=scope, imprint=imprint(one.document, LEXICON), failure=failure)


def told(name: str, text: str = "Turkey and Azerbaijan signed it.") -> Reading:
    source = document(name, text)
    return replace(
        reading(source, step(source, "Shusha Declaration", "signed", "2021-06-15")),
        mentions=(ActorMention(span=Span(0, 6), text="Turkey", actor="TUR", state="TUR", name="Turkey"),),
        issues=(Issue(code="date-open", span=Span(0, 3), detail="no date"),),
    )


def test_what_goes_in_comes_out(store: SqlStore) -> None:
    store.add([kept(told("b")), kept(told("a"))])
    assert store.reading("a") == told("a")
    assert [one.document.id for one in store.readings()] == ["a", "b"]
    assert next(store.readings(["b"])) == replace(told("b"), mentions=(), issues=())
    assert store.reading("c") is None
    assert store.documents(["a", "c"]) == {"a": told("a").document}


@pytest.mark.parametrize("text", ["NUL \x00 and \x1a0041", "half \ud83d a pair \udc00", "Şuşa Bəyannaməsi 舒沙宣言 🤝", ""])
def test_any_text(store: SqlStore, text: str) -> None:
    source = replace(document("a", text), title=text, outlet=text)
    store.add([kept(reading(source))])
    found = store.reading("a")
    assert found is not None
    assert found.document == source
    store.replace_records([], "x")


def test_reading_the_same_twice_changes_nothing(store: SqlStore) -> None:
    assert store.add([kept(told("a")), kept(told("a"))]) == 1
    state, manifest = store.state(), list(store.manifest())
    assert store.add([kept(told("a"))]) == 0
    assert (store.state(), list(store.manifest())) == (state, manifest)


def test_a_newer_version_makes_a_new_generation_and_keeps_the_old(store: SqlStore, place: str) -> None:
    store.add([kept(told("a"))])
    newer = replace(reading(document("a", told("a").document.text)), made_by=NEWER)
    assert store.known([newer.document], Version(made_by=NEWER, scope="interstate")) == frozenset()
    assert store.add([kept(newer)]) == 1
    assert store.reading("a") == newer
    assert [(entry.version.made_by.dragoman, entry.current) for entry in store.manifest()] == [("0.1.0", False), ("0.2.0", True)]
    engine = connect(place)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM claims")).scalar() == 1
    engine.dispose()


def test_what_is_known_depends_on_text_version_and_scope(store: SqlStore) -> None:
    store.add([kept(told("a")), kept(told("b"), failure="a fault of the program")])
    documents = [told("a").document, told("b").document, told("c").document]
    assert store.known(documents, THIS) == {"a"}
    assert store.known(documents, replace(THIS, scope="all")) == frozenset()
    assert store.known([document("a", "The page has changed.")], THIS) == frozenset()


def test_a_failure_is_told_once_and_does_not_replace_a_reading(store: SqlStore) -> None:
    missing = replace(reading(document("x", "")), claims=())
    assert store.add([kept(missing, failure="cannot be opened")]) == 1
    assert store.add([kept(missing, failure="cannot be opened")]) == 0
    store.add([kept(told("a"))])
    failed = replace(told("a"), made_by=NEWER, claims=())
    store.add([kept(failed, failure="internal error")])
    assert store.reading("a") == told("a")
    assert [entry.failure for entry in store.manifest()] == ["cannot be opened", None, "internal error"]
    assert [one.document.id for one in store.readings()] == ["a"]


def test_claims_are_found_by_the_beginning_of_their_ids(store: SqlStore) -> None:
    store.add([kept(told("a")), kept(told("b"))])
    (claim,) = told("a").claims
    assert store.find_claims(claim.id) == {claim.id: "a"}
    assert store.find_claims(claim.id[:10])[claim.id] == "a"
    assert len(store.find_claims("")) == 2
    assert store.find_claims("%") == {}


def test_copies_are_marked_and_unmarked(store: SqlStore) -> None:
    store.add([kept(told("a")), kept(told("b"))])
    relations = relate(store.imprints())
    assert relations.copies == {"b": "a"}
    assert relate(store.imprints(8), store.shingles) == relations
    store.relate(relations.copies, relations.corrections)
    assert store.documents(["b"])["b"].duplicate_of == "a"
    store.relate({}, {})
    assert store.documents(["b"])["b"].duplicate_of is None


def test_shingles_are_given_in_part_and_whole(store: SqlStore) -> None:
    one = kept(reading(document("a", " ".join(f"word{number}" for number in range(50)))))
    store.add([one, kept(told("b"))])
    assert [printed.shingles for printed in store.imprints()] == [one.imprint.shingles, b""]
    assert [printed.shingles for printed in store.imprints(8)] == [one.imprint.shingles[:8], b""]
    assert store.shingles(["a", "b", "c"]) == {"a": one.imprint.shingles, "b": b""}


def test_records_are_replaced_and_found_by_state(store: SqlStore) -> None:
    store.add([kept(told("a"))])
    made = assemble(store.readings(), relate(store.imprints()), LEXICON)
    assert store.assembled() is None
    for _ in range(2):
        store.replace_records(made.records, "state 1")
    assert store.assembled() == "state 1"
    assert tuple(store.records(AgreementRecord)) == made.agreements
    assert tuple(store.records(AgreementRecord, ("AZE", "TUR"))) == made.agreements
    assert tuple(store.records(AgreementRecord, ("AZE", "ARM"))) == ()


def test_claims_that_share_keys_hang_together(store: SqlStore) -> None:
    store.add([kept(told(name, f"Report {name}.")) for name in "abcd"])
    largest = 2**63 - 1
    store.keep_keys({"a": [frozenset({1, 2})], "b": [frozenset({2, largest})], "c": [frozenset({largest})], "d": [frozenset({4})]})
    one = frozenset({0})
    assert store.keys(["a", "d"]) == {1, 2, 4}
    assert store.block([1]) == {"a": one, "b": one, "c": one}
    assert store.block([4, 5]) == {"d": one}
    assert store.block([]) == {}
    store.keep_keys({"b": [frozenset({9})]})
    assert store.block([1]) == {"a": one}
    store.forget_records()
    assert store.block([1, 9]) == {}


def test_an_update_puts_some_records_in_place_of_others(store: SqlStore) -> None:
    store.add([kept(told("a"))])
    store.replace_records(assemble(store.readings(), Relations(), LEXICON).records, "1/0 v")
    assert store.read_since(0) == {"a"}
    store.add([kept(told("b", "They met in Baku, says another report."))])
    assert store.read_since(1) == {"b"}
    made = assemble(store.readings(), Relations(), LEXICON)
    claims = store.told(["a", "b"])
    assert claims == {claim.id for name in "ab" for claim in told(name).claims}
    gone = list(possible_records(claims))
    assert [type(record) for record in store.found_records(gone)] == [AgreementRecord]
    store.update(
        Update(
            made_from="2/0 v",
            copies={"b": "a"},
            corrections={},
            gone=gone,
            records=made.agreements,
            keys={"b": [frozenset({7})]},
            fresh={"b"},
        )
    )
    assert tuple(store.records(AgreementRecord)) == made.agreements
    assert store.assembled() == "2/0 v"
    assert store.related() == ({"b": "a"}, {})
    assert store.keys(["b"]) == {7}
    assert (store.search("Azerbaijan"), store.search("Baku")) == (("a",), ("b",))


def test_files_that_were_read_to_their_end(store: SqlStore) -> None:
    one = FinishedInput(path="a.jsonl", size=10**12, changed=1_700_000_000_123_456_789, documents=3)
    store.finish([one, replace(one, path="b.jsonl")], THIS)
    store.finish([replace(one, documents=4)], THIS)
    assert store.finished(THIS) == {"a.jsonl": replace(one, documents=4), "b.jsonl": replace(one, path="b.jsonl")}
    assert store.finished(Version(made_by=NEWER, scope="interstate")) == {}


def test_pages_of_archives_are_known_by_the_version_that_read_them(store: SqlStore) -> None:
    newer = Version(made_by=NEWER, scope="interstate")
    pages = [ReadPage(page=name, document=f"{name}\x00", version=THIS) for name in ("p", "q", "p")]
    store.add([kept(told("a"))], pages)
    assert [store.page(name, THIS) for name in ("p", "q", "r")] == ["p\x00", "q\x00", None]
    assert store.page("p", Version(made_by=MADE_BY, scope="all")) is None
    store.add([], [ReadPage(page="p", document="b", version=newer)])
    assert (store.page("p", newer), store.page("p", THIS), store.page("q", THIS)) == ("b", None, "q\x00")


def test_a_store_of_the_first_version_is_brought_up_to_date(place: str) -> None:
    """Its records are made anew, for the keys of its claims are not there."""
    with open_store(place) as store:
        store.add([kept(told("a"))])
        store.replace_records([], "1/0 v")
    engine = connect(place)
    with engine.begin() as connection:
        for table in ("inputs", "blocks", "watched", "pages"):
            connection.execute(sa.text(f"DROP TABLE {table}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :version"), {"version": BEFORE})
    engine.dispose()
    with open_store(place) as store:
        assert store.assembled() is None
        assert store.finished(THIS) == {}
        assert [one.document.id for one in store.readings()] == ["a"]


def test_judgements_come_in_the_order_they_were_made(store: SqlStore) -> None:
    passage = Passage(document="a", claim="c", start=0, end=3, quote="x\x00")
    made = [Judgement(id=name, verdict="wrong", passage=passage, by="a reader", values=(("when", "2021"),)) for name in ("z", "a")]
    before = store.state()
    store.judge(made)
    store.judge(made)
    assert store.judgements() == tuple(made)
    assert store.judgements(int(store.state().partition("/")[2]) - 1) == tuple(made[1:])
    assert store.state() != before


def test_what_is_remembered_of_feeds_and_sites(store: SqlStore) -> None:
    feeds = {
        "https://b.example/feed": FeedState(etag='"1"', seen=("x", "y"), tried=(("z", 2),), asked_at=1.5, next_at=900.25, failures=1),
        "https://a.example/feed": FeedState(failure="HTTP 503 \x00"),
    }
    site = {"https://a.example": SiteState(robots="User-agent: *\nDisallow: /\x00\ud800", known_at=1.0, asked_at=2.0, free_at=3.0)}
    before = store.state()
    store.remember({**feeds, **site})
    assert list(store.watched(FeedState).items()) == sorted(feeds.items())
    assert store.watched(SiteState) == site
    changed = {"https://b.example/feed": FeedState(etag='"2"')}
    store.remember(changed)
    assert store.watched(FeedState) == feeds | changed
    assert store.state() == before, "records do not depend on it"


def test_what_an_older_version_remembered_is_understood(store: SqlStore, place: str) -> None:
    store.remember({"a": FeedState(etag="1")})
    engine = connect(place)
    with engine.begin() as connection:
        connection.execute(sa.text("""UPDATE watched SET data = '{"etag": "2", "gone": 1}'"""))
    engine.dispose()
    assert store.watched(FeedState) == {"a": FeedState(etag="2")}


def test_a_store_of_the_version_before_is_brought_up_to_date(place: str) -> None:
    with open_store(place) as store:
        store.add([kept(told("a"))])
    engine = connect(place)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE pages"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0003'"))
    engine.dispose()
    with open_store(place) as store:
        assert store.reading("a") == told("a")
        assert store.page("p", THIS) is None


def test_what_could_not_be_fetched_is_told_once_for_each_address(store: SqlStore) -> None:
    for address in ("https://a.example/1", "https://a.example/2", "https://a.example/1"):
        missing = Document(id=address, source=Source(url=address), url=address)
        store.add([kept(Reading(made_by=MADE_BY, document=missing), failure="not found")])
    assert [entry.path for entry in store.manifest()] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize(
    ("words", "found"), [("shusha", ("a",)), ("Shusha declaration", ("a",)), ('"shusha OR', ()), ("", ()), ("ankara", ())]
)
def test_search(store: SqlStore, words: str, found: tuple[str, ...]) -> None:
    store.add([kept(reading(document("a", "They signed the Shusha Declaration.")))])
    store.replace_records([], "x")
    assert store.search(words) == found


def test_a_batch_is_kept_whole_or_not_at_all(store: SqlStore) -> None:
    broken = kept(replace(told("b"), claims=("no claim",)))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        store.add([kept(told("a")), broken])
    assert list(store.manifest()) == []


def test_the_migrations_make_the_tables_of_the_schema(place: str) -> None:
    engine = connect(place)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"include_object": _ours}), metadata)
    engine.dispose()
    assert differences == []
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [VERSION]


def _ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    return not (kind == "table" and (name or "").startswith("document_words")) and name != "ix_documents_words"


def test_a_store_of_a_newer_version_is_refused(place: str) -> None:
    engine = connect(place)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer version"):
        open_store(place)


def test_what_is_no_store(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("no database at all, but long enough to have a header of its own " * 20)
    with pytest.raises(StoreError, match="no store"):
        open_store(str(text))
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(str(other))
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(str(tmp_path / "nowhere" / "store.db"))
    with pytest.raises(StoreError, match="not the address"):
        open_store("nosuch://place")


WRITER = """
import sys
from tests.store.test_store import *
with open_store(sys.argv[1]) as store:
    for number in range(100000):
        store.add([kept(told(f"{number:06}-{part}", f"Report {number} {part}.")) for part in range(3)])
        print(number, flush=True)
"""


def test_kill_leaves_a_store_that_opens_with_whole_batches(tmp_path: Path) -> None:
    place = str(tmp_path / "store.db")
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, place],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"src{os.pathsep}."},
    )
    assert process.stdout is not None
    last = [process.stdout.readline() for _ in range(5)][-1]
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with open_store(place) as store:
        ids = [one.document.id for one in store.readings()]
        assert len(ids) % 3 == 0
        assert len(ids) >= 3 * (int(last) + 1)
        assert store.add([kept(told(f"{0:06}-{part}", f"Report 0 {part}.")) for part in range(3)]) == 0


def test_two_writers_wait_for_each_other(place: str) -> None:
    with open_store(place) as first, open_store(place) as second:
        assert first.add([kept(told("a"))]) == 1
        assert second.add([kept(told("a")), kept(told("b"))]) == 1
        assert [one.document.id for one in first.readings()] == ["a", "b"]
