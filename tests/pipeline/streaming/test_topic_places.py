"""How far a topic is read, as a runner keeps it."""

from __future__ import annotations

import pickle

import pytest

from pipeline.streaming.endless import EndlessProvider, EndlessTracker
from pipeline.streaming.topic_places import Claim, TopicPlaces, TopicStart


def test_reading_begins_where_the_manifests_end() -> None:
    start = TopicStart("kafka://b:1/t", ((0, 7), (3, 2)), 0)
    assert pickle.loads(pickle.dumps(start)) == start  # noqa: S301 - our own, as Beam does
    assert EndlessProvider().initial_restriction(start) == TopicPlaces({0: (7, 0), 3: (2, 0)})


def test_who_goes_on_gets_all_that_is_to_come_and_nobody_else_anything() -> None:
    tracker = EndlessTracker(TopicPlaces({0: (7, 0), 1: (2, 5)}))
    assert tracker.try_claim(Claim(0, 7, 100))
    assert tracker.try_split(0.5) is None
    with pytest.raises(ValueError, match="nobody to go on"):
        tracker.check_done()
    (_, rest) = tracker.try_split(0) or (None, None)
    assert rest == TopicPlaces({0: (8, 100), 1: (2, 5)})
    assert not tracker.try_claim(Claim(0, 8, 101)), "it is another's now"
    assert tracker.check_done()
    assert tracker.try_split(0) is None
    assert not tracker.is_bounded()


def test_what_is_to_come_is_something_before_there_is_a_topic() -> None:
    (_, residual) = EndlessTracker(TopicPlaces({})).try_split(0) or (None, None)
    assert residual, "a runner takes what is false for nothing, and the topic would never be read"
