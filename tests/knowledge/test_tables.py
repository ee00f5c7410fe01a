"""Tables fail on loading, with file, line and the nearest right code; areas are compiled once."""

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.door import Knowledge
from dragoman.knowledge.rows import reading
from dragoman.knowledge.tables import Tables

TABLE = """\
# stages
[[stage]]
code = "signed"

[[stage]]
code = "ratifed"
words = "ratify"
"""


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    (tmp_path / "stages.toml").write_text(TABLE)
    (tmp_path / "states.csv").write_text("code,name\nTUR,Turkey\nAZE\n")
    (tmp_path / "broken.toml").write_text("a = [")
    return Tables(tmp_path)


def test_a_misspelt_code_names_file_line_and_the_nearest_right_one(tables: Tables) -> None:
    row = list(tables.rows("stages.toml", "stage"))[1]
    with pytest.raises(KnowledgeError) as caught:
        row.code("code", {"signed", "ratified", "approved"})
    assert str(caught.value) == "stages.toml:5: no such code 'ratifed'\n  -> use one of ratified"


def test_an_unknown_key_is_refused(tables: Tables) -> None:
    row = list(tables.rows("stages.toml", "stage"))[1]
    with pytest.raises(KnowledgeError, match="no such key 'words'"):
        row.only("code", "word")


@pytest.mark.parametrize(("key", "method"), [("code", "number"), ("code", "flag"), ("absent", "text"), ("absent", "number")])
def test_a_value_of_the_wrong_type_is_refused(tables: Tables, key: str, method: str) -> None:
    row = next(tables.rows("stages.toml", "stage"))
    with pytest.raises(KnowledgeError, match=key):
        getattr(row, method)(key)


def test_one_text_counts_as_a_list(tables: Tables) -> None:
    assert list(tables.rows("stages.toml", "stage"))[1].texts("words") == ("ratify",)


def test_a_short_row_of_a_csv_table_is_refused_by_line(tables: Tables) -> None:
    rows = tables.csv("states.csv")
    assert next(rows).text("name") == "Turkey"
    with pytest.raises(KnowledgeError, match=r"states\.csv:3:"):
        next(rows)


@pytest.mark.parametrize("name", ["broken.toml", "absent.toml"])
def test_a_table_that_cannot_be_used_is_named(tables: Tables, name: str) -> None:
    with pytest.raises(KnowledgeError, match=name):
        tables.toml(name)


def test_the_digest_changes_with_one_byte(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "stages.toml").write_text(TABLE + "\n")
    assert Tables(tmp_path).digest != tables.digest


def test_an_area_is_compiled_once_and_again_when_a_table_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stages.toml").write_text(TABLE)
    calls: list[str] = []

    def build(_tables: Tables, language: str) -> str:
        calls.append(language)
        return "area"

    monkeypatch.setattr(reading, "build", build)
    made: list[object] = [Knowledge("en", tmp_path).reading for _ in range(2)]
    assert made == ["area", "area"]
    assert calls == ["en"]
    (tmp_path / "stages.toml").write_text(TABLE + "\n")
    Knowledge("en", tmp_path).reading  # noqa: B018 -- loading is the point
    assert calls == ["en", "en"]


def test_all_tables_of_the_package_load() -> None:
    Knowledge().check()
