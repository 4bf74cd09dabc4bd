"""Stories -> clusters that tell one event each, by the scores of their pairs.

Average linkage: the two clusters whose pairs score best on average become one, until none scores well enough. A chain
of follow-ups, each like the one before, does not tie two events together, as it does where one good pair is enough.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.story import StoryKey
from transforms.linking.components import Components
from transforms.linking.pairs import Pair

TOGETHER = 0.0
"""Least average of the log odds of a cluster's pairs: even. Below it more is found, and more that is false."""

_UNSEEN = -4.0
"""Log odds of a pair that shares too little to have been scored."""
_UNSEEN_MOST = 60
"""Unseen pairs that count against two clusters at most: of large ones not every pair is looked at."""
_MOST = 2_000
"""Articles of a cluster. What would be larger is a war, and no event."""
_LONGEST = 3 * 366
"""Days between the first and the last article of a cluster: a trial may take years, what is told for longer recurs."""


def cluster(
    days: Mapping[StoryKey, int | None], pairs: Iterable[Pair], glued: Iterable[tuple[StoryKey, StoryKey]]
) -> list[list[StoryKey]]:
    """The keys by cluster, each sorted, and the clusters by their first key.

    days: the keys, each with the day that it stands at, an ordinal, where it has one. glued: pairs that stay together
    whatever their scores: states of one article, one text, what was told before.
    """
    units = Components(glued).group(sorted(days))
    unit_of = {key: number for number, unit in enumerate(units) for key in unit}
    merged = _Linkage([_Reach.of(days[key] for key in unit) for unit in units])
    for pair in pairs:
        merged.add(unit_of[pair.first], unit_of[pair.second], pair.score)
    found = [sorted(key for number in group for key in units[number]) for group in merged.run()]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Reach:
    """How many articles a cluster has, and over which days; first after last where none has a day."""

    size: int
    first: float
    last: float

    @classmethod
    def of(cls, days: Iterable[int | None]) -> _Reach:
        days = list(days)
        known = [day for day in days if day is not None]
        return cls(len(days), min(known, default=math.inf), max(known, default=-math.inf))

    def __add__(self, other: _Reach) -> _Reach:
        return _Reach(self.size + other.size, min(self.first, other.first), max(self.last, other.last))

    @property
    def is_too_far(self) -> bool:
        return self.size > _MOST or self.last - self.first > _LONGEST


class _Linkage:
    """Clusters of units, and for each two of them how many of their pairs are scored and the sum of the scores."""

    def __init__(self, reaches: Sequence[_Reach]) -> None:
        self._members: dict[int, list[int]] = {number: [number] for number in range(len(reaches))}
        self._reaches = dict(enumerate(reaches))
        self._sums: dict[int, dict[int, float]] = defaultdict(dict)
        self._counts: dict[int, dict[int, int]] = defaultdict(dict)

    def add(self, one: int, other: int, score: float) -> None:
        if one != other:
            self._set(one, other, self._sums[one].get(other, 0.0) + score, self._counts[one].get(other, 0) + 1)

    def run(self) -> list[list[int]]:
        heap = [(-self._average(a, b), a, b) for a, row in sorted(self._sums.items()) for b in sorted(row) if a < b]
        heapq.heapify(heap)
        following = len(self._members)
        while heap:
            score, one, other = heapq.heappop(heap)
            if -score < TOGETHER:
                break
            if one not in self._members or other not in self._members:
                continue
            if (self._reaches[one] + self._reaches[other]).is_too_far:
                continue
            for near in self._merge(one, other, following):
                heapq.heappush(heap, (-self._average(near, following), near, following))
            following += 1
        return list(self._members.values())

    def _merge(self, one: int, other: int, new: int) -> list[int]:
        """Make two clusters one; gives those that it has scored pairs with."""
        self._members[new] = self._members.pop(one) + self._members.pop(other)
        self._reaches[new] = self._reaches[one] + self._reaches[other]
        near = sorted(cluster for cluster in {*self._sums[one], *self._sums[other]} if cluster in self._members)
        for cluster in near:
            total = self._sums[one].get(cluster, 0.0) + self._sums[other].get(cluster, 0.0)
            self._set(new, cluster, total, self._counts[one].get(cluster, 0) + self._counts[other].get(cluster, 0))
        for gone in (one, other):
            del self._sums[gone], self._counts[gone]
        return near

    def _set(self, one: int, other: int, total: float, count: int) -> None:
        self._sums[one][other] = self._sums[other][one] = total
        self._counts[one][other] = self._counts[other][one] = count

    def _average(self, one: int, other: int) -> float:
        count = self._counts[one][other]
        unseen = max(0, min(self._reaches[one].size * self._reaches[other].size, _UNSEEN_MOST) - count)
        return (self._sums[one][other] + unseen * _UNSEEN) / (count + unseen)
