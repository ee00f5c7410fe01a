"""Whatever the bytes, a page gives one document, in bounded time, and what it says lies in the calendar and in the text."""

import datetime
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model.text import Source
from dragoman.read.pages import read_page
from dragoman.read.pages.charsets import decode_page
from dragoman.read.pages.days import read_day
from dragoman.read.pages.extraction import extract_page

TEXT = "Turkey and Azerbaijan signed an agreement on gas transit in Baku on Monday, the two foreign ministries said."
WHOLE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Gas deal | Caspian Wire</title>
<link rel="canonical" href="https://wire.example/2023/02/06/gas-deal-signed"><meta property="og:title" content="Gas deal">
<meta property="article:published_time" content="2023-02-06T22:10:00Z"><meta name="author" content="Leyla Kaya">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Gas deal", "author": [{{"name": "Leyla Kaya"}}],
"datePublished": "2023-02-06T22:10:00Z", "publisher": {{"name": "Caspian Wire"}}}}</script></head>
<body><article><h1>Gas deal</h1><time datetime="2023-02-06">6 February 2023</time><p>{TEXT}</p>
<p>{TEXT[:60]}</p></article></body></html>""".encode()
SLOWLY = settings(max_examples=60, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])  # milliseconds
TAGS = (
    "<p>", "</p>", "<div class='date'>", "<h1>", "</h1>", "<table>", "<td>", "<script>", "<script type='application/ld+json'>", "<title>",
    "<!--", "<svg>", "<![CDATA[", "<meta property='og:title' content=", "<time datetime='", "<a rel=author href=", "<br/>", "<html/>",
    "<body>", "</html>",
)  # fmt: skip
PIECES = (
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "{",
    '"@type": "NewsArticle"',
    "2023-02-30",
    "9999999999",
    "\0",
    "\ud7ff",
    "\u202e",
    "\x1b",
    "'",
    '"',
    ">",
)
MARKS = st.sampled_from(TAGS + PIECES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def check(content: bytes, charset: str | None = None, url: str | None = None) -> None:
    incoming = read_page(content, Source(path="gas.html", url=url), name="gas.html", charset=charset)
    document = incoming.document
    assert incoming.readable == bool(document.text)
    assert incoming.readable or incoming.issues
    if document.published:
        assert datetime.date.fromisoformat(document.published).isoformat() == document.published
    for issue in incoming.issues:
        assert issue.span is None or 0 <= issue.span.start < issue.span.end <= len(document.text)
        assert issue.code in {"empty", "no-report", "encoding-broken"}
    assert "\0" not in document.text
    assert "\n\n\n" not in document.text


@SLOWLY
@given(st.binary(max_size=2_000), st.none() | st.text(max_size=20))
def test_any_bytes(content: bytes, charset: str | None) -> None:
    check(content, charset)


@SLOWLY
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=6) | MARKS.map(lambda mark: mark.encode())),
        max_size=12,
    )
)
def test_mutated_pages(changes: list[tuple[int, int, bytes]]) -> None:
    content = WHOLE
    for place, cut, new in changes:
        content = content[:place] + new + content[place + cut :]
    check(content)


@SLOWLY
@given(st.lists(MARKS | st.text(max_size=30), max_size=60))
def test_soups_of_tags(parts: list[str]) -> None:
    check("".join(parts).encode("utf-8", "surrogatepass"))


@SLOWLY
@given(
    JSON,
    st.sampled_from(
        ["author", "publisher", "datePublished", "headline", "mainEntityOfPage", "url", "articleBody", "@id", "@graph", "isPartOf"]
    ),
)
def test_linked_data_of_any_shape(value: object, key: str) -> None:
    script = json.dumps([{"@type": "NewsArticle", key: value}, {"@type": "WebPage", key: value}, value])
    head = b'<html><head><script type="application/ld+json">' + script.replace("</", "").encode() + b"</script></head>"
    check(head + WHOLE[WHOLE.index(b"<body>") :])


@SLOWLY
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address(canonical: str, url: str) -> None:
    extract_page(WHOLE.replace(b"https://wire.example/2023/02/06/gas-deal-signed", canonical.encode("utf-8", "replace")), url=url or None)
    extract_page(WHOLE, url=f"https://{url}")


@given(st.text(max_size=40))
def test_any_day(text: str) -> None:
    day = read_day(text)
    assert day is None or datetime.date.fromisoformat(day).isoformat() == day


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_encoding(content: bytes, declared: str) -> None:
    decode_page(content, declared)


@given(st.text(max_size=200))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode_page(text.encode(), "windows-1252") == (text.removeprefix("\ufeff"), False)
