"""Brokers that ask who is there, topics that have nothing, and a broker that is away for longer than anybody waits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.sources.kafka import TopicStream
from pipeline.topics import parse_topic
from tests.support.certificates import make_contexts
from tests.support.kafka_broker import PASSWORD, USER, Broker, needs_broker, running_broker

ROOT = Path(__file__).parents[3]
STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said. Story {0}."
PATIENCE = 120
SHORTENED = 225
"""Times that an hour is made shorter. Whatever the client does about a broker that is away, it does by the clock of one
of these settings, of which the longest is a quarter of an hour; when all have run out four times nothing is left in it
that a longer wait could change. So an hour of the settings' own length is sixteen seconds of these.
"""
PATIENT = {
    "metadata.max.age.ms": 900_000,
    "topic.metadata.refresh.interval.ms": 300_000,
    "max.poll.interval.ms": 300_000,
    "socket.timeout.ms": 60_000,
    "session.timeout.ms": 45_000,
    "socket.connection.setup.timeout.ms": 225_000,
    "coordinator.query.interval.ms": 600_000,
    "topic.metadata.propagation.max.ms": 30_000,
    "reconnect.backoff.ms": 100,
    "reconnect.backoff.max.ms": 10_000,
}
"""Milliseconds by default; the time to make a connection is longer here than its thirty seconds, as it must not fall
below one when it is made shorter."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder = tmp_path_factory.mktemp("broker")
    authority, _ = make_contexts(folder)
    with running_broker(folder, authority) as started:
        yield started


def record(name: str) -> str:
    return json.dumps({"id": name, "text": STORY.format(name), "published_at": "2025-03-01"})


def write_config(folder: Path, settings: Mapping[str, object]) -> Path:
    path = folder / "consumer.properties"
    path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    return path


def secured(broker: Broker, mechanism: str = "PLAIN") -> dict[str, str]:
    return {
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": mechanism,
        "sasl.username": USER,
        "sasl.password": PASSWORD,
        "ssl.ca.location": str(broker.authority),
    }


@contextmanager
def watching(folder: Path, topic: str, config: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["--input", topic, "--output", str(folder / "out"), "--watch", "0.2", "--kafka_config", str(config)]
    with (folder / "log").open("w") as log:
        watcher = subprocess.Popen([sys.executable, "-m", "pipeline", *words], cwd=ROOT, stderr=log, text=True)  # noqa: S603
    try:
        yield watcher
    finally:
        watcher.kill()
        watcher.wait()


def read_ids(folder: Path) -> Counter[str]:
    tables = folder / "out" / "articles"
    if not any((folder / "out" / "_runs").glob("*.json")):
        return Counter()
    return Counter(ds.dataset(tables, format="parquet").to_table(columns=["source_id"])["source_id"].to_pylist())


def wait_for(folder: Path, watcher: subprocess.Popen[str], names: str) -> None:
    end = time.monotonic() + PATIENCE
    while read_ids(folder) != Counter(names):
        assert watcher.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < end, (folder / "log").read_text()
        time.sleep(0.1)


@needs_broker
@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-512"])
def test_a_secured_broker(broker: Broker, mechanism: str, tmp_path: Path) -> None:
    topic = f"secret-{mechanism}"
    broker.make_topic(topic, 1)
    broker.publish(topic, record("a"), record("b"))
    config = write_config(tmp_path, secured(broker, mechanism))
    with watching(tmp_path, f"kafka://{broker.secure_servers}/{topic}", config) as watcher:
        wait_for(tmp_path, watcher, "ab")
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(written) > 5
    assert not [path for path in [*written, tmp_path / "log"] if PASSWORD.encode() in path.read_bytes()]


@needs_broker
@pytest.mark.parametrize(
    ("wrong", "said"), [("password", "uthentication failed"), ("authority", "certificate verify failed")]
)
def test_who_is_not_let_in_waits_and_says_why_once(
    broker: Broker, wrong: str, said: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = secured(broker)
    if wrong == "password":
        settings["sasl.password"] = "guessed"
    else:
        settings["ssl.ca.location"], _ = make_contexts(tmp_path)
    stream = TopicStream(parse_topic(f"kafka://{broker.secure_servers}/closed"), settings, {})
    with caplog.at_level("WARNING"):
        assert [stream.take() for _ in range(3)] == [[], [], []]
    stream.close()
    told = [message for message in caplog.messages if message.endswith("; waiting")]
    assert any(said in message for message in told)
    assert len(told) < 4


def test_settings_that_the_client_does_not_take_are_said() -> None:
    with pytest.raises(ValueError, match=r"--kafka_config: .*ssl\.ca\.location"):
        TopicStream(
            parse_topic("kafka://127.0.0.1:1/t"), {"security.protocol": "ssl", "ssl.ca.location": "none.pem"}, {}
        )


@needs_broker
def test_a_topic_that_is_empty_has_nothing_until_it_has(broker: Broker) -> None:
    broker.make_topic("empty", 2)
    stream = TopicStream(parse_topic(f"kafka://{broker.servers}/empty"), {}, {})
    assert [stream.take() for _ in range(2)] == [[], []]
    broker.publish("empty", record("a"), partition=1)
    *messages, offsets = stream.take()
    assert [line["id"] for line in messages] == ["a"]
    assert offsets["next"] == {"0": 0, "1": 1}
    stream.close()


@needs_broker
def test_a_broker_may_be_away_for_an_hour(broker: Broker, tmp_path: Path) -> None:
    broker.make_topic("hour", 2)
    broker.publish("hour", record("a"), partition=0)
    shortened = {name: milliseconds // SHORTENED for name, milliseconds in PATIENT.items()}
    config = write_config(tmp_path, shortened)
    with watching(tmp_path, f"kafka://{broker.servers}/hour", config) as watcher:
        wait_for(tmp_path, watcher, "a")
        broker.kill()
        time.sleep(3_600 / SHORTENED)
        said = (tmp_path / "log").read_text()
        broker.start()
        broker.publish("hour", record("b"), partition=0)
        broker.publish("hour", record("c"), partition=1)
        wait_for(tmp_path, watcher, "abc")
    assert "; waiting" in said
    assert said.count("; waiting") < 5, "it says so once, not at every look"
