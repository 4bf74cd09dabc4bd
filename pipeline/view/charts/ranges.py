"""A figure as a small range: from low to high on a line, best as a tick, an arrow where an end is open."""

from __future__ import annotations

import math

from pipeline.view import words
from pipeline.view.charts.axes import px
from pipeline.view.markup import Markup, element

_WIDTH, _HEIGHT = 96, 12


def draw_range(low: int | None, best: int | None, high: int | None, highest: int) -> Markup:
    """Draw on a scale from 0 to `highest` by square roots, so that small figures show beside large ones."""

    def place(value: int) -> float:
        return 2 + (_WIDTH - 10) * math.sqrt(min(value, highest) / max(highest, 1))

    middle = _HEIGHT / 2
    known = [value for value in (low, best, high) if value is not None]
    begin, end = place(low or 0), place(high if high is not None else max(known, default=0))
    parts = [element("line", class_="track", x1=2, x2=_WIDTH - 2, y1=middle, y2=middle)]
    parts.append(element("rect", class_="band", x=px(begin - 1), y=2, width=px(end - begin + 2), height=_HEIGHT - 4))
    if low is not None:
        parts.append(element("rect", class_="low", x=0, y=4, width=px(begin), height=_HEIGHT - 8))
    if best is not None:
        parts.append(element("line", class_="best", x1=px(place(best)), x2=px(place(best)), y1=1, y2=_HEIGHT - 1))
    if high is None:
        tip = end + 6
        points = f"{px(end + 1)},2 {px(tip)},{px(middle)} {px(end + 1)},{_HEIGHT - 2}"
        parts.append(element("polyline", class_="open", points=points))
    label = words.bounds(low, best, high)
    return element("svg", *parts, class_="range", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=label)
