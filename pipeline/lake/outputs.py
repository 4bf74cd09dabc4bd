"""What the runs into an output say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.sinks.parquet import ParquetSink


def read_manifests(output: Path) -> Iterator[Mapping[str, Any]]:
    """The manifests of the finished runs. Raises OSError."""
    return ParquetSink(str(output), "").read_manifests()
