import re

from schemas.mentions import Entity
from transforms.mentions.places.counties import find_pairs
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places


def locate(index: PlaceIndex, text: str, *names: str) -> dict[str, tuple[str | None, int]]:
    found = [Entity(one.start(), one.end(), name, "GPE", name) for name in names for one in re.finditer(name, text)]
    placed = resolve_places(text, sorted(found, key=lambda entity: entity.start), index)
    return {one.text: (one.place.country, round(one.place.latitude or 0)) for one in placed if one.place}


def test_a_town_and_its_county_say_of_each_other_in_which_state_they_lie(index: PlaceIndex) -> None:
    text = "A barn burned in Bowling Green. Firefighters of Warren County came at noon."
    assert locate(index, text, "Bowling Green", "Warren County") == {
        "Bowling Green": ("US", 37),
        "Warren County": ("US", 37),
    }
    text = "A barn burned in Bowling Green. Firefighters of Wood County came at noon."
    assert locate(index, text, "Bowling Green", "Wood County") == {
        "Bowling Green": ("US", 41),
        "Wood County": ("US", 41),
    }


def test_what_a_town_is_called_too_is_no_county_for_the_towns_around_it(index: PlaceIndex) -> None:
    names = {name: index.find(name) for name in ("Palencia", "Carrión de los Condes")}
    kinds = {one.kind for one in names["Palencia"] if one.own and one.country == "ES"}
    assert kinds == {"city", "admin2"}
    assert {name for name, _ in find_pairs(names)} == {"Carrión de los Condes"}


def test_a_name_is_not_paired_with_itself(index: PlaceIndex) -> None:
    assert find_pairs({"Warren": index.find("Warren")}) == frozenset()
