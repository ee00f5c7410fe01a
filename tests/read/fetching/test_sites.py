"""Visiting a site as it asks: robots.txt, delays, reservations. Time is told by a clock of our own; nothing sleeps."""

from collections.abc import Callable, Iterator

import pytest

from dragoman.errors import FetchError
from dragoman.model.watching import SiteState
from dragoman.read.fetching import Limits, Rules, parse_network
from dragoman.read.fetching.fetcher import Fetcher, read_whole
from dragoman.read.fetching.sites import Sites, origin
from tests.servers import HERE, Answer, Asked, Site, html, serving

RULES = Rules(allowed=(parse_network(HERE),), page=Limits(size=100_000, seconds=20))
BEGIN = 1_645_000_000.0  # 16 February 2022
DAY = 86_400.0


class Hands:
    """A clock whose hands are moved."""

    def __init__(self) -> None:
        self.time = BEGIN
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.pages["/a"] = Answer(b"here")
        yield running


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def sites(clock: Hands) -> Sites:
    return Sites(Fetcher(RULES), clock)


def robots(text: str, status: int = 200) -> Answer:
    return Answer(text.encode(), status, {"Content-Type": "text/plain"})


def refused(call: Callable[[], object]) -> FetchError:
    with pytest.raises(FetchError) as raised:
        call()
    return raised.value


def test_robots_txt_is_heeded_and_asked_for_once_a_day(site: Site, sites: Sites, clock: Hands) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /closed\n")
    site.pages["/closed/1"] = Answer(b"no")
    for _ in range(3):
        assert read_whole(sites.get(site.at("/a"))) == b"here"
    error = refused(lambda: sites.get(site.at("/closed/1")))
    assert (error.code, error.where) == ("robots-disallow", site.at("/closed/1"))
    asked = [one.path for one in site.asked]
    assert asked == ["/robots.txt", "/.well-known/tdmrep.json", "/a", "/a", "/a"]
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /a\n")
    clock.time += DAY + 1
    assert refused(lambda: sites.get(site.at("/a"))).code == "robots-disallow"


def test_rules_for_us_by_name_go_before_those_for_all(site: Site, sites: Sites) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n\nUser-agent: Dragoman\nDisallow: /closed\n")
    assert read_whole(sites.get(site.at("/a"))) == b"here"


def test_a_pause_is_made_between_two_requests(site: Site, sites: Sites, clock: Hands) -> None:
    for _ in range(3):
        sites.get(site.at("/a")).body.close()
    assert clock.slept == [1.0, 1.0]


def test_a_crawl_delay_is_kept_and_one_that_is_long_puts_off(site: Site, sites: Sites, clock: Hands) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 20\n")
    for _ in range(2):
        sites.get(site.at("/a")).body.close()
    assert clock.slept == [20.0]
    site.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 600\n")
    clock.time += 2 * DAY
    sites.get(site.at("/a")).body.close()
    error = refused(lambda: sites.get(site.at("/a")))
    assert (error.code, error.temporary, error.wait) == ("put-off", True, 600)
    clock.time += 600
    sites.get(site.at("/a")).body.close()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_everything(site: Site, sites: Sites, status: int) -> None:
    site.pages["/robots.txt"] = robots("Disallow: /", status)
    assert read_whole(sites.get(site.at("/a"))) == b"here"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_had_forbids_for_now(site: Site, sites: Sites, clock: Hands, status: int) -> None:
    site.pages["/robots.txt"] = robots("", status)
    for _ in range(2):
        error = refused(lambda: sites.get(site.at("/a")))
        assert (error.code, error.temporary) == ("robots-unreachable", True)
    assert [one.path for one in site.asked] == ["/robots.txt"], "not asked for twice within minutes"
    site.pages["/robots.txt"] = robots("")
    clock.time += 601
    assert read_whole(sites.get(site.at("/a"))) == b"here"


def test_an_older_robots_txt_stands_in_for_one_that_cannot_be_had(site: Site, sites: Sites, clock: Hands) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /closed\n")
    sites.get(site.at("/a")).body.close()
    site.pages["/robots.txt"] = robots("", 503)
    clock.time += 20 * DAY
    assert read_whole(sites.get(site.at("/a"))) == b"here"
    assert refused(lambda: sites.get(site.at("/closed"))).code == "robots-disallow"
    clock.time += 11 * DAY
    assert refused(lambda: sites.get(site.at("/a"))).code == "robots-unreachable"


def test_a_robots_txt_of_any_length_is_read_as_far_as_it_must_be(site: Site, sites: Sites) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /a\n" + "# " * 2_000_000)
    assert refused(lambda: sites.get(site.at("/a"))).code == "robots-disallow"


def test_a_robots_txt_made_to_choke_on_is_not_parsed(site: Site, sites: Sites) -> None:
    site.pages["/robots.txt"] = robots("".join(f"User-agent: a{n}\n" for n in range(10_000)) + "Disallow: /b\n" * 20_000)
    assert refused(lambda: sites.get(site.at("/a"))).code == "robots-unreachable"


def test_redirects_are_asked_about_too(site: Site, sites: Sites) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /closed\n")
    site.pages["/b"] = Answer(status=302, headers={"Location": "/closed"})
    assert refused(lambda: sites.get(site.at("/b"))).code == "robots-disallow"
    assert "/closed" not in site.paths()


def test_a_site_that_asks_to_be_left_alone_is(site: Site, sites: Sites, clock: Hands) -> None:
    site.pages["/b"] = Answer(status=429, headers={"Retry-After": "3600"})
    assert refused(lambda: sites.get(site.at("/b"))).wait == 3600
    before = len(site.asked)
    assert refused(lambda: sites.get(site.at("/a"))).code == "put-off"
    assert len(site.asked) == before
    clock.time += 3600
    assert read_whole(sites.get(site.at("/a"))) == b"here"


def test_what_is_reserved_by_the_file_is_not_even_fetched(site: Site, sites: Sites) -> None:
    site.pages["/.well-known/tdmrep.json"] = Answer(b'[{"location": "/a", "tdm-reservation": 1}]')
    site.pages["/b"] = Answer(b"free")
    error = refused(lambda: sites.get(site.at("/a")))
    assert (error.code, error.temporary) == ("mining-reserved", False)
    assert site.paths() == []
    assert read_whole(sites.get(site.at("/b"))) == b"free"
    assert read_whole(sites.get(site.at("/a"), licensed=True)) == b"here"


@pytest.mark.parametrize(
    "page",
    [
        Answer(b"here", headers={"TDM-Reservation": "1"}),
        Answer(b"here", headers={"X-Robots-Tag": "noai"}),
        html("here", '<meta name="tdm-reservation" content="1">'),
    ],
)
def test_what_is_reserved_by_the_answer_is_not_handed_on(site: Site, sites: Sites, page: Answer) -> None:
    site.pages["/a"] = page
    assert refused(lambda: sites.get(site.at("/a"))).code == "mining-reserved"
    assert b"here" in read_whole(sites.get(site.at("/a"), licensed=True))


def test_a_licence_is_none_to_disobey_robots_txt(site: Site, sites: Sites) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /a\n")
    assert refused(lambda: sites.get(site.at("/a"), licensed=True)).code == "robots-disallow"


def test_what_is_known_of_a_site_is_remembered(site: Site, sites: Sites, clock: Hands) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /closed\n")
    sites.get(site.at("/a")).body.close()
    known = sites.changed()
    assert known == {
        origin(site.at("/")): SiteState(robots="User-agent: *\nDisallow: /closed\n", known_at=BEGIN, asked_at=BEGIN, free_at=BEGIN + 1)
    }
    assert sites.changed() == {}
    before = len(site.asked)
    again = Sites(Fetcher(RULES), clock, known)
    assert refused(lambda: again.get(site.at("/closed"))).code == "robots-disallow"
    assert read_whole(again.get(site.at("/a"))) == b"here"
    assert [one.path for one in site.asked[before:]] == ["/a"]


def test_a_site_that_is_not_there_is_told_as_such(sites: Sites, site: Site) -> None:
    address = site.at("/a", "127.0.0.2")
    error = refused(lambda: sites.get(address))
    assert (error.code, error.where) == ("address-refused", address)


def test_one_request_at_a_time(site: Site) -> None:
    import threading  # noqa: PLC0415
    import time  # noqa: PLC0415

    under_way, most = 0, 0
    lock = threading.Lock()

    def slowly(_: Asked) -> Answer:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return Answer(b"here")

    site.pages["/a"] = slowly
    sites = Sites(Fetcher(RULES), Hands())

    def visit() -> None:
        sites.get(site.at("/a")).body.close()

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (len(site.paths()), most) == (6, 1)
