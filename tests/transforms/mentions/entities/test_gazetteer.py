"""How surely the place index knows a name."""

from __future__ import annotations

from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.places.index import PlaceIndex


def test_larger_places_weigh_more_and_several_words_more_still(places: PlaceIndex) -> None:
    village, town, city = (weigh_place(name, places) for name in ("Ordino", "Homer Glen", "Aleppo"))
    assert 0 < village < city
    assert town > city
    assert weigh_place("Qwertyham", places) == weigh_place("Aleppo", None) == 0
