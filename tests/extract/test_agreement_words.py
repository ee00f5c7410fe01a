"""Every example of a row of words gives its step, provision or activity; every counter-example gives none."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from dragoman.extract.activities.extractor import extract_activities
from dragoman.extract.agreements.extractor import extract_agreements
from dragoman.extract.scope import in_scope
from dragoman.knowledge import load
from dragoman.knowledge.tables import Row, Tables
from dragoman.model.claim import Activity, AnyClaim, Provision, Step
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import annotate

AGREEMENTS, PROVISIONS, ACTIVITIES = ("lang/en/agreements.toml", "lang/en/provisions.toml", "lang/en/activities.toml")
ROLES = ("visitor", "host", "participant", "trainer", "trainee")


@dataclass(frozen=True)
class Example:
    """A text, the claim it must give, who takes part in which role; ``found`` is False for a counter-example."""

    text: str
    kind: type[AnyClaim]
    code: str
    parties: tuple[tuple[str, str], ...]
    found: bool

    def __str__(self) -> str:
        return f"{self.code}:{self.text[:40]}"


def examples_of(row: Row, kind: type[AnyClaim]) -> list[Example]:
    code = row.text("code")
    found = []
    for example in row.rows("examples") if isinstance(row.values["examples"][0], Mapping) else ():
        states = [("", code) for code in example.texts("states")]
        parties = [*states, *((role, example.text(role)) for role in ROLES if role in example.values)]
        found.append(Example(example.text("text"), kind, code, tuple(parties), found=True))
    plain = [text for text in row.values["examples"] if isinstance(text, str)]
    found += [Example(text, kind, code, (), found=True) for text in plain]
    return found + [Example(text, kind, code, (), found=False) for text in row.texts("counter")]


def all_examples() -> list[Example]:
    tables = Tables()
    rows = ((AGREEMENTS, "stage", Step), (PROVISIONS, "provision", Provision), (ACTIVITIES, "activity", Activity))
    return [example for name, key, kind in rows for row in tables.rows(name, key) for example in examples_of(row, kind)]


EXAMPLES = all_examples()


@pytest.fixture(scope="module")
def told() -> Mapping[str, tuple[AnyClaim, ...]]:
    """The claims of each example text, all parsed in one batch."""
    knowledge = load()
    texts = list(dict.fromkeys(example.text for example in EXAMPLES))
    documents = [Document(id=str(n), text=text, published="2022-02-16") for n, text in enumerate(texts)]
    found = {}
    for document, parse in zip(documents, load_parser().parse(documents), strict=True):
        annotated = annotate(document, parse, knowledge)
        claims = (*extract_agreements(annotated, knowledge).claims, *extract_activities(annotated, knowledge).claims)
        found[document.text] = tuple(claim for claim in claims if in_scope(claim, "interstate"))
    return found


def code_of(claim: AnyClaim) -> str:
    return claim.stage if isinstance(claim, Step) else claim.type if isinstance(claim, Provision | Activity) else ""


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_examples(example: Example, told: Mapping[str, tuple[AnyClaim, ...]]) -> None:
    fitting = [c for c in told[example.text] if isinstance(c, example.kind) and code_of(c) == example.code]
    if not example.found:
        assert fitting == []
        return
    assert fitting, [(code_of(c), [(p.role, p.actor) for p in c.parties]) for c in told[example.text]]
    present = {(role, p.actor.partition(":")[0]) for p in fitting[0].parties if p.actor for role in ("", p.role)}
    assert set(example.parties) <= present
