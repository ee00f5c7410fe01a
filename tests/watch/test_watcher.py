"""Watching real feeds of a server on 127.0.0.1. Time is told by a clock of our own; nothing sleeps."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from dragoman.model.text import Incoming, Source
from dragoman.model.watching import FeedState, SiteState
from dragoman.read.web import read_any_feed
from dragoman.store import SqlStore, open_store
from dragoman.watch import Feed, polling
from dragoman.watch import watcher as watching
from dragoman.watch.schedule import next_after_failure, next_after_success
from tests.servers import PATIENCE, Answer, Asked, Site, html, serving
from tests.watch.feeding import BEGIN, DAY, HOUR, MINUTE, Watch, read_plain_feed, rss, tagged

ROOT = Path(__file__).parent.parent.parent
TEXT = "Turkey and Azerbaijan signed a defence agreement in Baku on Monday. The two presidents met for an hour and took no questions."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(str(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture
def watch(site: Site, store: SqlStore) -> Watch:
    return Watch(site, store)


def entry(number: int, text: str = TEXT, link: str = "https://wire.example/{}") -> tuple[str, str, str]:
    return link.format(number), f"Report {number}", text


def state(watch: Watch, path: str = "/feed") -> FeedState:
    return watch.store.watched(FeedState)[watch.site.at(path)]


# ---------------------------------------------------------------- what is new


def test_what_is_new_is_read_once(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss(entry(1), entry(2))
    (visit,) = watch.once()
    assert (visit.new, visit.known, visit.failure) == (2, 0, None)
    assert watch.titles() == ["Report 1", "Report 2"]
    assert watch.recorder.kept[0].source == Source(url=watch.site.at("/feed"))
    assert watch.recorder.renewed == 1
    assert watch.once() == [], "its time has not come"
    watch.clock.time += 15 * MINUTE
    watch.site.pages["/feed"] = rss(entry(3), entry(2))
    (visit,) = watch.once()
    assert (visit.new, visit.known) == (1, 1)
    assert watch.titles() == ["Report 1", "Report 2", "Report 3"]


def test_an_entry_that_was_changed_is_read_again(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss(entry(1), entry(2))
    watch.once()
    watch.clock.time += HOUR
    watch.site.pages["/feed"] = rss(entry(1, "Corrected: " + TEXT), entry(2))
    (visit,) = watch.once()
    assert (visit.new, visit.known) == (1, 1)
    assert sorted(one.document.text for one in watch.store.readings()) == ["Corrected: " + TEXT, TEXT]


def test_an_entry_that_left_the_feed_and_comes_back_is_known(watch: Watch) -> None:
    visits = []
    for entries in ([entry(1), entry(2)], [entry(2)], [entry(1)]):
        watch.site.pages["/feed"] = rss(*entries)
        visits += watch.once()
        watch.clock.time += HOUR
    assert [(visit.new, visit.known) for visit in visits] == [(2, 0), (0, 1), (0, 1)]


def test_what_is_remembered_of_entries_that_left_has_an_end(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MOST_SEEN", 3)
    for number in range(0, 20, 2):
        watch.site.pages["/feed"] = rss(entry(number), entry(number + 1))
        watch.once()
        watch.clock.time += HOUR
    assert len(state(watch).seen) == 3 + 2
    assert len(watch.titles()) == 20


def test_feeds_in_json_are_feeds_too(watch: Watch) -> None:
    items = [{"url": "https://wire.example/1", "title": "Report 1", "content_text": TEXT}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Caspian Wire", "items": items}
    watch.site.pages["/feed"] = Answer(json.dumps(feed).encode(), headers={"Content-Type": "application/feed+json"})
    assert [visit.new for visit in watch.watcher(read_feed=read_any_feed).run(once=True)] == [1]
    assert watch.titles() == ["Report 1"]
    watch.site.pages["/feed"] = Answer(b'{"error": "no such feed"}')
    watch.clock.time += HOUR
    (visit,) = watch.watcher(read_feed=read_any_feed).run(once=True)
    assert visit.failure is not None


@pytest.mark.parametrize("body", [b"<html><body>Under repair", b"", b" ", b"\x00\x01\x02", b"{"])
def test_what_is_no_feed_is_one_for_no_reader(watch: Watch, body: bytes) -> None:
    watch.site.pages["/feed"] = Answer(body)
    (visit,) = watch.watcher(read_feed=read_any_feed).run(once=True)
    assert visit.failure is not None


def test_what_has_not_changed_is_not_sent_again(watch: Watch) -> None:
    watch.site.pages["/feed"] = tagged(rss(entry(1)), '"one"')
    watch.once()
    assert state(watch).etag == '"one"'
    watch.clock.time += HOUR
    (visit,) = watch.once()
    assert (visit.unchanged, visit.new) == (True, 0)
    watch.site.pages["/feed"] = tagged(rss(entry(1), entry(2)), '"two"')
    watch.clock.time += HOUR
    (visit,) = watch.once()
    assert (visit.unchanged, visit.new, visit.known) == (False, 1, 1)


def test_the_day_of_the_last_change_is_sent_too(watch: Watch) -> None:
    def page(asked: Asked) -> Answer:
        whole = rss(entry(1))
        last = "Wed, 16 Feb 2022 08:00:00 GMT"
        return Answer(status=304) if asked.headers["If-Modified-Since"] == last else Answer(whole.body, headers={"Last-Modified": last})

    watch.site.pages["/feed"] = page
    watch.once()
    watch.clock.time += HOUR
    assert watch.once()[0].unchanged


def test_what_the_list_says_of_a_feed_stands_in_its_documents(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss(entry(1))
    watch.once(watch.feed(outlet="The Wire", language="en"))
    (document,) = watch.recorder.kept
    assert (document.outlet, document.language) == ("The Wire", "en")


# ---------------------------------------------------------------- pages


def test_pages_are_followed_and_the_feed_says_what_they_do_not(watch: Watch) -> None:
    link = watch.site.at("/world/{}")
    watch.site.pages["/feed"] = rss(entry(1, "In short.", link))
    watch.site.pages["/world/1"] = html(f"<article><p>{TEXT}</p><p>{TEXT}</p></article>")
    (visit,) = watch.once(watch.feed(follow=True))
    assert visit.new == 1
    (document,) = watch.recorder.kept
    assert TEXT in document.text
    assert (document.title, document.published) == ("Report 1", "2022-02-16")
    assert document.url == document.source.url == link.format(1)
    watch.clock.time += HOUR
    watch.once(watch.feed(follow=True))
    assert watch.site.paths().count("/world/1") == 1


@pytest.mark.parametrize(
    ("said", "day", "issues"),
    [("", "2022-02-16", []), ("2022-02-15", "2022-02-15", []), ("2021-06-15", "2022-02-16", ["dates-disagree"])],
)
def test_the_day_of_the_feed_goes_before_one_that_is_far_from_it(watch: Watch, said: str, day: str, issues: list[str]) -> None:
    head = f'<meta property="article:published_time" content="{said}T10:00:00Z">' if said else ""
    watch.site.pages["/feed"] = rss(entry(1, "In short.", watch.site.at("/world/{}")))
    watch.site.pages["/world/1"] = html(f"<article><p>{TEXT}</p><p>{TEXT}</p></article>", head)
    watch.once(watch.feed(follow=True))
    assert [document.published for document in watch.recorder.kept] == [day]
    assert watch.recorder.issues == issues


@pytest.mark.parametrize(
    "page",
    [
        Answer(b"gone", 404),
        Answer(b"%PDF", headers={"Content-Type": "application/pdf"}),
        Answer(b"<p>x", headers={"Content-Type": "text/html", "TDM-Reservation": "1"}),
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
        html("<p>  </p>"),
    ],
)
def test_a_page_that_cannot_be_had_leaves_what_the_feed_says(watch: Watch, page: Answer) -> None:
    watch.site.pages["/feed"] = rss(entry(1, TEXT, watch.site.at("/world/{}")))
    watch.site.pages["/world/1"] = page
    watch.once(watch.feed(follow=True))
    assert [(one.title, one.text) for one in watch.recorder.kept] == [("Report 1", TEXT)]
    assert watch.recorder.issues == ["page-not-read"]


def test_a_page_that_may_be_there_later_is_tried_again(watch: Watch) -> None:
    watch.site.pages["/feed"] = tagged(rss(*(entry(number, TEXT, watch.site.at("/world/{}")) for number in (1, 2))), '"one"')
    watch.site.pages["/world/1"] = Answer(b"", 503)
    watch.site.pages["/world/2"] = Answer(b"", 404)
    feed = watch.feed(follow=True)
    for number in range(2):
        (visit,) = watch.once(feed)
        assert (visit.waiting, visit.unchanged) == (1, False), number
        assert state(watch).etag is None, "a 304 would hide it"
        watch.clock.time += HOUR
    (visit,) = watch.once(feed)
    assert (visit.waiting, visit.new) == (0, 1)
    assert watch.site.paths().count("/world/1") == 3
    assert watch.titles() == ["Report 1", "Report 2"]
    assert state(watch).etag == '"one"'
    assert state(watch).tried == ()


# ---------------------------------------------------------------- what goes wrong


def test_a_feed_that_fails_is_asked_less_and_less(watch: Watch) -> None:
    watch.site.pages["/feed"] = Answer(b"", 500)
    waits = []
    for _ in range(9):
        (visit,) = watch.once()
        assert "500" in str(visit.failure)
        waits.append(visit.again_in / MINUTE)
        watch.clock.time += visit.again_in
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    watch.site.pages["/feed"] = rss(entry(1))
    (visit,) = watch.once()
    assert (visit.new, visit.failure) == (1, None)
    assert visit.again_in == pytest.approx(15 * MINUTE * 0.95)
    assert (state(watch).failures, state(watch).failure) == (0, None)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_names_a_time_is_left_alone_until_then(watch: Watch, status: int) -> None:
    watch.site.pages["/feed"] = Answer(b"", status, {"Retry-After": "7200"})
    watch.site.pages["/other"] = rss(entry(1))
    feeds = (watch.feed(), watch.feed("/other"))
    visits = watch.once(*feeds)
    assert visits[0].again_in == 7200
    assert watch.site.paths() == ["/feed"], "the same server is not asked for another feed either"
    watch.site.pages["/feed"] = rss(entry(2))
    watch.clock.time += 7199
    assert watch.once(*feeds) == []
    watch.clock.time += 2
    assert sum(visit.new for visit in watch.once(*feeds)) == 2


@pytest.mark.parametrize("body", [b"<html><body>Under repair", b"", b"<rss><channel>", b"\x00\x01\x02"])
def test_what_is_no_feed_is_told_and_what_was_seen_is_not_forgotten(watch: Watch, body: bytes) -> None:
    watch.site.pages["/feed"] = rss(entry(1))
    watch.once()
    watch.clock.time += HOUR
    watch.site.pages["/feed"] = Answer(body, headers={"ETag": '"broken"'})
    (visit,) = watch.once()
    assert "feed" in str(visit.failure)
    assert (state(watch).failures, state(watch).etag) == (1, None)
    watch.clock.time += DAY
    watch.site.pages["/feed"] = rss(entry(1))
    assert watch.once()[0].new == 0


def test_a_feed_without_entries_is_one(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss()
    (visit,) = watch.once()
    assert (visit.failure, visit.new) == (None, 0)


def test_feeds_do_not_hinder_each_other(watch: Watch) -> None:
    with serving() as other:
        other.pages["/feed"] = rss(entry(7))
        watch.site.pages["/feed"] = Answer(b"", 500)
        visits = watch.once(watch.feed(), Feed(address=other.at("/feed"), name="other"))
    assert sorted((visit.feed.name, visit.new, visit.failure is not None) for visit in visits) == [("/feed", 0, True), ("other", 1, False)]


def test_a_slow_site_holds_up_nobody(watch: Watch) -> None:
    answered = threading.Event()

    def slow(_: Asked) -> Answer:
        answered.wait(PATIENCE)
        return rss(entry(1))

    watch.site.pages["/feed"] = slow
    with serving() as other:
        other.pages["/feed"] = rss(entry(2))
        visits = []
        for visit in watch.watcher(watch.feed(), Feed(address=other.at("/feed"), name="other")).run(once=True):
            visits.append(visit.feed.name)
            answered.set()
    assert visits == ["other", "/feed"]


def test_a_site_that_does_not_answer_holds_no_end_up(watch: Watch) -> None:
    asked = threading.Event()
    done = threading.Event()

    def slow(_: Asked) -> Answer:
        asked.set()
        done.wait(PATIENCE)
        return rss(entry(1))

    def end() -> None:
        asked.wait(PATIENCE)
        watch.stop.request()

    watch.site.pages["/feed"] = slow
    threading.Thread(target=end, daemon=True).start()
    begun = time.monotonic()
    assert list(watch.watcher().run(once=False)) == []
    assert time.monotonic() - begun < PATIENCE / 2
    done.set()
    assert watch.store.watched(FeedState) == {}


def test_a_feed_that_its_site_closes_to_programs_is_not_fetched(watch: Watch) -> None:
    watch.site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /feed\n")
    watch.site.pages["/feed"] = rss(entry(1))
    (visit,) = watch.once()
    assert "robots.txt" in str(visit.failure)
    assert watch.site.paths() == []


def test_a_feed_whose_mining_is_reserved_is_not_read_but_by_who_has_a_licence(watch: Watch) -> None:
    watch.site.pages["/.well-known/tdmrep.json"] = Answer(b'[{"location": "/", "tdm-reservation": 1}]')
    watch.site.pages["/feed"] = rss(entry(1))
    (visit,) = watch.once()
    assert "reserved" in str(visit.failure)
    assert (watch.site.paths(), watch.titles()) == ([], [])
    watch.clock.time += DAY
    assert watch.once(watch.feed(licensed=True))[0].new == 1


def test_a_feed_that_redirects_inside_is_refused(watch: Watch) -> None:
    watch.site.pages["/feed"] = Answer(status=301, headers={"Location": "http://192.168.1.1/feed"})
    (visit,) = watch.once()
    assert "not on the public internet" in str(visit.failure)


def test_a_feed_that_moved_for_good_is_told(watch: Watch) -> None:
    watch.site.pages["/feed"] = Answer(status=301, headers={"Location": "/new"})
    watch.site.pages["/new"] = rss(entry(1))
    (visit,) = watch.once()
    assert (visit.moved, visit.new) == (watch.site.at("/new"), 1)


def test_what_sites_said_is_remembered(watch: Watch) -> None:
    watch.site.pages["/robots.txt"] = Answer(b"User-agent: *\nAllow: /\n")
    watch.site.pages["/feed"] = rss(entry(1))
    watch.once()
    (site,) = watch.store.watched(SiteState).values()
    assert site.robots == "User-agent: *\nAllow: /\n"
    watch.clock.time += HOUR
    watch.once()
    assert [asked.path for asked in watch.site.asked].count("/robots.txt") == 1


def test_what_the_program_does_wrong_costs_one_visit(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.site.pages["/feed"] = rss(entry(1))
    watch.site.pages["/other"] = rss(entry(2))

    def broken(source: BinaryIO, path: str) -> Iterator[Incoming]:
        if path.endswith("/feed"):
            raise ZeroDivisionError
        return read_plain_feed(source, path)

    visits = list(watch.watcher(watch.feed(), watch.feed("/other"), read_feed=broken).run(once=True))
    assert [(visit.new, visit.failure is not None) for visit in visits] == [(0, True), (1, False)]
    assert "report it" in str(visits[0].failure)
    assert "ZeroDivisionError" in caplog.text


def test_a_page_on_which_the_program_fails_costs_that_page(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Incoming:
        raise ZeroDivisionError

    monkeypatch.setattr(polling, "page_of", broken)
    watch.site.pages["/feed"] = rss(entry(1, TEXT, watch.site.at("/world/{}")))
    watch.site.pages["/world/1"] = html("x")
    (visit,) = watch.once(watch.feed(follow=True))
    assert visit.new == 1
    assert watch.recorder.issues == ["page-not-read"]


# ---------------------------------------------------------------- stopping and starting


class PowerCutError(BaseException):
    """What kill -9 does, as far as one process can show it."""


def test_what_was_not_kept_is_found_again(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 1)
    watch.site.pages["/feed"] = tagged(rss(*map(entry, range(6))), '"one"')
    calls = 0

    def cut() -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise PowerCutError

    watch.recorder.before = cut
    with pytest.raises(PowerCutError):
        watch.once()
    assert len(watch.titles()) == 3
    assert (len(state(watch).seen), state(watch).etag) == (3, None)
    (visit,) = Watch(watch.site, watch.store).once()
    assert (visit.new, visit.known) == (3, 3)
    assert len(watch.titles()) == 6


def test_what_was_kept_but_not_remembered_is_not_read_twice(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.site.pages["/feed"] = rss(*map(entry, range(3)))

    def cut(_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr(watch.store, "remember", cut)
        with pytest.raises(PowerCutError):
            watch.once()
    assert len(watch.titles()) > 0
    assert watch.store.watched(FeedState) == {}
    again = Watch(watch.site, watch.store)
    again.once()
    assert len(list(watch.store.manifest())) == 3


CHILD = """
import sys
from dragoman.store import open_store
from dragoman.watch import watcher
from tests.watch.feeding import *
watcher.AT_ONCE = 1
site = Site()
site.port = int(sys.argv[2])
with open_store(sys.argv[1]) as store:
    watch = Watch(site, store)
    watch.recorder.before = lambda: print(flush=True)
    watch.once()
"""


def test_a_watch_that_is_killed_loses_and_doubles_nothing(site: Site, tmp_path: Path) -> None:
    count = 40
    site.pages["/feed"] = tagged(rss(*map(entry, range(count))), '"one"')
    place = str(tmp_path / "store.db")
    kept = remembered = 0
    for batches in (2, 6):
        command = [sys.executable, "-c", CHILD, place, str(site.port)]
        environment = os.environ | {"PYTHONPATH": f"src{os.pathsep}."}
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment)
        assert process.stdout is not None
        for _ in range(batches):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with open_store(place) as store:
            now = len(list(store.manifest()))
            assert remembered + batches - 1 <= now <= count, "what was kept but not remembered is found again, and costs a batch"
            states = store.watched(FeedState).values()
            assert all(len(one.seen) in {now, now - 1} for one in states), "what is remembered is kept, and all but the last"
            kept, remembered = now, sum(len(one.seen) for one in states)
    with open_store(place) as store:
        (visit,) = Watch(site, store).once()
        assert visit.known in {kept, kept - 1}
        assert len(list(store.manifest())) == count
        assert len({document.document.id for document in store.readings()}) == count
        assert store.watched(FeedState)[site.at("/feed")].etag == '"one"'


def test_a_watch_that_is_stopped_ends_and_goes_on_later(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 1)
    watch.site.pages["/feed"] = tagged(rss(*map(entry, range(40))), '"one"')
    watch.recorder.before = watch.stop.request
    watch.once()
    kept = len(watch.titles())
    assert 0 < kept < 40
    assert len(state(watch).seen) == kept
    assert state(watch).etag is None
    assert watch.recorder.renewed == 1, "the records are those of what was kept"
    (visit,) = Watch(watch.site, watch.store).once()
    assert visit.new == 40 - kept
    assert len(watch.titles()) == 40


def test_a_watch_goes_on_until_it_is_stopped(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss(entry(1))
    watch.site.pages["/slow"] = rss(entry(2))
    watch.clock.at = [
        (BEGIN + HOUR, lambda: watch.site.pages.update({"/feed": rss(entry(3))})),
        (BEGIN + 2 * HOUR, watch.stop.request),
    ]
    visits = list(watch.watcher(watch.feed(), watch.feed("/slow", interval=DAY)).run(once=False))
    assert watch.site.paths().count("/slow") == 1
    assert 7 <= watch.site.paths().count("/feed") <= 10
    assert sum(visit.new for visit in visits) == 3
    assert watch.titles() == ["Report 1", "Report 2", "Report 3"]


def test_entries_beyond_what_one_visit_reads_come_in_the_next(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "MOST_ENTRIES", 4)
    watch.site.pages["/feed"] = tagged(rss(*map(entry, range(6))), '"one"')
    assert [watch.once()[0].new] == [4]
    watch.clock.time += HOUR
    assert watch.once()[0].new == 2
    assert state(watch).etag == '"one"'


def test_records_follow_while_visits_go_on_but_take_no_more_than_their_share(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "AT_ONCE", 1)
    watch.site.pages["/feed"] = rss(*map(entry, range(20)))
    watch.once()
    assert watch.recorder.renewed == 1, "at the end"
    monkeypatch.setattr(watching, "RENEWAL_PAUSE", 0.0)
    quick, slow = Watch(watch.site, watch.store), Watch(watch.site, watch.store)
    slow.recorder.renewing = 60.0
    for number, one in enumerate((quick, slow), 1):
        watch.site.pages["/feed"] = rss(*map(entry, range(20 * number, 20 * number + 20)))
        one.clock.time += number * HOUR
        one.once()
    assert quick.recorder.renewed > 5
    assert slow.recorder.renewed == 2


@pytest.mark.parametrize(
    ("failures", "wait", "minutes"), [(1, None, 30), (3, None, 120), (30, None, 1440), (1, 7200.0, 120), (5, 60.0, 480)]
)
def test_back_off(failures: int, wait: float | None, minutes: float) -> None:
    assert next_after_failure(BEGIN, 15 * MINUTE, failures, wait) == BEGIN + minutes * MINUTE


def test_a_clock_that_was_wrong_holds_nothing_up(watch: Watch) -> None:
    watch.site.pages["/feed"] = rss(entry(1))
    watch.clock.time += 3_000 * DAY
    watch.once()
    watch.clock.time = BEGIN
    watch.site.pages["/feed"] = rss(entry(2))
    assert [visit.new for visit in watch.once()] == [1]
    assert watch.once() == []


def test_a_feed_of_a_long_interval_keeps_it() -> None:
    assert next_after_failure(BEGIN, 7 * DAY, 3, None) == BEGIN + 7 * DAY
    assert next_after_success(BEGIN, 900) < BEGIN + 900, "a cron line of the same period finds it due"
