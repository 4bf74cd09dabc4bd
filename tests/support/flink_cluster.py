"""A real Flink cluster on loopback, by flink/cluster.sh; its jars are where run_tests.sh puts them."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SCRIPT = ROOT / "flink/cluster.sh"

_has_jars = pytest.mark.skipif(
    not (ROOT / ".flink/lib/cluster.jar").exists() or shutil.which("java") is None,
    reason="no Java, or no jars of Flink in .flink: run_tests.sh fetches them with Maven",
)


def needs_cluster(test: Callable[..., None]) -> Callable[..., None]:
    """A test that talks to a cluster; its start alone takes ten seconds."""
    marked: Callable[..., None] = pytest.mark.slow(_has_jars(test))
    return marked


@dataclass(frozen=True)
class Cluster:
    """A JobManager, its TaskManagers of two slots each, and a job server; folder holds logs, savepoints and pids."""

    folder: Path
    first_port: int

    @property
    def rest(self) -> str:
        """Flink's own interface: http://HOST:PORT."""
        return f"http://127.0.0.1:{self.first_port}"

    @property
    def job_endpoint(self) -> str:
        return f"127.0.0.1:{self.first_port + 2}"

    def options(self, python: str = sys.executable) -> list[str]:
        """What makes a command of wire-ingest run here, with workers of this Python that the TaskManagers start."""
        command = {"command": str(_SCRIPT.with_name("boot")), "env": {"WIRE_PYTHON": python}}
        named = ["--runner", "PortableRunner", "--job_endpoint", self.job_endpoint]
        return [*named, "--environment_type", "PROCESS", "--environment_config", json.dumps(command)]

    def pids(self) -> dict[str, int]:
        """By name: job-manager, job-server, task-manager-1 ..."""
        return {path.name: int(path.read_text()) for path in (self.folder / "pids").iterdir()}

    def kill_task_manager(self, number: int) -> None:
        """kill -9; its workers end with it."""
        os.kill(self.pids()[f"task-manager-{number}"], signal.SIGKILL)

    def add_task_manager(self) -> None:
        """One more, as whoever looks after a cluster starts one for one that died."""
        _run("task-manager", str(self.folder))


@contextmanager
def running_cluster(folder: Path, task_managers: int = 1) -> Iterator[Cluster]:
    """Seconds to start: about ten. Where it fails, the last lines of its logs are shown."""
    cluster = Cluster(folder, free_ports(4))
    _run("start", str(folder), "--task-managers", str(task_managers), "--first-port", str(cluster.first_port))
    try:
        yield cluster
    finally:
        _run("stop", str(folder))


def _run(*words: str) -> None:
    command = [str(_SCRIPT), *words]
    done = subprocess.run(command, env=_proxied(), capture_output=True, text=True, check=False, timeout=600)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def _proxied() -> dict[str, str]:
    """As where a proxy is set for the world outside: nothing between processes of a cluster may go through it."""
    ours = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
    return ours | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}  # nobody listens there


def free_ports(count: int) -> int:
    """The first of so many ports in a row that nobody listens to. Below those that the system gives to whoever asks."""
    drawn = random.SystemRandom()
    while True:
        first = drawn.randrange(20_000, 30_000)
        try:
            for port in range(first, first + count):
                with socket.socket() as asked:
                    asked.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


def ingest(inputs: list[str], output: Path, *words: str) -> subprocess.Popen[str]:
    """A run in a folder that is neither the project's nor a worker's; always of one name, which is in the rows."""
    command = [sys.executable, "-m", "pipeline", *inputs, "--output", str(output), "--run_id", "a", *words]
    return subprocess.Popen(command, cwd=output.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603


def end(run: subprocess.Popen[str]) -> None:
    """Wait until it is done, which it must be, and well."""
    said, _ = run.communicate(timeout=600)
    assert run.returncode == 0, said
