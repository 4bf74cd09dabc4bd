"""A real Kafka broker on loopback: one process, its jars where run_tests.sh puts them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from confluent_kafka import KafkaException, Producer
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic  # type: ignore[attr-defined]  # re-exported

ROOT = Path(__file__).parents[2]
JARS = ROOT / ".kafka"

_has_broker = pytest.mark.skipif(
    not any(JARS.glob("kafka_*.jar")) or shutil.which("java") is None,
    reason="no Java, or no jars of Kafka in .kafka: run_tests.sh fetches them with Maven",
)


def needs_broker(test: Callable[..., None]) -> Callable[..., None]:
    """A test that talks to a broker; its start alone takes ten seconds."""
    marked: Callable[..., None] = pytest.mark.slow(_has_broker(test))
    return marked


_PROPERTIES = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
offsets.topic.num.partitions=1
log.dirs={logs}
"""
_SECURE_PROPERTIES = """
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller},SASL_SSL://127.0.0.1:{secure}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},SASL_SSL://127.0.0.1:{secure}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
    user_{user}="{password}";
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
ssl.keystore.type=PEM
ssl.keystore.location={key}
"""
USER, PASSWORD = "wire", "Quay-4711"
"""Of a secured broker."""


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


class Broker:
    """A broker that can be killed and started again where it was. Seconds to start: about ten.

    authority: a PEM file for clients of `secure_servers`, which talk TLS and name USER and PASSWORD, PLAIN or
    SCRAM-SHA-512; its key lies beside it, as sound.pem. The other servers take whoever comes.
    """

    def __init__(self, folder: Path, authority: str | None = None) -> None:
        self._folder = folder
        self.authority = authority
        self._settings = folder / "server.properties"
        self._process: subprocess.Popen[bytes] | None = None
        self.port, self._secure_port = _free_port(), _free_port()
        places = {"port": self.port, "controller": _free_port(), "logs": folder / "logs"}
        settings, scram = _PROPERTIES.format(**places), []
        if authority is not None:
            key = Path(authority).with_name("sound.pem")
            more = {"secure": self._secure_port, "user": USER, "password": PASSWORD, "key": key}
            settings += _SECURE_PROPERTIES.format(**places, **more)  # of two lines of one name the last counts
            scram = ["--add-scram", f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"]
        self._settings.write_text(settings, encoding="utf-8")
        storage = ["kafka.tools.StorageTool", "format", "-t", "c0ffeec0ffeec0ffeec0fw", "-c", str(self._settings)]
        subprocess.run(self._java([*storage, *scram]), check=True, capture_output=True, timeout=120)  # noqa: S603

    @property
    def servers(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def secure_servers(self) -> str:
        return f"127.0.0.1:{self._secure_port}"

    @staticmethod
    def _java(words: Sequence[str]) -> list[str]:
        return ["java", "-Xmx384m", "-cp", f"{JARS}/*", *words]

    def start(self) -> None:
        with (self._folder / "broker.log").open("ab") as log:
            words = self._java(["kafka.Kafka", str(self._settings)])
            self._process = subprocess.Popen(words, stdout=log, stderr=log)  # noqa: S603
        end = time.monotonic() + 120
        while True:
            try:
                AdminClient({"bootstrap.servers": self.servers, "log_level": 0}).list_topics(timeout=2)
            except KafkaException:
                assert self._process.poll() is None, (self._folder / "broker.log").read_text()[-2_000:]
                assert time.monotonic() < end, "the broker does not answer"
            else:
                return

    def kill(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def make_topic(self, name: str, partitions: int) -> None:
        admin = self._admin()
        (made,) = admin.create_topics([NewTopic(name, partitions, 1)]).values()
        made.result(30)

    def grow_topic(self, name: str, partitions: int) -> None:
        admin = self._admin()
        (made,) = admin.create_partitions([NewPartitions(name, partitions)]).values()
        made.result(30)

    def _admin(self) -> AdminClient:
        return AdminClient({"bootstrap.servers": self.servers})

    def publish(self, topic: str, *values: bytes | str, partition: int = -1) -> None:
        producer = Producer({"bootstrap.servers": self.servers, "linger.ms": 5})
        for value in values:
            producer.produce(topic, value, partition=partition)
            producer.poll(0)
        assert producer.flush(60) == 0


@contextmanager
def running_broker(folder: Path, authority: str | None = None) -> Iterator[Broker]:
    broker = Broker(folder, authority)
    broker.start()
    try:
        yield broker
    finally:
        broker.kill()
