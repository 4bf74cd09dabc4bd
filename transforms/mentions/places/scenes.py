"""Find the town around which an article plays: sites and villages that no gazetteer has lie in it or near it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.mentions import Entity, Place
from transforms.mentions.places.descriptions import ABOUT

_NEAR = 100.0
"""Kilometres: what is told together with a town."""
_DEGREE = 111.2
"""Kilometres of a degree of latitude."""
_MOST = 50
"""The most points that are compared with each other: of a list of a thousand towns none is the scene."""
_HALF, _MOSTLY = 0.5, 0.8
"""The share of an article's towns that must lie near the scene for a site, and for a village: on the labelled stories
nine of ten of either then lie within 161 km of it, of rivers and ranges, which are left alone, six."""
_TOWNS = 2
"""The fewest names of towns that make a scene for a village: beside a single one it may lie anywhere."""
_LIES_IN = re.compile(
    r"(?: (?:prison|jail|clinic|hospital|port|airport|market|camp|barracks|mosque|church|mine|quarry|dam|bridge))?"
    r",? (?:in|near|outside|at) (?:(?:downtown|central|the) )?|, |,? \("
)
_WINDS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
"""Northwards, eastwards."""
_LIES_OFF = re.compile(
    rf"""
    ,?[ ] (?: (?:which|that)[ ](?:is|lies|sits|stands)[ ] )? (?: (?:an?|the)[ ](?:[a-z-]+[ ]){{1,3}}? )?
    (?: (?:{ABOUT})[ ] )?
    (?P<far>\d{{1,3}}(?:\.\d)?)[ -]? (?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi)[ ] (?: \([^()\n]{{1,24}}\)[ ] )?
    (?: (?: to[ ]the[ ] )? (?P<first>north|south|east|west) -? (?P<second>east|west)? (?:ern|wards?)? [ ] )?
    (?: of | from | outside | off )[ ] (?: the[ ] )? (?: (?:city|town|capital|port) (?:[ ]city)? (?:[ ]of)? ,?[ ] )?
    """,
    re.VERBOSE,
)
"""Behind a village, before the town from which it lies so far: "Dorn, some 60 km (37 miles) west of Oro"."""
_MILE = 1.609
_POLE = 89.0
"""Degrees of latitude beyond which nothing is measured from a town."""


@dataclass(frozen=True, slots=True)
class Scene:
    """town: around it most towns of the article lie; share of all mentions of towns; names: how many names all have."""

    town: Place
    share: float
    names: int

    def holds(self, label: str, country: str) -> bool:
        """Tell whether an unknown site (FAC) or village (GPE) of the country is most probably there."""
        if self.town.country != country:
            return False
        is_village = label == "GPE" and self.share >= _MOSTLY and self.names >= _TOWNS
        return is_village or (label == "FAC" and self.share >= _HALF)


def find_scene(towns: Sequence[Place]) -> Scene | None:
    """Give the scene of an article with these mentions of towns, each with its point; None without any."""
    counted = Counter(towns).most_common(_MOST)
    total = sum(count for _, count in counted)
    near = {one: sum(count for other, count in counted if _measure(one, other) <= _NEAR) for one, _ in counted}
    if not near:
        return None
    town = max(near, key=lambda one: near[one])  # of equals the one that is named most
    return Scene(town, near[town] / total, len({one.name for one in towns}))


def find_towns_behind(text: str, entities: Sequence[Entity], towns: Sequence[Place | None]) -> dict[str, Place]:
    """Give, by name, the town that is said behind it first: "Elm Street in Oro". towns: of each entity, or None.

    Of "Dorn, 60 km west of Oro" it is Oro with the point that lies so far from it.
    """
    behind: dict[str, Place] = {}
    for one, (other, town) in zip(entities, zip(entities[1:], towns[1:], strict=True), strict=False):
        if town is None:
            continue
        if _LIES_IN.fullmatch(text, one.end, other.start):
            behind.setdefault(one.text, town)
        elif off := _LIES_OFF.fullmatch(text, one.end, other.start):
            behind.setdefault(one.text, _move(town, off))
    return behind


def _move(town: Place, off: re.Match[str]) -> Place:
    """Give the town at the point that lies so far from it; at its own where no wind is told, or there is none such."""
    north, east = _WINDS.get(off["first"], (0, 0))
    if off["second"]:
        east = _WINDS[off["second"]][1]
    if town.latitude is None or town.longitude is None or not (north or east) or abs(town.latitude) > _POLE:
        return town
    degrees = float(off["far"]) * (_MILE if off["unit"].startswith("mi") else 1) / _DEGREE / math.hypot(north, east)
    latitude = max(-_POLE, min(_POLE, town.latitude + north * degrees))
    longitude = town.longitude + east * degrees / math.cos(math.radians(town.latitude))
    return replace(town, latitude=round(latitude, 4), longitude=round((longitude + 180) % 360 - 180, 4))


def _measure(one: Place, other: Place) -> float:
    """Give the kilometres between two points, on a plane: exact enough for a hundred."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    east = (one.longitude - other.longitude + 180) % 360 - 180
    middle = math.radians((one.latitude + other.latitude) / 2)
    return _DEGREE * math.hypot(one.latitude - other.latitude, east * math.cos(middle))
