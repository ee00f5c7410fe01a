"""A fragment of HTML, as feeds hold it -> text. All of it is the report; a page, which is mostly not, is read by ``pages``."""

from __future__ import annotations

import re

LEFT_OUT = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "audio", "video", "form", "button", "select"})
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")  # lxml takes none of them
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
BLANKS = re.compile(r"[ \t\r\n\f]+")  # those that HTML joins into one; no-break spaces stay


def is_markup(text: str) -> bool:
    """Whether a text holds tags or entities."""
    return MARKUP.search(text) is not None


def fragment_text(markup: str) -> str:
    """The text of a fragment, one line a paragraph; scripts, styles and embedded media are left out."""
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415 -- only feeds and pages need it

    if not markup.strip():
        return ""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<div>{NOT_IN_XML.sub(' ', markup)}</div>", parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        started = event == "start"
        if element.tag in BLOCKS:
            parts.append("\n")
        if element.tag in LEFT_OUT:
            hidden += 1 if started else -1
        text = element.text if started else element.tail
        if text and not hidden:
            parts.append(BLANKS.sub(" ", text))
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(BLANKS.sub(" ", line) for line in lines if line.strip())
