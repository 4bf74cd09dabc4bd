"""One file, changed or taken away whole, while others read it and write beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.lease import replacing
from pipeline.storage import sync

_STAGED = ".lake.tmp"
"""Ends the name of what is not in its place yet; it begins with a dot, as that of every file that is not whole."""


@dataclass(frozen=True)
class Change:
    """What becomes of a file.

    what: the table or the kind of file. removed: rows, records or lines that go. write: writes the new content to a
    path; None when the file goes.
    """

    what: str
    path: Path
    removed: int
    write: Callable[[Path], None] | None


@dataclass(frozen=True)
class Done:
    """A change as a receipt has it. file: below the output, else its name alone. before, after: SHA-256 of the file."""

    what: str
    file: str
    removed: int
    before: str
    after: str | None


def _nobody(_: Done) -> None:
    """Is told."""


def apply_change(output: Path, change: Change, note: Callable[[Done], None] = _nobody) -> None:
    """Change a file in one step, unless it has been written anew or taken away since it was read: then leave it.

    note: is told of the change right before it happens, so that no kill loses word of it. Raises OSError.
    """
    staged = change.path.with_name(f".{change.path.name}{_STAGED}")
    try:
        state = _state_of(change.path)
        before = hash_file(change.path)
        if change.write is not None:
            change.write(staged)
            sync(staged)
        after = hash_file(staged) if change.write is not None else None
        with replacing(str(output)):
            if _state_of(change.path) != state:
                return
            note(Done(change.what, _name_below(output, change.path), change.removed, before, after))
            if change.write is not None:
                staged.replace(change.path)
            else:
                change.path.unlink()
        sync(change.path.parent)
    except FileNotFoundError:
        if change.path.exists():
            raise
    finally:
        staged.unlink(missing_ok=True)


def put_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, by the one temporary name that it ever has. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}{_STAGED}")
    staged.write_bytes(content)
    sync(staged)
    staged.replace(path)
    sync(path.parent)


def drop_file(path: Path) -> None:
    """Take a file away, and what a killed put_file has left of it. Raises OSError."""
    path.unlink(missing_ok=True)
    path.with_name(f".{path.name}{_STAGED}").unlink(missing_ok=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _state_of(path: Path) -> tuple[int, int, int, int]:
    state = path.stat()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _name_below(output: Path, path: Path) -> str:
    return path.relative_to(output).as_posix() if path.is_relative_to(output) else path.name
