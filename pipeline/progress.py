"""How far a local run is. Beam's metrics are not to be seen while DirectRunner runs, and its workers may be other
processes: so each counts in a small mapped file of its own, and the launcher adds them up.
"""

from __future__ import annotations

import mmap
import os
import struct
import uuid
from collections import Counter
from pathlib import Path
from typing import get_args

from transforms.progress import Counted

_COUNTED: tuple[Counted, ...] = get_args(Counted)
"""In the order of the files: one signed 64-bit integer each."""

_LAYOUT = struct.Struct(f"{len(_COUNTED)}q")


class SilentProgress:
    """For runners whose workers are elsewhere, and which show progress themselves."""

    def count(self, what: Counted, by: int = 1) -> None:
        """Nobody is watching."""


class FileProgress:
    """Counts in a mapped file below a folder that the launcher made. Pickles without its counts."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._counts: dict[Counted, int] = dict.fromkeys(_COUNTED, 0)
        self._mapped: mmap.mmap | None = None

    def __reduce__(self) -> tuple[type[FileProgress], tuple[str]]:
        return FileProgress, (self._folder,)

    def count(self, what: Counted, by: int = 1) -> None:
        """Add to one of the counts. Raises KeyError for one that nobody would be shown."""
        if self._mapped is None:
            self._mapped = self._map()
        self._counts[what] += by
        _LAYOUT.pack_into(self._mapped, 0, *self._counts.values())

    def _map(self) -> mmap.mmap:
        path = Path(self._folder, f"{os.getpid()}-{uuid.uuid4().hex}")
        path.write_bytes(bytes(_LAYOUT.size))
        with path.open("r+b") as file:
            return mmap.mmap(file.fileno(), _LAYOUT.size)


def read_progress(folder: str) -> Counter[str]:
    """Sum of the counts of all workers."""
    total: Counter[str] = Counter()
    for path in Path(folder).iterdir():
        content = path.read_bytes()
        if len(content) == _LAYOUT.size:  # a file that is just being made has none yet
            total.update(dict(zip(_COUNTED, _LAYOUT.unpack(content), strict=True)))
    return total
