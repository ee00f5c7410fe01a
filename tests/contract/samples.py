"""A file of each format that is read, made from reports of our own."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import zstandard


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a sample holds of each document."""

    text: str
    title: str
    url: str
    published: str
    outlet: str = "Baku Courier"
    byline: tuple[str, ...] = ("Leyla Hasanova",)
    language: str = "en"


_LEADS = (
    "The defence ministers of Azerbaijan and Turkey met in Ankara on Tuesday and agreed to hold joint exercises in the autumn.",
    "Georgia ratified the trade agreement with Moldova after a short debate, the speaker of parliament told reporters.",
    "The president of Kazakhstan arrived in Tashkent for talks on water, transport and the border, his office said.",
)
_REST = (
    "Both delegations said that the talks were held in a friendly atmosphere and that experts would meet again before the month ends.\n"
    "A joint statement named energy, transport and education as the fields in which the two governments want to do more together.\n"
    "The ministers also spoke about the situation in the region and signed a plan of consultations for the coming two years."
)
REPORTS = tuple(
    Report(text=f"{lead}\n{_REST}", title=f"Talks, part {number}", url=f"https://courier.example/{number}", published=f"2022-02-1{number}")
    for number, lead in enumerate(_LEADS, 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How a format is written. ``many`` tells whether it holds more than one report; ``exact`` whether the text is kept as it is."""

    make: Callable[[Sequence[Report]], bytes]
    many: bool = True
    exact: bool = True
    fields: bool = True  # it has title, date and so on


def fields_of(report: Report) -> dict[str, object]:
    names = ("text", "title", "url", "published", "outlet", "language")
    return {name: getattr(report, name) for name in names} | {"byline": list(report.byline)}


def page(report: Report) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in report.text.split("\n"))
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}"><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f'<meta property="og:title" content="{escape(report.title)}"><meta property="og:url" content="{report.url}">'
        f'<meta property="og:site_name" content="{report.outlet}"><meta name="author" content="{report.byline[0]}">'
        f'<meta property="article:published_time" content="{report.published}"></head>'
        f"<body><article><h1>{escape(report.title)}</h1>\n{paragraphs}</article></body></html>"
    ).encode()


def http(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body


def warc_record(content: bytes, *, url: str = "https://courier.example/", kind: str = "response", size: int | None = None) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-02-16T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(content):012}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content) if size is None else size}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def warc_records(reports: Sequence[Report]) -> list[bytes]:
    """A record that tells of the archive, then a request and a response for each report."""
    records = [warc_record(b"software: tests\r\n", kind="warcinfo")]
    for report in reports:
        records.append(warc_record(b"GET / HTTP/1.1\r\nHost: courier.example\r\n\r\n", url=report.url, kind="request"))
        records.append(warc_record(http(page(report)), url=report.url))
    return records


def arc_record(content: bytes, *, url: str, kind: str = "text/html") -> bytes:
    return f"{url} 192.0.2.1 20220216100000 {kind} {len(content)}\n".encode() + content + b"\n"


def arc_records(reports: Sequence[Report]) -> list[bytes]:
    about = arc_record(b"1 0 tests\nURL IP-address Archive-date Content-type Archive-length\n", url="filedesc://t.arc", kind="text/plain")
    return [about, *(arc_record(http(page(report)), url=report.url) for report in reports)]


def rss(reports: Sequence[Report]) -> bytes:
    items = "".join(
        f"<item><title>{escape(r.title)}</title><link>{r.url}</link><dc:creator>{r.byline[0]}</dc:creator>"
        f"<pubDate>{r.published}T23:30:00-05:00</pubDate><description>Short.</description>"
        f"<content:encoded>{escape(''.join(f'<p>{escape(line)}</p>' for line in r.text.split(chr(10))))}</content:encoded></item>\n"
        for r in reports
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{REPORTS[0].outlet}</title><link>https://courier.example/</link><language>en-GB</language>\n{items}</channel></rss>\n"
    ).encode()


def atom(reports: Sequence[Report]) -> bytes:
    entries = "".join(
        f'<entry><title>{escape(r.title)}</title><link href="{r.url}"/><author><name>{r.byline[0]}</name></author>'
        f"<published>{r.published}T08:00:00Z</published>"
        f'<content type="html">{escape("".join(f"<p>{escape(line)}</p>" for line in r.text.split(chr(10))))}</content></entry>\n'
        for r in reports
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>{REPORTS[0].outlet}</title>\n{entries}</feed>\n"
    ).encode()


def rdf(reports: Sequence[Report]) -> bytes:
    items = "".join(
        f'<item rdf:about="{r.url}"><title>{escape(r.title)}</title><link>{r.url}</link><dc:creator>{r.byline[0]}</dc:creator>'
        f"<dc:date>{r.published}</dc:date><dc:language>en</dc:language><description>{escape(r.text)}</description></item>\n"
        for r in reports
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="https://courier.example/"><title>{REPORTS[0].outlet}</title>'
        f"<dc:language>en</dc:language></channel>\n{items}</rdf:RDF>\n"
    ).encode()


def jsonl(reports: Sequence[Report]) -> bytes:
    return b"".join(json.dumps(fields_of(report)).encode() + b"\n" for report in reports)


def delimited(reports: Sequence[Report], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    names = list(fields_of(reports[0]))
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for report in reports:
        writer.writerow([";".join(value) if isinstance(value, list) else value for value in fields_of(report).values()])
    return text.getvalue().encode()


def parquet(reports: Sequence[Report]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([fields_of(report) for report in reports]), out)
    return out.getvalue()


PAGE = Sample(make=lambda reports: page(reports[0]), many=False, exact=False)
RSS, ATOM, RDF = (Sample(make=make, exact=False) for make in (rss, atom, rdf))
JSONL = Sample(make=jsonl)
SAMPLES: Mapping[str, Sample] = MappingProxyType({
    ".txt": Sample(make=lambda reports: reports[0].text.encode(), many=False, fields=False),
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".rss": RSS,
    ".atom": ATOM,
    ".rdf": RDF,
    ".xml": RSS,
    ".warc": Sample(make=lambda reports: b"".join(warc_records(reports)), exact=False),
    ".arc": Sample(make=lambda reports: b"".join(arc_records(reports)), exact=False),
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".json": Sample(make=lambda reports: json.dumps([fields_of(report) for report in reports], indent=1).encode()),
    ".parquet": Sample(make=parquet),
    ".csv": Sample(make=lambda reports: delimited(reports, ",")),
    ".tsv": Sample(make=lambda reports: delimited(reports, "\t")),
})  # fmt: skip
PACK: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType({
    "": lambda content: content,
    ".gz": lambda content: gzip.compress(content, mtime=0),
    ".zst": lambda content: zstandard.ZstdCompressor(write_checksum=True).compress(content),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
})  # fmt: skip
