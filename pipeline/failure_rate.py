"""How many articles fail, over a span of runs: one run of a watcher is often one file, and may be one bad page."""

from __future__ import annotations

from collections import deque


class FailureRate:
    """Failures as a share of articles and failures, over the newest runs that hold `least` of them together."""

    def __init__(self, least: int = 1) -> None:
        self._least = least
        self._runs: deque[tuple[int, int]] = deque()

    def add(self, articles: int, failures: int) -> float:
        """Count a run; gives the share since then, 0 while fewer than `least` are known."""
        self._runs.append((articles, failures))
        while sum(map(sum, self._runs)) - sum(self._runs[0]) >= self._least:
            self._runs.popleft()
        total = sum(map(sum, self._runs))
        return sum(failed for _, failed in self._runs) / total if total >= self._least else 0.0
