"""Records of archives a CPU second beside bare zlib, reports of tables a CPU second, and memory over 100,000 of each.

python bench/reading.py [FOLDER]    default: a temporary folder; files that are there from an earlier run are used again
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.read.archives.http import parse_response, unpack_body
from dragoman.read.archives.records import Record, iterate
from dragoman.read.compression import COMPRESSIONS, Unpacked
from dragoman.read.inputs import read_stream

EXAMPLES = Path(__file__).parents[1] / "examples"
RESPONSES = 10_000
PAGE = 60_000  # bytes, half of them menus
REPORTS = 100_000
REPORT = 3_000  # characters, 500 words
SETTLED = 5_000  # reports after which memory must not grow any more
MIB = 1 << 20


def texts(count: int, length: int) -> Iterator[str]:
    """Texts of the words of the examples in random order, which pack three to one, as news does."""
    drawn = random.Random(5)  # noqa: S311 -- examples, no secrets
    words = " ".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))).split()
    pool = [" ".join(drawn.choices(words, k=60)) for _ in range(4_000)]
    for number in range(count):
        pieces = length // 400
        yield f"Report {number}. " + "\n".join(drawn.choices(pool, k=pieces))[:length]


def warc(path: Path) -> None:
    with path.open("wb") as out:
        for number, text in enumerate(texts(RESPONSES, PAGE // 2)):
            url = f"https://news.example/{number}"
            menu = enumerate(text.split()[:300])
            links = "".join(f'<li class="menu-item"><a href="/{number * n % 9973}/news">{word}</a></li>' for n, word in menu)
            body = f"<html><head><title>{number}</title></head><body><ul>{links}</ul><p>{text}</p></body></html>".encode()
            response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            for kind, content in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", response)):
                head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(content)}\r\n\r\n"
                out.write(gzip.compress(head.encode() + content + b"\r\n\r\n", compresslevel=6, mtime=0))


def jsonl(path: Path) -> None:
    with gzip.open(path, "wt", compresslevel=3, encoding="utf-8") as out:
        for text in texts(REPORTS, REPORT):
            out.write(json.dumps({"text": text, "published": "2022-02-16"}) + "\n")


def table(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("text", "published"))
        rows.writerows((text, "2022-02-16") for text in texts(REPORTS, REPORT))


def parquet(path: Path) -> None:
    schema = pa.schema({"text": pa.string(), "published": pa.string()})
    with pq.ParquetWriter(path, schema) as out:
        batches = iter(texts(REPORTS, REPORT))
        while some := list(itertools.islice(batches, 20_000)):
            out.write_table(pa.table({"text": some, "published": ["2022-02-16"] * len(some)}, schema))


FILES: dict[str, Callable[[Path], None]] = {"news.warc.gz": warc, "news.jsonl.gz": jsonl, "news.csv": table, "news.parquet": parquet}


def bare(path: Path) -> Iterator[bytes]:
    """What is in the members, by zlib and nothing else."""
    with path.open("rb") as source:
        member = zlib.decompressobj(wbits=31)
        while piece := source.read(1 << 16):
            while piece:
                yield member.decompress(piece)
                piece = member.unused_data
                if member.eof:
                    member = zlib.decompressobj(wbits=31)


def responses(path: Path) -> Iterator[bytes]:
    """The bodies of all pages, as they go to the extraction."""
    with path.open("rb") as source:
        for found in iterate(Unpacked(source, COMPRESSIONS[".gz"])):
            response = parse_response(found.content) if isinstance(found, Record) and found.kind == "response" else None
            if response is not None and response.is_page:
                yield unpack_body(response).content


def reports(path: Path) -> Iterator[object]:
    with path.open("rb") as source:
        yield from read_stream(source, str(path))


def computed() -> float:
    """CPU seconds of this process and of those that it started and that have ended: Parquet is opened by one."""
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def measured(work: Callable[[Path], Iterator[object]], path: Path) -> tuple[int, float, float]:
    """How many there were, the CPU seconds they took, and by how many MiB memory grew once it had settled."""
    started, settled, count = computed(), 0, 0
    for count, _ in enumerate(work(path), 1):
        if count == SETTLED:
            settled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = computed() - started
    return count, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - settled) * 1024 / MIB


def alone(work: Callable[[Path], Iterator[object]], path: Path) -> tuple[int, float, float]:
    """The same in a process of its own, so that its peak memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, work, path).result()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        for name, make in FILES.items():
            if not (folder / name).exists():
                make(folder / name)
        archive = folder / "news.warc.gz"
        count, seconds, growth = alone(responses, archive)
        _, bare_seconds, _ = alone(bare, archive)
        print(f"{count:,} responses of {PAGE // 1000} KB, WARC     {count / seconds:8,.0f} a CPU second, memory grew by {growth:.1f} MiB")
        print(f"{'':31}{seconds / bare_seconds:8.2f} times the time of bare zlib")
        for name in ("news.jsonl.gz", "news.csv", "news.parquet"):
            count, seconds, growth = alone(reports, folder / name)
            print(f"{count:,} reports, {name:14} {count / seconds:8,.0f} a CPU second, memory grew by {growth:.1f} MiB")


if __name__ == "__main__":
    main()
