"""Activities in a report: who takes part in which role, what becomes of them, which mentions tell one."""

import pytest

from dragoman.knowledge.tables import Tables
from tests.extract.readings import activities, states


def test_drills_given_to_another_force_are_training() -> None:
    (found,) = activities("The Turkish navy held drills for dive instructors for the Georgian Navy.")
    assert (found.type, states(found, "trainer"), states(found, "trainee")) == ("training", {"TUR"}, {"GEO"})


def test_domains_of_an_exercise() -> None:
    (found,) = activities("India and Oman held joint naval exercises with submarines.")
    assert "sea" in found.domains


def test_a_known_series_brings_title_and_domains() -> None:
    (found,) = activities("Pilots of Turkey and Azerbaijan took part in the Anatolian Eagle exercise.")
    assert (found.title, found.series, "air" in found.domains) == ("Anatolian Eagle", "Anatolian Eagle", True)


def test_a_name_of_its_own_is_a_title() -> None:
    (found,) = activities("Chad and Niger began the military exercise dubbed Sandstorm.")
    assert (found.title, found.series) == ("Sandstorm", None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("India and Oman held military exercises.", "held"),
        ("India and Oman began military exercises.", "under way"),
        ("India and Oman will hold military exercises in June.", "planned"),
        ("India and Oman postponed joint military exercises.", "postponed"),
        ("India called off military exercises with Oman.", "cancelled"),
        ("India and Oman will hold talks on Friday.", "planned"),
        ("India's planned talks with Oman were welcomed.", "planned"),
    ],
)
def test_what_becomes_of_it(text: str, status: str) -> None:
    assert [a.status for a in activities(text)] == [status]


def test_what_did_not_take_place_is_none() -> None:
    assert activities("India did not hold talks with Oman.") == []


def test_a_visitor_goes_to_the_state_of_the_place() -> None:
    (found,) = activities("The Cuban foreign minister arrived in Quilmora on Monday.", places={"Quilmora": "BOL"})
    assert (found.type, states(found, "visitor"), states(found, "host")) == ("visit", {"CUB"}, {"BOL"})


def test_a_visit_in_passing() -> None:
    found = [a for a in activities("Egypt's president met the visiting Kenyan foreign minister.") if a.type == "visit"]
    assert [(states(a, "visitor"), states(a, "host")) for a in found] == [({"KEN"}, {"EGY"})]


def test_a_visit_that_circumstances_tell() -> None:
    text = "The treaty was signed during the Omani foreign minister's first official visit to Quilmora."
    found = [a for a in activities(text, places={"Quilmora": "YEM"}) if a.type == "visit"]
    assert [(states(a, "visitor"), states(a, "host")) for a in found] == [({"OMN"}, {"YEM"})]


def test_forces_that_arrive_pay_no_visit() -> None:
    assert [a for a in activities("Russian troops arrived in Syria.") if a.type == "visit"] == []


def test_hosting_what_somebody_owns_is_no_visit() -> None:
    assert activities("A Canadian firm hosted websites of Syria.") == []


def test_two_mentions_of_one_meeting_are_one() -> None:
    (found,) = activities("The Greek and Cypriot presidents met on Monday. The meeting between Greece and Cyprus took two hours.")
    assert len(found.evidence) == 2


def test_meetings_of_other_persons_stay_apart() -> None:
    text = (
        "President Ilham Aliyev of Azerbaijan met Prime Minister Viktor Orban of Hungary. "
        "Foreign Minister Jeyhun Bayramov of Azerbaijan met Prime Minister Viktor Orban of Hungary."
    )
    assert len([a for a in activities(text) if a.type == "meeting"]) == 2


def test_joint_exercises_are_those_of_whom_the_sentence_is_about() -> None:
    (found,) = activities("Finland and Sweden agreed to go on with their joint military exercises.")
    assert states(found, "participant") == {"FIN", "SWE"}


def test_calling_somebody_something_is_no_call() -> None:
    assert activities("President Emmanuel Macron called Prime Minister Viktor Orban a friend.") == []


def test_level_subject_and_numbers() -> None:
    (talks,) = activities("The presidents of Kenya and Uganda held talks on the railway.")
    assert (talks.level, talks.subject) == ("head of state", "railway")
    (drill,) = activities("Some 1,500 soldiers of Kenya and Uganda held joint military exercises.")
    assert [(a.what, a.value, a.unit) for a in drill.amounts] == [("troops", 1500.0, "persons")]


def test_the_agreement_that_an_exercise_rests_on() -> None:
    text = "Kenya and Uganda signed a defence pact. Under the defence pact, Kenya and Uganda held joint military exercises."
    found = [a for a in activities(text) if a.type == "exercise"]
    assert [a.agreement for a in found] == ["defence pact"]


def test_every_type_and_domain_has_words() -> None:
    tables = Tables()
    for key, words in (("type", "activity"), ("domain", "domain"), ("level", "level")):
        codes = {row.text("code") for row in tables.rows("ontology/activities.toml", key)}
        assert {row.text("code") for row in tables.rows("lang/en/activities.toml", words)} == codes


def test_the_other_side_of_talks_is_the_subject_above() -> None:
    (found,) = activities("Mexico expects migration talks with Brazil to begin soon.")
    assert states(found, "participant") == {"MEX", "BRA"}


def test_the_state_of_the_place_takes_part_where_nobody_else_does() -> None:
    (found,) = activities("A Chinese delegation will resume talks in Quilmora on Friday.", places={"Quilmora": "USA"})
    assert (states(found, "participant"), states(found, "host")) == ({"CHN"}, {"USA"})


def test_a_press_conference_is_no_meeting() -> None:
    assert activities("Kenya's president and Uganda's president held a press conference.") == []


def test_what_an_agreement_promises_is_no_activity_yet() -> None:
    assert activities("The pact between Kenya and Uganda provides for joint military exercises of both armies.") == []


def test_a_visit_of_some_days_is_one() -> None:
    text = "President Ilham Aliyev arrived in Kenya on Monday. President Ilham Aliyev ended his visit to Kenya on Tuesday."
    assert len([a for a in activities(text) if a.type == "visit"]) == 1


def test_talks_that_are_only_commented_on_are_none() -> None:
    assert not activities("The president of Chad commented on the negotiations with Niger.")
    assert activities("The president of Chad opened negotiations with Niger.")


def test_a_visit_with_somebody_is_a_meeting() -> None:
    (found,) = activities("The president of Chad had a visit with President Emmanuel Macron of France.")
    assert (found.type, states(found, "participant")) == ("meeting", {"TCD", "FRA"})


def test_who_speaks_of_the_talks_of_others_takes_no_part() -> None:
    found = activities("Israel said it was not too late for powers locked in negotiations with Iran to wait.")
    assert all("ISR" not in states(a) for a in found)


def test_whom_only_the_report_lets_one_infer_takes_part_where_an_event_bears_it_out() -> None:
    told = "Kenya and Uganda grow tea. Kenyan talks on tea lasted an hour in June."
    assert activities(told) == []
    borne_out = "Kenya and Uganda agreed on a fair in May. Kenyan talks on tea lasted an hour in June."
    assert [states(found) for found in activities(borne_out)] == [{"KEN", "UGA"}]


def test_whom_one_speaks_with_before_an_infinitive() -> None:
    (found,) = activities("President Ilham Aliyev spoke today with King Salman bin Abdulaziz al-Saud of Saudi Arabia to discuss oil.")
    assert (found.type, states(found)) == ("call", {"AZE", "SAU"})


def test_where_one_leaves_for_before_an_infinitive() -> None:
    found = activities("Chinese State Councilor Wang Yi left here on Friday for Peru to attend the first meeting of a steering committee.")
    assert [states(a) for a in found if a.type == "visit"] == [{"CHN", "PER"}]


def test_counterparts_from_several_states() -> None:
    (found,) = activities("National Security Advisor Jake Sullivan met today with his counterparts from Chile, Peru, and Bolivia.")
    assert states(found) == {"USA", "CHL", "PER", "BOL"}


def test_whom_talks_are_with_where_the_verb_stands_between() -> None:
    text = "King Abdullah of Jordan was expected to brief the cabinet on his talks last month in Geneva with President Emmanuel Macron."
    assert [states(a, "participant") for a in activities(text)] == [{"JOR", "FRA"}]


def test_who_met_at_a_summit_is_not_whom_the_summit_is_with() -> None:
    text = "At the G7 Summit, President Emmanuel Macron met with President Macky Sall of Senegal."
    assert {"G7", "SEN"} not in [states(a) for a in activities(text)]


def test_six_party_talks_are_those_of_the_six() -> None:
    text = "The six-party talks resumed on Monday. North Korea, South Korea, Japan and Russia sent envoys."
    assert {"PRK", "KOR", "USA", "CHN", "JPN", "RUS"} in [states(a) for a in activities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "President Joe Biden is in Quilmora for a state visit, and Mexico watches.",
        "In Quilmora, where President Joe Biden was on an official visit, envoys of Mexico waited.",
    ],
)
def test_a_visit_is_where_one_is_for_it(text: str) -> None:
    found = [a for a in activities(text, places={"Quilmora": "BOL"}) if a.type == "visit"]
    assert [states(a, "host") for a in found] == [{"BOL"}]


def test_a_tour_of_a_region_has_no_host() -> None:
    text = "Kenya's president praised Uganda. On his trip to Scandinavia, Kenya's president spoke of Uganda."
    assert [a for a in activities(text) if a.type == "visit"] == []


def test_the_visiting_guest_visits_and_not_the_host() -> None:
    text = "Jordanian King Abdullah II held talks with visiting President Emmanuel Macron in Amman on Wednesday."
    assert [states(a, "visitor") for a in activities(text) if a.type == "visit"] == [{"FRA"}]


def test_an_organisation_by_name_is_no_project() -> None:
    assert activities("Kenya thanked the World Food Programme for the maize.") == []


def test_who_puts_a_visit_off_would_have_paid_it() -> None:
    (found,) = activities("The Peruvian foreign minister put off a planned visit to Bolivia this week.")
    assert (found.status, states(found, "visitor"), states(found, "host")) == ("postponed", {"PER"}, {"BOL"})


def test_an_earlier_meeting_is_not_the_one_in_the_news() -> None:
    text = (
        "The Omani foreign minister met the Indian prime minister. The Omani foreign minister met the Indian prime minister in March 2019."
    )
    assert len([a for a in activities(text) if a.type == "meeting"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's president praised Uganda. Kenya's president spoke of Uganda before his first trip abroad.",
        "President Joe Biden embarked on a trip to Puerto Rico.",
        "Japanese experts praised progress on the Trans-Pacific Partnership of the United States.",
        "The United States promised to work closely with South Africa.",
    ],
)
def test_what_is_no_visit_and_no_project(text: str) -> None:
    assert [a for a in activities(text) if a.type in {"visit", "project"}] == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Chad and Niger will hold joint military drills from September 4 to September 15.", "2022-09-04", "2022-09-15"),
        ("Chad and Niger will hold joint military drills between May 3 and May 9.", "2022-05-03", "2022-05-09"),
        ("Joint military drills of Chad and Niger began on Monday and will run until March 4.", "2022-02-14", "2022-03-04"),
        ("Chad and Niger are taking part in the joint military drills that began on Monday.", "2022-02-14", "2022-02-14"),
        ("Chad and Niger postponed the joint military drills planned for April 3 until August.", "2022-08", "2022-08"),
        (
            "Chad and Niger postponed joint military drills, which were to start on January 4, until January 10.",
            "2023-01-10",
            "2023-01-10",
        ),
        ("Chad and Niger cancelled the joint military drills due to start on April 3.", "2022-04-03", "2022-04-03"),
        ("Chad and Niger held joint military drills in April and May.", "2021-04", "2021-04"),
        ("Chad and Niger held joint military drills on Monday, and Mali remains under sanctions until May 5.", "2022-02-14", "2022-02-14"),
        ("Chad and Niger held joint military drills under the 1998 defence accord.", "2022-02-16", "2022-02-16"),
    ],
)
def test_the_first_and_the_last_day(text: str, first: str, last: str) -> None:
    when = next(a.when for a in activities(text) if a.type == "exercise")
    assert when is not None
    assert (when.start, when.end) == (first, last)


def test_what_is_being_held_is_under_way() -> None:
    assert [a.status for a in activities("Chad and Niger are holding joint military drills.")] == ["under way"]


@pytest.mark.parametrize(
    "text",
    [
        "Morocco will host African Lion in June.",
        "Moroccan and American troops began the African Lion exercise in June.",
        "The troops will stage African Lion drills in June.",
    ],
)
def test_an_exercise_told_by_its_name(text: str) -> None:
    (found,) = activities(text)
    assert (found.type, found.series, states(found)) == ("exercise", "African Lion", {"MAR", "USA"})


def test_who_is_told_to_exercise_counts_more_than_who_usually_does() -> None:
    (found,) = activities("Poland and Estonia will hold the exercise Saber Strike in June.")
    assert states(found) == {"POL", "EST"}


def test_numbers_in_words() -> None:
    (found,) = activities("India and Oman held naval exercises with five warships and 300 sailors.")
    assert {(a.what, a.value) for a in found.amounts} == {("ships", 5.0), ("troops", 300.0)}


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        ("Officers of Chad attended a course in Turkey in line with the memorandum on training.", "memorandum on training"),
        ("Somali cadets will study at the Turkish Military Academy under a 2010 defence agreement.", "2010 defence agreement"),
        ("Japan and Chile plan to hold a joint naval exercise in July as part of the Access Agreement.", "Access Agreement"),
        ("Kenya and Uganda are building a railway together under an agreement signed in 2018.", "agreement"),
    ],
)
def test_what_an_activity_rests_on(text: str, agreement: str) -> None:
    assert [a.agreement for a in activities(text)] == [agreement]


def test_whoever_attends_a_course_is_trained() -> None:
    (found,) = activities("Pakistani officers attended a staff course in Quilmora.", places={"Quilmora": "CHN"})
    assert (found.type, states(found, "trainee"), states(found, "host")) == ("training", {"PAK"}, {"CHN"})


def test_what_is_built_jointly_is_a_project() -> None:
    (found,) = activities("The bridge will be jointly built by Zambia and Botswana.")
    assert (found.type, states(found, "participant")) == ("project", {"ZMB", "BWA"})


@pytest.mark.parametrize(
    "text", ["Senator Jeanne Shaheen held a hearing on Chad.", "Pakistan and China praised Indian troops of African Lion."]
)
def test_what_bears_the_name_of_an_exercise(text: str) -> None:
    assert [a for a in activities(text) if a.type == "exercise"] == []


def test_what_the_exercise_is_told_of_later() -> None:
    text = "Chad and Niger began joint military drills on Monday. The drills will run until March 4 under the 1998 defence accord."
    (found,) = activities(text)
    assert found.when is not None
    assert (found.when.start, found.when.end, found.agreement) == ("2022-02-14", "2022-03-04", "1998 defence accord")


def test_the_exercise_of_two_states_is_one() -> None:
    (found,) = activities("The TurAz Eagle exercise of Turkey and Azerbaijan began on Monday.")
    assert (found.type, found.status) == ("exercise", "under way")


def test_who_takes_part_in_an_exercise_at_home_hosts_it() -> None:
    (found,) = activities("Turkey and Azerbaijan held joint military drills in Quilmora.", places={"Quilmora": "TUR"})
    assert (states(found, "participant"), states(found, "host")) == ({"TUR", "AZE"}, {"TUR"})


def test_what_two_states_build_is_their_project() -> None:
    (found,) = activities("Before the leaders meet, Chad and Mali will install a hotline.")
    assert (found.type, states(found, "participant")) == ("project", {"TCD", "MLI"})


def test_who_speaks_after_a_meeting_with_others_was_there() -> None:
    (found,) = activities("President Emmanuel Macron spoke at the conclusion of a meeting with the leaders of Kenya, Ghana and Togo.")
    assert states(found) == {"FRA", "KEN", "GHA", "TGO"}


def test_who_speaks_after_a_meeting_of_others_was_not() -> None:
    found = activities("President Emmanuel Macron spoke after a meeting of the leaders of Kenya, Ghana and Togo.")
    assert [states(one) for one in found] == [{"KEN", "GHA", "TGO"}]


def test_a_meeting_of_two_is_not_that_of_four() -> None:
    found = activities(
        "The ministers of Kenya, Ghana, Togo and Benin met in Accra. Later the Kenyan minister met his Ghanaian counterpart."
    )
    assert [states(one) for one in found] == [{"KEN", "GHA", "TGO", "BEN"}, {"KEN", "GHA"}]


def test_groups_of_states_meet_as_their_members() -> None:
    (found,) = activities("The E3 held talks with Iran in Vienna.")
    assert states(found, "participant") == {"GBR", "FRA", "DEU", "IRN"}


def test_who_prepares_a_summit_takes_part_in_it() -> None:
    (found,) = activities("The Danish and Czech ministers discussed preparations for the NATO summit in Riga.", places={"Riga": "LVA"})
    assert (found.status, states(found)) == ("planned", {"DNK", "CZE", "NATO", "LVA"})


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Kenya will host joint military drills with Uganda in June.", "KEN"),
        ("The military drills of Kenya and Uganda, hosted by Uganda, ended on Friday.", "UGA"),
        ("Kenyan and Ugandan soldiers held joint drills at a base on the lake shore in Uganda.", "UGA"),
        ("Kenyan troops left for Uganda on Monday to join the military drills.", "UGA"),
        ("Kenyan and Ugandan soldiers postponed joint drills during the games in Uganda.", None),
        ("Kenyan soldiers held joint drills with the Ugandan navy near the border of Tanzania.", None),
    ],
)
def test_who_hosts_an_exercise(text: str, host: str | None) -> None:
    (found,) = (a for a in activities(text) if a.type == "exercise")
    assert next(iter(states(found, "host")), None) == host


@pytest.mark.parametrize(
    "text",
    [
        "Kenya staged large military exercises near Somalia's border.",
        "Kenya announced live-fire naval drills in waters around Somalia.",
        "Both Kenya and Somalia have carried out sizeable military exercises this spring.",
        "Kenya and Somalia held separate military exercises.",
        "Kenya threatened Somalia with war. Kenya attacked Somalia on Monday. A show of force was part of joint military exercises.",
    ],
)
def test_what_each_does_for_itself_is_no_joint_exercise(text: str) -> None:
    assert [a for a in activities(text) if a.type == "exercise"] == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Ten nations including Chad and Niger are sending troops to the Flintlock exercise.", {"TCD", "NER"}),
        ("The military drill, which brought together soldiers from Chad, Niger and Mali, ended on Friday.", {"TCD", "NER", "MLI"}),
        ("The naval drills involve ships from Kenya and Tanzania.", {"KEN", "TZA"}),
        ("Five states are expected to join Kenya and Tanzania in a military exercise in June.", {"KEN", "TZA"}),
        ("The Chadian army held its annual tank drills in conjunction with the armies of Niger and Mali.", {"TCD", "NER", "MLI"}),
        ("Vietnam took part in naval drills with the Indian Navy in March.", {"VNM", "IND"}),
        ("Kenya criticized Uganda for holding military drills with Rwanda.", {"UGA", "RWA"}),
        ("The Kenyan minister said military exercises with Uganda would remain suspended.", {"KEN", "UGA"}),
        ("A Kenyan frigate and a Tanzanian destroyer exercised together on Saturday.", {"KEN", "TZA"}),
        ("Kenya, Uganda and Rwanda carried out river exercises.", {"KEN", "UGA", "RWA"}),
    ],
)
def test_who_takes_part_in_an_exercise(text: str, parties: set[str]) -> None:
    assert parties in [states(a, "participant") for a in activities(text) if a.type == "exercise"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chad and Niger decided not to stage joint military drills in May.", "cancelled"),
        ("Chad will not hold joint military drills with Niger.", "cancelled"),
        ("Chad and Niger spoke of the joint military drills, which were suspended for the feast.", "cancelled"),
        ("The joint military drills of Chad and Niger will remain suspended.", "cancelled"),
        ("Mali cancelled its talks with Togo to protest joint Chadian-Nigerien military drills.", "held"),
        ("Joint military drills of Chad and Niger commenced on Monday.", "under way"),
        ("Joint military drills of Chad and Niger start on March 2, 2022.", "planned"),
    ],
)
def test_what_becomes_of_an_exercise(text: str, status: str) -> None:
    assert [a.status for a in activities(text) if a.type == "exercise"] == [status]


def test_drills_that_were_not_held_are_none() -> None:
    assert [a for a in activities("Chad and Niger did not hold joint military drills.") if a.type == "exercise"] == []


@pytest.mark.parametrize(
    ("text", "title", "start"),
    [
        ("Qatar and Oman concluded the Desert Rose 2021 drill on Monday.", "Desert Rose 2021", "2022-02-14"),
        ("Chad and Niger will hold a joint military exercise, Golden Dragon 2022, next month.", "Golden Dragon", "2022-03"),
        ("Morocco and Chad began the exercise African Lion Monday.", "African Lion", "2022-02-14"),
        ("Egypt and Oman began naval manoeuvres in the Red Sea dubbed Morning Star on Monday.", "Morning Star", "2022-02-14"),
        ("Warships of Egypt and Oman met for the naval exercise dubbed Sea of Palms.", "Sea of Palms", "2022-02-16"),
        ("Chad and Niger praised the joint military drills scheduled for May.", None, "2022-05"),
    ],
)
def test_the_name_and_the_day_of_an_exercise(text: str, title: str | None, start: str) -> None:
    (found,) = (a for a in activities(text) if a.type == "exercise")
    assert found.when is not None
    assert (found.title, found.when.start) == (title, start)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Britain has 700 soldiers in the desert training Malian forces.", {"trainer": {"GBR"}, "trainee": {"MLI"}}),
        ("Russia has sent 175 military instructors to Mali.", {"trainer": {"RUS"}, "trainee": {"MLI"}}),
        ("Canada extended its military training mission in Quilmora.", {"trainer": {"CAN"}, "host": {"UKR"}}),
        ("Malian soldiers have begun training in Quilmora.", {"trainee": {"MLI"}, "host": {"UKR"}}),
        ("Malian army recruits arrived in Quilmora to undergo infantry training.", {"trainee": {"MLI"}, "host": {"UKR"}}),
    ],
)
def test_who_trains_whom(text: str, roles: dict[str, set[str]]) -> None:
    (found,) = (a for a in activities(text, places={"Quilmora": "UKR"} if "Quilmora" in text else None) if a.type == "training")
    assert {role: states(found, role) for role in roles} == roles


@pytest.mark.parametrize(
    ("text", "visitor", "host"),
    [
        ("A delegation headed by Chad's foreign minister left for Kenya on Monday.", "TCD", "KEN"),
        ("An envoy from Quilmora arrived in Kenya on Monday.", "BOL", "KEN"),
        ("Chad sent an envoy to Kenya this month.", "TCD", "KEN"),
        ("Washington is sending Secretary of State Antony Blinken to Kenya.", "USA", "KEN"),
        ("The Danish foreign minister said snow would not prevent the Swedish foreign minister from visiting Kenya.", "SWE", "KEN"),
        ("Two Chadian frigates made a port call in Kenya.", "TCD", "KEN"),
    ],
)
def test_who_is_sent_visits(text: str, visitor: str, host: str) -> None:
    found = [a for a in activities(text, places={"Quilmora": "BOL"} if "Quilmora" in text else None) if a.type == "visit"]
    assert [(states(a, "visitor"), states(a, "host")) for a in found] == [({visitor}, {host})]


@pytest.mark.parametrize(
    "text",
    ["The French president left soldiers behind for Malian forces.", "Chad sent tanks to Kenya."],
)
def test_who_moves_others_pays_no_visit(text: str) -> None:
    assert [a for a in activities(text) if a.type == "visit"] == []


def test_how_two_states_stand_to_each_other_is_no_project() -> None:
    assert [a for a in activities("Kenya and Vietnam praised the Kenya-Vietnam Comprehensive Partnership.") if a.type == "project"] == []


@pytest.mark.parametrize("text", ["Work on the Iran-Pakistan gas pipeline goes on.", "The gas pipeline from Iran to Pakistan is new."])
def test_a_pipeline_is_of_those_it_joins(text: str) -> None:
    assert [states(a) for a in activities(text) if a.type == "project"] == [{"IRN", "PAK"}]


def test_what_is_still_to_come_is_planned() -> None:
    text = "Chad and Niger announced a summit. The Chadian and Nigerien presidents hold the summit, which will be held on March 3, 2022."
    assert {a.status for a in activities(text) if a.type == "meeting"} == {"planned"}
