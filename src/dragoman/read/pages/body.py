"""The main text of a page, by trafilatura."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

from dragoman.read.pages.markup import Markup, plain

TAGS = re.compile(r"<(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{1,200}>")
MUCH_LONGER = 2.0  # times the text found: pages that show the text by script hold all of it only in their linked data
SHORTEST_COPY = 600  # characters of such a copy: shorter ones are summaries


def find_text(tree: HtmlElement, markup: Markup) -> str:
    """The paragraphs of the report, with a blank line between them; "" where none are found. Changes the tree."""
    from trafilatura import bare_extraction  # noqa: PLC0415 -- slow to import

    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    text = _paragraphs(str(getattr(found, "text", None) or ""))
    copy = _paragraphs(_without_tags("\n".join(texts_of_body(markup))))
    return copy if len(copy) >= SHORTEST_COPY and len(copy) > MUCH_LONGER * len(text) else text


def texts_of_body(markup: Markup) -> list[str]:
    """The text of the report as the linked data of the page holds it."""
    body = markup.report.get("articleBody")
    return [one for one in (body if isinstance(body, list) else [body]) if isinstance(one, str)]


def _without_tags(text: str) -> str:
    return html.unescape(ANY_TAG.sub(" ", TAGS.sub("\n", html.unescape(text))))


def _paragraphs(text: str) -> str:
    return "\n\n".join(line for line in map(plain, text.splitlines()) if line)
