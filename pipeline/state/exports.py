"""Which reports of an output were written as files: OUTPUT/_state/exports/HASH.json, so that they can be taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.state.sightings import FOLDER
from pipeline.storage import write_bytes

_EXPORTS = Path(FOLDER, "exports")


@dataclass(frozen=True)
class Export:
    """note: where it is noted. path: of the report. sha256: of its bytes, in hex."""

    note: Path
    path: Path
    sha256: str


def note_export(output: Path, file: Path, content: bytes) -> None:
    """Note that a report was written to a file. An output that cannot be written to is only read, and notes nothing."""
    said = {"path": str(file), "sha256": hashlib.sha256(content).hexdigest()}
    name = hashlib.sha256(str(file).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    with suppress(OSError):
        write_bytes(str(output / _EXPORTS / f"{name}.json"), json.dumps(said).encode())


def read_exports(output: Path) -> Iterator[Export]:
    """The reports that were noted, whether they are still there or not. Raises OSError."""
    for note in sorted((output / _EXPORTS).glob("*.json")):
        with suppress(ValueError, KeyError, TypeError):  # damaged: it names nothing
            said = json.loads(note.read_bytes())
            yield Export(note, Path(said["path"]), str(said["sha256"]))
