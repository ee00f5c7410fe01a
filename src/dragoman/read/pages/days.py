"""The day a page was published, as written on the page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dragoman.read.pages.markup import Element, Markup, texts

EARLIEST, LATEST = "1990-01-01", "2099-12-31"  # pages are no older than the web; no clock is asked, so the same page gives the same day
ISO = re.compile(r"\s*(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?![\d])(?P<rest>.*)", re.DOTALL)
COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$")
EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")
IN_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$")
IN_ADDRESS = re.compile(r"(?:^|[/_-])((?:19|20)\d{2})[/_-]?(\d{2}|[a-z]{3})[/_-]?(\d{2})(?=[/_.-]|$)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Names of meta tags that hold the day of first publication, the surest first. Counted over pages of the development set: of those that
# held a readable date, more than nine in ten held the right one, the rest mostly the next day in another time zone.
STATED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "published_time", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished", "pubdate",
    "publish-date", "publish_date", "publishdate", "publication_date", "publication-date", "published_at", "published-date",
    "originalpublicationdate", "article.published", "article_date_original", "bt:pubdate", "ptime", "vr:published_time",
    "shareaholic:article_published_time", "dc.date.issued", "dcterms.issued", "dc.date.published", "dc.date", "dcterms.date", "dc:date",
    "dcterms.created", "dc.date.created", "dc.created", "datecreated", "date_created", "citation_publication_date", "citation_date",
    "citation_online_date", "displaydate", "rbpubdate", "uploaddate", "date",
)  # fmt: skip


def find_published(tree: Element, markup: Markup, url: str | None) -> str | None:
    """The day of first publication, ISO; None where the page tells none.

    What the page states of itself goes before what can be searched in it (htmldate). A time stays in the zone it is written in; where
    it is written in UTC and the page's address holds the day before or after, that is the day on which its readers had it.
    """
    in_address = _day_of_address(url) or _day_of_address(markup.canonical)
    for text in _stated(markup):
        day = read_day(text)
        if day is not None:
            near = in_address and IN_UTC.search(text) and abs(_date(in_address) - _date(day)).days == 1
            return in_address if near else day
    return in_address or _searched(tree, url)


def _stated(markup: Markup) -> Iterator[str]:
    yield from texts(markup.report.get("datePublished"))
    yield from markup.meta(*STATED)
    yield from texts(markup.report.get("dateCreated"))
    yield from markup.shown.get("datepublished", ())
    yield from texts(markup.page.get("datePublished"))
    yield from texts(markup.page.get("uploadDate"))


def read_day(text: str) -> str | None:
    """The day that a text of markup gives, ISO; None where it gives none, or an impossible one."""
    if match := ISO.match(text) or COMPACT.match(text):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := EPOCH.match(text):
        return _within(datetime.datetime.fromtimestamp(int(match[1]), tz=datetime.UTC).date())
    from htmldate.extractors import try_date_expr  # noqa: PLC0415 -- slow to import, and few pages need it

    found = try_date_expr(text[:200], "%Y-%m-%d", extensive_search=False, min_date=_time(EARLIEST), max_date=_time(LATEST))
    return str(found) if found else None


def _searched(tree: Element, url: str | None) -> str | None:
    from htmldate import find_date  # noqa: PLC0415 -- as above

    return find_date(tree, original_date=True, extensive_search=True, url=url, min_date=EARLIEST, max_date=LATEST)


def _day_of_address(url: str | None) -> str | None:
    for match in IN_ADDRESS.finditer((url or "").partition("?")[0].partition("://")[2].partition("/")[2]):
        month = match[2].lower()
        number = int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0
        if day := _valid(int(match[1]), number, int(match[3])):
            return day
    return None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return _within(datetime.date(year, month, day))
    except ValueError:
        return None


def _within(day: datetime.date) -> str | None:
    return day.isoformat() if EARLIEST <= day.isoformat() <= LATEST else None


def _date(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)


def _time(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(day)
