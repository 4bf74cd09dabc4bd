"""Who may do what below an output of this machine at the same time. Every lease is a lock of the operating system on a
file in OUTPUT/_state, so it ends with its holder, kill -9 or not.

adding     many at once: a file is put in its place
replacing  alone, against `adding`: a folder changes places with another
claiming   alone for a run's name: two runs of one name would take each other's files away
caring     alone: tables are rewritten

Where the output is a URI there are no leases: nothing replaces folders there.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STATE = "_state"
_RUNNING = Path(_STATE, "running")
_ENDING = ".lock"


@contextmanager
def adding(output: str) -> Iterator[None]:
    """Wait for as long as somebody replaces a folder, milliseconds, then keep others from it. Raises OSError."""
    with _lock(output, Path(_STATE, "writing.lock"), fcntl.LOCK_SH):
        yield


@contextmanager
def replacing(output: str) -> Iterator[None]:
    """Wait until the files that are being added are in their place, then keep others from adding. Raises OSError."""
    with _lock(output, Path(_STATE, "writing.lock"), fcntl.LOCK_EX):
        yield


@contextmanager
def caring(output: str, *, wait: bool) -> Iterator[None]:
    """Be the only one who rewrites tables. Raises BlockingIOError for a second one that does not wait, OSError."""
    with _lock(output, Path(_STATE, "care.lock"), fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)):
        yield


@contextmanager
def claiming(output: str, run_id: str, *, wait: bool = False) -> Iterator[None]:
    """Be the only run of this name into an output. Raises BlockingIOError for a second that does not wait, OSError."""
    path = _RUNNING / f"{run_id}{_ENDING}"
    with _lock(output, path, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)):
        try:
            yield
        finally:
            if "://" not in output:
                (Path(output) / path).unlink(missing_ok=True)


def running(output: Path) -> frozenset[str]:
    """The names of the runs that are going on into this output."""
    found = set()
    for path in (output / _RUNNING).glob(f"*{_ENDING}"):
        try:
            with _lock(str(output), path.relative_to(output), fcntl.LOCK_EX | fcntl.LOCK_NB):
                path.unlink(missing_ok=True)  # of a run that died
        except BlockingIOError:
            found.add(path.name.removesuffix(_ENDING))
    return frozenset(found)


@contextmanager
def _lock(output: str, name: Path, kind: int) -> Iterator[None]:
    if "://" in output:
        yield
        return
    if Path(output).is_file():
        raise NotADirectoryError(f"{output} is a file")
    path = Path(output) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _open_locked(path, kind)
    try:
        yield
    finally:
        os.close(descriptor)


def _open_locked(path: Path, kind: int) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(descriptor, kind)
            held = path.exists() and os.path.samestat(os.fstat(descriptor), path.stat())
        except BaseException:
            os.close(descriptor)
            raise
        if held:
            return descriptor
        os.close(descriptor)  # its last holder has taken the file away meanwhile
