"""Worker processes: nobody outside this machine can speak to the ports that they and the launcher open."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
