import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.mentions import Entity, Place
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places


def entities(text: str, *names: str, label: str = "GPE") -> list[Entity]:
    found = [
        Entity(one.start(), one.end(), name, label, name)
        for name in names
        for one in re.finditer(re.escape(name), text)
    ]
    return sorted(found, key=lambda entity: entity.start)


def resolve(index: PlaceIndex, text: str, *names: str, **facts: str | None) -> dict[str, Place | None]:
    return {one.text: one.place for one in resolve_places(text, entities(text, *names), index, **facts)}


def test_a_village_that_no_gazetteer_has_lies_where_it_is_said_to(index: PlaceIndex) -> None:
    place = resolve(index, "Shells hit the Syrian village of Qwertyham", "Qwertyham", dateline_place="BEIRUT")[
        "Qwertyham"
    ]
    assert (place.country, place.latitude) == ("SY", None)


def test_a_namesake_elsewhere_is_not_taken_for_the_village_that_is_told(index: PlaceIndex) -> None:
    place = resolve(index, "Shells hit the Syrian village of Boise", "Boise")["Boise"]
    assert (place.country, place.latitude) == ("SY", None)


def test_the_county_in_the_name_of_a_court_says_of_which_state_an_article_speaks(index: PlaceIndex) -> None:
    text = "A judge in Springfield ruled. The Sangamon County Court had met there."
    found = [*entities(text, "Springfield"), *entities(text, "Sangamon County Court", label="ORG")]
    assert resolve(index, text, "Springfield")["Springfield"].country == "US"
    place = next(one.place for one in resolve_places(text, found, index) if one.text == "Springfield")
    assert place is not None
    assert round(place.latitude or 0) == 40  # Illinois


def test_a_people_in_the_name_of_a_body_says_of_which_country_an_article_speaks(index: PlaceIndex) -> None:
    text = "Trucks went to Toledo, the Spanish Ferry Ministry said."
    found = [*entities(text, "Toledo"), *entities(text, "Spanish Ferry Ministry", label="ORG")]
    places = {one.text: one.place for one in resolve_places(text, found, index)}
    assert places["Toledo"].country == "ES"
    assert resolve(index, text, "Toledo")["Toledo"].country == "US"


def test_a_small_namesake_elsewhere_is_not_the_village_said_to_lie_in_a_country(index: PlaceIndex) -> None:
    assert resolve(index, "A fire in Euclid in Norway.", "Euclid", "Norway")["Euclid"].country == "NO"
    assert resolve(index, "Talks in Vienna in Norway.", "Vienna", "Norway")["Vienna"].country == "AT"


def test_the_only_place_of_a_name_is_meant_where_it_is_a_city(index: PlaceIndex) -> None:
    assert resolve(index, "A ship lay off Jubail.", "Jubail")["Jubail"].country == "SA"
    assert resolve(index, "A bus left Jubail for Jos, Nigeria.", "Jubail", "Jos", "Nigeria")["Jubail"].country == "NG"


def test_initials_lie_where_the_country_does_that_they_stand_for(index: PlaceIndex) -> None:
    [found] = resolve_places("SA dams are low.", [Entity(0, 2, "SA", "GPE", "South Africa")], index)
    assert found.place is not None
    assert found.place.country == "ZA"


@pytest.mark.parametrize(("text", "longitude"), [("in Manhattan, New York", -74), ("in Manhattan, Kan.", -97)])
def test_a_borough_is_a_town_like_others(index: PlaceIndex, text: str, longitude: int) -> None:
    place = resolve(index, text, "Manhattan")["Manhattan"]
    assert place is not None
    assert round(place.longitude or 0) == longitude


def test_a_wide_region_is_no_evidence_for_a_province_of_its_name(index: PlaceIndex) -> None:
    found = resolve(index, "Drought emptied the Sahel from Gao to the lake.", "Sahel", "Gao")
    assert (found["Sahel"].country, found["Gao"].country) == (None, "ML")


def test_a_country_has_its_usual_point(index: PlaceIndex) -> None:
    place = resolve(index, "War in Syria.", "Syria")["Syria"]
    assert (place.name, place.country, place.latitude, place.longitude, place.place_id) == (
        "Syria",
        "SY",
        35,
        38,
        "163843",
    )


@pytest.mark.parametrize(
    ("text", "country", "latitude"),
    [
        ("A bridge fell in Paris.", "FR", 48.9),
        ("A bridge fell in Paris, Texas.", "US", 33.7),
        ("A bridge fell in Paris, Ont.", "CA", 43.2),
        ("A bridge fell in Paris. Austin and Dallas sent help, and all of Texas mourned.", "US", 33.7),
    ],
)
def test_the_text_says_which_paris(index: PlaceIndex, text: str, country: str | None, latitude: float) -> None:
    place = resolve(index, text, "Paris", "Austin", "Dallas", "Texas")["Paris"]
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=0.1)


def test_the_dateline_and_the_site_decide_what_the_text_leaves_open(index: PlaceIndex) -> None:
    text = "The council of Newcastle met."
    assert resolve(index, text, "Newcastle", site_country="AU")["Newcastle"].country == "AU"
    assert resolve(index, text, "Newcastle", site_country="ZA")["Newcastle"].country == "ZA"
    assert resolve(index, "Fire in Tripoli.", "Tripoli", dateline_place="BEIRUT, Lebanon")["Tripoli"].country == "LB"
    assert resolve(index, "Fire in Tripoli.", "Tripoli")["Tripoli"].country == "LY"


def test_towns_of_one_region_hold_together(index: PlaceIndex) -> None:
    text = "From Moorhead to Fargo and Bismarck the river rose; Jamestown was dry."
    place = resolve(index, text, "Moorhead", "Fargo", "Bismarck", "Jamestown")["Jamestown"]
    assert place.latitude == pytest.approx(46.9, abs=0.2)


def test_a_state_is_meant_behind_a_comma_and_the_city_elsewhere(index: PlaceIndex) -> None:
    text = "The train from Albany, New York, came into New York late."
    places = [one.place for one in resolve_places(text, entities(text, "New York"), index)]
    assert [place.latitude for place in places] == [pytest.approx(43, abs=0.5), pytest.approx(41, abs=0.5)]


def test_one_name_means_one_place_throughout(index: PlaceIndex) -> None:
    text = "Springfield, Mass., voted. Springfield counted. Springfield slept."
    places = {one.place for one in resolve_places(text, entities(text, "Springfield"), index)}
    assert [place.latitude for place in places] == [pytest.approx(42.1, abs=0.1)]


def test_short_forms_and_words_around_a_name(index: PlaceIndex) -> None:
    text = "In Idlib province, in northern Iraq and in Gary, Ind., it rained."
    places = resolve(index, text, "Idlib province", "northern Iraq", "Ind.")
    assert [places[name].country for name in places] == ["SY", "IQ", "US"]


def test_a_site_lies_in_the_town_that_its_name_begins_with(index: PlaceIndex) -> None:
    text = "Mass was said in Manila Cathedral."
    (found,) = resolve_places(text, entities(text, "Manila Cathedral", label="FAC"), index)
    assert found.place.country == "PH"


def test_a_site_that_nobody_knows_gets_the_country_of_a_story_about_one_country(index: PlaceIndex) -> None:
    text = "Ghana and its Ghanaian people. The Kwabre Mill in Ghana burned."
    found = resolve_places(
        text, [*entities(text, "Ghana"), *entities(text, "Kwabre Mill", label="FAC")], index, site_country="GH"
    )
    place = found[-1].place
    assert (place.country, place.latitude, place.name) == ("GH", None, "Kwabre Mill")


def test_unknown_names_without_evidence_stay_null(index: PlaceIndex) -> None:
    assert resolve(index, "He left Qwertyham.", "Qwertyham")["Qwertyham"] is None


def test_an_unknown_name_lies_in_the_country_that_most_of_the_article_speaks_for(index: PlaceIndex) -> None:
    text = "Peru mourned at Qwertyham, and the Chilean envoy left."
    names = [*entities(text, "Peru", "Qwertyham"), *entities(text, "Chilean", label="NORP")]
    place = {one.text: one.place for one in resolve_places(text, names, index)}["Qwertyham"]
    assert (place.country, place.latitude) == ("PE", None)


def test_an_unknown_name_between_two_countries_stays_null(index: PlaceIndex) -> None:
    text = "Peru and Chile met at Qwertyham."
    assert resolve(index, text, "Peru", "Chile", "Qwertyham")["Qwertyham"] is None


def test_an_unknown_name_lies_in_what_is_said_behind_it(index: PlaceIndex) -> None:
    text = "Peru mourned, and Peruvians prayed. The flood took Qwertyham, Santiago, and Qwertyton, Bolivia."
    found = resolve(index, text, "Peru", "Qwertyham", "Qwertyton")
    assert (found["Qwertyton"].country, found["Qwertyton"].latitude) == ("BO", None)


@pytest.mark.parametrize(
    "text",
    [
        "Jets hit Daret Azzeh, Aleppo, on Monday. Russian officials denied it.",
        "Jets hit Daret Azzeh. Aleppo, Idlib and Damascus lay dark, as did all of Syria.",
    ],
)
def test_a_town_is_found_by_another_spelling_where_its_country_is_spoken_of(index: PlaceIndex, text: str) -> None:
    place = resolve(index, text, "Daret Azzeh", "Aleppo", "Idlib", "Damascus", "Syria")["Daret Azzeh"]
    assert (place.country, place.place_id) == ("SY", "170857")


def test_another_spelling_is_not_tried_in_other_countries(index: PlaceIndex) -> None:
    assert resolve(index, "Rain in Daret Azzeh.", "Daret Azzeh")["Daret Azzeh"] is None
    place = resolve(index, "Rain in Daret Azzeh. Peru mourned.", "Daret Azzeh", "Peru")["Daret Azzeh"]
    assert (place.country, place.latitude) == ("PE", None)


def test_those_who_bomb_a_town_do_not_tell_where_it_lies(index: PlaceIndex) -> None:
    text = "Russian jets struck Qwertyham in Syria. Russian officials denied it, the Russian ministry too."
    names = [*entities(text, "Syria", "Qwertyham"), *entities(text, "Russian", label="NORP")]
    assert {one.text: one.place for one in resolve_places(text, names, index)}["Qwertyham"].country == "SY"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Votes in Ohio, Georgia and Texas were counted.", "US"),
        ("Envoys of Armenia, Georgia and Turkey met.", "GE"),
        ("Georgia and Russia signed.", "GE"),
        ("Fires in Florida and Georgia spread.", "US"),
        ("Georgia voted.", "GE"),
        ("Georgia voted. Atlanta, Savannah and Augusta, and all of the United States, watched.", "US"),
        ("A heat wave struck Georgia. In Savannah and Macon wells ran dry.", "US"),
        ("A heat wave struck Georgia. In Batumi and Kutaisi wells ran dry.", "GE"),
    ],
)
def test_the_other_names_of_a_list_tell_the_state_from_the_country(
    index: PlaceIndex, text: str, country: str | None
) -> None:
    names = re.findall(r"[A-Z]\w+(?: States)?", text.replace("Votes", "").replace("Envoys", "").replace("Fires", ""))
    assert resolve(index, text, *dict.fromkeys(names))["Georgia"].country == country


def test_a_name_that_is_repeated_is_no_evidence_for_itself(index: PlaceIndex) -> None:
    text = "The mayor of Bains spoke. Bains slept. Bains woke. Nassau sent rice, as all the Bahamas did."
    place = resolve(index, text, "Bains", "Nassau", "Bahamas")["Bains"]
    assert place.country == "BS"


def test_a_capital_is_no_village_of_another_country(index: PlaceIndex) -> None:
    text = "London, Leeds, Bath, Hull and all of Britain heard of it. Washington and the United States did not."
    place = resolve(index, text, "London", "Leeds", "Bath", "Hull", "Britain", "Washington", "United States")
    assert place["Washington"].latitude == pytest.approx(38.9, abs=0.1)


def test_what_a_saint_is_patron_of_lies_in_no_town_of_that_name(index: PlaceIndex) -> None:
    text = "They married in St. George's Chapel."
    (found,) = resolve_places(text, entities(text, "St. George's Chapel", label="FAC"), index)
    assert found.place is None


@pytest.mark.parametrize(
    ("name", "country"),
    [("Iraq", "IQ"), ("Quebec City", "CA"), ("West Midlands", "GB"), ("northern Mali", "ML"), ("Chechnya", "RU")],
)
def test_names_that_are_nearly_those_of_other_places(index: PlaceIndex, name: str, country: str | None) -> None:
    assert resolve(index, f"News of {name}.", name)[name].country == country


def test_a_village_is_believed_only_with_evidence(index: PlaceIndex) -> None:
    assert resolve(index, "A quarrel in Soldeu.", "Soldeu")["Soldeu"] is None
    place = resolve(index, "A quarrel in Soldeu shook Andorra.", "Soldeu", "Andorra")["Soldeu"]
    assert place.country == "AD"


def test_peoples_give_a_country_alone(index: PlaceIndex) -> None:
    text = "Syrian troops and Kurdish fighters"
    syrian, kurdish = resolve_places(text, entities(text, "Syrian", "Kurdish", label="NORP"), index)
    assert (syrian.place.name, syrian.place.country, syrian.place.latitude) == ("Syria", "SY", None)
    assert kurdish.place is None


def test_people_and_organisations_have_no_place(index: PlaceIndex) -> None:
    text = "Paris Berlin spoke for London."
    found = resolve_places(
        text, entities(text, "Paris Berlin", label="PERSON") + entities(text, "London", label="ORG"), index
    )
    assert [one.place for one in found] == [None, None]


NAMES = st.sampled_from(
    ["Paris", "Georgia", "Texas", "St. Paul", "Ind.", "Nowhere", "the", "York, Pa.", "", "'", "東京", "U.S."]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["GPE", "LOC", "FAC", "NORP", "ORG"])), max_size=12),
    st.one_of(st.none(), st.text(max_size=12)),
    st.sampled_from([None, "US", "FR", "??"]),
)
def test_any_entities_come_back_in_order_and_changed_in_nothing_but_place(
    index: PlaceIndex, names: list[tuple[str, str]], dateline: str | None, site: str | None
) -> None:
    text, mentions = "", []
    for name, label in names:
        mentions.append(Entity(len(text), len(text) + len(name), name, label, name))
        text += name + ", "
    found = resolve_places(text, mentions, index, dateline, site)
    assert found == resolve_places(text, mentions, index, dateline, site)
    assert [(one.start, one.end, one.text, one.label, one.name) for one in found] == [
        (one.start, one.end, one.text, one.label, one.name) for one in mentions
    ]
    for one in found:
        assert one.place is None or one.label in ("GPE", "LOC", "FAC", "NORP")
        assert one.place is None or (one.place.latitude is None) == (one.place.longitude is None)


def test_the_states_of_the_towns_chosen_first_choose_the_rest(index: PlaceIndex) -> None:
    text = "Fires burned in Gainesville, Denton and Sherman. Paris was spared."
    places = resolve(index, text, "Gainesville", "Denton", "Sherman", "Paris")
    assert {name: place.country for name, place in places.items() if place} == dict.fromkeys(places, "US")
    assert places["Gainesville"].latitude == pytest.approx(33.6, abs=0.1)


def test_a_site_lies_in_the_small_town_that_the_article_names(index: PlaceIndex) -> None:
    text = "The vote in Hanover, N.H., was counted in Hanover Town Hall."
    found = resolve_places(text, [*entities(text, "Hanover"), *entities(text, "Hanover Town Hall", label="FAC")], index)
    assert {one.text: one.place and one.place.latitude for one in found}["Hanover Town Hall"] == pytest.approx(
        43.7, abs=0.1
    )


def test_a_people_s_part_of_a_region_lies_in_its_country(index: PlaceIndex) -> None:
    text = "A jet fell in the Chilean Andes. Snow lies in the Andes."
    names = [*entities(text, "Chilean", label="NORP"), *entities(text, "Andes", label="LOC")]
    _, part, whole = resolve_places(text, sorted(names, key=lambda one: one.start), index)
    assert (part.place.country, part.place.latitude) == ("CL", None)
    assert whole.place.country is None
    assert whole.place.latitude is not None


def test_a_country_s_part_of_a_region_lies_there(index: PlaceIndex) -> None:
    text = "A jet fell in the Andes of Chile."
    names = [*entities(text, "Andes", label="LOC"), *entities(text, "Chile")]
    part, _ = resolve_places(text, names, index)
    assert (part.place.country, part.place.latitude) == ("CL", None)


def test_the_only_place_of_a_name_is_believed_in_its_country(index: PlaceIndex) -> None:
    text = "Rebels hold Maungdaw, as Myanmar says."
    assert resolve(index, text, "Maungdaw", "Myanmar")["Maungdaw"].country == "MM"


def test_a_province_is_no_town_of_its_name(index: PlaceIndex) -> None:
    text = "Floods came to Nyanza province. All of Kenya mourned, and Nairobi sent help to Nyanza province."
    assert resolve(index, text, "Nyanza", "Kenya", "Nairobi")["Nyanza"].country == "KE"


def test_a_name_that_only_a_county_has_is_the_county_s(index: PlaceIndex) -> None:
    place = resolve(index, "Rain fell on Hocking, Ohio.", "Hocking", "Ohio")["Hocking"]
    assert (place.name, place.country) == ("Hocking County", "US")


def test_what_a_list_says_that_its_names_are_counties(index: PlaceIndex) -> None:
    found = resolve(index, "Rain fell on Hocking and Perry counties in Ohio.", "Hocking", "Perry", "Ohio")
    assert [found[name].name for name in ("Hocking", "Perry")] == ["Hocking County", "Perry County"]
    assert found["Perry"].latitude == pytest.approx(39.7, abs=0.1)
    assert resolve(index, "Rain fell on Hocking and Perry.", "Hocking", "Perry")["Hocking"].country == "AU"


def resolve_sites(index: PlaceIndex, text: str, *sites: str, bodies: tuple[str, ...] = ()) -> dict[str, Place | None]:
    found = [*entities(text, *sites, label="FAC"), *entities(text, *bodies, label="ORG")]
    placed = resolve_places(text, sorted(found, key=lambda one: one.start), index)
    return {one.text: one.place for one in placed if one.label == "FAC"}


def test_a_street_lies_in_no_town_of_its_name_but_in_that_of_the_story(index: PlaceIndex) -> None:
    text = "A man was shot on Hampton Avenue in Lyon. Hampton Avenue was closed. Lyon mourned."
    spans = sorted([*entities(text, "Hampton Avenue", label="FAC"), *entities(text, "Lyon")], key=lambda one: one.start)
    places = {one.text: one.place for one in resolve_places(text, spans, index)}
    assert places["Hampton Avenue"].country == "FR"
    assert resolve_sites(index, "He lives on Hampton Avenue.", "Hampton Avenue")["Hampton Avenue"] is None
    assert resolve_sites(index, "Rain at Hampton Hospital. Hampton Hospital", "Hampton Hospital")["Hampton Hospital"]


def test_a_county_road_lies_in_the_county(index: PlaceIndex) -> None:
    place = resolve_sites(index, "It overturned on Mahnomen County Road 3.", "Mahnomen County Road 3")
    assert place["Mahnomen County Road 3"].country == "US"


def test_a_story_that_names_no_town_plays_in_that_of_its_fire_department(index: PlaceIndex) -> None:
    text = "The Winnipeg Fire Department was called to Quux Avenue at 7 p.m. on Sunday."
    place = resolve_sites(index, text, "Quux Avenue", bodies=("Winnipeg Fire Department",))["Quux Avenue"]
    assert (place.name, place.country, round(place.latitude or 0)) == ("Quux Avenue", "CA", 50)


def test_the_islamic_republic_by_itself_is_iran(index: PlaceIndex) -> None:
    assert resolve(index, "The Islamic Republic denied it.", "Islamic Republic")["Islamic Republic"].country == "IR"
