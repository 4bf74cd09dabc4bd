"""Too many failures: of a run by itself, of a watcher over a span."""

from __future__ import annotations

import pytest

from pipeline.failure_rate import FailureRate


@pytest.mark.parametrize(("articles", "failures", "share"), [(9, 1, 0.1), (0, 3, 1.0), (5, 0, 0.0), (0, 0, 0.0)])
def test_a_run_is_judged_by_itself(articles: int, failures: int, share: float) -> None:
    assert FailureRate().add(articles, failures) == share


def test_a_watcher_is_judged_over_the_newest_hundred() -> None:
    rate = FailureRate(100)
    assert rate.add(0, 1) == 0.0  # one bad file, the first, ends nobody's night
    assert rate.add(98, 0) == 0.0
    assert rate.add(1, 0) == 0.01
    assert rate.add(98, 3) == 3 / 101  # which alone hold enough
    shares = [rate.add(0, 10) for _ in range(10)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
