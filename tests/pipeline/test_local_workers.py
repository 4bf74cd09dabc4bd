"""Worker processes: nobody outside this machine can speak to the ports that they and the launcher open."""

from __future__ import annotations

import ipaddress
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTENING = "0A"
"""The state of a socket in /proc/net/tcp that waits for connections."""


def children_of(pid: int) -> set[int]:
    found = {pid}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:  # it has ended meanwhile
            continue
        if int(text.rpartition(")")[2].split()[1]) == pid:
            found |= children_of(int(stat.parent.name))
    return found


def sockets_of(pids: set[int]) -> set[str]:
    held = set()
    for pid in pids:
        for link in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                target = str(link.readlink())
            except OSError:
                continue
            if target.startswith("socket:["):
                held.add(target[8:-1])
    return held


def listening_on(inodes: set[str]) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    found: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = []
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == LISTENING and fields[9] in inodes:
                words = bytes.fromhex(fields[1].partition(":")[0])
                swapped = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
                host = ipaddress.ip_address(swapped)
                found.append(getattr(host, "ipv4_mapped", None) or host)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_worker_processes_listen_on_loopback_alone(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as open_to_all:  # noqa: S104 - that this test would see it
        assert [str(host) for host in listening_on({str(socket_inode(open_to_all))})] == ["0.0.0.0"]  # noqa: S104
    story = {"text": "BEIRUT (Reuters) - Two people were killed on Sunday, police said."}
    (tmp_path / "docs.jsonl").write_text("".join(json.dumps(story | {"id": str(n)}) + "\n" for n in range(40)))
    command = [sys.executable, "-m", "pipeline", "--input", f"{tmp_path}/docs.jsonl", "--output", f"{tmp_path}/out"]
    command += ["--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]
    seen: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        while run.poll() is None:
            seen += listening_on(sockets_of(children_of(run.pid)))
            time.sleep(0.1)
        assert run.stderr is not None
        assert run.returncode == 0, run.stderr.read()
    assert seen
    assert all(host.is_loopback for host in seen), set(seen)


def socket_inode(held: socket.socket) -> int:
    return int(str(Path(f"/proc/self/fd/{held.fileno()}").readlink())[8:-1])
