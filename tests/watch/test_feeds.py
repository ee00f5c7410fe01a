"""The list of feeds: what it may say, and every mistake told with its line and what to do."""

import re
from pathlib import Path

import pytest

from dragoman.errors import ReadError
from dragoman.watch import Feed, load_feeds, parse_interval
from dragoman.watch.feeds import OF_ONE

LANGUAGES = ("en", "fr")
GOOD = """\
# what we follow
follow = true
interval = "30m"

[[feed]]
url = "https://wire.example/rss#top"
outlet = "Caspian Wire"
language = "en"
interval = "5m"

  [[ feed ]]
url = "http://courier.example/feed"
name = "Courier, world"
follow = false
licensed = true
"""


def load(tmp_path: Path, text: str) -> tuple[Feed, ...]:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_feeds(str(path), LANGUAGES)


def test_a_list(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == (
        Feed(
            address="https://wire.example/rss",
            name="Caspian Wire",
            outlet="Caspian Wire",
            language="en",
            interval=300,
            follow=True,
        ),
        Feed(address="http://courier.example/feed", name="Courier, world", interval=1800, licensed=True),
    )


def test_the_least_that_a_feed_needs(tmp_path: Path) -> None:
    assert load(tmp_path, '\ufeff[[feed]]\nurl = "https://wire.example/rss"\n') == (
        Feed(address="https://wire.example/rss", name="wire.example", interval=900),
    )


def test_the_list_that_the_documentation_shows(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto" / "watch.md").read_text(encoding="utf-8")
    shown = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert [len(load(tmp_path, text)) for text in shown] == [2]
    first, second = load(tmp_path, shown[0])
    assert (first.follow, first.interval, second.follow, second.interval, second.name) == (True, 1800, False, 7200, "Ministry, news")
    keys = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(keys) == sorted(OF_ONE)


@pytest.mark.parametrize(
    ("text", "line", "told", "remedy"),
    [
        ("", None, "names no feed", "[[feed]]"),
        ('url = "https://wire.example/"', 1, "no such key 'url'", "interval or language or licensed"),
        ('feed = "https://wire.example/"', None, "names no feed", "[[feed]]"),
        ('[feed]\nurl = "https://wire.example/"', None, "names no feed", "[[feed]]"),
        ("[[feed]]\nurl = https://wire.example/", 2, "not TOML", "docs/howto/watch.md"),
        ('[[feed]]\n\n[[feed]]\nurl = "https://wire.example/"', 1, "without url", "url ="),
        ("[[feed]]\nurl = 5", 2, "must be a text", "url ="),
        ('[[feed]]\nurl = "ftp://wire.example/"', 2, "no http(s) address", "http"),
        ('[[feed]]\nurl = "https://ann:secret@wire.example/"', 2, "password", "save"),
        ('[[feed]]\nurl = "https://wire.example/"\nlangauge = "en"', 3, "no such key 'langauge'", "language"),
        ('[[feed]]\nurl = "https://wire.example/"\n\nlanguage = "enn"', 4, "no such language 'enn'", "one of en, fr"),
        ('[[feed]]\nurl = "https://wire.example/"\nfollow = "yes"', 3, "must be true or false", "follow = true"),
        ('[[feed]]\nurl = "https://wire.example/"\ninterval = "often"', 3, "no interval", "'15m'"),
        ('[[feed]]\nurl = "https://wire.example/"\ninterval = "5s"', 3, "no interval", "a minute"),
        ('[[feed]]\nurl = "https://wire.example/"\ninterval = 15', 3, "must be a text", "interval ="),
        ('interval = "1x"\n[[feed]]\nurl = "https://wire.example/"', 1, "no interval", "'15m'"),
        (
            '[[feed]]\nurl = "https://wire.example/"\n[[feed]]\nname = "x"\nurl = "https://wire.example/#x"',
            5,
            "stands in line 2 already",
            "take one",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, told: str, remedy: str) -> None:
    with pytest.raises(ReadError) as raised:
        load(tmp_path, text)
    assert raised.value.line == line
    assert told in raised.value.what
    assert remedy in str(raised.value.remedy)
    assert str(raised.value).startswith(str(tmp_path / "feeds.toml"))
    assert raised.value.where is not None


def test_a_list_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        load_feeds(str(tmp_path / "nowhere.toml"), LANGUAGES)
    (tmp_path / "feeds.toml").write_bytes(b'[[feed]]\nurl = "https://wire.example/\xff"')
    with pytest.raises(ReadError, match="not UTF-8"):
        load_feeds(str(tmp_path / "feeds.toml"), LANGUAGES)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), (" 15M ", 900), ("2 h", 7200), ("1d", 86_400), ("59s", None), ("0m", None), ("15", None), ("-1h", None), ("1.5h", None)],
)
def test_intervals(text: str, seconds: float | None) -> None:
    assert parse_interval(text) == seconds
