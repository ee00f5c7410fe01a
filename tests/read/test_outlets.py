"""Outlets by address and name, and the wires that reports came from."""

from dataclasses import replace

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge import load
from dragoman.knowledge.rows import outlets as rows
from dragoman.knowledge.tables import Tables
from dragoman.model.text import Document, Incoming, Source
from dragoman.read import credit_wires, mark_regions, name_outlet

OUTLETS = load().outlets
BODY = "Turkey and Azerbaijan signed an agreement on gas transit in Baku on Monday, the two foreign ministries said."


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.nytimes.com/2023/02/06/world/gas.html", "The New York Times"),
        ("http://english.ahram.org.eg/News/1.aspx", "Ahram Online"),
        ("https://timesofindia.indiatimes.com/world/1.cms", "The Times of India"),
        ("https://economictimes.indiatimes.com/news/1.cms", "The Economic Times"),
        ("https://www.state.gov/briefings/2023-02-06/", "US Department of State"),
        ("https://www.gov.br/mre/pt-br/x", "Brazilian Ministry of Foreign Affairs"),
        ("HTTPS://NEWS.UN.ORG:443/en/story", "United Nations"),
        ("https://user@apnews.com/article/x", "Associated Press"),
        ("https://notnytimes.com/x", None),
        ("https://nytimes.com.evil.example/x", None),
        ("https://www.gov.br/other", None),
        ("https://com/", None),
        ("news/2023.html", None),
        (None, None),
    ],
)
def test_an_address_names_its_outlet_by_the_longest_domain(url: str | None, name: str | None) -> None:
    found = OUTLETS.of_address(url)
    assert (found.name if found else None) == name


def test_the_table_says_of_what_state_and_kind_an_outlet_is() -> None:
    xinhua, times, ministry = (OUTLETS.of_name(name) for name in ("XINHUA", "new york times", "The Kremlin"))
    assert xinhua
    assert times
    assert ministry
    assert (xinhua.state, xinhua.owned, xinhua.kind) == ("CHN", "yes", "wire")
    assert (times.state, times.owned, times.kind) == ("USA", "no", "newspaper")
    assert (ministry.state, ministry.owned, ministry.kind) == ("RUS", "yes", "government")


def test_wires_of_every_large_state_and_its_ministry_are_there() -> None:
    kinds = {(outlet.state, outlet.kind) for outlet in OUTLETS.by_name.values()}
    assert {(state, kind) for state in ("USA", "RUS", "CHN", "IND", "JPN", "TUR", "AZE", "ARM") for kind in ("wire", "government")} <= kinds


class _Table(Tables):
    """The tables, with other rows of outlets."""

    def __init__(self, lines: str) -> None:
        super().__init__()
        self._bytes[rows.TABLE] = f"name,names,domains,state,owned,kind,source\n{lines}".encode()


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("A,,a.example,TUR,no,wire,own\nB,,a.example,TUR,no,wire,own\n", "'a.example' stands in another row too"),
        ("A,,a.example,TUR,no,wire,own\nB,a,b.example,TUR,no,wire,own\n", "'a' stands in another row too"),
        ("A,,a.example,TRU,no,wire,own\n", "no such state 'TRU'"),
        ("A,,a.example,TUR,maybe,wire,own\n", "no such owned 'maybe'"),
        ("A,,a.example,TUR,no,paper,own\n", "no such kind 'paper'"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused(lines: str, wrong: str) -> None:
    with pytest.raises(KnowledgeError, match=wrong):
        rows.build(_Table(lines), "en")


def incoming(text: str = BODY, *, extracted: bool = True, url: str | None = None, **fields: object) -> Incoming:
    document = Document(id="d", source=Source(url=url), url=url, text=text)
    return Incoming(document=replace(document, **fields), extracted=extracted)  # type: ignore[arg-type]  # fields of a document


NYT = "https://www.nytimes.com/2023/02/06/gas.html"
LOCAL = "https://www.localpost.example/gas"


@pytest.mark.parametrize(
    ("given", "outlet"),
    [
        (incoming(url=NYT, outlet="nytimes.com - Breaking News"), "The New York Times"),
        (incoming(url=NYT), "The New York Times"),
        (incoming(outlet="WSJ"), "The Wall Street Journal"),
        (incoming(outlet="Local Post"), "Local Post"),
        (incoming(url=LOCAL, outlet="Local Post"), "Local Post"),
        (incoming(url=LOCAL), "localpost.example"),
        (incoming(), None),
        # what whoever made the input gave is kept
        (incoming(url=NYT, outlet="NYT, print edition", extracted=False), "NYT, print edition"),
        (incoming(outlet="WSJ", extracted=False), "WSJ"),
        (incoming(url=NYT, extracted=False), "The New York Times"),
        (incoming(url=LOCAL, extracted=False), None),
    ],
)
def test_name_outlet(given: Incoming, outlet: str | None) -> None:
    assert name_outlet(given, OUTLETS).document.outlet == outlet


@pytest.mark.parametrize(
    ("text", "fields", "byline"),
    [
        (f"BAKU, Feb 6 (Reuters) - {BODY}", {"outlet": "The New York Times"}, ("Reuters",)),
        (f"BAKU, Feb 6 (Reuters) - {BODY}", {"outlet": "Reuters"}, ()),
        (f"BAKU (AP) — {BODY}", {"outlet": "AP"}, ()),
        (f"BAKU (AP) — {BODY}", {"outlet": "Local Post", "byline": ("Leyla Kaya",)}, ("Leyla Kaya", "Associated Press")),
        (f"BAKU (AP/AFP) — {BODY}", {"outlet": "Local Post"}, ("Associated Press", "Agence France-Presse")),
        (f"{BODY}\n\nReporting by Leyla Kaya, Associated Press", {"outlet": "Local Post"}, ("Associated Press",)),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", {"outlet": "Local Post"}, ("Associated Press",)),
        (f"{BODY}\n\n© 2023 AFP", {"outlet": "Local Post"}, ("Agence France-Presse",)),
        (BODY, {"outlet": "Local Post", "byline": ("AP",)}, ("Associated Press",)),
        # a wire in the text, a place in brackets, a first name
        (f"{BODY}\n\nReuters said the talks went on.", {"outlet": "Local Post"}, ()),
        (f"BAKU (Local Post) — {BODY}", {"outlet": "Local Post"}, ()),
        (f"{BODY}\n\nReporting by Petra Hill and Hina Khan", {"outlet": "Local Post"}, ()),
    ],
)
def test_credit_wires(text: str, fields: dict[str, object], byline: tuple[str, ...]) -> None:
    report = incoming(text, title="Gas deal", **fields)  # type: ignore[arg-type]  # as above
    marked = mark_regions(report, load().reading)
    assert credit_wires(marked, OUTLETS).document.byline == byline


def test_a_dateline_names_the_outlet_where_no_other_is_known() -> None:
    marked = mark_regions(incoming(f"BAKU, Feb 6 (Reuters) - {BODY}", extracted=False), load().reading)
    assert credit_wires(marked, OUTLETS).document.outlet == "Reuters"
    assert credit_wires(marked, OUTLETS).document.byline == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CNN (Web News)", "CNN"),
        ("New York Times - News", "The New York Times"),
        ("NPR Online News", "NPR"),
        ("Fox Online News", "Fox News"),
        ("thehill.com", "The Hill"),
        ("Gulf Courier", None),
        ("", None),
    ],
)
def test_a_name_with_additions_means_its_outlet(written: str, name: str | None) -> None:
    found = OUTLETS.behind(written)
    assert (found.name if found else None) == name
