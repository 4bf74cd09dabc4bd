"""Bars lying side by side: a name, a length, a number."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.view.charts.axes import px
from pipeline.view.markup import Markup, element

_WIDTH, _ROW, _NAMES, _NUMBERS = 640, 26, 170, 125


def draw_bars(rows: Sequence[tuple[str, float, str]], label: str) -> Markup:
    """rows: name, value, and the value as it is written."""
    highest = max((value for _, value, _ in rows), default=0) or 1
    room = _WIDTH - _NAMES - _NUMBERS
    parts = []
    for i, (name, value, written) in enumerate(rows):
        y = i * _ROW
        long = max(2.0, room * value / highest)
        parts.append(element("text", name, class_="tick end", x=_NAMES - 10, y=y + 17))
        parts.append(element("rect", class_="low", x=_NAMES, y=y + 5, width=px(long), height=_ROW - 10))
        parts.append(element("text", written, class_="tick begin", x=px(_NAMES + long + 8), y=y + 17))
    return element(
        "svg", *parts, class_="bars", viewBox=f"0 0 {_WIDTH} {len(rows) * _ROW}", role="img", aria_label=label
    )
