"""The command with --stream, as a process whose rows are awaited, and what it has left in the tables."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from tests.support.flink_cluster import Cluster

NAME = "quay"


class Stream:
    """The command, of five-second windows. inputs: with their --input."""

    def __init__(self, cluster: Cluster, inputs: Sequence[str], output: Path, *more: str) -> None:
        self.output = output
        self.said = output.with_suffix(".log")
        words = ["--stream", "5s", *inputs, "--output", str(output), "--run_id", NAME]
        words += ["--parallelism", "2", "--flink_master", cluster.rest.removeprefix("http://")]
        command = [sys.executable, "-m", "pipeline", *words, *cluster.options(), *more]
        with self.said.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=output.parent, stdout=log, stderr=log)  # noqa: S603

    def await_rows(self, are_enough: Callable[[Counter[str]], bool]) -> None:
        self._await(lambda: are_enough(read_rows(self.output)))

    def await_restarts(self, count: int) -> None:
        """Until Flink has noticed that somebody died, which takes it half a minute."""
        self._await(lambda: self.said.read_text().count("the job is begun again") >= count)

    def _await(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 240  # a machine that does much else gets there, too
        while not condition():
            assert self._process.poll() is None, self.said.read_text()
            assert time.monotonic() < end, self.said.read_text()
            time.sleep(0.5)

    def await_more(self, rows: int) -> None:
        have = read_rows(self.output).total()
        self.await_rows(lambda found: found.total() >= have + rows)

    def stop(self) -> str:
        """Told to; gives where it can be gone on with."""
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(180) == 0, self.said.read_text()
        last = self.said.read_text().splitlines()[-1]
        assert "go on with --savepoint_path=" in last
        return last.rpartition(" ")[2]

    def kill(self) -> None:
        """Where a test has failed."""
        self._process.kill()
        self._process.wait()


def read_rows(output: Path, column: str = "source_id") -> Counter[str]:
    """By what names them; a file may be replaced between the list and the look."""
    if not any((output / "articles").glob("*/*.parquet")):
        return Counter()
    try:
        return Counter(ds.dataset(output / "articles").to_table([column])[column].to_pylist())
    except FileNotFoundError:
        return Counter()


def windows(output: Path) -> list[Mapping[str, Any]]:
    return [json.loads(path.read_text()) for path in (output / "_runs").glob(f"{NAME}-*.json")]


def newest_task_manager(cluster: Cluster) -> int:
    numbered = {name: pid for name, pid in cluster.pids().items() if name.startswith("task-manager")}
    return numbered[max(numbered, key=lambda name: int(name.rpartition("-")[2]))]


def children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):  # it has ended
            continue
        if parent == pid:
            found.append(int(path.parent.name))
    return found
