"""Feeds: what an entry says of its report, whatever the dialect; what is broken is told; bombs do nothing."""

import io
import json

import pytest

from dragoman.model.text import Incoming
from dragoman.read.feeds.markup import fragment_text
from dragoman.read.inputs import read_stream

HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tbilisi Post</title>'


def read(data: bytes | str, name: str = "feed.rss") -> list[Incoming]:
    return list(read_stream(io.BufferedReader(io.BytesIO(data if isinstance(data, bytes) else data.encode())), name))


def codes(found: list[Incoming]) -> list[str]:
    return [issue.code for incoming in found for issue in incoming.issues]


def item(inner: str) -> Incoming:
    (incoming,) = read(f"{HEAD}<link>https://post.example/</link><item>{inner}</item></channel></rss>")
    return incoming


def test_the_longest_text_of_an_entry_is_taken() -> None:
    body = "<content:encoded><![CDATA[<p>Georgia ratified the treaty.</p><p>Armenia will follow.</p>]]></content:encoded>"
    assert item(f"<description>Georgia ratified.</description>{body}").document.text == "Georgia ratified the treaty.\nArmenia will follow."
    assert item("<description>Georgia &amp;amp; Armenia &amp;lt;met&amp;gt;.</description>").document.text == "Georgia & Armenia <met>."
    assert item("<description>Plain\n\ntext.</description>").document.text == "Plain\n\ntext."


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 16 Feb 2022 23:30:00 -0500", "2022-02-16"),  # where it was published, not in Greenwich
        ("Wed, 16 Feb 2022 01:30:00 +0400", "2022-02-16"),
        ("16 Feb 22 01:30 GMT", "2022-02-16"),
        ("2022-02-16T01:30:00+04:00", "2022-02-16"),
        ("2022-02-16", "2022-02-16"),
    ],
)
def test_the_day_is_that_of_the_place(written: str, day: str) -> None:
    incoming = item(f"<description>One.</description><pubDate>{written}</pubDate>")
    assert incoming.document.published == day
    assert not incoming.issues


@pytest.mark.parametrize("written", ["Mi, 16 Feb 2022", "31 Feb 2022 10:00:00 GMT", "soon"])
def test_a_day_that_is_none_is_told_or_read(written: str) -> None:
    incoming = item(f"<description>One.</description><pubDate>{written}</pubDate>")
    assert incoming.document.published in {None, "2022-02-16"}
    assert (incoming.document.published is None) == (codes([incoming]) == ["bad-date"])


def test_the_outlet_is_the_source_of_an_aggregated_entry() -> None:
    assert item("<description>One.</description>").document.outlet == "Tbilisi Post"
    passed_on = item('<description>One.</description><source url="https://c.example/rss">Baku Courier</source>')
    assert passed_on.document.outlet == "Baku Courier"


def test_addresses_are_made_whole_or_left_out() -> None:
    assert item("<description>One.</description><link>/news/1</link>").document.url == "https://post.example/news/1"
    alone = read(f"{HEAD}<item><description>One.</description><link>/news/1</link></item></channel></rss>")
    assert alone[0].document.url is None


def test_an_entry_of_headline_only_says_where_its_page_is() -> None:
    incoming = item("<title>Talks &lt;b&gt;begin&lt;/b&gt;</title><link>https://post.example/1</link>")
    assert incoming.document.title == "Talks begin"
    assert codes([incoming]) == ["empty"]
    assert "https://post.example/1" in incoming.issues[0].detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso-8859-9", "windows-1251"])
def test_encodings_that_are_declared_or_signed_are_read(encoding: str) -> None:
    word = "Договор" if encoding == "windows-1251" else "Yüzbaşı" if encoding == "iso-8859-9" else "Şuşa Договор"
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    found = read(f"{declared}{HEAD}<item><description>{word}</description></item></channel></rss>".encode(encoding))
    assert [incoming.document.text for incoming in found] == [word]
    assert not codes(found)


def test_a_wrong_encoding_is_told_of_every_entry() -> None:
    entry = "<item><description>Yüzbaşı</description></item>"
    found = read(f'<?xml version="1.0" encoding="utf-8"?>{HEAD}{entry}{entry}</channel></rss>'.encode("iso-8859-9"))
    assert codes(found) == ["encoding-broken"] * 2


def test_a_feed_that_is_cut_off_or_malformed_is_read_as_far_as_it_goes() -> None:
    entries = "".join(f"<item><description>Report {n} &nbsp; here</description></item>" for n in range(3))
    found = read(f"{HEAD}{entries}</channel></rss>")
    assert [incoming.document.text.split()[1] for incoming in found] == ["0", "1", "2"]
    assert codes(found) == ["feed-malformed"]
    cut = read(f"{HEAD}{entries}"[:-3])
    assert codes(cut) == ["feed-malformed", "cut-off"]
    assert [incoming.readable for incoming in cut][-1] is False


@pytest.mark.parametrize("head", ["\n  ", "<!-- by hand -->\n", '\ufeff<?xml version="1.0"?>\n'])
def test_blanks_and_remarks_before_a_feed_are_no_fault(head: str) -> None:
    found = read(f"{head}{HEAD}<item><description>One.</description></item></channel></rss>")
    assert [incoming.document.text for incoming in found] == ["One."]
    assert not codes(found)


def test_entities_that_expand_without_end_do_nothing() -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE rss [<!ENTITY a "lol">{entities}]>{HEAD}<item><description>&m;</description></item></channel></rss>'
    assert all(len(incoming.document.text) < 1000 for incoming in read(bomb))
    file = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>{HEAD}<item><description>x&a;y</description></item></channel></rss>'
    assert all(incoming.document.text in {"xy", "x&a;y"} for incoming in read(file))


@pytest.mark.parametrize("content", ["<html><body>No feed</body></html>", "<sitemap><url/></sitemap>", "{}", "talks"])
def test_what_is_no_feed_says_so(content: str) -> None:
    (incoming,) = read(content, "a.xml")
    assert codes([incoming]) == ["not-a-feed"]
    assert not incoming.readable


def test_a_feed_without_entries_says_so() -> None:
    (incoming,) = read(f"{HEAD}</channel></rss>")
    assert codes([incoming]) == ["empty"]
    assert incoming.readable


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feeds_are_read(version: str) -> None:
    author = {"author": {"name": "Ann Hill"}} if version == "1" else {"authors": [{"name": "Ann Hill"}]}
    items = [
        {
            "id": "1",
            "url": "https://post.example/1",
            "content_html": "<p>One &amp; two.</p>",
            "date_published": "2022-02-16T01:00:00+04:00",
        },
        {"id": "2", "url": "/2", "content_text": "Two <b>as it is</b>.", "summary": "Two."} | author,
        "no entry",
    ]
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Tbilisi Post", "home_page_url": "https://post.example/"}
    one, two, none = read(json.dumps({**feed, "language": "en-GB", "items": items}), "feed.json")
    assert (one.document.text, one.document.published, one.document.outlet) == ("One & two.", "2022-02-16", "Tbilisi Post")
    assert (two.document.text, two.document.byline, two.document.language) == ("Two <b>as it is</b>.", ("Ann Hill",), "en")
    assert two.document.url == "https://post.example/2"
    assert codes([one, two, none]) == ["empty"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("One <b>big</b> step<p>Two<br>three<script>var x</script> four</p>", "One big step\nTwo\nthree four"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("a &lt; b &amp; c&nbsp;d &#8220;e&#8221;", "a < b & c\xa0d “e”"),
        ("<!-- hidden --><style>p {}</style>", ""),
        ("x\0y\x0bz", "x y z"),
        ("", ""),
    ],
)
def test_a_fragment_becomes_text(markup: str, text: str) -> None:
    assert fragment_text(markup) == text


@pytest.mark.parametrize("markup", ["<div>" * 100_000, "<a href='x'>y</a>" * 50_000, "<" * 200_000, "<![CDATA[" * 50_000])
def test_no_fragment_hangs(markup: str) -> None:
    assert len(fragment_text(markup)) <= len(markup)
