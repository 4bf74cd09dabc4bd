"""Where the prose of scraped text stands: stretches, runs and what lies around a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

_RUN_GAP = 2
"""So many lines of furniture between two of prose part no run."""

_MAIN_SHARE = 0.35
"""The first run with this share of the longest one's words is the story: what follows it is other stories."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of prose from `first` to `last` (inclusive) and their words."""

    first: int
    last: int
    words: int


def find_stretch(weights: Sequence[float]) -> tuple[int, int]:
    """The run of lines with the greatest sum of weights, end exclusive; (0, 0) when no line weighs more than 0."""
    best, best_sum = (0, 0), 0.0
    start, running = 0, 0.0
    for place, weight in enumerate(weights):
        if running <= 0:
            start, running = place, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = (start, place + 1), running
    return best


def find_runs(weights: Sequence[float], words: Sequence[int]) -> list[Run]:
    """The runs of prose, in order."""
    runs: list[Run] = []
    for place, weight in enumerate(weights):
        if weight <= 0.5:
            continue
        if runs and place - runs[-1].last <= _RUN_GAP + 1:
            runs[-1] = Run(runs[-1].first, place, runs[-1].words + words[place])
        else:
            runs.append(Run(place, place, words[place]))
    return runs


def choose_run(runs: list[Run]) -> Run:
    """The run that is most likely the story's; an empty one when there is none."""
    longest = max((run.words for run in runs), default=0)
    return next((run for run in runs if run.words >= _MAIN_SHARE * longest), Run(0, -1, 0))


def count_around(values: Sequence[float]) -> Callable[[int, int, int], float]:
    """A function of (place, lines before, lines after): the sum of the values there, the place's own included."""
    sums = [0.0, *accumulate(values)]
    count = len(values)

    def around(place: int, before: int, after: int) -> float:
        return sums[min(count, place + after + 1)] - sums[max(0, place - before)]

    return around


def measure_gaps(hits: Sequence[bool], reach: int) -> list[int]:
    """For each line how many lines above it the nearest hit stands, at most `reach`; a hit's own line counts as one
    below itself: it sees the hit before.
    """
    gaps, last = [], -reach
    for place, hit in enumerate(hits):
        gaps.append(min(reach, place - last))
        if hit:
            last = place
    return gaps
