"""The encoding of a page: its signature, what server and page declare of it, and what its bytes look like."""

from __future__ import annotations

import codecs
import re

from dragoman.read.decoding import SIGNATURES

HEAD = 4_096  # bytes in which a declaration is looked for: four times what browsers look at, since scripts may stand before it
DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE
)
# Codecs as Python names them, each with the one that browsers read in its place (WHATWG Encoding Standard): pages that declare the
# smaller set use the larger. Whatever else is declared is not believed: Python also has "codecs" such as idna and zip.
READ_AS = {
    "utf-8": "utf-8", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252", "iso8859-9": "cp1254", "cp1254": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "cp874": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "big5hkscs": "big5hkscs", "cp950": "big5hkscs", "shift_jis": "cp932", "cp932": "cp932", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp",
    "euc_kr": "cp949", "cp949": "cp949", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "cp866": "cp866", "mac-roman": "mac-roman",
    "mac-cyrillic": "mac-cyrillic",
    **{f"iso8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp125{number}": f"cp125{number}" for number in (0, 1, 3, 5, 6, 7, 8)},
}  # fmt: skip
IN_ASCII = "iso2022_jp"  # its bytes are all ASCII, and so valid UTF-8 as well
LAST_RESORT = "cp1252"
GUESSED_FROM = 20_000  # bytes of text in which the encoding is guessed


def decode_page(content: bytes, declared: str | None = None) -> tuple[str, bool]:
    """The text of a page, and whether some bytes of it were no text and are replaced.

    ``declared`` is what the server said. A signature is believed first, and valid UTF-8 before any declaration: other encodings are
    next to never valid UTF-8 by chance, and servers and templates often declare what they do not send.
    """
    for mark, name in SIGNATURES:
        if content.startswith(mark):
            return _decode(content, name)
    match = DECLARED.search(content[:HEAD])
    said = (declared, *(part.decode("ascii", "ignore") for part in (match.groups() if match else ()) if part))
    names = [name for name in (_known(label) for label in said if label) if name]
    if IN_ASCII in names and b"\x1b" in content:
        return _decode(content, IN_ASCII)
    if names[:1] and names[0].startswith("utf-16") and b"\0" in content[:HEAD]:
        return _decode(content, names[0])
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    for name in names:
        if not name.startswith("utf-"):
            text, broken = _decode(content, name)
            if not broken:
                return text, False
    guess = None if "utf-8" in names else _guess(content)
    return _decode(content, guess or next(iter(names), LAST_RESORT))


def _known(label: str) -> str | None:
    try:
        return READ_AS.get(codecs.lookup(label.strip().strip("\"'")).name)
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None


def _decode(content: bytes, name: str) -> tuple[str, bool]:
    try:
        return content.decode(name), False
    except UnicodeDecodeError:
        return content.decode(name, errors="replace"), True


def _guess(content: bytes) -> str | None:
    """The encoding that the bytes outside ASCII look like."""
    from trafilatura.utils import detect_encoding  # noqa: PLC0415 -- slow to import, and few pages need it

    first = next((place for place, byte in enumerate(content) if byte > 0x7F), 0)  # noqa: PLR2004 -- the last of ASCII
    start = max(0, first - GUESSED_FROM // 10)
    guesses = detect_encoding(content[start : start + GUESSED_FROM])
    return next((name for guess in guesses if (name := _known(guess)) and name != "utf-8"), None)
