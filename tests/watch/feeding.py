"""Feeds of our own, and what watches them: a server on 127.0.0.1, a clock whose hands are moved, readings that cost nothing."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree as ET

from dragoman.knowledge import load
from dragoman.model.ports import Kept, Reader, Store, Version
from dragoman.model.reading import Reading
from dragoman.model.text import Document, Incoming, Source, document_id
from dragoman.read.fetching import Limits, Rules, parse_network
from dragoman.read.fetching.fetcher import Fetcher
from dragoman.read.text import unreadable
from dragoman.reconcile import imprint
from dragoman.watch import Feed, Stop, Visit, Watcher
from tests.records import MADE_BY
from tests.servers import HERE, Answer, Site

RULES = Rules(allowed=(parse_network(HERE),), page=Limits(size=1_000_000, seconds=20))
LEXICON = load().records
BEGIN = 1_645_000_000.0  # 16 February 2022
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


class Hands:
    """A clock whose hands are moved, and which moves on where somebody waits. ``at`` calls are made when their time has come."""

    def __init__(self) -> None:
        self.time = BEGIN
        self.at: list[tuple[float, Callable[[], None]]] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.time += seconds
            due = [call for moment, call in self.at if moment <= self.time]
            self.at = [one for one in self.at if one[0] > self.time]
        for call in due:
            call()


def rss(*entries: tuple[str, str, str], title: str = "Caspian Wire") -> Answer:
    """A feed of (address, title, text)."""
    items = "".join(
        f"<item><link>{link}</link><title>{title}</title><description>{text}</description><pubDate>2022-02-16</pubDate></item>"
        for link, title, text in entries
    )
    return Answer(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode(),
        headers={"Content-Type": "application/rss+xml"},
    )


def tagged(answer: Answer, etag: str) -> Callable[..., Answer]:
    """The same, for those who do not have it yet."""

    def page(asked: object) -> Answer:
        given = asked.headers["If-None-Match"]  # type: ignore[attr-defined]
        return (
            Answer(status=304, headers={"ETag": etag}) if given == etag else Answer(answer.body, headers={**answer.headers, "ETag": etag})
        )

    return page


def read_plain_feed(source: BinaryIO, path: str) -> Iterator[Incoming]:
    """Stands in for the reader of feeds, with its face."""
    try:
        root = ET.fromstring(source.read())  # noqa: S314 -- feeds made here
    except ET.ParseError as error:
        yield unreadable(path, "not-feed", f"{path}: no feed ({error}); check the address")
        return
    outlet = root.findtext("channel/title")
    for item in root.iter("item"):
        url, title, text = item.findtext("link"), item.findtext("title"), item.findtext("description") or ""
        published = item.findtext("pubDate")
        identity = document_id(url=url, outlet=outlet, published=published, title=title, text=text)
        yield Incoming(
            document=Document(id=identity, source=Source(path=path), url=url, title=title, outlet=outlet, published=published, text=text)
        )


@dataclass
class PlainRecorder:
    """Keeps readings without claims: what is watched here is what is read and when, not how."""

    store: Store
    kept: list[Document] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    renewed: int = 0
    renewing: float = 0.0  # seconds that it seems to take
    passed: float = 0.0
    before: Callable[[], None] = lambda: None

    def record(self, batch: Sequence[Incoming]) -> int:
        self.before()
        self.passed += 1.0
        version = Version(made_by=MADE_BY, scope="interstate")
        known = self.store.known([one.document for one in batch], version)
        new = [one for one in batch if one.document.id not in known]
        readings = [Reading(made_by=MADE_BY, document=one.document, issues=one.issues) for one in new]
        self.store.add(
            [
                Kept(
                    reading=one,
                    scope="interstate",
                    imprint=imprint(one.document, LEXICON),
                    failure=None if given.readable else "unreadable",
                )
                for one, given in zip(readings, new, strict=True)
            ]
        )
        self.kept += [one.document for one in new]
        self.issues += [issue.code for one in new for issue in one.issues]
        return len(new)

    def bring_up_to_date(self) -> bool:
        self.renewed += 1
        self.passed += self.renewing
        return True


@dataclass
class Watch:
    """A watch on a site of the tests."""

    site: Site
    store: Store
    clock: Hands = field(default_factory=Hands)
    stop: Stop = field(default_factory=Stop)

    def __post_init__(self) -> None:
        self.recorder = PlainRecorder(self.store)

    def feed(self, path: str = "/feed", **fields: object) -> Feed:
        return Feed(address=self.site.at(path), name=path, **fields)  # type: ignore[arg-type]

    def watcher(self, *feeds: Feed, read_feed: Reader = read_plain_feed) -> Watcher:
        return Watcher(
            feeds or (self.feed(),),
            self.store,
            self.recorder,
            read_feed=read_feed,
            fetcher=Fetcher(RULES),
            clock=self.clock,
            stop=self.stop,
            measure=self.measure,
        )

    def once(self, *feeds: Feed) -> list[Visit]:
        """What ``--once`` does, from the store alone."""
        return list(self.watcher(*feeds).run(once=True))

    def measure(self) -> float:
        """Seconds that have passed for renewals: one for each batch that was kept, and what they take."""
        return self.recorder.passed

    def titles(self) -> list[str]:
        return sorted(one.document.title or "" for one in self.store.readings())
