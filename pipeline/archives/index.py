"""What an archive holds, request by request, noted while it is written: a line of JSON each, in a file of its own.

A line is [end], or [end, start, url, source_id] where the bytes from start to end of the archive answer a request. It
is written once those bytes are: whatever lies beyond the last line's end, kill -9 has torn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.request import Request

ENDING = ".jsonl"


class Entry(NamedTuple):
    """Bytes of an archive that are whole. asked: url and source_id of the request that they answer, if any."""

    end: int
    start: int = 0
    asked: tuple[str | None, str | None] | None = None


class IndexFile:
    """FOLDER/NAME.jsonl, of the archive of that name. Raises OSError."""

    def __init__(self, folder: str, name: str) -> None:
        self._sink = Path(folder, name + ENDING).open("ab")  # noqa: SIM115 - close closes it

    def note(self, start: int, end: int, request: Request | None) -> None:
        """Note that these bytes of the archive are whole, and which request they answer."""
        line = [end] if request is None else [end, start, request.url, request.source_id]
        self._sink.write(json.dumps(line).encode() + b"\n")
        self._sink.flush()

    def close(self) -> None:
        """The archive is whole."""
        self._sink.close()


def read_index_file(path: Path) -> Iterator[Entry]:
    """The entries of an index; a line that was torn ends it. Raises OSError."""
    with path.open("rb") as source:
        for line in source:
            try:
                end, *more = json.loads(line)
            except ValueError:
                return
            yield Entry(end, more[0], (more[1], more[2])) if more else Entry(end)
