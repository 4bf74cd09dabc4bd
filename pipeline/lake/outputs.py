"""The output that a command line names, and what its runs say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.sinks.parquet import ParquetSink
from pipeline.usage import UsageError


def find_output(stated: str) -> Path:
    """The folder of this machine that holds tables. Raises UsageError when there is none of that name."""
    if "://" in stated:
        raise UsageError(f"{stated} is not of this machine: only here can a folder be replaced in one step")
    folder = Path(stated)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {stated}")
    return folder.resolve()


def read_manifests(output: Path) -> Iterator[Mapping[str, Any]]:
    """The manifests of the finished runs. Raises OSError."""
    return ParquetSink(str(output), "").read_manifests()
