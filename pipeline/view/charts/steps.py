"""Steps: how a toll moved from report to report; a line for the best figure within the band of low and high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.view import words
from pipeline.view.charts.axes import label_times, px, short, ticks
from pipeline.view.markup import Markup, element, join

_WIDTH, _HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 16, 12, 28


@dataclass(frozen=True)
class Step:
    """A toll from a moment on. said: who says so; link: to his words."""

    at: datetime
    low: int | None
    best: int | None
    high: int | None
    said: str
    link: str

    @property
    def ends(self) -> tuple[int, int]:
        """What is drawn of it; an open end is drawn at the last number that was told."""
        known = [value for value in (self.low, self.best, self.high) if value is not None] or [0]
        return min(known), max(known)


def draw_steps(steps: Sequence[Step], outcome: str) -> Markup:
    """Draw at least one step; the last one lasts a tenth of the whole longer."""
    first, last = steps[0].at, steps[-1].at
    span = max((last - first).total_seconds(), 3600) * 1.1
    scale = ticks(max(step.ends[1] for step in steps))
    room = _WIDTH - _LEFT - _RIGHT

    def x(moment: datetime) -> float:
        return _LEFT + room * (moment - first).total_seconds() / span

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / scale[-1]

    edges = [x(step.at) for step in steps] + [float(_WIDTH - _RIGHT)]
    upper = [(px(edges[i + k]), px(y(step.ends[1]))) for i, step in enumerate(steps) for k in (0, 1)]
    lower = [(px(edges[i + k]), px(y(step.ends[0]))) for i, step in enumerate(steps) for k in (0, 1)]
    line = [(px(edges[i + k]), px(y(_middle(step)))) for i, step in enumerate(steps) for k in (0, 1)]
    parts = [_gridline(value, y(value)) for value in scale]
    parts.append(element("polygon", class_="band", points=_points([*upper, *lower[::-1]])))
    parts.append(element("polyline", class_="bestline", points=_points(line)))
    parts += [_dot(step, edges[i], y(_middle(step)), outcome) for i, step in enumerate(steps)]
    parts += _moments(first, last, x)
    label = f"{outcome}, {words.count(len(steps), 'report')}, {words.days(first.date(), last.date())}"
    return element("svg", *parts, class_="steps", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="group", aria_label=label)


def _middle(step: Step) -> float:
    return step.best if step.best is not None else step.ends[0]


def _points(pairs: Sequence[tuple[str, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y in pairs)


def _gridline(value: int, at: float) -> Markup:
    line = element("line", class_="grid", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=px(at), y2=px(at))
    return join([line, element("text", short(value), class_="tick end", x=_LEFT - 6, y=px(at + 4))])


def _dot(step: Step, x: float, y: float, outcome: str) -> Markup:
    told = f"{words.moment(step.at)}: {words.bounds(step.low, step.best, step.high)} {outcome}, {step.said}"
    return element(
        "a", element("title", told), element("circle", class_="dot", cx=px(x), cy=px(y), r=5), href=step.link
    )


def _moments(first: datetime, last: datetime, x: Callable[[datetime], float]) -> list[Markup]:
    """The first and the last report's day, and a few between; hours where it is all one day."""
    form = "%-d %b %H:%M" if (last - first).days < 2 else "%-d %b" if (last - first).days < 300 else "%b %Y"
    often = 1 if last == first else 4
    marked = dict.fromkeys((first + (last - first) * i / often).replace(microsecond=0) for i in range(often))
    labels: dict[str, datetime] = {}
    for moment in marked:
        labels.setdefault(f"{moment:{form}}", moment)
    return label_times([(label, x(at)) for label, at in labels.items()], _HEIGHT - 8)
