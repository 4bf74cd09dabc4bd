"""From degrees to a drawing: the whole world in equal areas, or a part of it as it looks from above."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.view.charts.shapes import Point

_A1, _A2, _A3, _A4 = (
    1.340264,
    -0.081106,
    0.000893,
    0.003796,
)  # Šavrič, Patterson, Jenny: The Equal Earth map projection, 2018
_M = math.sqrt(3) / 2

WIDTH, HEIGHT = 960, 430
_RADIUS, _EQUATOR = 176, 236  # from 84 degrees north to 60 south
_LEAST_SPAN = 6.0  # degrees; a nearer look would promise more than the shapes hold


@dataclass(frozen=True)
class Frame:
    """What is drawn. box: west, south, east, north in degrees; project: from these to a drawing of WIDTH by HEIGHT."""

    box: tuple[float, float, float, float]
    project: Callable[[float, float], Point]
    is_world: bool


def choose_frame(box: tuple[float, float, float, float] | None) -> Frame:
    """The part of the world around a box in degrees, when it is small; else the whole."""
    if box is None or box[2] - box[0] > 70 or box[3] - box[1] > 50:
        return Frame((-180, -60, 180, 84), _equal_earth, is_world=True)
    west, south, east, north = box
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    across = math.cos(math.radians(min(abs(middle_y), 75)))
    tall = max((north - south) * 1.5, (east - west) * 1.5 * across * HEIGHT / WIDTH, _LEAST_SPAN)
    scale = HEIGHT / tall
    half_x, half_y = WIDTH / 2 / scale / across, tall / 2

    def project(longitude: float, latitude: float) -> Point:
        return WIDTH / 2 + (longitude - middle_x) * across * scale, HEIGHT / 2 - (latitude - middle_y) * scale

    return Frame((middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y), project, is_world=False)


def box_around(points: Sequence[Point]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of points; None of none."""
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _equal_earth(longitude: float, latitude: float) -> Point:
    t = math.asin(_M * math.sin(math.radians(latitude)))
    x = math.radians(longitude) * math.cos(t) / (_M * (_A1 + 3 * _A2 * t**2 + t**6 * (7 * _A3 + 9 * _A4 * t**2)))
    y = t * (_A1 + _A2 * t**2 + t**6 * (_A3 + _A4 * t**2))
    return WIDTH / 2 + x * _RADIUS, _EQUATOR - y * _RADIUS
