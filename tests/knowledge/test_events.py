"""Every example of a frame gives its event; of a counter-example the frame makes none."""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.extract.events.extractor import extract_events
from dragoman.knowledge import Knowledge, load
from dragoman.knowledge.rows.events import Example, build
from dragoman.knowledge.tables import ROOT, Tables
from dragoman.model.claim import Event
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

EXAMPLES = load().events.examples
FRAMES = [f for index in (load().events.verbs, load().events.nouns, load().events.adjectives) for some in index.values() for f in some]


@pytest.fixture(scope="module")
def told() -> Mapping[str, tuple[Event, ...]]:
    """The events of each example text, all parsed in one batch."""
    knowledge = load()
    texts = list(dict.fromkeys(e.text for e in EXAMPLES))
    documents = [Document(id=str(n), text=text, published="2022-02-16") for n, text in enumerate(texts)]
    parses = load_parser().parse(documents)
    return {d.text: tuple(events(d, p, knowledge)) for d, p in zip(documents, parses, strict=True)}


def events(document: Document, parse: object, knowledge: Knowledge) -> Iterator[Event]:
    for claim in extract_events(annotate(document, parse, knowledge), knowledge).claims:  # type: ignore[arg-type]  # a Parse
        assert isinstance(claim, Event)
        yield claim


def codes(event: Event, role: str, wanted: frozenset[str]) -> frozenset[str]:
    """The codes of a role; an organ counts as its state, unless the example names the organ."""
    found = {p.actor for p in event.parties if p.role == role and p.actor}
    return frozenset(code if code in wanted else code.partition(":")[0] for code in found)


def by_frame(some: tuple[Event, ...], frame: str) -> list[Event]:
    return [event for event in some if event.made_by.split("/")[1] == frame]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.where}:{e.text[:30]}")
def test_examples_of_frames(example: Example, told: Mapping[str, tuple[Event, ...]]) -> None:
    found = by_frame(told[example.text], example.frame)
    if example.type is None:
        assert [(e.type, e.modality) for e in found] == []
    else:
        sides = [(e.type, codes(e, "actor", example.actor), codes(e, "recipient", example.recipient)) for e in found]
        assert (example.type, example.actor, example.recipient) in sides


def test_every_type_has_frames_and_every_frame_a_mode_of_its_type() -> None:
    area = load().events
    assert {f.type for f in FRAMES} == set(area.types)
    assert {f.id for f in FRAMES if f.mode and f.mode not in area.types[f.type].modes} == set()


def test_settled_faults_of_the_published_tables() -> None:
    types = load().events.types
    assert types["ACCUSE"].score == -3
    assert types["SANCTION"].quad == 4
    assert types["PROTEST"].intensity("vandalize") == types["PROTEST"].score
    cameo = {row.text("code"): row.text("type") for row in Tables().rows("ontology/events.toml", "cameo")}
    assert cameo["163"] == "SANCTION"
    assert len(types) == 16


def test_the_most_specific_frames_come_first() -> None:
    for index in (load().events.verbs, load().events.nouns):
        for some in index.values():
            assert all(a.specificity >= b.specificity for a, b in itertools.pairwise(some))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('id = "x"\nverbs = ["do"]\nobjct = ["y"]', "no such key 'objct'"),
        ('id = "x"\nverbs = ["do"]\nmode = "vist"', "no such mode 'vist'"),
        ('id = "x"\nverbs = ["do"]\nobject = ["@ships"]', "no such class '@ships'"),
        ('id = "x"', "the frame has no words"),
        ('id = "x"\nverbs = ["do"]\ncameo = "999"', "no such cameo '999'"),
    ],
)
def test_a_wrong_frame_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    for name in ("ontology/events.toml", "lang/en/classes.toml"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    folder = tmp_path / "lang/en/events"
    folder.mkdir()
    (folder / "x.toml").write_text(f'type = "CONSULT"\nsource = "test"\n\n[[frame]]\n{row}\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message) as caught:
        build(Tables(tmp_path), "en")
    assert caught.value.line == 4
