"""Actors: every example of the tables of organs and offices, and what names, titles and grammar must give."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.actors.annotator import find_actors
from dragoman.knowledge import load
from dragoman.knowledge.tables import Tables
from dragoman.model.annotated import Annotated
from dragoman.model.mention import ActorMention
from dragoman.model.text import Document
from tests.annotate.actor_reading import at, meant, parser, read, read_all

Example = Mapping[str, Any]


def rows() -> Iterator[tuple[str, str, Example]]:
    """Table, kind and example of each row of organs and offices; a counter-example holds what must not be said."""
    tables = Tables()
    for table, key in (("organs", "organ"), ("offices", "office")):
        for row in tables.rows(f"lang/en/{table}.toml", key):
            for example in row.values.get("examples", ()):
                yield f"{table}:{row.line}", "example", example
            for text in row.values.get("counter", ()):
                yield (
                    f"{table}:{row.line}",
                    "counter",
                    {"text": text, **{k: row.values[k] for k in ("code", "name") if k in row.values}},
                )


ROWS = list(rows())


@pytest.fixture(scope="module")
def told() -> Mapping[str, Annotated]:
    texts = list(dict.fromkeys(example["text"] for _, _, example in ROWS))
    return dict(zip(texts, read_all(texts), strict=True))


@pytest.mark.parametrize(
    ("where", "example"),
    [(w, e) for w, kind, e in ROWS if kind == "example"],
    ids=lambda x: x if isinstance(x, str) else x["text"],
)
def test_example(where: str, example: Example, told: Mapping[str, Annotated]) -> None:
    found = told[example["text"]].actors
    assert any(fits(mention, example) for mention in found), (where, found)


def fits(mention: ActorMention, example: Example) -> bool:
    """Whether a mention says all that the example does; a person may be known to the tables by another spelling."""
    terms = load().actors.terms.get(mention.person or "", ())
    spellings = {mention.person, *(name for term in terms for name in term.names)}
    return (
        mention.actor == example["actor"]
        and all(getattr(mention, field) == example[field] for field in ("name", "office") if field in example)
        and example.get("person", mention.person) in spellings
    )


@pytest.mark.parametrize(
    ("where", "example"),
    [(w, e) for w, kind, e in ROWS if kind == "counter"],
    ids=lambda x: x if isinstance(x, str) else x["text"],
)
def test_counter_example(where: str, example: Example, told: Mapping[str, Annotated]) -> None:
    names = {example.get("name")}
    wrong = [m for m in told[example["text"]].actors if m.actor and (m.name in names or (m.office and m.office == example.get("code")))]
    assert not wrong, (where, wrong)


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("The United States and its allies sent troops.", "United States", ["USA"]),
        ("US-led forces entered the town.", "US-led forces", ["USA:MIL"]),
        ("North and South Korea held talks.", "North and South Korea", ["KOR", "PRK"]),
        ("Sino-Russian trade grew.", "Sino", ["CHN"]),
        ("Sino-Russian trade grew.", "Russian", ["RUS"]),
        ("US-China talks resumed.", "US", ["USA"]),
        ("US-China talks resumed.", "China", ["CHN"]),
        ("The Indo-Pacific command moved.", "Indo", []),
        ("The Armenian and Azerbaijani presidents met.", "Armenian and Azerbaijani presidents", ["ARM:GOV", "AZE:GOV"]),
        ("The envoys of Italy, Spain and Malta met.", "The envoys of Italy, Spain and Malta", ["ESP:GOV", "ITA:GOV", "MLT:GOV"]),
        ("The Ministry of Foreign Affairs of Azerbaijan denied it.", "The Ministry of Foreign Affairs of Azerbaijan", ["AZE:GOV"]),
        ("The government in Kyiv said so.", "The government in Kyiv", ["UKR:GOV"]),
        ("The Soviet Union signed the treaty with West Germany.", "Soviet Union", ["RUS"]),
        ("The Soviet Union signed the treaty with West Germany.", "West Germany", ["DEU"]),
        ("Three Americans were hurt in Lagos.", "Americans", ["USA:CVL"]),
        ("The Russians denied it.", "Russians", ["RUS"]),
        ("TURKEY SAYS ARMENIA OPENED FIRE ON TUESDAY", "ARMENIA", ["ARM"]),
        ("officials said china and russia would sign the pact in may.", "russia", ["RUS"]),
        ("Hezbollah fighters shelled the post.", "Hezbollah fighters", ["LBN:HEZBOLLAH"]),
        ("Abkhazia recalled its envoy.", "Abkhazia", ["GEO:ABKHAZIA"]),
        ("The Security Council met at the UN.", "Security Council", ["UNSC"]),
        ("Moscow-backed rebels shelled the town.", "Moscow-backed rebels", []),
        ("The train left\u00a0Serbia’s border.", "Serbia", ["SRB"]),
        ("Danish officials met the envoys of Chad.", "Danish officials", ["DNK:GOV"]),
        ("The buyers offered 44 U.S. dollars a tonne.", "U.S.", []),
        ("The loan is in Swiss francs.", "Swiss", []),
    ],
)  # fmt: skip
def test_names_and_phrases(text: str, words: str, codes: list[str]) -> None:
    assert meant(read(text), words) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ankara condemned the raid.", "TUR:GOV"),
        ("Talks between Ankara and Baku broke down.", "TUR:GOV"),
        ("Washington pressed Ankara for an answer.", "TUR:GOV"),
        ("Relations with Ankara improved.", "TUR:GOV"),
        ("The sale was approved by Ankara.", "TUR:GOV"),
        ("The ministers met in Ankara.", None),
        ("He flew to Ankara on Sunday.", None),
        ("The delegation visited Ankara.", None),
        ("Ankara is the second city of the country.", None),
        ("A fire broke out near Ankara airport.", None),
    ],
)
def test_a_capital_stands_for_its_government_where_grammar_says_so(text: str, code: str | None) -> None:
    found = [m for m in read(text).actors if m.text == "Ankara"]
    assert [m.actor for m in found] == ([code] if code else [])
    assert all(m.reach == "metonym" for m in found)


def test_a_title_with_its_holder_is_one_mention_headed_by_the_whole_phrase() -> None:
    annotated = read("Russian Foreign Minister Sergei Lavrov left.")
    mention = at(annotated, "Russian Foreign Minister Sergei Lavrov")
    assert (mention.actor, mention.office, mention.person) == ("RUS:GOV", "foreign minister", "Sergei Lavrov")
    assert annotated.parse.words[mention.head] == "Lavrov"
    nested = at(annotated, "Russian")
    assert (nested.actor, annotated.parse.words[nested.head]) == ("RUS", "Russian")


def test_an_apposition_is_one_mention_headed_by_the_person() -> None:
    annotated = read("Emre Vardar, Turkey's defence minister, met the envoy. Vardar smiled.")
    mention = at(annotated, "Emre Vardar, Turkey's defence minister")
    assert (mention.actor, mention.person, annotated.parse.words[mention.head]) == ("TUR:MIL", "Emre Vardar", "Vardar")
    assert (at(annotated, "Vardar").person, at(annotated, "Vardar").actor) == ("Emre Vardar", "TUR:MIL")


def test_members_of_an_organ_are_tied_to_it() -> None:
    annotated = read("Tariq Feroze Anwar, chairman of Pakistan's joint chiefs of staff, arrived. Anwar left on Monday.")
    assert at(annotated, "Anwar").actor == "PAK:MIL"
    assert at(annotated, "Anwar").person == "Tariq Feroze Anwar"


def test_holders_are_those_of_the_day() -> None:
    text = "The French president, Nicolas Sarkozy, flew home."
    assert at(read(text, published="2010-03-01"), "French president, Nicolas Sarkozy").actor == "FRA:GOV"
    later = read("Nicolas Sarkozy flew home.", published="2020-03-01")
    assert at(later, "Nicolas Sarkozy").actor == "FRA:ELI"
    assert at(later, "Nicolas Sarkozy").office is None


def test_a_distinctive_surname_tells_who_is_in_office_and_a_common_one_does_not() -> None:
    assert at(read("Erdogan flew home.", published="2021-02-03"), "Erdogan").person == "Recep Tayyip Erdogan"
    assert not [m for m in read("Brown flew home.", published="2009-02-03").actors if m.actor]
    text = "Prime Minister Gordon Brown spoke. Brown flew home."
    assert at(read(text, published="2009-02-03"), "Brown").actor == "GBR:GOV"


@pytest.mark.parametrize(
    ("text", "published", "codes"),
    [
        ("Tavares said the port of Lisbon is open.", "2010-06-15", []),
        ("Mauritius called a vote. Jugnauth said the island is ready.", "2019-06-15", ["MUS:GOV"]),
        ("Jugnauth said the island is ready.", "2019-06-15", []),
        ("Merkel said the plan is ready.", "2019-06-15", ["DEU:GOV"]),
        ("Scott said the plan is ready. Zambia agreed.", "2014-06-15", []),
        ("Merkel Jugnauth sold the plan.", "2019-06-15", []),
    ],
)
def test_a_bare_surname_needs_its_state_in_the_report_but_for_the_great(text: str, published: str, codes: list[str]) -> None:
    found = [m.actor for m in read(text, published=published).actors if m.person and m.actor]
    assert found == codes


def test_whom_the_tables_know_in_office_is_of_no_other_state() -> None:
    annotated = read("The president of Myanmar, Merkel, spoke.", published="2012-06-15")
    assert "MMR:GOV" not in {m.actor for m in annotated.actors if m.person == "Merkel"}
    annotated = read("Myanmar's President Obama spoke.", published="2012-11-15")
    assert {m.actor for m in annotated.actors if m.person} == {"USA:GOV"}


@pytest.mark.parametrize(
    ("text", "published", "codes"),
    [
        ("The EC fined the firm.", "1988-06-15", {"EU"}),
        ("The EC fined the firm.", "2018-06-15", set()),
        ("The Taiwan Affairs Office protested.", "2018-06-15", {"CHN:GOV"}),
        ("General Electric sold engines. Turkey paid.", "2018-06-15", {"TUR"}),
        ("The US-led coalition bombed the town.", "2018-06-15", {"USA"}),
        ("Israeli-Palestinian talks resumed.", "2018-06-15", {"ISR", "PSE"}),
        ("Canada's House of Commons passed the bill.", "2018-06-15", {"CAN", "CAN:LEG"}),
    ],
)
def test_what_names_mean_by_day_and_by_their_neighbours(text: str, published: str, codes: set[str]) -> None:
    assert {m.actor for m in read(text, published=published).actors if m.actor} == codes


def test_officials_of_a_list_are_those_of_all_its_members() -> None:
    annotated = read("Officials from Chad, Libya, the European Union (EU) and Norway met.")
    assert {m.actor for m in annotated.actors if m.head == 0} == {"TCD:GOV", "LBY:GOV", "EU", "NOR:GOV"}


def test_a_coalition_is_headed_by_its_noun() -> None:
    annotated = read("The US-led coalition bombed the town.")
    assert annotated.parse.words[at(annotated, "US-led coalition").head] == "coalition"


def test_an_official_may_go_by_the_given_name() -> None:
    annotated = read("Togolese minister Kpatcha Gnassingbe came to Lima. Kpatcha met the mayor. A hotel, Kpatcha Palace, was full.")
    assert [m.actor for m in annotated.actors if m.text == "Kpatcha"] == ["TGO:GOV"]


def test_the_surname_of_a_couple_is_that_of_who_holds_office() -> None:
    annotated = read("President Emmanuel Macron and first lady Brigitte Macron came. Macron spoke.", published="2022-05-03")
    assert at(annotated, "first lady Brigitte Macron").office == "first lady"
    assert at(annotated, "Macron").person == "Emmanuel Macron"


def test_a_particle_before_a_surname_is_no_given_name() -> None:
    annotated = read("Prime Minister Al-Kadhimi of Iraq left.", published="2021-05-03")
    assert at(annotated, "Prime Minister Al-Kadhimi of Iraq").person == "Mustafa al-Kadhimi"


def test_no_surname_inside_another_name() -> None:
    annotated = read("Melania Trump opened Trump Tower in Manila.", published="2018-02-03")
    assert not [m for m in annotated.actors if m.person == "Donald Trump"]


def test_two_holders_of_one_day_are_both_kept_with_an_issue() -> None:
    annotated = read("President Castro spoke.", published="2008-02-24")
    assert sorted(m.person or "" for m in annotated.actors) == ["Fidel Castro", "Raul Castro"]
    assert [i.code for i in annotated.issues] == ["actor-ambiguous"]


def test_a_name_that_two_states_have_borne_is_read_by_the_day() -> None:
    assert meant(read("Congo accused the rebels.", published="1985-03-01"), "Congo") == ["COG"]
    assert meant(read("Congo accused the rebels.", published="2012-03-01"), "Congo") == ["COD"]


def test_a_speaker_of_no_state_gets_a_name() -> None:
    mention = at(read("Dana Whitcombe said the roads were closed."), "Dana Whitcombe")
    assert (mention.actor, mention.name) == (None, "Dana Whitcombe")


def test_officials_named_without_a_state_are_those_of_the_issuer() -> None:
    annotated = read("National Security Advisor Dale Whitcombe met the envoy of Peru.", outlet="The White House")
    assert at(annotated, "National Security Advisor Dale Whitcombe").actor == "USA:GOV"


def test_a_surname_may_be_an_honorific_too() -> None:
    annotated = read("Rep. Steve King of Iowa met the envoy of Peru. On Friday King said that the talks went well.")
    assert [m.actor for m in annotated.actors if m.text == "King"] == ["USA:LEG"]


def test_one_order_of_senses_on_every_run() -> None:
    """Hash seeds must not show: offices of one title are tried in the order of the table."""
    annotated = read("President Xi Jinping met the king of Jordan.", published="2019-05-01")
    assert at(annotated, "President Xi Jinping").office == "head of state"


def test_without_a_date_those_now_in_office_are_meant() -> None:
    assert at(read("President Ilham Aliyev spoke.", published=None), "President Ilham Aliyev").actor == "AZE:GOV"


@given(st.text(alphabet="Turkey's ARMENIA-and, the president of\n“”’. ()", max_size=120))
def test_spans_lie_in_the_text_and_heads_in_their_spans(text: str) -> None:
    document = Document(id="x", text=text, published="2021-02-03")
    parse = next(iter(parser().parse([document])))
    annotated = find_actors(Annotated(document=document, parse=parse), load())
    for mention in annotated.actors:
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert mention.head in parse.tokens_in(mention.span)
    assert list(annotated.actors) == sorted(annotated.actors, key=lambda m: (m.span.start, -m.span.end, m.head))
