from __future__ import annotations

import math

import pytest

from pipeline.polling.rhythm import Pace, Rhythm, choose_interval, first_rhythm, penalise, read_freshness, spread

HOUR = 3_600.0
PACE = Pace(60.0, HOUR)


def choose(rhythm: Rhythm, items: int = 60, wished: float | None = None, fresh_for: float | None = None) -> float:
    return choose_interval(rhythm, items, PACE, wished=wished, fresh_for=fresh_for)


def test_a_feed_is_asked_as_often_as_something_new_comes() -> None:
    assert choose(Rhythm(10, 10 * 900)) == 900
    assert choose(Rhythm(0, 5 * HOUR)) == PACE.most
    assert choose(Rhythm(1_000, HOUR)) == PACE.least


def test_what_rolls_off_soon_is_asked_for_sooner_than_it_wishes() -> None:
    assert choose(Rhythm(10, 9_000), wished=2_400) == 2_400
    assert choose(Rhythm(10, 9_000), items=2, wished=2_400) == pytest.approx(720)
    assert choose(Rhythm(10, 9_000), wished=86_400) == PACE.most
    assert choose(Rhythm(10, 9_000), items=2, fresh_for=1_800) == 1_800


def test_the_rhythm_follows_a_change_within_hours() -> None:
    rhythm = Rhythm().heard(0, 10 * HOUR)
    for _ in range(6):
        rhythm = rhythm.heard(4, HOUR)
    assert 900 <= rhythm.pause <= 1_800
    for _ in range(48):
        rhythm = rhythm.heard(0, HOUR)
    assert rhythm.pause > HOUR


def test_the_first_poll_tells_the_rhythm_by_the_stated_times() -> None:
    assert first_rhythm([1_000.0 + 600 * n for n in range(20)]).pause == pytest.approx(600)
    assert first_rhythm([]).pause == math.inf
    assert first_rhythm([5e8, 1e9]).pause > PACE.most


def test_failures_slow_down_and_a_missing_feed_further() -> None:
    waits = [penalise(300, n, HOUR, missing=False, retry_after=None) for n in (1, 2, 3, 4, 9)]
    assert waits == [600, 1_200, 2_400, 3_600, 3_600]
    assert penalise(300, 9, HOUR, missing=True, retry_after=None) == 86_400
    assert penalise(300, 1, HOUR, missing=False, retry_after=7_200) == 7_200


def test_feeds_drift_apart_but_not_from_themselves() -> None:
    waits = [spread(100, f"https://a.example/{n}", 1) for n in range(50)]
    assert all(90 <= wait <= 110 for wait in waits)
    assert len(set(waits)) > 40
    assert waits[3] == spread(100, "https://a.example/3", 1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("public, max-age=300", 300),
        ("max-age=300, no-cache", None),
        ("private", None),
        (None, None),
        ("max-age=x", None),
    ],
)
def test_freshness(said: str | None, seconds: float | None) -> None:
    assert read_freshness(said) == seconds
