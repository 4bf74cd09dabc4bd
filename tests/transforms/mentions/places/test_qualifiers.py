import re

import pytest

from schemas.mentions import Entity
from transforms.mentions.places.candidates import list_candidates
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.qualifiers import (
    QualifierReading,
    read_dateline_town,
    read_qualifiers,
    read_short_forms,
)


def read(index: PlaceIndex, text: str, *names: str) -> QualifierReading:
    placed = [
        Entity(one.start(), one.end(), name, "GPE", name)
        for name in names
        for one in re.finditer(re.escape(name), text)
    ]
    placed.sort(key=lambda entity: entity.start)
    candidates = {name: list_candidates(name, "GPE", index) for name in names}
    return read_qualifiers(text, placed, candidates, index)


@pytest.mark.parametrize(
    ("text", "countries", "divisions"),
    [
        ("Gary, Ind., was quiet", set(), {"US.IN"}),
        ("Paris, Texas, was quiet", set(), {"US.TX"}),
        ("Tripoli, Libya was quiet", {"LY"}, set()),
        ("Columbia, S.C. was quiet", set(), {"US.SC"}),
        ("Tripoli (Lebanon) was quiet", {"LB"}, set()),
        ("Tbilisi, Georgia - quiet", {"GE"}, {"US.GA"}),
        ("Paris, Texas and Gary were quiet", set(), {"US.TX"}),
        ("Portland, Oregon and Boise were quiet", set(), {"US.OR"}),
        ("Qwertyham, Peru, was quiet", {"PE"}, set()),
    ],
)
def test_reads_the_larger_place_behind_a_name(
    index: PlaceIndex, text: str, countries: set[str], divisions: set[str]
) -> None:
    (name,) = re.findall(r"^\w+", text)
    found = read(index, text, name).find(name)
    if "Texas and" in text:  # a list, as far as anyone can tell: the Paris of Texas is a hundredth of the other
        assert found is None
        return
    assert found is not None
    assert countries <= found.countries
    assert divisions <= found.divisions


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Paris", "Paris, which was quiet"),
        ("Paris", "Paris. Texas was loud"),
        ("Paris", "Paris"),
        ("Alabama", "Alabama, Georgia and Texas"),
        ("Armenia", "Armenia, Georgia and Turkey"),
        ("Niger", "Mali, Niger, Nigeria and Togo"),
        ("Washington", "Washington, New York and Boston"),
        ("Qwertyham", "In Qwertyham, Peru said that it would"),
        ("Qwertyham", "Nine died in Qwertyham, a police officer said in Lima."),
    ],
)
def test_a_list_or_the_sentence_that_goes_on_says_nothing(index: PlaceIndex, name: str, text: str) -> None:
    assert read(index, text, name).find(name) is None


def test_short_forms_need_no_last_stop() -> None:
    assert read_short_forms()["Ind"] == read_short_forms()["Ind."] == "US.IN"


def test_tells_the_larger_place_from_the_town(index: PlaceIndex) -> None:
    text = "in Albany, New York, and in New York"
    assert read(index, text, "Albany", "New York").larger == {text.index("New York")}
    assert read(index, text, "New York").larger == {text.index("New York")}
    text = "in the Mexican state of Durango"
    assert read(index, text, "Durango").larger == {text.index("Durango")}


@pytest.mark.parametrize(
    ("name", "text", "country"),
    [
        ("Donetsk", "MOSCOW (Reuters) - Guns fired at the Ukrainian city of Donetsk", "UA"),
        ("Mosul", "On Friday Iraqi towns south of the Iraqi city of Mosul", "IQ"),
        ("Aden", "Ships left Yemen's port city of Aden", "YE"),
        ("Mogadishu", "flew to the Somali capital, Mogadishu", "SO"),
        ("Hama", "Fighting in the Syrian cities of Homs and Hama", "SY"),
        ("Rakhine", "Myanmar's northern Rakhine state", "MM"),
        ("Tripoli", "Tripoli, a port of 500,000 people in northern Lebanon", "LB"),
        ("Birmingham", "Birmingham, in central England, was quiet", "GB"),
        ("Valencia", "VALENCIA, Venezuela (AP) - A roof fell in Valencia", "VE"),
        ("Qwertyham", "A roof fell in Qwertyham in Idlib province overnight", "SY"),
        ("Qwertyham", "A roof in the village of Qwertyham in northern Peru fell", "PE"),
        ("Qwertyham", "A roof in the Somali town of Qwertyham, an official said in Lima", "SO"),
    ],
)
def test_the_words_around_a_name_say_which_country(index: PlaceIndex, name: str, text: str, country: str) -> None:
    names = dict.fromkeys(("Homs", name, name.upper()))
    qualifier = read(index, text, *names).find(name)
    assert qualifier is not None
    assert country in qualifier.list_countries()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Donetsk", "Russian troops entered the city of Donetsk"),
        ("Kyiv", "Russia's shells hit Kyiv"),
        ("Aleppo", "Turkish troops near the town of Aleppo"),
        ("Paris", "Germany's envoy in Paris"),
    ],
)
def test_who_came_there_does_not_say_where_it_is(index: PlaceIndex, name: str, text: str) -> None:
    assert read(index, text, name).find(name) is None


@pytest.mark.parametrize(
    ("place", "country"),
    [("LEBANON, Pa.", "US"), ("BEIRUT", "LB"), ("VALENCIA, Venezuela", "VE"), ("PARIS, Nowhere", "FR")],
)
def test_a_dateline_names_the_town_that_it_says(index: PlaceIndex, place: str, country: str) -> None:
    town = read_dateline_town(place, index)
    assert town is not None
    assert town.country == country
