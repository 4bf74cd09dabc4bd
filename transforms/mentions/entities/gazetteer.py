"""How strongly the place index speaks for a name's being a place."""

from __future__ import annotations

from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex

_CITY, _TOWN, _VILLAGE = 4, 3, 2
"""Weights, beside those of cues.tsv."""
_CITY_FROM, _TOWN_FROM, _SMALL = 100_000, 15_000, 5_000


def weigh_place(name: str, places: PlaceIndex | None) -> int:
    """Give the weight that the index lends to a name: of a city or state, a town or county, a village; 0 for none.

    A name of several words weighs threefold, for a surname is one word, but for villages named after somebody ("Pedro
    Sánchez"). Alternate names of one word count for cities
    alone: those of smaller places are mostly words of other languages. Without an index every name weighs nothing.
    """
    if places is None or len(name) < 3:
        return 0
    weight = people = 0
    for one in places.find(name):
        if one.kind in ("country", "region") or (one.population >= _CITY_FROM and one.kind != "admin2"):
            weight, people = _CITY, _CITY_FROM
            break
        if one.own or " " in name:
            weight = max(weight, _TOWN if one.population >= _TOWN_FROM or one.kind != "city" else _VILLAGE)
            people = max(people, one.population)
    is_somebody = people < _SMALL and name.split(" ", 1)[0] in read_words("given_names.txt")
    return weight * 3 if " " in name and not is_somebody else weight
