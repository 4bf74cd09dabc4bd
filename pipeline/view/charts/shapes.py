"""Shapes of countries: Natural Earth's, as the package world-atlas 2.0.2 has them in TopoJSON.

countries_110m.json is for the whole world, countries_50m.json for a part of it: 1:110 and 1:50 million.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from pipeline.view.countries import codes_by_number

Point = tuple[float, float]  # degrees east and north

_WITHOUT_NUMBER = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}  # drawn apart there; GeoNames' codes


@dataclass(frozen=True)
class Shape:
    """An area. code: ISO 3166 alpha-2, empty for what has none. rings: closed lines; box: west, south, east, north."""

    code: str
    rings: tuple[tuple[Point, ...], ...]
    box: tuple[float, float, float, float]


@cache
def load_shapes(file: str) -> tuple[Shape, ...]:
    """The countries of a file beside this one; a country that is drawn in several parts has several shapes."""
    topology = json.loads(files("pipeline.view.charts").joinpath(file).read_text(encoding="utf-8"))
    arcs = [_unpack(arc, topology["transform"]) for arc in topology["arcs"]]
    return tuple(_shape(entry, arcs) for entry in topology["objects"]["countries"]["geometries"])


def _unpack(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (wide, tall), (west, south) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    return [(x * wide + west, y * tall + south) for x, y in zip(xs, ys, strict=True)]


def _shape(entry: dict[str, Any], arcs: list[list[Point]]) -> Shape:
    polygons = [entry["arcs"]] if entry["type"] == "Polygon" else entry["arcs"]
    rings = tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    code = codes_by_number().get(entry.get("id", ""), "") or _WITHOUT_NUMBER.get(entry["properties"]["name"], "")
    return Shape(code, rings, (min(xs), min(ys), max(xs), max(ys)))


def _ring(numbers: list[int], arcs: list[list[Point]]) -> tuple[Point, ...]:
    """Join arcs end to end; ~n is arc n backwards. A line over the 180th meridian goes on east of it."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    if max(x for x, _ in points) - min(x for x, _ in points) > 350 and min(y for _, y in points) > -60:
        points = [(x + 360 if x < 0 else x, y) for x, y in points]
    return tuple(points)
