"""What is read of a page: each field from what states it best, and the text in paragraphs."""

import json

import pytest

from dragoman.model.text import Incoming, Source
from dragoman.read.pages import read_page
from dragoman.read.pages.charsets import decode_page
from dragoman.read.pages.days import read_day
from dragoman.read.pages.extraction import Page, extract_page

FIRST = "Turkey and Azerbaijan signed an agreement on gas transit in Baku on Monday, the two foreign ministries said."
SECOND = "The pipeline would carry six billion cubic metres a year from 2027, according to a joint statement."
THIRD = "Officials of both states will meet again in Ankara next month to settle the tariffs, a spokeswoman said."


def page(head: str = "", over: str = "<h1>Gas deal signed in Baku</h1>", body: str = "", attributes: str = ' lang="en"') -> bytes:
    """A page of three paragraphs."""
    text = body or f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    return (
        f'<!DOCTYPE html><html{attributes}><head><meta charset="utf-8">{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article>{over}{text}</article><footer>About us</footer></body></html>"
    ).encode()


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def read(content: bytes, url: str | None = None) -> Page:
    return extract_page(content, url=url)


def test_the_text_is_the_report_in_paragraphs_without_headline_and_menus() -> None:
    assert read(page()).text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_rows_of_short_lines_before_and_after_the_text_are_menus() -> None:
    menu = "".join(f"<div>Section {number}</div>" for number in range(30))
    text = "".join(f"<div>{paragraph}</div>" for paragraph in (FIRST, SECOND, THIRD))
    body = f"<html><head><title>Gas deal signed</title></head><body>{menu}{text}{menu}</body></html>"
    assert "Section" not in read(body.encode()).text
    assert FIRST in read(body.encode()).text


def test_a_row_of_short_lines_after_the_text_alone_may_be_those_who_signed() -> None:
    states = ("Albania", "Belgium", "Canada", "Denmark", "Estonia", "Finland", "Greece", "Hungary", "Iceland", "Japan", "Kenya", "Latvia")
    signed = "".join(f"<p>{state}</p>" for state in states)
    text = read(page(body=f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{signed}")).text
    assert all(state in text for state in states)


def test_a_page_that_shows_its_text_by_script_gives_the_copy_in_its_linked_data() -> None:
    whole = " ".join((FIRST, SECOND, THIRD) * 3)
    found = read(page(linked(headline="Gas deal signed in Baku", articleBody=whole), body="<div id='app'></div>"))
    assert found.text == whole


@pytest.mark.parametrize(
    ("head", "over", "title"),
    [
        (meta("og:title", "Gas deal signed in Baku | Caspian Wire") + meta("og:site_name", "Caspian Wire"), "", "Gas deal signed in Baku"),
        (
            "<title>Gas deal signed in Baku - World - Caspian Wire</title>" + meta("og:site_name", "Caspian Wire"),
            "",
            "Gas deal signed in Baku - World",
        ),
        ("<title>Caspian Wire: Gas deal signed in Baku</title>" + meta("og:site_name", "Caspian Wire"), "", "Gas deal signed in Baku"),
        ("<title>Gas deal signed in Baku | Energy | News</title>", "", "Gas deal signed in Baku"),
        (linked(headline="Gas deal signed"), "", "Gas deal signed"),
        # what is printed over the text goes before what is written for searching and sharing
        (
            meta("og:title", "You will not believe what Baku signed") + "<title>Gas deal signed</title>",
            "<h1>Gas deal signed in Baku</h1>",
            "Gas deal signed in Baku",
        ),
        # the name of the site or of a section is no headline
        (meta("og:title", "Gas deal signed") + meta("og:site_name", "Caspian Wire"), "<h1>Caspian Wire</h1>", "Gas deal signed"),
        (meta("og:title", "Gas deal signed in Baku"), "<h1>Energy</h1>", "Gas deal signed in Baku"),
        (
            meta("og:title", "Gas deal signed in Baku"),
            "<h1>Read also</h1><h1>Gas deal is signed in Baku</h1>",
            "Gas deal is signed in Baku",
        ),
        # a headline cut to a length
        (
            linked(headline="Gas deal signed in …") + meta("og:title", "Gas deal signed in Baku after years"),
            "",
            "Gas deal signed in Baku after years",
        ),
        # a headline with a colon keeps it
        ("<title>Gas deal: who gains | Caspian Wire</title>", "", "Gas deal: who gains"),
        (meta("og:title", "Gas &amp;amp; oil: deal"), "", "Gas & oil: deal"),
        ('<meta name="og:title" value="Gas deal signed">', "", "Gas deal signed"),
    ],
)
def test_title(head: str, over: str, title: str) -> None:
    assert read(page(head, over), "https://caspianwire.example/2023/gas-deal").title == title


@pytest.mark.parametrize(
    ("head", "over", "url", "published"),
    [
        (linked(datePublished="2023-02-06T21:10:00+04:00"), "", None, "2023-02-06"),
        (meta("article:published_time", "2023-02-06T21:10:00-05:00"), "", None, "2023-02-06"),
        (
            meta("article:modified_time", "2023-02-09T10:00:00Z") + meta("article:published_time", "2023-02-06T10:00:00Z"),
            "",
            None,
            "2023-02-06",
        ),
        (linked(datePublished="2023-02-06") + meta("date", "2023-02-08"), "", None, "2023-02-06"),
        # as readers see it, where the time is written in UTC
        (meta("article:published_time", "2023-02-07T02:10:00Z"), "<time>February 6, 2023</time>", None, "2023-02-06"),
        (meta("article:published_time", "2023-02-06T22:10:00+00:00"), "<p class='date'>7 February 2023</p>", None, "2023-02-07"),
        (meta("article:published_time", "2023-02-07T02:10:00Z"), "<time>7 Feb. 2023</time>", None, "2023-02-07"),
        (meta("article:published_time", "2023-02-07T02:10:00Z"), "", "https://wire.example/2023/02/06/gas", "2023-02-06"),
        (meta("article:published_time", "2023-02-07T02:10:00Z"), "", None, "2023-02-07"),
        # the address
        ("", "", "https://wire.example/world/2023/feb/06/gas", "2023-02-06"),
        ("", "", "https://wire.example/world/20230206/gas", "2023-02-06"),
        # the text
        ("", "<p class='date'>6 February 2023</p>", None, "2023-02-06"),
        ("", '<span itemprop="datePublished" content="2023-02-06">today</span>', None, "2023-02-06"),
        # a year alone is no day
        ("", "<p>© 2019 Caspian Wire</p>", None, None),
        ("", "", None, None),
    ],
)
def test_published(head: str, over: str, url: str | None, published: str | None) -> None:
    assert read(page(head, f"<h1>Gas deal signed in Baku</h1>{over}"), url).published == published


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-02-06", "2023-02-06"),
        ("2023/2/6 10:00", "2023-02-06"),
        ("20230206T101500Z", "2023-02-06"),
        ("20230206", "2023-02-06"),
        ("1675684800", "2023-02-06"),
        ("1675684800000", "2023-02-06"),
        ("Mon, 06 Feb 2023 23:30:00 +0400", "2023-02-06"),
        ("2023-02-30", None),
        ("0001-01-01T00:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_as_markup_writes_them(text: str, day: str | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("head", "over", "byline"),
    [
        (linked(author=[{"@type": "Person", "name": "Leyla Kaya"}, {"name": "Tom Wood"}]), "", ("Leyla Kaya", "Tom Wood")),
        (linked(author="By LEYLA KAYA and Tom Wood"), "", ("Leyla Kaya", "Tom Wood")),
        ('<meta name="author" content="Leyla Kaya, Staff Writer">', "", ("Leyla Kaya",)),
        ('<meta name="author" content="https://social.example/leyla">', '<p class="byline">By Leyla Kaya</p>', ("Leyla Kaya",)),
        ("", '<a rel="author" href="/people/leyla">Leyla Kaya</a>', ("Leyla Kaya",)),
        ("", '<p class="author">Get our letters every week</p>', ()),
        ('<meta name="author" content="Caspian Wire">' + meta("og:site_name", "Caspian Wire"), "", ()),
    ],
)
def test_byline(head: str, over: str, byline: tuple[str, ...]) -> None:
    assert read(page(head, f"<h1>Gas deal signed in Baku</h1>{over}")).byline == byline


def test_an_author_of_another_entry_of_the_linked_data_is_found_by_its_id() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Gas deal", "author": {"@id": "#leyla"}},
        {"@type": "Person", "@id": "#leyla", "name": "Leyla Kaya"},
    ]
    assert read(page(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')).byline == ("Leyla Kaya",)


def test_of_several_entries_the_one_of_this_page_counts() -> None:
    entries = [
        {"@type": "NewsArticle", "url": f"https://wire.example/a-{n}-b", "headline": f"Report {n}", "datePublished": f"2023-02-0{n}"}
        for n in (1, 2, 3)
    ]
    head = f'<script type="application/ld+json">{json.dumps(entries)}</script><link rel="canonical" href="https://wire.example/a-2-b">'
    found = read(page(head, ""))
    assert (found.title, found.published, found.url) == ("Report 2", "2023-02-02", "https://wire.example/a-2-b")


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ('{"@type": "NewsArticle", "headline": "Gas deal",}', "Gas deal"),
        ('<!-- {"@type": "NewsArticle", "headline": "Gas deal"} -->', "Gas deal"),
        ('//<![CDATA[\n{"@type": ["Article"], "headline": "Gas\ndeal"}\n//]]>', "Gas deal"),
        ('{"@type": "NewsArticle", "headline": "Gas deal", "text": "a "quoted" word"}', "Gas deal"),
        ('{"@type": "http://schema.org/NewsArticle", "headline": ["Gas deal"], "author": 7, "datePublished": {}}', "Gas deal"),
        ("[" * 5_000, "Fallback"),
        ('{"@type": {"a": 1}, "headline": "Gas deal"}', "Fallback"),
    ],
)
def test_linked_data_with_the_usual_faults(script: str, title: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><title>Fallback</title>'
    assert read(page(head, "")).title == title


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (meta("og:site_name", "Caspian Wire"), "Caspian Wire"),
        (linked(publisher={"@type": "Organization", "name": "Caspian Wire"}), "Caspian Wire"),
        ("<title>Gas deal signed in Baku - Caspian Wire</title>", "Caspian Wire"),
        ("<title>Gas deal signed in Baku - and now?</title>", None),
        (meta("og:site_name", "https://caspianwire.example"), None),
        ("", None),
    ],
)
def test_outlet(head: str, outlet: str | None) -> None:
    assert read(page(head)).outlet == outlet


@pytest.mark.parametrize(
    ("canonical", "url", "address"),
    [
        (
            "https://wire.example/world/gas-deal-signed",
            "https://www.wire.example/world/gas-deal-signed?utm=x",
            "https://wire.example/world/gas-deal-signed",
        ),
        ("/world/gas-deal-signed", "https://wire.example/world/gas-deal-signed?utm=x", "https://wire.example/world/gas-deal-signed"),
        ("https://wire.example/", "https://wire.example/world/gas-deal-signed", "https://wire.example/world/gas-deal-signed"),
        ("https://wire.example/world", "https://wire.example/world/gas-deal-signed", "https://wire.example/world/gas-deal-signed"),
        (
            "https://other.example/world/gas-deal-signed",
            "https://wire.example/world/gas-deal-signed",
            "https://wire.example/world/gas-deal-signed",
        ),
        ("https://wire.example/world/gas-deal-signed", None, "https://wire.example/world/gas-deal-signed"),
        ("https://wire.example/world", None, None),
        ("javascript:void(0)", None, None),
        ("http://[broken", None, None),
    ],
)
def test_the_address_that_a_page_calls_its_own(canonical: str, url: str | None, address: str | None) -> None:
    assert read(page(f'<link rel="canonical" href="{canonical}">'), url).url == address


@pytest.mark.parametrize(
    ("attributes", "language"), [(' lang="en-GB"', "en"), (' lang="TR"', "tr"), (' lang=""', None), (' lang="english"', None)]
)
def test_language(attributes: str, language: str | None) -> None:
    assert read(page(attributes=attributes)).language == language


TURKISH = "İstanbul’da görüşme: Şuşa, Gəncə – “barış”"


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    [
        (TURKISH.encode(), None, TURKISH),
        (TURKISH.encode("utf-8-sig"), "latin-1", TURKISH),
        (TURKISH.encode("utf-16"), None, TURKISH),
        ("Şuşa – “barış”".encode("cp1254"), "iso-8859-9", "Şuşa – “barış”"),
        (b'<meta charset="windows-1251">' + "Баку".encode("cp1251"), None, '<meta charset="windows-1251">Баку'),
        (b"<?xml version='1.0' encoding='koi8-r'?>" + "Баку".encode("koi8-r"), None, "<?xml version='1.0' encoding='koi8-r'?>Баку"),
        (b'<meta charset="gb2312">' + "北京會談".encode("gb18030"), None, '<meta charset="gb2312">北京會談'),
        ("東京".encode("iso2022_jp"), "ISO-2022-JP", "東京"),
        # valid UTF-8 is UTF-8, whatever is declared
        (TURKISH.encode(), "windows-1252", TURKISH),
        (b'<meta charset="idna">caf\xe9', None, '<meta charset="idna">café'),
        ("café".encode(), "no\0such", "café"),
    ],
)
def test_encodings(content: bytes, declared: str | None, text: str) -> None:
    assert decode_page(content, declared) == (text, False)


@pytest.mark.parametrize("declared", ["utf-8", "zip", "undefined", "rot13", "x" * 500, "\udcff", "utf-7", ""])
def test_bytes_that_are_no_text_are_replaced_and_never_crash(declared: str) -> None:
    text, _ = decode_page(b"Baku \xff\xfe\xc3( talks", declared)
    assert text.startswith("Baku ")


def test_replaced_bytes_are_told_where_they_stand_in_the_text() -> None:
    content = page().replace(b"gas transit", b"gas \xff transit")
    incoming = read_page(content, Source(path="saved/gas.html"), name="saved/gas.html", charset="utf-8")
    (issue,) = incoming.issues
    assert issue.code == "encoding-broken"
    assert issue.span is not None
    assert issue.span.of(incoming.document.text) == "\ufffd"


def test_a_page_is_a_document_that_says_where_it_was_read() -> None:
    source = Source(url="https://wire.example/gas-deal-1", archive="news.warc.gz", offset=77)
    incoming: Incoming = read_page(page(meta("og:site_name", "Caspian Wire")), source, name="news.warc.gz:77")
    document = incoming.document
    assert incoming.readable
    assert incoming.extracted
    assert (document.source, document.url, document.outlet, document.language) == (source, source.url, "Caspian Wire", "en")
    assert document.text.split("\n\n") == [FIRST, SECOND, THIRD]


def test_the_same_page_has_the_same_id_wherever_it_is_saved() -> None:
    first, second = (read_page(page(), Source(path=path), name=path).document.id for path in ("a/x.html", "b/y.html"))
    assert first == second
