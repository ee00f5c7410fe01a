"""Documentation under test: rows shown stand in the tables, and every page is linked."""

import json
import re
import shlex
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dragoman.cli.app import app
from dragoman.knowledge.tables import ROOT
from dragoman.model.codec import json_schema

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]
PAGE = (DOCS / "tables.md").read_text(encoding="utf-8")
SHOWN = [(table, kind, text) for kind, table, text in re.findall(r"```(toml|csv)\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)]


@pytest.mark.parametrize(("table", "kind", "text"), SHOWN, ids=[f"{table}-{number}" for number, (table, _, _) in enumerate(SHOWN)])
def test_rows_shown_stand_in_the_tables(table: str, kind: str, text: str) -> None:
    there = (ROOT / table).read_text(encoding="utf-8")
    if kind == "csv":
        assert set(text.splitlines()) <= set(there.splitlines())
        return
    shown, whole = tomllib.loads(text), tomllib.loads(there)
    assert shown
    for name, rows in shown.items():
        for row in rows:
            assert any(part_of(row, other) for other in whole[name]), row


def part_of(shown: Any, whole: Any) -> bool:  # noqa: ANN401 -- what TOML holds
    """Whether a row is the one shown: lists may be shortened there, and keys left out."""
    if isinstance(shown, dict):
        return isinstance(whole, dict) and all(name in whole and part_of(value, whole[name]) for name, value in shown.items())
    if isinstance(shown, list):
        return isinstance(whole, list) and all(any(part_of(item, other) for other in whole) for item in shown)
    return bool(shown == whole)


def test_every_kind_of_table_is_shown() -> None:
    assert {table.partition("/")[0] for table, _, _ in SHOWN} >= {"actors", "lang", "ontology"}
    tests = re.findall(r"tests/[\w/]+\.py", PAGE)
    assert tests
    assert [name for name in tests if not (DOCS.parent / name).exists()] == []


def test_every_page_is_linked_from_the_first() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#]+)\)", index))
    pages = {
        path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*") if path.suffix in {".md", ".json"} and path != DOCS / "README.md"
    }
    assert {page for page in pages if not page.startswith("decisions/")} - linked == set()


def commands() -> list[str]:
    """Every line of a page that calls the program."""
    lines = [line for page in PAGES for line in page.read_text(encoding="utf-8").splitlines()]
    called = [match[1] for line in lines if (match := re.match(r"(?:\$ |    )(?:.* \| )?(?:\.venv/bin/)?(dragoman [a-z].*)", line))]
    return sorted({re.sub(r"\s+[#>] .*", "", line) for line in called})


@pytest.mark.parametrize("line", commands())
def test_every_command_shown_is_one_of_the_program(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command: Any = typer.main.get_command(app)
    name, *arguments = shlex.split(line)
    while hasattr(command, "commands"):
        name, *arguments = arguments
        assert name in command.commands
        command = command.commands[name]
    command.make_context(name, arguments)  # raises where an option or argument is not as the program has it


def test_the_schema_that_ships_is_that_of_the_program() -> None:
    assert json.loads((files("dragoman.model") / "schema.json").read_text(encoding="utf-8")) == json_schema(), "run `make docs`"


def test_every_kind_of_claim_and_every_basis_is_explained() -> None:
    page = (DOCS / "output.md").read_text(encoding="utf-8").partition("<!-- begin fields -->")[0]
    definitions = json_schema()["$defs"]
    kinds = [
        part["properties"]["kind"]["const"]
        for part in definitions.values()
        if "kind" in part["properties"] and "modality" in part["properties"]
    ]
    assert [kind for kind in kinds if f"**{kind}**" not in page] == []
    words = [
        value for part in (definitions["When"]["properties"]["basis"], definitions["Party"]["properties"]["role"]) for value in part["enum"]
    ]
    common = [name for name in definitions["Event"]["properties"] if name in definitions["Statement"]["properties"] and name != "kind"]
    said = {*common, "kind", "type", "domains"}
    own = [name for kind in ("Event", "Statement", "Activity") for name in definitions[kind]["properties"] if name not in said]
    assert [word for word in words + common + own if f"`{word}`" not in page and word != "reporter"] == []
