"""How surely the place index knows a name."""

from __future__ import annotations

from transforms.mentions.entities.gazetteer import lies_abroad, read_countries_of, weigh_place
from transforms.mentions.places.index import PlaceIndex


def test_larger_places_weigh_more_and_several_words_more_still(places: PlaceIndex) -> None:
    village, town, city = (weigh_place(name, places) for name in ("Ordino", "Homer Glen", "Aleppo"))
    assert 0 < village < city
    assert town > city
    assert weigh_place("Qwertyham", places) == weigh_place("Aleppo", None) == 0


def test_countries_are_told_by_their_names_states_peoples_and_great_cities(places: PlaceIndex) -> None:
    names = ["Peru", "Ohio", "Syrian", "Harbin", "Euclid", "Qwertyham"]
    assert read_countries_of(names, places) == {"PE", "US", "SY", "CN"}


def test_a_town_lies_abroad_where_none_of_its_name_is_in_the_countries(places: PlaceIndex) -> None:
    assert lies_abroad("Euclid", {"PE"}, places)
    assert not lies_abroad("Euclid", {"PE", "US"}, places)
    assert not lies_abroad("Qwertyham", {"PE"}, places)
