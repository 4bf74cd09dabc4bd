"""How strongly the place index speaks for a name's being a place."""

from __future__ import annotations

from transforms.mentions.places.index import PlaceIndex

_LARGE, _TOWN = 100_000, 15_000


def weigh_place(name: str, places: PlaceIndex | None) -> int:
    """Give the weight that the index lends to a name: 3 for a city or state, 2 a town or county, 1 a village, 0 none.

    Names in capitals are looked up as any other. Alternate names count for large places alone: the smaller ones' are
    mostly words of other languages. Without an index every name weighs nothing.
    """
    if places is None or len(name) < 3:
        return 0
    weight = 0
    for one in places.find(name):
        if one.kind in ("country", "region") or (one.population >= _LARGE and one.kind != "admin2"):
            return 3
        if one.own:
            weight = max(weight, 2 if one.population >= _TOWN or one.kind != "city" else 1)
    return weight
