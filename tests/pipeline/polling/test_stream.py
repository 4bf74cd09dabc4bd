from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.polling.answers import Root
from pipeline.polling.rhythm import Pace
from pipeline.polling.schedule import FeedState
from pipeline.polling.stream import FeedStream, Scope
from pipeline.state.feed_store import FeedStore
from tests.pipeline.polling.test_simulated_day import MIDNIGHT, SimulatedFeed, SimulatedHosts


def test_a_host_with_many_feeds_does_not_hold_up_the_others(tmp_path: Path) -> None:
    names = [f"https://big.example/{number}" for number in range(50)] + ["https://small.example/1"]
    hosts = SimulatedHosts([SimulatedFeed(name, 10.0, 15, 200, dated=True) for name in names])
    stream = FeedStream(names, hosts, FeedStore(str(tmp_path)), Scope(Pace(60, 600)), now=lambda: MIDNIGHT)
    stream.settle(stream.take())
    assert Counter(urlsplit(url).hostname for url in hosts.polls) == {"big.example": 20, "small.example": 1}
    for _ in range(2):
        stream.settle(stream.take())
    assert set(hosts.polls.values()) == {1}
    assert len(hosts.polls) == 51


@pytest.mark.parametrize("root", ["any", "feeds"])
def test_a_feed_that_is_due_is_asked_once(tmp_path: Path, root: Root) -> None:
    hosts = SimulatedHosts([SimulatedFeed("https://quay.example/rss", 10.0, 15, 200, dated=True)])
    stream = FeedStream(
        hosts.feeds, hosts, FeedStore(str(tmp_path)), Scope(Pace(60, 600), root=root), now=lambda: MIDNIGHT
    )
    stream.settle(stream.take())
    stream.settle(stream.take())
    assert hosts.polls == {"https://quay.example/rss": 1}


def test_of_more_feeds_than_can_be_asked_those_come_first_that_have_waited_longest_in_times_of_their_pause(
    tmp_path: Path,
) -> None:
    names = [f"https://host{number % 50}.example/{number}" for number in range(600)]
    quick = set(names[500:])
    store = FeedStore(str(tmp_path))
    for name in names:  # the quick ones were due five minutes ago, the slow ones ten
        pause, late = (120.0, 300.0) if name in quick else (3_600.0, 600.0)
        asked = MIDNIGHT - late - pause
        state = FeedState(name, 1, asked, asked + pause, pause)
        at = datetime.fromtimestamp(asked, UTC).isoformat()
        store.settle([{"is": "poll", "polled_at": at, "state": state.as_plain(), "shown": []}])
    hosts = SimulatedHosts([SimulatedFeed(name, 10.0, 15, 200, dated=True) for name in names])
    FeedStream(names, hosts, store, Scope(Pace(60, 3_600)), now=lambda: MIDNIGHT).take()
    assert len(hosts.polls) == 500
    assert quick <= hosts.polls.keys()
