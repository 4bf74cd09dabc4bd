"""The snapshot in use, taken anew when the tables have changed."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from pipeline.view.snapshot import Snapshot, take_snapshot

_LOOK_EVERY = 2.0  # seconds


class Keeper:
    """Keeps the newest snapshot of an output for the threads of a server.

    A snapshot that was handed out stays whole while somebody uses it.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._state: object = None
        self._looked = 0.0

    def current(self, *, anew: bool = False) -> Snapshot:
        """The snapshot of the tables as they are, or were two seconds ago; anew: look now.

        Raises duckdb.Error, OSError or ValueError when they cannot be read.
        """
        with self._lock:
            if self._snapshot is None or anew or time.monotonic() - self._looked > _LOOK_EVERY:
                state = _state_of(self._output)
                if self._snapshot is None or state != self._state:
                    self._snapshot = take_snapshot(self._output)
                self._state, self._looked = state, time.monotonic()
            return self._snapshot


def _state_of(output: Path) -> object:
    """Changes when a file is written, renamed or removed in any partition."""
    folders = [output, *(f for f in output.iterdir() if f.is_dir() and not f.name.startswith("."))]
    inside = [partition for folder in folders[1:] for partition in folder.iterdir() if partition.is_dir()]
    return [(str(folder), folder.stat().st_mtime_ns) for folder in (*folders, *inside)]
