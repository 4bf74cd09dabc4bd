"""A stream of two partitions on a real Flink, killed, stopped and gone on with while messages come: each is one row."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.flink_cluster import Cluster, needs_cluster, running_cluster
from tests.support.kafka_broker import Broker, needs_broker, running_broker
from tests.support.running_stream import Stream, children, newest_task_manager, read_rows, windows
from tests.support.story_site import story_site

STORY = "QUAY, Oct. 9 (Harbour Wire) - At least {0} people were killed on Sunday when a ferry sank, the port said."
SEEDS = range(int(os.environ.get("WIRE_STREAM_SEEDS", "1")))
"""Ten take a quarter of an hour: for whoever works on streams."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with running_broker(tmp_path_factory.mktemp("broker")) as started:
        yield started


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


def record(name: str, day: str = "2025-03-01") -> str:
    return json.dumps({"id": name, "text": STORY.format(len(name) + 30), "published_at": day})


def topic_of(broker: Broker, topic: str) -> list[str]:
    return ["--input", f"kafka://{broker.servers}/{topic}"]


def held_pauses(savepoint: str) -> set[int]:
    """The numbers of a reader's pauses that a savepoint names. Beam counts from 1 whenever a job begins or goes on."""
    held = b"".join(path.read_bytes() for path in Path(savepoint.partition("file:")[2]).iterdir())
    return {int(number) for number in re.findall(rb"sdf_checkpoint:(\d+):", held)}


class Publisher:
    """Ten messages a second, one partition after another, in publications of three days."""

    def __init__(self, broker: Broker, topic: str) -> None:
        self.count = 0
        self._broker = broker
        self._topic = topic
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._publish)
        self._thread.start()

    def _publish(self) -> None:
        while not self._stop.wait(0.5):
            for partition in (0, 1):
                records = [record(str(n), f"2025-03-{1 + n % 3:02}") for n in range(self.count, self.count + 5)]
                self._broker.publish(self._topic, *records, partition=partition)
                self.count += 5

    def stop(self) -> int:
        self._stop.set()
        self._thread.join()
        return self.count


@pytest.mark.skipif(sys.platform != "linux", reason="finds workers by /proc")
@pytest.mark.parametrize("seed", SEEDS)
@needs_broker
@needs_cluster
def test_messages_are_rows_once_whoever_dies(cluster: Cluster, broker: Broker, tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - the same moments each time
    topic, output = f"killed-{seed}", tmp_path / "out"
    broker.make_topic(topic, 2)
    publisher = Publisher(broker, topic)
    stream = Stream(cluster, topic_of(broker, topic), output)
    try:
        stream.await_more(20)
        time.sleep(drawn.uniform(0, 8))
        os.kill(drawn.choice(children(newest_task_manager(cluster))), signal.SIGKILL)
        stream.await_restarts(1)
        stream.await_more(50)
        time.sleep(drawn.uniform(0, 8))
        os.kill(newest_task_manager(cluster), signal.SIGKILL)
        cluster.add_task_manager()
        stream.await_restarts(2)
        stream.await_more(50)
        time.sleep(drawn.uniform(0, 8))
        savepoint = stream.stop()
        stream = Stream(cluster, topic_of(broker, topic), output, savepoint)
        stream.await_more(50)
        published = publisher.stop()
        stream.await_rows(lambda found: len(found) == published)
        savepoint = stream.stop()
    finally:
        publisher.stop()
        stream.kill()
    assert read_rows(output) == Counter(map(str, range(published)))
    told = windows(output)
    assert sum(window["requests"] for window in told) == published
    assert [window["run_id"] for window in told if window["missing"]] == []
    kept = re.findall(r"Checkpoint storage is set to '(\w+)'", (cluster.folder / "task-manager-1.log").read_text())
    assert set(kept) == {"filesystem"}, "else a step may not hold more than 5 MB"
    pauses = held_pauses(savepoint)
    assert 0 < len(pauses) < max(pauses), "a state is kept of each pause"
    assert list(output.rglob("*.tmp")) == []
    warned = [line for line in stream.said.read_text().splitlines() if " WARNING " in line]
    assert [line for line in warned if "the job is begun again" not in line] == []


@needs_broker
@needs_cluster
def test_addresses_broken_messages_and_a_second_start(cluster: Cluster, broker: Broker, tmp_path: Path) -> None:
    broker.make_topic("mixed", 2)
    output = tmp_path / "out"
    with story_site() as site:
        page = site.put_story("/story/1")
        ours = ("--allow_host", "127.0.0.1", "--host_delay", "0")
        stream = Stream(cluster, topic_of(broker, "mixed"), output, *ours)
        try:
            broker.publish("mixed", page, "{broken", partition=0)
            stream.await_rows(lambda found: found.total() == 1)
            broker.publish("mixed", page, page, partition=1)
            broker.publish("mixed", record("a"), partition=1)
            stream.await_rows(lambda found: found.total() == 2)
            stream.stop()
            stream = Stream(
                cluster, topic_of(broker, "mixed"), output, *ours
            )  # without the savepoint: as the manifests say
            broker.publish("mixed", record("b"), partition=0)
            stream.await_rows(lambda found: found.total() == 3)
            stream.stop()
        finally:
            stream.kill()
    assert read_rows(output) == {None: 1, "a": 1, "b": 1}
    told = windows(output)
    assert sum(window["requests"] for window in told) == 6
    assert sum(window["repeated_requests"] for window in told) == 2
    assert sum((Counter(window["failures"]) for window in told), Counter()) == {"malformed_record": 1}
    assert [window["missing"] for window in told if window["missing"]] == []
