"""An address as an input: what is there decides how it is read, and what cannot be fetched costs only itself."""

import gzip
import io
import json
from collections.abc import Iterator

import pytest

from dragoman.model.text import Incoming, Source, document_id
from dragoman.read import web
from dragoman.read.fetching import Limits, Rules, parse_network
from dragoman.read.fetching.fetcher import Fetched, Fetcher
from dragoman.read.fetching.sites import Sites
from dragoman.read.inputs import Addresses, passing_over, read_inputs
from dragoman.read.web import ending_of, feed_body, read_address
from tests.servers import HERE, Answer, Site, html, serving

RULES = Rules(allowed=(parse_network(HERE),), page=Limits(size=100_000, seconds=20))
REPORT = "Turkey and Azerbaijan signed a defence agreement in Baku on Monday. The presidents met for two hours and took no questions."
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Caspian Wire</title><item><title>Talks begin</title><link>https://wire.example/1</link>
<description>Talks began in Ankara.</description></item></channel></rss>"""


class Still:
    """A clock on which no time passes."""

    def now(self) -> float:
        return 1_645_000_000.0

    def sleep(self, seconds: float) -> None:
        """Waits for nobody."""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def read(site: Site, path: str, rules: Rules = RULES) -> list[Incoming]:
    return list(read_address(site.at(path), Sites(Fetcher(rules), Still())))


def codes(incoming: Incoming) -> list[str]:
    return [issue.code for issue in incoming.issues]


def test_a_page_is_a_report_at_its_address(site: Site) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/world/1"})
    site.pages["/world/1"] = html(f"<article><h1>Pact signed</h1><p>{REPORT}</p><p>{REPORT}</p></article>", "<title>Pact signed</title>")
    (incoming,) = read(site, "/old")
    assert incoming.readable
    assert REPORT in incoming.document.text
    assert incoming.document.url == incoming.document.source.url == site.at("/world/1")
    assert incoming.document.source.path is None


@pytest.mark.parametrize(
    "media", ["application/rss+xml", "text/xml", "application/xml; charset=utf-8", "text/html", "application/octet-stream"]
)
def test_a_feed_is_its_entries_whatever_its_server_calls_it(site: Site, media: str) -> None:
    site.pages["/feed"] = Answer(FEED, headers={"Content-Type": media})
    (incoming,) = read(site, "/feed")
    assert incoming.document.url == "https://wire.example/1"
    assert incoming.document.source == Source(url=site.at("/feed"), offset=1)


@pytest.mark.parametrize(
    ("head", "encoding", "header", "text"),
    [
        ("<rss>", "windows-1254", "text/xml; charset=windows-1254", "Şuşa"),
        ("<rss>", "utf-8", "text/xml; charset=nonsense", "Şuşa"),
        ("<rss>", "utf-8", "text/xml", "Şuşa"),
        ('<?xml version="1.0" encoding="utf-8"?><rss>', "utf-8", "text/xml; charset=iso-8859-1", "Şuşa"),
        ("\ufeff<rss>", "utf-8", "text/xml; charset=iso-8859-1", "Şuşa"),
    ],
)
def test_the_encoding_of_a_feed_may_be_known_to_its_server_alone(head: str, encoding: str, header: str, text: str) -> None:
    body = io.BytesIO(f"{head}{text}".encode(encoding))
    fetched = Fetched(address="https://wire.example/", status=200, headers={"content-type": header}, body=body)
    assert feed_body(fetched).read().decode() == f"{head}{text}"


def test_a_text_is_one_report_named_by_its_address(site: Site) -> None:
    site.pages["/report"] = Answer(REPORT.encode(), headers={"Content-Type": "text/plain"})
    (incoming,) = read(site, "/report")
    document = incoming.document
    assert (document.text, document.url, document.source) == (REPORT, site.at("/report"), Source(url=site.at("/report")))
    assert document.id == document_id(url=document.url, outlet=None, published=None, title=None, text=REPORT)


def test_lines_of_json_are_reports_with_the_number_of_their_line(site: Site) -> None:
    lines = b"".join(json.dumps({"id": name, "text": REPORT}).encode() + b"\n" for name in "ab") + b"no json\n"
    site.pages["/reports.jsonl"] = Answer(lines, headers={"Content-Type": "application/octet-stream"})
    found = read(site, "/reports.jsonl?day=1")
    assert [(one.document.id, one.document.source.offset) for one in found[:2]] == [("a", 1), ("b", 2)]
    assert found[0].document.source.url == site.at("/reports.jsonl?day=1")
    assert not found[2].readable
    assert f"{site.at('/reports.jsonl?day=1')}:3:" in found[2].issues[0].detail


def test_files_may_be_larger_than_pages(site: Site) -> None:
    line = json.dumps({"text": "x" * 200_000}).encode()
    site.pages["/reports.jsonl"] = Answer(line, headers={"Content-Type": "text/plain"})
    site.pages["/report.txt"] = Answer(line, headers={"Content-Type": "text/plain"})
    assert read(site, "/reports.jsonl")[0].readable
    assert codes(read(site, "/report.txt")[0]) == ["too-large"]


def test_what_is_of_no_known_format_is_told(site: Site) -> None:
    site.pages["/picture"] = Answer(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"})
    (incoming,) = read(site, "/picture")
    assert codes(incoming) == ["unknown-format"]
    assert "image/png" in incoming.issues[0].detail


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        ("/gone", Answer(b"", 410), "cannot-fetch"),
        ("/closed", Answer(b"x"), "robots-disallow"),
        ("/reserved", Answer(b"x", headers={"TDM-Reservation": "1"}), "mining-reserved"),
        ("/inside", Answer(status=302, headers={"Location": "http://10.0.0.1/"}), "address-refused"),
        ("/large", Answer(b"x" * 200_000, headers={"Content-Type": "text/html"}), "too-large"),
        ("/bomb", Answer(gzip.compress(bytes(10_000_000)), headers={"Content-Encoding": "gzip"}), "too-large"),
    ],
)
def test_what_cannot_be_fetched_gives_a_placeholder(site: Site, path: str, answer: Answer, code: str) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /closed\n")
    site.pages[path] = answer
    (incoming,) = read(site, path)
    assert (codes(incoming), incoming.readable) == ([code], False)
    assert incoming.document.source == Source(url=site.at(path))
    assert incoming.issues[0].detail.startswith(f"{site.at(path)}: ")
    assert "; " in incoming.issues[0].detail, "says what to do"


def test_an_address_that_leads_elsewhere_is_told_with_both(site: Site) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "/b"})
    (incoming,) = read(site, "/a")
    assert incoming.issues[0].detail.startswith(f"{site.at('/a')}: at {site.at('/b')}: the server answers 404")


def test_addresses_are_inputs_like_others(site: Site) -> None:
    site.pages["/report.txt"] = Answer(REPORT.encode(), headers={"Content-Type": "text/plain"})
    found = list(read_inputs([site.at("/report.txt"), site.at("/none")], Addresses(RULES)))
    assert [one.readable for one in found] == [True, False]
    (incoming,) = read_inputs([site.at("/report.txt")])
    assert codes(incoming) == ["address-refused"], "by default"


@pytest.mark.parametrize(
    ("beginning", "media", "path", "ending"),
    [
        (b"<?xml version='1.0'?>\n<!-- made by hand -->\n<feed xmlns='x'>", "", "/", ".xml"),
        (b"\xef\xbb\xbf  <rss>", "text/plain", "/", ".xml"),
        (b"<rdf:RDF xmlns='x'>", "text/html", "/", ".xml"),
        (b"<!DOCTYPE html><p>on <rss>", "application/xml", "/", ".html"),
        (b"<!DOCTYPE html>", "text/html", "/report.txt", ".html"),
        (b"<html>", "", "/index.xml", ".html"),
        (b"<html>", "text/plain", "/", ".txt"),
        (b"Talks", "", "/a.xhtml", ".html"),
        (b"Talks", "text/plain", "/", ".txt"),
        (b"Talks", "text/x-unknown", "/", ".txt"),
        (b"{}", "text/plain", "/a.jsonl", ".jsonl"),
        (b"{}", "text/x-unknown", "/", None),
        (b"\x1f\x8b\x08", "application/gzip", "/a.warc.gz", ".warc"),
        (b"\x1f\x8b\x08", "application/gzip", "/", None),
        (b"%PDF-1.4", "application/pdf", "/a.pdf", None),
    ],
)
def test_formats(beginning: bytes, media: str, path: str, ending: str | None) -> None:
    headers = {"content-type": media} if media else {}
    assert ending_of(Fetched(address=f"https://wire.example{path}", status=200, headers=headers, body=io.BytesIO()), beginning) == ending


def test_an_archive_is_read_with_the_addresses_of_its_pages(site: Site) -> None:
    page = html(f"<article><h1>Pact signed</h1><p>{REPORT}</p><p>{REPORT}</p></article>", "<title>Pact signed</title>").body
    assert isinstance(page, bytes)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/1\r\nContent-Length: %d\r\n\r\n" % len(answer)
    packed = gzip.compress(record + answer + b"\r\n\r\n")
    site.pages["/crawl.warc.gz"] = Answer(packed, headers={"Content-Type": "application/octet-stream"})
    (incoming,) = read(site, "/crawl.warc.gz")
    assert REPORT in incoming.document.text
    assert (incoming.document.url, incoming.document.source.archive) == ("https://wire.example/1", site.at("/crawl.warc.gz"))
    (known,) = read_inputs([site.at("/crawl.warc.gz")], Addresses(RULES), passing_over({incoming.page: "id"}.get))
    assert (known.document.id, known.known) == ("id", True)
    assert known.document.source == incoming.document.source


def test_what_the_program_does_wrong_costs_one_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Iterator[Incoming]:
        raise ZeroDivisionError

    monkeypatch.setattr(web, "read_stream", broken)
    site.pages["/feed"] = Answer(FEED)
    (incoming,) = read(site, "/feed")
    assert codes(incoming) == ["internal-error"]
    assert "ZeroDivisionError" in caplog.text
