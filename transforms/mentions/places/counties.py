"""Find the towns and counties that hold together: Huntsville beside Walker County is the one in Texas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from transforms.mentions.places.index import PlaceCandidate

_REACH = 30.0
"""Kilometres from the middle of a county to its towns: the gazetteer does not say in which county a town lies."""
_DEGREE = 111.2
"""Kilometres of a degree of latitude."""
_MOST = 60
"""The most places of a state that are compared with each other: a list of a thousand counties tells of none."""

_Named = tuple[str, PlaceCandidate]


def find_pairs(candidates: Mapping[str, tuple[PlaceCandidate, ...]]) -> frozenset[tuple[str, int]]:
    """Give each name with the id of what it may mean, where that is a town in a county that another name may mean, or
    such a county. A name that a town has, too, is no county's for that.

    candidates: by name, what it may mean; with what lies in no state it is not compared.
    """
    towns: dict[str, list[_Named]] = defaultdict(list)
    counties: dict[str, list[_Named]] = defaultdict(list)
    for name, found in candidates.items():
        for one in found:
            if one.own and one.admin1 and one.kind in ("city", "admin2"):
                (towns if one.kind == "city" else counties)[one.admin1].append((name, one))
    pairs: set[tuple[str, int]] = set()
    for state in towns.keys() & counties.keys():
        for name, town in towns[state][:_MOST]:
            for other, county in counties[state][:_MOST]:
                if name != other and _lie_together(town, county):
                    pairs.add((name, town.place_id))
                    if all(one.kind != "city" for one in candidates[other]):
                        pairs.add((other, county.place_id))
    return frozenset(pairs)


def _lie_together(town: PlaceCandidate, county: PlaceCandidate) -> bool:
    """Tell whether a town lies so near the middle of a county, on a plane: exact enough for thirty kilometres."""
    east = (town.longitude - county.longitude) * math.cos(math.radians(county.latitude))
    return _DEGREE * math.hypot(town.latitude - county.latitude, east) <= _REACH
