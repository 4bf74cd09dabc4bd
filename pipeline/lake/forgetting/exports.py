"""Reports that were written as files: they hold what the tables held then, and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.lake.changes import Change, hash_file
from pipeline.state.exports import read_exports


def change_exports(output: Path) -> Iterator[Change]:
    """The reports that are still as they were written, and the notes of all. Raises OSError."""
    for export in read_exports(output):
        if export.path.is_file() and hash_file(export.path) == export.sha256:
            yield Change("exports", export.path, 1, None)
        yield Change("notes", export.note, 0, None)
