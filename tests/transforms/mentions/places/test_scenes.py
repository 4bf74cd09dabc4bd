import pytest

from schemas.mentions import Entity, Place
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places
from transforms.mentions.places.scenes import find_scene, find_towns_behind

LIMA = Place("Lima", "PE", -12.04, -77.03, "1")
CALLAO = Place("Callao", "PE", -12.06, -77.15, "2")
CUSCO = Place("Cusco", "PE", -13.53, -71.97, "3")
SUVA = Place("Suva", "FJ", -18.14, 178.44, "4")
OVER_THE_DATE_LINE = Place("Lau", "FJ", -18.2, -179.9, "5")


def test_the_scene_is_where_most_mentions_of_towns_lie_together() -> None:
    scene = find_scene([CUSCO, CALLAO, LIMA, LIMA])
    assert scene is not None
    assert (scene.town, scene.share, scene.names) == (LIMA, 0.75, 3)


def test_without_towns_there_is_no_scene() -> None:
    assert find_scene([]) is None


def test_towns_on_either_side_of_the_date_line_are_far_only_by_their_figures() -> None:
    scene = find_scene([SUVA, OVER_THE_DATE_LINE])
    assert scene is not None
    assert scene.share == 0.5, "180 km apart"


@pytest.mark.parametrize(
    ("towns", "label", "held"),
    [
        ([LIMA], "FAC", True),
        ([LIMA], "GPE", False),
        ([LIMA, LIMA, CALLAO], "GPE", True),
        ([LIMA, CALLAO, CUSCO], "GPE", False),
        ([LIMA, CALLAO, CUSCO], "FAC", True),
        ([LIMA, CALLAO], "LOC", False),
    ],
)
def test_a_village_asks_for_more_than_a_site_and_a_river_is_nowhere(
    towns: list[Place], label: str, *, held: bool
) -> None:
    scene = find_scene(towns)
    assert scene is not None
    assert scene.holds(label, "PE") is held
    assert not scene.holds(label, "CL")


@pytest.mark.parametrize(
    ("between", "latitude", "longitude"),
    [
        (", 60 km west of ", -12.04, -77.58),
        (", some 60 km (37 miles) north of ", -11.5, -77.03),
        (", a village 37 miles north of the capital, ", -11.5, -77.03),
        (" about 85 kilometers south-east of the city of ", -12.58, -76.48),
        (", 20km from ", -12.04, -77.03),
        (", which lies 12 miles to the east of ", -12.04, -76.85),
    ],
)
def test_a_village_that_lies_so_far_from_a_town(between: str, latitude: float, longitude: float) -> None:
    text = f"Qwertyham{between}Lima"
    names = [
        Entity(0, 9, "Qwertyham", "GPE", "Qwertyham"),
        Entity(len(text) - 4, len(text), "Lima", "GPE", "Lima"),
    ]
    behind = find_towns_behind(text, names, [None, LIMA])["Qwertyham"]
    assert (round(behind.latitude or 0, 2), round(behind.longitude or 0, 2)) == (latitude, longitude)


@pytest.mark.parametrize("between", [" fell 60 km west of ", ", 60 people of ", ", 60 km west of Oro and "])
def test_what_is_so_far_from_a_town_without_being_a_village_there(between: str) -> None:
    text = f"Qwertyham{between}Lima"
    names = [
        Entity(0, 9, "Qwertyham", "GPE", "Qwertyham"),
        Entity(len(text) - 4, len(text), "Lima", "GPE", "Lima"),
    ]
    assert find_towns_behind(text, names, [None, LIMA]) == {}


@pytest.mark.parametrize("between", [" in ", ", ", " near ", " ("])
def test_the_town_behind_a_name(between: str) -> None:
    text = f"Quux Clinic{between}Lima"
    names = [
        Entity(0, 11, "Quux Clinic", "FAC", "Quux Clinic"),
        Entity(len(text) - 4, len(text), "Lima", "GPE", "Lima"),
    ]
    assert find_towns_behind(text, names, [None, LIMA]) == {"Quux Clinic": LIMA}


def test_an_unknown_site_keeps_its_name_and_takes_the_point_of_its_town(index: PlaceIndex) -> None:
    text = "The Quux Clinic was hit. Ambulances from Arequipa went to the Quux Clinic in Cusco."
    names = [
        Entity(at, at + len(name), name, label, name)
        for name, label in (("Quux Clinic", "FAC"), ("Arequipa", "GPE"), ("Cusco", "GPE"))
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    found = [one.place for one in resolve_places(text, sorted(names, key=lambda one: one.start), index)]
    assert all(found)
    first, _, again, cusco = (one for one in found if one)
    assert first == again
    assert (first.name, first.country, first.place_id) == ("Quux Clinic", "PE", None)
    assert (first.latitude, first.longitude) == (cusco.latitude, cusco.longitude)


def test_what_a_site_is_may_stand_between_its_name_and_its_town() -> None:
    text = "A guard of Qwertyham prison in Lima fled."
    names = [Entity(11, 20, "Qwertyham", "GPE", "Qwertyham"), Entity(31, 35, "Lima", "GPE", "Lima")]
    assert find_towns_behind(text, names, [None, LIMA]) == {"Qwertyham": LIMA}
