from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.polling.rhythm import Pace
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
