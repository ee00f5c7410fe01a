"""The day a page was published, as written on the page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dragoman.read.pages.markup import Element, Markup, texts, words

EARLIEST, LATEST = "1990-01-01", "2099-12-31"  # pages are no older than the web; no clock is asked, so the same page gives the same day
ISO = re.compile(r"\s*(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?![\d])(?P<rest>.*)", re.DOTALL)
COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?|\d{6})?\s*$")
EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")
IN_UTC = re.compile(r"[T ](?P<hour>\d\d):?\d\d\S*?\s*(?:Z|[+-]00:?00|UTC|GMT)\s*$")
NOON = 12  # of UTC: before it, it is still the day before in the Americas; after it, the day after begins in Asia, and later in Europe
SHOWS_DAY = re.compile(r"date|time|publish|posted|byline|meta|timestamp", re.IGNORECASE)  # in class, id or property of what shows the day
DAYS_SHOWN = 6  # elements at most: the day of the report stands over it, those of other reports below
LONGEST_SHOWN = 200  # characters: longer elements are texts
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

    What the page states of itself goes before what can be searched in it (htmldate). A time stays in the zone it is written in. Where
    that is UTC, it is written for programs: if the address or what readers see has the day before or after instead, that is the day.
    """
    in_address = _day_of_address(url) or _day_of_address(markup.canonical)
    for text in _stated(markup):
        day = read_day(text)
        if day is not None:
            utc = IN_UTC.search(text)
            return _as_readers_see(day, int(utc["hour"]), in_address, tree, markup) if utc else day
    return in_address or _searched(tree, url)


def _as_readers_see(day: str, hour: int, in_address: str | None, tree: Element, markup: Markup) -> str:
    """The day of a time in UTC where the page was made: this one, unless the page shows its neighbour and not this one."""
    other = (datetime.date.fromisoformat(day) + datetime.timedelta(days=-1 if hour < NOON else 1)).isoformat()
    if in_address in {day, other}:
        return in_address
    shown = "\n".join((*_shown_days(tree), *(text for text in _stated(markup) if not IN_UTC.search(text))))
    return other if _printed(other).search(shown) and not _printed(day).search(shown) else day


def _shown_days(tree: Element) -> Iterator[str]:
    """What the first elements that show a day say."""
    found = 0
    for element in tree.iter("time", "span", "div", "p", "li", "small", "td", "abbr"):
        kind = " ".join(filter(None, (element.tag, element.get("class"), element.get("id"), element.get("itemprop"))))
        if SHOWS_DAY.search(kind):
            text = words(element)
            if any(letter.isdigit() for letter in text) and len(text) <= LONGEST_SHOWN:
                yield text
                found += 1
                if found == DAYS_SHOWN:
                    return


def _printed(day: str) -> re.Pattern[str]:
    """The ways in which a day is printed, with English names of months or figures."""
    year, month, number = (int(part) for part in day.split("-"))
    name = rf"{MONTHS[month - 1]}[a-z]*\.?"
    figures = "|".join(
        rf"0?{first}{mark}0?{second}{mark}{third}"
        for first, second, third in ((year, month, number), (number, month, year), (month, number, year))
        for mark in (r"\.\s?", "/", "-")
    )
    spelt = rf"{name}\s+0?{number}(?:st|nd|rd|th)?,?\s+{year}|0?{number}(?:st|nd|rd|th)?\.?\s+{name},?\s+{year}"
    return re.compile(rf"(?<!\d)(?:{figures}|{spelt}|{year}\s?\u5e74\s?0?{month}\s?\u6708\s?0?{number}\s?\u65e5)(?!\d)", re.IGNORECASE)


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
    """What htmldate finds in the page; a New Year's Day only where it is printed, for a bare year is searched as its first day."""
    from htmldate import find_date  # noqa: PLC0415 -- as above

    def search(*, thorough: bool) -> str | None:
        return find_date(tree, extensive_search=thorough, original_date=True, url=url, min_date=EARLIEST, max_date=LATEST)

    day = search(thorough=True)
    return None if day is not None and day.endswith("-01-01") and search(thorough=False) != day else day


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


def _time(day: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(day)
