"""Workers on this machine: only it can speak to their ports and the launcher's, they end with it, and none waits."""

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


def ingest_with_two_workers(folder: Path) -> list[str]:
    story = {"text": "BEIRUT (Reuters) - Two people were killed on Sunday, police said."}
    (folder / "docs.jsonl").write_text("".join(json.dumps(story | {"id": str(n)}) + "\n" for n in range(40)))
    command = [sys.executable, "-m", "pipeline", "--input", f"{folder}/docs.jsonl", "--output", f"{folder}/out"]
    return [*command, "--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_worker_processes_listen_on_loopback_alone_and_call_through_no_proxy(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)):  # noqa: S104 - that this test would see it
        assert "0.0.0.0" in {str(host) for host in listening([os.getpid()])}  # noqa: S104
    command = ingest_with_two_workers(tmp_path)
    seen: list[Address] = []
    proxied = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
    proxied |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}  # nobody listens there
    with subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=proxied, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        while run.poll() is None:
            seen += listening([run.pid])
            time.sleep(0.1)
        assert run.stderr is not None
        assert run.returncode == 0, run.stderr.read()
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("seconds", [0.0, 3.0])
def test_worker_processes_end_with_a_command_that_is_killed(tmp_path: Path, seconds: float) -> None:
    command = ingest_with_two_workers(tmp_path)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        while len(workers_of(run.pid)) < 2:
            assert run.poll() is None
            time.sleep(0.05)
        time.sleep(seconds)  # they come up meanwhile, or work
        run.kill()
        _, said = run.communicate(timeout=60)  # of them, too, who share its standard error
    assert "Traceback" not in said
    assert not workers_of(run.pid)


def workers_of(launcher: int) -> list[Path]:
    words = f"pipeline.workers.child\0{launcher}\0".encode()
    return [process for process in Path("/proc").glob("[0-9]*") if words in read_command(process)]


def read_command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def test_a_bundle_that_is_done_waits_a_moment_for_its_sampler() -> None:
    with own_workers(), beam.Pipeline(runner=FnApiRunner()) as pipeline:
        periods = pipeline | beam.Create([0]) | beam.Map(_sampling_period)
        assert_that(periods, equal_to([10]))


def _sampling_period(_: int) -> int:
    tracker = statesampler.get_current_tracker()
    assert tracker is not None
    period: int = tracker.sampling_period_ms
    return period
