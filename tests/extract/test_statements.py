"""Statements of whole passages: speakers by grammar and by reference, quotations that run on, relays, channels, what they are about."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.quotations import find_quotations
from dragoman.knowledge import load
from dragoman.model.annotated import Annotated
from dragoman.model.claim import Event, Statement
from dragoman.model.reading import Reading
from dragoman.model.text import Document
from dragoman.parse import load_parser
from dragoman.pipeline import read_document

PARSER = load_parser()


def read(text: str) -> Reading:
    document = Document(id="d", text=text, published="2022-02-16", language="en")
    (parse,) = PARSER.parse([document])
    return read_document(document, parse, load(), model="m", scope="all")


def statements(text: str) -> list[Statement]:
    return [claim for claim in read(text).claims if isinstance(claim, Statement)]


def words(statement: Statement, text: str) -> str:
    return text[statement.words[0].start : statement.words[-1].end]


def parties(statement: Statement, role: str) -> list[str | None]:
    return [party.actor for party in statement.parties if party.role == role]


def spoken(statement: Statement, text: str, role: str = "speaker") -> list[str]:
    return [party.span.of(text) for party in statement.parties if party.role == role and party.span]


def test_a_quotation_over_several_sentences_is_one_statement() -> None:
    text = 'The treaty is dead. "We tried. We failed," the Turkish foreign minister said. "Now we leave."'
    (said,) = statements(text)
    assert [span.of(text) for span in said.quoted] == ["We tried. We failed,", "Now we leave."]
    assert said.evidence[0].of(text).endswith("the Turkish foreign minister said.")
    assert said.direct
    assert parties(said, "speaker") == ["TUR:GOV"]


def test_paragraphs_that_go_on_belong_to_the_speaker_before() -> None:
    text = '"We came in peace," the Turkish president said.\n\n"We leave in peace. Nobody was hurt."\n\nIt rained.'
    (said,) = statements(text)
    assert [span.of(text) for span in said.quoted] == ["We came in peace,", "We leave in peace. Nobody was hurt."]


def test_who_speaks_between_two_quotations_is_the_speaker_of_both_but_a_new_verb_makes_a_new_statement() -> None:
    text = '"It is over," the Greek president said, adding: "We go home."'
    first, second = statements(text)
    assert (words(first, text), words(second, text)) == ('"It is over,"', '"We go home."')
    assert parties(first, "speaker") == parties(second, "speaker") == ["GRC:GOV"]


def test_a_clause_and_the_quotation_that_goes_on_with_it_are_one() -> None:
    text = 'The talks would resume, the Greek president said. "We never left the table."'
    (said,) = statements(text)
    assert words(said, text) == text
    assert [span.of(text) for span in said.quoted] == ["We never left the table."]


def test_mixed_speech_keeps_its_marks_whole() -> None:
    text = 'The Greek president said the plan was "a farce" and "a waste of money".'
    (said,) = statements(text)
    assert words(said, text) == 'the plan was "a farce" and "a waste of money"'
    assert [span.of(text) for span in said.quoted] == ["a farce", "a waste of money"]


def test_indirect_speech_has_no_quotations() -> None:
    text = "The Greek president said that the plan would fail."
    (said,) = statements(text)
    assert not said.direct
    assert said.quoted == ()
    assert words(said, text) == "that the plan would fail"


def test_reference_to_a_speaker_named_before() -> None:
    text = "The Turkish Defence Ministry praised the drills. It also stressed that they would go on."
    _, said = statements(text)
    assert spoken(said, text) == ["It"]
    assert [actor and actor[:3] for actor in parties(said, "speaker")] == ["TUR"]


def test_joint_statements_have_several_speakers() -> None:
    text = "France and Germany said that the talks had failed."
    (said,) = statements(text)
    assert sorted(filter(None, parties(said, "speaker"))) == ["DEU", "FRA"]
    assert spoken(said, text) == ["France and Germany"] * 2


def test_unnamed_sources_are_speakers_without_actor() -> None:
    text = "A Western diplomat said that the talks had failed."
    (said,) = statements(text)
    assert [(p.actor, p.name) for p in said.parties] == [(None, None)]
    assert spoken(said, text) == ["A Western diplomat"]


def test_addressees_are_parties() -> None:
    text = "The Greek president told Turkey that the talks had failed."
    (said,) = statements(text)
    assert parties(said, "addressee") == ["TUR"]
    text = "The Greek president told reporters that the talks had failed."
    (said,) = statements(text)
    assert parties(said, "addressee") == [None]


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        ("State television quoted the Syrian president as saying that the talks had failed.", "the Syrian president", "State television"),
        ("The Syrian president was quoted by the newspaper as saying that the talks had failed.", "The Syrian president", "the newspaper"),
        ('"The talks have failed," the Syrian president said, according to the newspaper.', "the Syrian president", "the newspaper"),
        ("Reuters reported that the Syrian president said the talks had failed.", "the Syrian president", "Reuters"),
    ],
)
def test_a_relay_is_kept_beside_the_speaker(text: str, speaker: str, relay: str) -> None:
    said = [s for s in statements(text) if "talks have failed" in words(s, text) or "talks had failed" in words(s, text)]
    assert [(spoken(s, text), spoken(s, text, "relay")) for s in said] == [([speaker], [relay])]
    assert parties(said[0], "speaker") == ["SYR:GOV"]


def test_what_another_reports_is_not_told_twice() -> None:
    text = "The Greek president said that Turkey had promised to withdraw."
    (said,) = statements(text)
    assert parties(said, "speaker") == ["GRC:GOV"]


def test_a_document_speaks_for_who_issued_it() -> None:
    text = 'The Greek government said in a statement that the border was closed.\n\n"It will stay closed," the statement said.'
    _, said = statements(text)
    assert spoken(said, text) == ["the statement"]
    assert [actor and actor[:3] for actor in parties(said, "speaker")] == ["GRC"]
    assert said.channel is not None
    assert said.channel.kind == "statement"


def test_coordinated_verbs_of_speech_are_two_statements() -> None:
    text = "The Greek president said the border has been closed and added that it would stay so."
    first, second = statements(text)
    assert words(first, text) == "the border has been closed"
    assert words(second, text) == "that it would stay so"
    assert parties(second, "speaker") == ["GRC:GOV"]


def test_transcripts_are_read_by_their_labels() -> None:
    text = "MR. ADAMS: We will sign it on Friday.\n\nQUESTION: Who will be there?\n\nMR. ADAMS: Both ministers."
    assert [(spoken(s, text), words(s, text)) for s in statements(text)] == [
        (["MR. ADAMS"], "We will sign it on Friday."),
        (["QUESTION"], "Who will be there?"),
        (["MR. ADAMS"], "Both ministers."),
    ]


def test_titles_are_no_statements() -> None:
    assert statements('The film "The Long Road Home" opened in Baku on Friday.') == []


def test_an_odd_mark_is_read_with_an_issue() -> None:
    text = 'The Greek president said: "We will never yield.\n\nThe fleet sailed.'
    reading = read(text)
    assert "quotation-unclosed" in {issue.code for issue in reading.issues}
    assert [s.quoted[0].of(text) for s in reading.claims if isinstance(s, Statement)] == ["We will never yield."]


def test_an_accusation_is_about_the_event_it_makes() -> None:
    text = "Greece accused Turkey of violating its airspace."
    reading = read(text)
    events = {claim.id for claim in reading.claims if isinstance(claim, Event) and claim.type == "ACCUSE"}
    (said,) = (claim for claim in reading.claims if isinstance(claim, Statement))
    assert events
    assert events <= set(said.about)
    assert said.stance == "accuse"


def test_who_defends_himself_says_nothing() -> None:
    assert statements("Malta defended itself.") == []
    assert len(statements("Malta defended its decision.")) == 1


def test_nobody_speaks_where_you_do() -> None:
    assert statements("You might say that the war was lost.") == []


def test_the_same_document_gives_the_same_ids_and_each_once() -> None:
    text = '"It is over," the Greek president said. He added that it was over. "It is over," he said.'
    first, second = statements(text), statements(text)
    assert [s.id for s in first] == [s.id for s in second]
    assert len({s.id for s in first}) == len(first)


PIECES = (
    '"', "“", "”", "''", "‘", "’", "'", "«", "»", ":", ",", ".", "?", "\n\n", " ", " he said", " said the Greek president",
    " according to Turkey", " It will rain", " that it will rain", " The minister told reporters", " called it", " and added", "MR. ADAMS:",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_is_read_spans_lie_in_the_text(pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    for said in statements(text):
        assert said.words
        for span in (*said.words, *said.quoted, *said.evidence, said.trigger):
            assert 0 <= span.start < span.end <= len(text)
        hull = (said.words[0].start, said.words[-1].end)
        assert all(hull[0] <= span.start and span.end <= hull[1] for span in said.quoted)
        assert said.direct == bool(said.quoted)
        assert list(said.words) == sorted(said.words)
        assert said.cue is None or said.evidence[0].start <= said.cue.start < said.evidence[0].end
        assert all(party.span is not None and party.span.of(text).strip() for party in said.parties)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_what_is_quoted_is_what_stands_in_marks_of_one_paragraph(pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    document = Document(id="d", text=text, published="2022-02-16", language="en")
    (parse,) = PARSER.parse([document])
    marked = {quotation.span for quotation in find_quotations(Annotated(document=document, parse=parse), load()).quotations}
    lines = [parse.span(low, high) for low, high in parse.paragraphs]
    for said in statements(text):
        assert list(said.quoted) == sorted(set(said.quoted))
        assert marked.issuperset(said.quoted)
        for span in said.quoted:
            assert any(line.contains(span) for line in lines)
            assert any(words.contains(span) for words in said.words)


LEDGER = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_the_page_on_the_ledger_shows_what_is_read() -> None:
    lines = [line.removeprefix(">").strip() for line in LEDGER.splitlines() if line.startswith(">")]
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", "\n".join(lines))
    found = [s for s in statements(text) if any(party.role == "speaker" for party in s.parties)]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in LEDGER.splitlines() if line.startswith("|")]
    shown = rows[2 : 2 + len(found)]
    assert len(shown) == len(found)
    for row, said in zip(shown, found, strict=True):
        actor = next((a for a in parties(said, "speaker") if a), "")
        channel = ": ".join(filter(None, (said.channel.kind, said.channel.name))) if said.channel else ""
        assert (row[1].strip("`"), row[4], row[5]) == (actor, said.stance, channel)
        first, _, last = row[2].partition(" ... ")
        assert words(said, text).startswith(first)
        assert words(said, text).endswith(last)
        assert bool(row[3]) == said.direct


@pytest.mark.parametrize(
    ("text", "quoted", "speaker"),
    [
        # a noun without owner before the colon is not what tells who speaks
        ('The Turkish foreign minister wrote in a message to Cairo: "We are ready to sail."', "We are ready to sail.", ["TUR:GOV"]),
        ('The Turkish president ended the doubts about Greece with a line: "We are ready."', "We are ready.", ["TUR:GOV"]),
        # after a sentence that tells what was said, without a verb of its own
        ('Turkey told the press that talks were over. "There is no use in talking."', "There is no use in talking.", ["TUR"]),
        # who passes it on does not say it
        ('"We are ready to sail," the agency quoted the Turkish president as saying.', "We are ready to sail,", ["TUR:GOV"]),
        # a quotation that the paragraph before opened inside a clause
        ("The Turkish president said it was 'wrong that they have not left. \n\n'No ships, no talks.'", "No ships, no talks.", ["TUR:GOV"]),
    ],
)  # fmt: skip
def test_who_speaks_where_no_verb_of_speech_stands_beside(text: str, quoted: str, speaker: list[str]) -> None:
    said = next(one for one in statements(text) if quoted in [span.of(text) for span in one.quoted])
    assert parties(said, "speaker") == speaker


def test_officials_speak_beside_private_persons() -> None:
    (said,) = statements("The bridge fell, witnesses and Turkish officials said.")
    assert parties(said, "speaker") == ["TUR:GOV"]


def test_he_is_who_spoke_and_not_whom_the_words_name() -> None:
    text = (
        '"The idea is wrong," US President Barack Obama said. '
        '"Russian President Vladimir Putin will see that we stand together." He added: "It is not effective."'
    )
    assert [parties(one, "speaker") for one in statements(text)] == [["USA:GOV"], ["USA:GOV"]]


def test_what_is_denied_in_a_relative_clause_is_the_charge() -> None:
    text = "Greece made a charge that Turkey denies."
    assert "a charge" in [words(one, text) for one in statements(text) if parties(one, "speaker") == ["TUR"]]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        # a sentence that tells no more than who speaks
        ("“The strait is open.” Greek minister Eleni Pappa said. “Put simply, sail.”", "“The strait is open.”", ["GRC:GOV"]),
        # what stands in marks is not who speaks
        ("«Nous y serons», said Greek minister Eleni Pappa.", "«Nous y serons»", ["GRC:GOV"]),
        ('"There was no raid." said Greek minister Eleni Pappa.', '"There was no raid."', ["GRC:GOV"]),
        # what a word of showing brings belongs to who told of it
        (
            "Greek minister Eleni Pappa told CNN on Friday that the letter shows “Turkey would rather wait than act together with us.”",
            "that the letter shows “Turkey would rather wait than act together with us.”",
            ["GRC:GOV"],
        ),
        # the nearest subject speaks
        ('The offer, Greek minister Eleni Pappa told state broadcaster ERT, "is on the table."', '"is on the table."', ["GRC:GOV"]),
    ],
)
def test_the_speaker_stands_beside_what_is_said_and_not_in_it(text: str, content: str, speaker: list[str]) -> None:
    assert [parties(one, "speaker") for one in statements(text) if one.words[0].of(text) == content] == [speaker]


def test_a_clause_before_a_quotation_without_a_verb_of_its_own_is_kept() -> None:
    text = 'Turkey said that the aid could be flown in. "But only if the airport is open."'
    assert [words(one, text) for one in statements(text)] == ["that the aid could be flown in", '"But only if the airport is open."']


def test_who_passes_it_on_may_stand_before_what_is_said() -> None:
    text = "The Syrian president said, according to the newspaper, that the ships had sailed."
    (said,) = statements(text)
    assert (words(said, text), spoken(said, text, "relay")) == ("that the ships had sailed", ["the newspaper"])


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Greek minister said at a weekly briefing that the strait was open.", "press conference", None),
        ('"The strait is open," the Greek minister posted on X.', "social media", "X"),
        ('"The strait is open," the Greek minister was quoted by the newspaper El Pais as saying.', "newspaper", "El Pais"),
        ("The Greek minister asked in an interview with Reuters that Turkey be told.", "interview", "Reuters"),
        ("The Greek minister stressed in the Chios Declaration the need for calm.", None, None),
    ],
)
def test_channels_are_told_by_their_nouns(text: str, kind: str | None, name: str | None) -> None:
    (said,) = statements(text)
    assert (said.channel.kind if said.channel else None, said.channel.name if said.channel else None) == (kind, name)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        # by the words, in the order met, each once
        ('"We will lift the tariffs if the fishing ends, and the tariffs alone," Norway said to Iceland.', ("trade", "fisheries")),
        # names tell none
        ("Peru said that the Defence Minister of Chile and the Nuclear Energy Agency of Peru were wrong.", ()),
        ("Peru said that Nippon Mining would not come.", ()),
        # nor does who speaks, or what stands beside the words
        ("The Chadian energy minister said in talks on trade that Niger was right.", ()),
        # an agreement brings what it is about
        ("Kenya said that it had signed an agreement on military training with Uganda in May.", ("military education", "defence")),
    ],
)
def test_statements_have_topics(text: str, topics: tuple[str, ...]) -> None:
    (found,) = statements(text)
    assert found.topics == topics


def test_a_statement_on_the_deal_is_about_what_the_deal_is_about() -> None:
    text = "Kenya and Uganda signed an agreement on fisheries in 2010. Kenya said that the agreement had been ratified in 2011."
    (found,) = statements(text)
    assert found.topics == ("fisheries",)


def test_a_statement_is_about_nothing_that_the_record_leaves_out() -> None:
    text = "France said that its police had arrested nine French farmers. France accused Spain of dumping fruit."
    document = Document(id="d", text=text, published="2022-02-16", language="en")
    (parse,) = PARSER.parse([document])
    kept = read_document(document, parse, load(), model="m").claims
    whole = read_document(document, parse, load(), model="m", scope="all").claims
    assert {claim.id for claim in whole} - {claim.id for claim in kept}
    about = {one for claim in kept if isinstance(claim, Statement) for one in claim.about}
    assert about
    assert about <= {claim.id for claim in kept}
    assert not {one for claim in whole if isinstance(claim, Statement) for one in claim.about} <= {claim.id for claim in kept}


def test_the_page_on_the_ledger_shows_topics() -> None:
    table = LEDGER.partition("| what is said | topics |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert len(rows) > 1
    for text, topics in rows:
        *_, last = statements(text)
        assert (text, ", ".join(last.topics)) == (text, topics)
