"""How far a local run is. Beam's metrics are not to be seen while DirectRunner runs, and its workers may be other
processes: so each leaves its counts in a small file of its own, and the launcher adds them up.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
from collections import Counter
from pathlib import Path

PAUSE = 0.5
"""Seconds between two writings of a worker's counts."""


class SilentProgress:
    """For runners whose workers are elsewhere, and which show progress themselves."""

    def count(self, what: str, by: int = 1) -> None:
        """Nobody is watching."""


class FileProgress:
    """Counts in a file of this worker, below a folder that the launcher made. Pickles without its counts."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._begin()

    def _begin(self) -> None:
        self._counts: Counter[str] = Counter()
        self._path: Path | None = None
        self._written = 0.0

    def __getstate__(self) -> dict[str, str]:
        return {"folder": self._folder}

    def __setstate__(self, state: dict[str, str]) -> None:
        self._folder = state["folder"]
        self._begin()

    def count(self, what: str, by: int = 1) -> None:
        """Add to a counter; write when the last writing is long enough ago. That it can't be written is no error."""
        self._counts[what] += by
        now = time.monotonic()
        if now - self._written >= PAUSE:
            self._written = now
            if self._path is None:
                self._path = Path(self._folder, f"{os.getpid()}-{uuid.uuid4().hex[:8]}")
            with contextlib.suppress(OSError):
                self._path.write_text(json.dumps(self._counts))


def read_progress(folder: str) -> Counter[str]:
    """Sum of the counts of all workers; a file that is just being written counts with the next look."""
    total: Counter[str] = Counter()
    for path in Path(folder).iterdir():
        with contextlib.suppress(OSError, ValueError):
            total.update(json.loads(path.read_text()))
    return total
