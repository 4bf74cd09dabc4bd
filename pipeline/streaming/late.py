"""Files that come late wait beside the tables, OUTPUT/_state/late/NAME, for the report that tells of them.

When the first report of a window takes away what earlier attempts left, a late file of this attempt may have been
written, of which a later report will tell. So it is not in the tables yet, and what is there of late files is an
earlier attempt's. Panes of a file, and reports of a window, come in their order: those after the one at hand are an
earlier attempt's, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.lease import adding
from pipeline.storage import delete_files, find_files, is_remote, join, make_folder, rename, split, sync
from transforms.accounts import WrittenFile

LATE = "late"
"""Folder below `_state`: of each stream one of its name, laid out as an output folder is."""

_PANE = re.compile(r"(?P<before>.*p)(?P<pane>\d+)(?P<after>\.(?:parquet|json))")


class LateFiles:
    """Those of one stream."""

    def __init__(self, output: str, run_id: str) -> None:
        self._output = output
        self.folder = join(output, "_state", LATE, run_id)

    def put_in_place(self, files: Iterable[WrittenFile]) -> None:
        """Make those of these files that wait here files of the tables. Raises OSError."""
        waiting = set(find_files(self.folder, "*/*/*.parquet"))
        for file in files:
            source, target = join(self.folder, file.path), join(self._output, file.path)
            if source in waiting:
                delete_files(find_later(target))
                folder = split(target)[0]
                with adding(self._output):
                    make_folder(folder)
                    rename(source, target)
                if not is_remote(folder):
                    sync(folder)

    def sweep(self) -> None:
        """Before a stream, while nobody writes: take away what killed writers left half done. Raises OSError."""
        delete_files(find_files(self.folder, "*/*/.*.tmp"))

    def drop(self) -> None:
        """Before a stream that goes on without a savepoint: nobody will tell of what waits here. Raises OSError."""
        delete_files(find_files(self.folder, "*/*/*"))


def find_later(path: str) -> list[str]:
    """The files of the panes after the one that a path ends with the number of. Raises OSError."""
    folder, name = split(path)
    pane = _PANE.fullmatch(name)
    if pane is None:
        return []
    found = find_files(folder, f"{pane['before']}*{pane['after']}")
    others = ((_PANE.fullmatch(split(other)[1]), other) for other in found)
    return [other for match, other in others if match and int(match["pane"]) > int(pane["pane"])]
