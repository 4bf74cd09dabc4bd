"""Which addresses processes listen to, as Linux has it in /proc."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from pathlib import Path

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LISTENING = "0A"
"""The state of a socket in /proc/net/tcp that waits for connections."""


def listening(pids: Iterable[int]) -> list[Address]:
    """What these processes, and all that they have started, listen to; 127.0.0.1 written as IPv6 is 127.0.0.1."""
    return _listening_on(_sockets_of({child for pid in pids for child in _with_children(pid)}))


def _with_children(pid: int) -> set[int]:
    found = {pid}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:  # it has ended meanwhile
            continue
        if int(text.rpartition(")")[2].split()[1]) == pid:
            found |= _with_children(int(stat.parent.name))
    return found


def _sockets_of(pids: set[int]) -> set[str]:
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


def _listening_on(inodes: set[str]) -> list[Address]:
    found: list[Address] = []
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == _LISTENING and fields[9] in inodes:
                words = bytes.fromhex(fields[1].partition(":")[0])
                swapped = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
                host = ipaddress.ip_address(swapped)
                found.append(getattr(host, "ipv4_mapped", None) or host)
    return found
