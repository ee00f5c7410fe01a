"""``dragoman show`` on a store that holds what a perfect reader makes of the examples."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import DragomanError, NotFoundError
from dragoman.knowledge import load
from dragoman.model.claim import AgreementLink, Party, Statement
from dragoman.model.ports import Kept
from dragoman.reconcile import imprint
from dragoman.store import open_store
from tests.records import document, examples, reading, step


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Readings only: show makes the records, as after a run that was stopped."""
    place = str(tmp_path_factory.mktemp("show") / "examples.db")
    with open_store(place) as opened:
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, load().records)) for one in examples()])
    return place


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["show", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def as_json(*arguments: str) -> Any:  # noqa: ANN401 -- what json.loads gives
    return json.loads(shown(*arguments, "--json"))


def test_the_dossier_that_the_demo_shows(store: str) -> None:
    page = shown("dossier", "AZE", "TUR", "--store", store)
    assert page.startswith("AZERBAIJAN AND TURKEY\n14 reports, 2 of them copies, of 7 outlets, 1994-02-10 to 2022-10-24\n")
    shusha = page[page.index("Shusha Declaration on Allied Relations  ratified") :].partition("\n\n")[0]
    assert re.search(r"2021-06-15 +signed  Shusha  Ilham Aliyev, Recep Tayyip Erdogan", shusha)
    assert re.search(
        r"2022-02-01 +approved  Azerbaijan\n +all 3 reports agree; The Anatolian Post has corrected its report\n +withdrawn: 2022-01-31",
        shusha,
    )
    assert re.search(
        r"2022-02-03 +approved  Turkey\n +told by 1 of 2 reports; nearest to the day\n +but 2022-02-04  SILK ROAD REVIEW, 24 Oct 2022",
        shusha,
    )
    assert "announced for 2022-02-03 by Caspian Wire, 2 Feb 2022: kept" in shusha
    assert re.search(r"Agreement on military education  signed  background\n.*\n  1992-08-11", page)


def test_pages_are_plain_and_narrow(store: str) -> None:
    for arguments in (("dossier", "AZE", "TUR"), ("agreement", "shusha"), ("activities",), ("events",), ("statements",), ("sources",)):
        page = shown(*arguments, "--store", store)
        assert "\x1b" not in page
        assert max(map(len, page.splitlines())) <= 100
        assert all(line == line.rstrip() for line in page.splitlines())


def test_json_is_the_same_view(store: str) -> None:
    view = as_json("dossier", "Azerbaijan", "Turkey", "--store", store)
    assert view["codes"] == ["AZE", "TUR"]
    listed = as_json("agreements", "--between", "AZE", "--between", "TUR", "--store", store)
    assert listed == view["agreements"]
    one = next(entry for entry in listed if "Shusha" in entry["title"])
    assert as_json("agreement", one["id"][:8], "--store", store) == one


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("statements", "--speaker", "akar"), 1),
        (("statements", "--speaker", "kar"), 0),
        (("statements", "--speaker", "ARM", "--about", "provocation"), 1),
        (("statements", "--speaker", "ARM", "--about", "Provo"), 1),
        (("statements", "--speaker", "ARM", "--about", "vocation"), 0),
        (("statements", "--speaker", "aliyev", "--since", "2022"), 1),
        (("activities", "--type", "exercise", "--since", "2021-09", "--until", "2021-09"), 2),
        (("events", "--between", "FRA", "--type", "aid"), 1),
        (("agreements", "--status", "suspended"), 2),
    ],
)
def test_selections(store: str, arguments: tuple[str, ...], count: int) -> None:
    assert len(as_json(*arguments, "--store", store)) == count


def test_a_code_finds_its_state_and_no_name_that_begins_like_it(tmp_path: Path) -> None:
    told = next(one for one in examples() if any(isinstance(claim, Statement) for claim in one.claims))
    laschet = Party(role="speaker", actor="DEU", name="Armin Laschet", person="Armin Laschet")
    claims = [replace(c, parties=(laschet,)) if isinstance(c, Statement) else c for c in told.claims]
    place = str(tmp_path / "codes.db")
    with open_store(place) as opened:
        one = replace(told, claims=tuple(claims))
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, load().records))])
    assert not as_json("statements", "--speaker", "ARM", "--store", place)
    assert as_json("statements", "--speaker", "Armi", "--store", place) == as_json("statements", "--speaker", "DEU", "--store", place) != []


def test_statements_are_found_by_topic_and_show_it(tmp_path: Path) -> None:
    told = next(one for one in examples() if any(isinstance(claim, Statement) for claim in one.claims))
    claims = [replace(c, topics=("human rights", "aid")) if isinstance(c, Statement) else c for c in told.claims]
    place = str(tmp_path / "topics.db")
    with open_store(place) as opened:
        one = replace(told, claims=tuple(claims))
        opened.add([Kept(reading=one, scope="interstate", imprint=imprint(one.document, load().records))])
    found = as_json("statements", "--about", "Human Rights", "--store", place)
    assert found
    assert "human rights" not in json.dumps([(line["said"], line["sources"]) for line in found]).lower()
    assert as_json("statements", "--about", "right", "--store", place) == []  # a topic is named whole
    assert "  about aid, human rights\n" in shown("statements", "--store", place)


def test_a_document_and_its_claims(store: str) -> None:
    page = shown("document", "2022-02-04", "--store", store)
    assert "“The Grand National Assembly" not in page.partition("\n")[0]
    assert "approved" in page
    assert as_json("document", "2022-02-04-anatolian-post", "--store", store)["document"]["outlet"] == "The Anatolian Post"


def test_sources_tell_copies(store: str) -> None:
    assert "copy of 2020-08-14-c" in shown("sources", "--store", store)


@pytest.mark.parametrize(
    "arguments", [("agreement", "Kadesh"), ("dossier", "AZE", "XYZ"), ("document", "none"), ("events", "--between", "Atlantis")]
)
def test_what_is_not_there(store: str, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["show", *arguments, "--store", store])
    assert isinstance(result.exception, NotFoundError)
    assert isinstance(result.exception, DragomanError)
    assert result.exception.remedy


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    place = tmp_path / "missing.db"
    result = CliRunner().invoke(app, ["show", "events", "--store", str(place)])
    assert result.exit_code == 2
    assert not place.exists()


def test_an_agreement_is_shown_with_its_links(tmp_path: Path) -> None:
    place = str(tmp_path / "links.db")
    source = document("a", "Peru and Chile signed a protocol.")
    signed = replace(
        step(source, "protocol on culture", "signed", "2021-06-15", of=("CHL", "PER")),
        links=(AgreementLink(kind="amends", agreement="treaty on museums"),),
    )
    told = reading(source, signed, step(source, "treaty on museums", "signed", "1979", of=("CHL", "PER")))
    with open_store(place) as opened:
        opened.add([Kept(reading=told, scope="interstate", imprint=imprint(source, load().records))])
    other = as_json("agreement", "museums", "--store", place)
    assert as_json("agreement", "protocol", "--store", place)["links"] == [
        {"kind": "amends", "agreement": other["id"], "title": "Treaty on museums"}
    ]
    assert f"  amends Treaty on museums [{other['id'][:8]}]\n" in shown("agreement", "protocol", "--store", place)
    assert other["links"] == []
    assert "amends" not in shown("agreement", "museums", "--store", place)
