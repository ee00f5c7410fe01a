"""Quotations: the stretches inside quotation marks, told into speech and mere words in marks (titles, scare quotes)."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.quotations.marks import pair_marks
from dragoman.knowledge import Knowledge
from dragoman.knowledge.rows.statements import Statements
from dragoman.model.annotated import Annotated
from dragoman.model.mention import Quotation
from dragoman.model.parse import Parse
from dragoman.model.text import Span

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
LONG = 8  # words: what is longer is no title and no scare quote
NAMING = 3  # tokens before the mark in which a word such as "film" or "so-called" tells a title or a name
SAYS_MORE = frozenset(".,!?")


def find_quotations(annotated: Annotated, knowledge: Knowledge) -> Annotated:
    """Add the outermost quotations, in text order and without overlap; marks without a partner become Issues."""
    parse, text = annotated.parse, annotated.document.text
    marked = pair_marks(text, [_whole(annotated, low, high) for low, high in parse.paragraphs])
    words = knowledge.statements
    quotations = tuple(Quotation(span=span, speech=_is_speech(parse, text, span, words)) for span in marked.spans)
    return replace(annotated, quotations=quotations, issues=annotated.issues + marked.issues)


def _whole(annotated: Annotated, low: int, high: int) -> Span:
    """A paragraph as a span; marks that the parser left out at its edges belong to it."""
    return annotated.parse.span(low, high)


def _is_speech(parse: Parse, text: str, span: Span, words: Statements) -> bool:
    """Whether somebody's words stand in the marks, and not a title, a name, or a word used with reserve."""
    tokens = parse.tokens_in(span)
    said = [t for t in tokens if parse.words[t][0].isalnum()]
    if not said:
        return False
    if len(said) > 1 and text[span.end - 1] == "!":
        return True  # "JOBS, JOBS, JOBS!"
    title = _is_title(parse, said)
    if not title and (len(said) > LONG or any(parse.tags[t] in FINITE for t in said)):
        return True
    low, high = parse.sentences[parse.sentence_of[tokens[0]]]
    near = range(max(low, tokens[0] - NAMING - 1), tokens[0])
    before = [parse.lemmas[t].lower() for t in near]
    hyphened = ["".join(parse.words[t : t + 3]).lower() for t in near if parse.tags[t + 1] == "HYPH"]
    if any(word in words.naming for word in (*before, *hyphened)):
        return False
    speaks = any(parse.lemmas[t].lower() in words.first_words for t in (*range(low, tokens[0]), *range(tokens[-1] + 1, high)))
    if not speaks:
        return text[span.end - 1] in SAYS_MORE and len(said) > 1 and not title
    return not title


def _is_title(parse: Parse, said: list[int]) -> bool:
    """Whether the words are written like a title: two or more, all but small ones with capitals."""
    large = [t for t in said if parse.pos[t] in {"NOUN", "PROPN", "VERB", "ADJ", "ADV", "PRON"} and parse.labels[t] != "det"]
    numbers = sum(parse.pos[t] == "NUM" for t in said)  # "60 Minutes"
    return len(said) > 1 and len(large) + numbers > 1 and bool(large) and all(parse.words[t][0].isupper() for t in large)
