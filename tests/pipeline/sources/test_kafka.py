"""Topics on a real broker: what is published becomes rows once, through crashes on either side."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from confluent_kafka import Consumer

from pipeline.__main__ import main
from pipeline.intake import Line
from pipeline.manifest import Accounts
from pipeline.options import parse_options
from pipeline.running import run
from pipeline.sources.kafka import TopicStream
from pipeline.topics import parse_topic, read_config, read_message
from tests.support.kafka_broker import Broker, needs_broker, running_broker

NOW = datetime(2025, 3, 4, tzinfo=UTC)
STORY = "BEIRUT, Oct. 9 (Reuters) - At least 32 people were killed on Sunday in Idlib, activists said. Story {0}."


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with running_broker(tmp_path_factory.mktemp("broker")) as started:
        yield started


def record(name: str) -> str:
    return json.dumps({"id": name, "text": STORY.format(name), "published_at": "2025-03-01"})


def stream_of(broker: Broker, topic: str, **reached: int) -> TopicStream:
    places = {name.lstrip("p"): offset for name, offset in reached.items()}
    return TopicStream(parse_topic(f"kafka://{broker.servers}/{topic}"), {"group.id": f"of-{topic}"}, places)


def origins(lines: list[Line]) -> list[str]:
    return [line["origin"].rpartition("/")[2] for line in lines if line["is"] == "message"]


def take_until(stream: TopicStream, count: int) -> list[Line]:
    lines: list[Line] = []
    end = time.monotonic() + 60
    while len([line for line in lines if line["is"] != "offsets"]) < count:
        assert time.monotonic() < end
        taken = stream.take()
        stream.settle(taken)
        lines += taken
    return lines


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (record("a"), "message", "kafka://b:1/t: 7"),
        ("https://quay.example/a?b=c", "story", "https://quay.example/a?b=c"),
        ('{"url": "https://quay.example/a", "title": "T", "published_at": "3 Jan 2025"}', "story", "2025-01-03"),
        ("{broken", "refused", "neither JSON nor an address"),
        ("[1]", "refused", "not a JSON object"),
        ('{"id": "x"}', "refused", "needs exactly one of"),
        ('{"text": "a", "html": "b"}', "refused", "needs exactly one of"),
        ('{"html_file": "/etc/passwd"}', "refused", "names no files"),
        ('{"url": 7}', "refused", "url is not a string"),
        ("", "refused", "the message is empty"),
        (b"\xff\xfe\x00", "refused", "not UTF-8"),
    ],
)  # fmt: skip
def test_what_a_message_may_hold(value: str | bytes, kind: str, said: str) -> None:
    line = read_message(value if isinstance(value, bytes) else value.encode(), "kafka://b:1/t: 7", NOW)
    assert line["is"] == kind
    assert said in json.dumps(line)


@pytest.mark.parametrize("url", ["kafka://host:9092", "kafka:///topic", "kafka://u:p@host/topic", "kafka://h/a/b"])
def test_a_topic_is_named_in_full_and_without_secrets(url: str) -> None:
    with pytest.raises(ValueError, match="write kafka://HOST:PORT/TOPIC"):
        parse_topic(url)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--input", "kafka://h:1/t"], "add --watch"),
        (["--input", "kafka://h:1/t", "--watch", "1", "--kafka_config", "CONFIG"], "line 2 is not name=value"),
    ],
)
def test_what_makes_no_sense_is_said(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").write_text("# ours\nnonsense\n")
    words = [word.replace("CONFIG", str(tmp_path / "config")) for word in arguments]
    assert main([*words, "--output", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err


def test_settings_are_read_as_the_client_names_them() -> None:
    assert read_config(["# x", "", "sasl.password = a=b ", "group.id=g"]) == {"sasl.password": "a=b", "group.id": "g"}


@needs_broker
def test_messages_are_taken_in_order_and_settled_before_they_count(broker: Broker) -> None:
    broker.make_topic("plain", 1)
    broker.publish("plain", *(record(str(number)) for number in range(5)))
    first = take_until(stream_of(broker, "plain"), 5)
    assert origins(first) == [f"plain: partition 0, offset {number}" for number in range(5)]
    assert first[-1] == {"is": "offsets", "topic": f"kafka://{broker.servers}/plain", "next": {"0": 5}}
    unsettled = stream_of(broker, "plain")
    assert origins(unsettled.take()) == origins(first), "nothing was settled, so another process reads the same"
    broker.publish("plain", record("6"))
    after_a_crash = stream_of(broker, "plain")
    after_a_crash.settle(first)  # as from the intake that the dead run left
    assert origins(take_until(after_a_crash, 1)) == ["plain: partition 0, offset 5"]


@needs_broker
def test_the_broker_is_told_how_far_it_went_and_asked_only_when_no_manifest_says(broker: Broker) -> None:
    broker.make_topic("told", 1)
    broker.publish("told", *(record(str(number)) for number in range(3)))
    stream = stream_of(broker, "told")
    stream.finished(take_until(stream, 3))
    stream.close()
    broker.publish("told", record("3"))
    assert origins(take_until(stream_of(broker, "told"), 1)) == ["told: partition 0, offset 3"]
    assert origins(take_until(stream_of(broker, "told", p0=1), 3))[0] == "told: partition 0, offset 1"


@needs_broker
def test_a_topic_may_come_later_grow_and_have_other_readers(broker: Broker) -> None:
    stream = stream_of(broker, "late")
    assert stream.take() == []
    broker.make_topic("late", 1)
    other = Consumer({"bootstrap.servers": broker.servers, "group.id": "of-late", "auto.offset.reset": "earliest"})
    other.subscribe(["late"])  # a member of the same group, whose coming and going is a rebalance
    broker.publish("late", record("a"))
    found = take_until(stream, 1)
    other.consume(1, timeout=20)
    broker.grow_topic("late", 3)
    for partition in range(3):
        broker.publish("late", record(f"b{partition}"), partition=partition)
    other.close()
    found += take_until(stream, 3)
    assert Counter(origins(found)) == Counter(
        f"late: partition {partition}, offset {offset}" for partition, offset in [(0, 0), (0, 1), (1, 0), (2, 0)]
    )


@needs_broker
def test_a_topic_that_never_falls_silent_is_read_all_the_same(broker: Broker) -> None:
    broker.make_topic("busy", 1)
    stop = threading.Event()

    def publish() -> None:
        while not stop.wait(0.2):
            broker.publish("busy", record("a"))

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        stream = stream_of(broker, "busy")
        took: list[list[Line]] = []
        while sum(map(len, took)) < 10:
            took.append(stream.take())
            stream.settle(took[-1])
    finally:
        stop.set()
        publisher.join()
    assert max(map(len, took)) < 60


@needs_broker
def test_messages_that_are_gone_are_told(broker: Broker) -> None:
    broker.make_topic("anew", 1)
    broker.publish("anew", record("a"))
    lines = take_until(stream_of(broker, "anew", p0=100), 2)
    (told,) = [line for line in lines if line["is"] == "refused"]
    assert "the topic was made anew; reading goes on at 0" in told["detail"]
    assert origins(lines) == ["anew: partition 0, offset 0"]


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(output / table, partitioning="hive").to_table().to_pylist()
    return found


@needs_broker
def test_a_topic_becomes_tables(broker: Broker, tmp_path: Path) -> None:
    broker.make_topic("news", 2)
    broker.publish("news", *(record(str(number)) for number in range(6)), "{broken", partition=1)
    words = ["--input", f"kafka://{broker.servers}/news", "--output", str(tmp_path), "--watch", "0.1"]

    def watch() -> Iterator[Accounts]:
        return run(*parse_options(words))

    runs = watch()
    assert next(runs).rows["articles"] == 6
    (failure,) = rows(tmp_path, "failures")
    assert failure["reason"] == "malformed_record"
    assert failure["detail"].startswith(f"kafka://{broker.servers}/news: partition 1, offset 6: neither JSON")
    del runs
    broker.publish("news", record("6"), partition=0)
    assert next(watch()).rows["articles"] == 1
    assert Counter(row["source_id"] for row in rows(tmp_path, "articles")) == Counter(map(str, range(7)))
    reached = [json.loads(path.read_text())["offsets"] for path in sorted((tmp_path / "_runs").glob("*.json"))]
    assert [offsets[f"kafka://{broker.servers}/news"] for offsets in reached] == [{"0": 0, "1": 7}, {"0": 1, "1": 7}]
