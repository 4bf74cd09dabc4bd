"""The timeline: a bar a day, week, month or year, solid to the least sum of the figures, pale to the most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pipeline.view import words
from pipeline.view.charts.axes import label_times, px, short, ticks
from pipeline.view.markup import Markup, element, join
from pipeline.view.stories import Bar, Unit

_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 12, 28


def draw_timeline(unit: Unit, bars: Sequence[Bar], outcome: str, link: Callable[[Bar], str | None]) -> Markup:
    """Draw the bars at their days. link: where a bar leads."""
    first, last = bars[0].first, bars[-1].last
    span = (last - first).days + 1
    scale = ticks(max(bar.high for bar in bars))
    room = _WIDTH - _LEFT - _RIGHT

    def x(day: date, after: int = 0) -> float:
        return _LEFT + room * ((day - first).days + after) / span

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / scale[-1]

    parts = [_gridline(value, y(value)) for value in scale]
    for bar in bars:
        left, right = x(bar.first), x(bar.last, after=1)
        gap = min(1.5, (right - left) / 6)
        wide = max(1.0, min(right - left, 40) - 2 * gap)
        at = (left + right - wide) / 2
        drawn = [
            element("title", _tell(unit, bar, outcome)),
            element("rect", class_="reach", x=px(at), width=px(wide), y=_TOP, height=_HEIGHT - _TOP - _BOTTOM),
            element("rect", class_="band", x=px(at), width=px(wide), y=px(y(bar.high)), height=px(y(0) - y(bar.high))),
            element("rect", class_="low", x=px(at), width=px(wide), y=px(y(bar.low)), height=px(y(0) - y(bar.low))),
        ]
        target = link(bar)
        parts.append(element("a", *drawn, href=target) if target else element("g", *drawn))
    parts += _days(first, last, x)
    label = f"{outcome} by {unit}, {words.days(first, last)}"
    return element("svg", *parts, class_="timeline", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="group", aria_label=label)


def _gridline(value: int, at: float) -> Markup:
    line = element("line", class_="grid", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=px(at), y2=px(at))
    return join([line, element("text", short(value), class_="tick end", x=_LEFT - 6, y=px(at + 4))])


def _tell(unit: Unit, bar: Bar, outcome: str) -> str:
    when = words.day(bar.first) if unit == "day" else words.days(bar.first, bar.last)
    return f"{when}: {words.bounds(bar.low, None, bar.high)} {outcome}, {words.count(bar.stories, 'story', 'stories')}"


def _days(first: date, last: date, x: Callable[[date], float]) -> list[Markup]:
    """Marks under the bars: a few days, months or years, at their beginnings."""
    span = (last - first).days + 1
    if span <= 45:
        step = max(1, -(-span // 6))
        marked = [date.fromordinal(first.toordinal() + i) for i in range(0, span, step)]
        return label_times([(f"{day.day} {day:%b}", x(day)) for day in marked], _HEIGHT - 8)
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [day for day in months if first <= day <= last] or [first]
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 600, 12000) if len(inside) / step <= 8)
    marked = [day for day in inside if ((day.year * 12 + day.month - 1) % step) == 0] or inside[:1]
    form = "%Y" if step >= 12 else "%b %Y"
    return label_times([(f"{day:{form}}", x(day)) for day in marked], _HEIGHT - 8)
