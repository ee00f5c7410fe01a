"""docs/identity.md: its worked example runs as it stands there, on a store of the coded examples, and does what the page says."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.knowledge import load
from dragoman.model.ports import Kept
from dragoman.model.record import AgreementRecord
from dragoman.reconcile import imprint
from dragoman.run import bring_up_to_date, judge
from dragoman.store import open_store
from tests.records import examples

PAGE = (Path(__file__).parent.parent.parent / "docs" / "identity.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^\$ (dragoman .+)$", PAGE, re.MULTILINE)]
READ = ["1994-02-10-anatolian-post", "2022-10-24-silk-road-review"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store that the page's first command makes."""
    monkeypatch.chdir(tmp_path)
    assert COMMANDS[0][:3] == ["read", *(f"examples/{name}.txt" for name in READ)]
    with open_store("dossier.db") as opened:
        readings = [one for one in examples() if one.document.id in READ]
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, load().records)) for one in readings])
    return "dossier.db"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def agreements() -> list[Any]:
    return list(json.loads(run(*COMMANDS[1], "--json")))


def titles() -> list[list[str]]:
    both = [[one["title"], *one["other_titles"]] for one in agreements()]
    return [some for some in both if any("friendship and comprehensive" in title or "Protocol on coop" in title for title in some)]


@pytest.mark.usefixtures("store")
def test_the_worked_example() -> None:
    before = agreements()
    assert len(titles()) == 2
    merge, show, undo = COMMANDS[2:5]
    run(*merge)
    assert [len(some) for some in titles()] == [2]
    page = run(*show)
    assert "protocol on cooperation and mutual assistance" in page
    assert "mutual defence" in page
    run(*undo)
    assert agreements() == before


def test_the_same_from_python(store: str) -> None:
    with open_store(store) as opened:
        bring_up_to_date(opened)
        claims = [record.sources[0].claim for record in opened.records(AgreementRecord)][:2]
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "identity.md", "exec"), {"treaty_claim": claims[0], "protocol_claim": claims[1]})  # noqa: S102 -- the page's own code
    with open_store(store) as opened:
        assert [judgement.verdict for judgement in opened.judgements()] == ["same"]
    assert judge.__module__ == "dragoman.run.judging"
