"""What an attempt at a run has fetched, kept until the run has finished: a rerun asks for the rest alone.

It lies in OUTPUT/_state/fetched/RUN_ID/: an index of each archive (pipeline/archives/index.py), and, without --archive,
the archives themselves. The folder is made when a run begins and removed when it has finished, so that it is there for
a run that died; after a week it is removed whoever it is of. Where the output or the archive is a URI nothing is kept:
a file there cannot be added to.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipeline.archives.index import ENDING, Entry, read_index_file
from pipeline.archives.spool import Spool
from pipeline.archives.warc import open_name
from pipeline.archives.writing import WarcArchive, remove_archive, sweep_archive
from pipeline.lease import running
from pipeline.state.sightings import FOLDER
from pipeline.storage import is_remote
from schemas.dead_letter import DeadLetter, Rejected
from schemas.page import Page
from schemas.request import Request, StoredBody
from transforms.dead_letter import dead_letter

_STALE = 7 * 86_400
"""Seconds after which nobody will try again."""


class FetchedAnswers:
    """The answers that a run has kept. output: of this machine, else there are none. archive: a folder, if any."""

    def __init__(self, output: str, run_id: str, archive: str | None, replay: Callable[[Request], Page]) -> None:
        kept = not is_remote(output) and not (archive and is_remote(archive))
        self._all = Path(output, FOLDER, "fetched") if kept else None
        self._run_id = run_id
        self._archive = archive
        self._replay = replay
        self._places: dict[tuple[str | None, str | None], tuple[str, int]] = {}

    @property
    def _folder(self) -> Path | None:
        return self._all / self._run_id if self._all else None

    def make_archive(self) -> WarcArchive | Spool | None:
        """Where the fetcher is to keep its answers."""
        index = str(self._folder) if self._folder else None
        if self._archive:
            return WarcArchive(self._archive, self._run_id, index)
        return Spool(WarcArchive(index, self._run_id, index, lasting=False)) if index else None

    def prepare(self, read: Collection[str] = ()) -> None:
        """Before a run that is the only one of its name: mend what an attempt that died has left, else begin anew.

        read: files of the archive that this run is to read, and that stay. Raises OSError.
        """
        if self._archive:
            sweep_archive(self._archive)
        self._sweep()
        if self._folder and self._folder.is_dir():
            for index in self._folder.glob(f"*{ENDING}"):
                self._mend(index)
            return
        if self._archive:
            remove_archive(self._archive, self._run_id, read)
        if self._folder:
            self._folder.mkdir(parents=True)

    def finish(self) -> None:
        """The run has finished."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _sweep(self) -> None:
        if not self._all or not self._all.is_dir():
            return
        others = running(self._all.parent.parent) - {self._run_id}
        for folder in self._all.iterdir():
            with suppress(OSError):
                newest = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
                if folder.name not in others and newest < time.time() - _STALE:
                    shutil.rmtree(folder)

    def _mend(self, index: Path) -> None:
        """Cut off what was torn, and give the archive its name. An index without its archive is of no use."""
        folder, name = Path(self._archive) if self._archive else index.parent, index.name.removesuffix(ENDING)
        half = folder / open_name(name)
        if half.is_file():
            os.truncate(half, max((entry.end for entry in read_index_file(index)), default=0))
            half.replace(folder / name)
        if not (folder / name).is_file():
            index.unlink()

    def open(self) -> None:
        """Learn what is there, in the worker. Raises OSError."""
        for path, entries in self._indexes():
            size = path.stat().st_size
            self._places.update({e.asked: (str(path), e.start) for e in entries if e.asked and e.end <= size})

    def _indexes(self) -> Iterator[tuple[Path, Iterator[Entry]]]:
        if self._folder is None:
            return
        for index in self._folder.glob(f"*{ENDING}"):
            path = (Path(self._archive) if self._archive else index.parent) / index.name.removesuffix(ENDING)
            if path.is_file():
                yield path, read_index_file(index)

    def __bool__(self) -> bool:
        return bool(self._places)

    def __contains__(self, request: object) -> bool:
        """Whether a request has been answered."""
        return isinstance(request, Request) and (request.url, request.source_id) in self._places

    def find(self, request: Request) -> Page | DeadLetter | None:
        """The answer to a request, as it came; None for one that must be asked for after all."""
        path, start = self._places[request.url, request.source_id]
        stored = StoredBody(path, "warc", offset=start)
        try:
            return replace(self._replay(replace(request, stored=stored)), request=request)
        except Rejected as why:
            if why.reason in {"malformed_archive", "unreadable_input"}:
                return None
            return dead_letter(request, "fetch", why)
