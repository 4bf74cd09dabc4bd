"""Batch runs on a real Flink: the rows of the local run, whoever dies, and nobody outside can speak to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from samples.compare import compare
from tests.support.flink_cluster import ROOT, Cluster, needs_cluster
from tests.support.listening import Address, listening

SAMPLE = ROOT / "samples/documents.jsonl"


def ingest(output: Path, *words: str, inputs: Sequence[Path] = (SAMPLE,)) -> subprocess.Popen[str]:
    """A run named "a", in a folder that is neither the project's nor a worker's."""
    named = [word for path in inputs for word in ("--input", str(path))]
    command = [sys.executable, "-m", "pipeline", *named, "--output", str(output), "--run_id", "a", *words]
    return subprocess.Popen(command, cwd=output.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603


def end(run: subprocess.Popen[str]) -> str:
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 0, said
    return said


@needs_cluster
def test_nothing_of_a_cluster_at_work_listens_outside_loopback(cluster: Cluster, tmp_path: Path) -> None:
    run = ingest(tmp_path / "out", *cluster.options(), "--parallelism", "2")
    seen: list[Address] = []
    while run.poll() is None:
        seen += listening([*cluster.pids().values(), run.pid])
        time.sleep(0.2)
    end(run)
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)
    end(ingest(tmp_path / "local"))
    assert compare(tmp_path / "out", tmp_path / "local") == []
