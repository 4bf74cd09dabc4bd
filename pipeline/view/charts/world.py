"""The map: countries as areas, towns as circles whose area is the figure, drawn at the precision that was told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.view import words
from pipeline.view.charts.axes import px
from pipeline.view.charts.projections import HEIGHT, WIDTH, Frame, box_around, choose_frame
from pipeline.view.charts.shapes import Point, Shape, load_shapes
from pipeline.view.countries import country_name
from pipeline.view.markup import Markup, element, join, raw

_LARGEST = 26.0  # radius of the largest circle
_LEAST = 3.5


@dataclass(frozen=True)
class MapSpot:
    """Figures of a place. code: ISO 3166 alpha-2. point: None for a country, which is an area.

    low, high: sums. link: where it leads.
    """

    name: str
    code: str
    point: Point | None
    stories: int
    low: int
    high: int
    link: str | None


def draw_map(spots: Sequence[MapSpot], outcome: str) -> Markup:
    """Draw the spots on as much of the world as they need."""
    shapes, codes = load_shapes(_WORLD), {spot.code for spot in spots if spot.point is None}
    points = [spot.point for spot in spots if spot.point is not None]
    corners = [corner for shape in shapes if shape.code in codes for corner in (shape.box[:2], shape.box[2:])]
    frame = choose_frame(box_around([*points, *corners]))
    highest = max((spot.high for spot in spots), default=0)
    parts = [_base(frame)]
    parts += [_area(spot, frame, highest, outcome) for spot in spots if spot.point is None]
    parts += [
        _circle(spot, spot.point, frame, highest, outcome)
        for spot in sorted(spots, key=lambda s: -s.high)
        if spot.point is not None
    ]
    if len(spots) == 1 and spots[0].point is not None:
        parts.append(_name(spots[0].name, *frame.project(*spots[0].point)))
    label = f"Map of {words.count(len(spots), 'place')}: {outcome}"
    return element("svg", *parts, class_="map", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="group", aria_label=label)


_WORLD, _NEAR = "countries_110m.json", "countries_50m.json"


def _base(frame: Frame) -> Markup:
    path = _world_path() if frame.is_world else _path(load_shapes(_NEAR), frame)
    return element("path", class_="land", d=path)


@cache
def _world_path() -> Markup:
    return _path(load_shapes(_WORLD), choose_frame(None))


def _path(shapes: Iterable[Shape], frame: Frame) -> Markup:
    """Whole units of the drawing, each point told from the one before: a third of the length of plain numbers."""
    west, south, east, north = frame.box
    rings = [ring for shape in shapes for ring in shape.rings]
    seen = [
        ring
        for ring in rings
        if min(x for x, _ in ring) < east and max(x for x, _ in ring) > west
        and min(y for _, y in ring) < north and max(y for _, y in ring) > south
    ]  # fmt: skip
    return raw("".join(_line([frame.project(*point) for point in ring]) for ring in seen))


def _line(points: Sequence[tuple[float, float]]) -> str:
    """A closed line to half units; points that fall together are one; less than a triangle is nothing."""
    grid = [(round(x * 2), round(y * 2)) for x, y in points]
    steps, (x, y) = [], grid[0]
    for nx, ny in grid[1:]:
        if (nx, ny) != (x, y):
            steps.append(f"{_half(nx - x)} {_half(ny - y)}")
            x, y = nx, ny
    return f"M{_half(grid[0][0])} {_half(grid[0][1])}l{' '.join(steps)}z" if len(steps) > 2 else ""


def _half(doubled: int) -> str:
    return f"{doubled / 2:g}"


def _area(spot: MapSpot, frame: Frame, highest: int, outcome: str) -> Markup:
    file = _WORLD if frame.is_world else _NEAR
    path = _path((shape for shape in load_shapes(file) if shape.code == spot.code), frame)
    strength = 1 + round(2 * math.sqrt(spot.high / max(highest, 1)))
    return _linked(spot, outcome, [element("path", class_=f"area area{strength}", d=path)])


def _circle(spot: MapSpot, point: Point, frame: Frame, highest: int, outcome: str) -> Markup:
    """The outer circle is the most, the inner the least that was told."""
    x, y = frame.project(*point)

    def radius(value: int) -> float:
        return max(_LEAST, _LARGEST * math.sqrt(value / max(highest, 1)))

    outer = element("circle", class_="band", cx=px(x), cy=px(y), r=px(radius(spot.high)))
    inner = element("circle", class_="low", cx=px(x), cy=px(y), r=px(radius(spot.low))) if spot.low else None
    return _linked(spot, outcome, [outer, inner] if inner else [outer])


def _name(name: str, x: float, y: float) -> Markup:
    """The name of the only place of a map, beside its circle."""
    left = x > WIDTH / 2
    return element("text", name, class_="spot end" if left else "spot", x=px(x + (-34 if left else 34)), y=px(y + 6))


def _linked(spot: MapSpot, outcome: str, drawn: list[Markup]) -> Markup:
    where = join([spot.name, country_name(spot.code)], ", ") if spot.code and spot.point else spot.name
    figure = words.bounds(spot.low, None, spot.high)
    title = element("title", where, f": {figure} {outcome}, {words.count(spot.stories, 'story', 'stories')}")
    return element("a", title, *drawn, href=spot.link) if spot.link else element("g", title, *drawn)
