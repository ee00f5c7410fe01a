"""The tables of actors: what they hold, and that a wrong row is refused by file and line."""

import copy
import pickle
import shutil
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import load
from dragoman.knowledge.rows.actors import Actors, build
from dragoman.knowledge.rows.holders import Holder, surnames_of
from dragoman.knowledge.rows.names import forms, plain
from dragoman.knowledge.tables import ROOT, Tables

FOLDERS = ("actors", "lang/en")


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load().actors


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the tables of actors, to be spoilt."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_every_state_has_a_name_that_finds_it(actors: Actors) -> None:
    named = {sense.actor for senses in actors.names.values() for sense in senses if sense.kind == "state"}
    assert set(actors.states) - named == set()


def test_every_organisation_has_a_name_that_finds_it(actors: Actors) -> None:
    named = {sense.actor for senses in actors.names.values() for sense in senses if sense.kind == "organisation"}
    assert set(actors.organisations) <= named


def test_every_office_of_a_holder_has_a_sector(actors: Actors) -> None:
    assert {term.office for terms in actors.terms.values() for term in terms} <= set(actors.sectors)


def test_terms_are_in_order_and_do_not_end_before_they_begin(actors: Actors) -> None:
    for terms in actors.terms.values():
        assert list(terms) == sorted(terms, key=lambda term: term.since)
        assert all(term.since[:10] <= term.until[:10] or term.since.startswith(term.until) for term in terms), terms


def test_the_area_can_be_copied_and_kept_without_what_cannot(actors: Actors) -> None:
    assert actors.finder is not None
    again = copy.deepcopy(actors)
    assert len(pickle.dumps(actors)) > 0
    assert again == actors
    assert again.finder.find_matches_as_indexes("Iran") == actors.finder.find_matches_as_indexes("Iran")


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        ("actors/heads.csv", "XQX,head of state,Nobody,,1990,1991,unverified\n", "no such state 'XQX'"),
        ("actors/heads.csv", "AZE,head of stat,Nobody,,1990,1991,unverified\n", "no such office 'head of stat'"),
        ("lang/en/states.toml", '\n[[state]]\ncode = "XQX"\n', "no such code 'XQX'"),
        ("lang/en/states.toml", '\n[[state]]\ncode = "AZE"\nnmes = ["x"]\n', "no such key 'nmes'"),
        ("lang/en/offices.toml", '\n[[office]]\ncode = "head of stat"\n', "no such code 'head of stat'"),
        ("lang/en/organs.toml", '\n[[organ]]\nsector = "GOV"\nname = "x"\nkind = "organ"\nstates = ["XQX"]\n', "no such state 'XQX'"),
        ("lang/en/confusions.toml", '\n[[confusion]]\nname = "Nosuchland"\n', "no table has the name 'Nosuchland'"),
        ("lang/en/references.toml", '\n[[noun]]\nof = "stat"\nwords = ["x"]\n', "no such of 'stat'"),
        ("lang/en/references.toml", '\n[[together]]\nwords = ["x"]\nstates = ["XQX"]\n', "no such state 'XQX'"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_file_and_line(tables: Path, table: str, row: str, words: str) -> None:
    path = tables / table
    text = path.read_text(encoding="utf-8")
    path.write_text(text + row, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words) as caught:
        build(Tables(tables), "en")
    assert caught.value.where == table
    assert caught.value.line is not None
    assert caught.value.line > text.count("\n")


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Ilham Aliyev", ["Aliyev"]),
        ("Bashar al-Assad", ["al-Assad", "Assad"]),
        ("Mohammed bin Salman", ["bin Salman"]),
        ("Ursula von der Leyen", ["von der Leyen", "Leyen"]),
        ("Albert II", []),
        ("Abdullah of Jordan", []),
        ("Robert Kennedy Jr.", ["Kennedy"]),
        ("Suharto", ["Suharto"]),
    ],
)
def test_surnames(name: str, surnames: list[str]) -> None:
    assert list(surnames_of(name)) == surnames


def test_a_term_covers_its_first_and_last_day_as_exactly_as_they_are_known() -> None:
    term = Holder(person="A B", state="AZE", office="head of state", since="2010-05", until="2012", names=(), surnames=())
    assert [term.held_on(day) for day in ("2010-04-30", "2010-05-01", "2012-12-31", "2013-01-01")] == [False, True, True, False]


def test_forms_keep_abbreviations_as_they_are() -> None:
    assert list(forms("Turkey")) == ["Turkey", "TURKEY"]
    assert list(forms("US")) == ["US"]
    assert list(forms("Isle")) == ["Isle", "ISLE"]


def test_plain_text_keeps_its_length() -> None:
    text = "Côte d’Ivoire – “Iran”\u00a0…"
    assert plain(text) == "Côte d'Ivoire - “Iran” …"
    assert len(plain(text)) == len(text)
