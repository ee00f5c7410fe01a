"""Who does what to whom, as the tree implies it."""

import pytest

from dragoman.model import syntax
from dragoman.model.parse import Parse
from dragoman.model.text import Document, Span
from dragoman.parse import load_parser

PARSER = load_parser()


def parse(text: str) -> Parse:
    (found,) = PARSER.parse([Document(id="x", text=text)])
    return found


def word(found: Parse, token: int | None) -> str | None:
    return None if token is None else found.words[token]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "target"),
    [
        ("Iran attacked Syria.", "attack", "Iran", "Syria"),
        ("Syria was attacked by Iran.", "attack", "Iran", "Syria"),
        ("Syria was attacked.", "attack", None, "Syria"),
        ("Iran agreed to help Syria.", "help", "Iran", "Syria"),
        ("Iran urged Syria to sign the pact.", "sign", "Syria", "pact"),
        ("Iran met Iraq and praised Syria.", "praise", "Iran", "Syria"),
        ("Iran, which attacked Syria, left.", "attack", "Iran", "Syria"),
        ("The pact that Iran signed ended.", "sign", "Iran", "pact"),
        ("The pact signed by Iran ended.", "sign", "Iran", "pact"),
        ("Iran signed and ratified the pact.", "sign", "Iran", "pact"),
        ("Iran's decision to attack Syria was criticised.", "attack", "Iran", "Syria"),
        ("Iran urged Oman to stop and threatened Syria.", "threaten", "Iran", "Syria"),
        ("The cost of attacking Syria was high.", "attack", None, "Syria"),
        ("After attacking Syria, Iran left.", "attack", "Iran", "Syria"),
    ],
)
def test_subjects_and_objects(text: str, verb: str, subject: str | None, target: str | None) -> None:
    found = parse(text)
    token = found.lemmas.index(verb)
    assert (word(found, syntax.subject(found, token)), word(found, syntax.direct_object(found, token))) == (subject, target)


def test_prepositional_phrases() -> None:
    found = parse("Iran held talks with Syria and Iraq on trade because of the war.")
    talks = found.lemmas.index("talk")
    assert ("with", "Syria") in [(p, found.words[t]) for p, t in syntax.obliques(found, talks)]
    assert [found.words[t] for t in syntax.conjuncts(found, found.words.index("Syria"))] == ["Syria", "Iraq"]


def test_phrases_of_a_particle_are_those_of_its_verb() -> None:
    found = parse("Iran walked out of the talks.")
    walked = found.lemmas.index("walk")
    assert ("of", "talks") in [(p, found.words[t]) for p, t in syntax.obliques(found, walked)]


def test_spans_and_tokens() -> None:
    text = "Iran attacked Syria. Turkey left."
    found = parse(text)
    assert [found.words[t] for t in found.tokens_in(Span(5, 19))] == ["attacked", "Syria"]
    assert list(found.tokens_in(Span(3, 3))) == []
    assert found.sentence_span(found.words.index("left")).of(text) == "Turkey left."
    assert found.subtree_span(found.words.index("attacked")).of(text) == "Iran attacked Syria."
    assert found.words[found.head_of(Span(0, 19))] == "attacked"
