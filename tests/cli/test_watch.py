"""``dragoman watch``: one line a visit, one clear word for what went wrong, and an end when it is asked to."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.model.record import AgreementRecord
from dragoman.store import open_store
from tests.servers import HERE, Answer, Asked, Site, serving
from tests.watch.feeding import rss

TEXT = "Turkey and Azerbaijan signed the Shusha Declaration in Shusha on June 15, 2021."
ENTRY = ("https://wire.example/1", "Pact signed", TEXT)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.pages["/feed"] = rss(ENTRY)
        yield running


@pytest.fixture
def feeds(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAGOMAN_ALLOW_ADDRESSES", HERE)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "{site.at("/feed")}"\noutlet = "Caspian Wire"\n', encoding="utf-8")
    return path


@pytest.fixture
def watch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``dragoman watch`` in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dragoman", "watch", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return run


def test_once(watch: Run, feeds: Path, tmp_path: Path) -> None:
    code, out, err = watch(str(feeds), "--once")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Caspian Wire                  1 new  again in 14 min",
        "1 report read into dragoman.db",
    ]
    with open_store(str(tmp_path / "dragoman.db")) as store:
        assert [record.title for record in store.records(AgreementRecord)] == ["Shusha Declaration"]
    assert watch(str(feeds), "--once") == (0, "0 reports read into dragoman.db\n", "")


def test_a_feed_that_fails_is_told_and_the_others_are_read(watch: Run, feeds: Path, site: Site) -> None:
    with feeds.open("a", encoding="utf-8") as more:
        more.write(f'[[feed]]\nname = "Gone"\nurl = "{site.at("/gone")}"\n')
    code, out, err = watch(str(feeds), "--once", "--store", "other.db", "--interval", "1h")
    assert code == 1
    assert "1 report read into other.db" in out
    assert err.startswith(f"dragoman: Gone: {site.at('/gone')}: the server answers 404")
    assert "(asked again in 2 h)" in err


def test_quiet(watch: Run, feeds: Path) -> None:
    assert watch(str(feeds), "--once", "--quiet") == (0, "", "")


def test_a_feed_that_moved_is_told(watch: Run, feeds: Path, site: Site) -> None:
    site.pages["/new"] = rss(ENTRY)
    site.pages["/feed"] = Answer(status=308, headers={"Location": "/new"})
    code, _, err = watch(str(feeds), "--once")
    assert code == 0
    assert f'url = "{site.at("/new")}"' in err


def test_a_mistake_in_the_list_is_told_with_its_line(watch: Run, feeds: Path) -> None:
    feeds.write_text('[[feed]]\nurl = "https://wire.example/"\nlanguage = "enn"\n', encoding="utf-8")
    code, out, err = watch(str(feeds), "--once")
    assert (code, out) == (2, "")
    assert err.startswith(f"dragoman: {feeds}:3: no such language 'enn'\n  -> use one of en")
    assert watch("nowhere.toml")[0] == 2
    assert "--interval" in watch(str(feeds), "--interval", "often")[2]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_with_what_it_has(watch: Run, feeds: Path, site: Site, number: signal.Signals, code: int) -> None:
    before = signal.getsignal(number)
    asked = threading.Event()

    def page(_: Asked) -> Answer:
        asked.set()
        return rss(ENTRY)

    def end() -> None:
        asked.wait(20)
        time.sleep(0.2)
        os.kill(os.getpid(), number)

    site.pages["/feed"] = page
    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    begun = time.monotonic()
    found, out, err = watch(str(feeds))
    ending.join(5)
    assert time.monotonic() - begun < 25
    assert (found, err) == (code, "")
    assert out.splitlines()[-1].endswith("; stopped")
    assert signal.getsignal(number) is before
