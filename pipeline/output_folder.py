"""The folder of tables that a command line names, and the folders in it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pipeline.usage import UsageError


def find_output(stated: str) -> Path:
    """The folder that a command line names. Raises UsageError when it is none of this machine."""
    if "://" in stated:
        raise UsageError(f"{stated} is not of this machine: copy the tables to a folder first")
    folder = Path(stated)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {stated}")
    return folder.resolve()


def look_into(folder: str | Path) -> None:
    """Raise OSError for a folder that is there and cannot be looked into: glob takes it for an empty one."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder or "."):
        pass
