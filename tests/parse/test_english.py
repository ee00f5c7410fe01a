"""A parse is arrays with Universal Dependencies labels, and its offsets are those of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.model.parse import Parse
from dragoman.model.text import Document, Region, Span
from dragoman.parse import load_parser
from dragoman.parse.paragraphs import LONGEST, paragraphs

PARSER = load_parser()


def parse(text: str, *regions: Region) -> Parse:
    (found,) = PARSER.parse([Document(id="x", text=text, regions=regions)])
    return found


def relation(found: Parse, word: str) -> tuple[str, str]:
    token = found.words.index(word)
    return found.labels[token], found.words[found.heads[token]]


@pytest.mark.parametrize(
    ("text", "word", "label", "head"),
    [
        ("Turkey was attacked by rebels.", "Turkey", "nsubj:pass", "attacked"),
        ("Turkey co-hosted the talks with Iran.", "Turkey", "nsubj", "co-hosted"),
        ("Turkey was attacked by rebels.", "rebels", "obl:agent", "attacked"),
        ("Turkey signed a pact with Iran.", "Iran", "nmod", "pact"),
        ("Turkey met in Baku on Monday.", "Monday", "obl", "met"),
        ("Turkey met in Baku.", "in", "case", "Baku"),
        ("Iran is an ally of Syria.", "ally", "root", "ally"),
        ("Iran is an ally of Syria.", "Iran", "nsubj", "ally"),
        ("Iran is an ally of Syria.", "is", "cop", "ally"),
        ("There were clashes in Syria.", "clashes", "nsubj", "were"),
        ("Iran's army left.", "Iran", "nmod:poss", "army"),
        ("Iran did not sign.", "not", "advmod:neg", "sign"),
        ("Iran wants to sign the pact.", "sign", "xcomp", "wants"),
        ("Iran, Iraq and Syria met.", "Syria", "conj", "Iran"),
        ("Iran, Iraq and Syria met.", "Iraq", "conj", "Iran"),
        ("Iran left after signing the pact.", "after", "mark", "signing"),
        ("The pact that Iran signed ended.", "signed", "acl:relcl", "pact"),
        ("Iran gave Syria arms.", "arms", "obj", "gave"),
    ],
)
def test_relations_are_universal(text: str, word: str, label: str, head: str) -> None:
    assert relation(parse(text), word) == (label, head)


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [("They signed it.", "signed", "sign"), ("The armies met.", "armies", "army"), ("The armies met.", "met", "meet"),
     ("It isn't so.", "n't", "not"), ("They are here.", "are", "be"), ("Talks with the Philippines began.", "Philippines", "Philippines")],
)  # fmt: skip
def test_lemmas(text: str, word: str, lemma: str) -> None:
    found = parse(text)
    assert found.lemmas[found.words.index(word)] == lemma


def test_offsets_are_those_of_the_text() -> None:
    text = "  “Türkiye”  and\u00a0Azerbaijan –\n  *allies* – met.\n\n• They   signed… "
    found = parse(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True) if text[a:b].isalpha()] == [
        w for w in found.words if w.isalpha()
    ]
    assert "”" not in found.words
    assert len(found.paragraphs) == 3


def test_regions_are_not_parsed() -> None:
    text = "ANKARA, Nov. 15 (Gulf Wire) - Turkey met Iran."
    found = parse(text, Region(kind="dateline", span=Span(0, 30)))
    assert found.words[0] == "Turkey"
    assert text[found.starts[0] :].startswith("Turkey")


def test_documents_come_back_in_order_with_empty_ones_among_them() -> None:
    texts = ["", "One met.", "", "", "Two met.\n\nThree met.", " \n "]
    found = list(PARSER.parse([Document(id=str(n), text=t) for n, t in enumerate(texts)]))
    assert [p.words[:1] for p in found] == [(), ("One",), (), (), ("Two",), ()]
    assert len(found[4].paragraphs) == 2


def test_lines_cut_to_a_width_are_joined() -> None:
    lines = ["The foreign ministers of Turkey and Azerbaijan held talks in the",
             "capital on Monday about the agreement that their presidents had",
             "signed the week before."]  # fmt: skip
    assert len(parse("\n".join(lines)).sentences) == 1


def test_a_line_without_end_is_cut_into_pieces() -> None:
    text = "Turkey met Iran. " * 2_000
    pieces = list(paragraphs(Document(id="x", text=text)))
    assert all(len(piece.plain) <= LONGEST for piece in pieces)
    assert "".join(piece.plain for piece in pieces).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=300))
def test_any_text_is_parsed_with_its_tokens_inside_it(text: str) -> None:
    found = parse(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert list(found.starts) == sorted(found.starts)
    for low, high in found.sentences:
        assert all(low <= found.heads[token] < high for token in range(low, high))
        assert sum(found.heads[token] == token for token in range(low, high)) == 1


def test_a_missing_model_says_what_to_install() -> None:
    with pytest.raises(ModelError, match="pip install"):
        load_parser("en_core_web_absent")


def test_words_with_and_without_a_hyphen_have_one_dictionary_form() -> None:
    found = parse("Turkey co-hosted the talks, and Iran re-opened its borders.")
    assert [found.lemmas[found.words.index(word)] for word in ("co-hosted", "re-opened")] == ["cohost", "reopen"]


def test_short_titles_end_no_sentence() -> None:
    found = parse('"We will defend ourselves if threatened," Capt. Tom Hill told the press.')
    assert "Capt." in found.words
    assert len(found.sentences) == 1


def test_a_modal_verb_before_a_past_tense_is_a_name() -> None:
    found = parse("May praised the deep alliance between Britain and the United States.")
    assert (found.tags[0], found.pos[0], found.labels[0], found.words[found.heads[0]]) == ("NNP", "PROPN", "nsubj", "praised")
    plain = parse("May they live in peace.")
    assert plain.tags[0] == "MD"
