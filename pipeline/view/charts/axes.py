"""Axes: round numbers for the marks of a scale, and lengths for values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.view.markup import Markup, element


def ticks(highest: float, most: int = 4) -> list[int]:
    """Round whole numbers from 0 to at least `highest`, a few of them: 0, 20, 40, 60."""
    step = max(1, highest / most)
    power = 10 ** math.floor(math.log10(step))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step)
    return [round(step * i) for i in range(math.ceil(max(highest, 1) / step) + 1)]


def short(value: float) -> str:
    """A number in little room: 950, 12k, 3.4m."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.0f}"


def label_times(labels: Sequence[tuple[str, float]], y: float) -> list[Markup]:
    """Labels of days under a chart, each at its x; every second one gives way where there is little room."""
    return [
        element("text", label, class_="tick minor" if i % 2 else "tick", x=px(x), y=y)
        for i, (label, x) in enumerate(labels)
    ]


def px(value: float) -> str:
    """A length in a drawing."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
