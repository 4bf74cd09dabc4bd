import re

import pytest

from schemas.mentions import Entity
from transforms.mentions.places.borders import find_bordered
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places


def name_all(text: str, name: str) -> list[Entity]:
    return [Entity(one.start(), one.end(), name, "GPE", name) for one in re.finditer(name, text)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Qwertyham, about 40 km from the border with Somalia, was quiet.", "SO"),
        ("Qwertyham, 12 miles (19 km) from the Lebanese border, was quiet.", "LB"),
        ("Qwertyham, Texas, on the Mexican border, was quiet.", "MX"),
        ("Qwertyham on Pakistan's border with Afghanistan was quiet.", "AF"),
        ("Qwertyham, a market town on Turkey's southern border with Syria, was quiet.", "SY"),
        ("Qwertyham, which lies close to the frontier with South Sudan, was quiet.", "SS"),
        ("Qwertyham, in the far north near the border with Niger, was quiet.", "NE"),
        ("Qwertyham, near the U.S. border, was quiet.", "US"),
        ("Qwertyham, on the Kenyan-Somali border, was quiet.", None),
        ("Qwertyham said that troops were near the Russian border.", None),
        ("Qwertyham, near the border, was quiet. Somalia was not.", None),
        ("They drove from Qwertyham to the Polish border.", None),
    ],
)
def test_whose_border_a_name_is_told_to_lie_at(text: str, country: str | None) -> None:
    found = find_bordered(text, name_all(text, "Qwertyham"))
    assert found.get("qwertyham", frozenset()) == ({country} if country else frozenset())


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rafah, on the Egyptian border, was shelled. Egypt protested in Cairo.", "PS"),
        ("Laredo, on the Mexican border, was flooded. Mexico sent help.", "US"),
    ],
)
def test_a_place_at_a_border_lies_on_this_side_of_it(index: PlaceIndex, text: str, country: str) -> None:
    name = text.partition(",")[0]
    entities = [*name_all(text, name), *name_all(text, "Egypt "), *name_all(text, "Mexico ")]
    placed = resolve_places(text, sorted(entities, key=lambda one: one.start), index)
    assert placed[0].place.country == country


def test_an_unknown_town_at_a_border_is_not_the_town_of_a_like_name_beyond_it(index: PlaceIndex) -> None:
    text = "Ceelbuurr, 40 km from the border with Somalia, was quiet. Kenya shut the roads of Kenya to trade."
    entities = [*name_all(text, "Kenya"), *name_all(text, "Ceelbuurr"), *name_all(text, "Somalia")]
    placed = resolve_places(text, sorted(entities, key=lambda one: one.start), index)
    assert (placed[0].place.country, placed[0].place.latitude) == ("KE", None)
