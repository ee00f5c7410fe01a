import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import NotFoundError
from dragoman.knowledge import load
from dragoman.model.ports import Kept
from dragoman.reconcile import imprint
from dragoman.store import open_store
from tests.records import examples


@pytest.fixture
def store(tmp_path: Path) -> str:
    place = str(tmp_path / "store.db")
    with open_store(place) as opened:
        readings = [one for one in examples() if "shusha" in one.document.text.lower()]
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, load().records)) for one in readings])
    return place


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.output


def test_a_wrong_claim_leaves_the_record_and_comes_back(store: str) -> None:
    before = run("show", "agreement", "shusha", "--store", store)
    (claim,) = set(re.findall(r"Azerbaijan's parliament had approved the declaration\s+on\s+January\s+31.”\n.*\[(\w{8})\]", before))
    made = run("judge", "wrong", claim, "--by", "A. Reader", "--store", store)
    assert "January 31" in made
    assert "2022-01-31" not in run("show", "agreement", "shusha", "--store", store)
    run("judge", "right", claim, "--by", "A. Reader", "--store", store)
    assert run("show", "agreement", "shusha", "--store", store) == before


def test_how_many_are_judged(store: str) -> None:
    assert "two claims" in run("judge", "same", "abcd", "--by", "A. Reader", "--store", store, code=2)


@pytest.mark.parametrize("wanted", ["0000000000000000", "Kadesh", ""])
def test_what_is_not_there(store: str, wanted: str) -> None:
    result = CliRunner().invoke(app, ["judge", "wrong", wanted, "--by", "A. Reader", "--store", store])
    assert isinstance(result.exception, NotFoundError)
