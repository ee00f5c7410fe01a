"""The main text of a page, by trafilatura."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from dragoman.read.pages.markup import Element, Markup, plain

TAGS = re.compile(r"<(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{1,200}>")
LETTERS = re.compile(r"[^\W_]+")
MUCH_LONGER = 2.0  # times the text found: pages that show the text by script hold all of it only in their linked data
SHORTEST_COPY = 600  # characters of such a copy: shorter ones are summaries
MENU_LINES = 10  # lines in a row: lists in reports are shorter, or stand between their paragraphs
MENU_WORDS = 6  # words of the longest line of a menu
ENDS_SENTENCE = re.compile(r"[.!?…\u3002\uff01\uff1f:;,][\"'”’»)\]]*$")


def find_text(tree: Element, markup: Markup, title: str | None) -> str:
    """The paragraphs of the report, with a blank line between them; "" where none are found. Changes the tree."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- slow to import

    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    text = _without_menus(_without_title(_paragraphs(str(getattr(found, "text", None) or "")), title))
    copy = _paragraphs(_without_tags("\n".join(_copies(markup))))
    longer = _length(copy) >= SHORTEST_COPY and _length(copy) > MUCH_LONGER * _length(text)
    return "\n\n".join(copy if longer else text)


def _copies(markup: Markup) -> list[str]:
    """The text of the report as the linked data of the page holds it."""
    body = markup.report.get("articleBody")
    return [one for one in (body if isinstance(body, list) else [body]) if isinstance(one, str)]


def _without_tags(text: str) -> str:
    return html.unescape(ANY_TAG.sub(" ", TAGS.sub("\n", html.unescape(text))))


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(plain, text.splitlines()) if line]


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _without_title(lines: list[str], title: str | None) -> list[str]:
    """Without the headline over the text, which is the title."""
    return lines[1:] if len(lines) > 1 and title and LETTERS.findall(lines[0].lower()) == LETTERS.findall(title.lower()) else lines


def _without_menus(lines: list[str]) -> list[str]:
    """Without a long row of short lines before the text, and then after it too.

    Pages that set no marks for their parts leave their menus in it. A row that only follows a text is kept: it may be the states that
    signed it.
    """
    start = _menu(lines)
    if not MENU_LINES <= start < len(lines):
        return lines
    rest = lines[start:]
    end = _menu(list(reversed(rest)))
    return rest[: len(rest) - end] if end >= MENU_LINES else rest


def _menu(lines: Sequence[str]) -> int:
    """How many lines of a menu come first."""
    return next((number for number, line in enumerate(lines) if not _of_menu(line)), len(lines))


def _of_menu(line: str) -> bool:
    return line.count(" ") < MENU_WORDS and not ENDS_SENTENCE.search(line)
