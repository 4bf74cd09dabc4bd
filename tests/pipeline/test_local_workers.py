"""Workers on this machine: only it can speak to their ports and the launcher's, and no bundle waits for long."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.worker import statesampler
from apache_beam.testing.util import assert_that, equal_to

from pipeline.workers.local import own_workers
from tests.support.listening import Address, listening

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_worker_processes_listen_on_loopback_alone(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)):  # noqa: S104 - that this test would see it
        assert "0.0.0.0" in {str(host) for host in listening([os.getpid()])}  # noqa: S104
    story = {"text": "BEIRUT (Reuters) - Two people were killed on Sunday, police said."}
    (tmp_path / "docs.jsonl").write_text("".join(json.dumps(story | {"id": str(n)}) + "\n" for n in range(40)))
    command = [sys.executable, "-m", "pipeline", "--input", f"{tmp_path}/docs.jsonl", "--output", f"{tmp_path}/out"]
    command += ["--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]
    seen: list[Address] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        while run.poll() is None:
            seen += listening([run.pid])
            time.sleep(0.1)
        assert run.stderr is not None
        assert run.returncode == 0, run.stderr.read()
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)


def test_a_bundle_that_is_done_waits_a_moment_for_its_sampler() -> None:
    with own_workers(), beam.Pipeline(runner=FnApiRunner()) as pipeline:
        periods = pipeline | beam.Create([0]) | beam.Map(_sampling_period)
        assert_that(periods, equal_to([10]))


def _sampling_period(_: int) -> int:
    tracker = statesampler.get_current_tracker()
    assert tracker is not None
    period: int = tracker.sampling_period_ms
    return period
