"""References: whom pronouns and nouns mean that name nobody, and what must stay open."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from dragoman.knowledge.tables import Tables
from dragoman.model.annotated import Annotated
from tests.annotate.actor_reading import at, meant, read, read_all


def rows() -> Iterator[Mapping[str, Any]]:
    for row in Tables().rows("lang/en/references.toml", "noun"):
        yield from row.values.get("examples", ())


EXAMPLES = list(rows())
CAPITALS = Tables().toml("lang/en/references.toml")["capital"]


@pytest.fixture(scope="module")
def told() -> Mapping[str, Annotated]:
    texts = [*(e["text"] for e in EXAMPLES), *(e["text"] for e in CAPITALS["examples"]), *CAPITALS["counter"]]
    return dict(zip(texts, read_all(texts), strict=True))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["words"])
def test_example(example: Mapping[str, Any], told: Mapping[str, Annotated]) -> None:
    assert meant(told[example["text"]], example["words"]) == example["actors"]


@pytest.mark.parametrize("example", CAPITALS["examples"], ids=lambda e: e["text"])
def test_capital_that_governs(example: Mapping[str, Any], told: Mapping[str, Annotated]) -> None:
    assert f"{example['actor']}:GOV" in {m.actor for m in told[example["text"]].actors if m.reach == "metonym"}


@pytest.mark.parametrize("text", CAPITALS["counter"])
def test_capital_that_is_a_town(text: str, told: Mapping[str, Annotated]) -> None:
    assert not [m for m in told[text].actors if m.reach == "metonym"]


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        # two at once
        ("Talks between Chad and Libya ended. Both sides were pleased.", "Both sides", ["LBY", "TCD"]),
        ("India and Nepal disagree. The two neighbours share a river.", "The two neighbours", ["IND", "NPL"]),
        ("Chad and Libya met. The two armies will drill together.", "the two armies", []),
        ("Chad and Libya met. The two armies will drill together.", "The two armies", ["LBY:MIL", "TCD:MIL"]),
        ("Chad, Libya and Niger met. The three countries share a border.", "The three countries", ["LBY", "NER", "TCD"]),
        ("Chad and Libya met. Both governments were pleased.", "Both governments", ["LBY:GOV", "TCD:GOV"]),
        ("The presidents of Chad and Libya met. They shook hands.", "They", ["LBY:GOV", "TCD:GOV"]),
        # one state
        ("Eritrea recalled its envoy.", "its", ["ERI"]),
        ("Eritrea said it would leave.", "it", ["ERI"]),
        ("Eritrea recalled the envoy. It gave no reason.", "It", ["ERI"]),
        ("The Saudi king met the American envoy. The kingdom sells oil.", "The kingdom", ["SAU"]),
        ("Canada criticised Brazil for extending its list.", "its", ["BRA"]),
        ("Israel has a right to defend itself.", "itself", ["ISR"]),
        # organs and offices
        ("The Eritrean foreign ministry spoke. The ministry gave no reason.", "The ministry", ["ERI:GOV"]),
        ("Eritrea closed the border. Its army moved south.", "Its army", ["ERI:MIL"]),
        ("NATO sent ships. The alliance spoke of a routine visit.", "The alliance", ["NATO"]),
        ("North Korea and South Korea met. North Korea left early. The North gave no reason.", "North", ["PRK"]),
        # an organisation for its own organs
        ("The UN met. Its government resigned.", "Its government", ["UN"]),
        ("The raids are Chad's invasion of Libya and the country's moves against Mali.", "the country", ["TCD"]),
        (
            "Mali says Niger is backed by Chad, Libya and Egypt, but these three countries deny it.",
            "these three countries",
            ["EGY", "LBY", "TCD"],
        ),
        # a state by what it is like
        ("Norway blamed Tehran. Sweden said the Islamic republic must answer.", "the Islamic republic", ["IRN"]),
        ("Norway signed a pact with the Jewish state.", "the Jewish state", ["ISR"]),
        ("Nepal thanked Norway. Oslo will send doctors to the Himalayan kingdom.", "the Himalayan kingdom", ["NPL"]),
        ("Kenya praised Chad. The first country to vote was glad.", "The first country", []),
        # not the state that acts upon it, nor that of who travels there
        ("Somalia asked Kenya for help. Kenya sent troops to the war-torn country.", "the war-torn country", ["SOM"]),
        ("The government of Togo thanked Ghana. The Ghanaian president visited the country on Monday.", "the country", ["TGO"]),
        # not who tells of them, nor where
        ("Chad and Libya met in Rome. An Italian official said both sides had accepted the plan.", "both sides", ["LBY", "TCD"]),
        ("Chad spoke of the Sudanese-Libyan dispute. It will broker a truce between the two sides.", "the two sides", ["LBY", "SDN"]),
        (
            "Chad and Libya will meet. The Italian minister said in Tunis, Tunisia, that envoys of the two sides would come.",
            "the two sides",
            ["LBY", "TCD"],
        ),
        # the one body below a person
        ("The Norwegian minister said he would leave Eritrea if it closed the port.", "it", ["ERI"]),
        # what must stay open
        ("Eritrea disputed the ruling. Eritrea read the ruling and appealed it.", "it", []),
        ("Chad expelled the Libyan diplomats. They were armed.", "They", []),
        ("NATO met the surveillance body of the World Trade Organization.", "the surveillance body", []),
        ("Egypt and Jordan closed the border. The two men were shot.", "The two men", []),
        ("It is clear that Eritrea will leave.", "It", []),
        ("The treaty binds Eritrea. It has nine articles.", "It", []),
        ("The sides of the square are equal.", "The sides", []),
        ("The leaders of the chess club met in Eritrea.", "The leaders", []),
    ],
)
def test_whom_words_mean(text: str, words: str, codes: list[str]) -> None:
    annotated = read(text)
    assert meant(annotated, words) == codes
    assert all(m.reach == "reference" for m in annotated.actors if m.text == words)


def test_he_is_the_subject_of_the_sentence_before_not_the_nearest_name() -> None:
    annotated = read("President Ilham Aliyev met Prime Minister Nikol Pashinyan. He spoke of peace.")
    assert at(annotated, "He").person == "Ilham Aliyev"


def test_a_pronoun_before_its_name() -> None:
    annotated = read("In his speech on Sunday, President Ilham Aliyev spoke of peace.")
    assert at(annotated, "his").person == "Ilham Aliyev"


def test_she_is_nobody_of_whom_the_report_says_he() -> None:
    text = "President Ilham Aliyev said he would go. Envoy Leyla Karim met Ilham Aliyev. She left early."
    assert "Aliyev" not in (at(read(text), "She").person or "")


def test_presidents_and_leaders_are_the_persons_named() -> None:
    text = "President Ilham Aliyev met President Recep Tayyip Erdogan in Baku. The two presidents signed the pact."
    found = [m for m in read(text).actors if m.text == "The two presidents"]
    assert sorted(m.person or "" for m in found) == ["Ilham Aliyev", "Recep Tayyip Erdogan"]
    assert len({m.span for m in found}) == len({m.head for m in found}) == 1


def test_a_counterpart_holds_the_same_office() -> None:
    annotated = read("Turkish President Recep Tayyip Erdogan and his Azerbaijani counterpart Ilham Aliyev signed the pact.")
    mention = at(annotated, "his Azerbaijani counterpart Ilham Aliyev")
    assert (mention.actor, mention.person, mention.office) == ("AZE:GOV", "Ilham Aliyev", "head of state")
    assert annotated.parse.words[mention.head] == "counterpart"
    unnamed = read("Turkish President Recep Tayyip Erdogan met his Azerbaijani counterpart.")
    assert at(unnamed, "his Azerbaijani counterpart").person == "Ilham Aliyev"


def test_a_counterpart_is_known_by_surname_afterwards() -> None:
    annotated = read("The Chadian minister met his Libyan counterpart Tarik Gharib. The talks went well. Gharib flew home.")
    assert meant(annotated, "Gharib") == ["LBY:GOV"]


def test_they_is_not_who_says_it() -> None:
    annotated = read('Chad and Libya met. "They cannot win this war," the Libyan foreign ministry said.')
    assert "LBY" not in {code and code.partition(":")[0] for code in meant(annotated, "They")}


def test_whole_sentences_of_another_are_passed() -> None:
    said = '"The port is closed. The road is closed. The town is cold. Nobody comes by night." '
    annotated = read(f"The Eritrean president spoke to reporters. {said}He urged Chad to act.")
    assert meant(annotated, "He") == ["ERI:GOV"]


def test_a_second_title_has_the_article_of_the_first() -> None:
    text = "President Joe Biden met with Prime Minister Jonas Store of Norway. The President and Prime Minister spoke of ships."
    title = "Readout of President Biden's Meeting with Prime Minister Jonas Store of Norway"
    annotated = read(text, published="2024-05-03", title=title, outlet="The White House")
    assert meant(annotated, "Prime Minister") == ["NOR:GOV"]


def test_our_alliance_is_that_of_both() -> None:
    text = "The Vice President met with President Alar Karis of Estonia. She welcomed our alliance and our exports."
    title = "Readout of the Vice President's Meeting with President Alar Karis of Estonia"
    annotated = read(text, published="2024-05-03", title=title, outlet="The White House")
    assert sorted(m.actor or "" for m in annotated.actors if m.text == "our") == ["EST", "USA", "USA"]


def test_the_latter_is_the_last_one_named() -> None:
    annotated = read("President Ilham Aliyev and President Vladimir Putin met during the latter's visit.")
    assert at(annotated, "the latter").person == "Vladimir Putin"


def test_we_is_who_speaks() -> None:
    annotated = read('"We will defend our border," the Eritrean foreign ministry said.')
    assert meant(annotated, "We") == meant(annotated, "our") == ["ERI"]


def test_we_outside_of_quotations_is_who_issues_the_text() -> None:
    assert meant(read("We call on both armies to stop.", outlet="The White House"), "We") == ["USA"]
    assert meant(read("We call on both armies to stop.", outlet="The Caspian Wire"), "We") == []


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Joint Statement by the Governments of Chad, Libya and the United States on Trade", ["LBY", "TCD", "USA"]),
        ("Joint statement from French President Emmanuel Macron and President Joe Biden", ["FRA", "USA"]),
        ("U.S.-Kenya Joint Statement", ["KEN", "USA"]),
        ("Joint Statement on the Meeting of the U.S.-Kenya Strategic Dialogue", ["KEN", "USA"]),
        ("Joint Statement Following the Meeting Between the United States and Peru in Lima", ["PER", "USA"]),
        ("Joint Statement on the Fighting Between Chad and Libya", ["USA"]),
        ("Statement by the Press Secretary on Chad and Libya", ["USA"]),
    ],
)
def test_we_in_a_joint_statement_is_all_who_issue_it(title: str, codes: list[str]) -> None:
    annotated = read("We condemn the raid.", title=title, outlet="The White House", published="2024-05-02")
    assert meant(annotated, "We") == codes


def test_our_governments_in_a_readout_are_both_sides() -> None:
    title = "Readout of President Biden's Call with President William Ruto of Kenya"
    annotated = read("The leaders praised the work of our governments.", title=title, outlet="The White House", published="2024-05-02")
    assert meant(annotated, "our governments") == ["KEN:GOV", "USA:GOV"]
    assert meant(annotated, "The leaders") == ["KEN:GOV", "USA:GOV"]


def test_a_plural_takes_those_whom_the_report_lists() -> None:
    text = (
        "President Emmanuel Macron held a call with European leaders. The leaders spoke of the threat of Russia to Ukraine. "
        "Participants in the call included Prime Minister Donald Tusk of Poland and Chancellor Olaf Scholz of Germany."
    )
    assert meant(read(text, published="2024-05-02"), "The leaders") == ["DEU:GOV", "FRA:GOV", "POL:GOV"]


def test_leaders_of_a_readout_are_not_those_who_are_talked_about() -> None:
    text = "President Biden held a call with partners. He told them of his talks. The leaders spoke of the threat of Russia to Ukraine."
    assert meant(read(text, outlet="The White House", published="2024-05-02"), "The leaders") == []


def test_they_is_nobody_where_a_plural_that_is_no_actor_is_nearer() -> None:
    text = "Chad and Libya met. The rebels will be punished should they attack again."
    assert meant(read(text), "they") == []


def test_the_office_of_an_issuer_that_is_an_organisation() -> None:
    annotated = read("The Secretary-General condemned the raid.", outlet="United Nations", published="2020-05-02")
    assert meant(annotated, "The Secretary-General") == ["UN"]


def test_they_of_a_readout_are_those_of_its_title() -> None:
    title = "Readout of President Biden's Meeting with President William Ruto of Kenya"
    text = "President Biden met President Ruto. President Biden praised the nurses. They spoke of trade."
    annotated = read(text, title=title, outlet="The White House", published="2024-05-02")
    assert [m.person for m in annotated.actors if m.text == "They"] == ["Joe Biden", "William Ruto"]


def test_him_is_not_who_acts_upon_him() -> None:
    text = "President Ilham Aliyev met Prime Minister Nikol Pashinyan and said he invited him to Baku."
    assert meant(read(text), "him") == ["ARM:GOV"]


def test_he_in_a_quotation_is_not_the_speaker() -> None:
    text = 'President Ilham Aliyev met Prime Minister Nikol Pashinyan. "I trust that he will sign," Aliyev said.'
    assert "AZE:GOV" not in meant(read(text), "he")
    text = "Prime Minister Nikol Pashinyan spoke. President Ilham Aliyev said he will sign."
    assert meant(read(text), "he") == ["AZE:GOV"]


def test_an_organ_of_someone_unknown_is_not_that_of_the_issuer() -> None:
    assert meant(read("Raids by the Frobnitz regime go on.", outlet="UK Government"), "the Frobnitz regime") == []


def test_the_president_of_an_issuer_is_its_own() -> None:
    text = "President Joe Biden met President Volodymyr Zelenskyy of Ukraine. The President announced aid."
    assert at(read(text, published="2024-06-07", outlet="The White House"), "The President").person == "Joe Biden"


def test_title_sets_the_main_pair() -> None:
    text = "Envoys from Peru watched. The two countries will hold a drill."
    annotated = read(text, title="Chad and Libya plan a drill")
    assert meant(annotated, "The two countries") == ["LBY", "TCD"]


def test_what_cannot_be_told_is_left_open_with_an_issue() -> None:
    annotated = read("They left early.")
    assert not annotated.actors
    assert [(i.code, i.span.of(annotated.document.text)) for i in annotated.issues if i.span] == [("reference-open", "They")]


def test_a_resolved_text_resolves_to_the_same_again() -> None:
    text = "Chad and Libya met. The two countries share a border. It is long."
    assert read(text).actors == read(text).actors
