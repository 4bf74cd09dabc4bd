"""How far a local run is. Beam's metrics are not to be seen while DirectRunner runs, and its workers may be other
processes: so each counts in a small mapped file of its own, and the launcher adds them up.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import shutil
import struct
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import get_args

from transforms.progress import Counted

_COUNTED: tuple[Counted, ...] = get_args(Counted)
"""In the order of the files: one signed 64-bit integer each."""

_LAYOUT = struct.Struct(f"{len(_COUNTED)}q")

_PREFIX = "wire-ingest-progress-"
_STALE = 7 * 86_400


@contextmanager
def make_progress_folder() -> Iterator[str]:
    """A folder for the counts, as long as it is needed; those that killed runs left behind are removed.

    One is left behind when nobody holds it and nothing in it has changed for _STALE seconds: a run that began a moment
    ago, or an older version's, may not hold its folder.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError), _hold(left):
            newest = max(path.stat().st_mtime for path in (left, *left.iterdir()))
            if newest < time.time() - _STALE:
                shutil.rmtree(left)
    folder = tempfile.mkdtemp(prefix=_PREFIX)
    try:
        with _hold(Path(folder)):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """Lock a folder, which ends with the process. Raises OSError for one of another user, and one that is held."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(held).st_uid != os.geteuid():
            raise PermissionError(f"{folder} is another user's")
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)


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
